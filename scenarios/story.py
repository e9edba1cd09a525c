"""The standard business story: one award financed from filing to the closed loan, told once for all scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from notice.events import EVENT_TYPES
from notice.vocabulary import Role
from notice.yaml import Model
from scenarios.expectation import Expectations

if TYPE_CHECKING:
    from typing import Self


class Draw(Model):
    """An amount drawn per run, evenly from `low`, `low + step`, … up to `high`."""

    low: int
    high: int
    step: Annotated[int, Field(ge=1)] = 1


class Act(Model):
    """How an event looks unless a scenario says otherwise; `by` names who may lawfully do it, the usual one first."""

    by: tuple[str, ...]
    fields: dict[str, Any] = Field(default={})


class Scene(Model):
    """One step of the story. `expect` names duties that a refusal here would break; without it nobody is blamed."""

    at: str
    do: str
    expect: Expectations = ()


class Story(Model):
    """People and objects whose identities are drawn per run, amounts, acts, and the scenes in their order."""

    people: dict[str, Role]
    objects: dict[str, str]
    amounts: dict[str, Draw | str]
    acts: dict[str, Act]
    story: tuple[Scene, ...]

    def position(self, act: str) -> int | None:
        """Where in the story `act` stands, None if it does not."""
        return next((number for number, scene in enumerate(self.story) if scene.do == act), None)

    @model_validator(mode="after")
    def _known_acts(self) -> Self:
        for name in self.acts:
            if name not in EVENT_TYPES:
                raise ValueError(f"no event is called '{name}'")
        for scene in self.story:
            if scene.do not in self.acts:
                raise ValueError(f"the story does '{scene.do}', which is no act")
        return self


class Segment(Model):
    """A stretch of the story that was played before a case begins.

    From `from` (the beginning) up to `up_to`, or to just before `before`; `without` some acts; with identities
    swapped (`swap`), later by `shift_days`, and with other fields (`with`: {act: {field: value}}).
    """

    begin: str | None = Field(default=None, alias="from")
    up_to: str | None = None
    before: str | None = None
    without: tuple[str, ...] = ()
    swap: dict[str, str] = Field(default={})
    shift_days: int = 0
    fields: dict[str, dict[str, Any]] = Field(default={}, alias="with")

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.up_to is None) == (self.before is None):
            raise ValueError("say either 'up_to' or 'before'")
        return self

    def scenes(self, story: Story) -> list[Scene]:
        """The scenes it holds. Raises `KeyError` with the name of an act that is not in the story."""
        end = _index(story, self.up_to) + 1 if self.up_to else _index(story, self.before or "")
        begin = _index(story, self.begin) if self.begin else 0
        for name in (*self.without, *self.fields):
            _index(story, name)
        return [scene for scene in story.story[begin:end] if scene.do not in self.without]


def _index(story: Story, act: str) -> int:
    position = story.position(act)
    if position is None:
        raise KeyError(act)
    return position


Segments = Annotated[tuple[Segment, ...], BeforeValidator(lambda given: [given] if isinstance(given, dict) else given)]
"""One stretch of the story, or several played one after the other."""
