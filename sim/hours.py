"""Business hours: when officers work, on the working-day calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY, END_OF_BUSINESS, HOUR

if TYPE_CHECKING:
    from notice.calendar import Calendar

OPENING = 9 * HOUR
"""09:00:00, like the close of business a convention (`assumed`)."""

WORKING_DAY_SECONDS = END_OF_BUSINESS - OPENING
"""Seconds of work in a working day."""


class Hours:
    """Instants in business hours and sums of working seconds. Days outside the calendar raise `InputError`."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def opens(self, at: int) -> int:
        """`at` itself within business hours, else the next opening."""
        day, second = divmod(at, DAY)
        if second >= END_OF_BUSINESS or self._calendar.is_day_off(day):
            return self._calendar.working_day_after(day, 1) * DAY + OPENING
        return at if second >= OPENING else day * DAY + OPENING

    def after(self, at: int, seconds: int) -> int:
        """The instant at which work begun at `at` has taken `seconds` of business hours.

        Work that fills a day to its close ends at the close, not at the next opening.
        """
        begun = self.opens(at)
        day, second = divmod(begun, DAY)
        done = second - OPENING + seconds
        if done <= WORKING_DAY_SECONDS:
            return begun + seconds
        days, rest = divmod(done - 1, WORKING_DAY_SECONDS)
        return self._calendar.working_day_after(day, days) * DAY + OPENING + rest + 1
