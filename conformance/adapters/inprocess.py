"""A platform in the same process: the fastest way through the port, for the simulation and for certification alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conformance.port import Capabilities, CaseState, Sandbox
from conformance.reference.platform import Platform
from conformance.reference.register import make
from notice.events import EVENT_TYPES, Actor, Event
from notice.law import Law

Make = Callable[[int], Platform]
"""Makes a platform whose clock stands at the given instant."""


class InProcess:
    """A `Target` whose sandboxes are platforms made on the spot."""

    def __init__(self, name: str, make: Make) -> None:
        self.name = name
        self._make = make

    @classmethod
    def named(cls, name: str, law: Law) -> InProcess:
        """The reference, a mutant or a variant. Raises `InputError` for another name."""
        return cls(name, make(name, law))

    def capabilities(self) -> Capabilities:
        """Everything of the vocabulary, with a clock that the harness controls."""
        return Capabilities(contract="1", name=self.name, observes=tuple(EVENT_TYPES), clock_level="V3")

    def open(self, start_at: int, actors: Sequence[Actor]) -> Sandbox:
        """A fresh platform; the treasury among the actors is the one it knows."""
        platform = self._make(start_at)
        platform.enrol(actors)
        return InProcessSandbox(platform)


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

    def feed(self, actor: Actor | None, after: int = 0) -> Sequence[Event]:
        """The log from position `after` on, as far as the actor may see it."""
        events = self.platform.log[after:]
        if actor is None:
            return events
        views = (self.platform.view(actor, event) for event in events)
        return [event for event in views if event is not None]

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        """The platform's read-back."""
        return self.platform.read(award, actor)

    def close(self) -> None:
        """Nothing is held outside the process."""
