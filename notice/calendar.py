"""The working-day calendar: which days count, as a table of dates that were published.

Holiday spans and make-up days come from the State Council's yearly notices
(`data/calendar.yaml`). Nothing is computed beyond the last published year: a guessed
holiday would be a guessed verdict.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from notice.civil import date_of, day_number
from notice.errors import InputError, nearest
from notice.yaml import Model, packaged

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLLS = ("any_day_off", "statutory_only", "none")
"""Readings of 法定休假日 (Civil Code 203) for a last day that is a day off; explained at `Calendar.roll`."""

Span = Annotated[str, Field(pattern=r"^\d\d-\d\d(\.\.\d\d-\d\d)?$")]
"""'MM-DD' or 'MM-DD..MM-DD', both ends included."""


class Year(Model):
    """One year of the table: holiday spans, and weekend days worked in exchange."""

    year: int
    known_from: date | None = None
    off: tuple[Span, ...]
    worked: tuple[Span, ...]


class Table(Model):
    """The whole table; its years follow one another without a hole."""

    official_through: int
    years: tuple[Year, ...]


class Calendar:
    """Day numbers (days since 1970-01-01) to working days, from `first_day` to `last_day`.

    Every look-up of a day outside the table raises `InputError`.
    """

    def __init__(self, table: Table) -> None:
        self.official_through = table.official_through
        """Last year whose holidays are published."""
        self.first_day = day_number(date(table.years[0].year, 1, 1))
        self.last_day = day_number(date(table.official_through, 12, 31))
        self.known_from = {year.year: day_number(year.known_from) for year in table.years if year.known_from}
        """Year to the day number on which its present dates were published, where they were changed while
        the year ran: what was recorded earlier was recorded under other dates."""
        self._statutory = frozenset(day for year in table.years for day in _days(year.year, year.off))
        made_up = {day for year in table.years for day in _days(year.year, year.worked)}
        every_day = range(self.first_day, self.last_day + 1)
        self._working = tuple(d for d in every_day if d in made_up or not (_is_weekend(d) or d in self._statutory))
        self._worked = frozenset(self._working)
        # The rank of a day is the index of the last working day up to it, so that the n-th
        # working day after any day, worked or off, stands n places further on.
        self._rank = {day: bisect_right(self._working, day) - 1 for day in every_day}

    @staticmethod
    def official() -> Calendar:
        """The calendar of the published table, built once."""
        return _official()

    def covered(self, day: int) -> int:
        """`day` itself, if the table knows it; else `InputError`."""
        if day in self._rank:
            return day
        raise self._outside(day)

    def is_working(self, day: int) -> bool:
        """Whether `day` is a working day, make-up days included."""
        return day in self._worked or self.covered(day) in self._worked

    def is_day_off(self, day: int) -> bool:
        """Whether `day` is no working day: a holiday, an exchanged day or a plain weekend day."""
        return not self.is_working(day)

    def working_day_after(self, day: int, n: int) -> int:
        """The `n`-th working day strictly after `day` (Civil Code 201: the day of the trigger is not counted).

        `n` is at least 1. From a day off the count starts like from any other day, so the
        first working day after a Saturday is the Monday.
        """
        if n > 0:
            try:
                return self._working[self._rank[day] + n]
            except LookupError:
                raise self._outside(day, n) from None
        raise InputError(f"there is no working day number {n} after a day", instead="count from 1")

    def working_days_between(self, day: int, until_day: int) -> int:
        """How many working days `d` have `day < d <= until_day`; negative if `until_day` is the earlier.

        Undoes `working_day_after`: between a day and its n-th working day lie n.
        """
        return self._rank[self.covered(until_day)] - self._rank[self.covered(day)]

    def roll(self, day: int, reading: str = "any_day_off") -> int:
        """The day on which a period ends whose last day, by counting, is `day` (Civil Code 203).

        `any_day_off`: the first day from `day` on that is no day off. A make-up day is none.
        `statutory_only`: moved only off a holiday span of the table, to the first day behind the
        span (spans that touch are one); a plain weekend day stays. `none`: never moved.
        """
        if reading == "any_day_off":
            return day if self.is_working(day) else self.working_day_after(day, 1)
        if reading == "statutory_only":
            return self._behind_span(day)
        if reading == "none":
            return self.covered(day)
        raise InputError(f"'{reading}' is no reading of calendar_day_roll", instead=nearest(reading, ROLLS))

    def _behind_span(self, day: int) -> int:
        while day in self._statutory:
            day += 1
        return self.covered(day)

    def _outside(self, day: int, n: int = 0) -> InputError:
        what = f"{date_shown(day)} lies" if day not in self._rank else f"working day {n} after {date_shown(day)} lies"
        return InputError(
            f"{what} outside the working-day table {date_of(self.first_day)} to {date_of(self.last_day)}",
            instead=f"the holidays are published through {self.official_through}: use dates inside the table "
            "or add the year's notice to calendar.yaml",
        )


@cache
def _official() -> Calendar:
    return Calendar(packaged("notice", "data/calendar.yaml").parse(Table))


def _days(year: int, spans: tuple[str, ...]) -> Iterator[int]:
    """Day numbers of all days in the spans of one year."""
    for span in spans:
        first, _, last = span.partition("..")
        yield from range(_day(year, first), _day(year, last or first) + 1)


def _day(year: int, month_day: str) -> int:
    return day_number(date.fromisoformat(f"{year}-{month_day}"))


def _is_weekend(day: int) -> bool:
    return date_of(day).weekday() >= 5


def date_shown(day: int) -> str:
    """The date of a day number, or the number where no date exists."""
    try:
        return date_of(day).isoformat()
    except OverflowError:
        return f"day {day}"
