"""`bank-organises-itself`: a fast lane and trained staff, and an eye on the loan after it was paid out (三(三))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.verdicts import Verdict
from notice.events import FundUseReported
from notice.law import Law

NORM = "bank-organises-itself"
_MONITORING = ("3.3.d",)


@monitors(NORM)
def bank_organises_itself(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a loan whose use the bank reported; for a bank, what it attested."""
    if case.about == "party":
        yield from attested(NORM, case, law)
        return
    looked: dict[tuple[str, str], list[FundUseReported]] = {}
    for used in case.all(FundUseReported):
        if used.actor.role == "bank" and covered(NORM, case, law, used):
            looked.setdefault((used.actor.id, used.loan), []).append(used)
    for reports in looked.values():
        yield ruling(NORM, case, Verdict.PASS, "loan_monitored", *reports, clauses=_MONITORING)
