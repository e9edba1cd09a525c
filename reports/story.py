"""One case told in order: its events, its clocks, and where each began, fell due and ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from conformance.finding import Finding
from conformance.judge import Judgement
from conformance.verdicts import Verdict
from conformance.worst import SERIOUS
from notice.catalogue import catalogue
from notice.events import Actor, ClockStarted, Event, LoanDisbursed
from notice.trace import Trace
from notice.vocabulary import Role

_ROLES = get_args(Role)
_LATE = ("late", "overdue", "late_with_ground")
"""Reasons of a finding that say its deadline was missed."""


class Clock(NamedTuple):
    """A deadline of the case. `ended_at` None: nothing ended it while the case was watched."""

    norm: str
    verdict: Verdict
    bearer: Actor
    since_at: int
    due_at: int
    ended_at: int | None
    is_late: bool


class Story(NamedTuple):
    """What happened to one subject. `marks` maps the keys of evidence to the worst verdict that cites them."""

    subject: str
    events: tuple[Event, ...]
    lanes: tuple[Actor, ...]
    clocks: tuple[Clock, ...]
    marks: dict[str, Verdict]


def story(trace: Trace, judgement: Judgement, subject: str) -> Story:
    """The story of an award; of a bank, the events that findings about it cite.

    What the platform says at an instant follows what it was told at that instant.
    """
    findings = [finding for finding in judgement.kept() if finding.subject == subject]
    cited = {key for finding in findings for key in finding.evidence}
    events = sorted(_about(trace, subject, cited), key=lambda event: (event.at, event.actor.role == "platform"))
    lanes = sorted({event.actor for event in events}, key=lambda actor: (_ROLES.index(actor.role), actor.id))
    by_key = {event.key: event for event in events}
    clocks = dict.fromkeys(_clock(finding, by_key, lanes) for finding in findings if finding.due_at is not None)
    return Story(subject, tuple(events), tuple(lanes), tuple(clock for clock in clocks if clock), _marks(findings))


def _about(trace: Trace, subject: str, cited: set[str]) -> Iterator[Event]:
    """The events to tell: not the platform's word on clocks, which are drawn as they were judged."""
    for event in trace.events:
        if (getattr(event, "award", None) == subject or event.key in cited) and not isinstance(event, ClockStarted):
            yield event


def financed(trace: Trace) -> list[str]:
    """The awards on which money was lent, in the order of their first loan."""
    return list(dict.fromkeys(event.award for event in trace.events if isinstance(event, LoanDisbursed)))


def _clock(finding: Finding, events: dict[str, Event], lanes: list[Actor]) -> Clock | None:
    bearer = _bearer(finding, events, lanes)
    if bearer is None or finding.since_at is None or finding.due_at is None:
        return None
    late = finding.why in _LATE
    # a miss that nothing ended cites its trigger or its ground last, which are older than the due instant
    ended = None if finding.at is None or (late and finding.at < finding.due_at) else finding.at
    return Clock(finding.id, finding.verdict, bearer, finding.since_at, finding.due_at, ended, late)


def _bearer(finding: Finding, events: dict[str, Event], lanes: list[Actor]) -> Actor | None:
    """Whom the clock binds: whom its miss blames, else who acted last among those it binds."""
    roles = catalogue().norms[finding.id].bearers
    acted = [events[key].actor for key in reversed(finding.evidence) if key in events]
    likely = [*finding.blames, *(actor for actor in (*acted, *lanes) if actor.role in roles)]
    return next((actor for actor in likely if actor in lanes), None)


def _marks(findings: list[Finding]) -> dict[str, Verdict]:
    marks: dict[str, Verdict] = {}
    for finding in findings:
        if finding.verdict in SERIOUS:
            for key in finding.evidence:
                marks[key] = max(finding.verdict, marks.get(key, finding.verdict))
    return marks
