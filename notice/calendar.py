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
    from collections.abc import Iterable, Iterator

ROLLS = ("any_day_off", "statutory_only", "none")
"""Readings of 法定休假日 (Civil Code 203) for a last day that is a day off; explained at `Calendar.roll`."""

Span = Annotated[str, Field(pattern=r"^\d\d-\d\d(\.\.\d\d-\d\d)?$")]
"""'MM-DD' or 'MM-DD..MM-DD', both ends included."""


class Dates(Model):
    """Holiday spans of a year, and weekend days worked in exchange."""

    off: tuple[Span, ...]
    worked: tuple[Span, ...]


class Year(Dates):
    """One year of the table. `before`: the dates in force until these were published on `known_from`."""

    year: int
    known_from: date | None = None
    before: Dates | None = None

    def as_known_on(self, day: int) -> Year:
        """The year as one knew it on the day number `day`."""
        if self.before is None or self.known_from is None or day >= day_number(self.known_from):
            return self
        return Year(year=self.year, off=self.before.off, worked=self.before.worked)


class Table(Model):
    """The whole table; its years follow one another without a hole.

    `estimates` go on where the published years end: the statutory days alone, without any day worked in exchange.
    """

    official_through: int
    years: tuple[Year, ...]
    estimates: tuple[Year, ...] = ()

    def as_known_on(self, day: int) -> Table:
        """The table as one knew it on the day number `day`: a change published later had not been made."""
        return self.model_copy(update={"years": tuple(year.as_known_on(day) for year in self.years)})


class Calendar:
    """Day numbers (days since 1970-01-01) to working days, from `first_day` to `last_day`.

    Every look-up of a day outside the table raises `InputError`. `local_holidays` are day numbers that a county adds
    (全国年节及纪念日放假办法 4). The table's estimates count only if `estimates` permits them.
    """

    def __init__(self, table: Table, *, local_holidays: Iterable[int] = (), estimates: bool = False) -> None:
        years = (*table.years, *table.estimates) if estimates else table.years
        self.official_through = table.official_through
        """Last year whose holidays are published."""
        self.first_day = day_number(date(years[0].year, 1, 1))
        self.last_day = day_number(date(years[-1].year, 12, 31))
        self.known_from = {year.year: day_number(year.known_from) for year in table.years if year.known_from}
        """Year to the day number on which its present dates were published, where they were changed while
        the year ran: what was recorded earlier was recorded under other dates."""
        named = (day for year in years for day in _days(year.year, year.off))
        self._statutory = frozenset(named) | frozenset(local_holidays)
        made_up = {day for year in years for day in _days(year.year, year.worked)} - self._statutory
        every_day = range(self.first_day, self.last_day + 1)
        self._working = tuple(d for d in every_day if d in made_up or not (_is_weekend(d) or d in self._statutory))
        self._worked = frozenset(self._working)
        # The rank of a day is the index of the last working day up to it, so that the n-th
        # working day after any day, worked or off, stands n places further on.
        self._rank = {day: bisect_right(self._working, day) - 1 for day in every_day}

    @staticmethod
    def official() -> Calendar:
        """The calendar of the published table, built once."""
        return calendar_of(None, (), False)

    def is_estimated(self, day: int) -> bool:
        """Whether `day` lies behind the last published year, where the calendar only estimates."""
        return self.covered(day) > day_number(date(self.official_through, 12, 31))

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
            instead=f"the holidays are published through {self.official_through}: use dates inside the table, permit "
            "estimates (calendar_estimates), or add the year's notice to calendar.yaml",
        )


@cache
def calendar_of(known_on: int | None, local_holidays: tuple[int, ...], estimates: bool) -> Calendar:
    """The packaged table as known on a day number (None: as known now), with a county's own days and estimates."""
    table = _table() if known_on is None else _table().as_known_on(known_on)
    return Calendar(table, local_holidays=local_holidays, estimates=estimates)


@cache
def _table() -> Table:
    return packaged("notice", "data/calendar.yaml").parse(Table)


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
