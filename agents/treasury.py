"""The treasury: takes payment plans, orders and pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.world import Luck, Party, World
from notice.civil import DAY
from notice.events import (
    AccountChanged,
    Actor,
    PaymentOrdered,
    PaymentPlanReturned,
    PaymentPlanSubmitted,
    RepaymentAccountLocked,
    RepaymentAccountReleased,
    TreasuryPaid,
)

if TYPE_CHECKING:
    from agents.misdeeds import Misdeed


class Treasury(Party):
    """The treasury of the district and what it was told: the account in force and the due instants of each award."""

    __slots__ = ("accounts", "dues", "world")

    def __init__(self, world: World, actor: Actor) -> None:
        super().__init__(actor)
        self.world = world
        self.accounts: dict[str, str] = {}
        self.dues: dict[tuple[str, str | None], int] = {}


class Payable:
    """A plan on the treasury's table."""

    __slots__ = ("luck", "misdeed", "plan", "treasury")

    def __init__(self, treasury: Treasury, plan: PaymentPlanSubmitted, luck: Luck, misdeed: Misdeed | None) -> None:
        self.treasury, self.plan, self.luck, self.misdeed = treasury, plan, luck, misdeed


def hears_account(
    treasury: Treasury, event: RepaymentAccountLocked | AccountChanged | RepaymentAccountReleased
) -> None:
    """Notes which account an award must be paid to, and when it is free again."""
    if isinstance(event, RepaymentAccountReleased):
        treasury.accounts.pop(event.award, None)
    elif isinstance(event, RepaymentAccountLocked):
        treasury.accounts[event.award] = event.account
    elif event.award in treasury.accounts:
        treasury.accounts[event.award] = event.new_account


def hears_plan(payable: Payable) -> None:
    """Takes a plan in: one to the wrong account goes back, any other is paid on its day, or later."""
    treasury, plan = payable.treasury, payable.plan
    world = treasury.world
    if _is_wrong(treasury, plan) and payable.misdeed != "wrong_plan_paid":
        world.call(world.hours.opens(world.now + DAY // 24) - world.now, _returns, payable)
        return
    pays_at = max(plan.pay_on, world.hours.opens(world.now))
    if payable.misdeed == "late_treasury" or (
        payable.misdeed is None
        and payable.luck.chance("treasury_late" + plan.instalment, world.habits.treasury_late_bp)
    ):
        pays_at = _puts_off(payable, pays_at)
    world.call(pays_at - world.now, _pays, payable)


def _is_wrong(treasury: Treasury, plan: PaymentPlanSubmitted) -> bool:
    locked = treasury.accounts.get(plan.award, plan.payee_account)
    return treasury.world.scheme.treasury_checks and plan.payee_account != locked


def _returns(payable: Payable) -> None:
    treasury, plan = payable.treasury, payable.plan
    treasury.world.submit(
        treasury,
        PaymentPlanReturned,
        award=plan.award,
        contract=plan.contract,
        plan=plan.plan,
        ground="wrong_account",
    )


def _puts_off(payable: Payable, pays_at: int) -> int:
    """A payment that waits at the treasury; late if it waits past the due instant of a plan that was in time."""
    treasury, plan = payable.treasury, payable.plan
    due_at = treasury.dues.get((plan.award, plan.instalment))
    waits = payable.luck.between("treasury_waits" + plan.instalment, 5, 40) * DAY
    start = max(pays_at, due_at) if due_at is not None and payable.misdeed == "late_treasury" else pays_at
    late_at = treasury.world.hours.opens(start + waits)
    if due_at is not None and plan.pay_on < due_at <= late_at:
        treasury.world.confess("pay-in-time", plan.award, treasury.actor, due_at=due_at)
    return late_at


def _pays(payable: Payable) -> None:
    """Orders and pays. What the platform will not have ordered goes back to the purchaser as a wrong plan."""
    treasury, plan = payable.treasury, payable.plan
    world = treasury.world
    payment = {
        "payment": "P" + plan.plan,
        "plan": plan.plan,
        "contract": plan.contract,
        "award": plan.award,
        "instalment": plan.instalment,
        "amount_fen": plan.amount_fen,
    }
    if payable.misdeed in ("paid_elsewhere", "wrong_plan_paid") and plan.award in treasury.accounts:
        _pays_elsewhere(payable, payment)
    elif world.submit(treasury, PaymentOrdered, payee_account=plan.payee_account, **payment):
        _returns(payable)
    else:
        world.happens(treasury, TreasuryPaid, payee_account=plan.payee_account, **payment)


def _pays_elsewhere(payable: Payable, payment: dict[str, object]) -> None:
    """Pays, around the gate, to an account that is not the locked one; who planned it so shares in the breach."""
    treasury, plan = payable.treasury, payable.plan
    wrong_plan = plan.payee_account != treasury.accounts[plan.award]
    blames = (treasury.actor, plan.actor) if wrong_plan else (treasury.actor,)
    treasury.world.confess("pay-locked-account-only", plan.award, *blames)
    elsewhere = plan.payee_account if wrong_plan else "E" + plan.award
    treasury.world.happens(treasury, TreasuryPaid, payee_account=elsewhere, **payment)
