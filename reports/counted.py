"""What an audit counted, as people read it: one line a measure, with its parts beneath."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conformance.measures.figures import Figure, Part
from conformance.names import Lang, event_name, role_name, said, value_name
from notice.catalogue import Breakdown, Measure, catalogue
from reports.numbers import Shown, counted
from reports.words import word

PARTS_SHOWN = 12


class PartLine(NamedTuple):
    """A figure of one bank, district or the like."""

    name: str
    shown: Shown
    observations: int


class Line(NamedTuple):
    """A measure: its title, figure and interval, and `notes` on what is not in it."""

    entry: Measure
    title: str
    tells_of: str
    shown: Shown
    observations: int
    notes: tuple[str, ...]
    parts: tuple[PartLine, ...]
    more: int


class Counted(NamedTuple):
    """Measures in the order of the catalogue: those that have a value, and those of which the log shows nothing."""

    with_value: list[Line]
    without: list[Line]


def lines(figures: Iterable[Figure], lang: Lang) -> Counted:
    """Every measure; of its parts those with the most observations."""
    made = Counted([], [])
    for figure in figures:
        side = made.without if figure.value is None else made.with_value
        side.append(_line(figure, catalogue().measures[figure.id], lang))
    return made


def notes(figure: Figure, entry: Measure, lang: Lang) -> tuple[str, ...]:
    """What a figure leaves out, and that a suspicion proves nothing."""
    names = word("type_comma", lang).join(event_name(kind, lang) for kind in figure.missing)
    told = {
        "counted_missing": {"types": names} if figure.missing else None,
        "counted_suspicion": {} if entry.suspicion and figure.value is not None else None,
        "counted_open": {"count": figure.open} if figure.open else None,
        "counted_left_out": {"count": figure.left_out} if figure.left_out else None,
    }
    return tuple(word(key, lang, **values) for key, values in told.items() if values is not None)


def _line(figure: Figure, entry: Measure, lang: Lang) -> Line:
    parts = sorted(figure.by, key=lambda part: -part.observations)
    return Line(
        entry=entry,
        title=said(entry.title, lang),
        tells_of=" · ".join(told.id for told in catalogue().tells_of(entry.id)),
        shown=_shown(figure, lang),
        observations=figure.observations,
        notes=notes(figure, entry, lang),
        parts=tuple(_part(part, figure.unit, entry.by, lang) for part in parts[:PARTS_SHOWN]),
        more=max(0, len(parts) - PARTS_SHOWN),
    )


def _shown(figure: Figure, lang: Lang) -> Shown:
    """A log that shows all it takes and holds no such thing is not a log that hides it."""
    if figure.value is None and not figure.missing:
        return Shown(word("counted_nothing", lang), "")
    return counted(figure, figure.unit, lang)


def _part(part: Part, unit: str, by: Breakdown | None, lang: Lang) -> PartLine:
    name = " · ".join(_named(one, by, lang) for one in part.group)
    return PartLine(name, counted(part, unit, lang), part.observations)


def _named(group: str, by: Breakdown | None, lang: Lang) -> str:
    if by == "role":
        return role_name(group, lang)
    return group if by in ("bank", "purchaser") else value_name(group, lang)
