"""Where a supplier can get the money for a contract, and what each source would cost it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from notice.civil import DAY
from notice.money import BP, half_up, interest_fen

if TYPE_CHECKING:
    from agents.habits import Habits

Source = Literal["ordinary_loan", "private_loan", "waiting"]


class Fallback(msgspec.Struct, frozen=True, gc=False):
    """The source a supplier would use without a contract loan, at which yearly rate."""

    source: Source
    apr_bp: int


def fallback(habits: Habits, lpr_bp: int, lpr_multiple_max: int, gets_ordinary_loan: bool) -> Fallback:
    """The cheapest source outside the scheme that is open to the supplier; no private rate lies above what courts protect."""
    private_percent = min(habits.private_loan_lpr_multiple_percent, lpr_multiple_max * 100)
    private = Fallback("private_loan", lpr_bp * private_percent // 100)
    waits = Fallback("waiting", habits.waiting_cost_bp_per_month * 12)
    open_to_it = [private, waits]
    if gets_ordinary_loan:
        open_to_it.append(Fallback("ordinary_loan", habits.ordinary_loan_apr_bp))
    return min(open_to_it, key=lambda source: source.apr_bp)


def cost_fen(amount_fen: int, apr_bp: int, days: int) -> int:
    """Interest on an amount over some days."""
    return interest_fen(amount_fen, apr_bp, max(days, 0), "act_365")


def waiting_fen(habits: Habits, amount_fen: int, seconds: int) -> int:
    """What it costs to be without the money for so long after it was needed."""
    return half_up(amount_fen * habits.waiting_cost_bp_per_month * max(seconds, 0), BP * 30 * DAY)
