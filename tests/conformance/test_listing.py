"""The list of all findings: as a spreadsheet reads it, and the same however it was put together."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import listing
from conformance.finding import Finding
from conformance.listing import COLUMNS
from conformance.verdicts import Verdict
from conformance.whys import sentence
from tests.conformance.test_judgement_algebra import whole


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def listed(folder: Path, *pieces: Iterable[Finding]) -> Path:
    paths = [folder / f"piece-{number}" for number in range(len(pieces))]
    for path, findings in zip(paths, pieces, strict=True):
        listing.write_piece(path, findings)
    listing.join(paths, folder / "findings.csv")
    return folder / "findings.csv"


def breach(**changed: object) -> Finding:
    found = next(one for one in whole().findings(Verdict.FAIL) if one.due_at is not None and one.blames)
    return msgspec.structs.replace(found, **changed)


def test_every_finding_that_is_no_pass_stands_in_one_row(tmp_path: Path) -> None:
    rows = table(listed(tmp_path, whole().kept()))
    told = sorted((row["norm"], row["verdict"], row["subject"], row["reason"], row["evidence"]) for row in rows)
    assert told == sorted(
        (one.id, one.verdict.name, one.subject, one.why, " ".join(one.evidence))
        for one in whole().kept()
        if one.verdict != Verdict.PASS
    )


def test_a_row_says_whom_it_blames_why_and_when_in_both_languages(tmp_path: Path) -> None:
    found = breach(since_at=0, at=86_399, due_at=3_600)
    (row,) = table(listed(tmp_path, [found]))
    assert tuple(row) == COLUMNS
    assert row["blamed"] == " ".join(str(actor) for actor in found.blames) and row["clauses"] != ""
    assert (row["sentence_zh"], row["sentence_en"]) == (sentence(found, "zh"), sentence(found, "en"))
    assert (row["since"], row["due"], row["at"]) == (
        "1970-01-01 00:00:00",
        "1970-01-01 01:00:00",
        "1970-01-01 23:59:59",
    )


def test_what_was_never_due_leaves_its_cell_empty(tmp_path: Path) -> None:
    (row,) = table(listed(tmp_path, [breach(due_at=None)]))
    assert row["due"] == ""


def test_spreadsheets_are_told_that_it_is_unicode(tmp_path: Path) -> None:
    assert listed(tmp_path, []).read_bytes() == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_becomes_a_formula(tmp_path: Path, name: str) -> None:
    (row,) = table(listed(tmp_path, [breach(subject=name)]))
    assert row["subject"] == f"'{name}"


@pytest.mark.parametrize("name", ["a,b", 'say "no"', "two\nlines", "中标通知书 1"])
def test_a_cell_reads_as_it_was_written(tmp_path: Path, name: str) -> None:
    (row,) = table(listed(tmp_path, [breach(subject=name)]))
    assert row["subject"] == name


@given(assigned=st.lists(st.integers(0, 5), min_size=1, max_size=40))
def test_the_list_is_the_same_however_findings_were_spread(
    tmp_path_factory: pytest.TempPathFactory, assigned: list[int]
) -> None:
    pieces = [
        [one for number, one in enumerate(whole().kept()) if assigned[number % len(assigned)] == own]
        for own in range(6)
    ]
    spread, together = (tmp_path_factory.mktemp("list") for _ in range(2))
    assert listed(spread, *pieces).read_bytes() == listed(together, whole().kept()).read_bytes()
