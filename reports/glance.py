"""The answer at a glance: the baseline's figures large, what each reform changes, and a plain sentence a reform."""

from __future__ import annotations

from typing import NamedTuple

from conformance.names import Lang
from reports import numbers
from reports.metrics import effect, is_clear, metrics, title
from reports.numbers import Shown
from reports.palette import accent
from reports.words import word
from sim.results import Difference, Result

HEADLINES = (
    "disbursement_working_days_first",
    "disbursement_working_days_repeat",
    "financing_cost_fen_per_million",
    "take_up_share_by_value",
)
"""Outcomes that a policy designer asks for first."""
SAID = ("disbursement_working_days_first", "disbursement_working_days_repeat", "financing_cost_fen_per_million")
"""Outcomes of the sentence about a reform."""


class Change(NamedTuple):
    """What a policy changes in an outcome, in its colour; `clear` if the interval excludes zero."""

    policy: str
    colour: str
    value: str
    amount: str
    span: str
    pairing: str
    clear: bool


class Line(NamedTuple):
    """An outcome: the baseline's value with its interval, and each other policy's change."""

    id: str
    title: str
    value: str
    span: str
    changes: tuple[Change, ...]


class Answer(NamedTuple):
    """A policy's sentence in its colour."""

    colour: str
    sentence: str


def headlines(result: Result, lang: Lang) -> list[Line]:
    """The outcomes asked for first, those that the result has."""
    return [line for line in lines(result, lang) if line.id in HEADLINES]


def lines(result: Result, lang: Lang) -> list[Line]:
    """Every outcome that some policy has, in the order of `metrics`."""
    known = {name for estimates in result.estimates.values() for name in estimates}
    return [_line(result, name, lang) for name in metrics() if name in known]


def answers(result: Result, lang: Lang) -> list[Answer]:
    """One sentence for each reform; its signs are those of the differences."""
    return [
        Answer(accent(position), _sentence(result.differences.get(policy.name, {}), policy.title[lang], lang))
        for position, policy in enumerate(result.policies)
        if position
    ]


def _sentence(differences: dict[str, Difference], name: str, lang: Lang) -> str:
    effects = [effect(metric, differences[metric], lang) for metric in SAID if metric in differences]
    return word("under", lang, title=name, effects=word("comma", lang).join(effects) or word("not_observed", lang))


def _line(result: Result, metric: str, lang: Lang) -> Line:
    base = _shown(result, 0, metric, lang)
    return Line(
        id=metric,
        title=title(metric, lang),
        value=base.amount,
        span=base.span,
        changes=tuple(_change(result, row, metric, lang) for row in range(1, len(result.policies))),
    )


def _shown(result: Result, row: int, metric: str, lang: Lang) -> Shown:
    estimate = result.estimates.get(result.policies[row].name, {}).get(metric)
    return Shown(word("not_observed", lang), "") if estimate is None else numbers.estimated(estimate, lang)


def _change(result: Result, row: int, metric: str, lang: Lang) -> Change:
    policy = result.policies[row]
    difference = result.differences.get(policy.name, {}).get(metric)
    value = _shown(result, row, metric, lang).amount
    if difference is None:
        return Change(policy.title[lang], accent(row), value, word("not_observed", lang), "", "", clear=False)
    change, factor = numbers.changed(difference, lang), difference.variance_reduction
    return Change(
        policy=policy.title[lang],
        colour=accent(row),
        value=value,
        amount=change.amount,
        span=change.span,
        pairing="" if factor is None else f"×{factor:,.1f}",
        clear=is_clear(difference),
    )
