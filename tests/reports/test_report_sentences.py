"""Figures and sentences: what is said is what was computed, sign included."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.names import LANGS, Lang, said
from reports import numbers
from reports.metrics import effect, is_clear, metrics, title
from reports.words import word
from sim.metrics import UNITS
from sim.results import Difference, Estimate

FACTORS = {"bp": 1, "share": 100, "fen": 0.01, "seconds": 1 / 86_400}
values = st.floats(-5_000, 5_000, allow_nan=False).map(lambda value: round(value, 4))
halves = st.floats(0, 500).map(lambda value: round(value, 4))


def difference(metric: str, value: float | None, half: float | None) -> Difference:
    ends = (None, None) if value is None or half is None else (value - half, value + half)
    return Difference(
        unit=UNITS[metric],
        baseline=0.0,
        reform=value,
        difference=value,
        low=ends[0],
        high=ends[1],
        variance_reduction=None,
        replications=2,
    )


def figures(text: str) -> list[float]:
    found = re.findall(r"([+−]?)(\d[\d,]*(?:\.\d+)?)", text)
    return [(-1 if sign == "−" else 1) * float(digits.replace(",", "")) for sign, digits in found]


def told(metric: str, lang: Lang, found: Difference) -> str:
    """The sentence without the outcome's own title, whose figures (1 million, 95%) say nothing about the data."""
    text = effect(metric, found, lang)
    for own in (metrics()[metric].title, metrics()[metric].falls, metrics()[metric].rises):
        if own is not None:
            for piece in said(own, lang).split("{amount}"):
                text = text.replace(piece, " ", 1) if piece else text
    return text.replace("95%", "")


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(LANGS), values, halves)
def test_a_sentence_says_the_data_with_their_sign(metric: str, lang: Lang, value: float, half: float) -> None:
    found = difference(metric, value, half)
    text = effect(metric, found, lang)
    if value == half == 0:
        assert text == word("unchanged", lang, title=said(metrics()[metric].title, lang))
        return
    sign = (1 if value > 0 else -1) if is_clear(found) else 1
    expected = sorted(sign * FACTORS.get(found.unit, 1) * one for one in (found.low, value, found.high))
    shown = sorted(figures(told(metric, lang, found)))
    assert len(shown) == 3
    assert shown == pytest.approx(expected, abs=0.51, rel=1e-6)
    verbs = {1: "rises", -1: "falls"}
    if is_clear(found):
        assert _verb(metric, verbs[sign], lang) in text
        assert _verb(metric, verbs[-sign], lang) not in text
    else:
        assert not any(_verb(metric, verb, lang) in text for verb in verbs.values())


def _verb(metric: str, direction: str, lang: Lang) -> str:
    own = getattr(metrics()[metric], direction)
    if own is not None:
        return said(own, lang).split("{amount}")[1 if lang == "en" else 0]
    return (
        {"rises": " rises by ", "falls": " falls by "}[direction]
        if lang == "en"
        else {"rises": "上升", "falls": "下降"}[direction]
    )


@given(st.sampled_from(sorted(UNITS)), values, halves)
def test_clear_means_that_the_interval_excludes_zero(metric: str, value: float, half: float) -> None:
    assert is_clear(difference(metric, value, half)) == (abs(value) > half)


@pytest.mark.parametrize("lang", LANGS)
def test_one_replication_gives_no_direction(lang: Lang) -> None:
    text = effect("all_in_apr_bp", difference("all_in_apr_bp", -12.0, None), lang)
    assert "−12.0" in text and _verb("all_in_apr_bp", "falls", lang) not in text


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_observed_is_said_so(lang: Lang) -> None:
    found = difference("default_share", None, None)
    assert effect("default_share", found, lang) == word(
        "nothing_seen", lang, title=said(metrics()["default_share"].title, lang)
    )
    assert numbers.level(None, "fen", lang) == word("not_observed", lang)


@given(st.sampled_from(sorted(set(UNITS.values()))), st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-3))
def test_a_change_never_reads_as_zero_and_keeps_its_sign(unit: str, value: float) -> None:
    change = Difference(
        unit=unit,
        baseline=0.0,
        reform=value,
        difference=value,
        low=None,
        high=None,
        variance_reduction=None,
        replications=1,
    )
    amount = numbers.changed(change, "en").amount
    assert amount[0] == ("−" if value < 0 else "+")
    assert re.search("[1-9]", amount)


def test_units_read_as_people_read_them() -> None:
    assert numbers.level(435.2, "bp", "en") == "4.35%"
    assert numbers.level(0.873, "share", "zh") == "87.3%"
    assert numbers.level(1_812_300, "fen", "en") == "18,123 yuan"
    assert numbers.level(3.91, "working_days", "zh") == "3.9个工作日"
    apr = difference("all_in_apr_bp", -3.02, 1.7)
    assert numbers.changed(apr, "en") == ("−3.0 bp", "−4.7 to −1.3")
    assert numbers.size_of_change(apr, "en") == ("3.0 bp", "1.3 to 4.7")


def test_ends_of_an_interval_are_told_apart() -> None:
    close = Estimate(unit="working_days", estimate=3.9, low=3.86, high=3.94, replications=9)
    assert numbers.estimated(close, "en") == ("3.90 working days", "3.86 to 3.94")


def test_titles_begin_a_line() -> None:
    assert title("all_in_apr_bp", "en") == "All-in yearly rate"


def test_an_unknown_unit_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        numbers.level(1.0, "furlong", "en")
