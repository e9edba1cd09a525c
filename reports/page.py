"""The report of an experiment: one self-contained page in both languages, a pure function of what was computed."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from reports import html
from reports.certification import CertificationSummary
from reports.charts.cost import cost_chart
from reports.charts.disbursement import disbursement_chart
from reports.charts.timeline import timeline_chart
from reports.charts.verdicts import verdict_chart
from reports.glance import answers, headlines, lines
from reports.groups import Group, grouped
from reports.inputs import Detection, Judged, Reproduction
from reports.palette import accent
from reports.story import story, worst_subjects
from reports.words import LANGS, Lang
from sim.results import Result


def report_page(
    result: Result,
    reproduction: Reproduction,
    *,
    judged: Judged | None = None,
    detections: Sequence[Detection] = (),
    certifications: Sequence[CertificationSummary] = (),
    case: str | None = None,
    first: Lang = "zh",
) -> str:
    """The page as HTML. Sections without input are left out; `case` is the award that is told, by default the worst."""
    shared = {
        "result": result,
        "reproduction": reproduction,
        "judged": judged,
        "cases": _cases(judged),
        "detections": detections,
        "certifications": [(summary, _duty_findings(summary)) for summary in certifications],
        "colours": [accent(position) for position in range(len(result.policies))],
    }
    views = {lang: shared | _in_words(result, lang) | _judged(judged, case, lang) for lang in LANGS}
    return html.page("report.html.j2", "report_title", views, first)


def _in_words(result: Result, lang: Lang) -> dict[str, object]:
    return {
        "headlines": headlines(result, lang),
        "answers": answers(result, lang),
        "lines": lines(result, lang),
        "time_chart": html.picture(disbursement_chart(result, lang)),
        "cost_chart": html.picture(cost_chart(result, lang)),
    }


def _cases(judged: Judged | None) -> int:
    return len({getattr(event, "award", None) for event in judged.trace.events} - {None}) if judged else 0


def _judged(judged: Judged | None, case: str | None, lang: Lang) -> dict[str, object]:
    if judged is None:
        return {"matrix": None, "clauses": {}, "case_chart": None}
    subject = case or next(iter(worst_subjects(judged.judgement, 1)), None)
    told = story(judged.trace, judged.judgement, subject) if subject else None
    return {
        "matrix": html.picture(verdict_chart(judged.judgement, lang)),
        "clauses": clause_verdicts(judged),
        "case_chart": html.picture(timeline_chart(told, lang)) if told else None,
    }


def clause_verdicts(judged: Judged) -> dict[str, Verdict | None]:
    """Every clause of the notice with its verdict; None where no norm that is judged stands for it."""
    verdicts = judged.judgement.clauses()
    return {clause: verdicts.get(clause) for clause in catalogue().clauses}


def _duty_findings(summary: CertificationSummary) -> list[Group]:
    return grouped(summary.findings, without=(Verdict.PASS, Verdict.OPEN))
