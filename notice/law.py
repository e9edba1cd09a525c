"""The law as a judge or a platform uses it: a policy together with the working-day calendar."""

from __future__ import annotations

from collections.abc import Sequence

from notice.calendar import Calendar, calendar_of
from notice.civil import DAY
from notice.clocks import calendar_due, working_due
from notice.policy import Policy, baseline

Interval = tuple[int, int | None]
"""[begin, end) in seconds; end None: still open."""


class Law:
    """Policy values and due instants. Both platforms and monitors use it: quantities are shared, predicates are not."""

    def __init__(self, policy: Policy | None = None, calendar: Calendar | None = None) -> None:
        self.policy = policy or baseline()
        self.calendar = calendar or calendar_under(self.policy)
        self._day_ends = self.policy.reading("day_ends")
        self._roll = self.policy.reading("calendar_day_roll")
        # Without suspensions a due instant depends on the day alone, and many clocks start on one day.
        self._working_dues: dict[tuple[int, int], int | None] = {}
        self._calendar_dues: dict[tuple[int, int], int] = {}

    def as_known_on(self, day: int) -> Law:
        """The same policy with the calendar as one knew it on a day number: a log is judged by what could be known."""
        calendar = calendar_under(self.policy, day)
        return self if calendar is self.calendar else Law(self.policy, calendar)

    def working_due(self, at: int, days: int, suspensions: Sequence[Interval] = ()) -> int | None:
        """First unlawful instant `days` working days after `at`; None while a suspension has no end."""
        if suspensions:
            return working_due(self.calendar, at, days, suspensions=suspensions, day_ends=self._day_ends)
        start = at // DAY, days
        due_at = self._working_dues.get(start)
        if due_at is None:
            due_at = self._working_dues[start] = working_due(self.calendar, at, days, day_ends=self._day_ends)
        return due_at

    def calendar_due(self, at: int, days: int) -> int:
        """First unlawful instant `days` calendar days after `at`, rolled off days off (Civil Code 201, 203)."""
        start = at // DAY, days
        due_at = self._calendar_dues.get(start)
        if due_at is None:
            due_at = calendar_due(self.calendar, at, days, roll=self._roll, day_ends=self._day_ends)
            self._calendar_dues[start] = due_at
        return due_at

    def pay_due(self, at: int, days: int, freezes: Sequence[Interval]) -> int | None:
        """Like `calendar_due`, moved by the days on which the repayment account was frozen; None while it still is."""
        if not freezes:
            return self.calendar_due(at, days)
        return calendar_due(self.calendar, at, days, suspensions=freezes, roll=self._roll, day_ends=self._day_ends)


def calendar_under(policy: Policy, known_on: int | None = None) -> Calendar:
    """The calendar that a policy counts by, as one knew it on a day number (None: as known now)."""
    official = Calendar.official()
    is_final = known_on is None or all(known_on >= day for day in official.known_from.values())
    return calendar_of(
        None if is_final else known_on, policy.days("county_holidays"), policy.flag("calendar_estimates")
    )
