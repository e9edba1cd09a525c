"""What small and micro firms paid on average for new loans, by the periods for which that was published."""

from __future__ import annotations

from datetime import date
from functools import cache

from notice.civil import day_number
from notice.yaml import Model, packaged


class Period(Model):
    """Both days belong to the period; `average_bp` is a nominal yearly rate."""

    since: date
    through: date
    average_bp: int
    source: str


class _Table(Model):
    periods: tuple[Period, ...]


@cache
def periods() -> tuple[Period, ...]:
    """The published periods."""
    return packaged("notice", "data/inclusive_rates.yaml").parse(_Table).periods


def inclusive_average_bp(day: int) -> int | None:
    """The average rate of new inclusive loans in the period of the day number `day`; None where none was published."""
    for period in periods():
        if day_number(period.since) <= day <= day_number(period.through):
            return period.average_bp
    return None
