"""Amounts and instants as scenarios write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.civil import DAY, instant
from notice.errors import InputError
from scenarios.expressions import amount, is_instant, moment

NUMBERS = st.integers(0, 10**6).map(str)
NAMES = {"award_fen": 1_000_001, "half_fen": 500_000}
EXPRESSIONS = st.recursive(
    NUMBERS | st.sampled_from(sorted(NAMES)),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=6,
)


@given(EXPRESSIONS)
def test_an_amount_is_what_arithmetic_says(text: str) -> None:
    assert amount(text, NAMES) == eval(text, {"__builtins__": {}}, NAMES)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_division_rounds_down_to_whole_fen(total: int, parts: int) -> None:
    share = amount(f"{total} / {parts}", {})
    assert share * parts <= total < (share + 1) * parts


@pytest.mark.parametrize(
    "text",
    ["", "award_fen +", "1.5", "'text'", "True", "-1", "2 ** 9", "award_fen if 1 else 2", "open('x')", "a.b", "[1]",
     "award_fen; 1", "lambda: 1", "1 / 0", "award_fen / (half_fen - half_fen)", "1" * 300],
)  # fmt: skip
def test_anything_but_an_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        amount(text, NAMES)


def test_a_misspelt_amount_is_told_the_nearest_name() -> None:
    with pytest.raises(InputError, match="did you mean 'award_fen'"):
        amount("avard_fen + 1", NAMES)


@given(st.integers(0, 4000), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_an_offset_counts_from_midnight_of_day_0(day: int, hour: int, minute: int, second: int) -> None:
    start_at = instant("2022-10-10")
    at = moment(f"day {day}, {hour:02}:{minute:02}:{second:02}", start_at)
    assert divmod(at - start_at, DAY) == (day, hour * 3600 + minute * 60 + second)


@pytest.mark.parametrize(
    "text", ["day 1", "day one, 10:00", "day 1 10:00", "day -1, 10:00", "2022-13-01", "day 1, 25:00"]
)
def test_anything_but_an_instant_is_refused(text: str) -> None:
    assert is_instant(text)
    with pytest.raises(InputError):
        moment(text, 0)
