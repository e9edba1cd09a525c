"""The finance bureau presses purchasers for what is overdue, when its office is open."""

from __future__ import annotations

import pytest
from fake_world import FakeWorld

from agents import bureau
from agents.bureau import Bureau
from notice.civil import instant
from notice.events import (
    PLATFORM,
    Actor,
    ContractFiled,
    ContractSigned,
    DeadlineMissed,
    PaymentTerms,
    PurchaserReminded,
)
from notice.vocabulary import Clock

BUYER = Actor("purchaser", "P1")


def hears(world: FakeWorld, clock: Clock) -> list[PurchaserReminded]:
    """What the bureau says to a purchaser that missed this clock on Friday 3 March 2023."""
    due_at = instant("2023-03-04")
    world.kernel.run(until=due_at)
    missed = DeadlineMissed(at=due_at, actor=PLATFORM, source="platform", id="1", award="A1", contract="C1",
                            clock=clock, late_party=BUYER, due_at=due_at)  # fmt: skip
    bureau.hears_overdue(Bureau(Actor("finance_bureau", "F1")), world, BUYER, missed)
    world.run(10)
    return world.all(PurchaserReminded)


@pytest.mark.parametrize("clock", ["publish_contract", "pay"])
def test_an_overdue_purchaser_is_reminded_on_the_next_working_day(clock: Clock) -> None:
    (reminder,) = hears(FakeWorld(), clock)
    assert (reminder.clock, reminder.purchaser, reminder.contract) == (clock, "P1", "C1")
    assert instant("2023-03-06") < reminder.at < instant("2023-03-07")


def test_of_other_clocks_the_notice_has_it_press_nobody() -> None:
    assert hears(FakeWorld(), "publish_amendment") == []


def looks_for_copy(filed: str | None) -> list[PurchaserReminded]:
    """What it says of a contract signed on Wednesday 1 March 2023, to be filed by Friday the 10th."""
    world, own = FakeWorld(), Bureau(Actor("finance_bureau", "F1"))
    signed = ContractSigned(at=world.now, actor=BUYER, source="P1", id="1", award="A1", contract="C1", supplier="S1",
                            purchaser="P1", amount_fen=1, payment_terms=PaymentTerms(()))  # fmt: skip
    bureau.expects_copy(own, world, signed)
    if filed:
        bureau.hears_filed(
            own, ContractFiled(at=world.now, actor=BUYER, source="P1", id="2", award="A1", contract=filed)
        )
    world.run(20)
    return world.all(PurchaserReminded)


def test_it_sees_for_itself_that_no_copy_of_a_contract_came_in() -> None:
    (reminder,) = looks_for_copy(None)
    assert (reminder.clock, reminder.purchaser, reminder.contract) == ("file_contract", "P1", "C1")
    assert instant("2023-03-13") < reminder.at < instant("2023-03-14")
    assert len(looks_for_copy("C2")) == 1


def test_a_copy_that_came_in_is_not_asked_for() -> None:
    assert looks_for_copy("C1") == []
