"""Market and reform files: what ships is sound, and what a user gets wrong is said with its place."""

from __future__ import annotations

from itertools import combinations

import pytest
from pydantic import ValidationError

from notice.calendar import Calendar
from notice.civil import day_of
from notice.errors import InputError
from notice.money import lpr_bp
from notice.policy import baseline
from scenarios import markets, reforms
from scenarios.markets import Figure, market
from scenarios.reforms import reform

BASED = """\
market: mine
based_on: kunming
title: {en: 'Mine', zh: '我的'}
note: {en: 'A try.', zh: '试。'}
"""


def _file(tmp_path, text):
    path = tmp_path / "market.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", markets.names())
def test_a_market_that_ships_is_complete_and_called_like_its_file(name):
    given = market(name)
    assert given.market == name
    assert set(given.figures) == set(market("kunming").figures)
    assert given.title.en and given.title.zh and given.note.zh


@pytest.mark.parametrize("name", markets.names())
def test_a_market_that_ships_begins_after_the_notice_and_ends_within_calendar_and_lpr(name):
    cohort, calendar = market(name).cohort, Calendar.official()
    assert day_of(cohort.begin_at) >= baseline().day("in_force_from")
    calendar.covered(day_of(cohort.end_at) + 90)
    assert lpr_bp(day_of(cohort.end_at)) > 0


def test_a_figure_with_a_source_says_which_place_it_is_about():
    for name in markets.names():
        for figure, entry in market(name).figures.items():
            assert entry.status == "assumed" or (entry.place and entry.source), (name, figure)
            assert entry.status != "assumed" or not entry.place, (name, figure)


def test_figures_read_about_another_place_do_not_say_kunming():
    about = {name: entry.place for name, entry in market("kunming").figures.items() if entry.place}
    assert about["ordinary_loan_apr_bp"] == "Shenzhen"
    assert {name for name, place in about.items() if "Kunming" in place} == {
        "awards_per_year",
        "award_band_shares_bp",
        "award_sigmas_percent",
        "winner_size_e_mall_bp",
        "winner_size_mid_bp",
        "winner_size_tender_bp",
    }


def test_breaches_are_planted_in_one_market_only():
    assert set(market("kunming").numbers("breach_rates_bp").values()) == {0}
    assert all(rate > 0 for rate in market("breaches").numbers("breach_rates_bp").values())


def test_a_change_keeps_the_options_it_does_not_name(tmp_path):
    mine = market(_file(tmp_path, BASED + "changes:\n  bank_officers: {value: {city: 9}}\n"))
    assert mine.numbers("bank_officers") == market("kunming").numbers("bank_officers") | {"city": 9}
    assert mine.figures["bank_officers"].status == "assumed"
    assert mine.cohort == market("kunming").cohort


def test_the_hash_of_a_market_depends_on_its_values_and_not_on_its_words(tmp_path):
    same = market(_file(tmp_path, BASED))
    other = market(_file(tmp_path, BASED + "changes:\n  suppliers: {value: 4001}\n"))
    assert same.hash == market("kunming").hash != other.hash


WRONG = {
    "an unknown figure": (
        BASED + "changes:\n  supplier: {value: 5}\n",
        r"market.yaml:6:3 \(changes.supplier\): no figure is called 'supplier'; did you mean 'suppliers'",
    ),
    "shares that do not sum up": (
        BASED + "changes:\n  award_band_shares_bp: {value: {e_mall: 4100}}\n",
        r"market.yaml:6:\d+ .*: shares sum to 10000 basis points, these to 10100",
    ),
    "a negative weight": (
        BASED + "changes:\n  award_month_weights: {value: {'01': -1}}\n",
        r"market.yaml:6:\d+ .*no share is below 0",
    ),
    "one number for several": (
        BASED + "changes:\n  bank_officers: {value: 5}\n",
        r"market.yaml:6:\d+ .*'bank_officers' is given by option",
    ),
    "several numbers for one": (
        BASED + "changes:\n  suppliers: {value: {a: 5}}\n",
        r"market.yaml:6:\d+ .*'suppliers' is given as one whole number",
    ),
    "an unknown option": (
        BASED + "changes:\n  bank_officers: {value: {towns: 5}}\n",
        r"market.yaml:6:\d+ .*no option 'towns'",
    ),
    "a claim without a source": (
        BASED + "changes:\n  suppliers: {value: 5, status: read}\n",
        r"market.yaml:6:\d+ .*name the source",
    ),
    "a fraction": (BASED + "changes:\n  suppliers: {value: 1.5}\n", r"market.yaml:6:\d+ .*changes.suppliers.value"),
    "an unknown base": (BASED.replace("kunming", "kunmin"), r"market.yaml:2:\d+ .*did you mean 'kunming'"),
    "an unknown field": (BASED + "figure: 3\n", r"market.yaml:5:\d+ .*unknown field 'figure'"),
    "a cohort out of order": (
        BASED + "cohort: {history_from: 2023-01-01, measured_from: 2022-01-01, measured_until: 2023-06-01,"
        " run_off_until: 2024-01-01}\n",
        r"market.yaml:5:\d+ \(cohort\): .*dates must follow",
    ),
    "a market on its own": (
        BASED.replace("based_on: kunming\n", ""),
        r"market.yaml:1:1: the field 'based_on' is missing",
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_in_a_market_file_is_said_with_its_place(fault, tmp_path):
    text, message = WRONG[fault]
    with pytest.raises(InputError, match=message):
        market(_file(tmp_path, text))


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ({"value": 5, "unit": "bp", "status": "read"}, "needs its source and the place"),
        ({"value": 5, "unit": "bp", "status": "calibrated", "source": "a report"}, "needs its source and the place"),
        ({"value": 5, "unit": "bp_shares", "status": "assumed"}, "given by option"),
        ({"value": 5, "unit": "miles", "status": "assumed"}, "Input should be"),
        ({"value": True, "unit": "bp", "status": "assumed"}, "valid integer"),
    ],
)
def test_an_unsound_figure_is_refused(figure, message):
    with pytest.raises(ValidationError, match=message):
        Figure.model_validate(figure | {"meaning": {"en": "a", "zh": "a"}})


def test_an_unknown_market_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'kunming'"):
        market("kunmin")
    with pytest.raises(InputError, match="no such file"):
        market("nowhere/kunming.yaml")


def test_asking_for_a_figure_in_the_wrong_form_is_a_programming_error():
    with pytest.raises(TypeError, match="given by option"):
        market("kunming").number("bank_officers")
    with pytest.raises(TypeError, match="one number"):
        market("kunming").numbers("suppliers")


@pytest.mark.parametrize("name", reforms.names())
def test_a_reform_that_ships_leaves_the_baseline_alone_and_is_called_like_its_file(name):
    before = baseline().hash
    changed = reform(name)
    assert changed.reforms == (name,)
    assert baseline().hash == before
    of_the_market_only = bool(changed.market_changes) and not changed.differences(baseline())
    assert (changed.hash == before) == (name == "null" or of_the_market_only)


def test_every_reform_differs_from_every_other():
    every = [reform(name) for name in reforms.names()]
    assert all(
        one.hash != other.hash or one.market_changes.keys() != other.market_changes.keys()
        for one, other in combinations(every, 2)
    )


def test_reforms_add_up():
    both = reform("no-account-lock", reform("faster-clocks"))
    assert both.reforms == ("faster-clocks", "no-account-lock")
    assert set(both.differences(baseline())) == {
        "first_sla_working_days",
        "repeat_sla_working_days",
        "lock_from",
        "treasury_gate",
    }


def test_an_unknown_reform_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'faster-clocks'"):
        reform("fast-clocks")
