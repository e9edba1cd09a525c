"""What a platform is told to do. Its state is a function of these commands in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from notice.events import Actor, AnyEvent, Event

if TYPE_CHECKING:
    from conformance.reference.platform import Platform


class Submitted(msgspec.Struct, frozen=True, tag="submitted"):
    """A stimulus, and the subject of the token that it came with."""

    event: AnyEvent
    subject: Actor


class Advanced(msgspec.Struct, frozen=True, tag="advanced"):
    """The sandbox's clock was moved to `to_at`."""

    to_at: int


class Settled(msgspec.Struct, frozen=True, tag="settled"):
    """What was pending was worked off."""


Command = Submitted | Advanced | Settled
Write = Callable[[Command], None]
"""Makes one command durable."""


def done(platform: Platform, command: Command, write: Write) -> Sequence[Event]:
    """Does a command and writes it; only then may the answer go out."""
    before = len(platform.log)
    answer = _applied(platform, command)
    # settling that showed nothing leaves nothing to restore
    if not isinstance(command, Settled) or len(platform.log) > before:
        platform.write(command, write)
    return answer


def restored(platform: Platform, actors: Sequence[Actor], commands: Iterable[Command]) -> Platform:
    """A fresh platform, brought to where these commands bring it."""
    platform.enrol(actors)
    for command in commands:
        _applied(platform, command)
    return platform


def _applied(platform: Platform, command: Command) -> Sequence[Event]:
    match command:
        case Submitted(event, subject):
            return platform.submit(event, subject)
        case Advanced(to_at):
            platform.advance(to_at)
        case Settled():
            platform.settle()
    return ()
