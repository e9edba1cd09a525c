"""`X-quote-same-day`: limit and rate on the day on which a file is complete (当天出), where a reform asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.civil import DAY
from notice.events import (
    Actor,
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    Event,
    QuoteIssued,
    SupplementProvided,
    SupplementRequested,
)
from notice.law import Law
from notice.trace import order

NORM = "X-quote-same-day"
_DECISIONS: tuple[type[ApplicationEvent], ...] = (
    QuoteIssued,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationWithdrawn,
)


class Complete(NamedTuple):
    """A file that lacks nothing (审批要件 met) from `since` on, and what was decided on it."""

    accepted: ApplicationAccepted
    since: Event
    decision: Event | None


@monitors(NORM)
def quote_same_day(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a complete file: quoted, declined, returned or withdrawn before its day was over."""
    if not law.policy.flag("quote_same_day"):
        return
    for file in complete_files(case):
        if covered(NORM, case, law, file.accepted):
            yield quoted_same_day(NORM, case, file)


def quoted_same_day(norm: str, case: Case, file: Complete) -> Finding:
    """Whether the decision on a complete file came on the same day."""
    bank = Actor("bank", file.accepted.bank)
    due_at = (file.since.at // DAY + 1) * DAY
    return response_within(norm, case, file.since, file.decision, due_at, lambda: Late((bank,)))


def complete_files(case: Case) -> Iterator[Complete]:
    """Every application taken up that lacked nothing before it was decided, or its award voided."""
    for accepted in {event.application: event for event in reversed(case.all(ApplicationAccepted))}.values():
        decisions: list[Event] = [
            event
            for kind in _DECISIONS
            for event in _of(case, accepted, kind)
            if not isinstance(event, QuoteIssued) or None not in (event.limit_fen, event.apr_bp)
        ]
        decision = min([*decisions, *case.all(AwardVoided)], key=order, default=None)
        since = _complete_since(case, accepted, decision)
        if since is not None:
            yield Complete(accepted, since, decision)


def _of(case: Case, accepted: ApplicationAccepted, kind: type[ApplicationEvent]) -> list[ApplicationEvent]:
    return [event for event in case.all(kind) if event.application == accepted.application]


def _complete_since(case: Case, accepted: ApplicationAccepted, decision: Event | None) -> Event | None:
    """The later of acceptance and the last supplement that left nothing open; None while something is."""
    papers = [*_of(case, accepted, SupplementRequested), *_of(case, accepted, SupplementProvided)]
    given = {
        document
        for submitted in case.all(ApplicationSubmitted)
        if submitted.application == accepted.application
        for document in submitted.documents
    }
    open_documents: set[str] = set()
    since: Event = accepted
    for paper in sorted(papers, key=order):
        if decision is not None and paper.at >= decision.at:
            break
        if isinstance(paper, SupplementRequested):
            open_documents |= set(paper.missing_docs) - given
        elif isinstance(paper, SupplementProvided):
            given |= set(paper.documents)
            open_documents -= given
            since = max(since, paper, key=lambda event: event.at)
    return None if open_documents else since
