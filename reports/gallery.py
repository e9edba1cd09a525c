"""All charts of a report, drawn once: the page shows them and the run directory holds them."""

from __future__ import annotations

from conformance.judge import Judgement
from conformance.names import LANGS, Lang
from conformance.worst import STORIES, worst_subjects
from notice.trace import Trace
from reports.charts.canvas import Chart
from reports.charts.cost import cost_chart
from reports.charts.disbursement import disbursement_chart
from reports.charts.timeline import timeline_chart
from reports.charts.verdicts import verdict_chart
from reports.inputs import Judged
from reports.story import financed, story
from sim.results import Result

Gallery = dict[str, dict[Lang, Chart]]
"""Charts by name and language; names that begin with `case` are time lines, the worst case first."""


def experiment_gallery(result: Result, judged: Judged | None = None, case: str | None = None) -> Gallery:
    """`disbursement` and `cost`; of a judged replication also `verdicts` and a case (the worst with a loan)."""
    gallery: Gallery = {
        "disbursement": {lang: disbursement_chart(result, lang) for lang in LANGS},
        "cost": {lang: cost_chart(result, lang) for lang in LANGS},
    }
    if judged is None:
        return gallery
    return gallery | _judged(judged.trace, judged.judgement, [case] if case else _typical(judged))


def audit_gallery(trace: Trace, judgement: Judgement) -> Gallery:
    """`verdicts` and the worst cases."""
    return _judged(trace, judgement, worst_subjects(judgement.kept(), STORIES))


def _typical(judged: Judged) -> list[str]:
    """One award with a loan: the worst, else the first; without any loan the worst award."""
    lent = financed(judged.trace)
    findings = list(judged.judgement.kept())
    return worst_subjects(findings, 1, set(lent)) or lent[:1] or worst_subjects(findings, 1)


def _judged(trace: Trace, judgement: Judgement, subjects: list[str]) -> Gallery:
    gallery: Gallery = {"verdicts": {lang: verdict_chart(judgement, lang) for lang in LANGS}}
    for number, subject in enumerate(subjects, start=1):
        told = story(trace, judgement, subject)
        gallery[f"case-{number}"] = {lang: timeline_chart(told, lang) for lang in LANGS}
    return gallery
