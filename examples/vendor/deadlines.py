"""时限: working days, calendar days, and clocks that stand still while somebody else holds the file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
CLOSING = time(17, 30)

# 国务院办公厅节假日安排: days off by span, and weekend days that are worked.
_OFF = {
    2022: "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231-1231",
    2023: "0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006 1230-1231",
    2024: "0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007",
    2025: "0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
_WORKED = {
    2022: "0129 0130 0402 0424 0507 1008 1009",
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}

Pause = tuple[datetime, "datetime | None", str]
"""From when until when a clock stands still (no end: it still does), and why."""


class NoHolidayTable(Exception):
    """The holidays of this year are not published."""


def working(day: date) -> bool:
    """Whether this is a working day."""
    if day.year not in _OFF:
        raise NoHolidayTable(f"{day.year}年节假日安排未录入")
    stamp = day.strftime("%m%d")
    if stamp in _WORKED[day.year].split():
        return True
    spans = (span.split("-") for span in _OFF[day.year].split())
    return day.weekday() < 5 and not any(first <= stamp <= last for first, last in spans)


def end_of(day: date) -> datetime:
    """The midnight after a day: the first moment that is too late."""
    return datetime.combine(day + ONE_DAY, time())


def pausing(moment: datetime, pauses: list[Pause]) -> list[Pause]:
    """The pauses in force at a moment."""
    return [pause for pause in pauses if pause[0] <= moment and (pause[1] is None or moment < pause[1])]


def due_in_working_days(started: datetime, days: int, pauses: list[Pause]) -> date | None:
    """The last day of a period of working days; none while it stands still with no end in sight.

    The day of the start does not count, nor does a day at whose close of business the clock stood still.
    """
    day, counted = started.date(), 0
    while True:
        day += ONE_DAY
        standing = pausing(datetime.combine(day, CLOSING), pauses)
        if any(end is None for _, end, _ in standing):
            return None
        if working(day) and not standing:
            counted += 1
            if counted >= days and not pausing(end_of(day), pauses):
                return day


def due_in_days(started: datetime, days: int, pauses: list[Pause]) -> date | None:
    """The last day of a period of calendar days; a day off moves it on to the next working day."""
    day, counted = started.date(), 0
    standing: list[Pause] = []
    while counted < days or standing or not working(day) or pausing(end_of(day), pauses):
        day += ONE_DAY
        standing = pausing(datetime.combine(day, CLOSING), pauses)
        if any(end is None for _, end, _ in standing):
            return None
        counted += not standing
    return day
