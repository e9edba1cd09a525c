"""Estimates over replications: means with Student-t 95 % intervals, and paired differences of two policies."""

from __future__ import annotations

from functools import cache
from math import fsum, sqrt
from typing import TYPE_CHECKING

from sim.results import Difference, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE = 0.95


def estimate(values: Sequence[float | None], unit: str, within: tuple[float, float] | None = None) -> Estimate:
    """The mean over the replications in which something was observed; no interval from fewer than two.

    `within`: the range that the quantity cannot leave, whatever a symmetric interval says.
    """
    seen = [value for value in values if value is not None]
    mean, half = _mean(seen), _half_width(seen)
    low, high = _around(mean, half)
    if within and low is not None and high is not None:
        low, high = max(low, within[0]), min(high, within[1])
    return Estimate(unit=unit, estimate=mean, low=low, high=high, replications=len(seen))


def difference(baseline: Sequence[float | None], reform: Sequence[float | None], unit: str) -> Difference:
    """Reform minus baseline, replication by replication; those that observed nothing under one of the two are left out.

    Both sequences are in the order of replications, whose seeds are the same: policies meet the same firms and luck, so
    the difference varies less than either mean, and of equal policies it is exactly 0.
    """
    pairs = [(old, new) for old, new in zip(baseline, reform, strict=True) if old is not None and new is not None]
    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    steps = [new - old for old, new in pairs]
    mean = _mean(steps)
    low, high = _around(mean, _half_width(steps))
    return Difference(
        unit=unit,
        baseline=_mean(olds),
        reform=_mean(news),
        difference=mean,
        low=low,
        high=high,
        variance_reduction=_variance_reduction(olds, news, steps),
        replications=len(pairs),
    )


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def _variance(values: Sequence[float]) -> float:
    """Sample variance of two values or more; exactly 0 if all are equal."""
    if min(values) == max(values):
        return 0.0
    mean = fsum(values) / len(values)
    return fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _half_width(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return None
    return _student(len(values) - 1) * sqrt(_variance(values) / len(values))


def _around(mean: float | None, half: float | None) -> tuple[float | None, float | None]:
    return (None, None) if mean is None or half is None else (mean - half, mean + half)


def _variance_reduction(olds: Sequence[float], news: Sequence[float], steps: Sequence[float]) -> float | None:
    """Variance of the difference of independent runs over that of the paired one; None where the latter is 0."""
    paired = _variance(steps) if len(steps) > 1 else 0.0
    return (_variance(olds) + _variance(news)) / paired if paired else None


@cache
def _student(degrees: int) -> float:
    """Two-sided quantile of Student's t."""
    from scipy.stats import t  # slow to load, and only an experiment needs it

    return float(t.ppf((1 + CONFIDENCE) / 2, degrees))
