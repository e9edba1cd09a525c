"""Logs as they really arrive: cut, in another encoding, parted by something else, absurd. Each gets one clear message.

What happened to a log is a row of the table: its name, what its bytes became, and what its user is told.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from conformance.logs.sources import write
from notice.trace import Observation, trace
from tests.conformance.builders import UNTIL
from tests.conformance.proof.lawful import lawful
from zcd.__main__ import run
from zcd.console import SETTING
from zcd.exits import Exit

Spoil = Callable[[bytes], bytes]
MEGABYTE = 2**20
MOST_MEMORY = 1024 * MEGABYTE
"""Address space in which every refusal finds room, pyarrow's libraries included."""


@cache
def log(suffix: str) -> bytes:
    """The lawful log in a format."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"log.{suffix}"
        write(trace(Observation(vantage="world", until=UNTIL), lawful()), path)
        return path.read_bytes()


def cut(share: float) -> Spoil:
    return lambda whole: whole[: int(len(whole) * share)]


def encoded(encoding: str) -> Spoil:
    return lambda whole: whole.decode("utf-8-sig").replace("wuhua", "五华区").encode(encoding)


def replaced(old: bytes, new: bytes) -> Spoil:
    return lambda whole: whole.replace(old, new, 1)


def with_event(**fields: Any) -> Spoil:
    """The header, and one event with other fields."""

    def spoil(whole: bytes) -> bytes:
        header, first = whole.splitlines()[:2]
        return header + b"\n" + json.dumps(json.loads(first) | fields).encode() + b"\n"

    return spoil


def table(change: Callable[[list[list[str]]], list[list[str]]], delimiter: str = ",") -> Spoil:
    def spoil(whole: bytes) -> bytes:
        text = io.StringIO(newline="")
        rows = list(csv.reader(io.StringIO(whole.decode("utf-8-sig"))))
        csv.writer(text, delimiter=delimiter).writerows(change(rows))
        return text.getvalue().encode()

    return spoil


def column(name: str, value: Any) -> Spoil:
    """A Parquet column filled with something else; None: taken out."""

    def spoil(whole: bytes) -> bytes:
        import pyarrow as arrow
        import pyarrow.parquet as parquet

        rows, out = parquet.read_table(io.BytesIO(whole)), io.BytesIO()
        number = rows.schema.get_field_index(name)
        other = arrow.array([value] * rows.num_rows)
        parquet.write_table(rows.remove_column(number) if value is None else rows.set_column(number, name, other), out)
        return out.getvalue()

    return spoil


def zipped(whole: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("log.jsonl", whole)
    return out.getvalue()


def deep(whole: bytes) -> bytes:
    return whole.splitlines()[0] + b'\n{"type":"MessageSent","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"


DEEP_OBJECT = b'{"events":[],"objects":[{"id":"a","type":"b","attributes":[{"name":"x","value":' + b"[" * 100_000
REFUSED: list[tuple[str, Spoil, str]] = [
    ("empty.jsonl", lambda _: b"", "empty.jsonl: the file is empty; the first line is the header"),
    ("empty.csv", lambda _: b"", "empty.csv: the file is empty; begin with a line of column names"),
    ("empty.jsonocel", lambda _: b"", "the file is empty"),
    ("empty.parquet", lambda _: b"", "no Parquet file"),
    ("cut.jsonl", lambda whole: whole[:-40], "it breaks off in the middle; hand in the whole file"),
    ("head.jsonl", lambda whole: whole[:20], "head.jsonl:1: no trace header: it breaks off in the middle"),
    ("cut.csv", cut(0.6), "hand in the whole file"),
    ("cell.csv", lambda whole: whole[: whole.rindex(b'"{')], "column 'event': it breaks off in the middle"),
    ("row.csv", lambda whole: whole[: whole.rindex(b"\n", 0, -1) + 9], "a last row may have been cut off"),
    ("cut.parquet", cut(0.6), "hand in the whole file"),
    ("cut.jsonocel", cut(0.6), "it breaks off in the middle; hand in the whole file"),
    ("log.zip", zipped, "this is a ZIP archive; unpack it first"),
    ("cut.zip", lambda whole: zipped(whole)[:300], "this is a ZIP archive; unpack it first"),
    ("log.jsonl.gz", gzip.compress, "this is a gzip file; unpack it first"),
    ("utf16.jsonl", encoded("utf-16"), "utf16.jsonl:1: this is text in UTF-16; save it as UTF-8"),
    ("utf16.csv", encoded("utf-16"), "utf16.csv:1: this is text in UTF-16; save it as UTF-8"),
    ("utf16le.jsonl", encoded("utf-16-le"), "this seems to be text in UTF-16; save it as UTF-8"),
    ("utf16le.csv", encoded("utf-16-le"), "this seems to be text in UTF-16; save it as UTF-8"),
    ("gb.jsonl", encoded("gb18030"), "the text is not UTF-8 (byte"),
    ("gb.csv", encoded("gb18030"), "; save it as UTF-8, or name its encoding"),
    ("bom.jsonl", encoded("utf-8-sig"), "bom.jsonl:1: a byte order mark; save it as UTF-8 without BOM"),
    ("bom.jsonocel", encoded("utf-8-sig"), "a byte order mark"),
    ("nul.jsonl", replaced(b"wuhua", b"wu\0ua"), ": there are NUL bytes, and no text has them"),
    ("nul.csv", replaced(b"wuhua", b"wu\0ua"), "column 'event'"),
    ("nuls.csv", lambda _: b"\0" * 5000, "there are NUL bytes"),
    ("middle.jsonl", replaced(b"wuhua", b"\xff\xfe"), ": the text is not UTF-8 (byte"),
    ("middle.csv", replaced(b"wuhua", b"\xff\xfe"), ": the text is not utf-8 (byte"),
    ("middle.jsonocel", replaced(b"wuhua", b"\xff\xfe"), "the text is not UTF-8"),
    ("deep.jsonl", deep, "deep.jsonl:2: it is nested too deeply"),
    ("deep.jsonocel", lambda _: DEEP_OBJECT, "it is nested too deeply"),
    ("late.jsonl", with_event(at=2**63), "late.jsonl:2: at: the instant 9223372036854775808 has no date"),
    ("digits.jsonl", with_event(at=10**400), "at: the instant 10000000... (401 digits) has no date"),
    ("year.jsonl", with_event(at=253_402_300_800), "has no date; give seconds since 1970-01-01 in Kunming"),
    ("slack.jsonl", with_event(at_slack_seconds=-1), "at_slack_seconds: -1; give 0 or more seconds"),
    ("float.jsonl", with_event(at=1.5), "float.jsonl:2: Expected `int`, got `float` - at `$.at`"),
    ("type.jsonl", with_event(type="LoanDisbursd"), "did you mean 'LoanDisbursed'?"),
    ("column.csv", table(lambda rows: [row[:-1] for row in rows]), "column.csv:1: the column 'event' is missing"),
    ("column.parquet", column("seq", None), "the column 'seq' is missing"),
    ("header.csv", table(lambda rows: rows[1:]), "header.csv:1: a column has no name; begin with a line of column names"),
    ("rows.csv", table(lambda rows: rows[:1]), "the table has no rows"),
    ("semicolon.csv", table(list, ";"), "semicolon.csv:1: the columns are parted by ';', and ',' was expected"),
    ("tab.csv", table(list, "\t"), "the columns are parted by '\\t', and ',' was expected"),
    ("foreign.csv", lambda _: b"a,b\n1,2\n", "no log written here; name a --mapping for a foreign log"),
    ("whole.parquet", column("event", 7), "whole.parquet:1: column 'event': no trace header: Expected `object`, got `int`"),
    ("type.parquet", column("type", 1.5), "the first row is no trace header; keep the row 'Observation'"),
]  # fmt: skip


def written(folder: Path, name: str, spoil: Spoil) -> Path:
    suffix = next((one for one in ("csv", "parquet", "jsonocel") if name.endswith(one)), "jsonl")
    path = folder / name
    path.write_bytes(spoil(log(suffix)))
    return path


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SETTING, "lang", "en")


@pytest.mark.parametrize("words", [("audit", "--out", "made"), ("convert", "made.jsonl")], ids=lambda words: words[0])
@pytest.mark.parametrize(("name", "spoil", "says"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_spoilt_log_is_refused_with_one_clear_message(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, spoil: Spoil, says: str, words: tuple[str, ...]
) -> None:
    command, *rest = words
    path = written(tmp_path, name, spoil)
    code = run([command, path.name, *rest])
    out, err = capfd.readouterr()
    assert code == Exit.BAD_INPUT and says in err, err
    assert err.startswith(f"zcd: {name}") and err.count("\n") == 1 and len(err) < 300, err
    assert (out, list(tmp_path.iterdir())) == ("", [path]), "nothing half-written is left"


def test_folders_and_what_cannot_be_opened_are_said_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    for name, says in (("folder.jsonl", "is a folder; name a file"), ("loop.jsonl", "cannot be read (")):
        assert run(["audit", name]) == Exit.BAD_INPUT
        assert says in capfd.readouterr().err


def test_a_number_that_a_format_cannot_hold_is_said_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "large.jsonl", with_event(seq=10**30))
    assert run(["convert", path.name, "large.csv"]) == Exit.AS_IT_SHOULD_BE
    capfd.readouterr()
    assert run(["convert", path.name, "large.parquet"]) == Exit.BAD_INPUT
    assert "larger than Parquet holds" in capfd.readouterr().err
    assert {one.name for one in tmp_path.iterdir()} == {"large.jsonl", "large.csv"}


@pytest.mark.parametrize("name", ["deep.jsonl", "deep.jsonocel", "nuls.csv", "cut.parquet", "utf16.csv"])
def test_a_refusal_finds_room_in_little_memory(tmp_path: Path, name: str) -> None:
    spoil = next(spoil for known, spoil, _ in REFUSED if known == name)
    path = written(tmp_path, name, lambda whole: spoil(whole) * (1 if name.startswith("deep") else 20))
    done = subprocess.run(
        [sys.executable, "-m", "zcd", "audit", path.name], cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (Exit.BAD_INPUT, False), done.stderr


def backwards(whole: bytes) -> bytes:
    header, *events = whole.splitlines(keepends=True)
    return header + b"".join(reversed(events))


LAWFUL: dict[str, Spoil] = {
    "shuffled.jsonl": backwards,
    "doubled.jsonl": lambda whole: whole + b"".join(whole.splitlines(keepends=True)[1:]),
    "windows.jsonl": lambda whole: whole.replace(b"\n", b"\r\n"),
    "spaced.jsonl": lambda whole: whole.replace(b"\n", b"\n\n"),
    "shuffled.csv": table(lambda rows: [*rows[:2], *rows[:1:-1]]),
    "doubled.csv": table(lambda rows: rows + rows[2:]),
    "columns.csv": table(lambda rows: [row[::-1] for row in rows]),
}


@pytest.mark.parametrize("name", LAWFUL)
def test_a_log_in_another_order_or_told_twice_is_judged_as_the_original(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    norms = []
    for path in (written(tmp_path, "log.jsonl", lambda whole: whole), written(tmp_path, name, LAWFUL[name])):
        assert run(["audit", path.name, "--json"]) == Exit.AS_IT_SHOULD_BE
        norms.append(json.loads(capfd.readouterr().out)["norms"])
    assert norms[0] == norms[1]


MAPPINGS = {
    "a: [\n": "mapping.yaml:2:1: not readable as YAML",
    "lgo: x\n": "unknown field 'lgo'; did you mean 'log'?",
    "log: x\nvantage: source\nuntil: tomorrow\nrows: []\n": "mapping.yaml:3",
    "log: x\nvantage: source\nuntil: '2023-01-01'\nencoding: utf-9\nrows: []\n": "no encoding is called 'utf-9'",
}


@pytest.mark.parametrize("text", MAPPINGS)
def test_a_broken_mapping_is_refused_before_the_first_row(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "mapping.yaml").write_text(text)
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    assert run(["audit", "rows.csv", "--mapping", "mapping.yaml"]) == Exit.BAD_INPUT
    assert MAPPINGS[text] in capfd.readouterr().err
