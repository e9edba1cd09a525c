"""Templates and converters: exact in both directions, and nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.adapters.mapping.converters import CONVERTERS, words
from conformance.adapters.mapping.templates import Missing, fill, fill_text, is_path, reader, select, writer
from notice.civil import DAY
from notice.clocks import due_day

ROLES = words({"bank": ("银行",), "none": ("无", "未定")})
WRITE, READ = writer(CONVERTERS | {"role": ROLES}), reader(CONVERTERS | {"role": ROLES})
SECONDS = st.integers(min_value=0, max_value=200 * 365 * DAY)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_fen_come_back_from_yuan_to_the_fen(fen: int) -> None:
    assert CONVERTERS["yuan"].read(CONVERTERS["yuan"].write(fen)) == fen


@given(SECONDS)
def test_instants_come_back_to_the_second(at: int) -> None:
    assert CONVERTERS["datetime"].read(CONVERTERS["datetime"].write(at)) == at


@given(SECONDS.filter(bool))
def test_a_due_instant_keeps_its_due_day(due_at: int) -> None:
    read = CONVERTERS["due"].read(CONVERTERS["due"].write(due_at))
    assert due_day(read) == due_day(due_at)
    assert read % DAY == 0


@given(st.integers(min_value=0, max_value=100_000))
def test_basis_points_come_back_from_per_cent(bp: int) -> None:
    assert CONVERTERS["percent"].read(CONVERTERS["percent"].write(bp)) == bp


def test_a_deadline_with_a_time_is_that_time() -> None:
    midnight = CONVERTERS["due"].read("2022-10-17")
    assert CONVERTERS["due"].read("2022-10-18 00:00:00") == midnight


@pytest.mark.parametrize(
    ("name", "value"),
    [("yuan", "1.005"), ("yuan", "abc"), ("yuan", 1e30), ("datetime", "17/10/2022"), ("due", "2022-02-30"),
     ("date", ""), ("percent", "4.355%"), ("percent", "viel"), ("role", "外星人")],
)  # fmt: skip
def test_what_a_converter_cannot_read_exactly_it_does_not_read(name: str, value: Any) -> None:
    with pytest.raises(Missing, match=name):
        fill(f"{{x|{name}}}", {"x": value}, READ)


def test_a_word_without_entry_is_not_written() -> None:
    with pytest.raises(Missing, match="no word for 'supplier'"):
        fill("{x|role}", {"x": "supplier"}, WRITE)


def test_a_word_for_nothing_is_null_and_null_stays_null() -> None:
    assert fill("{x|role}", {"x": "未定"}, READ) is None
    assert fill("{x|role}", {"x": None}, READ) is None


def test_a_lone_placeholder_keeps_its_type_and_inside_a_text_it_becomes_text() -> None:
    source = {"n": 7, "flag": True, "names": ["bank", "bank"], "none": None}
    template = {"a": "{n}", "b": "no {n}", "c": "{flag}", "d": "{names|role}", "e": "{none}", "f": 1}
    assert fill(template, source, WRITE) == {"a": 7, "b": "no 7", "c": True, "d": ["银行", "银行"], "e": None, "f": 1}


def test_a_list_is_made_of_a_list_and_of_nothing_an_empty_one() -> None:
    template = {"each": "parts.list", "item": {"金额": "{fen|yuan}"}}
    assert fill(template, {"parts": {"list": [{"fen": 1}, {"fen": 250}]}}, WRITE) == [
        {"金额": "0.01"},
        {"金额": "2.50"},
    ]
    assert fill(template, {"parts": None}, WRITE) == []


def test_a_name_that_does_not_stand_there_is_missing_and_not_null() -> None:
    with pytest.raises(Missing, match="no 'y'"):
        fill("{x.y}", {"x": {}}, WRITE)
    assert fill("{x.y}", {"x": None}, WRITE) is None


def test_a_path_with_a_slash_starts_at_the_object() -> None:
    assert fill("{/a} {b}", {"b": 2}, READ, {"a": 1}) == "1 2"


def test_a_path_of_a_call_has_no_place_for_null() -> None:
    with pytest.raises(Missing, match="null"):
        fill_text("/loans/{loan}", {"loan": None}, WRITE)


def test_an_id_with_a_slash_stays_one_segment_of_a_path() -> None:
    from conformance.adapters.mapping.wire import quoted

    assert fill_text("/loans/{loan}/close", {"loan": "a/b?c#d"}, WRITE, quoted) == "/loans/a%2Fb%3Fc%23d/close"


OBJECTS = {"贷款": [{"号": "1", "放款": [{"额": 1}, {"额": None}]}, {"号": "2", "协议": {"号": "x.y"}, "放款": []}]}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("贷款.号", ["1", "2"]),
        ("贷款.放款.额", [1]),
        ("贷款[号=2].放款", []),
        ("贷款[号=1].放款", [{"额": 1}, {"额": None}]),
        ("贷款[协议.号={id}].号", ["2"]),
        ("贷款[号=3]", []),
        ("无", []),
    ],
)
def test_a_path_goes_through_lists_and_leaves_out_what_is_empty(path: str, found: list[Any]) -> None:
    assert select(path, OBJECTS, lambda text: text.replace("{id}", "x.y")) == found


@pytest.mark.parametrize("path", ["", "a..b", ".a", "a.", "a[b", "a[b]", "a]b[", "a[b=c]d", "[a=b]"])
def test_a_path_that_is_none_is_known_as_such(path: str) -> None:
    assert not is_path(path)
