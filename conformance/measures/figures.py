"""Every measure of the catalogue on one trace. No figure is a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from conformance.case import Case
from conformance.docket import award_cases
from conformance.measures.register import MEASURES, Counted, Seen
from conformance.measures.statistics import summary, telling
from conformance.monitors.guards import in_scope
from notice.catalogue import Measure, catalogue
from notice.errors import InputError
from notice.law import Law
from notice.trace import Trace


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of one bank, district or the like."""

    group: tuple[str, ...]
    observations: int
    value: float | None
    low: float | None
    high: float | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure: `value` in `unit`, of so many `observations`, with a 95 % interval where one is known.

    `open`: begun and not ended in the log, not in the value. `left_out`: cases that cannot be counted (a day or an
    industry that no table knows). `missing`: types that the source does not report, so that nothing was counted.
    """

    id: str
    unit: str
    observations: int
    open: int = 0
    left_out: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    missing: tuple[str, ...] = ()
    by: tuple[Part, ...] = ()


def figures(trace: Trace, law: Law) -> tuple[Figure, ...]:
    """Every measure, in the order of the catalogue; of what the notice covers only."""
    awards = list(award_cases(trace, ()))
    log = Case("", trace.observation, trace.events, about="party")
    found = []
    for entry in catalogue().measures.values():
        missing = tuple(kind for kind in entry.needs if not trace.observation.sees(kind))
        counted = MEASURES[entry.id]
        cases = awards if counted.about == "award" else [log]
        found.append(
            Figure(id=entry.id, unit=entry.unit, observations=0, missing=missing)
            if missing
            else _figure(entry, counted, cases, law)
        )
    return tuple(found)


def _figure(entry: Measure, counted: Counted, cases: Iterable[Case], law: Law) -> Figure:
    seen: list[Seen] = []
    left_out = 0
    for case in cases:
        try:
            seen += [one for one in counted.function(case, law) if in_scope(case, law, one.of)]
        except InputError:
            left_out += 1
    ended = telling(entry.kind, seen)
    value, low, high = summary(entry.kind, ended)
    return Figure(
        id=entry.id,
        unit=entry.unit,
        observations=len(ended),
        open=sum(one.value is None for one in seen),
        left_out=left_out,
        value=value,
        low=low,
        high=high,
        by=_parts(entry, ended) if entry.by else (),
    )


def _parts(entry: Measure, seen: Sequence[Seen]) -> tuple[Part, ...]:
    groups: dict[tuple[str, ...], list[Seen]] = defaultdict(list)
    for one in seen:
        groups[one.group].append(one)
    return tuple(
        Part(group=group, observations=len(own), value=value, low=low, high=high)
        for group, own in sorted(groups.items())
        for value, low, high in [summary(entry.kind, own)]
    )
