"""`X-record-in-time`: what happened is recorded then, not before and not long after (asleep until a reform says how long)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import EVENT_TYPES, Event
from notice.law import Law

NORM = "X-record-in-time"


@monitors(NORM)
def record_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a dated act whose record has an instant of its own."""
    longest = law.policy.number("recording_lag_max_seconds")
    for name in catalogue().norms[NORM].triggers:
        for event in case.all(EVENT_TYPES[name]):
            if event.recorded_at is not None and covered(NORM, case, law, event):
                yield _ruled(case, event, event.recorded_at - event.at, longest)


def _ruled(case: Case, event: Event, lag: int, longest: int) -> Finding:
    """Post-dated if recorded before it happened, back-dated if recorded too long after."""
    if lag < 0:
        return breach(NORM, case, "post_dated", event, blames=(event.actor,), details={"value": -lag})
    details: Details = {"value": lag, "limit": longest}
    if lag > longest:
        return breach(NORM, case, "back_dated", event, blames=(event.actor,), details=details)
    return ruling(NORM, case, Verdict.PASS, "within_bound", event, details=details)
