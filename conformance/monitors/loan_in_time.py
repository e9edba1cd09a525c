"""`first-loan-in-time` and `repeat-loan-in-time`: money within so many working days of acceptance (四(二))."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late
from conformance.monitors.loan_clocks import LoanClock, loan_clocks
from conformance.monitors.loan_decisions import Decision, decided, decision
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationReturned,
    ClockEvent,
    ClockSuspended,
    DelayExplained,
    Event,
)
from notice.law import Law

PASS = Verdict.PASS
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
    made = decision(case, law, clock, law.policy.number(f"{limb}_sla_working_days"))
    found = decided(f"{limb}-loan-in-time", case, law, made, lambda: _late(case, law, made, limb))
    if found.verdict == Verdict.FAIL and law.policy.reading("delay_explained_by") == "any_time":
        return if_shown(found, case, through=case.until)
    return _with_faults(case, made, found) if found.verdict == PASS else found


def _late(case: Case, law: Law, made: Decision, limb: str) -> Late:
    bank = (Actor("bank", made.clock.bank),)
    return Late(bank, _explanation(case, law, made), *_LATE[_in_principle(law, limb)])


def _in_principle(law: Law, limb: str) -> str:
    if limb == "repeat" and not law.policy.flag("in_principle_covers_repeat"):
        return "fail"
    return law.policy.reading("in_principle")


def _concerns(event: ClockEvent, clock: LoanClock) -> bool:
    """Whether a statement of the bank is about this clock (it may leave the application out)."""
    bank = event.actor.role == "bank" and event.actor.id == clock.bank
    return bank and event.clock in _CLOCKS and event.application in (None, *clock.applications)


def _explanation(case: Case, law: Law, made: Decision) -> Event | None:
    """The bank's ground, if it was recorded as early as the reading asks."""
    reading = law.policy.reading("delay_explained_by")
    limit = {"due": made.due_at, "disbursement": made.end.at if made.end else None, "any_time": None}[reading]
    return case.first(
        DelayExplained, lambda said: _concerns(said, made.clock) and (limit is None or said.known_at < limit)
    )


def _with_faults(case: Case, made: Decision, found: Finding) -> Finding:
    """WARN for a bank that was in time but returned without cause, or claimed a suspension that had none."""
    fault, why = _returned_without_cause(made), "returned_without_cause"
    if fault is None:
        fault, why = _claim_without_cause(case, made), "suspended_without_cause"
    if fault is None:
        return found
    bank = (Actor("bank", made.clock.bank),)
    return ruling(found.id, case, Verdict.WARN, why, made.clock.start, fault, blames=bank, due_at=found.due_at)


def _returned_without_cause(made: Decision) -> Event | None:
    """A return that named no document, whether it ended the clock or not."""
    if isinstance(made.end, ApplicationReturned) and not made.end.missing_docs:
        return made.end
    return next(iter(made.clock.returns), None)


def _claim_without_cause(case: Case, made: Decision) -> Event | None:
    """The bank's word that its clock stood still, where no event had handed the ball over."""
    for said in case.said(ClockSuspended):
        if _concerns(said, made.clock) and not (
            said.caused_by and {cause.begun_by.key for cause in made.causes} >= {*said.caused_by}
        ):
            return said
    return None
