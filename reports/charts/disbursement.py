"""How long money takes: a histogram for each policy, first and repeat loans apart, against the policy's own limit."""

from __future__ import annotations

from itertools import accumulate

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from conformance.names import Lang
from notice.policy import baseline
from reports.charts.canvas import HEAD, MARGIN, Chart, Sheet, style
from reports.charts.lettering import fitted
from reports.numbers import level
from reports.palette import INK, MUTED, accent
from reports.words import word
from sim.results import PolicyInfo, Result

GROUPS = {"first": "first_sla_working_days", "repeat": "repeat_sla_working_days"}
"""Groups of loans, and the parameter that limits each."""
_NAME, _PANEL, _COLUMN_GAP = 1.75, 3.15, 0.55
_LINE, _ROW, _ROW_GAP = 0.3, 0.85, 0.28
_TOP = HEAD + 0.4


def limit_days(policy: PolicyInfo, group: str) -> int:
    """The limit in working days under a policy: what it changes the notice's value into, else the notice's."""
    parameter = GROUPS[group]
    change = policy.changes.get(parameter)
    return baseline().number(parameter) if change is None else int(change[1])


def within(durations: tuple[int, ...], days: int) -> float | None:
    """Share of loans that had their money within so many working days; None of no loans."""
    total = sum(durations)
    return sum(durations[: days + 1]) / total if total else None


def disbursement_chart(result: Result, lang: Lang) -> Chart:
    """One row a policy, one column a group of loans."""
    rows = len(result.policies)
    size = 2 * MARGIN + _NAME + 2 * _PANEL + _COLUMN_GAP, _TOP + rows * (_LINE + _ROW + _ROW_GAP) + 0.45
    with style():
        sheet = Sheet(*size, word("chart_disbursement", lang), word("chart_disbursement_sub", lang))
        for row, policy in enumerate(result.policies):
            name = fitted(policy.title[lang], _NAME - 0.5, size=10, lines=4)
            sheet.text(MARGIN, _row_top(row) + _LINE + 0.05, name, size=10, color=accent(row), va="top")
        for column, group in enumerate(GROUPS):
            _column(sheet, MARGIN + _NAME + column * (_PANEL + _COLUMN_GAP), result, group, lang)
    return Chart(sheet.figure, _alt(result, lang))


def _row_top(row: int) -> float:
    return _TOP + row * (_LINE + _ROW + _ROW_GAP)


def _column(sheet: Sheet, x: float, result: Result, group: str, lang: Lang) -> None:
    sheet.text(x, HEAD + 0.2, word(group, lang), size=11.5)
    limits = [limit_days(policy, group) for policy in result.policies]
    counts = [result.durations.get(policy.name, {}).get(group, ()) for policy in result.policies]
    days = max([_last_day(own) for own in counts] + [limit + 2 for limit in limits])
    shares = [_folded(own, days) for own in counts]
    top = max((max(own) for own in shares if own), default=100.0)
    for row, own in enumerate(shares):
        y = _row_top(row)
        facts = _facts(counts[row], limits[row], lang)
        sheet.text(x, y + 0.15, facts, size=9, color=INK if own else MUTED)
        axes = sheet.axes(x, y + _LINE, _PANEL, _ROW)
        axes.set(xlim=(-0.6, days + 0.6), ylim=(0, top * 1.3))
        _histogram(axes, own, shares[0] if row else [], row, limits[row])
        axes.text(
            limits[row] + 0.62, top * 1.28, word("limit_days", lang, days=limits[row]), size=8, color=INK, va="top"
        )
        _scales(axes, days, bottom=row == len(shares) - 1, lang=lang)


def _last_day(counts: tuple[int, ...]) -> int:
    """The last day worth a bar of its own: all but the slowest half per cent are there by then."""
    total = sum(counts)
    return next((day for day, so_far in enumerate(accumulate(counts)) if so_far >= 0.995 * total > 0), 0)


def _folded(counts: tuple[int, ...], days: int) -> list[float]:
    """Shares in per cent by day, all slower loans in the last one."""
    total = sum(counts)
    if not total:
        return []
    return [100 * count / total for count in (*counts[:days], sum(counts[days:]))]


def _histogram(axes: Axes, own: list[float], base: list[float], row: int, limit: int) -> None:
    for day, share in enumerate(own):
        axes.bar(day, share, 0.82, color=accent(row), alpha=1.0 if day <= limit else 0.38, linewidth=0)
    if base:
        edges = [day - 0.5 for day in range(len(base) + 1)]
        axes.stairs(base, edges, color=accent(0), linewidth=0.9, alpha=0.8)
    axes.axvline(limit + 0.5, color=INK, linewidth=1.1)


def _scales(axes: Axes, days: int, *, bottom: bool, lang: Lang) -> None:
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))
    axes.yaxis.set_major_formatter("{x:g}%")
    step = 1 + days // 12
    ticks = [*range(0, days - step // 2, step), days]
    axes.set_xticks(ticks, [f"{day}+" if day == days else str(day) for day in ticks] if bottom else [""] * len(ticks))
    if bottom:
        axes.set_xlabel(word("axis_working_days", lang))


def _facts(counts: tuple[int, ...], limit: int, lang: Lang) -> str:
    share = within(counts, limit)
    if share is None:
        return word("no_loans", lang)
    return word("within_limit", lang, share=level(share, "share", lang), count=f"{sum(counts):,}", days=limit)


def _alt(result: Result, lang: Lang) -> str:
    lines = [
        policy.title[lang]
        + word("colon", lang)
        + word(group, lang)
        + word("comma", lang)
        + _facts(result.durations.get(policy.name, {}).get(group, ()), limit_days(policy, group), lang)
        for policy in result.policies
        for group in GROUPS
    ]
    return word("chart_disbursement", lang) + word("stop", lang) + word("stop", lang).join(lines)
