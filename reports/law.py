"""The law page: every clause with its words, what it demands, by which values, and how it is decided and tested."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import NamedTuple

from conformance.names import LANGS, Lang, event_name
from notice.catalogue import Clause, Duty, Metric, Norm, Words, catalogue
from notice.deadlines import Deadline, deadlines
from notice.glossary import glossary
from notice.policy import Parameter, Policy, shown_value
from notice.yaml import Model, packaged
from reports import html
from reports.inputs import Reproduction
from reports.words import word
from scenarios.certification import certification


class Article(NamedTuple):
    """One clause with all that hangs on it. One of `norm`, `metric` and `words` is its home."""

    clause: Clause
    norm: Norm | None
    metric: Metric | None
    words: Words | None
    duties: tuple[Duty, ...]
    parameters: dict[str, Parameter]


class Proof(Model):
    """At least so many stories whose verdict the law gives, and breaches planted in a lawful log, test a norm's monitor."""

    stories: int
    planted: int


class _Proofs(Model):
    norms: dict[str, Proof]


def law_page(policy: Policy, reproduction: Reproduction, *, first: Lang = "zh") -> str:
    """The page as HTML, for the notice or a reform of it."""
    articles = [article(clause, policy) for clause in catalogue().clauses.values()]
    shared = {
        "policy": policy,
        "parts": {part: list(own) for part, own in groupby(articles, lambda one: one.clause.id[0])},
        "derived": [norm for norm in catalogue().norms.values() if not norm.clauses],
        "proofs": proofs(),
        "deadlines": deadlines(),
        "glossary": glossary(),
        "cases": cases_by_duty(),
        "shown": shown_value,
        "reproduction": reproduction,
    }
    views = {lang: shared | _spoken(policy, lang) for lang in LANGS}
    return html.page("law.html.j2", "law_title", views, first)


@cache
def proofs() -> dict[str, Proof]:
    """How the monitor of each norm is tested."""
    return packaged("reports", "data/proofs.yaml").parse(_Proofs).norms


def article(clause: Clause, policy: Policy) -> Article:
    """What hangs on a clause."""
    norm = catalogue().norms.get(clause.home)
    names = norm.parameters if norm else ()
    return Article(
        clause=clause,
        norm=norm,
        metric=catalogue().metrics.get(clause.home),
        words=catalogue().words.get(clause.home),
        duties=tuple(duty for duty in catalogue().duties.values() if clause.id in duty.clauses),
        parameters={name: policy.parameter(name) for name in names},
    )


def cases_by_duty() -> dict[str, list[str]]:
    """The certification cases that test each duty, by name; a case may test several."""
    return {duty: [case.name for case in certification() if duty == case.duty] for duty in catalogue().duties}


def _spoken(policy: Policy, lang: Lang) -> dict[str, object]:
    """What the template says in words of one language."""
    return {
        "events": lambda names: word("type_comma", lang).join(event_name(name, lang) for name in names),
        "length": lambda deadline: _length(deadline, policy, lang),
    }


def _length(deadline: Deadline, policy: Policy, lang: Lang) -> str:
    value, unit = deadline.length(policy)
    if value is None:
        return word("no_number", lang)
    most = f" (≤ {policy.number(deadline.limit_max)})" if deadline.limit_max else ""
    return (str(value) if unit == "date" else word(f"unit_{unit}", lang, value=value)) + most
