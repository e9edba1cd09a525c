"""`report-financing`: what was lent is reported as it was lent (融资信息同步反馈, 二(三)5); `X-report-in-time`: how soon.

Whoever tells it truly discharges it: what the text asks for is that the platform knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, breach, response_within
from conformance.monitors.reports import Told, reporter, tells, told
from conformance.verdicts import Verdict
from notice.events import FinancingReported, LoanClosed, LoanDisbursed
from notice.law import Law

NORM, IN_TIME = "report-financing", "X-report-in-time"


@monitors(NORM)
def report_financing(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a disbursement; and one a report that fits none."""
    reported = _reported(case, law, NORM)
    missing = [paid for paid, report in reported if report is None]
    for one in reported:
        if one.report is not None:
            yield _ruled(NORM, case, law, one, _end(case, one.paid))
    yield from _wrong(case, law, missing)
    for paid in missing:
        yield _ruled(NORM, case, law, Told(paid, None), _end(case, paid))


@monitors(IN_TIME)
def report_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a disbursement: told within the seconds that a reform gives, the last of them included."""
    lag = law.policy.number("report_lag_max_seconds")
    for paid, report in _reported(case, law, IN_TIME):
        yield _ruled(IN_TIME, case, law, Told(paid, report), paid.at + lag + 1)


def _reported(case: Case, law: Law, norm: str) -> list[Told]:
    return list(told(case, (paid for paid in case.all(LoanDisbursed) if covered(norm, case, law, paid))))


def _ruled(norm: str, case: Case, law: Law, one: Told, due_at: int | None) -> Finding:
    return response_within(norm, case, one.paid, one.report, due_at, lambda: Late((reporter(law, one.paid),)))


def _end(case: Case, paid: LoanDisbursed) -> int | None:
    """同步 has no number: the outer bound is the end of the loan, within whose instant a report still comes in time."""
    closed = case.first(LoanClosed, lambda event: event.loan == paid.loan and precedes(paid, event))
    return closed.at + 1 if closed else None


def _wrong(case: Case, law: Law, missing: list[LoanDisbursed]) -> Iterator[Finding]:
    """Reports that tell no disbursement, by the role that owes them; each takes one out of `missing` as its trigger."""
    refused = {report.key for report in case.tried(FinancingReported)}
    role = law.policy.reading("reports_financing")
    for report in case.said(FinancingReported):
        lent = [paid for paid in case.all(LoanDisbursed) if paid.loan == report.loan]
        if report.actor.role != role or any(tells(case, report, paid) for paid in lent):
            continue
        if not covered(NORM, case, law, lent[0] if lent else report):
            continue
        before = [paid for paid in lent if precedes(paid, report)]
        why = "report_differs" if before else "reported_without_loan"
        if report.key in refused:
            yield ruling(NORM, case, Verdict.WARN, why, report, blames=(report.actor,))
            continue
        paid = next((one for one in before if one in missing), None)
        if paid is not None:
            missing.remove(paid)
        yield breach(NORM, case, why, *((paid, report) if paid else (report,)), blames=(report.actor,))
