"""Verdicts by norm and actor as a matrix: colour, sign and count."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from conformance.judge import Judgement
from conformance.names import Lang, role_name, said, verdict_name
from conformance.verdicts import Verdict
from reports.charts.canvas import HEAD, MARGIN, Chart, Sheet, style
from reports.charts.lettering import fitted, width_of
from reports.matrix import Cell, Row, roles, rows
from reports.palette import GRID, MUTED, TONES
from reports.words import word

_NAME, _CELL, _ROW = 3.5, 1.1, 0.36
_TOP = HEAD + 0.42
_LEGEND = sorted(Verdict, reverse=True)


def verdict_chart(judgement: Judgement, lang: Lang) -> Chart:
    """One row a norm, one column a role; the number says how many findings have the cell's verdict, of how many."""
    table = rows(judgement)
    columns = roles(table)
    size = 2 * MARGIN + max(_NAME + len(columns) * _CELL, 8.4), _TOP + len(table) * _ROW + 0.75
    with style():
        sheet = Sheet(*size, word("chart_verdicts", lang), word("chart_verdicts_sub", lang))
        for column, role in enumerate(columns):
            x = MARGIN + _NAME + (column + 0.5) * _CELL
            name = fitted(role_name(role, lang), _CELL - 0.1, size=9.5)
            sheet.text(x, HEAD + 0.27, name, size=9.5, color=MUTED, ha="center", va="baseline")
        for position, row in enumerate(table):
            _line(sheet, position, row, columns, lang)
        _legend(sheet, _TOP + len(table) * _ROW + 0.35, lang)
    return Chart(sheet.figure, _alt(table, lang))


def _line(sheet: Sheet, position: int, row: Row, columns: list[str], lang: Lang) -> None:
    y = _TOP + (position + 0.5) * _ROW
    sheet.text(MARGIN, y, fitted(said(row.norm.title, lang), _NAME - 0.2, size=9, lines=2), size=9, linespacing=1.1)
    for column, role in enumerate(columns):
        cell = row.cells.get(role)
        if cell is not None:
            _cell(sheet, MARGIN + _NAME + column * _CELL, y, cell)


def _cell(sheet: Sheet, x: float, y: float, cell: Cell) -> None:
    tone = TONES[cell.verdict]
    _box(sheet, x + 0.04, y - _ROW / 2 + 0.03, _CELL - 0.08, _ROW - 0.06, cell.verdict)
    count = f"{cell.number:,}" if cell.number == cell.concerned else f"{cell.number:,} / {cell.concerned:,}"
    label = f"{tone.sign} {count}" if cell.concerned else tone.sign
    sheet.text(x + _CELL / 2, y, fitted(label, _CELL - 0.12, size=8.5), size=8.5, color=tone.ink, ha="center")


def _box(sheet: Sheet, x: float, y: float, width: float, height: float, verdict: Verdict) -> None:
    tone = TONES[verdict]
    edge = GRID if verdict == Verdict.NOT_EXERCISED else tone.ground
    corner = (x / sheet.width, 1 - (y + height) / sheet.height)
    sheet.figure.add_artist(
        Rectangle(
            corner,
            width / sheet.width,
            height / sheet.height,
            facecolor=tone.ground,
            edgecolor=edge,
            linewidth=0.8,
            transform=sheet.figure.transFigure,
        )
    )


def _legend(sheet: Sheet, y: float, lang: Lang) -> None:
    """The signs in words, one after the other."""
    x = MARGIN
    for verdict in _LEGEND:
        tone, name = TONES[verdict], verdict_name(verdict, lang)
        _box(sheet, x, y - 0.1, 0.22, 0.2, verdict)
        sheet.text(x + 0.11, y, tone.sign, size=8.5, color=tone.ink, ha="center")
        sheet.text(x + 0.3, y, name, size=8.5, color=MUTED)
        x += 0.3 + width_of(name, 8.5) + 0.3


def _alt(table: list[Row], lang: Lang) -> str:
    lines = [
        f"{said(row.norm.title, lang)}{word('colon', lang)}{verdict_name(row.verdict.verdict, lang)}" for row in table
    ]
    return word("chart_verdicts", lang) + word("stop", lang) + word("comma", lang).join(lines)
