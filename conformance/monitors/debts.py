"""What a small or medium supplier is owed, instalment by instalment, and what ended each debt."""

from __future__ import annotations

from operator import attrgetter

import msgspec

from conformance.case import Case, precedes
from conformance.monitors.payment_clocks import PayClock, pay_clocks
from conformance.monitors.sizes import sizes
from notice.events import AwardVoided, ContractSigned, ContractTerminated, Event, SizeDeclared, TreasuryPaid
from notice.law import Law
from notice.size import SizeClass

_AT = attrgetter("at")


class Debt(msgspec.Struct, frozen=True):
    """One started pay clock and what ended it, whenever that came.

    `is_size_shown`: whether the supplier's size is known, or only not known to be large.
    """

    clock: PayClock
    ended: Event | None
    is_size_shown: bool


def debts(case: Case, law: Law) -> list[Debt]:
    """The debts of the case's contracts; a large supplier, or one that declared nothing, has no protected one."""
    found = []
    for clock in case.once(pay_clocks, law):
        size = _size(case, law, clock.contract)
        if size == "large" or (size is None and case.knows(SizeDeclared, clock.contract.at)):
            continue
        found.append(Debt(clock, _end(case, clock), size is not None))
    return found


def _end(case: Case, clock: PayClock) -> Event | None:
    return ended(case, clock.contract.contract, clock.instalment.instalment, clock.instalment.amount_fen)


def _size(case: Case, law: Law, contract: ContractSigned) -> SizeClass | None:
    """The supplier's size when it signed, as of the reading's date; None: none is shown."""
    declared = [
        size
        for size in case.once(sizes, law)
        if size.said.supplier == contract.supplier and precedes(size.said, contract)
    ]
    as_of = [size for size in declared if size.said.declared_for == law.policy.reading("size_at_contract")]
    counted = as_of or [size for size in declared if size.said.declared_for == "award"]
    return counted[-1].size if counted else None


def ended(case: Case, contract: str, instalment: str, owed_fen: int) -> Event | None:
    """The payment that made the amount whole, or what ended the debt; whichever came first."""
    whole = None
    for paid in case.all(TreasuryPaid):
        if paid.instalment == instalment and paid.contract == contract:
            owed_fen -= paid.amount_fen
            if owed_fen <= 0:
                whole = paid
                break
    return or_ended(whole, case, contract)


def or_ended(done: Event | None, case: Case, contract: str) -> Event | None:
    """What met a duty under a contract, or what ended the contract; whichever came first."""
    if not case.has(ContractTerminated, AwardVoided):
        return done
    ends: list[Event] = [event for event in case.all(ContractTerminated) if event.contract == contract]
    ends += case.all(AwardVoided)
    return min(ends if done is None else [done, *ends], key=_AT, default=None)
