"""A mutation of a lawful log: the norm that it breaks, what is done, and whom the breach blames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from notice.events import Actor, Event
from tests.conformance.builders import Story, at

Edit = Callable[[list[Event]], list[Event]]


class Mutation(NamedTuple):
    """One planted breach of `norm`; it may break other norms too."""

    norm: str
    title: str
    edits: tuple[Edit, ...]
    blames: frozenset[str]
    platform_edits: tuple[Edit, ...] = ()

    def applied_to(self, events: list[Event]) -> list[Event]:
        """The log with the breach in it."""
        return edited(events, self.edits)

    def seen_by_platform(self, events: list[Event]) -> list[Event]:
        """What the platform's own log holds of that log: all of it, unless the breach is in there."""
        return edited(events, self.platform_edits)


def edited(events: list[Event], edits: Iterable[Edit]) -> list[Event]:
    """The log after one edit upon the other."""
    for edit in edits:
        events = edit(events)
    return events


def planted(norm: str, blames: str, title: str, *edits: Edit) -> Mutation:
    """A mutation; `blames` are actors divided by blanks."""
    return Mutation(norm, title, edits, frozenset(blames.split()))


def unseen(norm: str, blames: str, title: str, *edits: Edit) -> Mutation:
    """A mutation of what the platform's log holds; what happened stays as it was."""
    return Mutation(norm, title, (), frozenset(blames.split()), edits)


def drop(kind: str, **where: Any) -> Edit:
    """Leaves out every event of a type (with these fields)."""
    return lambda events: [event for event in events if not _is(event, kind, where)]


def change(kind: str, award: str = "A1", **fields: Any) -> Edit:
    """Other fields in the events of a type of one award."""
    where = {"award": award} if award else {}

    def edit(events: list[Event]) -> list[Event]:
        assert any(_is(event, kind, where) for event in events), f"no {kind} to change"
        return [msgspec.structs.replace(event, **fields) if _is(event, kind, where) else event for event in events]

    return edit


def move(kind: str, when: str, award: str = "A1", **fields: Any) -> Edit:
    """The events of a type of one award happen at another time, told by a source of their own."""
    return change(kind, award, at=at(when), source=f"moved:{kind}", **fields)


def answers_no(norm: str) -> Edit:
    """Whoever attested a norm says that it did otherwise."""

    def edit(events: list[Event]) -> list[Event]:
        given = {"norm": norm}
        assert any(_is(event, "AttestationGiven", given) for event in events), f"nobody attested {norm}"
        return [
            msgspec.structs.replace(event, answer="no") if _is(event, "AttestationGiven", given) else event
            for event in events
        ]

    return edit


def says_no(norm: str, actor: Actor, until: str = "2022-12-01") -> Edit:
    """Somebody answers for a period that it did otherwise."""
    return add("AttestationGiven", "12-02 09:00", actor=actor, norm=norm, answer="no", period_until_at=at(until))


def by(kind: str, actor: Actor, award: str = "A1") -> Edit:
    """Somebody else does it."""
    return change(kind, award, actor=actor)


def add(kind: str, when: str, *, actor: Actor | None = None, **fields: Any) -> Edit:
    """One event more, told by a source of its own."""

    def edit(events: list[Event]) -> list[Event]:
        event = Story().make(kind, when, actor=actor, **fields)
        number = 1 + max((one.seq for one in events if one.source == "planted"), default=0)
        return [*events, msgspec.structs.replace(event, source="planted", seq=number, id=f"planted-{number}")]

    return edit


def _is(event: Event, kind: str, where: dict[str, Any]) -> bool:
    return type(event).__name__ == kind and all(getattr(event, name) == value for name, value in where.items())
