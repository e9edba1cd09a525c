"""Targets that are lawful platforms behind a flawed line, or no platforms at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import msgspec

from conformance.adapters.inprocess import InProcess
from conformance.port import Capabilities, CaseState, OutcomeUnknown, Restartable, Sandbox
from conformance.reference.platform import Platform
from notice.events import EVENT_TYPES, Actor, Event
from notice.law import Law

LAW = Law()


def reference(platform: type[Platform] = Platform) -> InProcess:
    """A platform of the package as a target."""
    return InProcess("reference", lambda start_at: platform(LAW, start_at))


class Wrapped:
    """A platform (the reference) whose sandboxes are wrapped, and whose capabilities are changed."""

    def __init__(
        self,
        wrap: Callable[[Sandbox], Any] = lambda sandbox: sandbox,
        platform: type[Platform] = Platform,
        **capabilities: Any,
    ) -> None:
        self.name = "wrapped"
        self._inner, self._wrap, self._changes = reference(platform), wrap, capabilities

    def capabilities(self) -> Capabilities:
        return msgspec.structs.replace(self._inner.capabilities(), **self._changes)

    def open(self, start_at: int, actors: Sequence[Actor]) -> Sandbox:
        wrapped: Sandbox = self._wrap(self._inner.open(start_at, actors))
        return wrapped


class Through:
    """Passes everything on."""

    def __init__(self, inner: Sandbox) -> None:
        self.inner = inner

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        return self.inner.submit(event, as_subject=as_subject)

    def advance(self, to_at: int) -> None:
        self.inner.advance(to_at)

    def settle(self) -> None:
        self.inner.settle()

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        return self.inner.feed(actor, after, limit)

    def restart(self) -> None:
        cast("Restartable", self.inner).restart()

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        return self.inner.read(award, actor)

    def close(self) -> None:
        self.inner.close()


class LosesAnswers(Through):
    """Every stimulus arrives, no answer comes back."""

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        self.inner.submit(event, as_subject=as_subject)
        raise OutcomeUnknown("timed out")


class LosesRequests(Through):
    """No stimulus arrives."""

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        raise OutcomeUnknown("timed out")


class BreaksDown(Through):
    """Answers the first three stimuli."""

    def __init__(self, inner: Sandbox) -> None:
        super().__init__(inner)
        self._left = 3

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        self._left -= 1
        if self._left < 0:
            raise ZeroDivisionError("out of order")
        return super().submit(event, as_subject=as_subject)


class RefusesOffTheFeed(Through):
    """Refuses by problem details only: what it refused stands in no feed."""

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        kept = [event for event in self.inner.feed(actor) if type(event).__name__ != "Refused"]
        return kept[after:][:limit]


class Polled(Through):
    """Knows the instants of what the platform says to within thirty hours only."""

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        return [
            msgspec.structs.replace(event, at_slack_seconds=30 * 3600) if event.actor.role == "platform" else event
            for event in self.inner.feed(actor, after, limit)
        ]


class AnswersYes:
    """A shim that answers 201 to everything and knows nothing."""

    name = "shim"

    def __init__(self) -> None:
        self._log: list[Event] = []

    def capabilities(self) -> Capabilities:
        return Capabilities(contract="1", name=self.name, observes=tuple(EVENT_TYPES), clock_level="V3")

    def open(self, start_at: int, actors: Sequence[Actor]) -> Sandbox:  # one sandbox is like another
        return AnswersYes()  # type: ignore[return-value]  # it is both, and hardly either

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        self._log.append(event)
        return (event,)

    def advance(self, to_at: int) -> None:
        """Nothing moves."""

    def settle(self) -> None:
        """Nothing is pending."""

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        return self._log[after:][:limit]

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        return CaseState(award=award)

    def close(self) -> None:
        """Nothing is held."""
