"""Days counted one by one over the published table of days off and days worked (`notice/data/calendar.yaml`, read raw)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

import notice

DAY, CLOSE = 24 * 3600, 17 * 3600 + 1800
Wait = tuple[int, float]
"""[begin, end) in seconds; infinity: nobody has answered."""
_FIRST = date(1970, 1, 1)


def _spanned(year: int, spans: Iterable[str]) -> set[date]:
    days = set()
    for span in spans:
        first, last = (date.fromisoformat(f"{year}-{end}") for end in (span[:5], span[-5:]))
        days |= {first + timedelta(number) for number in range((last - first).days + 1)}
    return days


@cache
def _table() -> tuple[set[date], set[date]]:
    text = (Path(notice.__file__).parent / "data/calendar.yaml").read_text(encoding="utf-8")
    published = yaml.load(text, yaml.BaseLoader)  # plain words: to YAML `off` is no
    years = [year for year in published["years"] if year["year"] <= published["official_through"]]
    off = set().union(*(_spanned(year["year"], year["off"]) for year in years))
    return off, set().union(*(_spanned(year["year"], year["worked"]) for year in years))


@cache
def works(number: int) -> bool:
    """Whether people work on the day of this number."""
    off, worked = _table()
    day = _FIRST + timedelta(number)
    return day in worked or (day not in off and day.weekday() < 5)


def _waits_at(second: float, waits: Iterable[Wait]) -> bool:
    return any(begin <= second < end for begin, end in waits)


def working_days_after(at: int, count: int, waits: Iterable[Wait] = ()) -> float:
    """The first second after `count` working days, day 0 not counted; infinity where someone is waited for for ever.

    A day counts if nobody else holds the ball at its close of business; nor may its last midnight fall into a wait.
    """
    waits = tuple(waits)
    number, counted = at // DAY, 0
    while number < at // DAY + 4000:
        number += 1
        if works(number) and not _waits_at(number * DAY + CLOSE, waits):
            counted += 1
            if counted >= count and not _waits_at((number + 1) * DAY, waits):
                return (number + 1) * DAY
    return float("inf")


def calendar_days_after(at: int, count: int, waits: Iterable[Wait] = ()) -> float:
    """The first second after `count` calendar days, day 0 not counted, the last rolled to a day on which people work.

    A day on whose close of business the account is frozen is not counted, nor is it the last, nor one that ends frozen.
    """
    waits = tuple(waits)
    number, counted = at // DAY, 0
    while number < at // DAY + 4000:
        frozen = (number > at // DAY or not count) and _waits_at(number * DAY + CLOSE, waits)
        counted += 0 if frozen or number == at // DAY else 1
        if counted >= count and works(number) and not frozen and not _waits_at((number + 1) * DAY, waits):
            return (number + 1) * DAY
        number += 1
    return float("inf")
