"""What lateness costs purchasers: the interest that the payment regulation gives an SME (2020 art. 15, 2025 art. 17)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.measures.register import Seen, measures
from conformance.monitors.debts import Debt, debts
from notice.arrears import late_interest_fen
from notice.civil import day_of
from notice.events import TreasuryPaid
from notice.law import Law
from notice.money import lpr_bp

_MILLION_YUAN_FEN = 100_000_000


@measures("late_interest_fen_per_million")
def late_interest(case: Case, law: Law) -> Iterator[Seen]:
    """One an instalment of a small or medium supplier that fell due, weighted by its amount; open while some is owed."""
    for debt in case.once(debts, law):
        due_at, owed_fen = debt.clock.due_at, debt.clock.instalment.amount_fen
        if due_at is None or due_at > case.until or owed_fen == 0:
            continue
        interest_fen = _interest_fen(case, law, debt, day_of(due_at - 1))
        value = None if interest_fen is None else interest_fen * _MILLION_YUAN_FEN / owed_fen
        yield Seen(debt.clock.start, value, (debt.clock.contract.purchaser,), owed_fen)


def _interest_fen(case: Case, law: Law, debt: Debt, due_day: int) -> int | None:
    """Interest on each part from the last lawful day to its payment, or to what ended the debt; None while some is owed."""
    clock, left_fen, interest_fen = debt.clock, debt.clock.instalment.amount_fen, 0
    for paid in case.all(TreasuryPaid):
        if (paid.contract, paid.instalment) == (clock.contract.contract, clock.instalment.instalment):
            part_fen = min(left_fen, paid.amount_fen)
            left_fen -= part_fen
            interest_fen += _accrued_fen(law, debt, part_fen, day_of(paid.at) - due_day)
    if left_fen == 0:
        return interest_fen
    return (
        None
        if debt.ended is None
        else interest_fen + _accrued_fen(law, debt, left_fen, day_of(debt.ended.at) - due_day)
    )


def _accrued_fen(law: Law, debt: Debt, owed_fen: int, days_late: int) -> int:
    """At the agreed rate, which no contract can set below the LPR of its day; else at the statutory one."""
    signed_on, agreed_bp = day_of(debt.clock.contract.at), debt.clock.terms.late_apr_bp
    apr_bp = None if agreed_bp is None else max(agreed_bp, lpr_bp(signed_on))
    return late_interest_fen(law.policy, owed_fen, max(0, days_late), signed_on, apr_bp)
