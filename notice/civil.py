"""Civil time: integer seconds since 1970-01-01T00:00:00 in Kunming.

China has had one time zone without daylight saving since 1991, so a day number is
`at // DAY` and no time-zone library is needed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from notice.errors import InputError

DAY = 86_400
HOUR = 3_600
END_OF_BUSINESS = 17 * HOUR + 1_800
"""17:30:00, a convention (`assumed`): the text gives no business hours."""

_EPOCH = date(1970, 1, 1)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.0+)?(\+08:00)?")


FIRST_AT, LAST_AT = -62_135_596_800, 253_402_300_799
"""The instants that have a date: 0001-01-01 to 9999-12-31."""


def day_of(at: int) -> int:
    """Day number (days since 1970-01-01) of the instant `at`."""
    return at // DAY


def day_number(day: date) -> int:
    """Day number of a date."""
    return (day - _EPOCH).days


def date_of(day: int) -> date:
    """Date of a day number."""
    return _EPOCH + timedelta(days=day)


def instant(text: str) -> int:
    """Seconds of '2022-10-10T09:00:00+08:00' (offset optional) or of a bare date's midnight.

    Raises `InputError` for anything else, another offset included.
    """
    found = _INSTANT.fullmatch(text)
    try:
        if found:
            clock = datetime.fromisoformat(f"{found[1]}T{found[2]}")
            return day_number(clock.date()) * DAY + clock.hour * HOUR + clock.minute * 60 + clock.second
        return day_number(date.fromisoformat(text)) * DAY
    except ValueError:
        raise InputError(
            f"'{text}' is no instant", instead="write 2022-10-10T09:00:00+08:00 (Kunming time) or 2022-10-10"
        ) from None


def rfc3339(at: int) -> str:
    """'2022-10-10T09:00:00+08:00' of the instant `at`."""
    day, second = divmod(at, DAY)
    return f"{date_of(day)}T{second // HOUR:02}:{second // 60 % 60:02}:{second % 60:02}+08:00"
