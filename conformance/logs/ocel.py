"""OCEL 2.0 JSON (object-centric event logs): a trace out, and in again; or the rows of a foreign one.

Source: the OCEL 2.0 specification (2023). Every id that an event names is an object; the header of the trace is an
object of the type `Observation`, so that nothing of a trace is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from conformance.logs.log import Log
from conformance.logs.translate import Row
from notice.civil import HOUR, rfc3339
from notice.errors import InputError
from notice.events import EVENT_TYPES, Event
from notice.sniff import advice, fault, not_utf8
from notice.trace import Trace, header_of, trace

OBJECTS = (
    "award", "application", "contract", "loan", "supplier", "bank", "purchaser", "account", "product", "consent", "plan",
    "payment", "change", "freeze", "violation", "order", "support", "message",
)  # fmt: skip
"""Fields that name an object: its type is the field's name."""

HEADER = "Observation"
MOST_BYTES = 1_000_000_000
"""Longest OCEL file that is read: it is one JSON document and has to fit in memory. Longer logs go as JSON Lines."""

_DOCUMENT = "it has 'events' and 'objects' (OCEL 2.0)"
_EIGHT_HOURS = 8 * HOUR
_WHOLE = "zcd"
"""The attribute that holds what attributes cannot: the event's fields as JSON."""


class Attribute(msgspec.Struct):
    """A name and a value, of an event or (at a time) of an object."""

    name: str
    value: Any = None


class Relationship(msgspec.Struct):
    """An event's reference to an object."""

    objectId: str
    qualifier: str = ""


class OcelEvent(msgspec.Struct):
    """An event as OCEL has it."""

    id: str
    type: str
    time: str
    attributes: list[Attribute] = []
    relationships: list[Relationship] = []


class OcelObject(msgspec.Struct):
    """An object as OCEL has it."""

    id: str
    type: str
    attributes: list[Attribute] = []


class Ocel(msgspec.Struct):
    """A whole document, as far as it is read."""

    events: list[OcelEvent]
    objects: list[OcelObject] = []


def as_ocel(given: Trace) -> bytes:
    """The trace as an OCEL 2.0 JSON document."""
    objects: dict[tuple[str, str], None] = {}
    events = [_told(event, objects) for event in given.events]
    used = sorted({event["type"] for event in events})
    header = {
        "id": HEADER,
        "type": HEADER,
        "attributes": [
            {
                "name": _WHOLE,
                "value": msgspec.json.encode(given.observation).decode(),
                "time": _utc(given.observation.until),
            }
        ],
        "relationships": [],
    }
    return msgspec.json.encode(
        {
            "eventTypes": [{"name": name, "attributes": _DECLARED} for name in used],
            "objectTypes": [
                {"name": HEADER, "attributes": [{"name": _WHOLE, "type": "string"}]},
                *({"name": kind, "attributes": []} for kind in sorted({kind for kind, _ in objects})),
            ],
            "events": events,
            "objects": [
                header,
                *(
                    {"id": f"{kind}:{name}", "type": kind, "attributes": [], "relationships": []}
                    for kind, name in objects
                ),
            ],
        }
    )


_DECLARED = [
    {"name": "actor_role", "type": "string"},
    {"name": "actor_id", "type": "string"},
    {"name": "amount_fen", "type": "integer"},
    {"name": _WHOLE, "type": "string"},
]


def _told(event: Event, objects: dict[tuple[str, str], None]) -> dict[str, Any]:
    """The event; the objects it names are added to `objects`."""
    named = [(field, name) for field in OBJECTS if isinstance(name := getattr(event, field, None), str)]
    objects.update(dict.fromkeys(named))
    attributes = [("actor_role", event.actor.role), ("actor_id", event.actor.id)]
    if isinstance(amount_fen := getattr(event, "amount_fen", None), int):
        attributes.append(("amount_fen", str(amount_fen)))
    attributes.append((_WHOLE, msgspec.json.encode(event).decode()))
    return {
        "id": event.key,
        "type": type(event).__name__,
        "time": _utc(event.at),
        "attributes": [{"name": name, "value": value} for name, value in attributes],
        "relationships": [{"objectId": f"{field}:{name}", "qualifier": field} for field, name in named],
    }


def _utc(at: int) -> str:
    """OCEL's times are instants in UTC."""
    return rfc3339(at - _EIGHT_HOURS)[:19] + "Z"


def read_document(path: Path) -> Ocel:
    """The document in a file. Raises `InputError` for a file that is none or does not fit in memory."""
    try:
        if path.stat().st_size > MOST_BYTES:
            what = f"the file is larger than {MOST_BYTES:,} bytes, and an OCEL document is read in one piece"
            raise InputError(what, where=str(path), instead="hand the log in as JSON Lines or CSV")
        text = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
    if not text:
        raise InputError("the file is empty", where=str(path), instead=_DOCUMENT)
    try:
        return msgspec.json.decode(text, type=Ocel)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        plain = InputError(
            f"no OCEL 2.0 JSON document: {fault(error)}", where=str(path), instead=advice(error, _DOCUMENT)
        )
        raise not_utf8(text, str(path)) or plain from None


def is_native(document: Ocel) -> bool:
    """Whether the document was written here: its header is among its objects."""
    return any(one.type == HEADER for one in document.objects)


def log_of(document: Ocel, path: Path) -> Log:
    """The log in a document written here. Raises `InputError` with the event's id."""
    header = next(one for one in document.objects if one.type == HEADER)
    told = next((str(one.value) for one in header.attributes if one.name == _WHOLE), "")
    observation = header_of(told.encode(), f"{path} (object {header.id})")
    return Log(trace(observation, (_event(event, path) for event in document.events)), len(document.events))


def _event(event: OcelEvent, path: Path) -> Event:
    whole = next((one.value for one in event.attributes if one.name == _WHOLE), None)
    where = f"{path} (event {event.id})"
    if event.type not in EVENT_TYPES or not isinstance(whole, str):
        raise InputError("no event of this vocabulary", where=where, instead="name a --mapping for a foreign log")
    try:
        return msgspec.json.decode(whole, type=EVENT_TYPES[event.type])
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(str(error), where=where, instead=f"leave the attribute '{_WHOLE}' as it was written") from None


def rows(document: Ocel, path: Path) -> Iterator[Row]:
    """A foreign document's events as rows: `id`, `type`, `time`, their attributes, and one column an object type."""
    kinds = {one.id: one.type for one in document.objects}
    for event in document.events:
        cells: dict[str, Any] = {"id": event.id, "type": event.type, "time": event.time}
        cells |= {one.name: "" if one.value is None else str(one.value) for one in event.attributes}
        for related in event.relationships:
            cells.setdefault(kinds.get(related.objectId, related.qualifier), related.objectId)
        yield Row(path.name, f"{path.name}#{event.id}", cells)
