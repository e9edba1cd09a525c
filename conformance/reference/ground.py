"""The ground of the reference platform: its clock, its feed, its memory."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.reference.state import Case
from notice.civil import day_of
from notice.events import Actor, Event
from notice.law import Law
from notice.vocabulary import Reason

Reasons = Iterator[Reason]
"""Reasons for a refusal that are true of a stimulus, in the order in which they were examined."""


class Ground:
    """`now` is the sandbox's clock, `log` the feed in order.

    Raises `InputError` if the clock would start on a day that the working-day table does not hold.
    """

    def __init__(self, law: Law, start_at: int) -> None:
        law.calendar.covered(day_of(start_at))
        self.law, self.policy, self.now = law, law.policy, start_at
        self.log: list[Event] = []
        self.cases: dict[str, Case] = {}
        self.senders: dict[str, Actor] = {}
        """By the id of a refusal: who sent what was refused, where it was sent in another's name."""
        self.flagged: dict[str, Event] = {}
        """By the id of a flag: the fact it is about."""

    def opened(self, award: str) -> Case:
        """The case of an award, opened by its first event."""
        case = self.cases.get(award)
        if case is None:
            case = self.cases[award] = Case(award)
        return case
