"""Every reform that ships moves the simulated market, or is named here with the reason why it only moves verdicts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from notice.events import ApplicationAccepted, ApplicationSubmitted
from notice.law import Law
from scenarios import reforms
from scenarios.markets import Market
from scenarios.reforms import reform
from sim import metrics
from sim.records import Run
from sim.world import simulate
from tests.sim.worlds import busy_market, reformed

SEEDS = (1, 2, 3)
MARKET = busy_market(background_utilisation_bp=0, ordinary_loan_apr_bp=560)
"""Ordinary loans so cheap that a discount on them binds, and a scheme that everybody has heard of."""

NEW_SCHEME = busy_market(background_utilisation_bp=0, awareness_began_days=0)
"""Few have heard of the scheme, and few borrow: publicity matters here alone."""

VERDICTS_ONLY = {
    "null": "changes nothing",
    "calendar-estimates": "no day of these markets lies beyond the published calendar",
    "many-banks-per-award": "suppliers ask one bank at a time and do not look for a second loan on an award",
    "lax-penalties": "no party's diligence depends on the sanction it expects",
    "strict-penalties": "no party's diligence depends on the sanction it expects",
    "same-day": "banks quote and pay as fast as their desks allow, asked to or not",
    "sync-feedback": "reports and records are made as fast as ever; the reform only judges them",
}


@cache
def _runs(name: str) -> tuple[Run, ...]:
    return _played(MARKET, name)


def _played(market: Market, name: str) -> tuple[Run, ...]:
    law = Law(reform(name))
    return tuple(simulate(market, law, seed, keep_trace=True) for seed in SEEDS)


def _mean(runs: tuple[Run, ...], metric: str) -> float:
    found = [metrics.metrics(run, Law().calendar)[metric] for run in runs]
    known = [value for value in found if value is not None]
    return sum(known) / len(known)


@pytest.mark.parametrize("name", sorted(set(reforms.names()) - set(VERDICTS_ONLY) - {"outreach"}))
def test_a_reform_changes_what_happens(name: str) -> None:
    assert [run.digest for run in _runs(name)] != [run.digest for run in _runs("null")]


@pytest.mark.parametrize("name", VERDICTS_ONLY)
def test_a_reform_that_only_moves_verdicts_changes_nothing_that_happens(name: str) -> None:
    law = Law()
    assert [run.digest for run in _runs(name)] == [simulate(MARKET, law, seed).digest for seed in SEEDS]


@pytest.mark.parametrize(
    ("name", "metric", "sign"),
    [
        ("advance-30", "take_up_share_by_value", -1),
        ("wuxi-cap", "all_in_apr_bp", -1),
        ("hubei-rate", "all_in_apr_bp", -1),
        ("natural-person-guarantee", "all_in_apr_bp", -1),
        ("treasury-gate-off", "all_in_apr_bp", 1),
        ("no-account-lock", "all_in_apr_bp", 1),
        ("pay-after-invoice", "payment_delay_days", -1),
    ],
)
def test_a_reform_moves_an_outcome_the_way_it_is_meant_to(name: str, metric: str, sign: int) -> None:
    assert sign * (_mean(_runs(name), metric) - _mean(_runs("null"), metric)) > 0


def test_outreach_makes_more_suppliers_borrow_where_the_scheme_is_new() -> None:
    told, untold = (_mean(_played(NEW_SCHEME, name), "take_up_share_by_value") for name in ("outreach", "null"))
    assert told > untold


def test_under_anti_stall_no_application_waits_longer_to_be_taken_up() -> None:
    assert _longest_wait(_runs("anti-stall")) < _longest_wait(_runs("null"))


def _longest_wait(runs: tuple[Run, ...]) -> int:
    longest = 0
    for run in runs:
        trace = run.trace or ()
        asked = {one.application: one.at for one in trace if isinstance(one, ApplicationSubmitted)}
        waits = [one.at - asked[one.application] for one in trace if isinstance(one, ApplicationAccepted)]
        longest = max([longest, *waits])
    return longest


def test_where_courts_protect_less_a_private_loan_is_cheaper_and_fewer_take_a_contract_loan(tmp_path: Path) -> None:
    law = reformed(tmp_path, rate_cap_lpr_multiple=1)
    runs = tuple(simulate(MARKET, law, seed) for seed in SEEDS)
    assert _mean(runs, "take_up_share_by_value") < _mean(_runs("null"), "take_up_share_by_value")
