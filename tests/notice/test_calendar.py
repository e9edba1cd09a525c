from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.calendar import Calendar, Table, calendar_of
from notice.civil import DAY, date_of, day_number
from notice.clocks import due_day
from notice.errors import InputError
from notice.law import Law
from notice.yaml import packaged

CALENDAR = Calendar.official()
CHINA = holidays.country_holidays("CN", years=range(2019, 2027))
DAYS = range(CALENDAR.first_day, CALENDAR.last_day + 1)
days = st.integers(CALENDAR.first_day, CALENDAR.last_day)
early_days = st.integers(CALENDAR.first_day, CALENDAR.last_day - 60)


def number(text: str) -> int:
    return day_number(date.fromisoformat(text))


def shown(day: int) -> str:
    return date_of(day).isoformat()


# --- the table ------------------------------------------------------------------------------------------------


def test_table_reaches_from_2019_to_the_last_year_that_was_published():
    assert (shown(CALENDAR.first_day), shown(CALENDAR.last_day)) == ("2019-01-01", "2026-12-31")
    assert CALENDAR.official_through == 2026


def test_table_agrees_with_holidays_on_every_day():
    assert [shown(d) for d in DAYS if CALENDAR.is_working(d) != CHINA.is_working_day(date_of(d))] == []


def test_table_agrees_with_chinesecalendar_on_every_day():
    assert [shown(d) for d in DAYS if CALENDAR.is_working(d) != chinese_calendar.is_workday(date_of(d))] == []


@pytest.mark.parametrize(
    ("year", "working_days"),
    [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_year_has_its_number_of_working_days(year: int, working_days: int):
    assert sum(CALENDAR.is_working(d) for d in DAYS if date_of(d).year == year) == working_days


def test_every_make_up_day_is_a_weekend_day_and_no_span_touches_one():
    table = packaged("notice", "data/calendar.yaml").parse(Table)
    worked = [date.fromisoformat(f"{year.year}-{day}") for year in table.years for day in year.worked]
    assert all(day.weekday() >= 5 for day in worked)
    assert all(CALENDAR.roll(day_number(day), "statutory_only") == day_number(day) for day in worked)


def test_years_of_the_table_follow_one_another():
    table = packaged("notice", "data/calendar.yaml").parse(Table)
    assert [year.year for year in table.years] == list(range(2019, table.official_through + 1))


def test_years_changed_while_they_ran_say_when():
    assert {year: shown(day) for year, day in CALENDAR.known_from.items()} == {2019: "2019-03-22", 2020: "2020-01-27"}


def test_new_years_eve_of_2024_was_worked_and_that_of_2025_was_not():
    assert CALENDAR.is_working(number("2024-02-09"))
    assert CALENDAR.is_day_off(number("2025-01-28"))


@given(days)
def test_day_is_either_worked_or_off(day: int):
    assert CALENDAR.is_working(day) != CALENDAR.is_day_off(day)


# --- the n-th working day -------------------------------------------------------------------------------------

GOLDEN = [
    ("2022-09-29", "2022-10-08", "2022-10-09", "2022-10-11", "2022-10-13"),
    ("2022-10-01", "2022-10-09", "2022-10-10", "2022-10-12", "2022-10-14"),
    ("2022-12-30", "2023-01-04", "2023-01-05", "2023-01-09", "2023-01-11"),
    ("2023-01-20", "2023-01-29", "2023-01-30", "2023-02-01", "2023-02-03"),
    ("2024-02-09", "2024-02-19", "2024-02-20", "2024-02-22", "2024-02-26"),
    ("2025-01-26", "2025-02-05", "2025-02-06", "2025-02-08", "2025-02-11"),
    ("2025-09-30", "2025-10-10", "2025-10-11", "2025-10-14", "2025-10-16"),
    ("2026-02-14", "2026-02-25", "2026-02-26", "2026-02-28", "2026-03-03"),
    ("2020-01-23", "2020-02-04", "2020-02-05", "2020-02-07", "2020-02-11"),
]


@pytest.mark.parametrize("row", GOLDEN, ids=[row[0] for row in GOLDEN])
def test_golden_vectors_of_the_second_third_fifth_and_seventh_working_day(row: tuple[str, ...]):
    start, *dues = row
    assert [shown(CALENDAR.working_day_after(number(start), n)) for n in (2, 3, 5, 7)] == dues


@given(early_days, st.integers(1, 30))
def test_nth_working_day_is_that_of_holidays(day: int, n: int):
    assert date_of(CALENDAR.working_day_after(day, n)) == CHINA.get_nth_working_day(date_of(day), n)


def test_first_working_day_after_a_saturday_is_the_monday():
    saturday = number("2022-10-15")
    assert shown(CALENDAR.working_day_after(saturday, 1)) == "2022-10-17"
    assert chinese_calendar.find_workday(1, date_of(saturday)) == date(2022, 10, 18)  # the other way of counting


def test_days_off_before_a_working_day_do_not_move_the_count():
    friday, sunday = number("2022-10-14"), number("2022-10-16")
    assert CALENDAR.working_day_after(friday, 5) == CALENDAR.working_day_after(sunday, 5)


@given(early_days, st.integers(1, 30))
def test_nth_working_day_is_worked_and_later(day: int, n: int):
    due = CALENDAR.working_day_after(day, n)
    assert due > day
    assert CALENDAR.is_working(due)


@given(early_days, st.integers(1, 20))
def test_nth_working_day_never_moves_back_when_the_start_moves_on(day: int, n: int):
    assert CALENDAR.working_day_after(day, n) <= CALENDAR.working_day_after(day + 1, n)


@given(early_days, st.integers(1, 20))
def test_counting_one_by_one_reaches_the_nth_working_day(day: int, n: int):
    reached = day
    for _ in range(n):
        reached = CALENDAR.working_day_after(reached, 1)
    assert reached == CALENDAR.working_day_after(day, n)


@given(early_days, st.integers(1, 30))
def test_between_a_day_and_its_nth_working_day_lie_n_working_days(day: int, n: int):
    due = CALENDAR.working_day_after(day, n)
    assert CALENDAR.working_days_between(day, due) == n
    assert CALENDAR.working_days_between(day, due - 1) == n - 1
    assert CALENDAR.working_days_between(due, day) == -n


# --- rolling --------------------------------------------------------------------------------------------------

ROLLED = [
    ("2022-10-01", "2022-10-08"),  # 国庆 -> a make-up Saturday
    ("2023-01-22", "2023-01-28"),  # 春节 -> a make-up Saturday
    ("2024-02-10", "2024-02-18"),  # 春节 -> a make-up Sunday
    ("2024-09-14", "2024-09-14"),  # a make-up day itself
    ("2025-10-01", "2025-10-09"),
]


@pytest.mark.parametrize("reading", ["any_day_off", "statutory_only"])
@pytest.mark.parametrize(("last", "due"), ROLLED)
def test_readings_that_roll_agree_on_holidays_and_make_up_days(last: str, due: str, reading: str):
    assert shown(CALENDAR.roll(number(last), reading)) == due


def test_plain_weekend_rolls_under_any_day_off_only():
    saturday = number("2022-10-29")
    assert shown(CALENDAR.roll(saturday)) == "2022-10-31"
    assert CALENDAR.roll(saturday, "statutory_only") == CALENDAR.roll(saturday, "none") == saturday


def test_statutory_spans_that_touch_over_new_year_are_one():
    assert shown(CALENDAR.roll(number("2022-12-31"), "statutory_only")) == "2023-01-03"
    assert shown(CALENDAR.roll(number("2023-12-30"), "statutory_only")) == "2024-01-02"


@given(days)
def test_day_rolled_off_every_day_off_is_the_first_working_day_from_it_on(day: int):
    rolled = CALENDAR.roll(day)
    assert CALENDAR.is_working(rolled)
    assert all(CALENDAR.is_day_off(d) for d in range(day, rolled))


@given(days)
def test_readings_of_the_roll_are_ordered(day: int):
    assert day == CALENDAR.roll(day, "none") <= CALENDAR.roll(day, "statutory_only") <= CALENDAR.roll(day)


@given(days, st.sampled_from(["any_day_off", "statutory_only", "none"]))
def test_rolling_twice_is_rolling_once(day: int, reading: str):
    assert CALENDAR.roll(CALENDAR.roll(day, reading), reading) == CALENDAR.roll(day, reading)


def test_day_behind_a_holiday_span_is_worked_throughout_the_table():
    rolled = {CALENDAR.roll(d, "statutory_only") for d in DAYS if CALENDAR.roll(d, "statutory_only") != d}
    assert all(CALENDAR.is_working(day) for day in rolled)


# --- refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outside", [CALENDAR.first_day - 1, CALENDAR.last_day + 1])
@pytest.mark.parametrize(
    "look_up",
    [
        CALENDAR.is_working,
        CALENDAR.is_day_off,
        CALENDAR.covered,
        CALENDAR.roll,
        lambda day: CALENDAR.roll(day, "statutory_only"),
        lambda day: CALENDAR.roll(day, "none"),
        lambda day: CALENDAR.working_day_after(day, 1),
        lambda day: CALENDAR.working_days_between(day, CALENDAR.first_day),
        lambda day: CALENDAR.working_days_between(CALENDAR.first_day, day),
    ],
)
def test_day_outside_the_table_is_refused_by_every_look_up(look_up, outside: int):
    with pytest.raises(InputError, match=r"outside the working-day table.*published through 2026"):
        look_up(outside)


@given(st.integers().filter(lambda day: day not in DAYS))
def test_no_day_outside_the_table_is_guessed(day: int):
    with pytest.raises(InputError):
        CALENDAR.working_day_after(day, 1)


def test_first_and_last_day_of_the_table_are_inside():
    assert CALENDAR.is_day_off(CALENDAR.first_day)
    assert CALENDAR.is_working(CALENDAR.last_day)
    assert shown(CALENDAR.working_day_after(CALENDAR.first_day, 1)) == "2019-01-02"


def test_count_that_runs_past_the_table_is_refused_and_the_one_before_is_not():
    tuesday = number("2026-12-29")
    assert shown(CALENDAR.working_day_after(tuesday, 2)) == "2026-12-31"
    with pytest.raises(InputError, match="working day 3 after 2026-12-29"):
        CALENDAR.working_day_after(tuesday, 3)


@pytest.mark.parametrize("n", [0, -1])
def test_count_below_one_is_refused(n: int):
    with pytest.raises(InputError, match="count from 1"):
        CALENDAR.working_day_after(CALENDAR.first_day + 40, n)


def test_unknown_reading_of_the_roll_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'statutory_only'"):
        CALENDAR.roll(CALENDAR.first_day, "statutory")


@pytest.mark.parametrize("span", ["1-1", "01-01...01-03", "01-01..", "01/01"])
def test_misspelt_span_of_a_table_is_refused(span: str):
    with pytest.raises(ValueError, match="pattern"):
        Table.model_validate({"official_through": 2027, "years": [{"year": 2027, "off": [span], "worked": []}]})


def test_official_calendar_is_built_once():
    assert Calendar.official() is Calendar.official()


def test_calendar_of_another_table_ends_where_that_table_ends():
    table = Table.model_validate(
        {"official_through": 2027, "years": [{"year": 2027, "off": ["01-01..01-03"], "worked": ["01-09"]}]}
    )
    other = Calendar(table)
    assert date_of(other.working_day_after(other.first_day, 6)) == date(2027, 1, 9)
    with pytest.raises(InputError, match="through 2027"):
        other.is_working(other.last_day + timedelta(days=1).days)


# --- what one knew, what a county adds, what is only estimated -------------------------------------------------


def test_a_day_is_judged_by_the_calendar_that_was_known_then():
    before, after = (calendar_of(number(day), (), False) for day in ("2020-01-26", "2020-01-27"))
    assert before.is_working(number("2020-01-31")) and before.is_working(number("2020-02-01"))
    assert after.is_day_off(number("2020-01-31")) and after.is_day_off(number("2020-02-01"))
    assert shown(before.working_day_after(number("2020-01-23"), 5)) == "2020-02-05"
    assert shown(after.working_day_after(number("2020-01-23"), 5)) == "2020-02-07"


def test_the_law_of_january_2020_counts_by_the_calendar_of_january_2020():
    accepted = number("2020-01-23") * DAY
    early, late = (Law().as_known_on(number(day)).working_due(accepted, 5) for day in ("2020-01-25", "2020-03-01"))
    assert (due_day(early), due_day(late)) == (number("2020-02-05"), number("2020-02-07"))
    assert Law().as_known_on(number("2022-10-10")).calendar is CALENDAR


def test_may_of_2019_had_one_holiday_until_march():
    before = calendar_of(number("2019-03-21"), (), False)
    assert before.is_working(number("2019-05-02")) and before.is_day_off(number("2019-05-05"))
    assert CALENDAR.is_day_off(number("2019-05-02")) and CALENDAR.is_working(number("2019-05-05"))


def test_a_county_adds_a_day_off_and_its_clocks_count_it_out():
    festival = number("2024-07-29")  # a Monday
    county = calendar_of(None, (festival,), False)
    friday = number("2024-07-26")
    assert (shown(CALENDAR.working_day_after(friday, 1)), shown(county.working_day_after(friday, 1))) == (
        "2024-07-29",
        "2024-07-30",
    )
    assert county.roll(festival, "statutory_only") == festival + 1


def test_estimates_need_a_permission_and_say_what_they_are():
    permitted = calendar_of(None, (), True)
    assert permitted.is_estimated(number("2027-03-01")) and not permitted.is_estimated(number("2026-12-31"))
    assert shown(permitted.working_day_after(number("2026-12-31"), 1)) == "2027-01-04"
    with pytest.raises(InputError, match="calendar_estimates"):
        CALENDAR.working_day_after(number("2026-12-31"), 1)


def test_estimated_years_hold_the_statutory_days_that_holidays_computes():
    permitted = calendar_of(None, (), True)
    computed = holidays.country_holidays("CN", years=range(2027, 2029))
    estimated = range(CALENDAR.last_day + 1, permitted.last_day + 1)
    assert [shown(d) for d in estimated if permitted.is_working(d) != computed.is_working_day(date_of(d))] == []


STARTS = [d for d in DAYS if CALENDAR.is_working(d) and d <= number("2026-11-30")]


@pytest.mark.parametrize(
    ("n", "usual", "how_many", "ten_or_more", "longest"), [(5, {7}, 1_569, 149, 15), (3, {3, 5}, 1_724, 48, 13)]
)
def test_working_days_stretch_over_holidays_to_about_two_weeks_and_no_further(
    n: int, usual: set[int], how_many: int, ten_or_more: int, longest: int
):
    lengths = [CALENDAR.working_day_after(d, n) - d for d in STARTS]
    assert len(lengths) == 1_971 and sum(length in usual for length in lengths) == how_many
    assert sum(length >= 10 for length in lengths) == ten_or_more and max(lengths) == longest
