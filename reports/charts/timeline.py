"""The course of one case: a lane an actor, a row an event, time running down; clocks as bars, deadlines as lines."""

from __future__ import annotations

from typing import Any, NamedTuple

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from conformance.names import Lang, actor_name, event_name, said
from conformance.verdicts import ADVERSE, Verdict
from notice.catalogue import catalogue
from notice.civil import DAY, day_of, rfc3339
from notice.events import Event, Refused
from reports.charts.canvas import HEAD, MARGIN, Chart, Sheet, style
from reports.charts.lettering import fitted
from reports.numbers import level
from reports.palette import GRID, INK, MUTED, PAPER, TONES
from reports.story import Clock, Story
from reports.words import word

_DATE, _LANE, _TEXT = 1.35, 1.6, 1.22
_TOP = HEAD + 0.55
_SINGLE, _LINE, _GAP = 0.29, 0.15, 0.22
_RULER = 0.07
"""Width of a clock's bar; several in one lane stand side by side."""
_CLEAR = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.2}
"""Ground of a label that stands across the lanes."""


class _Row(NamedTuple):
    """One line of the chart, `y` inches from the top: an event or a deadline."""

    at: int
    y: float
    height: float
    event: Event | None
    clocks: tuple[Clock, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def timeline_chart(story: Story, lang: Lang) -> Chart:
    """The story's events in their actors' lanes; late parts are shaded in the lane of whom they bind."""
    rows = _rows(story, lang)
    bottom = rows[-1].y + rows[-1].height if rows else _TOP + _SINGLE
    width = 2 * MARGIN + _DATE + max(len(story.lanes), 4) * _LANE
    title = word("chart_timeline", lang, case=story.subject)
    with style():
        sheet = Sheet(width, bottom + MARGIN, title, word("chart_timeline_sub", lang))
        if not rows:
            sheet.text(MARGIN, _TOP, word("no_events", lang), color=MUTED)
        _lanes(sheet, story, bottom, lang)
        _clocks(sheet, story, rows, bottom)
        for before, row in zip([None, *rows], rows, strict=False):
            _row(sheet, story, before, row, lang)
    return Chart(sheet.figure, title)


def _rows(story: Story, lang: Lang) -> list[_Row]:
    """Events and deadlines in order; at one instant the deadline comes first, for an act at it is late."""
    deadlines: dict[int, list[Clock]] = {}
    for clock in story.clocks:
        deadlines.setdefault(clock.due_at, []).append(clock)
    items: list[tuple[int, int, Event | None, tuple[Clock, ...]]] = [
        (at, 0, None, tuple(clocks)) for at, clocks in deadlines.items()
    ]
    items += [(event.at, 1, event, ()) for event in story.events]
    rows: list[_Row] = []
    y = _TOP
    for at, _, event, clocks in sorted(items, key=lambda item: item[:2]):
        y += _GAP if rows and _days(rows[-1].at, at) else 0
        height = _height(event, clocks, lang)
        rows.append(_Row(at, y, height, event, clocks))
        y += height
    return rows


def _height(event: Event | None, clocks: tuple[Clock, ...], lang: Lang) -> float:
    if event is None:
        return max(1, len(_due_titles(clocks, lang))) * 0.2 + 0.09
    return _SINGLE + _LINE * _label(event, lang).count("\n")


def _days(before: int, at: int) -> int:
    """Whole days between two rows that are worth saying: none within a day and the next."""
    days = day_of(at) - day_of(before)
    return days if days > 1 else 0


def _label(event: Event, lang: Lang) -> str:
    if isinstance(event, Refused):
        name = word("refused_event", lang, name=event_name(type(event.stimulus).__name__, lang))
    else:
        name = event_name(type(event).__name__, lang)
    amount = getattr(event, "amount_fen", None)
    lines = [fitted(name, _TEXT, size=8.5, lines=2)] + ([] if amount is None else [level(amount, "fen", lang)])
    return "\n".join(lines)


def _due_titles(clocks: tuple[Clock, ...], lang: Lang) -> list[str]:
    titles = {said(catalogue().norms[clock.norm].title, lang): None for clock in clocks}
    return [word("due_line", lang, title=title) for title in titles]


def _lane_x(lane: int) -> float:
    return MARGIN + _DATE + lane * _LANE


def _lanes(sheet: Sheet, story: Story, bottom: float, lang: Lang) -> None:
    for lane, actor in enumerate(story.lanes):
        x = _lane_x(lane)
        name = fitted(actor_name(actor, lang), _LANE - 0.15, size=9.5, lines=2)
        sheet.text(x + 0.26, _TOP - 0.12, name, size=9.5, va="baseline")
        _line(sheet, (x + 0.32, x + 0.32), (_TOP, bottom), color=GRID, linewidth=1.2)


def _clocks(sheet: Sheet, story: Story, rows: list[_Row], bottom: float) -> None:
    """Bars from the trigger to the end, red from the deadline on; one beside the other in a lane."""
    used: dict[int, int] = {}
    for clock in story.clocks:
        lane = story.lanes.index(clock.bearer)
        x = _lane_x(lane) + 0.03 + used.get(lane, 0) * (_RULER + 0.02)
        used[lane] = (used.get(lane, 0) + 1) % 3
        begin, due = _y(rows, clock.since_at, bottom), _y_due(rows, clock.due_at, bottom)
        end = bottom if clock.ended_at is None else _y(rows, clock.ended_at, bottom)
        _bar(sheet, x, begin, min(due, end), _RULER, "#9fb3c4")
        if clock.is_late and end > due:
            tone = TONES[clock.verdict].ground
            _bar(sheet, x, due, end, _RULER, tone)
            _bar(sheet, _lane_x(lane), due, end, _LANE - 0.06, tone, alpha=0.09)


def _y(rows: list[_Row], at: int, bottom: float) -> float:
    return next((row.middle for row in rows if row.event is not None and row.at >= at), bottom)


def _y_due(rows: list[_Row], due_at: int, bottom: float) -> float:
    return next((row.y + row.height for row in rows if row.event is None and row.at == due_at), bottom)


def _row(sheet: Sheet, story: Story, before: _Row | None, row: _Row, lang: Lang) -> None:
    days = _days(before.at, row.at) if before else 0
    if days:
        sheet.text(MARGIN, row.y - _GAP / 2, word("gap_days", lang, days=days), size=7.5, color=MUTED)
    if row.event is None:
        _deadline(sheet, row, lang)
    else:
        sheet.text(MARGIN, row.middle, rfc3339(row.at)[:16].replace("T", " "), size=8.5, color=MUTED)
        _event(sheet, story, row, row.event, lang)


def _event(sheet: Sheet, story: Story, row: _Row, event: Event, lang: Lang) -> None:
    x = _lane_x(story.lanes.index(event.actor)) + 0.32
    mark = story.marks.get(event.key)
    colour = TONES[mark].ground if mark in ADVERSE else TONES[Verdict.PASS].ground
    _line(sheet, (x,), (row.middle,), marker="o", markersize=6, color=colour, markeredgecolor="white")
    sheet.text(x + 0.1, row.middle, _label(event, lang), size=8.5, color=INK, linespacing=1.2)


def _deadline(sheet: Sheet, row: _Row, lang: Lang) -> None:
    late = [clock.verdict for clock in row.clocks if clock.is_late]
    colour = TONES[max(late)].ground if late else MUTED
    right = sheet.width - MARGIN
    _line(sheet, (MARGIN, right), (row.y + row.height,) * 2, color=colour, linewidth=1.0, linestyle=(0, (4, 3)))
    sheet.text(MARGIN, row.y + row.height - 0.13, due_text(row.at), size=8.5, color=colour)
    titles = _due_titles(row.clocks, lang)
    room = right - MARGIN - _DATE - 0.42
    for number, title in enumerate(titles):
        y = row.y + row.height - 0.13 - (len(titles) - 1 - number) * 0.2
        sheet.text(MARGIN + _DATE + 0.42, y, fitted(title, room, size=8.5), size=8.5, color=colour, bbox=_CLEAR)


def due_text(due_at: int) -> str:
    """A deadline as the law writes it: the end of a day is its 24:00."""
    if due_at % DAY:
        return rfc3339(due_at)[:16].replace("T", " ")
    return rfc3339(due_at - DAY)[:10] + " 24:00"


def _line(sheet: Sheet, xs: tuple[float, ...], ys: tuple[float, ...], **look: Any) -> None:
    across, up = [x / sheet.width for x in xs], [1 - y / sheet.height for y in ys]
    sheet.figure.add_artist(Line2D(across, up, transform=sheet.figure.transFigure, **look))


def _bar(sheet: Sheet, x: float, top: float, bottom: float, width: float, colour: str, alpha: float = 1.0) -> None:
    corner = (x / sheet.width, 1 - bottom / sheet.height)
    size = (width / sheet.width, (bottom - top) / sheet.height)
    transform = sheet.figure.transFigure
    sheet.figure.add_artist(
        Rectangle(corner, *size, facecolor=colour, edgecolor="none", alpha=alpha, transform=transform)
    )
