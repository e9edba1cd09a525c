"""Rows of CSV and Parquet files. Cells stay as they are written; nothing here knows what they mean."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from conformance.logs.translate import Row
from notice.errors import InputError
from notice.trace import MAX_LINE_BYTES

NO_PYARROW = "reading and writing Parquet needs pyarrow: pip install 'zcd[parquet]'"


def csv_rows(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[Row]:
    """The rows of a CSV file with a header line. Raises `InputError` with file and line."""
    csv.field_size_limit(MAX_LINE_BYTES)
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield from _csv_rows(path, file, delimiter)
    except UnicodeDecodeError as error:
        what = f"the text is not {encoding} (byte {error.start + 1} of a block)"
        raise InputError(what, where=str(path), instead="name its encoding in the mapping: utf-8 or gb18030") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None


def _csv_rows(path: Path, file: TextIO, delimiter: str) -> Iterator[Row]:
    lines = _Lines(path, file)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = next(table, None)
        if not header:
            raise InputError("the file is empty", where=str(path), instead="begin with a line of column names")
        if doubled := sorted({name for name in header if header.count(name) > 1}):
            raise InputError(f"two columns are called '{doubled[0]}'", where=f"{path}:1", instead="rename one of them")
        for cells in table:
            if not cells:
                continue
            if len(cells) != len(header):
                what = f"{len(cells)} cells under {len(header)} columns"
                raise InputError(what, where=f"{path}:{table.line_num}", instead="quote cells that hold the delimiter")
            yield Row(path.name, f"{path.name}:{table.line_num}", dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise InputError(f"no CSV: {error}", where=f"{path}:{lines.number}", instead="mend the row there") from None


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
        raise InputError(f"no Parquet file: {error}", where=str(path), instead="name its --format") from None


def _texts(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells as a text file would hold them, so that one mapping serves both; a cell without a value is empty."""
    return {
        name: "" if value is None else value if isinstance(value, str) else str(value) for name, value in cells.items()
    }
