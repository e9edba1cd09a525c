"""The wire form loses nothing, guesses nothing, and says where a fault is."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from http_helpers import BANK, START, events, filing
from hypothesis import given, settings

from conformance.adapters.cloudevents import INTEGER_MAX, event_from, parsed, stimulus_from, to_wire
from notice.errors import InputError
from notice.events import (
    PLATFORM,
    Actor,
    ClockStarted,
    ConsentGiven,
    ContractSigned,
    Event,
    Instalment,
    PaymentTerms,
    Refused,
)


def over_the_wire(event: Event) -> Any:
    return parsed(msgspec.json.encode(to_wire(event)))


@settings(max_examples=60)
@given(events())
def test_every_event_comes_back_from_the_wire_as_it_was(event: Event) -> None:
    assert event_from(over_the_wire(event)) == event


@settings(max_examples=60)
@given(events(refused=False))
def test_what_is_read_leniently_from_our_own_wire_is_read_strictly_too(event: Event) -> None:
    assert stimulus_from(over_the_wire(event)) == event


@settings(max_examples=40)
@given(events())
def test_attributes_are_named_and_typed_as_cloudevents_demands(event: Event) -> None:
    for name, value in over_the_wire(event).items():
        assert name.isascii() and name.isalnum() and name == name.lower()
        assert name == "data" or isinstance(value, str | int)


def test_every_instant_is_rfc_3339_in_data_too() -> None:
    due = ClockStarted(
        at=START, actor=PLATFORM, source="p", id="1", clock="first_loan", bearer=BANK, due_at=START + 54_000
    )
    terms = PaymentTerms((Instalment("I1", 5, "fixed_date", START),))
    contract = ContractSigned(
        at=START, actor=Actor("purchaser", "P"), source="P", id="1", award="A", contract="C",
        supplier="S", purchaser="P", amount_fen=5, payment_terms=terms,
    )  # fmt: skip
    assert to_wire(due)["time"] == "2022-10-10T09:00:00+08:00"
    assert to_wire(due)["data"]["due_at"] == "2022-10-11T00:00:00+08:00"
    assert to_wire(contract)["data"]["payment_terms"]["instalments"][0]["due_on"] == "2022-10-10T09:00:00+08:00"


def test_an_instant_inside_a_refused_stimulus_is_written_once() -> None:
    consent = ConsentGiven(
        at=START, actor=Actor("supplier", "S"), source="S", id="1", award="A", consent="N", supplier="S", bank="B1",
        scope=(), expires_at=START,
    )  # fmt: skip
    refused = Refused(at=START, actor=PLATFORM, source="p", id="2", reasons=("BANK_NOT_FILED",), stimulus=consent)
    assert event_from(over_the_wire(refused)) == refused


@pytest.mark.parametrize("text", ["2022-10-10T01:00:00Z", "2022-10-09T20:00:00-05:00", "2022-10-10T09:00:00.999+08:00"])
def test_another_offset_names_the_same_instant_and_a_fraction_is_cut(text: str) -> None:
    assert event_from(to_wire(filing("1")) | {"time": text}).at == START


@pytest.mark.parametrize(
    "text", ["2022-10-10T09:00:00", "2022-10-10", "1665392400", 1665392400, None, True, "0001-01-01T00:00:00+08:00"]
)
def test_an_instant_without_offset_or_out_of_range_is_refused(text: object) -> None:
    with pytest.raises(InputError) as error:
        stimulus_from(to_wire(filing("1")) | {"time": text})
    assert error.value.where == "$.time"


def test_a_clock_given_in_seconds_is_refused_where_it_stands() -> None:
    wire = to_wire(ClockStarted(at=1, actor=BANK, source="B", id="1", clock="pay", bearer=BANK, due_at=2))
    wire["data"]["due_at"] = 1_665_392_400
    with pytest.raises(InputError) as error:
        stimulus_from(wire)
    assert error.value.where == "$.data.due_at"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"specversion": "0.3"}, "$.specversion"),
        ({"id": ""}, "$.id"),
        ({"source": 7}, "$.source"),
        ({"type": "BankFilled"}, "$.type"),
        ({"type": ["BankFiled"]}, "$.type"),
        ({"type": "Refused"}, "$.type"),
        ({"seq": 2**60}, "$.seq"),
        ({"actor": "B1"}, "$.actor"),
        ({"actor": "banker:B1"}, "$.actor"),
        ({"seq": "1"}, "$.seq"),
        ({"causedby": ["a"]}, "$.causedby"),
        ({"data": []}, "$.data"),
        ({"data": {"bank": "B1"}}, "$.data.parts"),
        ({"data": {"bank": "B1", "parts": ["produkt"]}}, "$.data.parts[0]"),
        ({"data": {"bank": 1, "parts": []}}, "$.data.bank"),
        ({"data": {"bank": "B1", "parts": [], "commitments": [{"commitment": "c"}]}}, "$.data.commitments[0].kind"),
        ({"data": {"bank": "B1", "parts": [], "awrad": "A"}}, "$.data.awrad"),
        ({"data": {"bank": "B1", "parts": [], "at": 5}}, "$.data.at"),
        ({"data": {"bank": "B1", "parts": [], "commitments": [
            {"commitment": "c", "kind": "k", "value": INTEGER_MAX + 1}]}}, "$.data.commitments[0].value"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_the_path_of_the_field(change: dict[str, object], where: str) -> None:
    with pytest.raises(InputError) as error:
        stimulus_from(to_wire(filing("1")) | change)
    assert error.value.where == where


def test_a_mistyped_field_name_is_answered_with_the_nearest_one() -> None:
    wire = to_wire(filing("1"))
    wire["data"]["comitments"] = []
    with pytest.raises(InputError, match="did you mean 'commitments'"):
        stimulus_from(wire)


def test_members_types_and_reasons_of_a_platforms_own_are_ignored_when_it_tells() -> None:
    refused = Refused(at=START, actor=PLATFORM, source="p", id="2", reasons=("ID_REUSED",), stimulus=filing("1"))
    wire = to_wire(refused) | {"traceparent": "00-1", "tenant": 5}
    wire["data"] |= {"severity": "high", "reasons": ["HOUSE_RULE_7", "ID_REUSED", 5]}
    wire["data"]["stimulus"]["data"]["colour"] = "red"
    assert event_from(wire) == refused


@pytest.mark.parametrize(
    "body", [b"", b"{", b"NaN", b'"\xff"', b'"\\ud800"', b"[" * 100_000, b"[" * 40 + b"]" * 40, b"1e999", b"9" * 5_000]
)
def test_a_body_that_is_no_plain_json_is_refused(body: bytes) -> None:
    with pytest.raises(InputError):
        parsed(body)
