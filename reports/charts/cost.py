"""What borrowing costs: the all-in yearly rate and the money, each policy a point with its interval."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from conformance.names import Lang
from reports import numbers
from reports.charts.canvas import HEAD, MARGIN, Chart, Sheet, style
from reports.charts.lettering import fitted
from reports.palette import INK, accent
from reports.words import word
from sim.results import Estimate, Result

APR, MONEY = "all_in_apr_bp", "financing_cost_fen_per_million"
_NAME, _PANEL, _BESIDE, _GAP, _ROW = 1.75, 1.95, 1.4, 0.3, 0.74
_TOP = HEAD + 0.42
_DOT = 0.3
"""Where in its row a point stands, beside its value."""


def cost_chart(result: Result, lang: Lang) -> Chart:
    """One row a policy, one column a measure of cost; beside each point its paired difference to the baseline."""
    rows = len(result.policies)
    size = 2 * MARGIN + _NAME + 2 * (_PANEL + _BESIDE) + _GAP, _TOP + rows * _ROW + 0.5
    with style():
        sheet = Sheet(*size, word("chart_cost", lang), word("chart_cost_sub", lang))
        for row, policy in enumerate(result.policies):
            name = fitted(policy.title[lang], _NAME - 0.2, size=10, lines=3)
            sheet.text(MARGIN, _TOP + row * _ROW + 0.1, name, size=10, color=accent(row), va="top")
        for column, (metric, head) in enumerate(((APR, "cost_apr"), (MONEY, "cost_yuan"))):
            x = MARGIN + _NAME + column * (_PANEL + _BESIDE + _GAP)
            sheet.text(x, HEAD + 0.2, word(head, lang), size=11.5)
            _column(sheet, x, result, metric, lang)
    return Chart(sheet.figure, _alt(result, lang))


def _column(sheet: Sheet, x: float, result: Result, metric: str, lang: Lang) -> None:
    rows = len(result.policies)
    axes = sheet.axes(x, _TOP, _PANEL, rows * _ROW)
    axes.set(ylim=(rows, 0), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    seen = [_estimate(result, row, metric) for row in range(rows)]
    for row, estimate in enumerate(seen):
        if estimate is not None:
            _point(axes, row, estimate)
        y = _TOP + row * _ROW
        sheet.text(x + _PANEL + 0.12, y + 0.17, _value(result, row, metric, lang), size=11, color=accent(row))
        sheet.text(x + _PANEL + 0.12, y + 0.3, _change(result, row, metric, lang), size=8.5, color=INK, va="top")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=3, min_n_ticks=2))
    _scale(axes, seen)


def _estimate(result: Result, row: int, metric: str) -> Estimate | None:
    estimate = result.estimates.get(result.policies[row].name, {}).get(metric)
    return estimate if estimate is not None and estimate.estimate is not None else None


def _point(axes: Axes, row: int, estimate: Estimate) -> None:
    divisor = numbers.level_scale(estimate.unit).divisor
    middle = (estimate.estimate or 0) / divisor
    if estimate.low is not None and estimate.high is not None:
        ends = [estimate.low / divisor, estimate.high / divisor]
        axes.plot(ends, [row + _DOT] * 2, color=accent(row), linewidth=3.2, alpha=0.45, solid_capstyle="butt")
    axes.plot([middle], [row + _DOT], "o", color=accent(row), markersize=7, markeredgecolor="white", zorder=3)
    if row == 0:
        axes.axvline(middle, color=accent(0), linewidth=0.9, linestyle=(0, (4, 3)))


def _scale(axes: Axes, seen: list[Estimate | None]) -> None:
    """Room at both ends, so that neither a point nor the label of a tick stands on the edge."""
    ends = [
        end / numbers.level_scale(estimate.unit).divisor
        for estimate in seen
        if estimate is not None
        for end in (estimate.low, estimate.estimate, estimate.high)
        if end is not None
    ]
    if not ends:
        axes.set_xticks([])
        return
    room = 0.12 * (max(ends) - min(ends)) or 0.02 * abs(ends[0]) or 1.0
    axes.set_xlim(min(ends) - room, max(ends) + room)
    axes.xaxis.set_major_formatter("{x:,.2f}" if max(map(abs, ends)) < 1000 else "{x:,.0f}")


def _value(result: Result, row: int, metric: str, lang: Lang) -> str:
    estimate = _estimate(result, row, metric)
    return word("not_observed", lang) if estimate is None else numbers.estimated(estimate, lang).amount


def _change(result: Result, row: int, metric: str, lang: Lang) -> str:
    """The paired difference with its interval under it; the baseline's is none."""
    if row == 0:
        return word("baseline", lang)
    change = result.differences.get(result.policies[row].name, {}).get(metric)
    return "" if change is None or change.difference is None else "\n".join(numbers.changed(change, lang))


def _alt(result: Result, lang: Lang) -> str:
    lines = [
        f"{policy.title[lang]}{word('colon', lang)}{_value(result, row, metric, lang)} "
        + _change(result, row, metric, lang).replace("\n", word("comma", lang))
        for metric in (APR, MONEY)
        for row, policy in enumerate(result.policies)
    ]
    return word("chart_cost", lang) + word("stop", lang) + word("comma", lang).join(lines)
