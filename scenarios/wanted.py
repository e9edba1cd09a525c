"""What a step expects of the platform, bound to the identities and amounts of one run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from notice.civil import DAY, day_of
from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES, Actor, Event
from scenarios.values import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.expectation import Expectation, Pattern, View
    from scenarios.values import Scope


class Times(NamedTuple):
    """How often something must be shown: at least, and at most (None: as often as it likes)."""

    least: int
    most: int | None

    def __str__(self) -> str:
        if self.most is None:
            return f"{self.least} or more"
        return str(self.most) if self.least == self.most else f"at most {self.most}"


@dataclass(frozen=True)
class Wanted:
    """A pattern of events, bound. `fields` are plain values; `due_day` a day number."""

    kind: type[Event]
    fields: Mapping[str, Any]
    due_day: int | None
    times: Times
    seen_by: tuple[Actor, ...]
    hidden_from: tuple[Actor, ...]


@dataclass(frozen=True)
class WholeFeed:
    """What must and must not stand in the feed of one actor, bound."""

    actor: Actor
    holds: tuple[Wanted, ...]
    lacks: tuple[Wanted, ...]


@dataclass(frozen=True)
class DueDay:
    """A clock that must run, bound."""

    clock: str
    bearer: Actor
    day: int


@dataclass(frozen=True)
class Expected:
    """An expectation, bound; `duty` may be '' in the story, where nobody answers for a refusal."""

    duty: str
    answer: str
    reasons: frozenset[str] = frozenset()
    shows: tuple[Wanted, ...] = ()
    due: DueDay | None = None
    locked: str | None = None
    reads: Mapping[str, Any] = field(default_factory=dict)
    read_by: Mapping[Actor, Mapping[str, Any] | None] = field(default_factory=dict)
    complete: bool = False
    honest: bool = False
    feeds: tuple[WholeFeed, ...] = ()

    @property
    def reads_back(self) -> bool:
        """Whether it asks for more than answers and what was shown to the auditor."""
        probed = any(want.seen_by or want.hidden_from for want in self.shows)
        whole = self.complete or self.honest or self.feeds or self.read_by
        return bool(probed or whole or self.reads or self.due or self.locked)


def expected(want: Expectation, scope: Scope, duty: str) -> Expected:
    """An expectation, bound; it belongs to `duty` unless it names another. Raises `InputError`."""
    return Expected(
        duty=want.duty or duty,
        answer=want.answer,
        reasons=frozenset((*want.refused, *want.refused_or_flagged, *want.may_refuse)),
        shows=tuple(_wanted(pattern, scope) for pattern in want.shows),
        due=_due(want, scope),
        locked=want.locked,
        reads=_reads(want.reads, scope),
        read_by={scope.person(name): None if one is None else _reads(one, scope) for name, one in want.read_by.items()},
        complete=want.complete,
        honest=want.honest,
        feeds=tuple(_feed(view, scope) for view in want.feeds),
    )


def _wanted(pattern: Pattern, scope: Scope) -> Wanted:
    if pattern.event not in EVENT_TYPES:
        raise InputError(f"no event is called '{pattern.event}'", instead=nearest(pattern.event, EVENT_TYPES))
    return Wanted(
        kind=EVENT_TYPES[pattern.event],
        fields=fields(pattern.event, pattern.fields, scope),
        due_day=_due_day(pattern.due, scope) if pattern.due else None,
        times=_times(pattern.times),
        seen_by=tuple(scope.person(name) for name in pattern.seen_by),
        hidden_from=tuple(scope.person(name) for name in pattern.hidden_from),
    )


def _times(told: int | str) -> Times:
    """`2`, `2 or more`, `at most 2`."""
    if isinstance(told, int):
        return Times(told, told)
    number = int(told.removeprefix("at most ").removesuffix(" or more"))
    return Times(0, number) if told.startswith("at most") else Times(number, None)


def _due(want: Expectation, scope: Scope) -> DueDay | None:
    if want.due is None:
        return None
    return DueDay(want.due.clock, scope.person(want.due.bearer), _due_day(want.due.day, scope))


def _due_day(text: str, scope: Scope) -> int:
    """Day number of a date, or of the last lawful instant before a written one."""
    at = scope.number(text)
    return day_of(at) if at % DAY == 0 else day_of(at - 1)


def _feed(view: View, scope: Scope) -> WholeFeed:
    holds, lacks = (tuple(_wanted(one, scope) for one in patterns) for patterns in (view.holds, view.lacks))
    return WholeFeed(scope.person(view.of), holds, lacks)


def _reads(values: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    return {name: _read(value, scope) for name, value in values.items()}


def _read(value: Any, scope: Scope) -> Any:
    """A read-back's value: an amount, an identity, nothing, or a mapping of identities to words."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {scope.identity(name): tuple(words) for name, words in value.items()}
    if isinstance(value, str) and isinstance(scope.bindings.get(value), str):
        return scope.bindings[value]
    return scope.number(value)
