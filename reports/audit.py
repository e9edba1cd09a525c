"""The page of an audit: what was judged, by which policy and readings, how it came out, and the evidence."""

from __future__ import annotations

from conformance.judge import Judgement
from conformance.verdicts import Verdict
from notice.events import EVENT_TYPES
from notice.policy import Parameter, Policy
from notice.trace import Trace
from reports import html
from reports.gallery import Gallery, audit_gallery
from reports.groups import kinds
from reports.inputs import Reproduction
from reports.words import LANGS, Lang, event_name


def audit_page(
    target: str,
    trace: Trace,
    judgement: Judgement,
    policy: Policy,
    reproduction: Reproduction,
    *,
    gallery: Gallery | None = None,
    first: Lang = "zh",
) -> str:
    """The page as HTML; `target` is what the user called the log, `gallery`: if the charts were drawn already."""
    gallery = gallery or audit_gallery(trace, judgement)
    findings = [finding for norm in judgement.norms.values() for finding in norm.findings]
    shared = {
        "target": target,
        "observation": judgement.observation,
        "events": len(trace.events),
        "cases": len({getattr(event, "award", None) for event in trace.events} - {None}),
        "policy": policy,
        "readings": readings(policy),
        "norms": judgement.norms,
        "counts": _counts(judgement),
        "kinds": kinds(findings, without=(Verdict.PASS,)),
        "reproduction": reproduction,
    }
    views = {lang: shared | html.pictures(gallery, lang) | {"unseen": _unseen(judgement, lang)} for lang in LANGS}
    return html.page("audit.html.j2", "audit_title", views, first)


def readings(policy: Policy) -> dict[str, Parameter]:
    """The ambiguities of the text and how each was read."""
    entries = {name: policy.parameter(name) for name in policy.ids}
    return {name: entry for name, entry in entries.items() if entry.readings or entry.unit == "flag"}


def _counts(judgement: Judgement) -> dict[Verdict, int]:
    """How many norms came out how, the worst first."""
    verdicts = [norm.verdict for norm in judgement.norms.values()]
    return {verdict: verdicts.count(verdict) for verdict in sorted(Verdict, reverse=True) if verdict in verdicts}


def _unseen(judgement: Judgement, lang: Lang) -> list[str]:
    return [event_name(kind, lang) for kind in EVENT_TYPES if not judgement.observation.sees(kind)]
