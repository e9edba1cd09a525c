"""Every finding that is no PASS, one a row, as a table that spreadsheets open: `findings.csv` of an audit.

Pieces are written while a log is judged, each in order; what joins them holds one row of each in memory. The table is the
same however the findings were spread over pieces.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from conformance.finding import Finding
from conformance.verdicts import Verdict
from conformance.whys import sentence
from notice.catalogue import catalogue
from notice.civil import rfc3339

COLUMNS = (
    "norm",
    "verdict",
    "clauses",
    "subject",
    "blamed",
    "reason",
    "sentence_zh",
    "sentence_en",
    "since",
    "due",
    "at",
    "evidence",
)
"""Instants are civil times in Kunming; `due` is the first unlawful one. Several of a kind stand in one cell, by spaces."""

LISTED = tuple(verdict for verdict in Verdict if verdict > Verdict.PASS)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be computed by a spreadsheet; an apostrophe before it makes it text."""


def write_piece(path: Path, findings: Iterable[Finding]) -> None:
    """Writes the rows of these findings, PASS left out, in the order of norm, verdict and the further columns."""
    place = {name: f"{number:04}" for number, name in enumerate(catalogue().norms)}
    rows = sorted(
        msgspec.json.encode([place[finding.id], *_cells(finding)]) for finding in findings if finding.verdict in LISTED
    )
    path.write_bytes(b"".join(row + b"\n" for row in rows))


def join(pieces: Iterable[Path], path: Path) -> None:
    """Writes the table of all pieces: UTF-8 with the mark by which spreadsheets know it, lines as in RFC 4180."""
    with ExitStack() as stack:
        files = [stack.enter_context(piece.open("rb")) for piece in pieces]
        table = csv.writer(stack.enter_context(path.open("w", encoding="utf-8-sig", newline="")))
        table.writerow(COLUMNS)
        table.writerows(msgspec.json.decode(line, type=list[str])[1:] for line in merge(*files))


def write(path: Path, findings: Iterable[Finding]) -> None:
    """Writes the table of findings that are all at hand."""
    with TemporaryDirectory(prefix="zcd-") as folder:
        piece = Path(folder) / "findings"
        write_piece(piece, findings)
        join([piece], path)


def _cells(finding: Finding) -> Iterator[str]:
    cells = (
        finding.id,
        finding.verdict.name,
        " ".join(finding.clauses or catalogue().norms[finding.id].clauses),
        finding.subject,
        " ".join(map(str, finding.blames)),
        finding.why,
        sentence(finding, "zh"),
        sentence(finding, "en"),
        _civil(finding.since_at),
        _civil(finding.due_at),
        _civil(finding.at),
        " ".join(finding.evidence),
    )
    return (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)


def _civil(instant: int | None) -> str:
    return "" if instant is None else rfc3339(instant)[:19].replace("T", " ")
