"""Durations of which some are not over yet: the product-limit estimator of Kaplan and Meier (1958).

The mean of the finished ones alone would call a slow process fast, because slow cases are the ones still open.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Survival(msgspec.Struct, frozen=True):
    """The estimated share of durations above each time: `steps` are (time, share), from (0, 1) on; times are whole.

    `horizon` is the longest duration seen, finished or not: nothing is known beyond it.
    """

    steps: tuple[tuple[int, float], ...]
    horizon: int

    @property
    def mean(self) -> float:
        """Mean duration up to the horizon: the area under the curve."""
        ends = [time for time, _ in self.steps[1:]] + [self.horizon]
        return sum((end - time) * share for (time, share), end in zip(self.steps, ends, strict=True))

    def quantile(self, share: float) -> int | None:
        """The first time by which `share` of the durations is over; None if that is not reached before the horizon."""
        return next((time for time, left in self.steps if left <= 1 - share + 1e-12), None)


def survival(finished: Iterable[int], unfinished: Iterable[int] = ()) -> Survival | None:
    """The curve of finished durations and of lower bounds of unfinished ones; None if there are neither.

    A case that was unfinished at a time counts as at risk at that time.
    """
    ends, opens = Counter(finished), Counter(unfinished)
    at_risk = ends.total() + opens.total()
    if not at_risk:
        return None
    steps, share = [(0, 1.0)], 1.0
    times = sorted(ends.keys() | opens.keys())
    for time in times:
        if ends[time]:
            share *= 1 - ends[time] / at_risk
            steps.append((time, share))
        at_risk -= ends[time] + opens[time]
    return Survival(tuple(steps), times[-1])
