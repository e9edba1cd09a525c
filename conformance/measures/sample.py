"""A sample: what one measure saw, as numbers. Samples of parts of a log add up to that of the whole, in any order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from conformance.measures.register import Seen


class Values:
    """Ended observations of one group and label, with their weights: 16 bytes each."""

    __slots__ = ("values", "weights")

    def __init__(self) -> None:
        self.values, self.weights = array("d"), array("d")

    def __len__(self) -> int:
        return len(self.values)


Strata = dict[tuple[tuple[str, ...], str], Values]
"""Values by group and label."""


class Sample:
    """The observations of one measure. `open` have not ended; `left_out` are the cases that could not be counted."""

    __slots__ = ("left_out", "open", "strata")

    def __init__(self) -> None:
        self.strata: Strata = {}
        self.open = self.left_out = 0

    def add(self, seen: Iterable[Seen]) -> None:
        """Adds what was seen of one case."""
        for one in seen:
            if one.value is None:
                self.open += 1
                continue
            stratum = self._stratum(one.group, one.label)
            stratum.values.append(one.value)
            stratum.weights.append(one.weight)

    def merge(self, other: Sample) -> None:
        """Adds another sample."""
        self.open += other.open
        self.left_out += other.left_out
        for (group, label), theirs in other.strata.items():
            stratum = self._stratum(group, label)
            stratum.values.extend(theirs.values)
            stratum.weights.extend(theirs.weights)

    def by_group(self) -> dict[tuple[str, ...], Strata]:
        """The strata of each group, groups in order."""
        groups: dict[tuple[str, ...], Strata] = {group: {} for group, _ in sorted(self.strata)}
        for key, stratum in self.strata.items():
            groups[key[0]][key] = stratum
        return groups

    def _stratum(self, group: tuple[str, ...], label: str) -> Values:
        return self.strata.setdefault((group, label), Values())
