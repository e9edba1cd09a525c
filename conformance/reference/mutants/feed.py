"""Breaches of the feed: what it lacks, repeats or turns round, when things are said to have happened, what is kept."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from conformance.reference.commands import Command, Write
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Case
from notice.civil import DAY
from notice.events import ApplicationAccepted, ContractPublished, Event, OfferAccepted
from notice.law import Law


@breaks("D-complete-feed")
class DropsEvent(Platform):
    """A publication is acknowledged and told to nobody."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        answer = super().accept(event, case)
        if isinstance(event, ContractPublished):
            self.log.remove(event)
        return answer


@breaks("D-complete-feed")
class DuplicatesEvent(Platform):
    """An accepted offer is told twice."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        answer = super().accept(event, case)
        if isinstance(event, OfferAccepted):
            self.log.append(event)
        return answer


@breaks("D-complete-feed")
class ReordersFeed(Platform):
    """What follows from an act is told before it."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        mark = len(self.log)
        answer = super().accept(event, case)
        self.log[mark:] = self.log[mark:][::-1]
        return answer


@breaks("D-honest-time")
class StampsADayEarly(Platform):
    """What the platform says, it said yesterday."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        mark = len(self.log)
        super().accept(event, case)
        said = self.log[mark + 1 :]
        self.log[mark + 1 :] = [msgspec.structs.replace(one, at=one.at - DAY) for one in said]
        return tuple(self.log[mark:])


@breaks("D-honest-time")
class BackdatesAcceptance(Platform):
    """Accepted today, as of yesterday."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        if isinstance(event, ApplicationAccepted):
            event = msgspec.structs.replace(event, at=event.at - DAY)
        return super().accept(event, case)


@breaks("D-durable")
class AcknowledgesBeforeWrite(Platform):
    """Writes a command when the next one comes."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._unwritten: list[Command] = []

    def write(self, command: Command, journal: Write) -> None:
        while self._unwritten:
            journal(self._unwritten.pop())
        self._unwritten.append(command)
