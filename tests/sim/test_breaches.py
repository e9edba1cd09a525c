"""Planted breaches: what was committed is what a judge finds, on all that happened; a platform alone sees less."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from agents.misdeeds import BANK_MISDEEDS, MISDEEDS
from conformance.judge import judge
from conformance.verdicts import Verdict
from notice.errors import InputError
from notice.events import RectificationConfirmed, RectificationOrdered, Refused
from notice.law import Law
from scenarios.markets import Market, market
from scenarios.reforms import reform
from sim import truth
from sim.breaches import Breaches
from sim.comparison import revealed
from sim.draws import Draws
from sim.play import Play
from sim.world import play
from tests.sim.faults import BANK_BREAKS, BREAKS
from tests.sim.worlds import busy_market


@cache
def _played(seed: int) -> Play:
    return play(market("breaches"), Law(), seed)


def _with_rates(**rates: int) -> Market:
    given = market("breaches")
    figure = given.figures["breach_rates_bp"].model_copy(update={"value": rates})
    return given.model_copy(update={"figures": given.figures | {"breach_rates_bp": figure}})


@pytest.mark.parametrize("seed", [1, 2])
def test_the_judge_convicts_exactly_those_who_committed_a_breach(seed: int) -> None:
    played = _played(seed)
    result = revealed(played.truth, judge(played.world_trace(), Law()))
    assert not result.missed
    assert not result.unfounded
    assert len(result.found) > 300


def test_under_another_policy_other_acts_are_breaches_and_truth_and_judge_still_agree() -> None:
    law = Law(reform("no-account-lock"))
    played = play(market("breaches"), law, 3)
    result = revealed(played.truth, judge(played.world_trace(), law))
    assert (result.missed, result.unfounded) == (frozenset(), frozenset())
    assert not {"supplier-lock", "full-lock"} & {breach.norm for breach in played.truth}


def test_a_bank_that_means_to_be_late_and_is_so_already_pays_at_once() -> None:
    law = Law(reform("faster-clocks"))
    played = play(market("breaches"), law, 11)  # a draw in which such a bank came to pay after the due instant
    result = revealed(played.truth, judge(played.world_trace(), law))
    assert (result.missed, result.unfounded) == (frozenset(), frozenset())


def test_every_kind_of_breach_is_planted_at_least_five_times() -> None:
    subjects = {(kind, breach.subject) for breach in _played(1).truth for kind in breach.planted}
    planted = Counter(kind for kind, _ in subjects)
    breaks = BREAKS | BANK_BREAKS
    assert breaks.keys() == {*MISDEEDS, *BANK_MISDEEDS}
    assert {kind: planted[kind] for kind in breaks if planted[kind] < 5} == {}


def test_both_loan_clocks_and_both_sides_of_a_late_payment_are_among_them() -> None:
    rows = Counter((breach.norm, actor.role) for breach in _played(1).truth for actor in breach.blames)
    for wanted in (
        ("first-loan-in-time", "bank"),
        ("repeat-loan-in-time", "bank"),
        ("pay-in-time", "purchaser"),
        ("pay-in-time", "treasury"),
        ("pay-locked-account-only", "purchaser"),
        ("full-lock", "supplier"),
        ("full-lock", "purchaser"),
        ("full-lock", "bank"),
        ("discipline-bank", "bank"),
        ("discipline-bank", "finance_bureau"),
    ):
        assert rows[wanted] >= 5, wanted


def test_no_verdict_on_all_that_happened_is_an_error_or_in_doubt() -> None:
    judgement = judge(_played(1).world_trace(), Law())
    assert not judgement.findings(Verdict.ERROR)
    assert not judgement.findings(Verdict.INCONCLUSIVE)


def test_beside_the_platforms_log_every_act_of_the_treasury_is_found_to_stand_there() -> None:
    played = _played(1)
    beside = judge(played.world_trace(), Law(), norms=["treasury-interconnected"], platform=played.platform_trace())
    found = beside.norms["treasury-interconnected"]
    assert found.verdict == Verdict.PASS
    assert found.triggers > 1_000


def test_the_platform_alone_reveals_a_part_and_accuses_nobody_wrongly() -> None:
    played = _played(1)
    result = revealed(played.truth, judge(played.platform_trace(), Law()))
    assert not result.unfounded
    found, missed, _ = result.by_norm()["supplier-lock"]
    assert missed > found  # accounts are moved beside the platform
    assert 0 < len(result.missed) < len(result.found)


def test_every_act_beside_the_platform_stands_in_the_worlds_log_alone() -> None:
    played = _played(1)
    platform = {event.key for event in played.platform}
    beside = [event for event in played.world if event.key not in platform]
    assert {type(event).__name__ for event in beside} >= {"AccountChanged", "QuoteIssued", "PaymentPlanSubmitted"}
    assert platform <= {event.key for event in played.world}


def test_what_falls_due_after_the_run_is_no_breach_of_it() -> None:
    played = _played(1)
    assert all(breach.due_at is None or breach.due_at < played.run.until for breach in played.truth)
    assert any(breach.due_at is not None for breach in played.truth)


def test_a_breach_is_written_when_it_is_decided_not_when_it_is_found() -> None:
    decided_early = [b for b in _played(1).truth if b.due_at is not None and b.decided_at < b.due_at]
    assert {breach.norm for breach in decided_early} >= {"first-loan-in-time", "publish-contract-in-time"}
    assert all(breach.decided_at <= breach.due_at for breach in _played(1).truth if breach.due_at is not None)


def test_a_market_without_planted_breaches_has_breaches_of_habit_only() -> None:
    played = play(market("smoke"), Law(), 1)
    assert played.truth
    assert {breach.planted for breach in played.truth} == {()}
    result = revealed(played.truth, judge(played.world_trace(), Law()))
    assert (result.missed, result.unfounded) == (frozenset(), frozenset())


def test_planting_is_a_function_of_luck_and_leaves_other_awards_alone() -> None:
    lucks = [Draws(1).kind("award").row(number) for number in range(400)]
    few, more = Breaches(_with_rates(late_loan=300)), Breaches(_with_rates(late_loan=300, over_ceiling=500))
    assert [few.on_award(1, luck) for luck in lucks] == [few.on_award(2, luck) for luck in lucks]
    hit = [few.on_award(0, luck) for luck in lucks]
    assert 2 < hit.count(frozenset(("late_loan",))) < 30
    assert all(more.on_award(0, luck) == kinds for luck, kinds in zip(lucks, hit, strict=True) if kinds)


def test_banks_are_dealt_each_kind_as_often_as_its_rate_says() -> None:
    lucks = [Draws(7).kind("bank").row(number) for number in range(20)]
    planted = Breaches(_with_rates(order_not_met=2500, terminated_without_cause=1000)).on_banks(lucks)
    assert Counter(kind for kinds in planted for kind in kinds) == {"order_not_met": 5, "terminated_without_cause": 2}
    assert planted.count(frozenset()) == 13


@pytest.mark.parametrize(
    ("rates", "wrong"), [({"late_loans": 1}, "late_loans"), ({"late_loan": 6000, "late_plan": 6000}, "more breaches")]
)
def test_unknown_kinds_and_too_many_breaches_are_refused(rates: dict[str, int], wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        Breaches(_with_rates(**rates))


def test_a_truth_file_reads_back_as_it_was_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    truth.write(tmp_path / "truth.jsonl", _played(1).truth)
    assert tuple(truth.read(tmp_path / "truth.jsonl")) == _played(1).truth


def test_a_bank_that_is_late_again_and_again_is_called_to_order_and_gives_these_loans_precedence() -> None:
    law = Law(reform("faster-clocks"))
    slow = {"disbursement_lag_median_seconds": {"first": 180_000, "repeat": 150_000}}
    played = play(busy_market(**slow, awards_per_year=1_500, suppliers=400, misses_tolerated=3), law, 1)
    ordered = [event for event in played.world if isinstance(event, RectificationOrdered)]
    confirmed = {event.order: event.at for event in played.world if isinstance(event, RectificationConfirmed)}
    assert ordered
    assert all(confirmed[event.order] < (event.due_at or 0) for event in ordered if event.order in confirmed)
    refused = [event.stimulus for event in played.platform if isinstance(event, Refused)]
    assert not [stimulus for stimulus in refused if stimulus.actor.role == "finance_bureau"]
    result = revealed(played.truth, judge(played.world_trace(), law))
    assert (result.missed, result.unfounded) == (frozenset(), frozenset())
