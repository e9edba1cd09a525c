"""What a bank expects to lose on a contract loan, and the rate it therefore asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY
from notice.money import BP, half_up, lpr_bp

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.habits import Habits
    from agents.scheme import Scheme

RATE_STEP_BP = 5
MEAN_FRAILTY = 5_000
DAYS_MIN = 30
USUAL_DAYS = 150
"""Days that a loan on a contract runs, about: what a bank prices for."""


def expected_loss_bp(habits: Habits, scheme: Scheme, frailty: int) -> int:
    """Expected loss of principal, in basis points, on a supplier rated `frailty` in [0, 10000).

    A contract that is not performed is not paid for: no account protects against that. A firm that fails after it
    delivered, or an opportunist, costs the lender nothing where the purchaser's money must come to the locked account.
    A natural person's guarantee makes good part of every loss.
    """
    unperformed = half_up(habits.failing_bp * habits.unperformed_share_bp, BP)
    diverted = habits.failing_bp - unperformed + half_up(habits.opportunist_share_bp * habits.diverts_unrepaid_bp, BP)
    protected = scheme.account_locked and scheme.treasury_checks
    failing = (unperformed + (0 if protected else diverted)) * frailty
    lost = half_up(failing * (BP - habits.recovery_bp), MEAN_FRAILTY * BP)
    return half_up(lost * (BP - habits.guarantee_recovers_bp), BP) if scheme.guarantee_allowed else lost


def lends_to(bank: Bank, frailty: int) -> bool:
    """Whether a bank lends to a firm so rated: within its appetite, and at a rate that does not drive the sound away.

    Where the rate has a cap, it must at least cover the cost of funds and the expected loss.
    """
    world = bank.world
    yearly_bp = yearly_loss_bp(expected_loss_bp(world.habits, world.scheme, frailty), USUAL_DAYS)
    cap_bp = _cap_bp(bank)
    covers = cap_bp is None or _funds_bp(bank) + yearly_bp <= cap_bp
    return frailty < bank.appetite_bp and yearly_bp <= world.habits.loss_in_rate_max_bp and covers


def yearly_loss_bp(loss_bp: int, days: int) -> int:
    """An expected loss as part of a yearly rate, on a loan of so many days."""
    return half_up(loss_bp * 365, max(days, DAYS_MIN))


def rate_bp(bank: Bank, frailty: int, days: int) -> int:
    """The yearly rate for a firm of this frailty and a loan of so many days, today; a multiple of 5 bp, or the cap.

    Cost of funds (from the one-year LPR), of handling, the margin, and the expected loss over the loan's days.
    """
    world = bank.world
    loss_bp = expected_loss_bp(world.habits, world.scheme, frailty)
    asked = _funds_bp(bank) + world.habits.operating_cost_bp + bank.margin_bp + yearly_loss_bp(loss_bp, days)
    rounded = half_up(max(asked, RATE_STEP_BP), RATE_STEP_BP) * RATE_STEP_BP
    cap_bp = _cap_bp(bank)
    return rounded if cap_bp is None else min(rounded, cap_bp)


def exceeds_cap(bank: Bank, apr_bp: int) -> bool:
    """Whether a rate lies above what a reform allows over the LPR today."""
    cap_bp = _lpr_cap_bp(bank)
    return cap_bp is not None and apr_bp > cap_bp


def _funds_bp(bank: Bank) -> int:
    return lpr_bp(bank.world.now // DAY) + bank.funding_spread_bp


def _cap_bp(bank: Bank) -> int | None:
    """The lowest of the caps that a reform sets: over the LPR, or below the bank's comparable loans (rounded down)."""
    discount_bp, lpr_cap_bp = bank.world.scheme.discount_min_bp, _lpr_cap_bp(bank)
    if discount_bp is None:
        return lpr_cap_bp
    comparable_bp = bank.world.habits.ordinary_loan_apr_bp * (BP - discount_bp) // BP
    return comparable_bp if lpr_cap_bp is None else min(comparable_bp, lpr_cap_bp)


def _lpr_cap_bp(bank: Bank) -> int | None:
    spread_bp = bank.world.scheme.apr_over_lpr_max_bp
    return None if spread_bp is None else lpr_bp(bank.world.now // DAY) + spread_bp
