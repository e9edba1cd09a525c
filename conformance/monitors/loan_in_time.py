"""`first-loan-in-time` and `repeat-loan-in-time`: money within so many working days of acceptance (四(二))."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from conformance.monitors.loan_clocks import LoanClock, disbursed_under, loan_clocks
from conformance.monitors.suspensions import Suspension, counted, hands_back, loan_suspensions
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationEvent,
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

PASS = Verdict.PASS
_ENDS: tuple[type[ApplicationEvent], ...] = (ApplicationRejected, ApplicationWithdrawn, ApplicationReturned)
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
    intervals = counted(causes, law)
    due_at = law.working_due(clock.start.at, days, intervals)
    end = _end(case, clock)
    found = response_within(
        f"{limb}-loan-in-time", case, clock.start, end, due_at,
        lambda: _late(case, law, clock, limb, due_at, end), details={"days": days},
    )  # fmt: skip
    if found.verdict != PASS:
        return found
    if intervals and end is not None and end.at >= (law.working_due(clock.start.at, days) or 0):
        found = if_shown(found, case, *hands_back(causes, law))
    return _with_faults(case, clock, causes, found, end) if found.verdict == PASS else found


def _late(case: Case, law: Law, clock: LoanClock, limb: str, due_at: int | None, end: Event | None) -> Late:
    bank = (Actor("bank", clock.bank),)
    return Late(bank, _explanation(case, law, clock, due_at, end), *_LATE[_in_principle(law, limb)])


def _in_principle(law: Law, limb: str) -> str:
    if limb == "repeat" and not law.policy.flag("in_principle_covers_repeat"):
        return "fail"
    return law.policy.reading("in_principle")


def _end(case: Case, clock: LoanClock) -> Event | None:
    """What ended the clock first: the money, a decline, a return, a withdrawal, or the award's end."""
    money = disbursed_under(case, clock.application)
    ends: list[Event] = [] if money is None else [money]
    for kind in _ENDS:
        ends += [event for event in case.all(kind) if event.application == clock.application]
    ends += case.all(AwardVoided)
    return min(ends, key=lambda event: event.at) if len(ends) > 1 else ends[0] if ends else None


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
    fault, why = _claim_without_cause(case, clock, causes), "suspended_without_cause"
    if isinstance(end, ApplicationReturned) and not end.missing_docs:
        fault, why = end, "returned_without_cause"
    if fault is None:
        return found
    bank = (Actor("bank", clock.bank),)
    return ruling(found.id, case, Verdict.WARN, why, clock.start, fault, blames=bank, due_at=found.due_at)


def _claim_without_cause(case: Case, clock: LoanClock, causes: list[Suspension]) -> Event | None:
    """The bank's word that its clock stood still, where no event had handed the ball over."""
    for said in case.said(ClockSuspended):
        if _concerns(said, clock) and not (
            said.caused_by and {cause.begun_by.key for cause in causes} >= {*said.caused_by}
        ):
            return said
    return None
