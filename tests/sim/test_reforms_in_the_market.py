"""Every reform that ships moves the simulated market, or is named here with the reason why it only moves verdicts.

What it moves is stated with its sign: the 95 % interval of the paired difference lies on one side of 0.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

from notice.civil import DAY, instant
from notice.errors import InputError
from notice.events import ContractSigned, FinancingReported
from notice.law import Law
from scenarios import reforms
from scenarios.markets import Cohort
from scenarios.reforms import reform
from sim.records import LoanRecord, Run
from sim.results import Difference
from sim.world import simulate
from tests.sim.paired import differs, differs_in, falls, rises
from tests.sim.worlds import busy_market, changed, reformed

SEEDS = range(1, 9)
MORE_SEEDS = range(101, 131)

MARKETS = {
    # ordinary loans so cheap that a discount on them binds, and a scheme that everybody has heard of
    "busy": busy_market(background_utilisation_bp=0, ordinary_loan_apr_bp=560),
    # few have heard of the scheme, and few borrow: publicity matters here alone
    "new": busy_market(background_utilisation_bp=0, awareness_began_days=600),
    # contracts whose retention may fall beyond the published calendar
    "late": changed(
        busy_market(background_utilisation_bp=0),
        Cohort(
            history_from="2025-08-01",
            measured_from="2025-09-01",
            measured_until="2025-12-01",
            run_off_until="2026-02-15",
        ),
    ),
    # banks that take their time where nothing presses them
    "slow": busy_market(
        background_utilisation_bp=0, disbursement_lag_median_seconds={"first": 90_000, "repeat": 70_000}
    ),
}

ELSEWHERE = {"outreach": "new", "calendar-estimates": "late"}
"""Reforms that act in another market than the busy one."""
CALENDAR_ENDS = instant("2026-12-31")

VERDICTS_ONLY = {
    "null": "changes nothing",
}

MOVES = (
    ("advance-30", "busy", "take_up_share_by_value", falls),
    ("wuxi-cap", "busy", "participating_banks", rises),
    ("hubei-rate", "busy", "all_in_apr_bp", falls),
    ("natural-person-guarantee", "busy", "all_in_apr_bp", falls),
    ("treasury-gate-off", "busy", "all_in_apr_bp", rises),
    ("no-account-lock", "busy", "all_in_apr_bp", rises),
    ("pay-after-invoice", "busy", "payment_delay_days", falls),
    ("strict-penalties", "busy", "payment_delay_days", falls),
    ("lax-penalties", "busy", "payment_delay_days", rises),
    ("strict-penalties", "slow", "disbursement_working_days_repeat", falls),
    ("lax-penalties", "slow", "disbursement_working_days_repeat", rises),
    ("lax-penalties", "slow", "sla_met_share_repeat", falls),
    ("same-day", "busy", "decision_working_days_first", falls),
    ("same-day", "busy", "disbursement_working_days_repeat", falls),
    ("many-banks-per-award", "busy", "take_up_share_by_value", rises),
    ("many-banks-per-award", "busy", "need_cost_fen_per_million", falls),
    ("outreach", "new", "take_up_share_by_value", rises),
)
"""(reform, market, outcome, which way its paired difference lies)."""

SMALL_MOVES = (("wuxi-cap", "busy", "approval_share", falls),)
"""Those that eight seeds do not tell from 0."""

Way = Callable[[Difference], bool]


@cache
def _run(market: str, name: str, seed: int) -> Run:
    return simulate(MARKETS[market], Law(reform(name)), seed)


def _runs(market: str, name: str, seeds: range = SEEDS) -> list[Run]:
    return [_run(market, name, seed) for seed in seeds]


def _moved(name: str, market: str, outcome: str, seeds: range) -> Difference:
    return differs(_runs(market, "null", seeds), _runs(market, name, seeds), outcome)


@pytest.mark.parametrize("name", sorted(set(reforms.names()) - set(VERDICTS_ONLY)))
def test_a_reform_changes_what_happens(name: str) -> None:
    market = ELSEWHERE.get(name, "busy")
    assert all(_run(market, name, seed).digest != _run(market, "null", seed).digest for seed in SEEDS[:3])


@pytest.mark.parametrize("name", VERDICTS_ONLY)
def test_a_reform_that_only_moves_verdicts_changes_nothing_that_happens(name: str) -> None:
    notice = simulate(MARKETS["busy"], Law(), SEEDS[0]).digest
    assert _run("busy", name, SEEDS[0]).digest == notice


@pytest.mark.parametrize(("name", "market", "outcome", "way"), MOVES)
def test_a_reform_moves_an_outcome_the_way_it_is_meant_to(name: str, market: str, outcome: str, way: Way) -> None:
    assert way(_moved(name, market, outcome, SEEDS))


@pytest.mark.long
@pytest.mark.parametrize(("name", "market", "outcome", "way"), [*MOVES, *SMALL_MOVES])
def test_so_it_does_with_the_luck_of_thirty_other_seeds(name: str, market: str, outcome: str, way: Way) -> None:
    assert way(_moved(name, market, outcome, MORE_SEEDS))


def test_under_anti_stall_applications_are_taken_up_sooner_and_none_waits_as_long() -> None:
    notice, reformed_runs = _runs("busy", "null"), _runs("busy", "anti-stall")
    assert falls(differs_in(notice, reformed_runs, lambda run: mean(_waits(run)), "seconds"))
    assert max(max(_waits(run)) for run in reformed_runs) < max(max(_waits(run)) for run in notice)


def _waits(run: Run) -> list[int]:
    return [_wait(loan) for loan in run.loans if loan.accepted_at is not None]


def _wait(loan: LoanRecord) -> int:
    assert loan.accepted_at is not None
    return loan.accepted_at - loan.submitted_at


def test_with_estimates_contracts_keep_retentions_beyond_the_published_calendar() -> None:
    law = Law(reform("calendar-estimates"))
    official, estimated = (simulate(MARKETS["late"], one, 1, keep_trace=True) for one in (Law(), law))
    assert _last_due_day(official) <= CALENDAR_ENDS < _last_due_day(estimated)


def _last_due_day(run: Run) -> int:
    signed = [event for event in run.trace or () if isinstance(event, ContractSigned)]
    return max(one.due_on or 0 for event in signed for one in event.payment_terms.instalments)


@pytest.mark.parametrize("name", ["null", "calendar-estimates"])
def test_no_market_goes_on_beyond_the_published_calendar_for_the_published_lpr_ends_before(name: str) -> None:
    last = MARKETS["late"].cohort
    beyond = changed(MARKETS["late"], last.model_copy(update={"run_off_until": date(2027, 6, 1)}))
    with pytest.raises(InputError, match="LPR table"):
        simulate(beyond, Law(reform(name)), 1)


def test_under_sync_feedback_banks_report_sooner_and_within_the_day_but_for_those_who_forget() -> None:
    law = Law(reform("sync-feedback"))
    notice, told = ([simulate(MARKETS["busy"], one, seed, keep_trace=True) for seed in SEEDS] for one in (Law(), law))
    assert falls(differs_in(notice, told, lambda run: mean(_report_lags(run)), "seconds"))
    assert max(max(_report_lags(run)) for run in notice) > DAY
    assert max(max(_report_lags(run)) for run in told) == DAY


def _report_lags(run: Run) -> list[int]:
    return [event.at - event.disbursed_at for event in run.trace or () if isinstance(event, FinancingReported)]


def test_where_courts_protect_less_a_private_loan_is_cheaper_and_fewer_take_a_contract_loan(tmp_path: Path) -> None:
    law = reformed(tmp_path, rate_cap_lpr_multiple=1)
    runs = [simulate(MARKETS["busy"], law, seed) for seed in SEEDS]
    assert falls(differs(_runs("busy", "null"), runs, "take_up_share_by_value"))
