"""What is lent, how fast the money comes and is reported, and how it comes back (一(四), 二(三)5, 二(三)6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case
from conformance.measures.application import working_days
from conformance.measures.register import Seen, measures
from conformance.monitors.instant_money import orders
from conformance.monitors.locks import lapses
from conformance.monitors.reports import told
from notice.civil import DAY, date_of, day_of
from notice.events import (
    AwardNoticeIssued,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    LossBooked,
    RepaymentCollected,
)
from notice.law import Law
from notice.money import BP


class Loan(NamedTuple):
    """One loan: its first disbursement, how much was paid out in all, and the losses that its bank booked; fen."""

    paid: LoanDisbursed
    principal_fen: int
    loss_fen: int


def loans(case: Case) -> Iterator[Loan]:
    """Every loan with money, in the order of its first."""
    for first in {paid.loan: paid for paid in reversed(case.all(LoanDisbursed))}.values():
        principal = sum(paid.amount_fen for paid in case.all(LoanDisbursed) if paid.loan == first.loan)
        losses = (one for one in case.all(LossBooked) if one.loan == first.loan and one.actor.role == "bank")
        yield Loan(first, principal, sum(one.amount_fen for one in losses))


def agreement(case: Case, loan: Loan) -> LoanAgreementSigned | None:
    """What was agreed of a loan."""
    return case.first(LoanAgreementSigned, lambda signed: signed.loan == loan.paid.loan)


@measures("district_loans")
def district_loans(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan, by the award's district and the quarter of its first money."""
    for loan in loans(case):
        yield Seen(loan.paid, 1, _district_and_quarter(case, loan.paid))


@measures("district_loans_fen")
def district_loans_fen(case: Case, _law: Law) -> Iterator[Seen]:
    """One a disbursement."""
    for paid in case.all(LoanDisbursed):
        yield Seen(paid, paid.amount_fen, _district_and_quarter(case, paid))


def _district_and_quarter(case: Case, paid: LoanDisbursed) -> tuple[str, ...]:
    notice, day = case.first(AwardNoticeIssued), date_of(day_of(paid.at))
    return (notice.district if notice else "", f"{day.year}Q{(day.month + 2) // 3}")


@measures("agreement_to_credit_working_days")
def agreement_to_credit(case: Case, law: Law) -> Iterator[Seen]:
    """One a loan agreement, to its first money; one that lapsed has none."""
    for signed in case.all(LoanAgreementSigned):
        paid = next((one for one in case.all(LoanDisbursed) if one.loan == signed.loan), None)
        if paid is not None:
            yield Seen(signed, working_days(law, signed.at, paid.at), (signed.bank,))
        elif not lapses(case, signed):
            yield Seen(signed, None, (signed.bank,))


@measures("credit_seconds")
def credit(case: Case, _law: Law) -> Iterator[Seen]:
    """One an order to pay out."""
    for order, paid in orders(case):
        yield Seen(order, None if paid is None else paid.at - order.at, (order.bank,))


@measures("report_lag_seconds")
def report_lag(case: Case, _law: Law) -> Iterator[Seen]:
    """One a disbursement, to the report that tells it rightly."""
    for paid, report in told(case, case.all(LoanDisbursed)):
        yield Seen(paid, None if report is None else report.at - paid.at, (paid.bank,))


@measures("overdue_share")
def overdue(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan whose term is over: whether some of its principal was still out then; terms are not rolled."""
    for loan in loans(case):
        signed = agreement(case, loan)
        ends_at = (day_of(loan.paid.at) + signed.tenor_days + 1) * DAY if signed else None
        if ends_at is not None and ends_at <= case.until:
            yield Seen(loan.paid, float(not _repaid(case, loan, ends_at)), (loan.paid.bank,))


def _repaid(case: Case, loan: Loan, before: int) -> bool:
    name = loan.paid.loan
    back = sum(one.principal_fen for one in case.all(RepaymentCollected) if one.loan == name and one.at < before)
    closed = any(one.loan == name and one.at < before for one in case.all(LoanClosed))
    return back >= loan.principal_fen or (closed and not loan.loss_fen)


@measures("default_share")
def default(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan that ended: settled, or with a loss that its bank booked; the others may still go either way."""
    closed = {one.loan for one in case.all(LoanClosed)}
    for loan in loans(case):
        if loan.loss_fen or loan.paid.loan in closed:
            yield Seen(loan.paid, float(loan.loss_fen > 0), (loan.paid.bank,))


@measures("loss_given_default_bp")
def loss_given_default(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan with a loss, weighted by its principal."""
    for loan in loans(case):
        if loan.loss_fen:
            yield Seen(loan.paid, BP * loan.loss_fen / loan.principal_fen, (loan.paid.bank,), loan.principal_fen)
