"""`report-financing`: what was lent is reported as it was lent (融资信息同步反馈, 二(三)5)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, breach, response_within
from conformance.verdicts import Verdict
from notice.events import Actor, FinancingReported, LoanAgreementSigned, LoanClosed, LoanDisbursed
from notice.law import Law

NORM = "report-financing"


@monitors(NORM)
def report_financing(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a disbursement; and one a report that fits none."""
    reports = case.said(FinancingReported)
    unused = list(reports)
    missing: list[LoanDisbursed] = []
    for paid in case.all(LoanDisbursed):
        if not covered(NORM, case, law, paid):
            unused = [report for report in unused if report.loan != paid.loan]
            continue
        report = next((one for one in unused if _fits(case, one, paid)), None)
        if report is None:
            missing.append(paid)
        else:
            unused.remove(report)
            yield _reported(case, paid, report)
    wrong = [
        report
        for report in unused
        if report.actor.role == "bank" and covered(NORM, case, law, report) and not _repeats(case, report)
    ]
    yield from _wrong(case, wrong, missing)
    for paid in missing:
        yield _reported(case, paid, None)


def _fits(case: Case, report: FinancingReported, paid: LoanDisbursed) -> bool:
    agreement = case.first(LoanAgreementSigned, lambda event: event.loan == paid.loan)
    return (
        report.loan == paid.loan
        and report.amount_fen == paid.amount_fen
        and report.disbursed_at == paid.at
        and (agreement is None or report.apr_bp == agreement.apr_bp)
        and precedes(paid, report)
    )


def _repeats(case: Case, report: FinancingReported) -> bool:
    """Whether the report tells a disbursement truly that was reported already: said twice it stays true."""
    return any(_fits(case, report, paid) for paid in case.all(LoanDisbursed))


def _reported(case: Case, paid: LoanDisbursed, report: FinancingReported | None) -> Finding:
    """同步 has no number: the outer bound is the end of the loan, within whose instant a report still comes in time."""
    closed = case.first(LoanClosed, lambda event: event.loan == paid.loan and precedes(paid, event))
    bound_at = closed.at + 1 if closed else None
    return response_within(NORM, case, paid, report, bound_at, lambda: Late((Actor("bank", paid.bank),)))


def _wrong(case: Case, reports: list[FinancingReported], missing: list[LoanDisbursed]) -> Iterator[Finding]:
    """Reports that fit no disbursement; each takes one that is unreported out of `missing`, as its trigger."""
    refused = {report.key for report in case.tried(FinancingReported)}
    for report in reports:
        paid = next((one for one in missing if one.loan == report.loan and precedes(one, report)), None)
        why = "report_differs" if paid or _lent(case, report) else "reported_without_loan"
        if report.key in refused:
            yield ruling(NORM, case, Verdict.WARN, why, report, blames=(report.actor,))
            continue
        if paid is not None:
            missing.remove(paid)
        evidence = (paid, report) if paid else (report,)
        yield breach(NORM, case, why, *evidence, blames=(report.actor,))


def _lent(case: Case, report: FinancingReported) -> bool:
    return any(paid.loan == report.loan and precedes(paid, report) for paid in case.all(LoanDisbursed))
