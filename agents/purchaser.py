"""A purchaser: awards, signs, publishes and files, names the repayment account, accepts deliveries, submits payment plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.world import Luck, Party, Word, World
from notice.civil import DAY, HOUR
from notice.events import (
    AccountChanged,
    Actor,
    AwardNoticeIssued,
    ClockResumed,
    ClockStarted,
    ContractAmended,
    ContractFiled,
    ContractPublished,
    ContractSigned,
    ContractTerminated,
    DeliveryAccepted,
    GoodsDelivered,
    Instalment,
    InvoiceReceived,
    PaymentPlanSubmitted,
    PaymentTerms,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
    RepaymentAccountReleased,
)

if TYPE_CHECKING:
    from agents.misdeeds import Misdeed, Misdeeds
    from notice.vocabulary import FundSource, ProcurementScope, ProcurementSubject, PurchaserKind

PLAN_LEAD_DAYS = 3
"""Calendar days from handing in a payment plan to the day on which it is to be paid."""

RETENTION_LEAD = 15 * DAY
"""How long before a dated payment a purchaser begins to arrange it."""

RENAMES_AGAIN = 10 * DAY

PLANS_MAX = 20
"""Plans for one contract after which a purchaser that is always refused gives up."""


class Purchaser(Party):
    """A purchasing unit."""

    __slots__ = ("careless", "kind")

    def __init__(self, actor: Actor, kind: PurchaserKind, careless: bool) -> None:
        super().__init__(actor)
        self.kind, self.careless = kind, careless


class Order:
    """A purchaser's record of one procurement.

    `account` is where it means to pay, `own_account` the supplier's everyday one. `dues` are the due instants that the
    platform told it, by clock or instalment; `omits`: the contract names no account though one was agreed, and is not to;
    `planned`: instalments for which a plan lies with the treasury; `pending` the plans handed in: (instalment, fen, day of payment).
    """

    __slots__ = (
        "account",
        "agreed",
        "amendments",
        "amount_fen",
        "award",
        "bank",
        "contract",
        "district",
        "dues",
        "fund_source",
        "invoiced",
        "locked",
        "luck",
        "misdeeds",
        "named",
        "omits",
        "own_account",
        "pending",
        "planned",
        "plans",
        "procurement_scope",
        "purchaser",
        "sign_after",
        "signed",
        "subject",
        "supplier",
        "terminated",
        "terms",
        "world",
    )

    def __init__(
        self,
        world: World,
        purchaser: Purchaser,
        award: str,
        supplier: str,
        amount_fen: int,
        *,
        account: str,
        district: str,
        fund_source: FundSource,
        procurement_scope: ProcurementScope,
        subject: ProcurementSubject,
        sign_after: int,
        terms: PaymentTerms,
        luck: Luck,
        misdeeds: Misdeeds,
    ) -> None:
        self.world, self.purchaser, self.award, self.supplier = world, purchaser, award, supplier
        self.amount_fen, self.district = amount_fen, district
        self.account = self.own_account = account
        self.fund_source, self.procurement_scope, self.subject = fund_source, procurement_scope, subject
        self.sign_after, self.terms, self.luck, self.misdeeds = sign_after, terms, luck, misdeeds
        self.contract = "C" + award[1:]
        self.bank: str | None = None
        self.agreed: str | None = None
        self.named: str | None = None
        self.signed = self.terminated = self.locked = self.omits = False
        self.amendments = self.plans = 0
        self.dues: dict[str, int] = {}
        self.invoiced: dict[str, int] = {}
        self.planned: set[str] = set()
        self.pending: dict[str, tuple[str, int, int]] = {}

    @property
    def is_public(self) -> bool:
        """Whether the scheme is for contracts like this one: a public purchaser's, paid from fiscal funds."""
        by_law = self.procurement_scope != "other" and self.purchaser.kind != "other"
        return by_law and self.fund_source == "fiscal"


def awards(order: Order) -> None:
    """Issues the award notice; the contract follows."""
    order.world.submit(
        order.purchaser,
        AwardNoticeIssued,
        award=order.award,
        supplier=order.supplier,
        purchaser=order.purchaser.id,
        amount_fen=order.amount_fen,
        purchaser_kind=order.purchaser.kind,
        fund_source=order.fund_source,
        procurement_scope=order.procurement_scope,
        district=order.district,
        subject=order.subject,
    )
    if "late_signing" in order.misdeeds:
        _puts_off_signing(order)
    order.world.call(order.sign_after, signs, order)


def _puts_off_signing(order: Order) -> None:
    """Signs weeks after the last day."""
    world = order.world
    due_at = (world.calendar.roll(world.now // DAY + world.scheme.sign_days) + 1) * DAY
    order.sign_after = world.hours.opens(due_at + order.luck.between("signs_late", 1, 30) * DAY) - world.now
    world.confess("sign-contract-in-time", order.award, order.purchaser.actor, due_at=due_at)


def signs(order: Order) -> None:
    """Signs the contract; it names the financing bank and the repayment account, if they were agreed by then."""
    named = {} if order.bank is None else {"bank": order.bank, "account": order.account}
    if named and "account_not_named" in order.misdeeds:
        order.omits, named = True, {}
        order.world.confess("contract-names-account", order.award, order.purchaser.actor, _supplier(order))
    order.signed, order.named = True, named.get("account")
    order.world.happens(
        order.purchaser,
        ContractSigned,
        award=order.award,
        contract=order.contract,
        supplier=order.supplier,
        purchaser=order.purchaser.id,
        amount_fen=order.amount_fen,
        payment_terms=order.terms,
        **named,
    )
    _plans_publication(order, None)
    _plans_filing(order)
    for instalment in order.terms.instalments:
        if instalment.starts == "signing":
            _arranges_payment((order, instalment))
        elif instalment.due_on is not None:
            wait = instalment.due_on - RETENTION_LEAD - order.world.now
            order.world.call(wait, _arranges_payment, (order, instalment))


def hears_account_agreed(order: Order, agreed: RepaymentAccountAgreed) -> None:
    """The supplier and its bank agreed on an account: the contract names it, or is amended to name it."""
    order.bank = agreed.bank
    order.account = order.agreed = agreed.account
    if order.signed and not order.omits:
        _plans_amendment(order)


def hears_account_changed(order: Order, changed: AccountChanged) -> None:
    """From now on it pays to the new account; what the bank had put back, the contract names again."""
    order.account = changed.new_account
    if order.named not in (None, order.agreed) and changed.new_account == order.agreed:
        _plans_amendment(order)


def hears_clock(order: Order, clock: ClockStarted | ClockResumed) -> None:
    """Notes when it must have acted at the latest."""
    order.dues[clock.instalment or clock.clock] = clock.due_at


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
    if due_at is not None and meant_at < due_at <= pay_on:
        world.confess("pay-in-time", order.award, order.purchaser.actor, due_at=due_at)
    world.call(HOUR, _submits_plan, (order, instalment, amount_fen, pay_on))


def hears_lock(order: Order, event: RepaymentAccountLocked | RepaymentAccountReleased) -> None:
    """The account is locked, or free again."""
    world, order.locked = order.world, isinstance(event, RepaymentAccountLocked)
    if "change_by_purchaser" in order.misdeeds and isinstance(event, RepaymentAccountLocked) and event.lock == "all":
        names_at = world.hours.opens(world.now + order.luck.between("renames", 2, 10) * DAY)
        world.call(names_at - world.now, _names_another, order)


def hears_word(order: Order, word: Word) -> None:
    """What the supplier says outside the platform: it cannot perform, or wants to be paid elsewhere."""
    world = order.world
    if word.what == "cannot_perform":
        order.terminated = True
        world.happens(order.purchaser, ContractTerminated, award=order.award, contract=order.contract)
    elif order.account != word.new_account:
        order.account = word.new_account
        world.happens(
            order.purchaser,
            AccountChanged,
            award=order.award,
            change=word.change,
            account=word.account,
            new_account=word.new_account,
        )


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


def _plans_amendment(order: Order) -> None:
    """Amends the contract within half a working day, to name the account that it knows by then."""
    world = order.world
    world.call(world.hours.after(world.now, HOUR + order.luck.below("amends", 4 * HOUR)) - world.now, _amends, order)


def _amends(order: Order) -> None:
    _amends_to(order, order.account)


def _amends_to(order: Order, account: str) -> None:
    order.amendments += 1
    amendment = f"{order.contract}-A{order.amendments}"
    refused = order.world.submit(
        order.purchaser,
        ContractAmended,
        award=order.award,
        contract=order.contract,
        amendment=amendment,
        bank=order.bank,
        account=account,
    )
    if not refused:
        order.named = account
        _plans_publication(order, amendment)


def _names_another(order: Order) -> None:
    """Has the contract name another account although the lender's money is out."""
    if order.locked and not order.signed:  # the bank paid before there was a contract to change
        order.world.call(RENAMES_AGAIN, _names_another, order)
    elif order.locked:
        order.world.confess("full-lock", order.award, order.purchaser.actor)
        _amends_to(order, order.own_account + "-2")


def _plans_publication(order: Order, amendment: str | None) -> None:
    """Publishes within a working day and a half, or forgets it and is late."""
    world, what = order.world, amendment or "contract"
    habits = world.habits
    late_bp = habits.careless_publication_bp if order.purchaser.careless else habits.late_publication_bp
    due_at = order.dues.pop("publish_amendment" if amendment else "publish_contract", None)
    publishes_at = world.hours.after(world.now, HOUR + order.luck.below("publishes" + what, 11 * HOUR))
    if due_at is not None and "never_reminded" in order.misdeeds:  # so late that it was to be reminded
        publishes_at = world.hours.opens(due_at + order.luck.between("forgotten", 15, 30) * DAY)
    elif due_at is not None and _is_late(order, "late_publication", what, late_bp):
        publishes_at = world.hours.opens(due_at + order.luck.below("published_late" + what, 15) * DAY)
    elif due_at is not None and publishes_at >= due_at:
        publishes_at = world.now
    if due_at is not None and publishes_at >= due_at:
        world.confess("publish-contract-in-time", order.award, order.purchaser.actor, due_at=due_at)
    world.call(publishes_at - world.now, _publishes, (order, amendment))


def _is_late(order: Order, misdeed: Misdeed, what: str, late_bp: int) -> bool:
    """Whether it is late with something: on purpose, or as a habit where nothing is planned on this award."""
    if order.misdeeds:
        return misdeed in order.misdeeds
    return order.luck.chance(misdeed + what, late_bp)


def _publishes(publication: tuple[Order, str | None]) -> None:
    order, amendment = publication
    order.world.happens(
        order.purchaser, ContractPublished, award=order.award, contract=order.contract, amendment=amendment
    )


def _plans_filing(order: Order) -> None:
    """Files a copy within five working days, or at once if it was told that it has less."""
    world = order.world
    files_at = world.hours.after(world.now, HOUR + order.luck.below("files", 40 * HOUR))
    due_at = order.dues.pop("file_contract", None)
    if due_at is None:
        due_at = (world.calendar.working_day_after(world.now // DAY, world.scheme.file_working_days) + 1) * DAY
    if "late_filing" in order.misdeeds:
        files_at = world.hours.opens(due_at + order.luck.between("filed_late", 0, 30) * DAY)
        world.confess("file-contract-in-time", order.award, order.purchaser.actor, due_at=due_at)
    elif files_at >= due_at:
        files_at = world.now
    world.call(files_at - world.now, _files, order)


def _files(order: Order) -> None:
    order.world.happens(order.purchaser, ContractFiled, award=order.award, contract=order.contract)


def _arranges_delivered(order: Order) -> None:
    for instalment in order.terms.instalments:
        if instalment.starts == "delivery":
            _arranges_payment((order, instalment))


def _arranges_payment(payment: tuple[Order, Instalment]) -> None:
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


def _supplier(order: Order) -> Actor:
    return Actor("supplier", order.supplier)


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
