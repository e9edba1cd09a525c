"""The sheet that charts are drawn on: matplotlib figures without global state, the same bytes on every run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports import fonts
from reports.charts.lettering import fitted
from reports.palette import GRID, INK, MUTED, PAPER

_STYLE = {
    "svg.hashsalt": "zcd",
    "svg.fonttype": "path",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.labelsize": 8.5,
    "axes.edgecolor": GRID,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "figure.facecolor": PAPER,
    "hatch.linewidth": 0.6,
}
_OWN_TO_THE_PROCESS = {"backend", "backend_fallback", "interactive", "toolbar", "webagg.open_in_browser"}
_LOCK = threading.Lock()
MARGIN, HEAD = 0.3, 0.95
"""Inches around the sheet, and for its title."""


@contextmanager
def style() -> Iterator[None]:
    """Our style alone, whatever the user's own; matplotlib keeps it in one place for all threads, hence the lock."""
    defaults: dict[Any, Any] = {
        key: value for key, value in mpl.rcParamsDefault.items() if key not in _OWN_TO_THE_PROCESS
    }
    with _LOCK, mpl.rc_context(defaults | _STYLE | {"font.family": fonts.register()}):
        yield


class Chart:
    """A drawn figure, and what it shows in one sentence (for readers who cannot see it)."""

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure, self.alt = figure, alt
        self._svg: bytes | None = None

    def svg(self) -> bytes:
        """The chart as SVG: text as paths, no date, so equal data give equal bytes. Drawn when first asked for."""
        if self._svg is None:
            self._svg = self._saved("svg", metadata={"Date": None, "Creator": None})
        return self._svg

    def png(self, dpi: int = 160) -> bytes:
        """The chart as PNG."""
        return self._saved("png", dpi=dpi, metadata={"Software": None})

    def _saved(self, kind: str, **options: Any) -> bytes:
        buffer = BytesIO()
        with style():
            self.figure.savefig(buffer, format=kind, **options)
        return buffer.getvalue()


class Sheet:
    """A figure measured in inches from its top left corner."""

    def __init__(self, width: float, height: float, title: str, subtitle: str) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width, height))
        self.text(MARGIN, 0.32, title, size=14)
        self.text(MARGIN, 0.66, fitted(subtitle, width - 2 * MARGIN, size=9, lines=2), size=9, color=MUTED)

    def text(self, x: float, y: float, words: str, **look: Any) -> None:
        """Words at inches (x, y), vertically centred unless `va` says otherwise."""
        options: dict[str, Any] = {"va": "center", "ha": "left", "linespacing": 1.35} | look
        self.figure.text(x / self.width, 1 - y / self.height, words, **options)

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes whose top left corner stands at inches (x, y)."""
        box = (x / self.width, 1 - (y + height) / self.height, width / self.width, height / self.height)
        axes: Axes = self.figure.add_axes(box)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(length=0)
        return axes
