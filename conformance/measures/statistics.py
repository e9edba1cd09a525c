"""One figure of many observations, and how far it can be trusted: intervals of 95 %, none where none is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from math import comb, fsum, sqrt
from statistics import median
from typing import NamedTuple

from conformance.measures.sample import Strata, Values
from notice.catalogue import Statistic

_Z = 1.959964
"""Two-sided 95 % quantile of the normal distribution."""
_EXACT = 1_000
"""Up to so many observations the ranks of a median's interval are found exactly."""


class Summary(NamedTuple):
    """A figure and its interval; None where nothing, or too little, was observed."""

    value: float | None
    low: float | None = None
    high: float | None = None


def summary(kind: Statistic, strata: Strata) -> Summary:
    """The observations as one figure; of none, a total is 0 and any other figure is unknown."""
    return _KINDS[kind](strata)


def number(strata: Strata) -> int:
    """How many observations there are."""
    return sum(map(len, strata.values()))


def tells(kind: Statistic, strata: Strata) -> bool:
    """Whether the observations of a group tell anything: of a choice one alone does not."""
    return kind != "concentration" or number(strata) > 1


def wilson(hits: float, number: int) -> Summary:
    """A share and its Wilson interval; no interval from fewer than two observations."""
    if number == 0:
        return Summary(None)
    share = hits / number
    if number < 2:
        return Summary(share)
    spread = _Z * sqrt(share * (1 - share) / number + _Z**2 / (4 * number**2))
    middle, scale = share + _Z**2 / (2 * number), 1 + _Z**2 / number
    return Summary(share, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def middle(values: Sequence[float]) -> Summary:
    """A median between two order statistics that hold it with at least 95 %; of fewer than six values none do."""
    if not values:
        return Summary(None)
    ranked = sorted(values)
    outside = _outside(len(ranked))
    if outside == 0:
        return Summary(median(ranked))
    return Summary(median(ranked), ranked[outside - 1], ranked[-outside])


def _outside(number: int) -> int:
    """The largest rank k with P(fewer than k of `number` values lie below the median) <= 2.5 %."""
    if number > _EXACT:
        return int((number - _Z * sqrt(number)) / 2)
    below = rank = 0
    while (below := below + comb(number, rank)) * 40 <= 2**number:
        rank += 1
    return rank


def _values(strata: Strata) -> list[float]:
    return list(chain.from_iterable(one.values for one in strata.values()))


def _mean(strata: Strata) -> Summary:
    weight = fsum(chain.from_iterable(one.weights for one in strata.values()))
    weighted = fsum(value * weight for one in strata.values() for value, weight in _pairs(one))
    return Summary(weighted / weight if weight else None)


def _pairs(one: Values) -> zip[tuple[float, float]]:
    return zip(one.values, one.weights, strict=True)


def _concentration(strata: Strata) -> Summary:
    """The share that chose what most of their own group chose."""
    chosen: dict[tuple[str, ...], int] = defaultdict(int)
    for (group, _), one in strata.items():
        chosen[group] = max(chosen[group], len(one))
    return Summary(sum(chosen.values()) / number(strata) if strata else None)


_KINDS: dict[Statistic, Callable[[Strata], Summary]] = {
    "share": lambda strata: wilson(fsum(_values(strata)), number(strata)),
    "median": lambda strata: middle(_values(strata)),
    "mean": _mean,
    "total": lambda strata: Summary(round(fsum(_values(strata)))),
    "concentration": _concentration,
}
