"""Uncertain times: an adapter that polls knows only that an event happened in (at - slack, at].

A timed norm is evaluated at the ends of what is possible; where the verdicts differ, it is INCONCLUSIVE.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import Monitor
from conformance.verdicts import Verdict
from notice.events import Event
from notice.law import Law
from notice.trace import order

Trigger = tuple[str, int]
"""What a finding answers to: the key of its trigger, and its number among that trigger's findings."""


def at_both_ends(monitor: Monitor, case: Case, law: Law) -> Iterator[Finding]:
    """The monitor's findings on the case, those that an uncertain time could change made INCONCLUSIVE."""
    late = _by_trigger(monitor(case, law))
    uncertain = [event for event in case.events if event.at_slack_seconds]
    worlds = [late, *(_by_trigger(monitor(_shifted(case, early), law)) for early in _choices(uncertain))]
    for trigger in dict.fromkeys(trigger for world in worlds for trigger in world):
        found = [world.get(trigger) for world in worlds]
        shown = next(finding for finding in found if finding is not None)
        certain = len({None if finding is None else finding.verdict for finding in found}) == 1
        yield shown if certain else _uncertain(shown)


def _by_trigger(findings: Iterator[Finding]) -> dict[Trigger, Finding]:
    found: dict[Trigger, Finding] = {}
    for finding in findings:
        trigger = finding.evidence[0] if finding.evidence else ""
        number = sum(1 for known, _ in found if known == trigger)
        found[trigger, number] = finding
    return found


def _choices(uncertain: list[Event]) -> Iterator[set[str]]:
    """Which events to take at their early end: all; each alone; all but each."""
    if not uncertain:
        return
    everything = {event.key for event in uncertain}
    yield everything
    for event in uncertain:
        yield {event.key}
        yield everything - {event.key}


def _shifted(case: Case, early: set[str]) -> Case:
    events = [
        msgspec.structs.replace(event, at=event.at - event.at_slack_seconds + 1, at_slack_seconds=0)
        if event.key in early
        else event
        for event in case.events
    ]
    return case.with_events(sorted(events, key=order))


def _uncertain(finding: Finding) -> Finding:
    return msgspec.structs.replace(
        finding,
        verdict=Verdict.INCONCLUSIVE,
        why="time_uncertain",
        blames=(),
        clauses=(),
        details={"would_be": finding.verdict.name},
    )
