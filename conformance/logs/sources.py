"""Any log, by its format: JSON Lines, CSV, Parquet or OCEL 2.0 JSON, as written here or foreign with a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Literal, get_args

from conformance.logs import native, ocel
from conformance.logs.log import Log
from conformance.logs.mapping import Loaded, load
from conformance.logs.tables import csv_rows, parquet_rows
from conformance.logs.translate import Row, translated
from conformance.logs.xes import as_xes
from notice import trace as jsonl
from notice.errors import InputError, nearest
from notice.trace import Trace

Format = Literal["jsonl", "csv", "parquet", "ocel", "xes"]
FORMATS: tuple[Format, ...] = get_args(Format)

_SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".jsonocel": "ocel",
    ".json": "ocel",
    ".xes": "xes",
}


def format_of(path: Path, told: str = "") -> Format:
    """The format named, or the one that the file's name ends on. A folder holds CSV tables."""
    if told:
        if told not in FORMATS:
            raise InputError(f"no format is called '{told}'", instead=nearest(told, FORMATS))
        return told
    return "csv" if path.is_dir() else _SUFFIXES.get(path.suffix, "jsonl")


def read(path: Path, told: str = "", mapping: Path | None = None) -> Log:
    """The log in a file, or in a folder of tables. Raises `InputError` with file and place."""
    form = format_of(path, told)
    if form == "xes":
        raise InputError(
            "XES is written, not read", where=str(path), instead="hand the log in as OCEL, CSV or JSON Lines"
        )
    if form == "jsonl":
        if mapping:
            raise InputError("JSON Lines need no mapping", where=str(path), instead="leave --mapping out")
        trace = jsonl.read(path)
        return Log(trace, len(trace.events))
    loaded = load(mapping) if mapping else None
    return _document(path, loaded) if form == "ocel" else _tables(path, form, loaded)


def _document(path: Path, loaded: Loaded | None) -> Log:
    document = ocel.read_document(path)
    if loaded:
        return translated(ocel.rows(document, path), loaded)
    if not ocel.is_native(document):
        raise InputError("no log written here", where=str(path), instead="name a --mapping for a foreign log")
    return ocel.log_of(document, path)


def _tables(path: Path, form: Format, loaded: Loaded | None) -> Log:
    if loaded:
        files = sorted(path.glob(f"*.{form}")) if path.is_dir() else [path]
        if not files:
            raise InputError(
                f"no {form} file in the folder", where=str(path), instead="name another folder or --format"
            )
        return translated(chain.from_iterable(_rows(file, form, loaded) for file in files), loaded)
    if path.is_dir():
        raise InputError("is a folder", where=str(path), instead="name a file, or the --mapping of a folder of tables")
    rows = csv_rows(path) if form == "csv" else parquet_rows(path)
    first = next(rows, None)
    if first is None:
        raise InputError("the table has no rows", where=str(path), instead="hand in the whole file")
    if missing := native.lacking(first.cells):
        what = f"the column '{missing[0]}' is missing"
        raise InputError(what, where=f"{path}:1", instead="keep the columns of a log written here")
    if not native.is_native(first.cells):
        raise InputError("no log written here", where=str(path), instead="name a --mapping for a foreign log")
    return native.log_of(chain([first], rows))


def _rows(file: Path, form: Format, loaded: Loaded) -> Iterator[Row]:
    if form == "parquet":
        return parquet_rows(file)
    return csv_rows(file, loaded.mapping.encoding, loaded.mapping.delimiter)


def write(trace: Trace, path: Path, told: str = "") -> None:
    """Writes a trace in a format, whole or not at all. Raises `InputError` if it cannot be written there."""
    form = format_of(path, told)
    if form == "jsonl":
        jsonl.write(path, trace.observation, trace.events)
        return
    with jsonl.replacing(path) as file:
        if form == "parquet":
            native.write_parquet(trace, file)
        else:
            file.write({"csv": native.as_csv, "ocel": ocel.as_ocel, "xes": as_xes}[form](trace))
