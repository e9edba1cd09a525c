"""One figure of many observations, and how far it can be trusted: intervals of 95 %, none where none is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import comb, fsum, sqrt
from statistics import median
from typing import NamedTuple

from conformance.measures.register import Seen
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


def summary(kind: Statistic, seen: Sequence[Seen]) -> Summary:
    """The observations as one figure; of none, a total is 0 and any other figure is unknown."""
    return _KINDS[kind](seen)


def telling(kind: Statistic, seen: Sequence[Seen]) -> list[Seen]:
    """The observations that have ended; of a choice, those whose group made several: one alone says nothing."""
    ended = [one for one in seen if one.value is not None]
    if kind != "concentration":
        return ended
    sizes = Counter(one.group for one in ended)
    return [one for one in ended if sizes[one.group] > 1]


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


def _mean(seen: Sequence[Seen]) -> Summary:
    weight = fsum(one.weight for one in seen)
    return Summary(fsum((one.value or 0) * one.weight for one in seen) / weight if weight else None)


def _concentration(seen: Sequence[Seen]) -> Summary:
    """The share that chose what most of their own group chose."""
    groups: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for one in seen:
        groups[one.group][one.label] += 1
    return Summary(sum(max(labels.values()) for labels in groups.values()) / len(seen) if seen else None)


_KINDS: dict[Statistic, Callable[[Sequence[Seen]], Summary]] = {
    "share": lambda seen: wilson(sum(one.value or 0 for one in seen), len(seen)),
    "median": lambda seen: middle([one.value or 0 for one in seen]),
    "mean": _mean,
    "total": lambda seen: Summary(sum(one.value or 0 for one in seen)),
    "concentration": _concentration,
}
