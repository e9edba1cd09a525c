"""Histories to judge, each with the law it is judged by: lawful, with a planted breach, and every golden one."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from conformance.judge import Judgement, judge
from notice.events import Event
from notice.law import Law
from notice.trace import Observation, trace
from tests.conformance.builders import UNTIL, law_with
from tests.conformance.monitors.test_golden import ROWS
from tests.conformance.proof.lawful import baseline_law, lawful, overlay_law
from tests.conformance.proof.mutations import MUTATIONS


class Told(NamedTuple):
    """Events in any order; `title` for the message of a failing test."""

    title: str
    events: tuple[Event, ...]
    law: Law

    def judged(self, events: tuple[Event, ...] | None = None, **claims: object) -> Judgement:
        """The judgement on these events (all of them), as a source that claims so much tells them."""
        seen = Observation(**({"vantage": "world", "until": UNTIL} | claims))
        return judge(trace(seen, self.events if events is None else events), self.law)


@cache
def histories() -> tuple[Told, ...]:
    """All of them; a golden row that is about one log beside another, or about what is hidden, is none."""
    kept, laws = lawful(), (baseline_law(), overlay_law())
    planted = [Told(f"{one.norm}: {one.title}", tuple(one.applied_to(kept)), law) for one in MUTATIONS for law in laws]
    golden = [
        Told(
            f"golden {row.norm}: {row.name}",
            tuple(event for story in row.told for event in story.events),
            law_with(**row.law),
        )
        for row in ROWS
        if not row.observation and not row.beside
    ]
    return (*(Told("lawful", tuple(kept), law) for law in laws), *planted, *golden)
