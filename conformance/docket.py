"""The docket: a trace sorted into cases, once, for all monitors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from conformance.case import Case, History
from notice.catalogue import Norm
from notice.events import EVENT_TYPES, CaseEvent, Event, Refused
from notice.trace import Trace


def types(names: Iterable[str]) -> frozenset[type[Event]]:
    """The event types with these names."""
    return frozenset(EVENT_TYPES[name] for name in names)


def award_cases(trace: Trace, norms: Iterable[Norm]) -> Iterator[Case]:
    """One case an award, in the order in which awards appear; each is indexed when its turn comes."""
    suppliers: dict[str, History] = defaultdict(History)
    banks: dict[str, History] = defaultdict(History)
    events: dict[str, list[Event]] = defaultdict(list)
    beyond = types(name for norm in norms for name in norm.beyond)
    for event in trace.events:
        award = getattr(event, "award", None) or _refused_award(event)
        if award is not None:
            events[award].append(event)
        if type(event) in beyond:
            _enter(event, suppliers, banks)
    for award, own in events.items():
        yield Case(award, trace.observation, own, suppliers=suppliers, banks=banks)


def _refused_award(event: Event) -> str | None:
    """The award of a refused stimulus whose refusal does not repeat it."""
    return getattr(event.stimulus, "award", None) if isinstance(event, Refused) else None


def _enter(event: Event, suppliers: dict[str, History], banks: dict[str, History]) -> None:
    if supplier := getattr(event, "supplier", None):
        suppliers[supplier].add(event)
    if bank := getattr(event, "bank", None):
        banks[bank].add(event)


def bank_cases(trace: Trace, norms: Iterable[Norm]) -> Iterator[Case]:
    """One case a bank that something beyond any award concerns: its products, what was found and ordered against it.

    A case holds what the norms read that such an event triggers.
    """
    norms = list(norms)
    openers = types(name for norm in norms for name in norm.triggers if not _of_award(name))
    opening = _of_types(trace, openers)
    banks = {bank for event in opening for bank in _banks_of(event) if type(_stimulus(event)) in openers}
    occurring = {type(_stimulus(event)) for event in opening}
    read = types(name for norm in norms if not occurring.isdisjoint(types(norm.triggers)) for name in _read(norm))
    events: dict[str, list[Event]] = {bank: [] for bank in sorted(banks)}
    for event in _of_types(trace, read) if banks else ():
        for bank in _banks_of(event):
            if bank in events:
                events[bank].append(event)
    for bank, own in events.items():
        yield Case(bank, trace.observation, own, about="bank")


def _of_types(trace: Trace, kinds: frozenset[type[Event]]) -> list[Event]:
    """The events of these types, and what was refused."""
    kinds |= {Refused}
    return [event for event in trace.events if type(event) in kinds]


def _of_award(name: str) -> bool:
    return issubclass(EVENT_TYPES[name], CaseEvent)


def _read(norm: Norm) -> tuple[str, ...]:
    """The types that a norm reads of a bank; one that judges awards as well reads nothing of an award there."""
    if norm.subject == "both":
        return tuple(name for name in norm.triggers if not _of_award(name))
    return (*norm.triggers, *norm.needs, *norm.convicting, *norm.beyond)


def _stimulus(event: Event) -> Event:
    return event.stimulus if isinstance(event, Refused) else event


def _banks_of(event: Event) -> Iterator[str]:
    """The bank an event is about: by its object, as the party of a violation, or in what was refused."""
    event = _stimulus(event)
    party = getattr(event, "party", None)
    if bank := getattr(event, "bank", None):
        yield bank
    elif party is not None and party.role == "bank":
        yield party.id
