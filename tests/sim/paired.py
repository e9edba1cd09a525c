"""Paired differences between two policies whose runs met the same firms and the same luck, and what their intervals say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notice.law import Law
from sim import metrics
from sim.records import Run
from sim.results import Difference
from sim.statistics import difference


def differs(base: Sequence[Run], other: Sequence[Run], name: str) -> Difference:
    """The other policy's outcome minus the base's, seed by seed."""
    calendar = Law().calendar
    return differs_in(base, other, lambda run: metrics.metrics(run, calendar)[name], metrics.UNITS[name])


def differs_in(
    base: Sequence[Run], other: Sequence[Run], outcome: Callable[[Run], float | None], unit: str
) -> Difference:
    """As `differs`, in any quantity of a run."""
    old, new = ([outcome(run) for run in runs] for runs in (base, other))
    return difference(old, new, unit)


def rises(found: Difference) -> bool:
    """Whether the whole interval lies above 0."""
    return found.low is not None and found.low > 0


def falls(found: Difference) -> bool:
    """Whether the whole interval lies below 0."""
    return found.high is not None and found.high < 0
