"""The ground of the reference platform: its log, its memory, and how it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.reference.state import Case
from notice.events import PLATFORM, Actor, BreachFlagged, CaseEvent, Event
from notice.law import Law
from notice.vocabulary import Reason

Reasons = Iterator[Reason]
"""Reasons for a refusal that are true of a stimulus, in the order in which they were examined."""


class Ground:
    """Log and memory. `now` is the sandbox's clock; `log` is the feed."""

    source = "platform"

    def __init__(self, law: Law, start_at: int) -> None:
        self.law, self.policy, self.now = law, law.policy, start_at
        self.log: list[Event] = []
        self.cases: dict[str, Case] = {}
        self.senders: dict[str, Actor] = {}
        """Who sent what was refused, where it was sent in another's name."""
        self.flagged: dict[str, Event] = {}
        """The fact behind each flag."""
        self._said = 0

    def name(self, number: int) -> str:
        """The id of the platform's own event number `number`."""
        return str(number)

    def say(self, kind: type[Event], at: int | None = None, **fields: Any) -> None:
        """Writes an observation. `at` None: now; work that fell due earlier carries its own instant."""
        self._said += 1
        now = self.now
        if at is not None and at < now:
            fields["recorded_at"] = now
        self.log.append(
            kind(
                at=now if at is None else at,
                actor=PLATFORM,
                source=self.source,
                id=self.name(self._said),
                seq=self._said,
                **fields,
            )
        )

    def flag(self, fact: CaseEvent, reasons: list[Reason], *blames: Actor) -> None:
        """Flags a recorded fact as a breach, if there are reasons."""
        if reasons:
            self.say(
                BreachFlagged,
                reasons=tuple(reasons),
                blames=tuple(sorted(set(blames))),
                award=fact.award,
                caused_by=(fact.key,),
            )
            self.flagged[self.log[-1].id] = fact

    def opened(self, award: str) -> Case:
        """The case of an award, opened by its first event."""
        case = self.cases.get(award)
        if case is None:
            case = self.cases[award] = Case(award)
        return case
