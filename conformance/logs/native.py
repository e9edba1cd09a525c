"""A trace as a table, and back: columns for people and tools, and the whole event in the last one.

The first row is the header of the trace (type `Observation`), each further row one event.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, BinaryIO

import msgspec

from conformance.logs.log import Log
from conformance.logs.tables import NO_PYARROW
from conformance.logs.translate import Row
from notice.civil import rfc3339
from notice.errors import InputError
from notice.events import Event
from notice.sniff import advice, fault
from notice.trace import Trace, decode, encode, header_of, trace

COLUMNS = (
    "type", "at", "actor_role", "actor_id", "award", "application", "contract", "loan", "supplier", "bank", "purchaser",
    "amount_fen", "source", "id", "seq", "event",
)  # fmt: skip
HEADER = "Observation"


def rows_of(given: Trace) -> Iterator[dict[str, Any]]:
    """The rows of a trace, its header first."""
    yield dict.fromkeys(COLUMNS) | {"type": HEADER, "event": msgspec.json.encode(given.observation).decode()}
    for event in given.events:
        shown = {name: getattr(event, name, None) for name in COLUMNS[4:12]}
        yield shown | {
            "type": type(event).__name__,
            "at": rfc3339(event.at),
            "actor_role": event.actor.role,
            "actor_id": event.actor.id,
            "source": event.source,
            "id": event.id,
            "seq": event.seq,
            "event": encode(event).decode(),
        }


def as_csv(given: Trace) -> bytes:
    """The trace as CSV in UTF-8 with a byte order mark, which spreadsheets need to show Chinese."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows_of(given))
    return text.getvalue().encode("utf-8-sig")


def write_parquet(given: Trace, file: BinaryIO) -> None:
    """The trace as Parquet. Raises `InputError` without pyarrow, and for a number beyond 64 bits."""
    try:
        import pyarrow as arrow  # large, and only Parquet needs it
        import pyarrow.parquet as parquet
    except ImportError:
        raise InputError(NO_PYARROW) from None
    whole = {"amount_fen", "seq"}
    schema = arrow.schema([(name, arrow.int64() if name in whole else arrow.string()) for name in COLUMNS])
    try:
        table = arrow.Table.from_pylist(list(rows_of(given)), schema)
    except (OverflowError, arrow.ArrowException):
        what = "a number is larger than Parquet holds (64 bits)"
        raise InputError(what, instead="correct it, or write the log as JSON Lines") from None
    parquet.write_table(table, file, compression="zstd")


def is_native(columns: Iterable[str]) -> bool:
    """Whether a table has the columns of one written here."""
    return set(columns) == set(COLUMNS)


def lacking(columns: Iterable[str]) -> list[str]:
    """The columns that a table written here has lost; none of a table that was never one."""
    missing = [name for name in COLUMNS if name not in set(columns)]
    return missing if len(missing) < len(COLUMNS) // 2 else []


def log_of(rows: Iterable[Row]) -> Log:
    """The log in the rows of a table written here. Raises `InputError` with the row's place."""
    rows = iter(rows)
    first = next(rows)
    if first.cells["type"] != HEADER:
        raise InputError("the first row is no trace header", where=first.place, instead=f"keep the row '{HEADER}'")
    header = header_of(first.cells["event"].encode(), f"{first.place}: column 'event'")
    events = [_event(row) for row in rows]
    return Log(trace(header, events), len(events))


def _event(row: Row) -> Event:
    try:
        return decode(row.cells["event"])
    except (msgspec.DecodeError, RecursionError) as error:
        what = f"column 'event': {fault(error)}"
        instead = advice(error, "leave the column as it was written")
        raise InputError(what, where=row.place, instead=instead) from None
