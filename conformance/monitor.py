"""The register of monitors: one pure function a norm, found by the norm's id."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.verdicts import Verdict
from notice.events import Actor, Event
from notice.law import Law

Monitor = Callable[[Case, Law], Iterator[Finding]]
"""Yields one finding per trigger and bearer; a trigger that is not yet due is a finding with the verdict OPEN."""

Details = dict[str, str | int]
"""What fills the sentence of a finding's `why`."""

MONITORS: dict[str, Monitor] = {}


def monitors(norm: str) -> Callable[[Monitor], Monitor]:
    """Registers the function as the monitor of `norm`."""

    def register(function: Monitor) -> Monitor:
        MONITORS[norm] = function
        return function

    return register


def ruling(
    norm: str,
    case: Case,
    verdict: Verdict,
    why: str,
    *evidence: Event,
    blames: tuple[Actor, ...] = (),
    since_at: int | None = None,
    due_at: int | None = None,
    clauses: tuple[str, ...] = (),
    details: Details | None = None,
    is_conclusive: bool = False,
) -> Finding:
    """A finding whose evidence starts with the trigger and ends with the deciding event.

    `since_at` is given where a period begins at another instant than its trigger's.
    """
    first, last = (evidence[0].at, evidence[-1].at) if evidence else (None, None)
    return Finding(
        id=norm,
        verdict=verdict,
        why=why,
        subject=case.subject,
        blames=blames if len(blames) < 2 else tuple(sorted(set(blames))),
        evidence=tuple([event.key for event in evidence]),
        since_at=first if since_at is None else since_at,
        at=last,
        due_at=due_at,
        details=details or {},
        clauses=clauses,
        is_conclusive=is_conclusive,
    )
