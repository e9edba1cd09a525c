"""Figures as people read them: units, decimals and signs. What cannot be shown exactly is rounded once, here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conformance.measures.figures import Figure, Part
from conformance.names import Lang
from reports.words import word
from sim.results import Difference, Estimate

MINUS = "−"
_MOST_DECIMALS = 6


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
_DIFFERENCES = _LEVELS | {
    "working_days": Scale(1, 2, "unit_working_days"),
    "bp": Scale(1, 1, "unit_bp"),
    "share": Scale(0.01, 1, "unit_points"),
}


def level_scale(unit: str) -> Scale:
    """How a value in `unit` is shown. Raises `KeyError` for a unit that the results do not have."""
    return _LEVELS[unit]


_FIGURES = _LEVELS | {
    "bp": Scale(1, 1, "unit_bp"),
    "number": Scale(1, 0, "unit_none"),
}
_SECONDS = (
    (120, Scale(1, 0, "unit_seconds")),
    (7_200, Scale(60, 1, "unit_minutes")),
    (172_800, Scale(3_600, 1, "unit_hours")),
)
"""Up to how many seconds a length of time is shown in which unit; longer ones in days."""


class Shown(NamedTuple):
    """A value with its unit, and its interval without; both with the same decimals."""

    amount: str
    span: str


def level(value: float | None, unit: str, lang: Lang) -> str:
    """A value with its unit: '4.35%'; in words if nothing was observed."""
    return _amount(value, (), _LEVELS[unit], lang)


def estimated(estimate: Estimate, lang: Lang) -> Shown:
    """An estimate and its interval."""
    return _shown(estimate.estimate, estimate.low, estimate.high, _LEVELS[estimate.unit], lang)


def counted(figure: Figure | Part, unit: str, lang: Lang) -> Shown:
    """A measure of a log and its interval."""
    return _shown(figure.value, figure.low, figure.high, _figure_scale(figure.value, unit), lang)


def _figure_scale(value: float | None, unit: str) -> Scale:
    if unit == "seconds" and value is not None:
        return next((scale for most, scale in _SECONDS if abs(value) < most), _FIGURES[unit])
    return _FIGURES[unit]


def changed(difference: Difference, lang: Lang) -> Shown:
    """A paired difference and its interval, all with their signs."""
    return _shown(
        difference.difference, difference.low, difference.high, _DIFFERENCES[difference.unit], lang, signed=True
    )


def size_of_change(difference: Difference, lang: Lang) -> Shown:
    """As `changed`, for a sentence whose verb has the sign: a fall by 3 has no minus."""
    sign = -1 if (difference.difference or 0) < 0 else 1
    value, *ends = (
        None if one is None else sign * one for one in (difference.difference, difference.low, difference.high)
    )
    low, high = ends if sign > 0 else reversed(ends)
    return _shown(value, low, high, _DIFFERENCES[difference.unit], lang)


def _shown(
    value: float | None, low: float | None, high: float | None, scale: Scale, lang: Lang, *, signed: bool = False
) -> Shown:
    if value is None:
        return Shown(word("not_observed", lang), "")
    amount = _amount(value, (low, high), scale, lang, signed=signed)
    if low is None or high is None:
        return Shown(amount, word("no_interval", lang))
    _, first, last = _figures((value, low, high), scale, signed=signed)
    return Shown(amount, word("interval", lang, low=first, high=last))


def _amount(
    value: float | None, ends: Iterable[float | None], scale: Scale, lang: Lang, *, signed: bool = False
) -> str:
    if value is None:
        return word("not_observed", lang)
    seen = (value, *(end for end in ends if end is not None))
    return word(scale.unit, lang, value=_figures(seen, scale, signed=signed)[0])


def _figures(values: Sequence[float], scale: Scale, *, signed: bool) -> list[str]:
    """Figures with the decimals that all of them need: none that is not zero reads as zero, and ends read apart."""
    scaled = [value / scale.divisor for value in values]
    spread = max(scaled) - min(scaled)
    enough = (
        decimals
        for decimals in range(scale.decimals, _MOST_DECIMALS)
        if all(value == 0 or round(value, decimals) != 0 for value in scaled)
        and (spread == 0 or spread * 10**decimals >= 1 or decimals >= scale.decimals + 2)
    )
    decimals = next(enough, _MOST_DECIMALS)
    return [_figure(value, decimals, signed) for value in scaled]


def _figure(value: float, decimals: int, signed: bool) -> str:
    rounded = round(value, decimals)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{decimals}f}"
