"""The page of an audit: what was judged, by which policy and readings, how it came out, and the evidence."""

from __future__ import annotations

from typing import NamedTuple

from conformance.judge import Judgement
from conformance.verdicts import Verdict
from notice.events import EVENT_TYPES
from notice.policy import Parameter, Policy
from notice.trace import Trace
from reports import html
from reports.charts.timeline import timeline_chart
from reports.charts.verdicts import verdict_chart
from reports.groups import grouped
from reports.html import Picture
from reports.inputs import Reproduction
from reports.story import story, worst_subjects
from reports.words import LANGS, Lang, event_name

STORIES = 3
"""How many of the worst cases are told."""


class Told(NamedTuple):
    """A case and its time line."""

    subject: str
    chart: Picture


def audit_page(
    target: str, trace: Trace, judgement: Judgement, policy: Policy, reproduction: Reproduction, *, first: Lang = "zh"
) -> str:
    """The page as HTML; `target` is what the user called the log."""
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
        "groups": grouped(findings, without=(Verdict.PASS,)),
        "reproduction": reproduction,
    }
    views = {lang: shared | _pictures(trace, judgement, lang) for lang in LANGS}
    return html.page("audit.html.j2", "audit_title", views, first)


def readings(policy: Policy) -> dict[str, Parameter]:
    """The ambiguities of the text and how each was read."""
    entries = {name: policy.parameter(name) for name in policy.ids}
    return {name: entry for name, entry in entries.items() if entry.readings or entry.unit == "flag"}


def _counts(judgement: Judgement) -> dict[Verdict, int]:
    """How many norms came out how, the worst first."""
    verdicts = [norm.verdict for norm in judgement.norms.values()]
    return {verdict: verdicts.count(verdict) for verdict in sorted(Verdict, reverse=True) if verdict in verdicts}


def _pictures(trace: Trace, judgement: Judgement, lang: Lang) -> dict[str, object]:
    told = [
        Told(subject, html.picture(timeline_chart(story(trace, judgement, subject), lang)))
        for subject in worst_subjects(judgement, STORIES)
    ]
    unseen = [event_name(kind, lang) for kind in EVENT_TYPES if not judgement.observation.sees(kind)]
    return {"matrix": html.picture(verdict_chart(judgement, lang)), "told": told, "unseen": unseen}
