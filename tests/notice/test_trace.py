"""Traces: read and written whole, refused with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.errors import InputError
from notice.events import PLATFORM, Actor, ClockAdvanced, Event, LoanDisbursed, Refused
from notice.trace import MAX_LINE_BYTES, Gap, Observation, decode, encode, merged, order, read, trace, write

BANK = Actor("bank", "B1")
SEEN = Observation(vantage="source", until=10_000)
HEADER = '{"schema":"events/1","vantage":"source","until":10000}\n'


def paid(number: int, at: int = 100, amount_fen: int = 5) -> LoanDisbursed:
    return LoanDisbursed(
        at=at, actor=BANK, source="bank:B1", id=str(number), seq=number,
        loan="L", award="A", supplier="S", bank="B1", amount_fen=amount_fen,
    )  # fmt: skip


def refused_reading(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "log.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as error:
        read(path)
    return str(error.value)


def test_a_trace_reads_back_as_it_was_written(tmp_path: Path) -> None:
    refusal = Refused(
        at=100, actor=PLATFORM, source="platform", id="1", reasons=("STATE_FORBIDS",), stimulus=paid(2), award="A"
    )
    observation = Observation(vantage="platform", until=9, observes=("LoanDisbursed",), gaps=(Gap(1, 2),))
    path = tmp_path / "log.jsonl"
    write(path, observation, [paid(1), refusal])
    assert read(path) == trace(observation, [refusal, paid(1)])
    assert [file.name for file in tmp_path.iterdir()] == ["log.jsonl"], "no half-written file is left"


def test_a_write_that_fails_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    write(path, SEEN, [paid(1)])
    before = path.read_bytes()

    def breaks() -> object:
        yield paid(2)
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError):
        write(path, SEEN, breaks())  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["log.jsonl"]


def test_the_same_event_twice_is_one_event() -> None:
    assert len(trace(SEEN, [paid(1), paid(1)]).events) == 1


def test_another_event_under_a_used_identity_is_refused() -> None:
    with pytest.raises(InputError, match="ID_REUSED"):
        trace(SEEN, [paid(1), paid(1, amount_fen=6)])


@given(st.permutations([paid(number, at=number // 3) for number in range(9)]))
def test_the_order_of_a_trace_does_not_depend_on_the_order_of_arrival(events: list[Event]) -> None:
    assert list(trace(SEEN, events).events) == sorted(events, key=order) == merged([events[:4], events[4:]])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("[]\n", ":1: no trace header"),
        ('{"schema":"events/2","vantage":"source","until":1}\n', "write 'events/1'"),
        ('{"vantage":"moon","until":1}\n', "Invalid enum value 'moon'"),
        ('{"vantage":"source","until":1,"observes":["LoanDisbursd"]}\n', "did you mean 'LoanDisbursed'?"),
        ('{"vantage":"source","untill":1}\n', ":1: no trace header"),
        (HEADER + "{\n", ":2:"),
        (HEADER + '{"type":"LoanDisbursd"}\n', "did you mean 'LoanDisbursed'?"),
        (HEADER + '{"type":"LoanClosed","at":"noon"}\n', "Expected `int`, got `str` - at `$.at`; see the fields of LoanClosed"),
        (HEADER + encode(paid(1)).decode() + "\n" + encode(paid(2)).decode()[:-9] + "\n", ":3:"),
        (HEADER + "[" * 5_000 + "\n", ":2:"),
        (HEADER.encode() + b'{"type":"LoanClosed","loan":"\xc4\xe3"}\n', ":2:"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_the_line_and_what_to_write(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert says in refused_reading(tmp_path, text)


def test_a_line_without_end_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    assert "longer than" in refused_reading(tmp_path, HEADER + "x" * (MAX_LINE_BYTES + 10))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read(path)


def test_what_was_not_observed_is_known() -> None:
    seen = Observation(vantage="source", until=100, since=10, observes=("LoanDisbursed",), gaps=(Gap(40, 50),))
    assert seen.sees("LoanDisbursed") and not seen.sees("FeeCharged")
    assert not seen.blind_in(10, 39)
    assert seen.blind_in(9, 12), "before the log began"
    assert seen.blind_in(30, 40) and seen.blind_in(49, 60), "a gap at either end"
    assert not seen.blind_in(50, 60), "a gap is half-open"


def test_an_event_is_known_from_when_it_was_recorded() -> None:
    event = ClockAdvanced(at=5, actor=BANK, source="s", id="1", to_at=9)
    assert event.known_at == 5
    assert decode(encode(event)) == event


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ('{"schema":"events/1","vantage":"source","until":99999999999999999999999}', "no interval of time"),
        ('{"schema":"events/1","vantage":"source","until":1664409600000}', "no interval of time"),
        ('{"schema":"events/1","vantage":"source","until":1,"since":5}', "5 to 1 is no interval"),
        ('{"schema":"events/1","vantage":"source","until":9,"gaps":[{"from_at":5,"until_at":1}]}', "gaps: 5 to 1"),
    ],
)
def test_a_header_whose_times_make_no_sense_is_refused(tmp_path: Path, header: str, says: str) -> None:
    assert says in refused_reading(tmp_path, header + "\n")


@pytest.mark.parametrize("at", [1_664_409_600_000, -(10**15), 10**30])
def test_an_instant_without_a_date_is_refused_with_its_line(tmp_path: Path, at: int) -> None:
    said = refused_reading(tmp_path, HEADER.encode() + encode(paid(1)) + b"\n" + encode(paid(2, at=at)))
    assert "log.jsonl:3: at: the instant" in said and "not milliseconds" in said


def test_a_negative_slack_is_refused(tmp_path: Path) -> None:
    line = encode(paid(1)).replace(b'"at":100', b'"at":100,"at_slack_seconds":-5')
    assert "at_slack_seconds" in refused_reading(tmp_path, HEADER.encode() + line)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_another_encoding_is_named_as_the_fault(tmp_path: Path, encoding: str) -> None:
    assert "UTF-8" in refused_reading(tmp_path, (HEADER + '{"type":"政采贷"}\n').encode(encoding))
