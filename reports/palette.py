"""Colours: few, told apart by colour-blind readers, never the only carrier of a meaning."""

from __future__ import annotations

from typing import NamedTuple

from conformance.verdicts import Verdict

INK, MUTED, GRID, PAPER = "#1d2430", "#626c7a", "#e4e7ec", "#ffffff"
BASELINE = "#5b6675"
_REFORMS = ("#0072b2", "#c2540a", "#00806a", "#a24a84", "#8a6d00")
"""After Okabe and Ito (2008), darkened so that text in them reaches a contrast of 4.5 on white."""


class Tone(NamedTuple):
    """How a verdict looks: ground, ink on it, and a sign that needs no colour."""

    ground: str
    ink: str
    sign: str


TONES = {
    Verdict.NOT_EXERCISED: Tone("#ffffff", "#626c7a", "·"),
    Verdict.OPEN: Tone("#dbe7f1", "#1d2430", "…"),
    Verdict.PASS: Tone("#2b6f97", "#ffffff", "✓"),
    Verdict.WARN: Tone("#f2b632", "#1d2430", "!"),
    Verdict.INCONCLUSIVE: Tone("#c9cdd3", "#1d2430", "?"),
    Verdict.ERROR: Tone("#6b4a8e", "#ffffff", "#"),
    Verdict.FAIL: Tone("#b3261e", "#ffffff", "×"),
}


def accent(position: int) -> str:
    """The colour of a policy by its position in the result; the baseline stands at 0."""
    return BASELINE if position == 0 else _REFORMS[(position - 1) % len(_REFORMS)]
