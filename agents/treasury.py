"""The treasury: takes payment plans, orders and pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.world import Luck, Party, World
from notice.civil import DAY, HOUR
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
    from agents.misdeeds import Misdeeds


class Treasury(Party):
    """The treasury of the district and what it was told: the account in force and the due instants of each
    award; `table`: the plans in hand."""

    __slots__ = ("accounts", "dues", "table", "world")

    def __init__(self, world: World, actor: Actor) -> None:
        super().__init__(actor)
        self.world = world
        self.accounts: dict[str, str] = {}
        self.dues: dict[tuple[str, str | None], int] = {}
        self.table: dict[str, list[Payable]] = {}


class Payable:
    """A plan on the treasury's table. `was_wrong`: it named another account than the locked one when it came in."""

    __slots__ = ("done", "luck", "misdeeds", "plan", "treasury", "was_wrong")

    def __init__(self, treasury: Treasury, plan: PaymentPlanSubmitted, luck: Luck, misdeeds: Misdeeds) -> None:
        self.treasury, self.plan, self.luck, self.misdeeds = treasury, plan, luck, misdeeds
        self.was_wrong, self.done = _is_elsewhere(treasury, plan), False


AccountNews = RepaymentAccountLocked | AccountChanged | RepaymentAccountReleased


def hears_account(treasury: Treasury, event: AccountNews) -> None:
    """Notes which account an award must be paid to, and when it is free again; plans for another one go back."""
    if isinstance(event, RepaymentAccountReleased):
        treasury.accounts.pop(event.award, None)
        return
    if isinstance(event, RepaymentAccountLocked):
        treasury.accounts[event.award] = event.account
    elif event.award in treasury.accounts:
        treasury.accounts[event.award] = event.new_account
    for payable in treasury.table.get(event.award, ()):
        if not payable.done and not payable.was_wrong and _is_refused(treasury, payable.plan):
            treasury.world.call(HOUR, _returns, payable)


def hears_plan(payable: Payable) -> None:
    """Takes a plan in: one to the wrong account goes back, any other is paid on its day, or later."""
    treasury, plan = payable.treasury, payable.plan
    world = treasury.world
    if payable.was_wrong and world.scheme.treasury_checks and "wrong_plan_paid" not in payable.misdeeds:
        world.call(world.hours.opens(world.now + HOUR) - world.now, _returns, payable)
        return
    treasury.table.setdefault(plan.award, []).append(payable)
    pays_at = max(plan.pay_on, world.hours.opens(world.now))
    if _is_late(payable):
        pays_at = _puts_off(payable, pays_at)
    world.call(pays_at - world.now, _pays, payable)


def _is_refused(treasury: Treasury, plan: PaymentPlanSubmitted) -> bool:
    return treasury.world.scheme.treasury_checks and _is_elsewhere(treasury, plan)


def _is_elsewhere(treasury: Treasury, plan: PaymentPlanSubmitted) -> bool:
    return plan.payee_account != treasury.accounts.get(plan.award, plan.payee_account)


def _is_late(payable: Payable) -> bool:
    """Whether this payment will wait: on purpose, or as payments now and then do."""
    if payable.misdeeds:
        return "late_treasury" in payable.misdeeds
    late_bp = payable.treasury.world.habits.treasury_late_bp
    return payable.luck.chance("treasury_late" + payable.plan.instalment, late_bp)


def _returns(payable: Payable) -> None:
    treasury, plan = payable.treasury, payable.plan
    if payable.done:
        return
    payable.done = True
    treasury.world.submit(
        treasury,
        PaymentPlanReturned,
        award=plan.award,
        contract=plan.contract,
        plan=plan.plan,
        ground="wrong_account",
    )


def _puts_off(payable: Payable, pays_at: int) -> int:
    """A payment that waits at the treasury; it is late if it still lies there at the due instant."""
    treasury, plan = payable.treasury, payable.plan
    world = treasury.world
    due_at = treasury.dues.get((plan.award, plan.instalment))
    waits = payable.luck.between("treasury_waits" + plan.instalment, 5, 40) * DAY
    on_purpose = "late_treasury" in payable.misdeeds and due_at is not None
    late_at = world.hours.opens((max(pays_at, due_at or 0) if on_purpose else pays_at) + waits)
    if due_at is not None and plan.pay_on < due_at <= late_at and due_at > world.now:
        world.call(due_at - world.now, _lets_pass, (payable, due_at))
    return late_at


def _lets_pass(late: tuple[Payable, int]) -> None:
    """A right plan lay with the treasury; a wrong one is none, and the delay its purchaser's."""
    payable, due_at = late
    treasury, plan = payable.treasury, payable.plan
    if not payable.done:
        late_party = plan.actor if payable.was_wrong else treasury.actor
        treasury.world.confess("pay-in-time", plan.award, late_party, due_at=due_at)


def _pays(payable: Payable) -> None:
    """Orders and pays. What the platform will not have ordered goes back to the purchaser as a wrong plan."""
    treasury, plan = payable.treasury, payable.plan
    if payable.done:
        return
    world = treasury.world
    payment = {
        "payment": "P" + plan.plan,
        "plan": plan.plan,
        "contract": plan.contract,
        "award": plan.award,
        "instalment": plan.instalment,
        "amount_fen": plan.amount_fen,
    }
    if payable.was_wrong or ("paid_elsewhere" in payable.misdeeds and plan.award in treasury.accounts):
        _pays_elsewhere(payable, payment)
    elif world.submit(treasury, PaymentOrdered, payee_account=plan.payee_account, **payment):
        _returns(payable)
    else:
        world.happens(treasury, TreasuryPaid, payee_account=plan.payee_account, **payment)
    payable.done = True


def _pays_elsewhere(payable: Payable, payment: dict[str, object]) -> None:
    """Pays to an account that is not the locked one: around the gate, or as planned where there is none.

    Who planned it so shares in the breach; without a gate it is its planner's alone.
    """
    treasury, plan = payable.treasury, payable.plan
    if not payable.was_wrong:
        treasury.world.confess("pay-locked-account-only", plan.award, treasury.actor)
    elif _is_elsewhere(treasury, plan):
        blames = (treasury.actor, plan.actor) if treasury.world.scheme.treasury_checks else (plan.actor,)
        treasury.world.confess("pay-locked-account-only", plan.award, *blames)
    elsewhere = plan.payee_account if payable.was_wrong else "E" + plan.award
    treasury.world.happens(treasury, TreasuryPaid, payee_account=elsewhere, **payment)
