"""The page of an audit, to hand to a regulator: what was judged and by what, what was not seen, verdicts by clause and by
actor, findings by cause; then the few events that decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import NamedTuple

from conformance.judge import Judgement
from conformance.listing import LISTED
from conformance.names import LANGS, Lang, event_name, said
from conformance.verdicts import Verdict
from conformance.worst import STORIES, worst_subjects
from notice.catalogue import Clause, catalogue
from notice.events import EVENT_TYPES, Actor, Event
from notice.policy import Parameter, Policy, Value, shown_value
from notice.trace import Trace
from reports import counted, html
from reports.gallery import Gallery, audit_gallery
from reports.groups import ACTORS_SHOWN, by_role
from reports.inputs import Audited, Reproduction


class ActorRow(NamedTuple):
    """What FAIL findings blame an actor for: how many of each norm, the most first."""

    actor: Actor
    norms: dict[str, int]

    @property
    def number(self) -> int:
        """All of them."""
        return sum(self.norms.values())


class Evidence(NamedTuple):
    """One award of those told: the events that its FAIL findings rest on, in order."""

    subject: str
    events: tuple[Event, ...]


def audit_page(
    audited: Audited, reproduction: Reproduction, *, gallery: Gallery | None = None, first: Lang = "zh"
) -> str:
    """The page as HTML; `gallery`: if the charts were drawn already."""
    trace, judgement = audited.log.trace, audited.judgement
    gallery = gallery or audit_gallery(trace, judgement)
    blamed = by_actor(judgement)
    shared = {
        "audited": audited,
        "observation": judgement.observation,
        "policy": audited.policy,
        "readings": readings(audited.policy),
        "norms": judgement.norms,
        "counts": _counts(judgement),
        "kinds": by_role(chain(*(norm.counted() for norm in judgement.norms.values())), without=(Verdict.PASS,)),
        "listed": sum(map(judgement.number, LISTED)),
        "by_clause": by_clause(judgement),
        "by_actor": blamed[:ACTORS_SHOWN],
        "more_actors": len(blamed) - ACTORS_SHOWN,
        "evidence": evidence(trace, judgement),
        "shown": shown_value,
        "reproduction": reproduction,
    }
    views = {lang: shared | html.pictures(gallery, lang) | _spoken(audited, lang) for lang in LANGS}
    return html.page("audit.html.j2", "audit_title", views, first)


def readings(policy: Policy) -> dict[str, Parameter]:
    """The ambiguities of the text and how each was read."""
    entries = {name: policy.parameter(name) for name in policy.ids}
    return {name: entry for name, entry in entries.items() if entry.readings}


def by_clause(judgement: Judgement) -> list[tuple[Clause, Verdict]]:
    """The clauses that something in the log exercised, the worst first."""
    verdicts = judgement.clauses()
    rows = [(clause, verdicts[name]) for name, clause in catalogue().clauses.items() if name in verdicts]
    exercised = [row for row in rows if row[1] != Verdict.NOT_EXERCISED]
    return sorted(exercised, key=lambda row: -row[1])


def by_actor(judgement: Judgement) -> list[ActorRow]:
    """Who is blamed for what, who is blamed most first."""
    counts: dict[Actor, Counter[str]] = defaultdict(Counter)
    for kind, number in chain(*(norm.numbers().items() for norm in judgement.norms.values())):
        for actor in kind.blames if kind.verdict == Verdict.FAIL else ():
            counts[actor][kind.id] += number
    rows = [ActorRow(actor, dict(norms.most_common())) for actor, norms in counts.items()]
    return sorted(rows, key=lambda row: (-row.number, row.actor))


def evidence(trace: Trace, judgement: Judgement) -> list[Evidence]:
    """Of the cases told: the events that their FAIL findings cite."""
    by_key = {event.key: event for event in trace.events}
    told = []
    for subject in worst_subjects(judgement.kept(), STORIES):
        findings = [one for one in judgement.findings(Verdict.FAIL) if one.subject == subject]
        cited = {key: by_key[key] for finding in findings for key in finding.evidence if key in by_key}
        told.append(Evidence(subject, tuple(sorted(cited.values(), key=lambda event: (event.at, event.key)))))
    return told


def _read(entry: Parameter, value: Value, lang: Lang) -> str:
    """A reading in its sentence."""
    return said(entry.read_as(value), lang) + f" ({shown_value(value)})"


def _counts(judgement: Judgement) -> dict[Verdict, int]:
    """How many norms came out how, the worst first."""
    verdicts = [norm.verdict for norm in judgement.norms.values()]
    return {verdict: verdicts.count(verdict) for verdict in sorted(Verdict, reverse=True) if verdict in verdicts}


def _spoken(audited: Audited, lang: Lang) -> dict[str, object]:
    """What is said in words of one language: what was counted, the types that were not seen, and an event's name."""
    unseen = [event_name(kind, lang) for kind in EVENT_TYPES if not audited.judgement.observation.sees(kind)]
    lines = counted.lines(audited.measures, lang)
    return {
        "reading": lambda name, value: _read(audited.policy.parameter(name), value, lang),
        "unseen": unseen,
        "counted": lines,
        "event": lambda event: event_name(type(event).__name__, lang),
    }
