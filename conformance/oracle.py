"""The second oracle of a golden due day of a loan clock: the law in use, asked about the same steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.clocks import due_day
from notice.events import ApplicationAccepted, ApplicationSubmitted, SupplementProvided, SupplementRequested

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notice.law import Interval, Law
    from scenarios.binding import BoundStep
    from scenarios.wanted import DueDay

_DAYS = {"first_loan": "first_sla_working_days", "repeat_loan": "repeat_sla_working_days"}


def lawful_due_day(wanted: DueDay, steps: Iterable[BoundStep], law: Law) -> int | None:
    """The day number to which the law puts the loan clock last started in `steps`; None if it runs to no day.

    Only supplements move it: on what other causes do readings differ, so no golden day rests on them.
    """
    stimuli = [step.stimulus for step in steps]
    accepted = [one for one in stimuli if isinstance(one, ApplicationAccepted)]
    if not accepted:
        return None
    about = [one for one in stimuli if getattr(one, "application", None) == accepted[-1].application]
    days = law.policy.number(_DAYS[wanted.clock])
    due_at = law.working_due(accepted[-1].at, days, _supplements(about))
    return None if due_at is None else due_day(due_at)


def _supplements(stimuli: Iterable[object]) -> list[Interval]:
    """When documents were asked for and not all given."""
    given: set[str] = set()
    missing: set[str] = set()
    since_at, found = 0, list[tuple[int, int | None]]()
    for one in stimuli:
        if isinstance(one, ApplicationSubmitted | SupplementProvided):
            given |= set(one.documents)
            if missing and missing <= given:
                found.append((since_at, one.at))
                missing = set()
        elif isinstance(one, SupplementRequested):
            since_at = since_at if missing else one.at
            missing |= set(one.missing_docs) - given
    return [*found, (since_at, None)] if missing else found
