"""Benign variants: lawful platforms that differ from the reference. None of them may ever be failed."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.ground import Reasons
from conformance.reference.platform import Platform, snake
from conformance.reference.state import Clock, Hold
from notice.events import Actor, Event
from notice.law import Law
from notice.vocabulary import Reason


class Asynchronous(Platform):
    """Answers nothing (202): what it took in is worked off when it settles, at the latest before time moves."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._inbox: list[tuple[Event, Actor]] = []

    def submit(self, event: Event, subject: Actor) -> Sequence[Event]:
        self._inbox.append((event, subject))
        return ()

    def settle(self) -> None:
        inbox, self._inbox = self._inbox, []
        for event, subject in inbox:
            super().submit(event, subject)
        super().settle()

    def advance(self, to_at: int) -> Sequence[Event]:
        self.settle()
        return super().advance(to_at)


class OtherIds(Platform):
    """Its own source name and ids."""

    source = "kmzcd.example"

    def name(self, number: int) -> str:
        return f"EVT-{number:08x}"


class ExtraFields(Platform):
    """Says more than asked: every reason it knows, and a suspension twice."""

    def stated(self, reasons: Reasons) -> tuple[Reason, ...]:
        return tuple(dict.fromkeys(reasons))

    def say_suspended(self, clock: Clock, hold: Hold) -> None:
        super().say_suspended(clock, hold)
        super().say_suspended(clock, hold)


class InstantDecisions(Platform):
    """Looks at its deadlines only when something happens, and flags a miss in the same answer."""

    def move_clock(self, to_at: int) -> None:
        self.now = to_at


class AnotherTrueReason(Platform):
    """Examines in another order, so it states the last of the reasons that are true."""

    def stated(self, reasons: Reasons) -> tuple[Reason, ...]:
        return tuple(reasons)[-1:]


VARIANTS: dict[str, type[Platform]] = {
    snake(variant): variant for variant in (Asynchronous, OtherIds, ExtraFields, InstantDecisions, AnotherTrueReason)
}
"""Benign variants by name."""
