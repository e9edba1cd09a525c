"""Which report tells which disbursement: of the same loan, with its amount, its instant and the agreed rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from notice.events import PLATFORM, Actor, FinancingReported, LoanAgreementSigned, LoanDisbursed
from notice.law import Law


class Told(NamedTuple):
    """A disbursement and the report of it, if there is one."""

    paid: LoanDisbursed
    report: FinancingReported | None


def told(case: Case, disbursements: Iterable[LoanDisbursed]) -> Iterator[Told]:
    """Each disbursement with the first report that tells it and no other; refused reports were made too."""
    unused = list(case.said(FinancingReported))
    for paid in disbursements:
        report = next((one for one in unused if tells(case, one, paid)), None)
        if report is not None:
            unused.remove(report)
        yield Told(paid, report)


def tells(case: Case, report: FinancingReported, paid: LoanDisbursed) -> bool:
    """Whether the report says of a loan what was lent."""
    agreement = case.first(LoanAgreementSigned, lambda event: event.loan == paid.loan)
    return (
        report.loan == paid.loan
        and report.amount_fen == paid.amount_fen
        and report.disbursed_at == paid.at
        and (agreement is None or report.apr_bp == agreement.apr_bp)
        and precedes(paid, report)
    )


def reporter(law: Law, paid: LoanDisbursed) -> Actor:
    """Who owes the report: the sentence names nobody, so a reading does (`reports_financing`)."""
    owes = law.policy.reading("reports_financing")
    if owes == "platform":
        return PLATFORM
    return Actor("bank", paid.bank) if owes == "bank" else Actor("supplier", paid.supplier)
