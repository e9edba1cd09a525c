"""What a certification step expects of the platform, as a scenario file says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from notice.vocabulary import Clock, Lock, Reason
from notice.yaml import Model

if TYPE_CHECKING:
    from typing import Self


class Pattern(Model):
    """Events that must be shown: of one type, with these fields, so many `times` (0: none; `1 or more`; `at most 1`).

    `due` is the due day of their `due_at`. `seen_by` and `hidden_from` name those in whose own feeds they must, or
    must not, stand.
    """

    event: str
    fields: dict[str, Any] = Field(default={}, alias="with")
    due: str | None = None
    times: int | Annotated[str, Field(pattern=r"^(\d+ or more|at most \d+)$")] = 1
    seen_by: tuple[str, ...] = ()
    hidden_from: tuple[str, ...] = ()


def _named(given: object) -> object:
    """An event type alone stands for any event of that type."""
    return [{"event": one} if isinstance(one, str) else one for one in given] if isinstance(given, list) else given


Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_named)]


class View(Model):
    """The whole feed of one actor: events that must stand in it, and others that must not, whenever they came."""

    of: str
    holds: Patterns = ()
    lacks: Patterns = ()


class Due(Model):
    """A clock that must run: shown as `ClockStarted`, or as an open deadline in the read-back."""

    clock: Clock
    bearer: str
    day: str


class Expectation(Model):
    """What one duty asks of one step. At most one kind of answer; everything named must hold.

    A stimulus of which no answer is asked must be accepted for the case to go on; `anything`: it need not.

    `refused` and `refused_or_flagged` list all reasons that are true of the case. `may_refuse`: accepted, or refused
    for one of these reasons, and then the case ends there. `same_answer`: the stored answer again, and no effect.

    Of everything so far: `complete`: the feed, read again from its beginning in small pages, holds it once and in order;
    `honest`: it bears the sandbox's time; `feeds`: what stands in whose feed. `reads` is the case as the auditor reads
    it, `read_by` as others do; null: they are told of no such case.
    """

    duty: str | None = None
    accepted: bool = False
    refused: tuple[Reason, ...] = ()
    refused_or_flagged: tuple[Reason, ...] = ()
    may_refuse: tuple[Reason, ...] = ()
    same_answer: bool = False
    anything: bool = False
    shows: tuple[Pattern, ...] = ()
    due: Due | None = None
    locked: Lock | None = None
    reads: dict[str, Any] = Field(default={})
    read_by: dict[str, dict[str, Any] | None] = Field(default={})
    complete: bool = False
    honest: bool = False
    feeds: tuple[View, ...] = ()

    @property
    def answer(self) -> str:
        """The kind of answer that is asked for, '' if any will do."""
        named = [kind for kind in ANSWERS if getattr(self, kind)]
        return named[0] if named else ""

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        if sum(bool(getattr(self, kind)) for kind in ANSWERS) > 1:
            raise ValueError("a step has one kind of answer: " + ", ".join(ANSWERS))
        return self


ANSWERS = ("accepted", "refused", "refused_or_flagged", "may_refuse", "same_answer", "anything")


def _listed(given: object) -> object:
    """`accepted` or one expectation written alone is a list of one."""
    many = given if isinstance(given, list | tuple) else [given]
    return [{one: True} if isinstance(one, str) else one for one in many]


Expectations = Annotated[tuple[Expectation, ...], BeforeValidator(_listed)]
"""A word (`accepted`, `anything`), one expectation, or several of them."""
