"""Text that fits its place: lines are broken by the font's own widths, between words or Chinese characters."""

from __future__ import annotations

import re
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from reports import fonts

_PIECE = re.compile(r"[⺀-鿿！-｠](?:[、。，；：）」》！？])*|[^\s⺀-鿿！-｠]+\s*|\s+")
"""A Chinese character with the marks that must not begin a line, or a word."""
_POINTS_PER_INCH = 72


@cache
def _measure() -> TextToPath:
    return TextToPath()


@cache
def width_of(text: str, size: float) -> float:
    """Inches that a line of text takes at `size` points."""
    look = FontProperties(family=fonts.register(), size=size)
    width, _, _ = _measure().get_text_width_height_descent(text, look, ismath=False)
    return float(width) / _POINTS_PER_INCH


def fitted(text: str, width: float, *, size: float, lines: int = 1) -> str:
    """The text in at most `lines` lines of `width` inches, evenly filled; what does not fit ends in '…'."""
    pieces = _PIECE.findall(text)
    broken = _broken(pieces, width, size)
    if len(broken) > lines:
        return "\n".join([*broken[: lines - 1], _cut("".join(broken[lines - 1 :]), width, size)])
    for narrower in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6):
        even = _broken(pieces, width * narrower, size)
        if len(even) > len(broken):
            break
        broken = even
    return "\n".join(line if width_of(line, size) <= width else _cut(line, width, size) for line in broken)


def _broken(pieces: list[str], width: float, size: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _cut(line: str, width: float, size: float) -> str:
    """The beginning of a line, so much of it that '…' still fits."""
    while line and width_of(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
