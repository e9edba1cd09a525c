"""A trace: ordered events and what its source claims to have observed. Nothing is assumed about the rest.

On disk a trace is JSON Lines: the first line is the header (`Observation`), each further line one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from notice.civil import FIRST_AT, LAST_AT
from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES, AnyEvent, Event
from notice.sniff import advice, fault, not_utf8

SCHEMA = "events/1"
Vantage = Literal["world", "platform", "source"]
MAX_LINE_BYTES = 1_000_000


class Gap(msgspec.Struct, frozen=True):
    """An interval [from_at, until_at) that the source did not observe."""

    from_at: int
    until_at: int


class Observation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a source claims: how it sees, from when until when, and which types it reports completely.

    `since` None: from the beginning of the scheme. `observes` None: every type of the vocabulary.
    """

    schema: str = SCHEMA
    vantage: Vantage
    until: int
    since: int | None = None
    observes: tuple[str, ...] | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def is_unbroken(self) -> bool:
        """Whether it was observed from the beginning of the scheme without a gap."""
        return self.since is None and not self.gaps

    def sees(self, kind: str) -> bool:
        """Whether events of this type are reported completely."""
        return self.observes is None or kind in self.observes

    def blind_in(self, begin: int, end: int) -> bool:
        """Whether some of [begin, end] was not observed."""
        if self.since is not None and begin < self.since:
            return True
        return any(gap.from_at <= end and begin < gap.until_at for gap in self.gaps)


class Trace(msgspec.Struct, frozen=True):
    """Events in the order (`at`, `source`, `seq`), and what their source claims."""

    observation: Observation
    events: tuple[Event, ...]


def order(event: Event) -> tuple[int, str, int]:
    """Sort key of a merged trace: for reproducible bytes, not for meaning."""
    return event.at, event.source, event.seq


def trace(observation: Observation, events: Iterable[Event]) -> Trace:
    """A trace in order; events seen twice under one identity are one. Raises `InputError` (`ID_REUSED`)."""
    unique: dict[str, Event] = {}
    for event in events:
        if unique.setdefault(event.key, event) != event:
            raise reused(event)
    return Trace(observation, tuple(sorted(unique.values(), key=order)))


def reused(event: Event) -> InputError:
    """The error about an identity that two different events have."""
    return InputError(f"ID_REUSED: two different events are called {event.key}", instead="give each its own id")


_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_HEADER = msgspec.json.Decoder(Observation)


def encode(event: Event) -> bytes:
    """One event as one line, without the newline."""
    return _ENCODER.encode(event)


def decode(line: bytes | str) -> AnyEvent:
    """One event from one line. Raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return _DECODER.decode(line)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is whole."""
    temporary = path.with_name(path.name + ".part")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write(path: Path, observation: Observation, events: Iterable[Event]) -> None:
    """Writes a trace as JSON Lines, whole or not at all."""
    with replacing(path) as file:
        file.write(_ENCODER.encode(observation) + b"\n")
        file.writelines(_ENCODER.encode(event) + b"\n" for event in events)


def read(path: Path | str) -> Trace:
    """The trace in a JSON Lines file. Raises `InputError` with file, line and field."""
    path = Path(path)
    return trace(read_header(path), (event for _, event in read_events(path)))


def read_header(path: Path) -> Observation:
    """The header of a trace in a file. Raises `InputError`."""
    first = next(_lines(path), None)
    if first is None:
        raise InputError(
            "the file is empty", where=str(path), instead="the first line is the header, as in " + _example_header()
        )
    return header_of(first[1], f"{path}:1")


def read_events(path: Path) -> Iterator[tuple[bytes, AnyEvent]]:
    """Line and event of every event in a file, one at a time, in the file's order. Raises `InputError`."""
    lines = _lines(path)
    next(lines, None)
    for number, line in lines:
        yield line, _event(path, number, line)


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of the events in a file, not looked into."""
    lines = _lines(path)
    next(lines, None)
    return (line for _, line in lines)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    raise InputError(
                        f"the line is longer than {MAX_LINE_BYTES:,} bytes",
                        where=f"{path}:{number}",
                        instead="write one event a line",
                    )
                if line.strip():
                    yield number, line
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None


def _example_header() -> str:
    return '{"schema":"events/1","vantage":"source","until":1664409600}'


def header_of(line: bytes, where: str) -> Observation:
    """The header of a trace. Raises `InputError` about `where` if the line is none."""
    try:
        header = _HEADER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        plain = InputError(
            f"no trace header: {fault(error)}", where=where, instead=advice(error, "begin with " + _example_header())
        )
        raise not_utf8(line, where) or plain from None
    if header.schema != SCHEMA:
        raise InputError(f"the schema is '{header.schema}'", where=where, instead=f"write '{SCHEMA}'")
    _check_span(header, where)
    for kind in header.observes or ():
        if kind not in EVENT_TYPES:
            raise InputError(
                f"observes names an unknown type '{kind}'", where=where, instead=nearest(kind, EVENT_TYPES)
            )
    return header


def _check_span(header: Observation, where: str) -> None:
    """Raises `InputError` unless every instant of the header has a date, and every interval an inside."""
    begins = FIRST_AT if header.since is None else header.since
    for name, since, until in (("since, until", begins, header.until), *(("gaps", *_ends(gap)) for gap in header.gaps)):
        if not FIRST_AT <= since <= until <= LAST_AT:
            raise InputError(
                f"{name}: {since} to {until} is no interval of time",
                where=where,
                instead="give seconds since 1970-01-01 in Kunming, the earlier first",
            )


def _ends(gap: Gap) -> tuple[int, int]:
    return gap.from_at, gap.until_at


def _event(path: Path, number: int, line: bytes) -> AnyEvent:
    where = f"{path}:{number}"
    try:
        event = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error, line, where) from None
    for name in _instants(type(event)):
        at = getattr(event, name)
        if at is not None and not FIRST_AT <= at <= LAST_AT:
            what = f"{name}: the instant {_short(at)} has no date"
            raise InputError(what, where=where, instead="give seconds since 1970-01-01 in Kunming, not milliseconds")
    if not 0 <= event.at_slack_seconds <= LAST_AT:
        raise InputError(f"at_slack_seconds: {event.at_slack_seconds}", where=where, instead="give 0 or more seconds")
    return event


@cache
def _instants(kind: type[Event]) -> tuple[str, ...]:
    """The fields of an event that are instants."""
    return tuple(name for name in kind.__struct_fields__ if name == "at" or name.endswith("_at"))


def _unreadable(error: Exception, line: bytes, where: str) -> InputError:
    """What to say of a line that is no event: first whether it is text at all."""
    return not_utf8(line, where) or InputError(fault(error), where=where, instead=advice(error, _wanted(line)))


def _short(number: int) -> str:
    digits = str(number)
    return digits if len(digits) <= 20 else f"{digits[:8]}... ({len(digits)} digits)"


def _wanted(line: bytes) -> str:
    """What to write instead of a line that is no event."""
    try:
        kind = msgspec.json.decode(line)["type"]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError):
        return 'write one JSON object with a "type" of the event vocabulary'
    return f"see the fields of {kind}" if kind in EVENT_TYPES else nearest(str(kind), EVENT_TYPES)


def merged(traces: Sequence[Iterable[Event]]) -> list[Event]:
    """Events of several sources in one order."""
    return sorted((event for events in traces for event in events), key=order)
