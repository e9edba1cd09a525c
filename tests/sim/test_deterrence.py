"""What parties have the habit of doing wrong they do the less, the more they expect to follow from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.judge import judge
from notice.errors import InputError
from notice.events import CooperationTerminated, DeadlineMissed, RectificationOrdered
from notice.law import Law
from notice.policy import Policy, baseline
from scenarios.markets import market
from scenarios.reforms import reform
from sim.cast import habits
from sim.comparison import revealed
from sim.deterrence import FIGURE, Deterrence
from sim.world import play, simulate
from tests.sim.worlds import busy_market, changed, reformed

KUNMING = market("kunming")


def _percent(percent: int, policy: Policy) -> Deterrence:
    return Deterrence(changed(KUNMING, **{FIGURE: percent}), policy)


def test_under_the_notices_own_rules_a_run_is_the_same_whatever_the_elasticity() -> None:
    usual = simulate(busy_market(), Law(), 1).digest
    assert {simulate(busy_market(**{FIGURE: percent}), Law(), 1).digest for percent in (0, 100)} == {usual}


def test_who_is_not_deterred_at_all_keeps_its_habits_under_any_penalty() -> None:
    still = _percent(0, reform("strict-penalties"))
    assert still.rarer("bank", 400) == still.warier("bank", 400) == 400


@pytest.mark.parametrize(
    ("name", "who", "steps"),
    [
        ("strict-penalties", "bank", 3),
        ("strict-penalties", "purchaser", 3),
        ("strict-penalties", "supplier", 1),
        ("lax-penalties", "bank", -2),
        ("lax-penalties", "purchaser", -1),
        ("lax-penalties", "supplier", 0),
        ("faster-clocks", "bank", 0),
        ("hubei", "purchaser", 0),
    ],
)
def test_each_rule_on_penalties_that_a_reform_moves_is_one_step_for_those_it_is_about(name, who, steps) -> None:  # type: ignore[no-untyped-def]
    assert Deterrence(KUNMING, reform(name)).steps(who) == steps


def test_the_stronger_the_deterrence_the_rarer_the_breach_and_never_beyond_its_bounds() -> None:
    strict, lax = reform("strict-penalties"), reform("lax-penalties")
    rarer = [_percent(percent, strict).rarer("bank", 4_000) for percent in range(0, 101, 10)]
    oftener = [_percent(percent, lax).rarer("bank", 4_000) for percent in range(0, 101, 10)]
    assert rarer == sorted(rarer, reverse=True)
    assert oftener == sorted(oftener)
    assert rarer[-1] == 1_000  # three steps of 100 %
    assert oftener[-1] == 10_000  # all there are


def test_a_late_payment_that_a_penalty_deters_is_paid_within_the_time() -> None:
    usual, strict = (habits(KUNMING, policy).punctuality for policy in (baseline(), reform("strict-penalties")))
    order = ["within_30", "to_60", "to_180", "beyond_180"]
    for share in range(0, 1 << 32, 1 << 25):
        assert order.index(strict.at(share)) <= order.index(usual.at(share))


@pytest.mark.parametrize("percent", [-1, 101])
def test_an_elasticity_out_of_its_range_is_refused_with_its_place(percent: int) -> None:
    with pytest.raises(InputError, match=FIGURE):
        _percent(percent, baseline())


@pytest.mark.parametrize("name", ["strict-penalties", "lax-penalties"])
def test_under_other_penalties_truth_and_judge_agree_on_who_broke_what(name: str) -> None:
    law = Law(reform(name))
    for given in (busy_market(), market("breaches")):
        played = play(given, law, 1)
        result = revealed(played.truth, judge(played.world_trace(), law))
        assert (result.missed, result.unfounded) == (frozenset(), frozenset())
        assert result.found


def test_a_bank_called_to_order_twice_leaves_where_that_is_serious(tmp_path: Path) -> None:
    fast = {"first_sla_working_days": 3, "repeat_sla_working_days": 1}
    slow = {"disbursement_lag_median_seconds": {"first": 180_000, "repeat": 150_000}}
    given = busy_market(**slow, awards_per_year=1_500, suppliers=400, misses_tolerated=1)
    stays, leaves = (
        play(given, reformed(tmp_path, **fast, serious_means=reading), 1)
        for reading in ("authority_finding", "repeated")
    )
    ended = [event for event in leaves.world if isinstance(event, CooperationTerminated)]
    assert ended
    assert not [event for event in stays.world if isinstance(event, CooperationTerminated)]
    for end in ended:
        ordered = [
            event.bank for event in leaves.world if isinstance(event, RectificationOrdered) and event.at < end.at
        ]
        assert ordered.count(end.bank) == 1
    assert [event for event in leaves.world if isinstance(event, DeadlineMissed)]
    law = reformed(tmp_path, **fast, serious_means="repeated")
    result = revealed(leaves.truth, judge(leaves.world_trace(), law))
    assert (result.missed, result.unfounded) == (frozenset(), frozenset())
