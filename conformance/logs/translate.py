"""Rows of a foreign log into events, by a mapping. What cannot be translated is counted, and its type is no longer
claimed to be observed completely: a breach that rests on its absence becomes INCONCLUSIVE."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from conformance.adapters.mapping.templates import Convert, Missing, fill, reader
from conformance.logs.log import Log, Unmapped
from conformance.logs.mapping import Ignored, Loaded, Rule
from notice.civil import instant
from notice.events import EVENT_TYPES, Event
from notice.trace import Observation, trace


class Row(NamedTuple):
    """One row: the table it stands in, its place for messages ('file:line'), and its cells by column."""

    table: str
    place: str
    cells: Mapping[str, Any]


def translated(rows: Iterable[Row], loaded: Loaded) -> Log:
    """The log that the rows amount to."""
    return _Translation(loaded).log(rows)


class _Translation:
    def __init__(self, loaded: Loaded) -> None:
        self._loaded, self._convert = loaded, reader(loaded.converters)
        self._rows = self._ignored = self._told = 0
        self._unmapped: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}
        self._untold: set[str] = set()

    def log(self, rows: Iterable[Row]) -> Log:
        """All rows, then what they claim to show."""
        events = list(self._events(rows))
        unmapped = [
            Unmapped(what=what, why=why, rows=number, first=self._first[what, why])
            for (what, why), number in self._unmapped.most_common()
        ]
        return Log(trace(self._observation(), events), self._rows, self._ignored, tuple(unmapped))

    def _observation(self) -> Observation:
        mapping = self._loaded.mapping
        mapped = {rule.event for rule in mapping.rows} if mapping.observes == "mapped" else set(mapping.observes)
        return Observation(
            vantage=mapping.vantage,
            since=None if mapping.since is None else instant(mapping.since),
            until=instant(mapping.until),
            observes=tuple(sorted(mapped - self._untold)),
        )

    def _events(self, rows: Iterable[Row]) -> Iterator[Event]:
        mapping = self._loaded.mapping
        for row in rows:
            self._rows += 1
            fitting = [(number, rule) for number, rule in enumerate(mapping.rows) if _fits(rule, row)]
            if not fitting and any(_fits(one, row) for one in mapping.ignore):
                self._ignored += 1
            elif not fitting:
                self._count(self._label(row), "", row)
            for number, rule in fitting:
                event = self._event(number, rule, row)
                if event is not None:
                    yield event

    def _event(self, number: int, rule: Rule, row: Row) -> Event | None:
        self._told += 1
        try:
            return event_of(rule, row, self._convert, self._loaded.mapping.log, self._told, number)
        except (Missing, msgspec.ValidationError, ValueError) as fault:
            self._untold.add(rule.event)
            self._count(rule.event, str(fault), row)
            return None

    def _count(self, what: str, why: str, row: Row) -> None:
        self._unmapped[what, why] += 1
        self._first.setdefault((what, why), row.place)

    def _label(self, row: Row) -> str:
        """What the row says in the columns by which rules tell rows apart."""
        columns = {column for rule in self._loaded.mapping.rows for column in rule.when}
        said = ", ".join(f"{column}={row.cells[column]}" for column in sorted(columns) if row.cells.get(column))
        return said or row.table


def _fits(rule: Rule | Ignored, row: Row) -> bool:
    if rule.table and rule.table != row.table:
        return False
    return all(str(row.cells.get(column, "")) in words for column, words in rule.when.items())


def event_of(rule: Rule, row: Row, convert: Convert, log: str, seq: int, number: int) -> Event:
    """The event that a rule makes of a row. Raises `Missing`, `ValueError` or `msgspec.ValidationError`."""
    told = {name: value for name, value in _filled(rule.fields, row, convert).items() if value not in (None, "")}
    told |= {"type": rule.event, "source": log, "seq": seq, "at": fill(rule.at, row.cells, convert)}
    told["actor"] = _filled(rule.actor.model_dump(), row, convert)
    told["id"] = str(fill(rule.id, row.cells, convert)) if rule.id else f"{row.place}/{number}"
    if rule.recorded_at:
        told["recorded_at"] = fill(rule.recorded_at, row.cells, convert)
    # cells are texts: a number written as one is that number
    return msgspec.convert(told, EVENT_TYPES[rule.event], strict=False)


def _filled(template: Mapping[str, Any], row: Row, convert: Convert) -> dict[str, Any]:
    """Each member filled from the row; an empty cell says nothing and is not converted."""
    return {name: _cell(inner, row, convert) for name, inner in template.items()}


def _cell(template: Any, row: Row, convert: Convert) -> Any:
    if isinstance(template, str) and template.startswith("{") and template.endswith("}"):
        column = template[1:-1].split("|")[0]
        if column in row.cells and row.cells[column] in (None, ""):
            return None
    return fill(template, row.cells, convert)
