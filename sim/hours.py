"""Business hours: when officers work, on the working-day calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY, END_OF_BUSINESS, HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notice.calendar import Calendar

OPENING = 9 * HOUR
"""09:00:00, like the close of business a convention (`assumed`)."""

WORKING_DAY_SECONDS = END_OF_BUSINESS - OPENING
"""Seconds of work in a working day."""


class Hours:
    """Instants in business hours and sums of working seconds. Days outside the calendar raise `InputError`.

    Openings are looked up in tables: they are asked for at every step of a run.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        days = range(calendar.first_day, calendar.last_day + 1)
        self._openings = [day * DAY + OPENING for day in days if calendar.is_working(day)]
        self._rank = dict(zip(days, _ranks(days, calendar), strict=True))

    def opens(self, at: int) -> int:
        """`at` itself within business hours, else the next opening."""
        day = at // DAY
        try:
            rank = self._rank[day]
            opening = self._openings[rank]
            if at <= opening:
                return opening
            return at if at < opening + WORKING_DAY_SECONDS else self._openings[rank + 1]
        except LookupError:
            return self._calendar.working_day_after(day, 1) * DAY + OPENING  # says how far the table reaches

    def after(self, at: int, seconds: int) -> int:
        """The instant at which work begun at `at` has taken `seconds` of business hours.

        Work that fills a day to its close ends at the close, not at the next opening.
        """
        begun = self.opens(at)
        day = begun // DAY
        done = begun - day * DAY - OPENING + seconds
        if done <= WORKING_DAY_SECONDS:
            return begun + seconds
        days, rest = divmod(done - 1, WORKING_DAY_SECONDS)
        try:
            return self._openings[self._rank[day] + days] + rest + 1
        except LookupError:
            return self._calendar.working_day_after(day, days) * DAY + OPENING + rest + 1


def _ranks(days: range, calendar: Calendar) -> Iterator[int]:
    """For each day the place, among working days, of the first one from it on."""
    rank = 0
    for day in days:
        yield rank
        rank += calendar.is_working(day)
