"""The kinds of norm, each as one small ruling: what differs from norm to norm is what a monitor looks up.

A breach that nobody could have known of blames nobody, and is a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import Details, ruling
from conformance.verdicts import Verdict
from notice.events import Actor, Event

PASS, OPEN = Verdict.PASS, Verdict.OPEN

Link = Callable[[], Finding | None]


def breach(
    norm: str,
    case: Case,
    why: str,
    *evidence: Event,
    blames: tuple[Actor, ...],
    clauses: tuple[str, ...] = (),
    details: Details | None = None,
) -> Finding:
    """FAIL of those blamed, or WARN if there is nobody to blame."""
    verdict = Verdict.FAIL if blames else Verdict.WARN
    return ruling(norm, case, verdict, why, *evidence, blames=blames, clauses=clauses, details=details)


class Late(msgspec.Struct, frozen=True):
    """What a missed due instant comes to: whom it blames, an excuse if one counts, and the verdict with and without."""

    blames: tuple[Actor, ...]
    excuse: Event | None = None
    excused: Verdict = Verdict.WARN
    unexcused: Verdict = Verdict.FAIL


def response_within(
    norm: str,
    case: Case,
    trigger: Event,
    answer: Event | None,
    due_at: int | None,
    late: Callable[[], Late],
    *,
    since_at: int | None = None,
    clauses: tuple[str, ...] = (),
    details: Details | None = None,
) -> Finding:
    """`answer` at < `due_at`: PASS. Not yet due, or no due instant while others hold the ball: OPEN. Else `late`."""
    if answer is None:
        if due_at is None or due_at >= case.until:
            return ruling(
                norm, case, OPEN, "not_yet_due", trigger,
                since_at=since_at, due_at=due_at, clauses=clauses, details=details,
            )  # fmt: skip
    elif due_at is None or answer.at < due_at:
        why = "done" if due_at is None else "in_time"
        return ruling(
            norm, case, PASS, why, trigger, answer, since_at=since_at, due_at=due_at, clauses=clauses, details=details
        )
    missed = late()
    excuse = missed.excuse
    if excuse is not None:
        verdict, why = missed.excused, "late_with_ground"
    else:
        verdict, why = missed.unexcused, "overdue" if answer is None else "late"
    return ruling(
        norm, case, verdict, why, *[event for event in (trigger, excuse, answer) if event is not None],
        blames=() if verdict == PASS else missed.blames, since_at=since_at, due_at=due_at, clauses=clauses, details=details,
    )  # fmt: skip


def absence_after(
    norm: str,
    case: Case,
    trigger: Event,
    acts: Sequence[Event],
    *,
    why: str,
    blames: tuple[Actor, ...],
    clauses: tuple[str, ...] = (),
    details: Details | None = None,
) -> Finding:
    """None of the forbidden `acts` after `trigger`: PASS, never OPEN. Else FAIL with all of them as evidence."""
    if not acts:
        return ruling(norm, case, PASS, "kept_clear", trigger)
    return breach(norm, case, why, trigger, *acts, blames=blames, clauses=clauses, details=details)


def bound(
    norm: str,
    case: Case,
    act: Event,
    value: int,
    limit: int,
    *,
    why: str,
    blames: tuple[Actor, ...],
) -> Finding:
    """`value` <= `limit`: PASS; else FAIL."""
    if value <= limit:
        return ruling(norm, case, PASS, "within_bound", act, details={"value": value, "limit": limit})
    return breach(norm, case, why, act, blames=blames, details={"value": value, "limit": limit})


def precedence(
    norm: str,
    case: Case,
    act: Event,
    ground: Event | None,
    *,
    why: str,
    blames: tuple[Actor, ...],
    clauses: tuple[str, ...] = (),
) -> Finding:
    """`act` stands on an earlier `ground`: PASS; without one: FAIL."""
    if ground is not None:
        return ruling(norm, case, PASS, "on_its_ground", ground, act, clauses=clauses)
    return breach(norm, case, why, act, blames=blames, clauses=clauses)


def chain(*links: Link) -> Iterator[Finding]:
    """Each link in turn; a link that is broken or open leaves the next without a trigger."""
    for link in links:
        found = link()
        if found is None:
            continue
        yield found
        if found.verdict in (OPEN, Verdict.FAIL):
            return
