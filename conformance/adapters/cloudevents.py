"""The wire form of an event: CloudEvents 1.0, structured JSON.

The envelope becomes context attributes: `time` is `at`, and the extensions `actor` ("bank:B1"), `seq`, `recordedat`,
`slackseconds` and `causedby` (keys separated by a space) carry the rest. `data` holds the event's own fields. Every
instant is RFC 3339 in Kunming time, in `data` too, so nobody has to know the civil epoch; integers stay within
±(2^53 - 1), so that any JSON reader keeps them exact (RFC 7493 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar, get_args

import msgspec

from notice.civil import DAY, day_number, instant, rfc3339
from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES, AnyEvent, Event, Refused, Stimulus
from notice.vocabulary import Reason

CONTRACT = "1"
"""Version of the platform contract: a new number where an old client would break."""
SPECVERSION = "1.0"
MEDIA_TYPE = "application/cloudevents+json"
INTEGER_MAX = 2**53 - 1
DEPTH_MAX = 32

ENVELOPE = frozenset(field.name for field in msgspec.structs.fields(Event))
"""Fields of the envelope: they travel as context attributes, never in `data`."""

OWN_FIELDS = {
    name: frozenset(field.name for field in msgspec.structs.fields(kind)) - ENVELOPE
    for name, kind in EVENT_TYPES.items()
}
"""Names that may stand in `data`, by event type."""

KNOWN_REASONS = frozenset(get_args(Reason))

_ATTRIBUTE = {
    "id": "id",
    "source": "source",
    "at": "time",
    "actor": "actor",
    "seq": "seq",
    "recorded_at": "recordedat",
    "at_slack_seconds": "slackseconds",
    "caused_by": "causedby",
}
_REQUIRED = ("specversion", "id", "source", "type", "time", "actor", "data")
_FAULT = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
_MISSING = re.compile(r"missing required field `(\w+)`")
_EARLIEST, _LATEST = instant("1970-01-01"), instant("9000-01-01")

Decoded = TypeVar("Decoded")


def is_instant(name: str) -> bool:
    """Whether a scalar of this name is an instant (units stand last in names: `…_at`, `…_on`)."""
    return name.endswith(("_at", "_on"))


# --- out --------------------------------------------------------------------------------------------------------


def to_wire(event: Event) -> dict[str, Any]:
    """The event as a CloudEvent, ready for a JSON encoder."""
    flat: dict[str, Any] = msgspec.to_builtins(event)
    wire: dict[str, Any] = {
        "specversion": SPECVERSION,
        "id": flat.pop("id"),
        "source": flat.pop("source"),
        "type": flat.pop("type"),
        "time": rfc3339(flat.pop("at")),
        "datacontenttype": "application/json",
        "actor": str(event.actor),
    }
    del flat["actor"]
    for name in ("seq", "recorded_at", "at_slack_seconds", "caused_by"):
        if (value := flat.pop(name, None)) is not None:
            wire[_ATTRIBUTE[name]] = value
    if "recordedat" in wire:
        wire["recordedat"] = rfc3339(wire["recordedat"])
    if "causedby" in wire:
        wire["causedby"] = " ".join(_escaped(key) for key in event.caused_by)
    if isinstance(event, Refused):
        del flat["stimulus"]
        wire["data"] = with_instants(flat) | {"stimulus": to_wire(event.stimulus)}
    else:
        wire["data"] = with_instants(flat)
    return wire


def with_instants(value: Any) -> Any:
    """The same JSON value with every civil instant written as RFC 3339."""
    return _mapped(value, lambda at, _where: rfc3339(at), "")


def _escaped(key: str) -> str:
    return key.replace("%", "%25").replace(" ", "%20")


def _mapped(value: Any, convert: Callable[[Any, str], Any], where: str) -> Any:
    """A copy of a JSON value, `convert` applied to every scalar that is called as an instant and is not null."""
    if isinstance(value, dict):
        return {
            name: convert(inner, f"{where}.{name}")
            if is_instant(name) and not isinstance(inner, (dict, list, type(None)))
            else _mapped(inner, convert, f"{where}.{name}")
            for name, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_mapped(inner, convert, f"{where}[{number}]") for number, inner in enumerate(value)]
    return value


# --- in ---------------------------------------------------------------------------------------------------------


def from_instants(value: Any, where: str) -> Any:
    """The same JSON value with every RFC 3339 instant as civil seconds. Raises `InputError` with the path."""
    return _mapped(value, instant_from, where)


def stimulus_from(wire: object) -> AnyEvent:
    """The stimulus a CloudEvent submits. Raises `InputError` with the path of the faulty field.

    Strict: a member of `data` that the event does not have is refused, since a mistyped optional field would
    otherwise fall back to its default in silence.
    """
    if isinstance(wire, dict) and wire.get("type") == Refused.__name__:
        raise InputError("'Refused' is said by a platform only", where="$.type", instead="submit a stimulus")
    return _converted(_flat(wire, "$", strict=True), Stimulus)  # type: ignore[arg-type]  # a union of types is no class to mypy


def event_from(wire: object) -> AnyEvent:
    """The event a platform tells in a CloudEvent; members and reasons that are not of the vocabulary are ignored.

    Raises `InputError` with the path of the faulty field.
    """
    return _converted(_flat(wire, "$", strict=False), AnyEvent)  # type: ignore[arg-type]  # a union of types is no class to mypy


def _flat(wire: object, where: str, *, strict: bool) -> dict[str, Any]:
    """The builtins that msgspec turns into the event."""
    if not isinstance(wire, dict):
        raise InputError("not a JSON object", where=where, instead="write a CloudEvent in structured JSON form")
    _check_attributes(wire, where)
    kind, data = wire["type"], wire["data"]
    if strict and (strange := sorted(set(data) - OWN_FIELDS[kind])):
        raise InputError(
            f"{kind} has no field '{strange[0]}'",
            where=f"{where}.data.{strange[0]}",
            instead=nearest(strange[0], OWN_FIELDS[kind]),
        )
    own = {name: value for name, value in data.items() if name in OWN_FIELDS[kind]}
    if not strict and isinstance(own.get("reasons"), list):
        own["reasons"] = known_reasons(own["reasons"])  # the enumeration is open to a platform's own codes
    inner = own.pop("stimulus", None)
    _check_numbers(own, f"{where}.data")
    flat: dict[str, Any] = from_instants(own, f"{where}.data")
    if inner is not None:
        flat["stimulus"] = _flat(inner, f"{where}.data.stimulus", strict=strict)
    return flat | _envelope(wire, where)


def known_reasons(given: Iterable[object]) -> tuple[Reason, ...]:
    """Those of a platform's reasons that the vocabulary has; none is left of a refusal for unknown reasons."""
    return tuple(reason for reason in given if isinstance(reason, str) and reason in KNOWN_REASONS)  # type: ignore[misc]  # members of the set are its words


def _check_attributes(wire: dict[str, Any], where: str) -> None:
    for name in _REQUIRED:
        if name not in wire:
            raise InputError(f"'{name}' is missing", where=f"{where}.{name}", instead="add it")
    if wire["specversion"] != SPECVERSION:
        raise InputError("not CloudEvents 1.0", where=f"{where}.specversion", instead=f'write "{SPECVERSION}"')
    if not isinstance(wire["type"], str) or wire["type"] not in EVENT_TYPES:
        raise InputError(
            "no event type of the vocabulary",
            where=f"{where}.type",
            instead=nearest(str(wire["type"])[:80], EVENT_TYPES),
        )
    if not isinstance(wire["data"], dict):
        raise InputError("not a JSON object", where=f"{where}.data", instead="put the event's own fields there")
    for name in ("id", "source"):
        if not isinstance(wire[name], str) or not wire[name]:
            raise InputError("not a text of at least one character", where=f"{where}.{name}", instead="name it")


def _envelope(wire: dict[str, Any], where: str) -> dict[str, Any]:
    flat = {
        "type": wire["type"],
        "id": wire["id"],
        "source": wire["source"],
        "at": instant_from(wire["time"], f"{where}.time"),
        "actor": _actor(wire["actor"], f"{where}.actor"),
    }
    for name in ("seq", "at_slack_seconds"):
        if (number := wire.get(_ATTRIBUTE[name])) is not None:
            _check_numbers(number, f"{where}.{_ATTRIBUTE[name]}")
            flat[name] = number
    if wire.get("recordedat") is not None:
        flat["recorded_at"] = instant_from(wire["recordedat"], f"{where}.recordedat")
    if wire.get("causedby"):
        flat["caused_by"] = _keys(wire["causedby"], f"{where}.causedby")
    return flat


def instant_from(value: object, where: str) -> int:
    """Civil seconds of an RFC 3339 text. Raises `InputError` naming `where`.

    Another offset names the same instant. A fraction is cut: every bound is half-open and lies on a whole second.
    """
    advice = "write RFC 3339 with an offset, as 2022-10-10T09:00:00+08:00, of 1970 to 8999"
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value.upper() else None
        offset = moment.utcoffset() if moment else None
    except ValueError:
        raise InputError("no instant", where=where, instead=advice) from None
    if moment is None or offset is None:
        raise InputError("no instant with an offset", where=where, instead=advice)
    of_day = moment.hour * 3_600 + moment.minute * 60 + moment.second
    at = day_number(moment.date()) * DAY + of_day + 8 * 3_600 - int(offset.total_seconds())
    if not _EARLIEST <= at < _LATEST:
        raise InputError("out of range", where=where, instead=advice)
    return at


def _actor(value: object, where: str) -> dict[str, str]:
    role, colon, name = value.partition(":") if isinstance(value, str) else ("", "", "")
    if not colon or not name:
        raise InputError("no actor", where=where, instead="write role:id, as bank:B1")
    return {"role": role, "id": name}


def _keys(value: object, where: str) -> list[str]:
    if not isinstance(value, str):
        raise InputError("not a text", where=where, instead="write source#id keys separated by a space")
    return [key.replace("%20", " ").replace("%25", "%") for key in value.split(" ")]


def _converted(flat: dict[str, Any], kind: type[Decoded]) -> Decoded:
    """The typed event; msgspec's fault is retold with the path on the wire."""
    try:
        return msgspec.convert(flat, kind)
    except msgspec.ValidationError as error:
        found = _FAULT.fullmatch(str(error))
        what, path = (found["what"], found["path"] or "") if found else (str(error), "")
        if missing := _MISSING.search(what):
            path = f"{path}.{missing[1]}".removeprefix(".")
        raise InputError(what, where=_wire_path(path), instead="see the event's schema in /openapi.json") from None


def _wire_path(path: str) -> str:
    """Where the flat field stands on the wire ('actor.role' -> '$.actor')."""
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    return f"$.{_ATTRIBUTE[head]}" if head in _ATTRIBUTE else f"$.data.{path}".rstrip(".")


def _check_numbers(value: object, where: str) -> None:
    """Refuses integers that a JSON reader may not keep exact. Raises `InputError` with the path."""
    if isinstance(value, int) and not -INTEGER_MAX <= value <= INTEGER_MAX:
        raise InputError("the integer is too large", where=where, instead=f"stay within ±{INTEGER_MAX}")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_numbers(inner, f"{where}.{name}")
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            _check_numbers(inner, f"{where}[{number}]")


def parsed(body: bytes) -> Any:
    """The JSON value in a body, at most `DEPTH_MAX` levels deep. Raises `InputError`."""
    try:
        value = msgspec.json.decode(body)
    except RecursionError:
        raise _too_deep() from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not JSON: {error}", where="$", instead="send one JSON object in UTF-8") from None
    _check_depth(value, DEPTH_MAX)
    return value


def _check_depth(value: object, left: int) -> None:
    if left < 0:
        raise _too_deep()
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            _check_depth(inner, left - 1)


def _too_deep() -> InputError:
    return InputError("nested too deeply", where="$", instead=f"stay within {DEPTH_MAX} levels")
