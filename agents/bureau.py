"""The finance bureau: reminds purchasers that are overdue; finds that a bank broke the rules, orders it to put that
right, ends its cooperation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.world import Luck, Party, World
from notice.civil import DAY
from notice.events import (
    Actor,
    ContractFiled,
    ContractSigned,
    CooperationTerminated,
    DeadlineMissed,
    OutreachHeld,
    PurchaserReminded,
    RectificationConfirmed,
    RectificationOrdered,
    ViolationEstablished,
)
from notice.vocabulary import Clock, OutreachKind, Violation

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.misdeeds import BankMisdeeds
    from agents.world import Story, World

RECTIFY_DAYS = 30
PUT_AHEAD_DAYS = 3
"""By how many more working days a bank that was called to order puts these loans ahead."""
MEMORY_DAYS = 180
"""For how long the authority remembers a missed deadline."""
OUTREACH: tuple[OutreachKind, ...] = ("publicity", "bank_firm_meeting", "product_presentation", "training")
CITY, FIRMS_INVITED = "昆明市", 60
ENDINGS: BankMisdeeds = frozenset(("business_after_termination", "terminated_without_cause"))
PROCEEDINGS: BankMisdeeds = ENDINGS | {"order_not_met", "order_without_deadline", "found_without_promise"}
"""Misdeeds that take a proceeding against the bank; those in which its cooperation ends."""
REMINDS_OF: tuple[Clock, ...] = ("publish_contract", "pay")
"""督促: what it presses purchasers for once it hears of a miss (三(一)); whether a copy came in it sees itself."""


class Bureau(Party):
    """The finance bureau. `copies`: contracts that were filed with it; `misses`: when each bank or purchaser missed its
    deadlines lately; `reminded`: the last reminder by contract and clock; `called`: banks called to order; `cases`: proceedings so far.
    """

    __slots__ = ("called", "cases", "copies", "misses", "reminded")

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self.misses: dict[str, list[int]] = {}
        self.copies: set[str] = set()
        self.called: set[str] = set()
        self.reminded: dict[tuple[str | None, Clock], int] = {}
        self.cases = 0


def hears_overdue(bureau: Bureau, world: World, purchaser: Actor, missed: DeadlineMissed) -> None:
    """A contract is not published or paid in time: its purchaser is reminded as soon as the office opens."""
    if missed.clock in REMINDS_OF:
        world.call(world.hours.opens(world.now) - world.now, _reminds, (bureau, world, purchaser, missed))


def expects_copy(bureau: Bureau, world: World, signed: ContractSigned) -> None:
    """A copy of the contract is to come in within the time for it (备案); the bureau looks for it by itself."""
    last_day = world.calendar.working_day_after(world.now // DAY, world.scheme.file_working_days)
    missed_at = world.hours.opens((last_day + 1) * DAY)
    world.call(missed_at - world.now, _looks_for_copy, (bureau, world, signed))


def hears_filed(bureau: Bureau, filed: ContractFiled) -> None:
    """The copy has come in."""
    bureau.copies.add(filed.contract)


def _looks_for_copy(expected: tuple[Bureau, World, ContractSigned]) -> None:
    bureau, world, signed = expected
    if signed.contract not in bureau.copies:
        _presses(bureau, world, signed.award, signed.contract, signed.purchaser, "file_contract", signed.at)


def hears_reminded(bureau: Bureau, reminded: PurchaserReminded) -> None:
    """The purchaser has been reminded, by itself or by the platform on its behalf: once is enough."""
    bureau.reminded[reminded.contract, reminded.clock] = reminded.at


def stays_silent(bureau: Bureau, world: World, _purchaser: Actor, missed: DeadlineMissed) -> None:
    """Lets the purchaser be; a working day after the last one that is its own breach."""
    if missed.clock in REMINDS_OF:
        last_day = (missed.due_at - 1) // DAY
        due_at = (world.calendar.working_day_after(last_day, 1) + 1) * DAY
        world.call(max(0, due_at - world.now), _has_not_reminded, (bureau, world, missed, due_at))


def _has_not_reminded(silence: tuple[Bureau, World, DeadlineMissed, int]) -> None:
    bureau, world, missed, due_at = silence
    if missed.award is not None and not _has_reminded(bureau, missed.contract, missed.clock, missed.due_at):
        world.confess("remind-purchaser", missed.award, bureau.actor, due_at=due_at)


def _reminds(reminder: tuple[Bureau, World, Actor, DeadlineMissed]) -> None:
    bureau, world, purchaser, missed = reminder
    if missed.award is not None and missed.contract is not None:
        _presses(bureau, world, missed.award, missed.contract, purchaser.id, missed.clock, missed.due_at)


def _has_reminded(bureau: Bureau, contract: str | None, clock: Clock, since_at: int) -> bool:
    return bureau.reminded.get((contract, clock), -1) >= since_at


def _presses(
    bureau: Bureau, world: World, award: str, contract: str, purchaser: str, clock: Clock, since_at: int
) -> None:
    if not _has_reminded(bureau, contract, clock, since_at):
        world.happens(bureau, PurchaserReminded, award=award, contract=contract, purchaser=purchaser, clock=clock)


def reaches_out(bureau: Bureau, world: World, times: int = 0) -> None:
    """Publicity, meetings of banks and firms, training: one after the other, every so many days."""
    kind = OUTREACH[times % len(OUTREACH)]
    world.submit(bureau, OutreachHeld, outreach_kind=kind, district=CITY, attendees=FIRMS_INVITED)
    later = world.hours.opens(world.now + world.habits.outreach_every_days * DAY)
    world.call(later - world.now, lambda _: reaches_out(bureau, world, times + 1))


def hears_miss(bureau: Bureau, bank: Bank, missed: DeadlineMissed) -> None:
    """A bank missed a loan deadline; one that does so again and again has broken the commitment that it filed."""
    world = bank.world
    lately = [at for at in bureau.misses.get(bank.id, ()) if at > world.now - MEMORY_DAYS * DAY]
    bureau.misses[bank.id] = [*lately, missed.at]
    if len(lately) >= world.habits.misses_tolerated and not bank.misdeeds & PROCEEDINGS and not bank.terminated:
        bureau.misses[bank.id] = []
        bureau.cases += 1
        world.start(_calls_to_order(bureau, bank, bureau.cases))


def _calls_to_order(bureau: Bureau, bank: Bank, number: int) -> Story:
    """A finding and an order with a deadline; the bank puts these loans ahead of its other business, and is done.

    The second time it loses its part, where a reform reads 情节严重 so.
    """
    world = bank.world
    violation, order = f"V{number}-{bank.id}", f"O{number}-{bank.id}"
    yield world.hours.opens(world.now + 5 * DAY) - world.now
    refused = world.submit(
        bureau,
        ViolationEstablished,
        violation=violation,
        party=bank.actor,
        violation_kind="broken_commitment",
        commitment=f"{bank.commitment}-first_sla_working_days",
    )
    if refused:
        return
    yield DAY
    if world.scheme.serious_means == "repeated" and bank.id in bureau.called:
        world.submit(bureau, CooperationTerminated, violation=violation, bank=bank.id)
        return
    bureau.called.add(bank.id)
    due_at = (world.now // DAY + RECTIFY_DAYS) * DAY
    world.submit(bureau, RectificationOrdered, violation=violation, order=order, bank=bank.id, due_at=due_at)
    yield bank.luck.between("puts_right", 5, RECTIFY_DAYS - 5) * DAY
    bank.lead_days += PUT_AHEAD_DAYS
    world.submit(bureau, RectificationConfirmed, order=order, bank=bank.id)


def disciplines(bureau: Bureau, bank: Bank, luck: Luck, begins_at: int) -> Story:
    """One proceeding against one bank: a finding, an order with a deadline, and, if it is serious, the end.

    `order_not_met`: the bank lets the deadline pass. `terminated_without_cause`: the authority ends the cooperation
    though nothing serious was found. `business_after_termination`: the bank goes on (see `bank`).
    `order_without_deadline`, `found_without_promise`: the authority orders, or finds, what it may not.
    """
    world, misdeeds = bank.world, bank.misdeeds
    yield world.hours.opens(begins_at) - world.now
    if "found_without_promise" in misdeeds:
        _accuses(bureau, bank)
    violation, order, is_serious = f"V-{bank.id}", f"O-{bank.id}", "business_after_termination" in misdeeds
    _finds(bureau, bank, violation, luck)
    yield DAY
    orders: dict[str, str] = {"violation": violation, "bank": bank.id}
    if "order_without_deadline" in misdeeds:
        world.confess("discipline-bank", bank.id, bureau.actor)
        world.happens(bureau, RectificationOrdered, order=order + "-0", **orders)
    due_at = (world.now // DAY + RECTIFY_DAYS) * DAY
    world.submit(bureau, RectificationOrdered, order=order, due_at=due_at, **orders)
    if "order_not_met" in misdeeds or (is_serious and world.scheme.serious_means == "order_not_met"):
        yield due_at - world.now
        world.confess("discipline-bank", bank.id, bank.actor, due_at=due_at)
    else:
        yield luck.between("puts_right", 5, RECTIFY_DAYS - 5) * DAY
        world.submit(bureau, RectificationConfirmed, order=order, bank=bank.id)
    yield DAY
    if is_serious and world.scheme.serious_means == "repeated":
        violation += "-2"
        _finds(bureau, bank, violation, luck)
    if misdeeds & ENDINGS:
        _ends(bureau, bank, violation)


def _finds(bureau: Bureau, bank: Bank, violation: str, luck: Luck) -> None:
    kinds: tuple[Violation, ...] = ("untrue_information", "false_advertising")
    bank.world.submit(
        bureau,
        ViolationEstablished,
        violation=violation,
        party=bank.actor,
        violation_kind=kinds[luck.below("violation", len(kinds))],
        serious="business_after_termination" in bank.misdeeds,
    )


def _accuses(bureau: Bureau, bank: Bank) -> None:
    """Finds a commitment broken that the bank never filed."""
    bank.world.confess("discipline-bank", bank.id, bureau.actor)
    bank.world.happens(
        bureau,
        ViolationEstablished,
        violation=f"V0-{bank.id}",
        party=bank.actor,
        violation_kind="broken_commitment",
        commitment=f"{bank.commitment}-never_filed",
    )


def _ends(bureau: Bureau, bank: Bank, violation: str) -> None:
    if "business_after_termination" not in bank.misdeeds:
        bank.world.confess("discipline-bank", bank.id, bureau.actor)
    bank.world.happens(bureau, CooperationTerminated, violation=violation, bank=bank.id)
