"""How often findings lay on the borders of their clocks: what a log must have touched to have tested them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from conformance.finding import Finding
from notice.calendar import Calendar
from notice.civil import DAY, date_of

_SATURDAY = 5
_THURSDAY = 3
"""Weekday of day number 0, 1970-01-01 (Monday is 0)."""


def boundary_hits(findings: Iterable[Finding], calendar: Calendar) -> dict[str, int]:
    """Counts of `last_lawful_second`, `first_unlawful`, `over_holiday`, `make_up_day` and `year_end`.

    The first two compare the deciding instant with the due one; the others ask what lay in between trigger and due day.
    """
    hits: Counter[str] = Counter()
    spans: defaultdict[tuple[int, int], int] = defaultdict(int)
    for finding in findings:
        since_at, due_at = finding.since_at, finding.due_at
        if since_at is None or due_at is None:
            continue
        if finding.at == due_at - 1:
            hits["last_lawful_second"] += 1
        elif finding.at == due_at:
            hits["first_unlawful"] += 1
        spans[since_at // DAY, (due_at - 1) // DAY] += 1
    for (first, last), count in spans.items():
        for name in _crossed(first, last, calendar):
            hits[name] += count
    return dict(sorted(hits.items()))


@lru_cache(maxsize=2**16)
def _crossed(first: int, last: int, calendar: Calendar) -> tuple[str, ...]:
    """What the days after `first` up to `last` hold, as far as the calendar knows them; many clocks span the same."""
    return tuple(_names(first, last, calendar))


def _names(first: int, last: int, calendar: Calendar) -> Iterator[str]:
    first, last = max(first, calendar.first_day), min(last, calendar.last_day)
    days = range(first + 1, last + 1)
    weekend = [(day + _THURSDAY) % 7 >= _SATURDAY for day in days]
    working = [calendar.is_working(day) for day in days]
    if any(not works and not rests for works, rests in zip(working, weekend, strict=True)):
        yield "over_holiday"
    if any(works and rests for works, rests in zip(working, weekend, strict=True)):
        yield "make_up_day"
    if first < last and date_of(first).year != date_of(last).year:
        yield "year_end"
