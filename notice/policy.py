"""The policy: what the notice and the surrounding law fix, as dated and cited values; and reforms of it.

A `Policy` is frozen. A reform is a new object made by an overlay; the baseline cannot change. Where the notice
gives no number the baseline holds none (`value: null`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from pydantic import AfterValidator, Field

from notice.civil import day_number
from notice.errors import InputError, nearest
from notice.yaml import Document, Model, packaged, read

Value = bool | int | str | tuple[str, ...] | None
Status = Literal["letter", "higher_law", "inferred", "assumed", "calibrated"]
Unit = Literal[
    "working_days", "calendar_days", "seconds", "fen", "bp", "date", "dates", "reading", "flag", "years", "count"
]


class Text(Model):
    """One sentence in both languages."""

    en: str
    zh: str


class Reading(Model):
    """One way to read an ambiguous place of the text, and what it then says.

    `strained`: why the words do not bear it; it is for audits and experiments. `reforms_only`: no reading of the text at
    all, but what a reform may put in its place.
    """

    value: bool | str
    means: Text
    strained: Text | None = None
    reforms_only: bool = False


class Parameter(Model):
    """One value of the law: what it is, where it stands, from when it holds, and how sure that is.

    `optional`: it may be none, and is none where the notice gives no number.
    """

    value: Value
    unit: Unit
    status: Status
    meaning: Text
    article: str = ""
    quote: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    readings: tuple[Reading, ...] = ()
    bounds: tuple[int, int] | None = None
    optional: bool = False

    @property
    def choices(self) -> tuple[Value, ...]:
        """The values of its readings; none if it is no ambiguity."""
        return tuple(reading.value for reading in self.readings)

    def read_as(self, value: Value) -> Text:
        """What the text says if it is read as `value`. Raises `StopIteration` for a value that is no reading of it."""
        return next(one.means for one in self.readings if one.value == value)


class Change(Model):
    """What a reform puts in the place of a parameter's value. What it may be the parameter's unit says (`_fault`)."""

    value: Annotated[Any, AfterValidator(lambda given: tuple(given) if isinstance(given, list) else given)]
    status: Status = "assumed"
    why: str = ""


class MarketChange(Model):
    """What a reform changes around the law: a figure of the market, by a new value or in `percent` of the old one."""

    value: Annotated[Any, AfterValidator(lambda given: tuple(given) if isinstance(given, list) else given)] = None
    percent: Annotated[int, Field(ge=0, le=10_000)] | None = None
    status: str = "assumed"
    place: str = ""
    source: str = ""


class Placed(NamedTuple):
    """A change of the market and where it stands: 'file:line:column'."""

    change: MarketChange
    where: str


class Overlay(Model):
    """A reform as a file: its origin, the values of the law it changes, and the figures of the market."""

    reform: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    origin: Text
    changes: dict[str, Change] = Field(default={})
    market: dict[str, MarketChange] = Field(default={})


class _Baseline(Model):
    policy: str
    title: Text
    parameters: Annotated[dict[str, Parameter], AfterValidator(lambda given: dict(sorted(given.items())))]


class Policy:
    """Frozen values in force. Ask for a value in its own kind; a wrong id or kind is a programming error."""

    __slots__ = ("_parameters", "_set_by", "market_changes", "name", "origin", "reforms", "title")

    def __init__(
        self,
        name: str,
        title: Text,
        parameters: dict[str, Parameter],
        reforms: tuple[str, ...] = (),
        origin: Text | None = None,
        set_by: Mapping[str, str] | None = None,
        market_changes: Mapping[str, Placed] | None = None,
    ) -> None:
        self.name, self.title, self.reforms = name, title, reforms
        self.origin = origin
        """Where the last reform comes from; None for the baseline."""
        self._parameters = parameters
        self._set_by = set_by or {}
        """Parameter to 'file:line:column' of the overlay that changed it."""
        self.market_changes = dict(market_changes or {})
        """Figures of a market that the reforms change; no part of the law, so they do not enter its hash."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All parameter ids, sorted."""
        return tuple(self._parameters)

    def parameter(self, name: str) -> Parameter:
        """The whole entry of a parameter. Raises `KeyError` for an unknown id."""
        return self._parameters[name]

    def number(self, name: str) -> int:
        """An integer value that the policy must give."""
        value = self._parameters[name].value
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} is no number: {value!r}")
        return value

    def flag(self, name: str) -> bool:
        """A yes/no value."""
        value = self._parameters[name].value
        if not isinstance(value, bool):
            raise TypeError(f"{name} is no flag: {value!r}")
        return value

    def reading(self, name: str) -> str:
        """The chosen reading of an ambiguity."""
        value = self._parameters[name].value
        if not isinstance(value, str):
            raise TypeError(f"{name} is no reading: {value!r}")
        return value

    def number_if_given(self, name: str) -> int | None:
        """An integer value, or None where the law gives no number."""
        return None if self._parameters[name].value is None else self.number(name)

    def flag_if_given(self, name: str) -> bool | None:
        """A yes/no value, or None where the law says neither."""
        return None if self._parameters[name].value is None else self.flag(name)

    def reading_if_given(self, name: str) -> str | None:
        """The chosen reading, or None where the law names none."""
        return None if self._parameters[name].value is None else self.reading(name)

    def day(self, name: str) -> int:
        """A date value, as day number."""
        return day_number(date.fromisoformat(self.reading(name)))

    def days(self, name: str) -> tuple[int, ...]:
        """A list of dates, as day numbers."""
        value = self._parameters[name].value
        if not isinstance(value, tuple):
            raise TypeError(f"{name} is no list of dates: {value!r}")
        return tuple(day_number(date.fromisoformat(one)) for one in value)

    def valid_on(self, name: str, day: int) -> bool:
        """Whether the parameter's source is in force on the day."""
        entry = self._parameters[name]
        return (entry.valid_from is None or day_number(entry.valid_from) <= day) and (
            entry.valid_to is None or day <= day_number(entry.valid_to)
        )

    @property
    def hash(self) -> str:
        """SHA-256 over ids, values and dates: equal hashes judge equally."""
        core = [
            (name, entry.value, str(entry.valid_from), str(entry.valid_to)) for name, entry in self._parameters.items()
        ]
        return hashlib.sha256(msgspec.json.encode(core)).hexdigest()

    def differences(self, other: Policy) -> dict[str, tuple[Value, Value]]:
        """{id: (own value, other's value)} where the two differ."""
        pairs = {name: (self._parameters[name].value, other._parameters[name].value) for name in self._parameters}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def read_as(self, name: str, value: Value) -> Policy:
        """The policy with one parameter read otherwise."""
        parameters = self._parameters | {name: self._parameters[name].model_copy(update={"value": value})}
        return Policy(self.name, self.title, parameters, self.reforms, self.origin, self._set_by, self.market_changes)

    def reformed(self, document: Document) -> Policy:
        """A new policy with the overlay's values. Raises `InputError` with file, line and column.

        Overlays stack; two that give a parameter different values contradict each other.
        """
        overlay = document.parse(Overlay)
        changed, set_by, market = dict(self._parameters), dict(self._set_by), dict(self.market_changes)
        for name, change in overlay.changes.items():
            changed[name] = self._changed(name, change, document)
            set_by[name] = document.where(("changes", name, "value"))
        for name, moved in overlay.market.items():
            market[name] = self._moved(name, moved, document)
        reforms = (*self.reforms, overlay.reform)
        return Policy(self.name, overlay.title, changed, reforms, overlay.origin, set_by, market)

    def _moved(self, name: str, change: MarketChange, document: Document) -> Placed:
        place = ("market", name)
        if (change.value is None) == (change.percent is None):
            raise document.error(place, f"'{name}' has no new value, or two", "write value or percent")
        before = self.market_changes.get(name)
        if before is not None and before.change != change:
            raise document.error(
                place, f"'{name}' is changed otherwise in {before.where}", "take it out of one of them"
            )
        return Placed(change, document.where(place))

    def _changed(self, name: str, change: Change, document: Document) -> Parameter:
        place = ("changes", name)
        if name not in self._parameters:
            raise document.error(place, f"no parameter is called '{name}'", nearest(name, self._parameters))
        old = self._parameters[name]
        fault = _fault(change.value, old)
        if fault:
            raise document.error((*place, "value"), f"'{name}' cannot be {shown_value(change.value)}", fault)
        if name in self._set_by and change.value != old.value:
            raise document.error(
                (*place, "value"),
                f"'{name}' is {shown_value(change.value)} here and {shown_value(old.value)} in {self._set_by[name]}",
                "stack reforms that agree, or take the value out of one of them",
            )
        # an overlay speaks for all dates: it replaces the law, it does not amend it from a day on
        return old.model_copy(
            update={"value": change.value, "status": change.status, "source": change.why or old.source}
        )


def shown_value(value: Value) -> str:
    """A value as one writes it in a file."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _fault(value: Value, old: Parameter) -> str:
    """What to write instead of an impossible value, or nothing."""
    if value is None and old.optional:
        return ""
    if old.unit == "flag":
        return "" if isinstance(value, bool) else "write true or false"
    if old.unit == "reading":
        return "" if value in old.choices else "write one of: " + ", ".join(map(shown_value, old.choices))
    if old.unit == "date":
        return _date_fault(value)
    if old.unit == "dates":
        return _dates_fault(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return f"write a whole number of {old.unit.replace('_', ' ')}"
    low, high = old.bounds or (0, 2**62)
    return "" if low <= value <= high else f"write a whole number from {low} to {high}"


def _date_fault(value: Value) -> str:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return "write a date in quotes, like '2022-09-29'"
    return ""


def _dates_fault(value: Value) -> str:
    if not isinstance(value, tuple) or any(_date_fault(one) for one in value):
        return "write a list of dates in quotes, like ['2024-07-29']"
    return ""


@cache
def baseline() -> Policy:
    """The notice as it stands."""
    document = packaged("notice", "data/policy.yaml")
    given = document.parse(_Baseline)
    for name, entry in given.parameters.items():
        if fault := _fault(entry.value, entry):
            raise document.error(("parameters", name, "value"), f"'{name}' cannot be {shown_value(entry.value)}", fault)
    return Policy(given.policy, given.title, given.parameters)


def reform(path: Path | str, base: Policy | None = None) -> Policy:
    """The baseline (or `base`) changed by the overlay file at `path`."""
    return (base or baseline()).reformed(read(path))


def known_parameter(name: str) -> str:
    """`name` if the baseline has it. Raises `InputError` naming the nearest one."""
    if name not in baseline().ids:
        raise InputError(f"no parameter is called '{name}'", instead=nearest(name, baseline().ids))
    return name
