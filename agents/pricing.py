"""What a bank expects to lose on a contract loan, and the rate it therefore asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from notice.civil import DAY
from notice.money import BP, half_up, lpr_bp

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.habits import Habits
    from agents.scheme import Scheme

RATE_STEP_BP = 5
MEAN_FRAILTY = 5_000
DAYS_MIN = 30


def expected_loss_bp(habits: Habits, scheme: Scheme, frailty: int) -> int:
    """Expected loss of principal, in basis points, of a supplier rated `frailty` in [0, 10000).

    A contract that is not performed is not paid for: no account protects against that. A firm that fails after it
    delivered, or an opportunist, costs the lender nothing where the purchaser's money must come to the locked account.
    A natural person's guarantee makes good part of every loss.
    """
    failing = habits.failing_bp * frailty // MEAN_FRAILTY
    unperformed = half_up(failing * habits.unperformed_share_bp, BP)
    diverted = 0 if scheme.account_locked and scheme.treasury_checks else failing - unperformed + _opportunists(habits)
    lost = half_up((unperformed + diverted) * (BP - habits.recovery_bp), BP)
    return half_up(lost * (BP - habits.guarantee_recovers_bp), BP) if scheme.guarantee_allowed else lost


def _opportunists(habits: Habits) -> int:
    """Opportunists among suppliers who would not repay, in basis points."""
    return half_up(habits.opportunist_share_bp * habits.diverts_unrepaid_bp, BP)


def loss_accepted_bp(habits: Habits, scheme: Scheme, appetite_bp: int) -> int:
    """The expected loss at which a bank stops lending: that of the last firm its appetite reaches, fully protected."""
    # banks made up their appetite for the scheme as the notice has it
    protected = msgspec.structs.replace(scheme, account_locked=True, treasury_checks=True, guarantee_allowed=False)
    return expected_loss_bp(habits, protected, appetite_bp)


def rate_bp(bank: Bank, frailty: int, days: int) -> int:
    """The yearly rate for a firm of this frailty and a loan of so many days, today; a multiple of 5 bp.

    Cost of funds (from the one-year LPR), of handling, the margin, and the expected loss over the loan's days.
    """
    world = bank.world
    loss_bp = expected_loss_bp(world.habits, world.scheme, frailty)
    yearly_loss_bp = half_up(loss_bp * 365, max(days, DAYS_MIN))
    funds_bp = lpr_bp(world.now // DAY) + bank.funding_spread_bp
    asked = funds_bp + world.habits.operating_cost_bp + bank.margin_bp + yearly_loss_bp
    return half_up(max(asked, RATE_STEP_BP), RATE_STEP_BP) * RATE_STEP_BP
