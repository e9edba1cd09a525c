from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notice.civil import day_number
from notice.errors import InputError
from notice.money import DAYS_OF_YEAR, all_in_apr_bp, apy_bp, fen_of_yuan, half_up, interest_fen, lpr_bp, yuan

WAN = 1_000_000  # fen in 万元

day_counts = st.sampled_from(sorted(DAYS_OF_YEAR))
rates = st.integers(0, 2_400)
# from 10,000 yuan and 30 days on, half a fen of rounding is less than half a basis point
principals = st.integers(WAN, 10_000 * WAN)
tenors = st.integers(30, 400)
first_search_loads_scipy = settings(deadline=None)


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


# --- yuan -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (1, "0.01"), (10, "0.10"), (123_456, "1,234.56"), (100_000_000, "1,000,000.00"), (-5, "-0.05")],
)
def test_amount_is_shown_with_thousands_and_two_decimals(fen: int, text: str):
    assert yuan(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0", 0), ("12", 1_200), ("12.3", 1_230), ("12.34", 1_234), ("1,234.56", 123_456), ("-0.05", -5), ("007", 700)],
)
def test_amount_is_read_exactly(text: str, fen: int):
    assert fen_of_yuan(text) == fen


@given(st.integers())
def test_shown_amount_reads_back(fen: int):
    assert fen_of_yuan(yuan(fen)) == fen


@pytest.mark.parametrize(
    "text",
    ["", "1.234", "0.001", "1.", ".5", "1e6", "1 000", "1,00", "12,34.00", "+1", "--1", "１２", "1.00 ", "NaN", "¥1"],
)
def test_text_that_is_no_amount_of_two_decimals_is_refused(text: str):
    with pytest.raises(InputError, match="at most two decimals"):
        fen_of_yuan(text)


# --- LPR ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bp"),
    [
        ("2019-08-20", 425),
        ("2019-09-19", 425),
        ("2019-09-20", 420),
        ("2019-11-20", 415),
        ("2020-02-20", 405),
        ("2020-04-19", 405),
        ("2020-04-20", 385),
        ("2021-12-19", 385),
        ("2021-12-20", 380),
        ("2022-01-20", 370),
        ("2022-08-22", 365),
        ("2022-09-29", 365),
        ("2023-06-19", 365),
        ("2023-06-20", 355),
        ("2023-08-21", 345),
        ("2024-07-22", 335),
        ("2024-10-21", 310),
        ("2025-05-19", 310),
        ("2025-05-20", 300),
        ("2026-01-20", 300),
        ("2026-02-19", 300),
    ],
)
def test_one_year_lpr_changes_on_the_day_of_its_publication(text: str, bp: int):
    assert lpr_bp(day(text)) == bp


def test_one_year_lpr_only_fell_since_2019():
    known = [lpr_bp(number) for number in range(day("2019-08-20"), day("2026-02-19") + 1)]
    assert known == sorted(known, reverse=True)
    assert len(set(known)) == 13


@pytest.mark.parametrize("text", ["2019-08-19", "2026-02-20", "2030-01-01"])
def test_day_outside_the_lpr_table_is_refused(text: str):
    with pytest.raises(InputError, match=f"from 2019-08-20 to 2026-02-19, not to {text}"):
        lpr_bp(day(text))


# --- interest -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("principal_fen", "apr_bp", "days", "day_count", "fen"),
    [
        (100 * WAN, 400, 365, "act_365", 4 * WAN),
        (100 * WAN, 400, 360, "act_360", 4 * WAN),
        (100 * WAN, 365, 90, "act_360", 912_500),
        (100 * WAN, 365, 90, "act_365", 900_000),
        (100 * WAN, 400, 0, "act_365", 0),
        (0, 400, 90, "act_365", 0),
        (100 * WAN, 1825, 1, "act_365", 50_000),  # the statutory 0.05 % a day
    ],
)
def test_simple_interest_by_day_count(principal_fen: int, apr_bp: int, days: int, day_count: str, fen: int):
    assert interest_fen(principal_fen, apr_bp, days, day_count) == fen


def test_half_a_fen_of_interest_is_rounded_up_and_less_is_not():
    assert interest_fen(4_562, 400, 1, "act_365") == 0  # 0.49995 fen
    assert interest_fen(4_563, 400, 1, "act_365") == 1  # 0.50005 fen
    assert interest_fen(4_500, 400, 1, "act_360") == 1  # exactly half


@pytest.mark.parametrize(("numerator", "rounded"), [(-6, -1), (-5, -1), (-2, 0), (1, 0), (2, 1), (5, 1), (6, 2)])
def test_half_goes_up_on_both_sides_of_zero(numerator: int, rounded: int):
    assert half_up(numerator, 4) == rounded


@given(principals, rates, tenors, day_counts)
def test_interest_is_within_half_a_fen_of_the_exact_value(principal_fen, apr_bp, days, day_count):
    per = 10_000 * DAYS_OF_YEAR[day_count]
    assert abs(2 * (interest_fen(principal_fen, apr_bp, days, day_count) * per - principal_fen * apr_bp * days)) <= per


@pytest.mark.parametrize("figures", [(-1, 400, 30), (1, -400, 30), (1, 400, -30)])
def test_interest_on_negative_figures_is_refused(figures: tuple[int, int, int]):
    with pytest.raises(InputError, match="no interest on negative figures"):
        interest_fen(*figures, "act_365")


def test_unknown_day_count_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'act_365'"):
        interest_fen(1, 1, 1, "act365")
    with pytest.raises(InputError, match="'30_360' is no day count"):
        all_in_apr_bp([(0, 100), (30, -101)], "30_360")


# --- all-in APR -----------------------------------------------------------------------------------------------

Flows = list[tuple[int, int]]


def repaid(drawn: list[tuple[int, int]], principal_back: list[tuple[int, int]], apr_bp: int, day_count: str) -> Flows:
    """A loan as agreed: each repayment brings principal and the interest accrued on the balance since the last one."""
    flows, balance, accrued, day_before = [], 0, 0, 0
    moves = sorted([(number, fen) for number, fen in drawn] + [(number, -fen) for number, fen in principal_back])
    for number, fen in moves:
        accrued += interest_fen(balance, apr_bp, number - day_before, day_count)
        balance += fen
        day_before = number
        flows.append((number, fen if fen > 0 else fen - accrued))
        accrued = accrued if fen > 0 else 0
    return flows


@first_search_loads_scipy
@given(principals, rates, tenors, day_counts)
def test_bullet_loan_without_a_fee_costs_its_nominal_rate(principal_fen, apr_bp, days, day_count):
    flows = repaid([(0, principal_fen)], [(days, principal_fen)], apr_bp, day_count)
    assert abs(all_in_apr_bp(flows, day_count) - apr_bp) <= 1


@first_search_loads_scipy
@given(principals, rates, st.lists(st.integers(30, 120), min_size=2, max_size=6), day_counts)
def test_loan_in_instalments_without_a_fee_costs_its_nominal_rate(principal_fen, apr_bp, gaps, day_count):
    share, rest = divmod(principal_fen, len(gaps))
    dates = [sum(gaps[: i + 1]) for i in range(len(gaps))]
    back = [(number, share + (rest if number == dates[-1] else 0)) for number in dates]
    flows = repaid([(0, principal_fen)], back, apr_bp, day_count)
    assert abs(all_in_apr_bp(flows, day_count) - apr_bp) <= 1


@first_search_loads_scipy
@given(principals, principals, rates, tenors, tenors, day_counts)
def test_loan_drawn_in_two_parts_costs_its_nominal_rate(first_fen, second_fen, apr_bp, gap, days, day_count):
    flows = repaid([(0, first_fen), (gap, second_fen)], [(gap + days, first_fen + second_fen)], apr_bp, day_count)
    assert abs(all_in_apr_bp(flows, day_count) - apr_bp) <= 1


@first_search_loads_scipy
@given(principals, rates, tenors, day_counts, st.integers(1, 500))
def test_fee_makes_the_loan_dearer(principal_fen, apr_bp, days, day_count, fee_bp):
    flows = repaid([(0, principal_fen)], [(days, principal_fen)], apr_bp, day_count)
    fee = (0, -principal_fen * fee_bp // 10_000)
    assert all_in_apr_bp([*flows, fee], day_count) > all_in_apr_bp(flows, day_count)


@pytest.mark.parametrize("paid_on", [0, 365])
def test_fee_of_one_percent_costs_more_the_earlier_it_is_paid(paid_on: int):
    flows = [(0, 100 * WAN), (paid_on, -1 * WAN), (365, -104 * WAN)]
    assert all_in_apr_bp(flows, "act_365") == {0: 505, 365: 500}[paid_on]


def test_half_year_loan_is_quoted_without_compounding():
    flows = [(0, 100 * WAN), (180, -102 * WAN)]
    assert all_in_apr_bp(flows, "act_360") == 400
    assert all_in_apr_bp(flows, "act_365") == 406


def test_interest_paid_before_principal_is_recognised_every_quarter():
    quarterly = [(0, 100 * WAN), (90, -1 * WAN), (180, -1 * WAN), (270, -1 * WAN), (360, -101 * WAN)]
    assert all_in_apr_bp(quarterly, "act_360") == 400


def test_loan_repaid_short_costs_less_than_nothing():
    assert all_in_apr_bp([(0, 100 * WAN), (73, -50 * WAN)], "act_365") == -25_000


@first_search_loads_scipy
@given(st.permutations([(0, 100 * WAN), (0, -1 * WAN), (100, -50 * WAN), (200, -52 * WAN)]))
def test_order_of_the_flows_does_not_matter(flows: Flows):
    assert all_in_apr_bp(flows, "act_365") == all_in_apr_bp(sorted(flows), "act_365")
    assert apy_bp(flows) == apy_bp(sorted(flows))


# --- APY ------------------------------------------------------------------------------------------------------


@first_search_loads_scipy
@given(principals, st.integers(-2_000, 5_000))
def test_loan_of_one_year_has_its_nominal_rate_as_effective_rate(principal_fen: int, bp: int):
    paid = half_up(principal_fen * (10_000 + bp), 10_000)
    assert apy_bp([(0, principal_fen), (365, -paid)]) == bp


def test_loan_of_half_a_year_compounds():
    assert apy_bp([(0, 10_000 * WAN), (365, -10_000 * WAN), (730, -1)]) == 0
    assert apy_bp([(0, 100 * WAN), (73, -102 * WAN)]) == 1041  # 1.02 ** 5 - 1


def test_two_years_of_ten_percent_compound():
    assert apy_bp([(0, 100 * WAN), (730, -121 * WAN)]) == 1000


def test_effective_rate_does_not_depend_on_the_first_day():
    flows = [(0, 100 * WAN), (90, -40 * WAN), (200, -63 * WAN)]
    assert apy_bp(flows) == apy_bp([(number + 19_000, fen) for number, fen in flows])


@first_search_loads_scipy
@given(principals, st.integers(1, 2_400), st.integers(30, 364))
def test_effective_rate_of_less_than_a_year_exceeds_the_nominal_one(principal_fen: int, apr_bp: int, days: int):
    flows = repaid([(0, principal_fen)], [(days, principal_fen)], apr_bp, "act_365")
    assert apy_bp(flows) >= all_in_apr_bp(flows, "act_365")


@pytest.mark.parametrize("flows", [[], [(0, 100)], [(0, 100), (30, 5)], [(0, -100), (30, -5)], [(0, 0), (30, -5)]])
def test_flows_of_one_side_only_are_refused(flows: Flows):
    with pytest.raises(InputError, match="money received"):
        all_in_apr_bp(flows, "act_365")
    with pytest.raises(InputError, match="money received"):
        apy_bp(flows)


def test_flows_of_one_day_that_do_not_balance_are_refused():
    with pytest.raises(InputError, match="no yearly rate balances"):
        all_in_apr_bp([(0, 100), (0, -101)], "act_365")
    with pytest.raises(InputError, match="no yearly rate balances"):
        apy_bp([(0, 100), (0, -101)])


def test_money_paid_before_it_is_received_has_no_rate():
    with pytest.raises(InputError, match="no yearly rate balances"):
        apy_bp([(0, -100), (365, 104)])
