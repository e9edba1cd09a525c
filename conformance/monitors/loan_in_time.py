"""`first-loan-in-time` and `repeat-loan-in-time`: money within so many working days of acceptance (四(二))."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import response_within
from conformance.monitors.loan_clocks import LoanClock, disbursed_under, loan_clocks
from conformance.monitors.suspensions import Suspension, counted, loan_suspensions
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationWithdrawn,
    AwardVoided,
    ClockEvent,
    ClockSuspended,
    DelayExplained,
    Event,
)
from notice.law import Law

_CLOCKS = ("first_loan", "repeat_loan")
_LATE = {
    "warn": (Verdict.WARN, Verdict.FAIL),
    "fail": (Verdict.FAIL, Verdict.FAIL),
    "pass": (Verdict.PASS, Verdict.WARN),
}
"""What a late loan is with and without a recorded ground, by the reading of 原则上."""


@monitors("first-loan-in-time")
def first_loan_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """A first loan: decided and paid out, or declined, in time."""
    for clock in case.once(loan_clocks, law):
        if not clock.repeat and covered("first-loan-in-time", case, law, clock.start):
            yield _first_or_either(case, law, clock)


@monitors("repeat-loan-in-time")
def repeat_loan_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """A repeat loan: likewise, with fewer days."""
    for clock in case.once(loan_clocks, law):
        if clock.repeat and covered("repeat-loan-in-time", case, law, clock.start):
            yield _loan(case, law, clock, "repeat")


def _first_or_either(case: Case, law: Law, clock: LoanClock) -> Finding:
    """As a first loan; if an earlier one may be hidden from the source, as a repeat loan too."""
    found = _loan(case, law, clock, "first")
    if clock.certain or _loan(case, law, clock, "repeat").verdict == found.verdict:
        return found
    return msgspec.structs.replace(found, verdict=Verdict.INCONCLUSIVE, why="first_or_repeat_unknown", blames=())


def _loan(case: Case, law: Law, clock: LoanClock, limb: str) -> Finding:
    days = law.policy.number(f"{limb}_sla_working_days")
    causes = loan_suspensions(case, law, clock.application, clock.bank)
    due_at = law.working_due(clock.start.at, days, counted(causes, law))
    end = _end(case, clock)
    excuse = _explanation(case, law, clock, due_at, end)
    excused, unexcused = _LATE[_in_principle(law, limb)]
    bank = (Actor("bank", clock.bank),)
    found = response_within(
        f"{limb}-loan-in-time", case, clock.start, end, due_at,
        blames=bank, excuse=excuse, excused=excused, unexcused=unexcused, details={"days": days},
    )  # fmt: skip
    return _with_faults(case, clock, causes, found, end) if found.verdict == Verdict.PASS else found


def _in_principle(law: Law, limb: str) -> str:
    if limb == "repeat" and not law.policy.flag("in_principle_covers_repeat"):
        return "fail"
    return law.policy.reading("in_principle")


def _end(case: Case, clock: LoanClock) -> Event | None:
    """What ended the clock first: the money, a decline, a return, a withdrawal, or the award's end."""
    ends: list[Event] = [
        event
        for kind in (ApplicationRejected, ApplicationWithdrawn, ApplicationReturned)
        for event in case.all(kind)
        if event.application == clock.application
    ]
    ends += case.all(AwardVoided)
    money = disbursed_under(case, clock.application)
    if money is not None:
        ends.insert(0, money)
    return min(ends, key=lambda event: event.at, default=None)


def _concerns(event: ClockEvent, clock: LoanClock) -> bool:
    """Whether a statement of the bank is about this clock (it may leave the application out)."""
    bank = event.actor.role == "bank" and event.actor.id == clock.bank
    return bank and event.clock in _CLOCKS and event.application in (None, clock.application)


def _explanation(case: Case, law: Law, clock: LoanClock, due_at: int | None, end: Event | None) -> Event | None:
    """The bank's ground, if it was recorded as early as the reading asks."""
    reading = law.policy.reading("delay_explained_by")
    limit = {"due": due_at, "disbursement": end.at if end else None, "any_time": None}[reading]
    return case.first(DelayExplained, lambda said: _concerns(said, clock) and (limit is None or said.known_at < limit))


def _with_faults(case: Case, clock: LoanClock, causes: list[Suspension], found: Finding, end: Event | None) -> Finding:
    """WARN for a bank that was in time but returned without cause, or claimed a suspension that had none."""
    bank = (Actor("bank", clock.bank),)
    if isinstance(end, ApplicationReturned) and not end.missing_docs:
        return ruling(
            found.id, case, Verdict.WARN, "returned_without_cause", clock.start, end, blames=bank, due_at=found.due_at
        )
    handed_over = {cause.begun_by.key for cause in causes}
    for said in case.said(ClockSuspended):
        if _concerns(said, clock) and not (said.caused_by and handed_over.issuperset(said.caused_by)):
            return ruling(
                found.id, case, Verdict.WARN, "suspended_without_cause", clock.start, said, blames=bank,
                due_at=found.due_at,
            )  # fmt: skip
    return found
