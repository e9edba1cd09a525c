"""How a loan clock went: until when the bank had time, what held it up, and what ended it first."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitors.kinds import Late, response_within
from conformance.monitors.loan_clocks import LoanClock, disbursed_under
from conformance.monitors.suspensions import Suspension, counted, hands_back, loan_suspensions
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    ApplicationEvent,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationWithdrawn,
    AwardVoided,
    Event,
)
from notice.law import Law

_ENDS: tuple[type[ApplicationEvent], ...] = (ApplicationRejected, ApplicationWithdrawn, ApplicationReturned)


class Decision(NamedTuple):
    """A clock of `days` working days: due at `due_at` (None while others hold the ball), ended by `end` (if at all).

    `unsuspended_at`: when it would have been due had nothing held the bank up.
    """

    clock: LoanClock
    days: int
    causes: list[Suspension]
    due_at: int | None
    unsuspended_at: int | None
    end: Event | None


def decision(case: Case, law: Law, clock: LoanClock, days: int) -> Decision:
    """How a clock of so many working days went."""
    causes = [cause for one in clock.applications for cause in loan_suspensions(case, law, one, clock.bank)]
    unsuspended_at = law.working_due(clock.start.at, days)
    intervals = counted(causes, law)
    due_at = law.working_due(clock.start.at, days, intervals) if intervals else unsuspended_at
    return Decision(clock, days, causes, due_at, unsuspended_at, _end(case, clock))


def decided(norm: str, case: Case, law: Law, made: Decision, late: Callable[[], Late]) -> Finding:
    """Whether it was decided in time; undecided if that rests on somebody's holding the ball who may have given it back."""
    end, unsuspended_at = made.end, made.unsuspended_at
    details: dict[str, str | int] = {"days": made.days}
    found = response_within(norm, case, made.clock.start, end, made.due_at, late, details=details)
    decided_at = case.until if end is None else end.at
    rests_on_causes = made.due_at != unsuspended_at and decided_at >= (unsuspended_at or 0)
    if found.verdict in (Verdict.PASS, Verdict.OPEN) and rests_on_causes:
        return if_shown(found, case, *hands_back(made.causes, law))
    return found


def _end(case: Case, clock: LoanClock) -> Event | None:
    """What ended the clock first: the money, a decline, a return, a withdrawal, or the award's end."""
    applications = clock.applications
    ends: list[Event] = [
        event
        for kind in _ENDS
        for event in case.all(kind)
        if event.application in applications and event not in clock.returns
    ]
    ends += case.all(AwardVoided)
    ends[:0] = [money for one in applications if (money := disbursed_under(case, one)) is not None]
    return min(ends, key=lambda event: event.at, default=None)
