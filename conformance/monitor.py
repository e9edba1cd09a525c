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
    due_at: int | None = None,
    clauses: tuple[str, ...] = (),
    **details: str | int,
) -> Finding:
    """A finding whose evidence starts with the trigger and ends with the deciding event."""
    return Finding(
        id=norm,
        verdict=verdict,
        why=why,
        subject=case.subject,
        blames=tuple(sorted(set(blames))),
        evidence=tuple(event.key for event in evidence),
        since_at=evidence[0].at if evidence else None,
        at=evidence[-1].at if evidence else None,
        due_at=due_at,
        details=details,
        clauses=clauses,
    )
