"""The docket: a trace sorted into cases, once, for all monitors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from conformance.case import About, Case, History
from notice.catalogue import Norm
from notice.events import (
    EVENT_TYPES,
    Actor,
    ApplicationEvent,
    AwardNoticeIssued,
    CaseEvent,
    Event,
    Refused,
    ViolationEstablished,
)
from notice.trace import Trace


def types(names: Iterable[str]) -> frozenset[type[Event]]:
    """The event types with these names."""
    return frozenset(EVENT_TYPES[name] for name in names)


def award_cases(trace: Trace, norms: Iterable[Norm], platform: Trace | None = None) -> Iterator[Case]:
    """One case an award, in the order in which awards appear; each is indexed when its turn comes.

    `platform`: the platform's own log of the same time.
    """
    suppliers: dict[str, History] = defaultdict(History)
    banks: dict[str, History] = defaultdict(History)
    beyond = types(name for norm in norms for name in norm.beyond)
    for event in trace.events:
        if type(event) in beyond:
            _enter(event, suppliers, banks)
    theirs = _by_award(platform) if platform else {}
    for award, own in _by_award(trace).items():
        beside = Case(award, platform.observation, theirs.get(award, ())) if platform else None
        yield Case(award, trace.observation, own, suppliers=suppliers, banks=banks, platform=beside)


def _by_award(trace: Trace) -> dict[str, list[Event]]:
    events: dict[str, list[Event]] = defaultdict(list)
    for event in trace.events:
        award = getattr(event, "award", None) or _refused_award(event)
        if award is not None:
            events[award].append(event)
    return events


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
    return _beyond_awards("bank", trace, norms, lambda _: _dealing(trace))


def party_cases(trace: Trace, norms: Iterable[Norm]) -> Iterator[Case]:
    """One case a party: what it attested or held, what was found of it, and what followed from such a finding."""
    return _beyond_awards("party", trace, norms, _concerning)


_DEALINGS = frozenset(
    kind for kind in EVENT_TYPES.values() if issubclass(kind, ApplicationEvent | ViolationEstablished)
)
"""Types of events that tell which bank dealt on an award."""

Concerned = Callable[[Event], Iterable[str]]
"""The subjects that an event concerns."""


def _beyond_awards(
    about: About, trace: Trace, norms: Iterable[Norm], concerned_by: Callable[[list[Event]], Concerned]
) -> Iterator[Case]:
    """A case each subject that an event beyond any award concerns; `concerned_by` knows these events."""
    norms = list(norms)
    openers = opens(about, norms)
    opening = [event for event in _of_types(trace, openers) if type(stimulus(event)) in openers]
    concerned = concerned_by(opening)
    subjects = {subject for event in opening for subject in concerned(event)}
    occurring = {type(stimulus(event)) for event in opening}
    read = types(
        name for norm in norms if not occurring.isdisjoint(types(norm.triggers)) for name in _read(norm, about)
    )
    events: dict[str, list[Event]] = {subject: [] for subject in sorted(subjects)}
    for event in _of_types(trace, read) if subjects else ():
        for subject in concerned(event):
            if subject in events:
                events[subject].append(event)
    for subject, own in events.items():
        yield Case(subject, trace.observation, own, about=about)


def opens(about: About, norms: Iterable[Norm]) -> frozenset[type[Event]]:
    """The types that open a case about such a subject."""
    return types(name for norm in norms for name in norm.triggers if norm.subject == about or not _of_award(name))


def reads(about: About, norms: Iterable[Norm]) -> frozenset[type[Event]]:
    """The types that norms may read in a case about such a subject."""
    return types(name for norm in norms for name in _read(norm, about))


def of_a_party_in(opening: list[Event]) -> Callable[[Event], bool]:
    """Whether an event concerns a party on which one of `opening` opens a case."""
    concerned = _concerning(opening)
    parties = {party for event in opening for party in concerned(event)}
    return lambda event: not parties.isdisjoint(concerned(event))


def _of_types(trace: Trace, kinds: frozenset[type[Event]]) -> list[Event]:
    """The events of these types, and what was refused."""
    kinds |= {Refused}
    return [event for event in trace.events if type(event) in kinds]


def _of_award(name: str) -> bool:
    return issubclass(EVENT_TYPES[name], CaseEvent)


def _read(norm: Norm, about: About) -> tuple[str, ...]:
    """The types that a norm reads of such a subject; one that judges awards as well reads nothing of an award there."""
    if norm.subject != about:
        return tuple(name for name in norm.triggers if not _of_award(name))
    return (*norm.triggers, *norm.needs, *norm.convicting, *norm.beyond)


def stimulus(event: Event) -> Event:
    """What was said: the event itself, or the stimulus that was refused."""
    return event.stimulus if isinstance(event, Refused) else event


def banks_of(event: Event) -> Iterator[str]:
    """The bank an event is about: by its object, as the party of a violation, or in what was refused."""
    event = stimulus(event)
    party = getattr(event, "party", None)
    if bank := getattr(event, "bank", None):
        yield bank
    elif party is not None and party.role == "bank":
        yield party.id


def _dealing(trace: Trace) -> Concerned:
    """Concerned is the bank that an event is about; and by an award notice, which tells its scope, who dealt on the award."""
    dealt: dict[str, set[str]] = defaultdict(set)
    for event in trace.events:
        if type(event) in _DEALINGS and (award := getattr(event, "award", None)) is not None:
            dealt[award].update(banks_of(event))

    def concerned(event: Event) -> Iterable[str]:
        return dealt.get(event.award, ()) if isinstance(event, AwardNoticeIssued) else banks_of(event)

    return concerned


def _concerning(opening: list[Event]) -> Concerned:
    """Concerned is who acts, who is named, and whoever the finding that an event cites is about."""
    found = {event.violation: event.party for event in opening if isinstance(event, ViolationEstablished)}

    def concerned(event: Event) -> set[str]:
        event = stimulus(event)
        named = [Actor(role, getattr(event, role)) for role in ("supplier", "purchaser") if hasattr(event, role)]
        others = getattr(event, "party", None), found.get(getattr(event, "violation", None) or "")
        return {str(party) for party in (event.actor, *named, *others) if party is not None}

    return concerned
