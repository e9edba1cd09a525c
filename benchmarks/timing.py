"""Ratios that can be trusted on a busy machine: both sides in one process, in turns, by CPU time."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5


class Ratio(NamedTuple):
    """CPU seconds of one call of each side (medians), and the median, least and greatest ratio of a round."""

    ours: float
    theirs: float
    ratio: float
    least: float
    greatest: float


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of one call, in this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def interleaved(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> Ratio:
    """Ours over theirs, in CPU time, after one unmeasured call of each."""
    ours()
    theirs()
    pairs = [(cpu_seconds(ours), cpu_seconds(theirs)) for _ in range(rounds)]
    ratios = [one / other for one, other in pairs]
    return Ratio(
        median(one for one, _ in pairs),
        median(other for _, other in pairs),
        median(ratios),
        min(ratios),
        max(ratios),
    )
