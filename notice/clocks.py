"""Statutory clocks: when does a period end, as arithmetic and nothing else.

Day 0, the day of the trigger, is not counted (Civil Code 201). A period ends at its
`due_at`, the first instant that is too late: an act is in time iff `at < due_at`.
Instants are civil seconds. Suspensions are intervals `(begin, end)`, half-open, `end`
None while nobody has answered; they may overlap and come in any order, and one with
`end <= begin` is empty.
"""

from __future__ import annotations

from itertools import chain, count, islice
from typing import TYPE_CHECKING, overload

from notice.civil import DAY, END_OF_BUSINESS, day_of
from notice.errors import InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notice.calendar import Calendar

DAY_ENDS = ("midnight", "business")
"""Readings of the end of the last day (Civil Code 203): 24:00, or the close of business."""

Suspension = tuple[int, int | None]


def working_due(
    calendar: Calendar,
    at: int,
    n: int,
    *,
    suspensions: Sequence[Suspension] = (),
    day_ends: str = "midnight",
) -> int | None:
    """`due_at` of a clock of `n` working days that started at `at`; None while suspended without end.

    A working day is not counted if the clock is suspended at its 17:30:00. If it is
    suspended at the `due_at` so found, the next counted working day is the due day.
    A cause older than the clock needs no care: days up to day 0 are not counted anyway.

    Raises `InputError` for `n < 1`, an unknown `day_ends` and days outside the calendar.
    """
    day = at // DAY
    unsuspended = calendar.working_day_after(day, n)
    if not suspensions:
        return day_end(unsuspended, day_ends)
    working_days = (calendar.working_day_after(day, number) for number in count(1))
    counted = _counted(working_days, suspensions, range(day + 1, calendar.last_day + 1))
    return _first_due(islice(counted, n - 1, None), suspensions, day_ends)


@overload
def calendar_due(
    calendar: Calendar, at: int, days: int, *, roll: str = "any_day_off", day_ends: str = "midnight"
) -> int: ...


@overload
def calendar_due(
    calendar: Calendar,
    at: int,
    days: int,
    *,
    suspensions: Sequence[Suspension],
    roll: str = "any_day_off",
    day_ends: str = "midnight",
) -> int | None: ...


def calendar_due(
    calendar: Calendar,
    at: int,
    days: int,
    *,
    suspensions: Sequence[Suspension] = (),
    roll: str = "any_day_off",
    day_ends: str = "midnight",
) -> int | None:
    """`due_at` of a clock of `days` calendar days that started at `at`; None while suspended without end.

    The last day rolls off days off as the reading `roll` says (Civil Code 203; `Calendar.roll`).
    Only the pay clock knows a suspension, the court's freeze: a day frozen at its 17:30:00 is
    not counted and is no last day. `days` 0 makes day 0 the last day.

    Raises `InputError` for `days < 0`, an unknown reading and days outside the calendar.
    """
    if days < 0:
        raise InputError(f"a period of {days} days has no last day", instead="give 0 days or more")
    day = at // DAY
    if not suspensions:
        return day_end(calendar.roll(day + days, roll), day_ends)
    every_day = map(calendar.covered, count(day + 1))
    counted = _counted(every_day, suspensions, range(day + 1, calendar.last_day + 1))
    last_days = (d for d in islice(chain((day,), counted), days, None) if calendar.roll(d, roll) == d)
    return _first_due(last_days, suspensions, day_ends)


def day_end(day: int, day_ends: str = "midnight") -> int:
    """The first instant (civil seconds) too late for something due on the day number `day`."""
    if day_ends == "midnight":
        return (day + 1) * DAY
    if day_ends == "business":
        return day * DAY + END_OF_BUSINESS
    raise InputError(f"'{day_ends}' is no reading of day_ends", instead=nearest(day_ends, DAY_ENDS))


def due_day(due_at: int) -> int:
    """Day number of the last lawful day before `due_at`.

    Due instants of sources with other ends of the day are compared by this: 17:30:00 of a
    day and the midnight after it are one due day.
    """
    return day_of(due_at - 1)


def _counted(days: Iterable[int], suspensions: Sequence[Suspension], within: range) -> Iterator[int]:
    """Those of the `days` that count, until a suspension without end takes the rest; all lie `within`."""
    taken: set[int] = set()
    until = within.stop
    for begin, end in suspensions:
        first = max(_first_close(begin), within.start)
        if end is None:
            until = min(until, first)
        else:
            taken.update(range(first, min(_first_close(end), within.stop)))
    for day in days:
        if day >= until:
            return
        if day not in taken:
            yield day


def _first_close(at: int) -> int:
    """The first day whose end of business is not before `at`."""
    return -((END_OF_BUSINESS - at) // DAY)


def _first_due(days: Iterable[int], suspensions: Sequence[Suspension], day_ends: str) -> int | None:
    """The end of the first of `days` at whose end the clock runs; overlapping causes need no merging."""
    for day in days:
        due_at = day_end(day, day_ends)
        if not any(begin <= due_at and (end is None or due_at < end) for begin, end in suspensions):
            return due_at
    return None
