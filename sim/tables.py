"""Distributions as tables of integers: what a 32-bit share of `sim.draws` falls on.

A run adds and compares integers only. The quantiles of a `Table` are computed once with floating point and rounded;
`tests/sim/test_draws.py` holds their digest, so that a machine with another mathematical library would be noticed.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from math import exp, log
from statistics import NormalDist
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

CELLS = 4096
"""Cells of a table: the top 12 bits of a share choose the cell, the other 20 the place in it."""


class Table:
    """A continuous distribution: `CELLS` + 1 quantiles with straight lines between them.

    The outermost cells of an unbounded distribution end at its quantiles at 1/8 of a cell.
    """

    __slots__ = ("quantiles",)

    def __init__(self, quantile: Callable[[float], float]) -> None:
        edges = (min(max(cell, 0.125), CELLS - 0.125) / CELLS for cell in range(CELLS + 1))
        self.quantiles = tuple(round(quantile(edge)) for edge in edges)

    def at(self, share: int) -> int:
        """The value at a share."""
        cell = share >> 20
        low = self.quantiles[cell]
        return low + ((self.quantiles[cell + 1] - low) * (share & 0xFFFFF) >> 20)


class Choice(Generic[T]):
    """A discrete distribution: {option: weight}, weights whole numbers in any unit."""

    __slots__ = ("_ends", "_options", "_total")

    def __init__(self, weights: Mapping[T, int]) -> None:
        if not weights or min(weights.values()) < 0 or not sum(weights.values()):
            raise ValueError(f"a choice needs weights of 0 or more, not all 0: {dict(weights)}")
        self._options = tuple(weights)
        self._ends = tuple(accumulate(weights.values()))
        self._total = self._ends[-1]

    def at(self, share: int) -> T:
        """The option at a share."""
        return self._options[bisect_right(self._ends, share * self._total >> 32)]


@cache
def lognormal(median: int, sigma_percent: int) -> Table:
    """Lognormal with this median; `sigma_percent` is 100 times the standard deviation of the logarithm."""
    law = NormalDist(log(median), sigma_percent / 100)
    return Table(lambda p: exp(law.inv_cdf(p)))


@cache
def normal(mean: int, sd: int, low: int, high: int) -> Table:
    """Normal, with what lies beyond `low` or `high` put there."""
    law = NormalDist(mean, sd)
    return Table(lambda p: min(max(law.inv_cdf(p), low), high))


@cache
def exponential(mean: int) -> Table:
    """Exponential with this mean."""
    return Table(lambda p: -mean * log(1 - p))


@cache
def beta(mean_bp: int, sd_bp: int, scale: int = 10_000) -> Table:
    """Beta on [0, `scale`] with this mean and standard deviation, both in basis points of the scale.

    Raises `ValueError` if no Beta has them: the variance must be below mean x (1 - mean).
    """
    from scipy.stats import beta as law  # slow to load, and few runs need it

    mean, variance = mean_bp / 10_000, (sd_bp / 10_000) ** 2
    size = mean * (1 - mean) / variance - 1
    if not 0 < mean < 1 or size <= 0:
        raise ValueError(f"no Beta distribution has the mean {mean_bp} bp and the standard deviation {sd_bp} bp")
    return Table(lambda p: scale * float(law.ppf(p, mean * size, (1 - mean) * size)))
