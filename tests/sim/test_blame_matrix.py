"""The blame matrix: single faults and pairs of faults, injected by the world; who is convicted is who committed them.

Faults are played many in one world, each on awards or banks of its own. What is compared is the whole world: every
(norm, blamed actors, subject) of a FAIL with every row of the truth file, so that a fault which changed the verdict on
another case would show as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import combinations

import pytest

from agents.misdeeds import BANK_MISDEEDS, MISDEEDS, BankMisdeeds, Misdeed, Misdeeds
from conformance.judge import judge
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import Actor
from notice.law import Law
from scenarios import reforms
from scenarios.reforms import reform
from sim.play import Play
from tests.sim.faults import BANK_BREAKS, BREAKS, NEVER_BROKEN, Planted, world_of

SINGLES: list[Misdeeds] = [frozenset((one,)) for one in MISDEEDS]
PAIRS: list[Misdeeds] = [frozenset(two) for two in combinations(MISDEEDS, 2)]
BANK_SINGLES: list[BankMisdeeds] = [frozenset((one,)) for one in BANK_MISDEEDS]
BANK_PAIRS: list[BankMisdeeds] = [frozenset(two) for two in combinations(BANK_MISDEEDS, 2)]
NONE: list[Misdeeds] = [frozenset()]

HASTE = {"first-loan-in-time", "repeat-loan-in-time", "keep-commitments", "account-agreed-before-contract"}
"""What a busy bank breaks without having planned it."""

WOKEN = {"X-apr-cap", "X-report-in-time", "X-quote-same-day", "X-instant-money", "X-push-in-time"}

Row = tuple[str, tuple[Actor, ...], str]


def _committed(played: Play) -> set[Row]:
    return {(breach.norm, breach.blames, breach.subject) for breach in played.truth}


def _convicted(played: Play, law: Law) -> set[Row]:
    judgement = judge(played.world_trace(), law)
    assert not judgement.findings(Verdict.ERROR)
    assert not judgement.findings(Verdict.INCONCLUSIVE)
    return {(one.id, one.blames, one.subject) for one in judgement.findings(Verdict.FAIL)}


def _is_exact(played: Play, law: Law | None = None) -> bool:
    committed, convicted = (
        set(filter(_is_known, rows)) for rows in (_committed(played), _convicted(played, law or Law()))
    )
    assert committed - convicted == set(), "committed, and not found"
    assert convicted - committed == set(), "found, and not committed"
    return bool(committed)


APART: dict[Misdeed, set[Misdeed]] = {
    # an application that was rejected comes to no offer, agreement or loan
    "rejected_for_security": {
        "late_loan", "over_ceiling", "window_change", "change_by_supplier", "change_by_purchaser", "change_by_bank",
        "never_reported", "misreported", "paid_elsewhere", "wrong_plan_paid", "accepted_for_supplier", "off_purpose",
        "quote_incomplete", "quote_unreviewed", "limit_above_request", "rate_above_promise", "account_agreed_late",
        "disbursed_before_contract", "over_agreement", "collected_elsewhere", "interest_too_high",
        "support_declined", "support_unanswered", "decided_by_bureau", "public_guarantee",
    },
    # nothing came to the repayment account that could be collected
    "collected_elsewhere": {"change_by_supplier", "change_by_bank", "paid_elsewhere", "wrong_plan_paid"},
    # it waits for the contract, which then had no account to name
    "account_agreed_late": {"disbursed_before_contract", "account_not_named"},
}  # fmt: skip
"""Pairs of which one leaves no room for the other."""


def _is_known(row: Row) -> bool:
    """Whether agents know of the norm: of those that only a reform wakes they know some."""
    return not catalogue().norms[row[0]].wakes_with or row[0] in WOKEN


def _norms_by_plan(played: Play) -> dict[frozenset[str], Counter[str]]:
    """The norms broken where some misdeeds were planted, by these misdeeds."""
    found: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for breach in played.truth:
        found[frozenset(breach.planted)][breach.norm] += 1
    return found


@cache
def _singles() -> Play:
    return world_of(Planted(SINGLES), awards=40 * len(SINGLES))


@cache
def _bank_singles() -> Play:
    return world_of(Planted(NONE, BANK_SINGLES), awards=600)


def test_every_single_fault_on_an_award_convicts_who_committed_it_and_nobody_else() -> None:
    assert _is_exact(_singles())


def test_every_single_fault_of_a_bank_or_towards_one_convicts_who_committed_it_and_nobody_else() -> None:
    assert _is_exact(_bank_singles())


@pytest.mark.parametrize("kind", MISDEEDS)
def test_a_fault_on_an_award_breaks_its_own_norms_and_no_other(kind: Misdeed) -> None:
    broken, expected = set(_norms_by_plan(_singles())[frozenset((kind,))]), BREAKS[kind]
    assert expected <= broken <= expected | HASTE


@pytest.mark.parametrize("kind", BANK_MISDEEDS)
def test_a_fault_of_a_bank_breaks_its_own_norm_and_no_other(kind: str) -> None:
    broken = _norms_by_plan(_bank_singles())[frozenset((kind,))]
    assert set(broken) == BANK_BREAKS[kind]


def test_a_norm_that_no_fault_breaks_cannot_be_broken_by_an_event_or_sleeps() -> None:
    broken = set[str]().union(*BREAKS.values(), *BANK_BREAKS.values())
    norms = catalogue().norms
    asleep = {name for name, norm in norms.items() if norm.wakes_with}
    assert norms.keys() - asleep - broken == NEVER_BROKEN.keys() & norms.keys()
    assert not broken & NEVER_BROKEN.keys()


@pytest.mark.parametrize("part", range(3))
def test_pairs_of_faults_on_an_award_convict_who_committed_them(part: int) -> None:
    sample = PAIRS[part::9]
    assert _is_exact(world_of(Planted(sample), awards=3 * len(sample), seed=part + 1))


def test_pairs_of_faults_of_a_bank_convict_who_committed_them() -> None:
    assert _is_exact(world_of(Planted(NONE, BANK_PAIRS), awards=600))


def test_faults_on_awards_do_not_hide_faults_of_their_banks() -> None:
    assert _is_exact(world_of(Planted(SINGLES, BANK_SINGLES), awards=12 * len(SINGLES), seed=2))


# --- all of them


TRIES = 8
SEEDS = range(1, 4)


@cache
def _all_pairs(seed: int) -> Play:
    return world_of(Planted(PAIRS), awards=TRIES * len(PAIRS), seed=seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_all_pairs_of_faults_on_an_award_convict_who_committed_them(seed: int) -> None:
    assert _is_exact(_all_pairs(seed))


@pytest.mark.long
def test_every_pair_that_can_occur_did_occur() -> None:
    together: dict[frozenset[str], set[str]] = defaultdict(set)
    for seed in SEEDS:
        for pair, norms in _norms_by_plan(_all_pairs(seed)).items():
            together[pair].update(norms)
    apart = {pair for pair in PAIRS if not all(together[pair] & BREAKS[kind] for kind in pair)}
    assert apart == {frozenset((kind, other)) for kind, others in APART.items() for other in others}


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_all_pairs_of_a_fault_on_an_award_and_one_of_a_bank_convict_who_committed_them(seed: int) -> None:
    assert _is_exact(world_of(Planted(SINGLES, BANK_PAIRS), awards=60 * len(SINGLES), seed=seed))


@pytest.mark.long
@pytest.mark.parametrize("name", reforms.names())
def test_under_every_reform_other_acts_are_breaches_and_who_committed_them_is_convicted(name: str) -> None:
    law = Law(reform(name))
    assert _is_exact(world_of(Planted(SINGLES), awards=15 * len(SINGLES), law=law, seed=3), law)
