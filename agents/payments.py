"""What a purchaser does to pay: accepts deliveries, chooses the day, and hands payment plans in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY, HOUR
from notice.events import DeliveryAccepted, GoodsDelivered, Instalment, InvoiceReceived, PaymentPlanSubmitted

if TYPE_CHECKING:
    from agents.order import Order

PLAN_LEAD_DAYS = 3
"""Calendar days from handing in a payment plan to the day on which it is to be paid."""

PLANS_MAX = 20
"""Plans for one contract after which a purchaser that is always refused gives up."""


def hears_delivery(order: Order, delivered: GoodsDelivered) -> None:
    """Notes the invoice that came with it, and accepts if the contract says so; then the payment is arranged."""
    world, days = order.world, order.terms.acceptance_days
    if order.luck.chance("invoice", world.habits.invoice_recorded_bp):
        world.call(HOUR // 2, _notes_invoice, (order, delivered))
    if order.terms.acceptance_is_condition and days:
        within = order.luck.between("accepts", 1, max(1, days - 2)) * DAY
        world.call(world.hours.opens(world.now + within) - world.now, _accepts, (order, delivered))
    else:
        world.call(HOUR, _arranges_delivered, order)


def _notes_invoice(delivery: tuple[Order, GoodsDelivered]) -> None:
    order, delivered = delivery
    order.invoiced[delivered.instalment] = order.world.now
    order.world.submit(
        order.purchaser,
        InvoiceReceived,
        award=order.award,
        contract=order.contract,
        instalment=delivered.instalment,
        amount_fen=delivered.amount_fen,
    )


def _accepts(delivery: tuple[Order, GoodsDelivered]) -> None:
    order, delivered = delivery
    order.world.happens(
        order.purchaser,
        DeliveryAccepted,
        award=order.award,
        contract=order.contract,
        instalment=delivered.instalment,
        amount_fen=delivered.amount_fen,
    )
    _arranges_delivered(order)


def _arranges_delivered(order: Order) -> None:
    for instalment in order.terms.instalments:
        if instalment.starts == "delivery":
            arranges((order, instalment))


def arranges(payment: tuple[Order, Instalment]) -> None:
    """Chooses the day of payment, before or after the due instant it was told, and plans for it."""
    order, instalment = payment
    world = order.world
    due_at = order.dues.get(instalment.instalment) or _own_count(order, instalment)
    pay_on = _pay_day(order, instalment, due_at)
    if pay_on >= due_at:
        world.call(max(0, due_at - world.now), _lets_pass, (order, instalment.instalment, due_at))
    plans_at = max(world.now, world.hours.opens(pay_on - PLAN_LEAD_DAYS * DAY))
    world.call(
        min(plans_at, pay_on) - world.now,
        _submits_plan,
        (order, instalment.instalment, instalment.amount_fen, pay_on),
    )


def _lets_pass(payment: tuple[Order, str, int]) -> None:
    """No payment was planned for before the due instant; until then the contract might have ended."""
    order, instalment, due_at = payment
    if order.terminated:
        return
    order.world.confess("pay-in-time", order.award, order.purchaser.actor, due_at=due_at)
    if instalment not in order.planned:
        order.world.confess("submit-payment-plan", order.award, order.purchaser.actor, due_at=due_at)


def _own_count(order: Order, instalment: Instalment) -> int:
    """The due instant as a purchaser reckons it whom no platform told."""
    world = order.world
    last_day = (instalment.due_on or world.now + world.scheme.pay_days * DAY) // DAY
    return (world.calendar.roll(last_day) + 1) * DAY


def _pay_day(order: Order, instalment: Instalment, due_at: int) -> int:
    """The instant for which it will plan; how late a late one is follows the market's payment delays."""
    world, luck, name = order.world, order.luck, instalment.instalment
    due_at = min(due_at, _invoice_due(order, instalment) or due_at)
    last_day = (due_at - 1) // DAY
    how = "within_30" if order.misdeeds else luck.table("pays" + name, world.habits.punctuality)
    if "late_plan" in order.misdeeds:
        how = "to_60"
    low, high = {"within_30": (0, 0), "to_60": (1, 30), "to_180": (31, 150), "beyond_180": (151, 300)}[how]
    if high:
        return world.hours.opens(due_at + luck.between("pays_late" + name, low, high) * DAY)
    day = luck.between("pays_on" + name, min(world.now // DAY + 1, last_day), last_day)
    return max(world.now, world.hours.opens(day * DAY + 10 * HOUR))


def _invoice_due(order: Order, instalment: Instalment) -> int | None:
    """The end of the time to pay that an invoice starts, where a reform gives one and the instalment was invoiced."""
    days, invoiced_at = order.world.scheme.invoice_pay_working_days, order.invoiced.get(instalment.instalment)
    if days is None or invoiced_at is None:
        return None
    return (order.world.calendar.working_day_after(invoiced_at // DAY, days) + 1) * DAY


def _submits_plan(plan: tuple[Order, str, int, int]) -> None:
    """Hands a plan in; one that is refused is handed in again the next day, for the account it knows by then."""
    order, instalment, amount_fen, pay_on = plan
    if order.terminated:
        return
    order.plans += 1
    name = f"{order.contract}-{order.plans}"
    order.pending[name] = (instalment, amount_fen, pay_on)
    order.planned.add(instalment)
    wrong = "wrong_plan_paid" in order.misdeeds and order.locked
    hands_in = order.world.happens if wrong else order.world.submit
    refused = hands_in(
        order.purchaser,
        PaymentPlanSubmitted,
        award=order.award,
        contract=order.contract,
        plan=name,
        instalment=instalment,
        amount_fen=amount_fen,
        payee_account=order.own_account if wrong else order.account,
        pay_on=pay_on,
    )
    if refused and not wrong:
        hears_return(order, name)


def hears_return(order: Order, returned: str) -> None:
    """A plan came back from the treasury or the platform: a new one goes to the account that is known by then."""
    plan = order.pending.pop(returned, None)
    if plan is None or order.terminated:
        return
    world = order.world
    instalment, amount_fen, meant_at = plan
    order.planned.discard(instalment)
    pay_on = world.hours.opens(max(meant_at, world.now + DAY))
    due_at = order.dues.get(instalment)
    if order.plans > PLANS_MAX:
        if due_at is not None and due_at > world.now:
            world.call(due_at - world.now, _lets_pass, (order, instalment, due_at))
        return
    if (
        due_at is not None and max(meant_at, world.now) < due_at <= pay_on
    ):  # what came back later had lain there in time
        world.confess("pay-in-time", order.award, order.purchaser.actor, due_at=due_at)
    world.call(HOUR, _submits_plan, (order, instalment, amount_fen, pay_on))
