"""A purchaser: awards, signs the contract, and ends it if its supplier cannot perform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.payments import arranges
from agents.publication import plans_filing, plans_publication
from notice.civil import DAY
from notice.events import (
    AccountChanged,
    Actor,
    AwardNoticeIssued,
    ClockResumed,
    ClockStarted,
    ContractSigned,
    ContractTerminated,
)

if TYPE_CHECKING:
    from agents.order import Order
    from agents.world import Word

RETENTION_LEAD = 15 * DAY
"""How long before a dated payment a purchaser begins to arrange it."""


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
    plans_publication(order, None)
    plans_filing(order)
    for instalment in order.terms.instalments:
        if instalment.starts == "signing":
            arranges((order, instalment))
        elif instalment.due_on is not None:
            wait = instalment.due_on - RETENTION_LEAD - order.world.now
            order.world.call(wait, arranges, (order, instalment))


def _supplier(order: Order) -> Actor:
    return Actor("supplier", order.supplier)


def hears_clock(order: Order, clock: ClockStarted | ClockResumed) -> None:
    """Notes when it must have acted at the latest."""
    order.dues[clock.instalment or clock.clock] = clock.due_at


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
