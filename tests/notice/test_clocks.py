from __future__ import annotations

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.calendar import Calendar
from notice.civil import DAY, END_OF_BUSINESS, HOUR, date_of, day_of, instant, rfc3339
from notice.clocks import calendar_due, day_end, due_day, working_due
from notice.errors import InputError

CALENDAR = Calendar.official()
ACCEPTED = instant("2022-10-10T09:00:00")

starts = st.integers(CALENDAR.first_day * DAY, (CALENDAR.last_day - 500) * DAY)
counts = st.integers(1, 10)
ends_of_day = st.sampled_from(["midnight", "business"])
readings = st.sampled_from(["any_day_off", "statutory_only", "none"])


@st.composite
def stories(draw: st.DrawFn) -> tuple[int, list[tuple[int, int | None]]]:
    """A start and suspensions near it; hours are drawn coarsely so that borders meet."""
    at = draw(starts)
    hours = st.integers(-72, 24 * 20)
    lengths = st.none() | st.integers(0, 24 * 15)
    base = at - at % HOUR
    spans = [
        (base + hour * HOUR, None if length is None else base + (hour + length) * HOUR)
        for hour, length in draw(st.lists(st.tuples(hours, lengths), max_size=4))
    ]
    half_hours = draw(st.sampled_from([0, HOUR // 2]))
    return at, [(begin + half_hours, None if end is None else end + half_hours) for begin, end in spans]


def due_date(due_at: int | None) -> str | None:
    return None if due_at is None else date_of(due_day(due_at)).isoformat()


def later(one: int | None, other: int | None) -> bool:
    """Whether `one` is not before `other`; a clock without an end is later than all."""
    return one is None or (other is not None and one >= other)


# --- working-day clocks ---------------------------------------------------------------------------------------

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


@pytest.mark.parametrize("clock", ["00:00:00", "07:00:00", "17:29:59", "17:30:00", "23:59:59"])
@pytest.mark.parametrize("row", GOLDEN, ids=[row[0] for row in GOLDEN])
def test_golden_vectors_hold_at_whatever_hour_the_clock_starts(row: tuple[str, ...], clock: str):
    start, *dues = row
    at = instant(f"{start}T{clock}")
    assert [due_date(working_due(CALENDAR, at, n)) for n in (2, 3, 5, 7)] == dues


def test_due_at_is_the_midnight_after_the_due_day():
    assert rfc3339(working_due(CALENDAR, ACCEPTED, 5) or 0) == "2022-10-18T00:00:00+08:00"


def test_due_at_under_business_hours_is_half_past_five_of_the_due_day():
    assert rfc3339(working_due(CALENDAR, ACCEPTED, 5, day_ends="business") or 0) == "2022-10-17T17:30:00+08:00"


def test_one_second_past_midnight_gives_the_clock_another_day():
    assert due_date(working_due(CALENDAR, instant("2022-10-10T23:59:59"), 5)) == "2022-10-17"
    assert due_date(working_due(CALENDAR, instant("2022-10-11T00:00:00"), 5)) == "2022-10-18"


# --- suspensions ----------------------------------------------------------------------------------------------


def suspended(*spans: tuple[str, str | None]) -> list[tuple[int, int | None]]:
    return [(instant(begin), instant(end) if end else None) for begin, end in spans]


@pytest.mark.parametrize(
    ("spans", "due"),
    [
        ([], "2022-10-17"),
        ([("2022-10-11T10:00:00", "2022-10-13T09:00:00")], "2022-10-19"),
        ([("2022-10-11T10:00:00", "2022-10-11T16:00:00")], "2022-10-17"),
        ([("2022-10-11T17:00:00", "2022-10-11T17:31:00")], "2022-10-18"),
        ([("2022-10-14T11:00:00", None)], None),
    ],
)
def test_vectors_of_a_loan_clock_that_waits_for_another(spans: list[tuple[str, str | None]], due: str | None):
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=suspended(*spans))) == due


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("2022-10-11T10:00:00", "2022-10-11T17:30:00", "2022-10-17"),  # half-open: over at the close
        ("2022-10-11T10:00:00", "2022-10-11T17:30:01", "2022-10-18"),
        ("2022-10-11T17:30:00", "2022-10-11T23:00:00", "2022-10-18"),  # begun at the close
        ("2022-10-11T17:30:01", "2022-10-11T23:00:00", "2022-10-17"),
    ],
)
def test_only_the_close_of_business_decides_whether_a_day_counts(begin: str, end: str, due: str):
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=suspended((begin, end)))) == due


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("2022-10-17T18:00:00", "2022-10-18T00:00:00", "2022-10-17"),  # answered at due_at: too late to help
        ("2022-10-17T18:00:00", "2022-10-18T00:00:01", "2022-10-18"),
        ("2022-10-17T18:00:00", "2022-10-18T18:00:00", "2022-10-19"),
        ("2022-10-17T18:00:00", None, None),
        ("2022-10-18T00:00:01", None, "2022-10-17"),  # asked after the end: the end stands
    ],
)
def test_clock_suspended_at_its_end_ends_with_the_next_counted_day(begin: str, end: str | None, due: str | None):
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=suspended((begin, end)))) == due


def test_suspension_after_business_hours_moves_no_clock_that_ends_with_them():
    spans = suspended(("2022-10-17T18:00:00", None))
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=spans, day_ends="business")) == "2022-10-17"


def test_suspension_over_days_off_only_moves_nothing():
    spans = suspended(("2022-10-14T18:00:00", "2022-10-17T09:00:00"))
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=spans)) == "2022-10-17"


def test_suspension_over_a_make_up_day_moves_the_clock():
    at = instant("2022-09-30T09:00:00")
    spans = suspended(("2022-10-08T09:00:00", "2022-10-08T18:00:00"))
    assert due_date(working_due(CALENDAR, at, 5)) == "2022-10-12"
    assert due_date(working_due(CALENDAR, at, 5, suspensions=spans)) == "2022-10-13"


def test_suspension_that_ends_when_it_begins_moves_nothing():
    spans = suspended(("2022-10-11T17:30:00", "2022-10-11T17:30:00"))
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=spans)) == "2022-10-17"


def test_overlapping_causes_end_with_the_last_of_them():
    spans = suspended(
        ("2022-10-11T10:00:00", "2022-10-13T09:00:00"),  # supplement
        ("2022-10-12T10:00:00", "2022-10-14T09:00:00"),  # support
    )
    assert due_date(working_due(CALENDAR, ACCEPTED, 5, suspensions=spans)) == "2022-10-20"


def naive_due(at: int, n: int, spans: list[tuple[int, int | None]], ends: int) -> int | None:
    """The definition, word by word, one day after the other and with another calendar."""

    def held(second: int) -> bool:
        return any(begin <= second and (end is None or second < end) for begin, end in spans)

    counted = 0
    for day in range(day_of(at) + 1, CALENDAR.last_day + 1):
        if not chinese_calendar.is_workday(date_of(day)) or held(day * DAY + END_OF_BUSINESS):
            continue
        counted += 1
        if counted >= n and not held(day * DAY + ends):
            return day * DAY + ends
    return None


@given(stories(), counts, ends_of_day)
def test_due_at_is_that_of_the_definition(story: tuple[int, list[tuple[int, int | None]]], n: int, day_ends: str):
    at, spans = story
    ends = DAY if day_ends == "midnight" else END_OF_BUSINESS
    assert working_due(CALENDAR, at, n, suspensions=spans, day_ends=day_ends) == naive_due(at, n, spans, ends)


@given(stories(), counts, st.integers(0, 30 * DAY), ends_of_day)
def test_deadline_never_moves_back_when_the_start_moves_on(story, n: int, delay: int, day_ends: str):
    at, spans = story
    sooner = working_due(CALENDAR, at, n, suspensions=spans, day_ends=day_ends)
    assert later(working_due(CALENDAR, at + delay, n, suspensions=spans, day_ends=day_ends), sooner)


@given(stories(), counts, ends_of_day)
def test_more_working_days_end_later(story, n: int, day_ends: str):
    at, spans = story
    shorter = working_due(CALENDAR, at, n, suspensions=spans, day_ends=day_ends)
    longer = working_due(CALENDAR, at, n + 1, suspensions=spans, day_ends=day_ends)
    assert later(longer, shorter)


@given(stories(), counts, ends_of_day)
def test_suspension_never_shortens(story, n: int, day_ends: str):
    at, spans = story
    for kept in range(len(spans)):
        fewer = working_due(CALENDAR, at, n, suspensions=spans[:kept], day_ends=day_ends)
        assert later(working_due(CALENDAR, at, n, suspensions=spans[: kept + 1], day_ends=day_ends), fewer)


@given(starts, counts, st.lists(st.integers(-3 * DAY, 20 * DAY), min_size=4, max_size=4), st.booleans(), ends_of_day)
def test_overlapping_suspensions_are_one(at: int, n: int, offsets: list[int], is_open: bool, day_ends: str):
    begin, cut, overlap, last = (at + offset for offset in sorted(offsets))
    end = None if is_open else last
    whole = working_due(CALENDAR, at, n, suspensions=[(begin, end)], day_ends=day_ends)
    assert working_due(CALENDAR, at, n, suspensions=[(begin, overlap), (cut, end)], day_ends=day_ends) == whole


@given(stories(), counts, ends_of_day)
def test_cause_older_than_its_clock_counts_from_the_clocks_start(story, n: int, day_ends: str):
    at, spans = story
    clipped = [(max(begin, at), end) for begin, end in spans]
    assert working_due(CALENDAR, at, n, suspensions=clipped, day_ends=day_ends) == working_due(
        CALENDAR, at, n, suspensions=spans, day_ends=day_ends
    )


@given(stories(), counts, st.randoms())
def test_order_of_suspensions_does_not_matter(story, n: int, shuffle):
    at, spans = story
    mixed = list(spans)
    shuffle.shuffle(mixed)
    assert working_due(CALENDAR, at, n, suspensions=mixed) == working_due(CALENDAR, at, n, suspensions=spans)


# --- calendar-day clocks --------------------------------------------------------------------------------------

ROLLED = [
    ("2022-09-01", 30, "2022-10-08"),
    ("2022-12-23", 30, "2023-01-28"),
    ("2024-01-11", 30, "2024-02-18"),
    ("2024-08-15", 30, "2024-09-14"),
    ("2025-08-02", 60, "2025-10-09"),
]


@pytest.mark.parametrize("roll", ["any_day_off", "statutory_only"])
@pytest.mark.parametrize(("start", "days", "due"), ROLLED)
def test_golden_vectors_of_calendar_days(start: str, days: int, due: str, roll: str):
    assert due_date(calendar_due(CALENDAR, instant(start), days, roll=roll)) == due


@pytest.mark.parametrize(
    ("roll", "due"), [("any_day_off", "2022-10-31"), ("statutory_only", "2022-10-29"), ("none", "2022-10-29")]
)
def test_readings_differ_when_the_last_day_is_a_plain_saturday(roll: str, due: str):
    assert due_date(calendar_due(CALENDAR, instant("2022-09-29"), 30, roll=roll)) == due


@pytest.mark.parametrize(
    ("start", "days", "last"), [("2022-09-01", 30, "2022-10-01"), ("2025-08-02", 60, "2025-10-01")]
)
def test_without_a_roll_a_holiday_may_be_the_last_day(start: str, days: int, last: str):
    assert due_date(calendar_due(CALENDAR, instant(start), days, roll="none")) == last


def test_calendar_days_end_at_midnight_or_with_business():
    at = instant("2022-10-10T09:00:00")
    assert rfc3339(calendar_due(CALENDAR, at, 30)) == "2022-11-10T00:00:00+08:00"
    assert rfc3339(calendar_due(CALENDAR, at, 30, day_ends="business")) == "2022-11-09T17:30:00+08:00"


def test_no_days_make_day_zero_the_last_day():
    assert due_date(calendar_due(CALENDAR, instant("2022-10-10T09:00:00"), 0)) == "2022-10-10"
    assert due_date(calendar_due(CALENDAR, instant("2022-10-15T09:00:00"), 0)) == "2022-10-17"


@pytest.mark.parametrize(
    ("spans", "due"),
    [
        ([("2022-10-12T10:00:00", "2022-10-14T09:00:00")], "2022-11-11"),  # two days frozen at their close
        ([("2022-10-12T10:00:00", "2022-10-12T17:00:00")], "2022-11-09"),
        ([("2022-10-15T10:00:00", "2022-10-16T18:00:00")], "2022-11-11"),  # frozen days off are days too
        ([("2022-11-09T18:00:00", "2022-11-10T09:00:00")], "2022-11-10"),  # frozen at the end
        ([("2022-11-09T18:00:00", "2022-11-12T09:00:00")], "2022-11-14"),  # and then a weekend
        ([("2022-11-09T10:00:00", None)], None),
        ([("2022-11-10T09:00:00", None)], "2022-11-09"),
    ],
)
def test_frozen_account_moves_the_pay_clock_by_the_days_frozen(spans: list[tuple[str, str | None]], due: str | None):
    at = instant("2022-10-10T09:00:00")
    assert due_date(calendar_due(CALENDAR, at, 30, suspensions=suspended(*spans))) == due


def test_day_to_which_a_period_rolls_is_no_last_day_if_it_is_frozen():
    at = instant("2022-09-29T09:00:00")  # 30 days on: Saturday 10-29, rolled to Monday
    spans = suspended(("2022-10-31T09:00:00", "2022-10-31T18:00:00"))
    assert due_date(calendar_due(CALENDAR, at, 30, suspensions=spans)) == "2022-11-01"


@given(starts, st.integers(0, 60), st.integers(0, 30 * DAY), readings, ends_of_day)
def test_calendar_deadline_never_moves_back_when_the_start_moves_on(at, days, delay, roll, day_ends):
    sooner = calendar_due(CALENDAR, at, days, roll=roll, day_ends=day_ends)
    assert calendar_due(CALENDAR, at + delay, days, roll=roll, day_ends=day_ends) >= sooner


@given(stories(), st.integers(0, 60), readings, ends_of_day)
def test_freeze_never_shortens_the_pay_clock(story, days, roll, day_ends):
    at, spans = story
    running = calendar_due(CALENDAR, at, days, roll=roll, day_ends=day_ends)
    assert later(calendar_due(CALENDAR, at, days, suspensions=spans, roll=roll, day_ends=day_ends), running)


@given(starts, st.integers(0, 60), readings, ends_of_day)
def test_freeze_that_is_over_before_the_clock_starts_moves_nothing(at, days, roll, day_ends):
    running = calendar_due(CALENDAR, at, days, roll=roll, day_ends=day_ends)
    past = [(at - 9 * DAY, at - DAY)]
    assert calendar_due(CALENDAR, at, days, suspensions=past, roll=roll, day_ends=day_ends) == running


# --- due days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2022-10-17T17:30:00", "2022-10-17T23:59:59", "2022-10-18T00:00:00"])
def test_due_instants_of_sources_with_other_day_ends_are_one_due_day(text: str):
    assert due_date(instant(text)) == "2022-10-17"


def test_second_after_midnight_is_due_the_next_day():
    assert due_date(instant("2022-10-18T00:00:01")) == "2022-10-18"


@given(st.integers(CALENDAR.first_day, CALENDAR.last_day), ends_of_day)
def test_due_day_undoes_day_end(day: int, day_ends: str):
    assert due_day(day_end(day, day_ends)) == day


# --- refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [0, -1])
@pytest.mark.parametrize("suspensions", [[], [(ACCEPTED, ACCEPTED + DAY)]])
def test_clock_of_less_than_one_working_day_is_refused(n: int, suspensions: list[tuple[int, int | None]]):
    with pytest.raises(InputError, match="count from 1"):
        working_due(CALENDAR, ACCEPTED, n, suspensions=suspensions)


def test_negative_calendar_days_are_refused():
    with pytest.raises(InputError, match="0 days or more"):
        calendar_due(CALENDAR, ACCEPTED, -1)


@pytest.mark.parametrize("suspensions", [[], [(ACCEPTED, ACCEPTED + DAY)]])
def test_unknown_end_of_day_is_refused(suspensions: list[tuple[int, int | None]]):
    with pytest.raises(InputError, match="'noon' is no reading of day_ends"):
        working_due(CALENDAR, ACCEPTED, 5, suspensions=suspensions, day_ends="noon")
    with pytest.raises(InputError, match="'noon' is no reading of day_ends"):
        calendar_due(CALENDAR, ACCEPTED, 5, suspensions=suspensions, day_ends="noon")


@pytest.mark.parametrize("suspensions", [[], [(ACCEPTED, ACCEPTED + DAY)]])
def test_unknown_roll_is_refused(suspensions: list[tuple[int, int | None]]):
    with pytest.raises(InputError, match="did you mean 'any_day_off'"):
        calendar_due(CALENDAR, ACCEPTED, 5, suspensions=suspensions, roll="any_day")


def test_clock_that_ends_behind_the_table_is_refused_and_the_one_before_is_not():
    at = instant("2026-12-24T09:00:00")
    assert due_date(working_due(CALENDAR, at, 5)) == "2026-12-31"
    with pytest.raises(InputError, match="published through 2026"):
        working_due(CALENDAR, at, 6)
    with pytest.raises(InputError, match="published through 2026"):
        calendar_due(CALENDAR, at, 8)


def test_suspension_that_pushes_a_clock_behind_the_table_is_refused():
    at = instant("2026-12-21T09:00:00")
    spans = suspended(("2026-12-22T09:00:00", "2027-02-01T09:00:00"))
    with pytest.raises(InputError, match="published through 2026"):
        working_due(CALENDAR, at, 5, suspensions=spans)
    with pytest.raises(InputError, match="published through 2026"):
        calendar_due(CALENDAR, at, 5, suspensions=spans)


def test_clock_that_starts_before_the_table_is_refused():
    with pytest.raises(InputError, match="2018-12-31 lies outside"):
        working_due(CALENDAR, instant("2018-12-31T12:00:00"), 5)
