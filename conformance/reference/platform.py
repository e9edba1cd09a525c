"""The reference platform: stimuli in, events out. What it may not accept it refuses, and then nothing has changed.

It shares values, quantities and the calendar with the monitors, no predicate. Each rule is a small method, so that
a mutant overrides one rule and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, get_args

from conformance.reference.commands import Command, Write
from conformance.reference.entitlements import ENTITLED, LENDING
from conformance.reference.ground import Reasons
from conformance.reference.state import Case
from conformance.reference.visibility import Visibility
from notice.events import (
    OBSERVATIONS,
    Actor,
    ApplicationSubmitted,
    AwardNoticeIssued,
    CaseEvent,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    Refused,
    SizeDeclared,
    Stimulus,
)
from notice.law import Law
from notice.vocabulary import Reason

_OPENS_A_CASE = (SizeDeclared, AwardNoticeIssued, ConsentGiven, ConsentWithdrawn, ApplicationSubmitted)
"""May come before the award notice; an application without one has a refusal of its own."""

_OWN_ROLES = ("supplier", "bank", "purchaser")
"""Roles that several market participants have: an event or its award names the one it is about."""

_PUBLIC_SIDE = ("finance_bureau", "treasury")

Check = Callable[[Any, Case], Iterator[Reason]]
Apply = Callable[[Any, Case], None]


class Rule(NamedTuple):
    """What becomes of one type of stimulus; whether it needs an award notice."""

    check: Check
    apply: Apply
    needs_notice: bool


class Platform(Visibility):
    """A platform for one sandbox, its clock standing at `start_at`. `log` is the feed, in order."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._nowhere = Case("")
        self._answers: defaultdict[str, dict[str, tuple[Event, ...]]] = defaultdict(dict)
        """By source and id: what was answered; nothing to what was only ever refused."""
        self._refusals: dict[tuple[str, str], dict[Actor, Refused]] = {}
        self.rules: dict[type[Event], Rule] = {
            kind: Rule(getattr(self, "check_" + name), getattr(self, "apply_" + name), needs_notice)
            for kind, name, needs_notice in _stimuli()
        }

    # --- the port

    def submit(self, event: Event, subject: Actor) -> Sequence[Event]:
        """What the stimulus caused: itself and observations, or one `Refused`. The same again is answered the same.

        Raises `InputError` if a due instant lies beyond the working-day table; the sandbox is then of no more use.
        """
        if self.is_known(event, subject):
            return self.again(event, subject)
        case = self.case_of(event)
        reasons = self.stated(self.reasons(event, subject, case))
        if reasons:
            return self.refuse(event, subject, reasons)
        return self.accept(event, case)

    def advance(self, to_at: int) -> Sequence[Event]:
        """Moves the clock forward; what fell due in between carries its own due instant. Never backward."""
        mark = len(self.log)
        if to_at > self.now:
            self.move_clock(to_at)
        return self.log[mark:] if len(self.log) > mark else ()

    def settle(self) -> None:
        """Nothing is ever pending here but what fell due."""
        self.turn_pages(self.now)

    def write(self, command: Command, journal: Write) -> None:
        """Makes a command durable, before it is answered."""
        journal(command)

    def case_of(self, event: Event) -> Case:
        """The case an event is about; a blank one if there is none."""
        return self.cases.get(getattr(event, "award", None) or "", self._nowhere)

    # --- accepted or refused

    def reasons(self, event: Event, subject: Actor, case: Case) -> Reasons:
        """All true reasons for refusing, the envelope's first."""
        found: list[Reason] = []
        if event.actor is not subject and event.actor != subject:
            found.append("ACTOR_NOT_TOKEN_SUBJECT")
        if not self.is_entitled(event):
            if isinstance(event, LENDING) and event.actor.role in _PUBLIC_SIDE:
                found.append("BUREAU_TAKES_NO_PART")
            found.append("ROLE_NOT_ENTITLED")
        if event.at > self.now:
            found.append("AT_OUT_OF_RANGE")
        rule = self.rules.get(type(event))
        if rule is None:
            return iter(found)
        if case.notice is None and rule.needs_notice:
            return iter((*found, "OBJECT_UNKNOWN"))
        if not self.is_own(event, case):
            found.append("OBJECT_NOT_OWN")
        own = rule.check(event, case)
        return chain(found, own) if found else own

    def stated(self, reasons: Reasons) -> tuple[Reason, ...]:
        """Those of the true reasons that the platform states: the first."""
        first = next(reasons, None)
        return () if first is None else (first,)

    def is_entitled(self, event: Event) -> bool:
        """Whether the actor's role may say this."""
        roles = ENTITLED.get(type(event))
        return roles is not None and event.actor.role in roles

    def is_own(self, event: Event, case: Case) -> bool:
        """Whether the actor speaks for itself: its id is the party that the event or the award names for its role."""
        role = event.actor.role
        if role not in _OWN_ROLES:
            return True
        party = getattr(event, role, None)
        if party is None and case.notice is not None and role != "bank":
            party = getattr(case.notice, role)
        return party is None or party == event.actor.id

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        """The stimulus enters the feed once, then what it caused."""
        log, mark = self.log, len(self.log)
        log.append(event)
        if self.next_due <= event.at:
            self.turn_pages(event.at)
        self.apply(event, case)
        if self.next_due <= self.now:
            self.turn_pages(self.now)
        answer = (event,) if len(log) == mark + 1 else tuple(log[mark:])
        self._answers[event.source][event.id] = answer
        return answer

    def apply(self, event: Event, case: Case) -> None:
        """The effects of an accepted stimulus."""
        self.rules[type(event)].apply(event, case)

    def refuse(self, event: Event, subject: Actor, reasons: tuple[Reason, ...]) -> Sequence[Event]:
        """One `Refused` with the stimulus as received; nothing else changes."""
        refused = self.say_refused(event, reasons)
        if subject != event.actor:
            self.senders[refused.id] = subject
        self._answers[event.source].setdefault(event.id, ())
        self._refusals.setdefault((event.source, event.id), {}).setdefault(subject, refused)
        return (refused,)

    # --- said before

    def accepted(self, event: Event) -> tuple[Event, ...]:
        """What was answered when an event of this identity was accepted, itself first; nothing if none was."""
        return self._answers[event.source].get(event.id, ())

    def is_known(self, event: Event, subject: Actor) -> bool:
        """Whether an event of this identity was accepted, or refused to this subject."""
        answer = self._answers[event.source].get(event.id)
        if answer is None:
            return False
        return answer != () or subject in self._refusals[event.source, event.id]

    def again(self, event: Event, subject: Actor) -> Sequence[Event]:
        """An identity that was used before: the same body gets the same answer, another body is refused."""
        refused = self._refusals.get((event.source, event.id), {}).get(subject)
        if refused is not None and refused.stimulus == event:
            return (refused,)
        answer = self.accepted(event)
        if answer and event.actor == subject and answer[0] == event:
            return answer
        return self.refuse(event, subject, ("ID_REUSED",))


def snake(kind: type) -> str:
    """A class's name in snake case: what its rules, or a mutant, are called."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


@cache
def _stimuli() -> tuple[tuple[type[Event], str, bool], ...]:
    """(type, its rules' name in snake case, whether it needs an award notice) of everything a party may say."""
    return tuple((kind, snake(kind), _needs_notice(kind)) for kind in get_args(Stimulus) if kind not in OBSERVATIONS)


def _needs_notice(kind: type[Event]) -> bool:
    return issubclass(kind, CaseEvent) and kind not in _OPENS_A_CASE
