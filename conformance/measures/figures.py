"""Every measure of the catalogue on one trace. No figure is a verdict."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from conformance.case import Case
from conformance.docket import award_cases
from conformance.measures.register import MEASURES, Count, Subject
from conformance.measures.sample import Sample, Strata
from conformance.measures.statistics import number, summary, tells
from conformance.monitors.guards import in_scope
from notice.catalogue import Measure, catalogue
from notice.errors import InputError
from notice.law import Law
from notice.trace import Observation, Trace


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


Samples = dict[str, Sample]
"""What each measure saw that the source could show anything of."""


def figures(trace: Trace, law: Law) -> tuple[Figure, ...]:
    """Every measure, in the order of the catalogue; of what the notice covers only."""
    samples = sampled(trace, law, "award") | sampled(trace, law, "log")
    return figures_of(samples, trace.observation)


def sampled(trace: Trace, law: Law, about: Subject) -> Samples:
    """What the measures about such a subject see in a log, or in a part of it that holds whole subjects."""
    cases = (
        list(award_cases(trace, ())) if about == "award" else [Case("", trace.observation, trace.events, about="party")]
    )
    return {
        entry.id: _sample(MEASURES[entry.id].function, cases, law)
        for entry in catalogue().measures.values()
        if MEASURES[entry.id].about == about and not _missing(entry, trace.observation)
    }


def merge(into: Samples, samples: Samples) -> None:
    """Adds what was seen of another part of a log."""
    for name, sample in samples.items():
        into.setdefault(name, Sample()).merge(sample)


def figures_of(samples: Samples, observation: Observation) -> tuple[Figure, ...]:
    """The figures that all samples of a log come to."""
    return tuple(
        _figure(entry, samples.get(entry.id, Sample()), _missing(entry, observation))
        for entry in catalogue().measures.values()
    )


def _missing(entry: Measure, observation: Observation) -> tuple[str, ...]:
    return tuple(kind for kind in entry.needs if not observation.sees(kind))


def _sample(function: Count, cases: Iterable[Case], law: Law) -> Sample:
    sample = Sample()
    for case in cases:
        try:
            seen = [one for one in function(case, law) if in_scope(case, law, one.of)]
        except InputError:
            sample.left_out += 1
        else:
            sample.add(seen)
    return sample


def _figure(entry: Measure, sample: Sample, missing: tuple[str, ...]) -> Figure:
    if missing:
        return Figure(id=entry.id, unit=entry.unit, observations=0, missing=missing)
    groups = {group: strata for group, strata in sample.by_group().items() if tells(entry.kind, strata)}
    whole: Strata = {key: one for strata in groups.values() for key, one in strata.items()}
    value, low, high = summary(entry.kind, whole)
    return Figure(
        id=entry.id,
        unit=entry.unit,
        observations=number(whole),
        open=sample.open,
        left_out=sample.left_out,
        value=value,
        low=low,
        high=high,
        by=tuple(_part(entry, group, strata) for group, strata in groups.items()) if entry.by else (),
    )


def _part(entry: Measure, group: tuple[str, ...], strata: Strata) -> Part:
    value, low, high = summary(entry.kind, strata)
    return Part(group=group, observations=number(strata), value=value, low=low, high=high)
