"""Rows of CSV and Parquet files. Cells stay as they are written; nothing here knows what they mean."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from conformance.logs.translate import Row
from notice.errors import InputError
from notice.sniff import mistaken
from notice.trace import MAX_LINE_BYTES

DELIMITERS = (",", ";", "\t", "|")
NO_PYARROW = "reading and writing Parquet needs pyarrow: pip install 'zcd[parquet]'"


def csv_rows(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[Row]:
    """The rows of a CSV file with a header line. Raises `InputError` with file and line."""
    csv.field_size_limit(MAX_LINE_BYTES)
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield from _csv_rows(path, file, delimiter)
    except UnicodeError:
        raise _undecodable(path, encoding) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None


def _undecodable(path: Path, encoding: str) -> InputError:
    """What to say of a file that is not in this encoding: the first line that is not, as far as lines can be told."""
    named, instead = encoding.removesuffix("-sig"), "save it as UTF-8, or name its encoding in the --mapping"
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES), b""), start=1):
            where = f"{path}:{number}"
            try:
                line.decode(encoding)
            except UnicodeError as error:
                byte = error.start + 1 if isinstance(error, UnicodeDecodeError) else 1
                what = f"the text is not {named} (byte {byte})"
                return mistaken(line, where) or InputError(what, where=where, instead=instead)
    return InputError(f"the text is not {named}", where=str(path), instead=instead)


def _csv_rows(path: Path, file: TextIO, delimiter: str) -> Iterator[Row]:
    lines = _Lines(path, file)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = next(table, None)
        if not header:
            raise InputError("the file is empty", where=str(path), instead="begin with a line of column names")
        _check_header(path, header, delimiter)
        if doubled := sorted({name for name in header if header.count(name) > 1}):
            raise InputError(f"two columns are called '{doubled[0]}'", where=f"{path}:1", instead="rename one of them")
        for cells in table:
            if not cells:
                continue
            if len(cells) != len(header):
                what = f"{len(cells)} cells under {len(header)} columns"
                advice = "quote cells that hold the delimiter; a last row may have been cut off"
                raise InputError(what, where=f"{path}:{table.line_num}", instead=advice)
            yield Row(path.name, f"{path.name}:{table.line_num}", dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        advice = "hand in the whole file" if "end of data" in str(error) else "mend the row there"
        raise InputError(f"no CSV: {error}", where=f"{path}:{lines.number}", instead=advice) from None


def _check_header(path: Path, header: list[str], delimiter: str) -> None:
    """Raises `InputError` if the first line names no columns, or is parted by something else than `delimiter`."""
    if wrong := mistaken(delimiter.join(header).encode(errors="replace"), str(path)):
        raise wrong
    other = next((one for one in DELIMITERS if len(header) == 1 and one in header[0]), None)
    if other is not None:
        what = f"the columns are parted by {other!r}, and {delimiter!r} was expected"
        raise InputError(what, where=f"{path}:1", instead="name the delimiter in the --mapping, or save it anew")
    if "" in header:
        raise InputError("a column has no name", where=f"{path}:1", instead="begin with a line of column names")


class _Lines:
    """The lines of a text file, none longer than is sane: a file without line ends is refused before it is read whole."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self._path, self._file, self.number = path, file, 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(MAX_LINE_BYTES + 1):
            self.number += 1
            if len(line) > MAX_LINE_BYTES:
                raise InputError(
                    f"the line is longer than {MAX_LINE_BYTES:,} characters",
                    where=f"{self._path}:{self.number}",
                    instead="write one row a line",
                )
            yield line


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, batch by batch. Raises `InputError` if it is none, or pyarrow is missing."""
    try:
        import pyarrow as arrow  # large, and only Parquet needs it
        import pyarrow.parquet as parquet
    except ImportError:
        raise InputError(NO_PYARROW, where=str(path)) from None
    try:
        with parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches(batch_size=8192):
                for cells in batch.to_pylist():
                    number += 1
                    yield Row(path.name, f"{path.name}:{number}", _texts(cells))
    except (arrow.ArrowException, OSError) as error:
        advice = "hand in the whole file, or name its --format"
        raise InputError(f"no Parquet file: {error}", where=str(path), instead=advice) from None


def _texts(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells as a text file would hold them, so that one mapping serves both; a cell without a value is empty."""
    return {
        name: "" if value is None else value if isinstance(value, str) else str(value) for name, value in cells.items()
    }
