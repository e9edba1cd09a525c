"""Live principal on an award: disbursed minus collected, until a loan is closed (四(一))."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from conformance.case import Case, precedes
from notice.events import Event, LoanClosed, LoanDisbursed, RepaymentCollected

Before = Callable[[Event, Event], bool]


class Live(NamedTuple):
    """One loan's live principal at an act, and how much of it the acting bank had been told of; fen."""

    loan: str
    bank: str
    amount_fen: int
    known_fen: int


def live_at(case: Case, act: Event, bank: str, before: Before = precedes) -> list[Live]:
    """Live principal of every loan whose events come `before` `act`, which `bank` does."""
    loans = {paid.loan: paid.bank for paid in case.all(LoanDisbursed) if before(paid, act)}
    return [_live(case, act, loan, lender, bank, before) for loan, lender in loans.items()]


def _live(case: Case, act: Event, loan: str, lender: str, bank: str, before: Before) -> Live:
    closes = [closed for closed in case.all(LoanClosed) if closed.loan == loan and before(closed, act)]

    def counts(event: LoanDisbursed | RepaymentCollected) -> bool:
        return event.loan == loan and before(event, act) and not any(precedes(event, closed) for closed in closes)

    paid = [event for event in case.all(LoanDisbursed) if counts(event)]
    collected = sum(event.principal_fen for event in case.all(RepaymentCollected) if counts(event))
    disbursed = sum(event.amount_fen for event in paid)
    known = sum(event.amount_fen for event in paid if lender == bank or event.known_at <= act.at)
    return Live(loan, lender, max(0, disbursed - collected), max(0, known - collected))
