"""Every exported format says what the log said: read back, the trace and its verdicts are the same."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import r4pm

from conformance.judge import Judgement, judge
from conformance.logs.sources import read, write
from notice.errors import InputError
from notice.law import Law
from notice.trace import Observation, Trace, trace
from tests.conformance.builders import UNTIL, Story
from tests.conformance.monitors.test_golden import ROWS
from tests.conformance.stories import broken, earlier, kept

READABLE = ["jsonl", "csv", "parquet", "jsonocel"]
SEEN = Observation(vantage="world", until=UNTIL, since=0, observes=("LoanDisbursed", "FeeCharged"))


def told(*stories: Story, seen: Observation | None = None) -> Trace:
    events = [event for story in stories for event in story.events]
    return trace(seen or Observation(vantage="world", until=UNTIL), events)


def verdicts(given: Trace) -> dict[str, object]:
    judged: Judgement = judge(given, Law())
    return {name: (norm.verdict, norm.findings) for name, norm in judged.norms.items()}


TRACES = {
    "two cases": told(earlier(), broken(), kept(award="A2", application="L2", loan="D2", contract="C2")),
    "a partial view": told(broken(), seen=SEEN),
    "nothing": told(),
}


@pytest.mark.parametrize("suffix", READABLE)
@pytest.mark.parametrize("given", TRACES.values(), ids=TRACES)
def test_a_trace_read_back_is_the_trace(tmp_path: Path, given: Trace, suffix: str) -> None:
    path = tmp_path / f"log.{suffix}"
    write(given, path)
    log = read(path)
    assert log.trace == given and verdicts(log.trace) == verdicts(given)
    assert log.rows == len(given.events) and log.unmapped == ()


@pytest.mark.parametrize("suffix", ["csv", "jsonocel"])
def test_every_event_of_the_golden_rows_survives(tmp_path: Path, suffix: str) -> None:
    for number, row in enumerate(ROWS[::5]):
        given = told(*row.told)
        write(given, tmp_path / f"{number}.{suffix}")
        assert read(tmp_path / f"{number}.{suffix}").trace == given, row.name


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for suffix in (*READABLE, "xes"):
        for name in ("a", "b"):
            write(TRACES["two cases"], tmp_path / f"{name}.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_another_tool_reads_the_object_centric_log_with_all_its_events_and_objects(tmp_path: Path) -> None:
    given = TRACES["two cases"]
    write(given, tmp_path / "log.json")
    item = r4pm.import_item("OCEL", str(tmp_path / "log.json"))
    r4pm.export_item(item, str(tmp_path / "again.json"))
    ours, theirs = (json.loads((tmp_path / name).read_bytes()) for name in ("log.json", "again.json"))
    assert {one["id"]: (one["type"], one["time"][:19]) for one in theirs["events"]} == {
        one["id"]: (one["type"], one["time"][:19]) for one in ours["events"]
    }
    assert {one["id"]: one["type"] for one in theirs["objects"]} == {one["id"]: one["type"] for one in ours["objects"]}
    assert read(tmp_path / "again.json").trace == given


def test_xes_holds_one_trace_an_award_and_every_event(tmp_path: Path) -> None:
    given = TRACES["two cases"]
    write(given, tmp_path / "log.xes")
    root = ET.parse(tmp_path / "log.xes").getroot()
    space = {"x": "http://www.xes-standard.org/"}
    awards = {getattr(event, "award", None) for event in given.events}
    assert len(root.findall("x:trace", space)) == len(awards)
    assert len(root.findall("x:trace/x:event", space)) == len(given.events)


def test_xes_is_not_read(tmp_path: Path) -> None:
    write(TRACES["nothing"], tmp_path / "log.xes")
    with pytest.raises(InputError, match="written, not read"):
        read(tmp_path / "log.xes")


def test_a_table_keeps_chinese_for_spreadsheets(tmp_path: Path) -> None:
    write(told(kept(supplier="云南甲公司")), tmp_path / "log.csv")
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "云南甲公司" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"x,y\n1,2\n", "name a --mapping"),
        ("a.csv", b"x,x\n1,2\n", "two columns are called 'x'"),
        ("a.csv", b"x,y\n1\n", "a.csv:2: 1 cells under 2 columns"),
        ("a.csv", b'x,y\n"1,2\n', "no CSV"),
        ("a.csv", "x,y\n甲,乙\n".encode("gb18030"), "the text is not utf-8"),
        ("a.csv", b"x" * 1_000_001, "longer than 1,000,000 characters"),
        ("a.parquet", b"PAR1 and nothing", "no Parquet file"),
        ("a.json", b"{", "no OCEL 2.0 JSON document"),
        ("a.json", b"[" * 100_000, "no OCEL 2.0 JSON document"),
        ("a.json", b'{"events": []}', "name a --mapping"),
        ("a.json", b'{"events": [{"id": 3}]}', "no OCEL 2.0 JSON document"),
    ],
)
def test_what_is_no_log_is_refused_with_its_place(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        read(tmp_path / name)
    assert says in str(error.value) and name in str(error.value)


def test_a_row_that_was_tampered_with_is_refused_with_its_line(tmp_path: Path) -> None:
    write(TRACES["two cases"], tmp_path / "log.csv")
    lines = (tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()
    lines[3] = lines[3].replace('""type"":', '""tpye"":')
    (tmp_path / "log.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"log\.csv:4: column 'event'"):
        read(tmp_path / "log.csv")


def test_a_table_without_its_header_row_is_refused(tmp_path: Path) -> None:
    write(TRACES["two cases"], tmp_path / "log.csv")
    lines = (tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "log.csv").write_text("\n".join([lines[0], *lines[2:]]), encoding="utf-8")
    with pytest.raises(InputError, match="no trace header"):
        read(tmp_path / "log.csv")


def test_an_unknown_format_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'parquet'"):
        read(tmp_path / "log", "parkett")


def test_nothing_half_written_stays_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write(TRACES["nothing"], tmp_path / "missing" / "log.csv")
    assert list(tmp_path.iterdir()) == []
