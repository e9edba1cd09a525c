"""Outcomes in words: titles, and sentences whose sign comes from the data."""

from __future__ import annotations

from functools import cache

from conformance.names import Lang, said
from notice.policy import Text
from notice.yaml import Model, packaged
from reports import numbers
from reports.words import word
from sim.results import Difference


class Metric(Model):
    """An outcome's title within a sentence, and its own verbs where it has some."""

    title: Text
    falls: Text | None = None
    rises: Text | None = None


class _Metrics(Model):
    metrics: dict[str, Metric]


@cache
def metrics() -> dict[str, Metric]:
    """Every outcome in the order of the report's table."""
    return packaged("reports", "data/metrics.yaml").parse(_Metrics).metrics


def title(metric: str, lang: Lang) -> str:
    """The outcome's title, for the head of a line."""
    text = said(metrics()[metric].title, lang)
    return text[0].upper() + text[1:]


def is_clear(difference: Difference) -> bool:
    """Whether the interval excludes zero."""
    return difference.low is not None and difference.high is not None and (difference.low > 0 or difference.high < 0)


def effect(metric: str, difference: Difference, lang: Lang) -> str:
    """What a reform does to an outcome, as the part of a sentence: its sign and figures are those of `difference`."""
    subject = said(metrics()[metric].title, lang)
    if difference.difference is None:
        return word("nothing_seen", lang, title=subject)
    if difference.difference == 0 and not difference.low and not difference.high:
        return word("unchanged", lang, title=subject)
    return _clear(metric, difference, lang) if is_clear(difference) else _unclear(subject, difference, lang)


def _clear(metric: str, difference: Difference, lang: Lang) -> str:
    """The sign is in the verb, so the figures have none."""
    rises = (difference.difference or 0) > 0
    entry, shown = metrics()[metric], numbers.size_of_change(difference, lang)
    own = entry.rises if rises else entry.falls
    if own is not None:
        sentence = said(own, lang).format(amount=shown.amount)
    else:
        sentence = word("rises" if rises else "falls", lang, title=said(entry.title, lang), amount=shown.amount)
    return word("with_interval", lang, sentence=sentence, interval=shown.span)


def _unclear(subject: str, difference: Difference, lang: Lang) -> str:
    shown = numbers.changed(difference, lang)
    if difference.low is None or difference.high is None:
        return word("unclear_alone", lang, title=subject, amount=shown.amount)
    return word("unclear", lang, title=subject, amount=shown.amount, interval=shown.span)
