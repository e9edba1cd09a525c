"""The report of an experiment: one self-contained page in both languages, a pure function of what was computed."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.names import LANGS, Lang
from conformance.tally import counted
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from reports import html
from reports.certification import CertificationSummary
from reports.gallery import Gallery, experiment_gallery
from reports.glance import answers, headlines, lines
from reports.groups import RoleGroup, by_role
from reports.inputs import Detection, Judged, Reproduction
from reports.palette import accent
from sim.results import Result


def report_page(
    result: Result,
    reproduction: Reproduction,
    *,
    judged: Judged | None = None,
    detections: Sequence[Detection] = (),
    certifications: Sequence[CertificationSummary] = (),
    gallery: Gallery | None = None,
    first: Lang = "zh",
) -> str:
    """The page as HTML. Sections without input are left out; `gallery`: if the charts were drawn already."""
    gallery = gallery or experiment_gallery(result, judged)
    shared = {
        "result": result,
        "reproduction": reproduction,
        "judged": judged,
        "clauses": clause_verdicts(judged) if judged else {},
        "cases": _cases(judged),
        "detections": detections,
        "certifications": [(summary, _failures(summary)) for summary in certifications],
        "colours": [accent(position) for position in range(len(result.policies))],
    }
    views = {lang: shared | _in_words(result, lang) | html.pictures(gallery, lang) for lang in LANGS}
    return html.page("report.html.j2", "report_title", views, first)


def _in_words(result: Result, lang: Lang) -> dict[str, object]:
    return {
        "headlines": headlines(result, lang),
        "answers": answers(result, lang),
        "lines": lines(result, lang),
    }


def _cases(judged: Judged | None) -> int:
    return len({getattr(event, "award", None) for event in judged.trace.events} - {None}) if judged else 0


def clause_verdicts(judged: Judged) -> dict[str, Verdict | None]:
    """Every clause of the notice with its verdict; None where no norm that is judged stands for it."""
    verdicts = judged.judgement.clauses()
    return {clause: verdicts.get(clause) for clause in catalogue().clauses}


def _failures(summary: CertificationSummary) -> list[RoleGroup]:
    """What the platform failed; a mutant's planted breach first."""
    failed = by_role(counted(finding for finding in summary.findings if finding.verdict == Verdict.FAIL))
    return sorted(failed, key=lambda group: group.first.id != summary.planted)
