"""What a monitor sees: the history of one case, and through it the histories of its supplier and banks.

Monitors are pure functions of a history: they ask for events by type and never look at the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from notice.events import Actor, Event, Refused
from notice.trace import Observation, order
from notice.vocabulary import Role

if TYPE_CHECKING:
    from notice.law import Law

E = TypeVar("E", bound=Event)
T = TypeVar("T")

About = Literal["award", "bank", "party"]
_LONG_AGO, _FAR_OFF = -(2**62), 2**62
_NONE: list[Event] = []


def precedes(first: Event, second: Event) -> bool:
    """Whether `first` came before `second`: events of one instant have no order but that of one source."""
    if first.at != second.at:
        return first.at < second.at
    return first.source != second.source or first.seq <= second.seq


def binds(ban: Event, act: Event) -> bool:
    """Whether `act` falls under what `ban` started: from the next instant, or later in the same source."""
    return act.at > ban.at or (act.at == ban.at and act.source == ban.source and act.seq > ban.seq)


class History:
    """Events of one subject by type, each list in trace order."""

    __slots__ = ("_by_type",)

    def __init__(self, events: Iterable[Event] = ()) -> None:
        by_type: defaultdict[type[Event], list[Event]] = defaultdict(list)
        self._by_type = by_type
        for event in events:
            by_type[type(event)].append(event)

    def add(self, event: Event) -> None:
        """Appends an event (in trace order)."""
        self._by_type[type(event)].append(event)

    def all(self, kind: type[E]) -> list[E]:
        """All events of a type that happened."""
        return self._by_type.get(kind, _NONE)  # type: ignore[return-value]  # the dict's key is the element's type

    def has(self, *kinds: type[Event]) -> bool:
        """Whether an event of one of these types can be found in `all` or `said`."""
        by_type = self._by_type
        return Refused in by_type or not by_type.keys().isdisjoint(kinds)

    def first(self, kind: type[E], where: Callable[[E], bool] | None = None) -> E | None:
        """The first event of a type (that satisfies `where`)."""
        for event in self.all(kind):
            if where is None or where(event):
                return event
        return None

    def begins(self, *but: type[Event]) -> int:
        """Instant of the first event that happened, these types left out; far in the future if there is none."""
        return min((events[0].at for kind, events in self._by_type.items() if kind not in but), default=_FAR_OFF)

    def attempts(self, kind: type[E]) -> Iterator[E]:
        """Stimuli of a type that were refused: they stand only inside their `Refused`."""
        for refused in self.all(Refused):
            if isinstance(refused.stimulus, kind):
                yield refused.stimulus

    def tried(self, kind: type[E]) -> list[E]:
        """Refused attempts that did not happen all the same (a refused fact may stand by itself too)."""
        if Refused not in self._by_type:
            return []
        happened = {event.key for event in self.all(kind)}
        return list({event.key: event for event in self.attempts(kind) if event.key not in happened}.values())

    def said(self, kind: type[E]) -> list[E]:
        """All events of a type, refused attempts included: where asking is the breach, or an attempt counts."""
        happened, tried = self.all(kind), self.tried(kind)
        return sorted([*happened, *tried], key=order) if tried else happened

    @property
    def kinds(self) -> frozenset[type[Event]]:
        """The types that occur, as facts or as refused attempts."""
        if Refused not in self._by_type:
            return frozenset(self._by_type)
        return frozenset([*self._by_type, *[type(refused.stimulus) for refused in self.all(Refused)]])

    @property
    def events(self) -> list[Event]:
        """Every event, in trace order."""
        return sorted((event for events in self._by_type.values() for event in events), key=order)


_NOTHING = History()


class Case(History):
    """One award (or bank, or party) and all that hangs on it, as far as its source shows."""

    __slots__ = ("_banks", "_law", "_memory", "_suppliers", "about", "observation", "platform", "subject")

    def __init__(
        self,
        subject: str,
        observation: Observation,
        events: Iterable[Event] = (),
        *,
        about: About = "award",
        suppliers: Mapping[str, History] | None = None,
        banks: Mapping[str, History] | None = None,
        platform: Case | None = None,
    ) -> None:
        super().__init__(events)
        self.subject, self.observation, self.about = subject, observation, about
        self.platform = platform
        """The same subject in the platform's own log, where that is at hand beside this one."""
        self._suppliers, self._banks = suppliers or {}, banks or {}
        self._memory: dict[Any, Any] = {}
        self._law: Law | None = None

    def with_events(self, events: Iterable[Event]) -> Case:
        """The same case with another set of events (in trace order)."""
        return Case(
            self.subject,
            self.observation,
            events,
            about=self.about,
            suppliers=self._suppliers,
            banks=self._banks,
            platform=self.platform,
        )

    @property
    def party(self) -> Actor:
        """Whom a case about a party is about."""
        role, _, name = self.subject.partition(":")
        return Actor(cast(Role, role), name)

    @property
    def until(self) -> int:
        """End of what was observed: what falls due at or after it is open."""
        return self.observation.until

    def knows(self, kind: type[Event], before: int) -> bool:
        """Whether an event of this type before that instant would have been seen."""
        observation = self.observation
        return observation.sees(kind.__name__) and not observation.blind_in(_LONG_AGO, before)

    def once(self, work: Callable[[Case, Law], T], law: Law) -> T:
        """What `work` finds in this case, found once however many monitors ask. Ask after the last `add` only."""
        if law is not self._law:
            self._law, self._memory = law, {}
        try:
            return self._memory[work]  # type: ignore[no-any-return]  # kept under the work that found it
        except KeyError:
            found = self._memory[work] = work(self, law)
            return found

    def of_supplier(self, supplier: str) -> History:
        """What the supplier did on all its awards (types a norm names in `beyond`)."""
        return self._suppliers.get(supplier, _NOTHING)

    def of_bank(self, bank: str) -> History:
        """What the bank did on all awards, and what was ordered against it (types a norm names in `beyond`)."""
        return self._banks.get(bank, _NOTHING)
