"""The ledger: nothing is created or lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ledger import Ledger

OVERDRAFTS = frozenset({"budget", "bank"})
NAMES = ["budget", "bank:B01", "bank:B02", "supplier:S1", "supplier:S2", "account:X"]
MOVES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(-10, 1_000)), max_size=40)


def _held(ledger):
    return {name: ledger.balance(name) for name in NAMES}


@given(MOVES)
def test_whatever_is_posted_or_refused_the_sum_is_zero_and_nobody_is_below_zero_who_must_not_be(moves):
    ledger = Ledger(OVERDRAFTS)
    for debit, credit, amount_fen in moves:
        before = _held(ledger)
        try:
            ledger.post(0, debit, credit, amount_fen, "test")
        except ValueError:
            assert _held(ledger) == before
        ledger.check()
        assert sum(_held(ledger).values()) == 0
        assert all(held >= 0 for name, held in _held(ledger).items() if name.startswith(("supplier", "account")))


@given(MOVES)
def test_balances_are_the_sums_of_the_journal(moves):
    journal = []
    ledger = Ledger(OVERDRAFTS, journal.append)
    for debit, credit, amount_fen in moves:
        try:
            ledger.post(7, debit, credit, amount_fen, "test")
        except ValueError:
            continue
    for name in NAMES:
        received = sum(posting.amount_fen for posting in journal if posting.debit == name)
        assert ledger.balance(name) == received - sum(p.amount_fen for p in journal if p.credit == name)


@pytest.mark.parametrize(
    ("debit", "credit", "amount_fen", "why"),
    [
        ("supplier:S1", "supplier:S1", 5, "cannot move"),
        ("supplier:S1", "budget", 0, "cannot move"),
        ("supplier:S1", "budget", -5, "cannot move"),
        ("budget", "supplier:S1", 5, "holds 0 fen and cannot pay 5"),
        ("budget", "banker", 5, "holds 0 fen"),
    ],
)
def test_an_impossible_posting_is_refused_by_name(debit, credit, amount_fen, why):
    with pytest.raises(ValueError, match=why):
        Ledger(OVERDRAFTS).post(0, debit, credit, amount_fen, "repayment")


def test_the_check_finds_a_planted_loss_and_a_planted_debt():
    ledger = Ledger(OVERDRAFTS)
    ledger.post(0, "supplier:S1", "bank:B01", 500, "loan")
    ledger._balances["supplier:S1"] -= 1
    with pytest.raises(ValueError, match="out of balance by -1 fen"):
        ledger.check()
    ledger._balances["supplier:S1"] -= 999
    ledger._balances["bank:B01"] += 1_000
    with pytest.raises(ValueError, match="below zero: supplier:S1"):
        ledger.check()


def test_an_account_is_closed_only_when_empty():
    ledger = Ledger(OVERDRAFTS)
    ledger.post(0, "account:X", "budget", 500, "payment")
    with pytest.raises(ValueError, match="still holds 500"):
        ledger.close("account:X")
    ledger.post(1, "bank:B01", "account:X", 500, "collection")
    ledger.close("account:X")
    assert ledger.balance("account:X") == 0
    ledger.check()
