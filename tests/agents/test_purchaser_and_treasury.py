"""A purchaser plans for the day it was told; the treasury pays the locked account and no other."""

from __future__ import annotations

from typing import Any

import pytest
from fake_world import BEGIN, FakeWorld

from agents import amendments, payments, purchaser, treasury
from agents.misdeeds import Misdeed
from agents.order import Order, Purchaser
from agents.treasury import Payable, Treasury
from agents.world import Word
from notice.civil import DAY, HOUR
from notice.events import (
    PLATFORM,
    Actor,
    ClockStarted,
    ContractAmended,
    ContractFiled,
    ContractPublished,
    ContractSigned,
    GoodsDelivered,
    Instalment,
    PaymentOrdered,
    PaymentPlanReturned,
    PaymentPlanSubmitted,
    PaymentTerms,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
    TreasuryPaid,
)
from sim.draws import Draws

BUYER, TREASURY = Actor("purchaser", "P1"), Actor("treasury", "treasury")
TERMS = PaymentTerms((Instalment("delivery", 1_000_000, "delivery"),))


def order(world: FakeWorld, misdeed: Misdeed = "late_loan", number: int = 0) -> Order:
    """An order on which nothing goes wrong of itself: a misdeed of the bank's stands on it."""
    return Order(
        world,
        Purchaser(BUYER, "state_organ", careless=False),
        "A1",
        "S1",
        1_000_000,
        account="N1",
        district="五华区",
        fund_source="fiscal",
        procurement_scope="catalogue",
        subject="goods",
        sign_after=5 * DAY,
        terms=TERMS,
        luck=Draws(1).kind("award").row(number),
        misdeeds=frozenset((misdeed,)),
    )


def told(kind: type[Any], **fields: Any) -> Any:
    return kind(at=BEGIN, actor=PLATFORM, source="platform", id="1", award="A1", **fields)


def delivered(own: Order, due_at: int) -> None:
    purchaser.hears_clock(own, told(ClockStarted, clock="pay", instalment="delivery", bearer=BUYER, due_at=due_at))
    payments.hears_delivery(own, told(GoodsDelivered, contract="C1", instalment="delivery", amount_fen=1_000_000))


@pytest.mark.parametrize("number", range(20))
@pytest.mark.parametrize("days", [5, 30, 60])
def test_a_punctual_purchaser_plans_for_a_day_before_the_due_instant_it_was_told(number: int, days: int) -> None:
    world = FakeWorld()
    due_at = (world.now // DAY + days + 1) * DAY
    last_working = world.calendar.roll(due_at // DAY - 1)
    delivered(order(world, number=number), (last_working + 1) * DAY)
    world.run(days + 5)
    (plan,) = world.all(PaymentPlanSubmitted)
    assert plan.at <= plan.pay_on < (last_working + 1) * DAY
    assert world.confessed == []


@pytest.mark.parametrize("number", range(5))
def test_a_purchaser_that_lets_the_due_instant_pass_commits_a_breach_then_and_not_before(number: int) -> None:
    world = FakeWorld()
    due_at = (world.now // DAY + 31) * DAY
    delivered(order(world, "late_plan", number), due_at)
    world.run(29)
    assert world.confessed == []
    world.run(60)
    plan = world.all(PaymentPlanSubmitted)[0]
    broken = ["pay-in-time"] if plan.at < due_at else ["pay-in-time", "submit-payment-plan"]
    assert world.confessed == [(norm, (BUYER,), due_at) for norm in broken]
    assert plan.pay_on >= due_at


def test_a_contract_that_ends_before_the_due_instant_leaves_nothing_to_pay() -> None:
    world = FakeWorld()
    own = order(world, "late_plan")
    delivered(own, (world.now // DAY + 31) * DAY)
    world.run(10)
    purchaser.hears_word(own, Word(what="cannot_perform"))
    world.run(90)
    assert world.confessed == []
    assert not world.all(PaymentPlanSubmitted)


def test_the_contract_names_the_account_that_was_agreed_before_it() -> None:
    world = FakeWorld()
    own = order(world)
    amendments.hears_account_agreed(own, told(RepaymentAccountAgreed, supplier="S1", bank="B1", account="R1"))
    purchaser.signs(own)
    assert (world.all(ContractSigned)[0].bank, world.all(ContractSigned)[0].account) == ("B1", "R1")
    world.run(10)
    assert not world.all(ContractAmended)


def test_an_account_agreed_after_the_contract_is_named_by_an_amendment_that_is_published_too() -> None:
    world = FakeWorld()
    own = order(world)
    purchaser.signs(own)
    amendments.hears_account_agreed(own, told(RepaymentAccountAgreed, supplier="S1", bank="B1", account="R1"))
    world.run(10)
    (amended,) = world.all(ContractAmended)
    assert amended.account == "R1"
    assert {event.amendment for event in world.all(ContractPublished)} == {None, amended.amendment}


@pytest.mark.parametrize("number", range(20))
def test_a_signed_contract_is_filed_within_seven_working_days(number: int) -> None:
    world = FakeWorld()
    purchaser.signs(order(world, number=number))
    world.run(20)
    (filed,) = world.all(ContractFiled)
    assert world.calendar.working_days_between(BEGIN // DAY, filed.at // DAY) <= 7


def test_and_at_once_if_the_purchaser_was_told_that_it_has_less() -> None:
    world = FakeWorld()
    own, due_at = order(world), (BEGIN // DAY + 1) * DAY
    purchaser.hears_clock(own, told(ClockStarted, clock="file_contract", bearer=BUYER, due_at=due_at))
    purchaser.signs(own)
    world.run(20)
    assert world.all(ContractFiled)[0].at < due_at


def test_a_plan_that_is_refused_again_and_again_is_not_handed_in_for_ever() -> None:
    world = FakeWorld(refuses=(PaymentPlanSubmitted,))
    own = order(world)
    delivered(own, (world.now // DAY + 31) * DAY)
    world.run(400)
    assert own.plans == payments.PLANS_MAX + 1


def plan(world: FakeWorld, account: str, pay_on: int) -> PaymentPlanSubmitted:
    return PaymentPlanSubmitted(
        at=world.now,
        actor=BUYER,
        source="purchaser:P1",
        id="9",
        award="A1",
        contract="C1",
        plan="C1-1",
        instalment="delivery",
        amount_fen=1_000_000,
        payee_account=account,
        pay_on=pay_on,
    )


def taken(world: FakeWorld, account: str, misdeed: Misdeed = "late_loan", locked: str | None = "R1") -> Treasury:
    """A treasury that has been told of a lock and takes in a plan for `account`."""
    own = Treasury(world, TREASURY)
    if locked:
        treasury.hears_account(own, told(RepaymentAccountLocked, loan="L1", account=locked, lock="all"))
    treasury.hears_plan(Payable(own, plan(world, account, world.now + 3 * DAY), Draws(1).row(1), frozenset((misdeed,))))
    return own


def test_the_treasury_pays_the_locked_account_on_the_day_planned() -> None:
    world = FakeWorld()
    taken(world, "R1")
    world.run(10)
    assert [event.payee_account for event in world.all(TreasuryPaid)] == ["R1"]
    assert world.all(TreasuryPaid)[0].at == BEGIN + 3 * DAY
    assert world.confessed == []


def test_the_treasury_sends_a_plan_for_another_account_back_unpaid() -> None:
    world = FakeWorld()
    taken(world, "N1")
    world.run(10)
    assert [event.ground for event in world.all(PaymentPlanReturned)] == ["wrong_account"]
    assert not world.all(TreasuryPaid)


def test_a_lock_that_comes_while_a_plan_lies_on_the_table_sends_it_back() -> None:
    world = FakeWorld()
    own = taken(world, "N1", locked=None)
    world.run(1)
    treasury.hears_account(own, told(RepaymentAccountLocked, loan="L1", account="R1", lock="supplier"))
    world.run(10)
    assert world.all(PaymentPlanReturned)
    assert not world.all(TreasuryPaid)


def test_an_order_that_the_platform_refuses_is_not_carried_out() -> None:
    world = FakeWorld(refuses=(PaymentOrdered,))
    taken(world, "R1")
    world.run(10)
    assert not world.all(TreasuryPaid)
    assert world.all(PaymentPlanReturned)


@pytest.mark.parametrize(
    ("misdeed", "account", "blamed"),
    [("paid_elsewhere", "R1", (TREASURY,)), ("wrong_plan_paid", "N1", (TREASURY, BUYER))],
)
def test_paying_elsewhere_blames_the_treasury_and_who_planned_it(misdeed: Misdeed, account: str, blamed: Any) -> None:
    world = FakeWorld()
    taken(world, account, misdeed)
    world.run(10)
    assert world.confessed == [("pay-locked-account-only", blamed, None)]
    assert world.all(TreasuryPaid)[0].payee_account != "R1"


def test_a_payment_that_still_lies_there_at_its_due_instant_is_the_treasurys_breach() -> None:
    world = FakeWorld()
    own = Treasury(world, TREASURY)
    due_at = (world.now // DAY + 5) * DAY
    own.dues["A1", "delivery"] = due_at
    treasury.hears_plan(
        Payable(own, plan(world, "N1", world.now + DAY), Draws(1).row(1), frozenset(("late_treasury",)))
    )
    world.run(4)
    assert world.confessed == []
    world.run(60)
    assert world.confessed == [("pay-in-time", (TREASURY,), due_at)]
    assert world.all(TreasuryPaid)[0].at >= due_at + HOUR
