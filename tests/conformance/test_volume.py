"""A log judged by parts comes out as it does in one piece, and what is wrong with it is said as well."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from conformance import listing, volume
from conformance.judge import Judgement, clause_verdicts, judge
from conformance.measures.figures import figures
from conformance.verdict_table import norm_row
from conformance.verdicts import Verdict
from notice.errors import InputError
from notice.law import Law
from notice.trace import Observation, Trace, encode, read, trace, write
from scenarios.markets import market
from sim.world import simulate
from tests.conformance.builders import UNTIL, Story
from tests.conformance.monitors.test_golden import ROWS
from tests.conformance.stories import broken, earlier, kept

SIZES = [400, 3_000, 10**9]
"""Bytes of a part: many parts, some, and one."""


def written(folder: Path, *stories: Story, **seen: object) -> Path:
    path = folder / "log.jsonl"
    observation = Observation(**({"vantage": "world", "until": UNTIL} | seen))
    given = trace(observation, [event for story in stories for event in story.events])
    write(path, given.observation, given.events)
    return path


def told_of(judgement: Judgement) -> list[dict[str, object]]:
    """What `verdicts.json` says of every norm."""
    return [norm_row(norm) for norm in judgement.norms.values()]


def without_details(judgement: Judgement) -> list[dict[str, object]]:
    """What a bank's act would be if the log had seen its beginning is told with the notices of all its awards at hand."""
    told = told_of(judgement)
    return [row | {"findings": [{**found, "details": None} for found in row["findings"]]} for row in told]


def crowd() -> list[Story]:
    """Many awards, some of one supplier, some of one bank; broken and kept ones."""
    names = [
        {one: f"{one[0].upper()}{number}" for one in ("award", "application", "loan", "contract")}
        for number in range(12)
    ]
    return [
        (broken if number % 3 else kept)(**ids, supplier=f"S{number % 5}", bank=f"B{number % 2}")
        for number, ids in enumerate(names)
    ]


@pytest.mark.parametrize("part_bytes", SIZES)
def test_by_parts_a_log_comes_out_as_in_one_piece(tmp_path: Path, part_bytes: int) -> None:
    path = written(tmp_path, earlier(award="E1", application="E1", loan="E1", contract="E1"), *crowd())
    whole, parted = judge(read(path), Law()), volume.judged(path, Law(), part_bytes=part_bytes)
    assert told_of(parted.judgement) == told_of(whole)
    assert parted.judgement.clauses() == clause_verdicts(whole.norms)
    assert parted.judgement.findings(Verdict.FAIL) != []
    assert (parted.events, parted.cases) == (len(read(path).events), 13)


@pytest.mark.parametrize("number", range(0, len(ROWS), 7))
def test_every_golden_row_comes_out_by_parts_as_in_one_piece(tmp_path: Path, number: int) -> None:
    row = ROWS[number]
    path = written(tmp_path, *row.told, **row.observation)
    whole, parted = judge(read(path), Law()), volume.judged(path, Law(), part_bytes=300)
    assert without_details(parted.judgement) == without_details(whole)


@pytest.mark.parametrize("number", range(0, len(ROWS), 11))
def test_what_is_counted_by_parts_is_what_is_counted_in_one_piece(tmp_path: Path, number: int) -> None:
    path = written(tmp_path, *ROWS[number].told, **ROWS[number].observation)
    log, law = read(path), Law()
    assert volume.judged(path, law, part_bytes=300).measures == figures(log, law)


def test_every_measure_sees_something_by_parts_that_it_sees_in_one_piece(tmp_path: Path) -> None:
    """A market of ten weeks with every breach: so every measure that a log can show anything of has something to count."""
    run = simulate(market("breaches"), Law(), 2, keep_trace=True)
    path = tmp_path / "log.jsonl"
    write(path, Observation(vantage="world", until=run.until), run.trace or ())
    parted, whole = volume.judged(path, Law(), part_bytes=500_000).measures, figures(read(path), Law())
    assert parted == whole
    assert sum(figure.observations > 0 for figure in whole) > 20


def test_what_keeps_an_award_out_of_scope_is_told_to_the_part_of_the_bank_too(tmp_path: Path) -> None:
    """No filing is asked of a bank that deals outside the scheme only."""
    story = Story().then("09-30 10:00", "AwardNoticeIssued", fund_source="other").then("10-11 09:00", "QuoteIssued")
    parted = volume.judged(written(tmp_path, story), Law(), part_bytes=200).judgement
    assert parted.norms["file-before-business"].verdict == Verdict.NOT_EXERCISED


def test_a_repeat_loan_is_told_by_an_earlier_loan_in_another_award(tmp_path: Path) -> None:
    path = written(tmp_path, earlier(), kept())
    parted = volume.judged(path, Law(), part_bytes=200).judgement
    assert parted.norms["repeat-loan-in-time"].triggers == 1


def test_an_identity_used_twice_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path, kept(), kept(award="A2", application="L2", loan="D2", contract="C2"))
    lines = path.read_bytes().splitlines()
    first, other = read(path).events[0], read(path).events[-1]
    twin = encode(msgspec.structs.replace(other, source=first.source, id=first.id))
    path.write_bytes(b"\n".join([*lines, twin]) + b"\n")
    for judged in (lambda: judge(read(path), Law()), lambda: volume.judged(path, Law(), part_bytes=300)):
        with pytest.raises(InputError, match="ID_REUSED"):
            judged()


def test_the_same_event_twice_is_one_event(tmp_path: Path) -> None:
    path = written(tmp_path, broken())
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines, *lines[1:]]) + b"\n")
    whole, parted = judge(read(path), Law()), volume.judged(path, Law(), part_bytes=500).judgement
    assert told_of(parted) == told_of(whole)


def test_a_faulty_line_is_refused_with_its_number(tmp_path: Path) -> None:
    path = written(tmp_path, kept())
    path.write_bytes(path.read_bytes() + b'{"type":"LoanDisbursd"}\n')
    number = len(path.read_bytes().splitlines())
    with pytest.raises(InputError, match=rf"log\.jsonl:{number}.*did you mean 'LoanDisbursed'"):
        volume.judged(path, Law())


@pytest.mark.parametrize("part_bytes", SIZES)
def test_by_parts_the_same_findings_are_listed_as_in_one_piece(tmp_path: Path, part_bytes: int) -> None:
    path, (whole, parted) = written(tmp_path, *crowd()), (tmp_path / name for name in ("whole.csv", "parted.csv"))
    volume.judged(path, Law(), part_bytes=part_bytes, findings=parted)
    listing.write(whole, judge(read(path), Law()).kept())
    assert parted.read_bytes() == whole.read_bytes() and len(whole.read_bytes().splitlines()) > len(crowd())


def test_nothing_of_the_parts_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "parts"))
    (tmp_path / "parts").mkdir()
    volume.judged(written(tmp_path, *crowd()), Law(), part_bytes=400, findings=tmp_path / "findings.csv")
    assert list((tmp_path / "parts").iterdir()) == []


def test_the_events_of_a_case_are_found_again_for_the_evidence(tmp_path: Path) -> None:
    path = written(tmp_path, kept(), broken(award="A2", application="L2", loan="D2", contract="C2"))
    told: Trace = volume.events_about(path, {"A2"}, set())
    assert {getattr(event, "award", None) for event in told.events} == {"A2"}
