"""Figures as people read them: units, decimals and signs. What cannot be shown exactly is rounded once, here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reports.words import Lang, word

MINUS = "−"


class Scale(NamedTuple):
    """How a unit of the results is shown: value / `divisor`, with so many decimals, and a word for the unit."""

    divisor: float
    decimals: int
    unit: str


_LEVELS = {
    "working_days": Scale(1, 1, "unit_working_days"),
    "days": Scale(1, 1, "unit_days"),
    "seconds": Scale(86_400, 1, "unit_days"),
    "bp": Scale(100, 2, "unit_percent"),
    "share": Scale(0.01, 1, "unit_percent"),
    "fen": Scale(100, 0, "unit_yuan"),
    "count": Scale(1, 1, "unit_none"),
}
_DIFFERENCES = _LEVELS | {"bp": Scale(1, 1, "unit_bp"), "share": Scale(0.01, 1, "unit_points")}


def level_scale(unit: str) -> Scale:
    """How a value in `unit` is shown. Raises `KeyError` for a unit that the results do not have."""
    return _LEVELS[unit]


def difference_scale(unit: str) -> Scale:
    """How a difference of two values in `unit` is shown: of rates in basis points, of shares in percentage points."""
    return _DIFFERENCES[unit]


def level(value: float | None, unit: str, lang: Lang) -> str:
    """A value with its unit: '4.35%'; in words if nothing was observed."""
    return _with_unit((value,), _LEVELS[unit], lang)[0]


def difference(value: float | None, unit: str, lang: Lang, *, signed: bool = True) -> str:
    """A difference with its unit and sign: '−12.0 bp'."""
    return _with_unit((value,), _DIFFERENCES[unit], lang, signed=signed)[0]


def figures(values: Iterable[float | None], scale: Scale, *, signed: bool = False) -> list[str]:
    """Several values of one row, without unit, with the decimals that none of them needs more of.

    A value that is not zero never reads as zero (up to six decimals), so a sign always has a figure beside it.
    """
    values = list(values)
    decimals = _decimals([value / scale.divisor for value in values if value is not None], scale.decimals)
    return ["–" if value is None else _figure(value / scale.divisor, decimals, signed) for value in values]


def interval(low: float | None, high: float | None, scale: Scale, lang: Lang, *, signed: bool = False) -> str:
    """'1.1 to 1.5', or in words that there is none."""
    if low is None or high is None:
        return word("no_interval", lang)
    first, last = figures((low, high), scale, signed=signed)
    return word("interval", lang, low=first, high=last)


def _with_unit(values: tuple[float | None], scale: Scale, lang: Lang, *, signed: bool = False) -> list[str]:
    shown = figures(values, scale, signed=signed)
    return [
        word("not_observed", lang) if value is None else word(scale.unit, lang, value=figure)
        for value, figure in zip(values, shown, strict=True)
    ]


def _decimals(values: list[float], wanted: int) -> int:
    return next((n for n in range(wanted, 6) if all(value == 0 or round(value, n) != 0 for value in values)), 6)


def _figure(value: float, decimals: int, signed: bool) -> str:
    rounded = round(value, decimals)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{decimals}f}"
