"""`X-push-in-time`: an application passed on within the seconds that a reform gives (推送, 二(三)2)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.events import PLATFORM, ApplicationPushed, ApplicationSubmitted, ApplicationWithdrawn, Event
from notice.law import Law
from notice.trace import order

NORM = "X-push-in-time"


@monitors(NORM)
def push_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application that the platform took: pushed or withdrawn in time, the last second included."""
    refused = {submitted.key for submitted in case.attempts(ApplicationSubmitted)}
    for submitted in case.all(ApplicationSubmitted):
        is_taken = submitted.channel == "online" and submitted.key not in refused
        if is_taken and covered(NORM, case, law, submitted):
            due_at = submitted.at + law.policy.number("push_lag_max_seconds") + 1
            yield response_within(NORM, case, submitted, _end(case, submitted), due_at, lambda: Late((PLATFORM,)))


def _end(case: Case, submitted: ApplicationSubmitted) -> Event | None:
    ends: list[Event] = [
        push
        for push in case.all(ApplicationPushed)
        if (push.application, push.bank) == (submitted.application, submitted.bank)
    ]
    ends += [event for event in case.all(ApplicationWithdrawn) if event.application == submitted.application]
    return min(ends, key=order, default=None)
