"""Each rule reaches an outcome through what agents decide: the sign of the paired difference, and its interval."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from notice.law import Law
from scenarios.markets import Market
from scenarios.reforms import reform
from sim import metrics
from sim.records import Run
from sim.world import simulate
from tests.sim.paired import differs, falls, rises
from tests.sim.worlds import busy_market, reformed

SEEDS = range(1, 7)

SLOW_BANKS = {
    "disbursement_lag_median_seconds": {"first": 180_000, "repeat": 150_000},
    "bank_automated_bp": {"state_owned": 0, "joint_stock": 0, "city": 0, "rural": 0},
    "waiting_cost_bp_per_month": 150,
    "need_after_signing_median_days": 2,
    "apply_after_award_median_days": 30,
    "apply_after_award_sigma_percent": 10,
    "hassle_fen": 0,
    "awards_per_year": 1_500,
    "suppliers": 400,
}
"""Banks that take their time where nothing presses them, and suppliers who apply late and need the money at once."""

RISKY = {
    "supplier_conduct_shares_bp": {"honest": 7000, "opportunist": 3000, "fraudulent": 0},
    "opportunist_share_bp": 300,
    "diverts_unrepaid_bp": 5000,
    "failing_bp": 100,
    "loss_in_rate_max_bp": 500,
    "ordinary_loan_access_bp": {"large": 0, "medium": 0, "small": 0, "micro": 0},
}
"""Many who would take the purchaser's money elsewhere and not repay, more than banks believe, and no ordinary loans."""


IDLE = {"background_utilisation_bp": 0}
"""Desks without other business: quicker to simulate where no time limit is looked at."""

_MARKETS = {
    "usual": busy_market(**IDLE),
    "slow": busy_market(**SLOW_BANKS),
    "risky": busy_market(**RISKY, **IDLE),
}


@cache
def _base(kind: str) -> list[Run]:
    return _runs(_MARKETS[kind], Law())


def _runs(given: Market, law: Law) -> list[Run]:
    return [simulate(given, law, seed) for seed in SEEDS]


# --- 1 time limits ------------------------------------------------------------------------------------------------


@cache
def _slower() -> list[Run]:
    return _runs(_MARKETS["slow"], Law(reform("slower-clocks")))


@cache
def _faster() -> list[Run]:
    return _runs(_MARKETS["slow"], Law(reform("faster-clocks")))


@pytest.mark.parametrize("group", ["first", "repeat"])
def test_longer_time_limits_make_money_come_later(group: str) -> None:
    assert rises(differs(_base("slow"), _slower(), f"disbursement_working_days_{group}"))
    assert rises(differs(_faster(), _slower(), f"disbursement_working_days_{group}"))


def test_where_money_comes_later_fewer_suppliers_take_it() -> None:
    assert falls(differs(_faster(), _slower(), "take_up_share_by_value"))


def test_a_limit_too_short_for_the_staff_is_missed() -> None:
    assert falls(differs(_base("slow"), _faster(), "sla_met_share_repeat"))


# --- 2 account lock and treasury gate -----------------------------------------------------------------------------


@cache
def _unlocked() -> list[Run]:
    return _runs(_MARKETS["risky"], Law(reform("no-account-lock")))


def test_without_the_lock_money_is_diverted_and_lost() -> None:
    assert falls(differs(_base("risky"), _unlocked(), "diversions_blocked"))
    assert rises(differs(_base("risky"), _unlocked(), "default_share"))


def test_without_the_lock_banks_ask_for_higher_rates_and_lend_to_fewer() -> None:
    assert rises(differs(_base("risky"), _unlocked(), "all_in_apr_bp"))
    assert falls(differs(_base("risky"), _unlocked(), "approval_share"))


def test_under_the_lock_every_attempt_to_divert_is_blocked() -> None:
    cases = [case for run in _base("risky") for case in run.cases]
    assert sum(case.diversions_attempted for case in cases) > 20
    assert all(case.diversions_blocked == case.diversions_attempted for case in cases)


# --- 4 guarantees ---------------------------------------------------------------------------------------------------


def test_a_guarantee_makes_loans_cheaper_and_some_stay_away() -> None:
    allowed = _runs(_MARKETS["risky"], Law(reform("natural-person-guarantee")))
    assert falls(differs(_base("risky"), allowed, "all_in_apr_bp"))
    assert falls(differs(_base("risky"), allowed, "draw_share"))


# --- 5 payment clocks -------------------------------------------------------------------------------------------------


def test_the_later_the_purchaser_has_to_pay_the_more_interest_is_paid_at_the_same_rate(tmp_path: Path) -> None:
    longer = _runs(_MARKETS["usual"], reformed(tmp_path, pay_days_default=60))
    assert rises(differs(_base("usual"), longer, "financing_cost_fen_per_million"))
    found = differs(_base("usual"), longer, "all_in_apr_bp")
    assert found.difference is not None
    assert abs(found.difference) < 5


# --- none -----------------------------------------------------------------------------------------------------------


def test_a_null_reform_differs_in_nothing() -> None:
    null = _runs(_MARKETS["usual"], Law(reform("null")))
    for name in metrics.UNITS:
        assert differs(_base("usual"), null, name).difference in (0, None), name
