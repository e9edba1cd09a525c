"""The finance bureau: finds that a bank broke the rules, orders it to put that right, ends its cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.world import Luck, Party
from notice.civil import DAY
from notice.events import (
    CooperationTerminated,
    RectificationConfirmed,
    RectificationOrdered,
    ViolationEstablished,
)
from notice.vocabulary import Violation

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.misdeeds import DisciplineMisdeed
    from agents.world import Story

RECTIFY_DAYS = 30


def disciplines(bureau: Party, bank: Bank, luck: Luck, begins_at: int, misdeed: DisciplineMisdeed) -> Story:
    """One proceeding against one bank: a finding, an order with a deadline, and, if it is serious, the end.

    `order_not_met`: the bank lets the deadline pass. `terminated_without_cause`: the authority ends the cooperation
    though nothing serious was found. `business_after_termination`: the bank goes on (see `files`).
    """
    world = bank.world
    yield world.hours.opens(begins_at) - world.now
    violation, order = f"V-{bank.id}", f"O-{bank.id}"
    kinds: tuple[Violation, ...] = ("untrue_information", "false_advertising")
    world.submit(
        bureau,
        ViolationEstablished,
        violation=violation,
        party=bank.actor,
        violation_kind=kinds[luck.below("violation", len(kinds))],
        serious=misdeed == "business_after_termination",
    )
    yield DAY
    due_at = (world.now // DAY + RECTIFY_DAYS) * DAY
    world.submit(bureau, RectificationOrdered, violation=violation, order=order, bank=bank.id, due_at=due_at)
    if misdeed == "order_not_met":
        yield due_at - world.now
        world.confess("discipline-bank", bank.id, bank.actor, due_at=due_at)
        return
    yield luck.between("puts_right", 5, RECTIFY_DAYS - 5) * DAY
    world.submit(bureau, RectificationConfirmed, order=order, bank=bank.id)
    yield DAY
    if misdeed == "terminated_without_cause":
        world.confess("discipline-bank", bank.id, bureau.actor)
    world.happens(bureau, CooperationTerminated, violation=violation, bank=bank.id)
