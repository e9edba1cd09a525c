"""Keyed draws: pure, equal in both forms, unrelated to one another; tables that keep their distributions."""

from __future__ import annotations

import hashlib
from math import log
from statistics import NormalDist, fmean, pstdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.draws import SHARES, Draws, mix
from sim.tables import CELLS, Choice, Table, beta, exponential, lognormal, normal

SEEDS = st.integers(0, 2**64 - 1)
NUMBERS = st.integers(0, 2**40)
PURPOSES = st.text(min_size=1, max_size=12)


def test_the_mixer_is_that_of_splitmix64():
    gamma, seed = 0x9E3779B97F4A7C15, 1_234_567
    outputs = [mix((seed + (n + 1) * gamma) % 2**64) for n in range(3)]
    assert outputs == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@given(SEEDS, NUMBERS, st.integers(1, 50), PURPOSES)
def test_the_block_form_equals_the_scalar_form_value_for_value(seed, first, count, purpose):
    draws, numbers = Draws(seed).kind("award"), range(first, first + count)
    scalar = [draws.row(number).share(purpose) for number in numbers]
    assert draws.block(numbers, purpose).tolist() == scalar
    assert [row.share(purpose) for row in draws.rows(numbers, (purpose, "other"))] == scalar
    assert [row.share(purpose) for row in draws.rows(numbers, ())] == scalar


@given(SEEDS, NUMBERS, PURPOSES, PURPOSES)
def test_a_draw_does_not_depend_on_what_else_was_drawn(seed, number, purpose, other):
    first, second = Draws(seed).row(number), Draws(seed).row(number)
    first.share(other)
    first.sub(3).share(purpose)
    assert first.share(purpose) == second.share(purpose) == first.share(purpose)


@given(SEEDS, NUMBERS, PURPOSES, st.integers(0, 10_000), st.integers(0, 10_000))
def test_who_acts_at_a_low_chance_acts_at_every_higher_one(seed, number, purpose, one, other):
    row = Draws(seed).row(number)
    low, high = sorted((one, other))
    assert row.chance(purpose, high) or not row.chance(purpose, low)
    assert row.chance(purpose, 10_000) and not row.chance(purpose, 0)


@given(SEEDS, NUMBERS, st.integers(1, 2**32))
def test_draws_stay_within_their_bounds(seed, number, n):
    row = Draws(seed).row(number)
    assert 0 <= row.share("x") < SHARES
    assert 0 <= row.below("x", n) < n
    assert 5 <= row.between("x", 5, 4 + n) < 5 + n


def _columns(count=200_000):
    draws, numbers = Draws(11).kind("award"), range(count)
    yield "two purposes", draws.block(numbers, "a"), draws.block(numbers, "b")
    yield "neighbours", draws.block(numbers, "a"), draws.block(range(1, count + 1), "a")
    yield "two kinds", draws.block(numbers, "a"), Draws(11).kind("bank").block(numbers, "a")
    yield "two seeds", draws.block(numbers, "a"), Draws(12).kind("award").block(numbers, "a")


@pytest.mark.parametrize(("first", "second"), [pair[1:] for pair in _columns()], ids=[pair[0] for pair in _columns(1)])
def test_draws_of_two_keys_are_uniform_and_unrelated(first, second):
    cells = np.bincount((first >> 28) * 16 + (second >> 28), minlength=256)
    assert stats.chisquare(cells).pvalue > 1e-4


def test_parts_of_one_entity_draw_apart_from_it_and_from_one_another():
    rows = [row for number in range(2_000) for row in (Draws(1).row(number), *map(Draws(1).row(number).sub, range(4)))]
    shares = {row.share("x") for row in rows}
    assert len(shares) > len(rows) - 10


TABLES = {
    "exponential": (lambda: exponential(36_000), stats.expon(scale=36_000)),
    "lognormal": (lambda: lognormal(50_000_000, 80), stats.lognorm(0.8, scale=50_000_000)),
    "normal": (lambda: normal(7_200, 1_100, 0, 10_000), stats.norm(7_200, 1_100)),
    "beta": (lambda: beta(4_500, 2_000), stats.beta(2.334375, 2.853125, scale=10_000)),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_quantiles_and_the_mean_of_its_distribution(name):
    make, law = TABLES[name]
    table, shares = make(), range(SHARES // 20_000, SHARES, SHARES // 999)
    for share in shares:
        value = table.at(share)
        if 0 < value < 10_000 or name in ("exponential", "lognormal"):
            assert law.cdf(value - 1) - 1 / CELLS <= share / SHARES <= law.cdf(value + 1) + 1 / CELLS
        if 0.001 < share / SHARES < 0.999:
            assert value == pytest.approx(_capped(name, law.ppf(share / SHARES)), rel=0.002, abs=2)
    drawn = [table.at(int(share)) for share in Draws(5).block(range(200_000), name)]
    assert fmean(drawn) == pytest.approx(law.mean(), rel=0.01)
    assert pstdev(drawn) == pytest.approx(law.std(), rel=0.02)


def _capped(name, value):
    return min(value, 10_000) if name == "normal" else value


@given(st.integers(0, SHARES - 1), st.integers(0, SHARES - 1))
def test_a_table_never_falls(one, other):
    low, high = sorted((one, other))
    table = lognormal(3_000_000, 80)
    assert table.at(low) <= table.at(high)
    assert isinstance(table.at(low), int)


def test_tables_are_the_same_integers_on_every_machine():
    digest = hashlib.sha256(repr([make().quantiles for make, _ in TABLES.values()]).encode()).hexdigest()
    assert digest == "ecb58af14aaac07e3e441b712096f103a69614c11e36b570055745559ed0c160"


def test_a_choice_gives_each_option_its_weight_and_never_one_of_weight_zero():
    choice = Choice({"a": 1, "never": 0, "b": 3})
    drawn = [choice.at(int(share)) for share in Draws(2).block(range(40_000), "option")]
    assert set(drawn) == {"a", "b"}
    assert drawn.count("b") / len(drawn) == pytest.approx(0.75, abs=0.01)
    assert choice.at(0) == "a" and choice.at(SHARES - 1) == "b"


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_a_choice_without_weight_is_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        Choice(weights)


@pytest.mark.parametrize(("mean", "sd"), [(5_000, 5_000), (0, 100), (10_000, 100)])
def test_an_impossible_beta_is_refused(mean, sd):
    with pytest.raises(ValueError, match="no Beta"):
        beta(mean, sd)


def test_the_lognormal_of_a_share_is_its_normal_quantile():
    table = Table(lambda p: 1_000 * NormalDist().inv_cdf(p))
    assert table.at(SHARES // 2) == 0
    assert table.at(round(NormalDist().cdf(1) * SHARES)) == pytest.approx(1_000, abs=1)
    assert log(lognormal(1_000, 100).at(round(NormalDist().cdf(1) * SHARES)) / 1_000) == pytest.approx(1, abs=0.001)
