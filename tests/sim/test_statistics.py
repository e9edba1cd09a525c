"""Intervals that cover what they claim, differences of equal policies that are exactly zero, durations not yet over."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws import Draws
from sim.statistics import difference, estimate
from sim.survival import survival
from sim.tables import exponential, normal

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=1, max_size=12)
EXPERIMENTS = 4_000


def _covered(replications, table, mean):
    draws, hits = Draws(4).kind(f"experiment of {replications}"), 0
    for row in draws.rows(range(EXPERIMENTS), ()):
        found = estimate([row.table(f"replication {n}", table) for n in range(replications)], "bp")
        hits += found.low <= mean <= found.high
    return hits / EXPERIMENTS


@pytest.mark.parametrize("replications", [2, 5, 20])
def test_intervals_of_normal_replications_cover_the_mean_95_times_in_100(replications):
    error = sqrt(0.95 * 0.05 / EXPERIMENTS)
    assert abs(_covered(replications, normal(5_000, 500, 0, 10_000), 5_000) - 0.95) < 4 * error


def test_intervals_of_few_skewed_replications_are_known_to_cover_less():
    """So a user who sees a skewed outcome knows that five replications are too few: it is not hidden by the test."""
    assert 0.85 < _covered(5, exponential(10_000), 10_000) < 0.93


def test_intervals_of_paired_differences_cover_the_true_difference():
    hits, table = 0, normal(5_000, 500, 0, 10_000)
    for row in Draws(6).rows(range(EXPERIMENTS), ()):
        luck = [row.table(f"luck {n}", table) for n in range(6)]
        reform = [value + 30 + row.table(f"noise {n}", normal(0, 40, -200, 200)) for n, value in enumerate(luck)]
        found = difference(luck, reform, "bp")
        hits += found.low <= 30 <= found.high
    assert abs(hits / EXPERIMENTS - 0.95) < 4 * sqrt(0.95 * 0.05 / EXPERIMENTS)


@given(VALUES)
def test_the_difference_of_a_policy_from_itself_is_exactly_zero(values):
    found = difference(values, list(values), "days")
    seen = [value for value in values if value is not None]
    assert found.difference == (0 if seen else None)
    if len(seen) > 1:
        assert (found.low, found.high) == (0, 0)
    assert found.variance_reduction is None
    assert found.baseline == found.reform


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12), st.floats(-1e3, 1e3))
def test_a_constant_shift_is_found_with_an_interval_around_it(values, shift):
    found = difference(values, [value + shift for value in values], "days")
    assert found.difference == pytest.approx(shift, abs=1e-6)
    assert found.low <= found.difference <= found.high


def test_pairing_is_credited_with_what_it_buys_and_no_more():
    rows = Draws(8).rows(range(4_000), ())
    table, noise = normal(5_000, 400, 0, 10_000), normal(0, 100, -1_000, 1_000)
    base = [row.table("luck", table) for row in rows]
    paired = [value + row.table("noise", noise) for value, row in zip(base, rows, strict=True)]
    unpaired = [row.table("other luck", table) for row in rows]
    assert difference(base, paired, "bp").variance_reduction == pytest.approx(
        33, rel=0.1
    )  # (400² + 400² + 100²) / 100²
    assert difference(base, unpaired, "bp").variance_reduction == pytest.approx(1, rel=0.1)


def test_replications_without_an_observation_are_left_out_on_both_sides():
    found = difference([1.0, None, 3.0, 9.0], [2.0, 7.0, 4.0, None], "days")
    assert (found.replications, found.baseline, found.reform, found.difference) == (2, 2.0, 3.0, 1.0)
    assert estimate([None, 4.0, 6.0], "days").estimate == 5.0


def test_one_replication_has_no_interval_and_none_no_mean():
    one, none = estimate([4.0], "days"), estimate([None], "days")
    assert (one.estimate, one.low, one.high, one.replications) == (4.0, None, None, 1)
    assert (none.estimate, none.low, none.high, none.replications) == (None, None, None, 0)
    assert difference([None], [3.0], "days").difference is None


def test_runs_that_are_not_paired_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        difference([1.0, 2.0], [1.0], "days")


def test_the_remission_times_of_freireich_give_the_published_curve():
    """Weeks in remission of 21 leukaemia patients under 6-MP (Freireich and others 1963), twelve of them censored."""
    curve = survival([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {time: round(share, 3) for time, share in curve.steps[1:]} == published
    assert curve.quantile(0.5) == 23
    assert curve.quantile(0.9) is None


@given(st.lists(st.integers(0, 100), min_size=1, max_size=50))
def test_with_all_durations_over_the_curve_gives_their_mean_and_quantiles(durations):
    curve = survival(durations)
    assert curve.mean == pytest.approx(sum(durations) / len(durations))
    assert curve.quantile(0.5) == sorted(durations)[(len(durations) + 1) // 2 - 1]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=50), st.lists(st.integers(0, 100), max_size=50))
def test_open_cases_never_make_a_process_look_faster(finished, unfinished):
    assert survival(finished, unfinished).mean >= survival([*finished, *unfinished]).mean - 1e-9


def test_of_no_durations_nothing_is_known():
    assert survival([]) is None


def test_the_interval_of_a_share_does_not_leave_what_a_share_can_be() -> None:
    wide = estimate([0.0, 0.4], "share", (0.0, 1.0))
    assert (wide.low, wide.high) == (0.0, 1.0) and wide.estimate == pytest.approx(0.2)
    assert estimate([0.4, 0.4], "share", (0.0, 1.0)).low == pytest.approx(0.4)
