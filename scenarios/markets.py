"""Markets as files: the cohort that is simulated and every figure behind it, with unit, status and source.

The root, `kunming`, holds all figures; any other file says which market it is based on and what it changes. A figure of
another place says which place: nothing stands here as Kunming's that was not read about Kunming.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from pydantic import Field, StrictInt, ValidationError, model_validator

from notice.civil import DAY, day_number
from notice.errors import InputError, nearest
from notice.money import half_up
from notice.policy import MarketChange, Policy, Text
from notice.yaml import Document, Model, Place, packaged, read

ROOT = "kunming"
"""The market that every other is based on, directly or not."""

FigureStatus = Literal["read", "derived", "to_verify", "calibrated", "assumed"]
"""read in its source; derived from figures read; said by a source not yet read; chosen so that an outcome fits its
source; or assumed, with no source."""

Unit = Literal[
    "awards",
    "suppliers",
    "purchasers",
    "banks",
    "officers",
    "files",
    "fen",
    "bp",
    "bp_shares",
    "weights",
    "percent",
    "days",
    "working_days",
    "seconds",
    "years",
    "exponent",
]
"""`bp_shares` and `weights` are given by option; shares sum to 10,000."""

ByOption = dict[str, StrictInt]

Refusal = Callable[[Place, str, str], InputError]
"""Makes the error about a place of a file: (place, what was wrong, what to write instead)."""


class Figure(Model):
    """One figure: a whole number, or whole numbers by option."""

    value: StrictInt | ByOption
    unit: Unit
    status: FigureStatus
    place: str = ""
    source: str = ""
    meaning: Text

    @model_validator(mode="after")
    def _is_sound(self) -> Figure:
        if fault := _fault(self.value, self.unit):
            raise ValueError(fault)
        if self.status != "assumed" and not (self.source and self.place):
            raise ValueError(f"a figure that is '{self.status}' needs its source and the place it is about")
        return self


def _fault(value: int | dict[str, int], unit: Unit) -> str:
    numbers = value.values() if isinstance(value, dict) else (value,)
    if unit in ("bp_shares", "weights") and not isinstance(value, dict):
        return f"{unit} are given by option"
    if unit == "bp_shares" and sum(numbers) != 10_000:
        return f"shares sum to 10000 basis points, these to {sum(numbers)}"
    if unit in ("bp_shares", "weights") and min(numbers) < 0:
        return "no share is below 0"
    return ""


class Changed(Model):
    """What a market puts in the place of a figure of the market it is based on."""

    value: StrictInt | ByOption
    status: FigureStatus = "assumed"
    place: str = ""
    source: str = ""


class Cohort(Model):
    """Awards of [history_from, measured_from) fill the market, those of [measured_from, measured_until) are measured.

    The run goes on until `run_off_until`; what is still open then is censored.
    """

    history_from: date
    measured_from: date
    measured_until: date
    run_off_until: date

    @model_validator(mode="after")
    def _is_ordered(self) -> Cohort:
        if not self.history_from <= self.measured_from < self.measured_until <= self.run_off_until:
            raise ValueError("dates must follow: history_from, measured_from, measured_until, run_off_until")
        return self

    @property
    def begin_at(self) -> int:
        """First instant of the run."""
        return day_number(self.history_from) * DAY

    @property
    def measured_from_at(self) -> int:
        """First instant of the awards that are measured."""
        return day_number(self.measured_from) * DAY

    @property
    def measured_until_at(self) -> int:
        """First instant after the awards."""
        return day_number(self.measured_until) * DAY

    @property
    def end_at(self) -> int:
        """First instant after the run."""
        return day_number(self.run_off_until) * DAY


class Market(Model):
    """A market, complete."""

    market: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    note: Text
    cohort: Cohort
    figures: dict[str, Figure]

    def number(self, name: str) -> int:
        """A figure that is one number. Raises `KeyError` or `TypeError` for a programmer's mistake."""
        value = self.figures[name].value
        if isinstance(value, dict):
            raise TypeError(f"{name} is given by option: {value}")
        return value

    def numbers(self, name: str) -> dict[str, int]:
        """A figure by option. Raises `KeyError` or `TypeError` for a programmer's mistake."""
        value = self.figures[name].value
        if isinstance(value, int):
            raise TypeError(f"{name} is one number: {value}")
        return value

    @property
    def hash(self) -> str:
        """SHA-256 over cohort and values: equal hashes simulate equally."""
        values = {name: figure.value for name, figure in sorted(self.figures.items())}
        core = (self.cohort.model_dump(mode="json"), values)
        return hashlib.sha256(msgspec.json.encode(core, order="sorted")).hexdigest()


class _Based(Model):
    market: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    based_on: str
    title: Text
    note: Text
    cohort: Cohort | None = None
    changes: dict[str, Changed] = Field(default={})


def names() -> list[str]:
    """The markets that ship with the package."""
    return sorted(Path(entry.name).stem for entry in (files("scenarios") / "markets").iterdir() if _is_yaml(entry.name))


def _is_yaml(name: str) -> bool:
    return name.endswith(".yaml")


@cache
def _shipped(name: str) -> Market:
    document = packaged("scenarios", f"markets/{name}.yaml")
    return document.parse(Market) if name == ROOT else _market(document)


def market(name: str | Path) -> Market:
    """A market by the name it ships under, or from a file. Raises `InputError` with file, line and column."""
    if _is_yaml(str(name)):
        return _market(read(name))
    if str(name) not in names():
        raise InputError(
            f"no market is called '{name}'", instead=nearest(str(name), names()) + " (or name a .yaml file)"
        )
    return _shipped(str(name))


def _market(document: Document) -> Market:
    given = document.parse(_Based)
    if given.based_on not in names() or given.based_on == document.path.stem:
        raise document.error(("based_on",), f"no market is called '{given.based_on}'", nearest(given.based_on, names()))
    base = _shipped(given.based_on)
    figures = dict(base.figures)
    for name, change in given.changes.items():
        figures[name] = _changed(name, change, base, document.error)
    return Market(
        market=given.market, title=given.title, note=given.note, cohort=given.cohort or base.cohort, figures=figures
    )


def reformed(market: Market, policy: Policy) -> Market:
    """The market as the reforms of a policy change it. Raises `InputError` with the reform's file, line and column."""
    if not policy.market_changes:
        return market
    figures = dict(market.figures)
    for name, (moved, where) in policy.market_changes.items():
        figures[name] = _moved(name, moved, where, market)
    return market.model_copy(update={"figures": figures})


def _moved(name: str, moved: MarketChange, where: str, market: Market) -> Figure:
    if name not in market.figures:
        raise InputError(f"no figure is called '{name}'", where=where, instead=nearest(name, market.figures))
    value = moved.value if moved.percent is None else _scaled(market.figures[name].value, moved.percent)
    try:
        change = Changed.model_validate(moved.model_dump(exclude={"percent"}) | {"value": value})
    except ValidationError as error:
        raise InputError(f"'{name}': {error.errors()[0]['msg']}", where=where, instead="write whole numbers") from None
    return _changed(name, change, market, lambda _, what, instead: InputError(what, where=where, instead=instead))


def _scaled(value: int | dict[str, int], percent: int) -> int | dict[str, int]:
    """So many percent of a figure, rounded `half_up`."""
    if isinstance(value, dict):
        return {option: half_up(number * percent, 100) for option, number in value.items()}
    return half_up(value * percent, 100)


def _changed(name: str, change: Changed, base: Market, error: Refusal) -> Figure:
    place: Place = ("changes", name)
    if name not in base.figures:
        raise error(place, f"no figure is called '{name}'", nearest(name, base.figures))
    old = base.figures[name]
    if isinstance(old.value, dict) != isinstance(change.value, dict):
        form = "by option" if isinstance(old.value, dict) else "as one whole number"
        raise error((*place, "value"), f"'{name}' is given {form}", "write it like the market it is based on")
    if isinstance(old.value, dict) and isinstance(change.value, dict):
        for option in change.value:
            if option not in old.value:
                raise error((*place, "value", option), f"no option '{option}'", nearest(option, old.value))
    value = (
        {**old.value, **change.value}
        if isinstance(old.value, dict) and isinstance(change.value, dict)
        else change.value
    )
    if fault := _fault(value, old.unit) or ("" if change.status == "assumed" or change.source else "name the source"):
        raise error((*place, "value"), f"'{name}': {fault}", "")
    update = {"value": value, "status": change.status, "place": change.place, "source": change.source}
    return old.model_copy(update=update)
