"""How a purchaser makes a contract and its amendments public, and files a copy of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY, HOUR
from notice.events import ContractFiled, ContractPublished

if TYPE_CHECKING:
    from agents.misdeeds import Misdeed
    from agents.order import Order


def plans_publication(order: Order, amendment: str | None) -> None:
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


def plans_filing(order: Order) -> None:
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
