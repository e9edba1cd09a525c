"""What an agent can do in its world: tell the time, wait, submit to the platform, act, and draw its own luck.

Agents see nothing else: no other agent, no platform state, no verdict. What reaches them comes as events into their
`hears` functions, and only those that the platform shows to them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from agents.habits import Habits
from agents.register import Register
from agents.scheme import Scheme
from notice.calendar import Calendar
from notice.events import Actor, Event

T_co = TypeVar("T_co", covariant=True)

Story = Generator[Any, Any, None]
"""Yields whole seconds to wait, or a mailbox to read."""


class Distribution(Protocol[T_co]):
    """What a share of luck falls on."""

    def at(self, share: int) -> T_co:
        """The value at a share of [0, 2**32)."""
        ...


class Luck(Protocol):
    """The draws of one entity, by purpose: the same purpose always gives the same draw."""

    def share(self, purpose: str) -> int:
        """Uniform integer on [0, 2**32)."""
        ...

    def below(self, purpose: str, n: int) -> int:
        """Uniform integer on [0, n)."""
        ...

    def between(self, purpose: str, low: int, high: int) -> int:
        """Uniform integer on [low, high]."""
        ...

    def chance(self, purpose: str, bp: int) -> bool:
        """True with a probability of `bp` basis points."""
        ...

    def table(self, purpose: str, table: Distribution[T_co]) -> T_co:
        """A value of a distribution."""
        ...

    def sub(self, number: int) -> Luck:
        """The luck of its `number`-th part."""
        ...


class Mailbox(Protocol):
    """How a story waits for a word."""

    def put(self, letter: object = None) -> None:
        """Sends a letter."""
        ...


class Hours(Protocol):
    """Business hours."""

    def opens(self, at: int) -> int:
        """`at` itself within business hours, else the next opening."""
        ...

    def after(self, at: int, seconds: int) -> int:
        """The instant at which work begun at `at` has taken `seconds` of business hours."""
        ...


class Desk(Protocol):
    """Officers with a common queue, the smallest priority first."""

    @property
    def waiting(self) -> int:
        """Requests without an officer."""
        ...

    def request(self, priority: tuple[int, ...]) -> Mailbox:
        """A mailbox that tells when an officer is free."""
        ...

    def call(self, priority: tuple[int, ...], act: Callable[[Any], object], arg: Any = None) -> None:
        """Calls `act(arg)` when an officer is free."""
        ...

    def release(self, _: object = None) -> None:
        """Gives an officer back; also as an act."""
        ...


class Party:
    """Somebody with a voice: who it is, and how many statements it has made."""

    __slots__ = ("actor", "said", "source")

    def __init__(self, actor: Actor) -> None:
        self.actor, self.source, self.said = actor, str(actor), 0

    @property
    def id(self) -> str:
        """Its id, without the role."""
        return self.actor.id


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """Something said outside every platform: the supplier cannot perform, or asks to be paid into another account."""

    what: Literal["cannot_perform", "pay_elsewhere"]
    change: str = ""
    account: str = ""
    new_account: str = ""


class World(Protocol):
    """The world as its agents see it."""

    @property
    def scheme(self) -> Scheme:
        """What every party has read in the notice."""
        ...

    @property
    def register(self) -> Register:
        """What everybody can read and hears said."""
        ...

    @property
    def habits(self) -> Habits:
        """How parties of this market usually act."""
        ...

    @property
    def hours(self) -> Hours:
        """Business hours."""
        ...

    @property
    def calendar(self) -> Calendar:
        """Working days, as anybody can count them."""
        ...

    @property
    def now(self) -> int:
        """Civil seconds."""
        ...

    def call(self, delay: int, act: Callable[[Any], object], arg: Any = None) -> None:
        """Calls `act(arg)` in `delay` seconds."""
        ...

    def start(self, story: Story) -> None:
        """Starts a story now."""
        ...

    def mailbox(self) -> Any:
        """A new mailbox, to be yielded by one story at a time."""
        ...

    def submit(self, party: Party, kind: type[Event], /, **fields: Any) -> tuple[str, ...]:
        """Submits a stimulus of this party. Returns the reasons of a refusal, nothing if it was taken."""
        ...

    def happens(self, party: Party, kind: type[Event], /, **fields: Any) -> tuple[str, ...]:
        """As `submit`, for a fact outside the platform: it has happened even if the platform refuses to record it."""
        ...

    def off_platform(self, award: str, word: Word) -> None:
        """Tells the other parties of a case something that no platform carries."""
        ...

    def asks_to_pay(self, award: str) -> Literal["pays", "waits", "cannot"]:
        """A lender asks the award's supplier for its money."""
        ...

    def confess(
        self, norm: str, subject: str, *blames: Actor, due_at: int | None = None, on: str | None = None
    ) -> None:
        """Writes a breach into the truth file, at the moment of the decision that makes it one.

        `on`: the award on which a breach was planned whose subject is a party.
        """
        ...
