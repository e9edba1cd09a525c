"""The register of measures: one pure function each, of one award or of the whole log, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from conformance.case import Case
from notice.events import Event
from notice.law import Law


class Seen(NamedTuple):
    """One observation that `of` begins. `value` None: what would end it has not come yet.

    A share's `value` is 1 or 0. `weight` counts in means, `label` in concentrations (what was chosen).
    """

    of: Event
    value: float | None
    group: tuple[str, ...] = ()
    weight: float = 1
    label: str = ""


Count = Callable[[Case, Law], Iterator[Seen]]

Subject = Literal["award", "log"]
"""What a case is about that a measure is given: one award, or the whole log."""


class Counted(NamedTuple):
    """A measure's function, and what its cases are about."""

    about: Subject
    function: Count


MEASURES: dict[str, Counted] = {}


def measures(name: str, about: Subject = "award") -> Callable[[Count], Count]:
    """Registers the function as the one that counts for the measure `name`."""

    def register(function: Count) -> Count:
        MEASURES[name] = Counted(about, function)
        return function

    return register
