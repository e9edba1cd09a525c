"""`X-accept-in-time`: an application taken up or sent back in the working days that a reform gives (受理, 四(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.events import (
    Actor,
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationPushed,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    Event,
)
from notice.law import Law
from notice.trace import order

NORM = "X-accept-in-time"
_ENDS: tuple[type[ApplicationEvent], ...] = (
    ApplicationAccepted,
    ApplicationReturned,
    ApplicationRejected,
    ApplicationWithdrawn,
)


@monitors(NORM)
def accept_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application that was pushed to its bank, from the first such push on; no other bank owes it a thing."""
    pushes = [push for push in reversed(case.all(ApplicationPushed)) if _is_addressed(case, push)]
    for push in {push.application: push for push in pushes}.values():
        if covered(NORM, case, law, push):
            yield _ruled(case, law, push)


def _is_addressed(case: Case, push: ApplicationPushed) -> bool:
    """Whether the supplier applied to the bank that was pushed to, as far as is shown."""
    submitted = case.first(ApplicationSubmitted, lambda one: one.application == push.application)
    return submitted is None or submitted.bank in (None, push.bank)


def _ruled(case: Case, law: Law, push: ApplicationPushed) -> Finding:
    due_at = law.working_due(push.at, law.policy.number("accept_lag_max_working_days"))
    return response_within(NORM, case, push, _end(case, push), due_at, lambda: Late((Actor("bank", push.bank),)))


def _end(case: Case, push: ApplicationPushed) -> Event | None:
    ends: list[Event] = [event for kind in _ENDS for event in case.all(kind) if event.application == push.application]
    return min([*ends, *case.all(AwardVoided)], key=order, default=None)
