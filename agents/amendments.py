"""The repayment account that a contract names: a purchaser hears of it, and amends the contract to name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.publication import plans_publication
from notice.civil import DAY, HOUR
from notice.events import (
    AccountChanged,
    ContractAmended,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
    RepaymentAccountReleased,
)

if TYPE_CHECKING:
    from agents.order import Order

RENAMES_AGAIN = 10 * DAY


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


def hears_lock(order: Order, event: RepaymentAccountLocked | RepaymentAccountReleased) -> None:
    """The account is locked, or free again."""
    world, order.locked = order.world, isinstance(event, RepaymentAccountLocked)
    if "change_by_purchaser" in order.misdeeds and isinstance(event, RepaymentAccountLocked) and event.lock == "all":
        names_at = world.hours.opens(world.now + order.luck.between("renames", 2, 10) * DAY)
        world.call(names_at - world.now, _names_another, order)


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
        plans_publication(order, amendment)


def _names_another(order: Order) -> None:
    """Has the contract name another account although the lender's money is out."""
    if order.locked and not order.signed:  # the bank paid before there was a contract to change
        order.world.call(RENAMES_AGAIN, _names_another, order)
    elif order.locked:
        order.world.confess("full-lock", order.award, order.purchaser.actor)
        _amends_to(order, order.own_account + "-2")
