"""The deadlines of the notice and the surrounding law as data: what starts, stops and suspends each, and what follows a miss."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from notice.policy import Policy, Text
from notice.vocabulary import Cause, Clock, Role
from notice.yaml import Model, packaged

Unit = Literal["working_days", "calendar_days", "date"]


class Limit(Model):
    """A limit that no parameter holds, since no norm judges it: so many days, or a day of the year."""

    unit: Unit
    days: int | None = None
    longest_days: int | None = None
    month_day: Annotated[str, Field(pattern=r"^\d\d-\d\d$")] | None = None


class Deadline(Model):
    """One deadline. `parameter` (and `limit_max`) name policy values; `limit` stands where there is no parameter."""

    id: str
    title: Text
    source: str
    parameter: str = ""
    limit_max: str = ""
    limit: Limit | None = None
    starts: Text
    stops: Text
    suspended_by: tuple[Cause, ...] = ()
    binds: Role
    remedy: Text
    clock: Clock | None = None
    norm: str = ""

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if bool(self.parameter) == (self.limit is not None):
            raise ValueError("give a parameter or a limit, and not both")
        return self

    def length(self, policy: Policy) -> tuple[int | str | None, str]:
        """(how long, in which unit) under a policy: a number of days, a day of the year, or None where none is given."""
        if self.limit is not None:
            return self.limit.days if self.limit.days is not None else self.limit.month_day, self.limit.unit
        return policy.number_if_given(self.parameter), policy.parameter(self.parameter).unit


class _Deadlines(Model):
    deadlines: tuple[Deadline, ...]


@cache
def deadlines() -> dict[str, Deadline]:
    """All deadlines by id."""
    return {one.id: one for one in packaged("notice", "data/deadlines.yaml").parse(_Deadlines).deadlines}
