"""`preferential-rate` (执行优惠利率, 一(三), 四(三)), and the cap on rates that a reform may set (`X-apr-cap`).

The notice names no benchmark: without one, from an overlay, nothing is judged. No event explains a rate, so that a
rate above the benchmark is a breach and never merely a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.benchmarks import limit_bp, lpr_limit_bp
from conformance.monitors.guards import covered
from conformance.monitors.kinds import bound
from conformance.verdicts import Verdict
from notice.events import Actor, LoanAgreementSigned
from notice.law import Law

NORM, CAP = "preferential-rate", "X-apr-cap"


@monitors(NORM)
def preferential_rate(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a loan agreement, once a benchmark is chosen."""
    benchmark = law.policy.reading_if_given("pref_benchmark")
    for signed in case.all(LoanAgreementSigned) if benchmark else ():
        if benchmark and covered(NORM, case, law, signed):
            yield _compared(NORM, case, signed, limit_bp(case, law, signed, benchmark))


@monitors(CAP)
def apr_cap(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a loan agreement: its rate against the LPR of its day and the spread allowed over it."""
    for signed in case.all(LoanAgreementSigned):
        if covered(CAP, case, law, signed):
            yield _compared(CAP, case, signed, lpr_limit_bp(law, signed))


def _compared(norm: str, case: Case, signed: LoanAgreementSigned, limit: int | None) -> Finding:
    if limit is None:
        return ruling(norm, case, Verdict.INCONCLUSIVE, "benchmark_unknown", signed)
    return bound(
        norm, case, signed, signed.apr_bp, limit, why="rate_above_benchmark", blames=(Actor("bank", signed.bank),)
    )
