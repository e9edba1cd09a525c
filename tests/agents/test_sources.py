"""What money costs a supplier elsewhere, and what it has heard of banks."""

from __future__ import annotations

from fake_world import FakeWorld

from agents.register import Register
from agents.sources import cost_fen, fallback, waiting_fen
from notice.civil import DAY


def test_the_fallback_is_the_cheapest_source_that_is_open() -> None:
    habits = FakeWorld().habits
    assert fallback(habits, 345, 4, gets_ordinary_loan=True).source == "ordinary_loan"
    other = fallback(habits, 345, 4, gets_ordinary_loan=False)
    assert other.apr_bp == min(
        345 * habits.private_loan_lpr_multiple_percent // 100, habits.waiting_cost_bp_per_month * 12
    )
    assert fallback(habits, 100, 4, gets_ordinary_loan=True).source == "private_loan"


def test_money_that_comes_early_costs_no_waiting() -> None:
    habits = FakeWorld().habits
    assert waiting_fen(habits, 10_000_000, -5 * DAY) == 0
    assert waiting_fen(habits, 10_000_000, 30 * DAY) == 10_000_000 * habits.waiting_cost_bp_per_month // 10_000
    assert cost_fen(10_000_000, 800, -3) == 0


def test_what_suppliers_tell_moves_what_is_known_and_a_promise_stands_in_for_what_is_not() -> None:
    register = Register()
    assert register.seconds("B1", False, promised=700) == 700
    register.tells("B1", False, 1_500, promised=700)
    assert 700 < register.seconds("B1", False, promised=0) < 1_500
    assert register.seconds("B1", True, promised=300) == 300
    for _ in range(100):
        register.tells("B1", False, 1_500, promised=700)
    assert abs(register.seconds("B1", False, promised=0) - 1_500) < 10
