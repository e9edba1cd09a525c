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
    paid = [event for event in case.all(LoanDisbursed) if before(event, act)]
    collected = [event for event in case.all(RepaymentCollected) if before(event, act)]
    closes = [event for event in case.all(LoanClosed) if before(event, act)]
    return [
        _live(act, loan, lender, bank, paid, collected, closes)
        for loan, lender in {event.loan: event.bank for event in paid}.items()
    ]


def _live(
    act: Event,
    loan: str,
    lender: str,
    bank: str,
    paid: list[LoanDisbursed],
    collected: list[RepaymentCollected],
    closes: list[LoanClosed],
) -> Live:
    closes = [closed for closed in closes if closed.loan == loan]

    def counts(event: LoanDisbursed | RepaymentCollected) -> bool:
        return event.loan == loan and not (closes and any(precedes(event, closed) for closed in closes))

    back = sum([event.principal_fen for event in collected if counts(event)])
    disbursed = known = 0
    for event in paid:
        if counts(event):
            disbursed += event.amount_fen
            if lender == bank or event.known_at <= act.at:
                known += event.amount_fen
    return Live(loan, lender, max(0, disbursed - back), max(0, known - back))
