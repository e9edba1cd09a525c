"""What lateness costs: statutory interest, the protected rate, the band of fines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.arrears import fine_band_fen, late_interest_fen, rate_cap_bp
from notice.civil import day_number
from notice.errors import InputError
from notice.policy import baseline

NOTICE_DAY = day_number(date(2022, 9, 29))
LAW = baseline()


def test_without_an_agreed_rate_a_late_payment_bears_five_per_myriad_a_day() -> None:
    assert late_interest_fen(LAW, 1_000_000_00, 10, NOTICE_DAY) == 5_000_00
    assert late_interest_fen(LAW, 100_00, 365, NOTICE_DAY) == 18_25  # 18.25 % a year


def test_an_agreed_rate_counts_on_365_days() -> None:
    assert late_interest_fen(LAW, 365_000_00, 10, NOTICE_DAY, 365) == 365_00


def test_an_agreed_rate_below_the_lpr_of_the_contract_is_refused_and_the_lpr_itself_is_not() -> None:
    with pytest.raises(InputError, match="below the one-year LPR of 365 bp"):
        late_interest_fen(LAW, 1, 1, NOTICE_DAY, 364)
    assert late_interest_fen(LAW, 0, 1, NOTICE_DAY, 365) == 0


@pytest.mark.parametrize("figures", [(-1, 1), (1, -1)])
def test_negative_figures_are_refused(figures: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="give 0 or more"):
        late_interest_fen(LAW, *figures, NOTICE_DAY)


@given(st.integers(0, 10**12), st.integers(0, 3000), st.integers(0, 3000))
def test_late_interest_grows_with_the_days(owed_fen: int, days: int, more: int) -> None:
    earlier, later = (late_interest_fen(LAW, owed_fen, one, NOTICE_DAY) for one in (days, days + more))
    assert earlier <= later


@pytest.mark.parametrize(("day", "cap_bp"), [("2022-09-29", 1460), ("2025-05-20", 1200)])
def test_courts_protect_four_times_the_lpr_of_the_day(day: str, cap_bp: int) -> None:
    assert rate_cap_bp(LAW, day_number(date.fromisoformat(day))) == cap_bp


def test_false_award_material_costs_half_a_percent_to_one() -> None:
    assert fine_band_fen(LAW, 2_000_000_00) == (10_000_00, 20_000_00)


def test_the_band_of_fines_holds_whole_fen_only() -> None:
    assert fine_band_fen(LAW, 150) == (1, 1)
    assert fine_band_fen(LAW, 101) == (1, 1)
