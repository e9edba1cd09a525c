"""A certification case: a scenario file's case with everything it inherits, ready to be bound and played."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from notice.catalogue import Profile
from notice.policy import Text
from notice.yaml import Model
from scenarios.expectation import Expectations
from scenarios.story import Segments, Story

WAIT = "ClockAdvanced"
"""The act of a step that lets time pass with nothing else happening."""

AS_TOLD = "as told"
"""The instant of a step that is done when the story tells of it."""

SAME_CASE = "this case"
"""The twin of a case that holds its own positive steps."""

Names = Annotated[tuple[str, ...], BeforeValidator(lambda given: [given] if isinstance(given, str) else given)]


class Step(Model):
    """One step: at `at`, `by` does `do` (by default whoever may), with the fields `with` instead of the usual ones.

    `token`: whose token is used, if not the actor's. `again`: the label (`step`) of an earlier step whose identity this
    one repeats. `each` repeats the step for every value of its names; `swap` exchanges identities. `stamped`: the time
    that the event bears, if not `at`. `restart`: as soon as it has answered, the platform is stopped and started.
    `at_once`: in the same instant as the step before, and before that one is settled; what is shown is shown of both.
    """

    at: str
    do: str
    step: str = ""
    by: str | None = None
    token: str | None = None
    again: str | None = None
    stamped: str | None = None
    restart: bool = False
    at_once: bool = False
    each: dict[str, tuple[str, ...]] = Field(default={})
    swap: dict[str, str] = Field(default={})
    fields: dict[str, Any] = Field(default={}, alias="with")
    expect: Expectations = ()


class CaseText(Model):
    """A case as the file says it. `twin` names the positive case from which it differs in `differs_in` things.

    `profile: full` keeps out of the core plan what a platform need not have there, such as a type that it need not take.
    """

    case: str
    duty: str | None = None
    profile: Profile = "core"
    boundary: Names = ()
    twin: str | None = None
    differs_in: int = 1
    start: str | None = None
    each: dict[str, tuple[str, ...]] = Field(default={})
    let: dict[str, str | int] = Field(default={})
    given: Segments | None = None
    steps: tuple[Step, ...]


class Scenario(Model):
    """A scenario file: one duty, a starting point in the story, and cases."""

    scenario: str
    duty: str
    purpose: Text
    start: str
    let: dict[str, str | int] = Field(default={})
    given: Segments = ()
    cases: tuple[CaseText, ...]


class Case(Model):
    """A case with all that it inherits from its scenario and the story."""

    scenario: str
    name: str
    duty: str
    profile: Profile = "core"
    purpose: Text
    boundary: tuple[str, ...]
    twin: str | None
    differs_in: int
    start: str
    let: dict[str, str | int]
    given: Segments
    steps: tuple[Step, ...]
    story: Story

    @property
    def id(self) -> str:
        """'scenario/name', unique over all scenarios."""
        return f"{self.scenario}/{self.name}"

    @property
    def is_negative(self) -> bool:
        """Whether it breaks a rule that its twin keeps."""
        return self.twin is not None and self.twin != SAME_CASE

    @property
    def duties(self) -> tuple[str, ...]:
        """Every duty that some expectation of its own steps belongs to, sorted."""
        named = {want.duty or self.duty for step in self.steps for want in step.expect}
        return tuple(sorted(named))
