"""The port to a platform under test (SUT): all that agents and scenarios know of a platform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from notice.events import Actor, Event
from notice.vocabulary import Lock

ClockLevel = Literal["V0", "V1", "V3"]


class OutcomeUnknown(Exception):
    """The platform's answer was lost: both outcomes are lawful until a read decides."""


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """What a platform says of itself: contract version, types reported completely, clock level.

    `restarts`: it can be stopped and started on demand, so that one sees what it kept (`Restartable`).
    """

    contract: str
    name: str
    observes: tuple[str, ...]
    clock_level: ClockLevel
    restarts: bool = False


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """An open deadline in a read-back."""

    clock: str
    bearer: Actor
    due_at: int | None


class CaseState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Read-back of a case for an entitled actor. Money in fen; `applications` maps id to state (`events` life cycle)."""

    award: str
    ceiling_fen: int | None = None
    live_principal_fen: int = 0
    account: str | None = None
    lock: Lock | None = None
    applications: dict[str, str] = {}
    deadlines: tuple[Deadline, ...] = ()


class Sandbox(Protocol):
    """One isolated world inside a platform, with a clock that the harness moves forward.

    `submit` answers with the events it caused so far: the accepted stimulus itself first, or one `Refused`; nothing
    yet if the platform works asynchronously. Raises `OutcomeUnknown` if the answer was lost.
    """

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        """Submits a stimulus with the token of `as_subject` (default: of its own actor)."""
        ...

    def advance(self, to_at: int) -> None:
        """Moves the sandbox's clock forward; work due in between carries its own due instant."""
        ...

    def settle(self) -> None:
        """Returns when nothing is pending."""
        ...

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """Events from position `after` on that `actor` may see, in feed order; None: the auditor, who sees all.

        At most `limit` of them, if given, asked for as one page.
        """
        ...

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        """The case as `actor` (None: the auditor) may see it; None if there is none."""
        ...

    def close(self) -> None:
        """Ends the sandbox."""
        ...


class Restartable(Sandbox, Protocol):
    """A sandbox of a platform whose capabilities say `restarts`."""

    def restart(self) -> None:
        """Stops the platform without a warning and starts it again; all that it acknowledged must be there then."""
        ...


class Target(Protocol):
    """A platform under test."""

    name: str

    def capabilities(self) -> Capabilities:
        """What the platform says of itself."""
        ...

    def open(self, start_at: int, actors: Sequence[Actor]) -> Sandbox:
        """A fresh sandbox whose clock stands at `start_at`, with a token for each actor."""
        ...
