"""A mutation of a lawful log: the norm that it breaks, what is done, and whom the breach blames."""

from __future__ import annotations

from collections.abc import Callable
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

    def applied_to(self, events: list[Event]) -> list[Event]:
        """The log with the breach in it."""
        for edit in self.edits:
            events = edit(events)
        return events


def planted(norm: str, blames: str, title: str, *edits: Edit) -> Mutation:
    """A mutation; `blames` are actors divided by blanks."""
    return Mutation(norm, title, edits, frozenset(blames.split()))


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


def by(kind: str, actor: Actor, award: str = "A1") -> Edit:
    """Somebody else does it."""
    return change(kind, award, actor=actor)


def add(kind: str, when: str, *, actor: Actor | None = None, **fields: Any) -> Edit:
    """One event more, told by a source of its own."""

    def edit(events: list[Event]) -> list[Event]:
        event = Story().make(kind, when, actor=actor, **fields)
        return [*events, msgspec.structs.replace(event, source="planted", seq=len(events), id=f"planted-{len(events)}")]

    return edit


def _is(event: Event, kind: str, where: dict[str, Any]) -> bool:
    return type(event).__name__ == kind and all(getattr(event, name) == value for name, value in where.items())
