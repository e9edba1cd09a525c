"""What a bank asks for follows what it expects to lose."""

from __future__ import annotations

from itertools import product

import msgspec
import pytest
from fake_world import NOTICE, FakeWorld

from agents.bank import Bank
from agents.pricing import RATE_STEP_BP, expected_loss_bp, lends_to, rate_bp
from agents.scheme import Scheme
from notice.events import Actor
from notice.money import lpr_bp
from sim.desk import Desk
from sim.draws import Draws

UNLOCKED = msgspec.structs.replace(NOTICE, account_locked=False)
UNGATED = msgspec.structs.replace(NOTICE, treasury_checks=False)
GUARANTEED = msgspec.structs.replace(NOTICE, guarantee_allowed=True)
FRAILTIES = (0, 1, 2_500, 5_000, 9_999)


def bank(scheme: Scheme = NOTICE, **given: int) -> Bank:
    world = FakeWorld(scheme)
    figures = {"officers": 2, "funding_spread_bp": -140, "margin_bp": 130, "appetite_bp": 7_800, "automated_bp": 0}
    return Bank(
        world,
        Actor("bank", "B01"),
        kind="city",
        desk=Desk(world.kernel, 2),
        background_effort=None,  # type: ignore[arg-type]  # no other business here
        background_gap=None,
        luck=Draws(1).row(1),
        **(figures | given),
    )


@pytest.mark.parametrize(("scheme", "frailty"), list(product((UNLOCKED, UNGATED), FRAILTIES[1:])))
def test_without_lock_or_gate_more_is_lost(scheme: Scheme, frailty: int) -> None:
    habits = FakeWorld().habits
    assert expected_loss_bp(habits, scheme, frailty) >= expected_loss_bp(habits, NOTICE, frailty)
    assert expected_loss_bp(habits, scheme, 9_999) > expected_loss_bp(habits, NOTICE, 9_999)


def test_a_lock_without_a_gate_protects_no_more_than_none() -> None:
    habits = FakeWorld().habits
    assert all(expected_loss_bp(habits, UNLOCKED, f) == expected_loss_bp(habits, UNGATED, f) for f in FRAILTIES)


@pytest.mark.parametrize("scheme", [NOTICE, UNLOCKED, GUARANTEED])
def test_the_frailer_the_firm_the_dearer_the_loan(scheme: Scheme) -> None:
    lender = bank(scheme)
    rates = [rate_bp(lender, frailty, 150) for frailty in FRAILTIES]
    assert rates == sorted(rates)
    assert all(rate % RATE_STEP_BP == 0 for rate in rates)


def test_a_guarantee_makes_the_same_loan_cheaper() -> None:
    assert rate_bp(bank(GUARANTEED), 9_999, 150) < rate_bp(bank(), 9_999, 150)


def test_a_rate_covers_funds_handling_and_margin() -> None:
    lender = bank()
    least = lpr_bp(lender.world.now // 86_400) - 140 + lender.world.habits.operating_cost_bp + 130
    assert rate_bp(lender, 0, 150) >= least - RATE_STEP_BP // 2


def test_a_bank_declines_beyond_its_appetite_and_beyond_what_a_rate_can_bear() -> None:
    assert lends_to(bank(), 7_799)
    assert not lends_to(bank(), 7_800)
    risky = bank(UNLOCKED, appetite_bp=10_000)
    risky.world.habits = msgspec.structs.replace(risky.world.habits, opportunist_share_bp=3_000)
    frailest = max(f for f in range(0, 10_000, 50) if lends_to(risky, f))
    assert 0 < frailest < 9_000
    risky.world.scheme = NOTICE
    assert lends_to(risky, 9_950)
