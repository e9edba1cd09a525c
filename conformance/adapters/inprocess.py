"""A platform in the same process: the fastest way through the port, for the simulation and for certification alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from conformance.port import Capabilities, CaseState, Sandbox
from conformance.reference.commands import Advanced, Command, Settled, Submitted, done, restored
from conformance.reference.platform import Platform
from conformance.reference.register import make
from notice.events import EVENT_TYPES, Actor, AnyEvent, Event
from notice.law import Law

Make = Callable[[int], Platform]
"""Makes a platform whose clock stands at the given instant."""


class InProcess:
    """A `Target` whose sandboxes are platforms made on the spot.

    `restarts`: they keep a journal, so that they can be stopped and started; without it, the fastest way there is.
    """

    def __init__(self, name: str, make: Make, *, restarts: bool = True) -> None:
        self.name = name
        self._make, self._restarts = make, restarts

    @classmethod
    def named(cls, name: str, law: Law) -> InProcess:
        """The reference, a mutant or a variant. Raises `InputError` for another name."""
        return cls(name, make(name, law))

    def capabilities(self) -> Capabilities:
        """Everything of the vocabulary, with a clock that the harness controls."""
        return Capabilities(
            contract="1", name=self.name, observes=tuple(EVENT_TYPES), clock_level="V3", restarts=self._restarts
        )

    def open(self, start_at: int, actors: Sequence[Actor]) -> Sandbox:
        """A fresh platform; the treasury among the actors is the one it knows."""
        anew = partial(restored, actors=actors)
        if self._restarts:
            return JournalledSandbox(lambda commands: anew(self._make(start_at), commands=commands))
        return InProcessSandbox(anew(self._make(start_at), commands=()))


class InProcessSandbox:
    """One platform as a `Sandbox`. `feed(None)` is its log; positions are those of the log for every actor."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        """Straight to the platform, without a copy."""
        return self.platform.submit(event, as_subject or event.actor)

    def advance(self, to_at: int) -> None:
        """Moves the platform's clock forward."""
        self.platform.advance(to_at)

    def settle(self) -> None:
        """Lets the platform finish what is pending."""
        self.platform.settle()

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """The log from position `after` on (at most `limit` positions), as far as the actor may see it."""
        events = self.platform.log[after : None if limit is None else after + limit]
        if actor is None:
            return events
        views = (self.platform.view(actor, event) for event in events)
        return [event for event in views if event is not None]

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        """The platform's read-back."""
        return self.platform.read(award, actor)

    def close(self) -> None:
        """Nothing is held outside the process."""


class JournalledSandbox(InProcessSandbox):
    """A sandbox that writes what it is told before it answers, so that it can be stopped and started."""

    def __init__(self, make: Callable[[Sequence[Command]], Platform]) -> None:
        super().__init__(make(()))
        self._make = make
        self._journal: list[Command] = []

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        """What the stimulus caused so far."""
        return self._do(Submitted(cast(AnyEvent, event), as_subject or event.actor))

    def advance(self, to_at: int) -> None:
        """Moves the platform's clock forward."""
        self._do(Advanced(to_at))

    def settle(self) -> None:
        """Lets the platform finish what is pending."""
        self._do(Settled())

    def restart(self) -> None:
        """Another platform takes over, knowing what the journal holds."""
        self.platform = self._make(self._journal)

    def _do(self, command: Command) -> Sequence[Event]:
        return done(self.platform, command, self._journal.append)
