"""The log mapping: how the rows of a foreign log become events, declared in one file and checked before the first row.

A row becomes an event by every rule whose `when` it satisfies. A row that no rule and no `ignore` takes is unmapped:
counted and shown, never guessed.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from pydantic import Field

from conformance.adapters.mapping.converters import CONVERTERS, Converter, words
from conformance.adapters.mapping.schema import Template, Words
from conformance.adapters.mapping.templates import holes
from notice.civil import DAY, day_number, instant
from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES
from notice.trace import Vantage
from notice.vocabulary import Role
from notice.yaml import Document, Model, Place, read

EPOCHS = {"epoch_seconds": 1, "epoch_milliseconds": 1000}
"""Formats of an instant that count from 1970-01-01T00:00:00Z, and their units a second."""

_UTC_OFFSET = timedelta(hours=8)
_ENVELOPE = frozenset({"at", "actor", "source", "id", "seq", "recorded_at", "at_slack_seconds", "caused_by"})


class Times(Model):
    """How a column writes instants: an strptime pattern or an epoch, and the zone of patterns without one."""

    format: str
    zone: Annotated[str, Field(pattern=r"^[+-]\d\d:\d\d$")] = "+08:00"


class Amounts(Model):
    """How a column writes money: one of its units is so many fen (万元: 1000000)."""

    fen: Annotated[int, Field(gt=0)]


class Lists(Model):
    """A cell that holds several values, parted by a text; each is read by the converter `of`, if one is named."""

    by: Annotated[str, Field(min_length=1)]
    of: str | None = None


class ActorRule(Model):
    """Who acted: the role as a template or literally, and the id."""

    role: str
    id: str


class Rule(Model):
    """What a row of one kind says."""

    table: str = ""
    when: dict[str, Words] = Field(default_factory=dict)
    event: str
    id: str | None = None
    at: str
    recorded_at: str | None = None
    actor: ActorRule
    fields: dict[str, Template]


class Ignored(Model):
    """Rows that say nothing the vocabulary knows, known and left out on purpose."""

    table: str = ""
    when: dict[str, Words] = Field(default_factory=dict)


class LogMapping(Model):
    """A whole mapping file. `observes`: the event types that the log reports completely, or every type it maps."""

    log: Annotated[str, Field(min_length=1)]
    encoding: str = "utf-8-sig"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    vantage: Vantage
    since: str | None = None
    until: str
    observes: Literal["mapped"] | tuple[str, ...] = "mapped"
    times: dict[str, Times] = Field(default_factory=dict)
    amounts: dict[str, Amounts] = Field(default_factory=dict)
    lists: dict[str, Lists] = Field(default_factory=dict)
    words: dict[str, dict[str, Words]] = Field(default_factory=dict)
    rows: tuple[Rule, ...]
    ignore: tuple[Ignored, ...] = ()


class Loaded(msgspec.Struct, frozen=True):
    """A mapping that was checked, with its converters and the document for later complaints."""

    mapping: LogMapping
    converters: dict[str, Converter]
    document: Document

    def where(self, rule: int) -> str:
        """Where a rule stands in the file."""
        return self.document.where(("rows", rule))


def load(path: Path | str) -> Loaded:
    """The log mapping in a file. Raises `InputError` with file, line, column and the nearest known name."""
    document = read(path)
    mapping = document.parse(LogMapping)
    loaded = Loaded(mapping, _converters(mapping, document), document)
    _check_head(mapping, document)
    for number, rule in enumerate(mapping.rows):
        _check_rule(loaded, rule, ("rows", number))
    return loaded


def _check_head(mapping: LogMapping, document: Document) -> None:
    try:
        codecs.lookup(mapping.encoding)
    except LookupError:
        what = f"no encoding is called '{mapping.encoding}'"
        raise document.error(("encoding",), what, "write utf-8 or gb18030") from None
    for name in ("since", "until"):
        try:
            instant(getattr(mapping, name) or "2022-09-29")
        except InputError as error:
            raise document.error((name,), error.what, error.instead) from None
    for kind in mapping.observes if isinstance(mapping.observes, tuple) else ():
        _known(document, kind, EVENT_TYPES, ("observes",), "event type")


def _check_rule(loaded: Loaded, rule: Rule, place: Place) -> None:
    document = loaded.document
    _known(document, rule.event, set(EVENT_TYPES) - {"Refused"}, (*place, "event"), "event type")
    if "{" not in rule.actor.role:
        _known(document, rule.actor.role, get_args(Role), (*place, "actor", "role"), "role")
    fields = {field.name: field for field in msgspec.structs.fields(EVENT_TYPES[rule.event])}
    own = set(fields) - _ENVELOPE
    for name in rule.fields:
        _known(document, name, own, (*place, "fields", name), f"field of {rule.event}")
    missing = [name for name in own if fields[name].required and name not in rule.fields]
    if missing:
        raise document.error((*place, "fields"), f"{rule.event} needs the field '{min(missing)}'", "add it")
    templates = (rule.id, rule.at, rule.recorded_at, rule.actor.role, rule.actor.id, rule.fields)
    for path, converter, _ in holes([one for one in templates if one is not None]):
        if converter is not None:
            _known(document, converter, loaded.converters, place, f"converter (in '{{{path}|{converter}}}')")


def _known(document: Document, name: str, known: Any, place: Place, what: str) -> None:
    if name not in set(known):
        raise document.error(place, f"'{name}' is no {what}", nearest(name, known))


def _converters(mapping: LogMapping, document: Document) -> dict[str, Converter]:
    """The mapping's own converters beside the common ones; a list may use any of the others."""
    found = dict(CONVERTERS)
    found |= {name: _reading(_time_reader(times)) for name, times in mapping.times.items()}
    found |= {name: _reading(_amount_reader(amounts.fen)) for name, amounts in mapping.amounts.items()}
    found |= {name: words(entries) for name, entries in mapping.words.items()}
    for name, lists in mapping.lists.items():
        if lists.of is not None:
            _known(document, lists.of, found, ("lists", name, "of"), "converter")
    inner = {name: found[lists.of].read if lists.of else str for name, lists in mapping.lists.items()}
    found |= {name: _reading(_list_reader(lists.by, inner[name])) for name, lists in mapping.lists.items()}
    return found


def _reading(read_one: Callable[[Any], Any]) -> Converter:
    """A converter for reading only: nothing is ever written to a log."""
    return Converter(write=_never, read=read_one)


def _never(value: Any) -> Any:
    raise ValueError(f"'{value}' cannot be written: a log is only read")


def _time_reader(times: Times) -> Callable[[Any], int]:
    if times.format in EPOCHS:
        unit = EPOCHS[times.format]
        return lambda text: int(text) // unit + int(_UTC_OFFSET.total_seconds())
    hours, minutes = int(times.zone[:3]), int(times.zone[0] + times.zone[4:])
    zone = timezone(timedelta(hours=hours, minutes=minutes))

    def read_one(text: Any) -> int:
        told = datetime.strptime(str(text), times.format)
        civil = (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(timezone(_UTC_OFFSET))
        return day_number(civil.date()) * DAY + civil.hour * 3600 + civil.minute * 60 + civil.second

    return read_one


def _amount_reader(fen: int) -> Callable[[Any], int]:
    def read_one(text: Any) -> int:
        try:
            amount = Decimal(str(text).replace(",", "")) * fen
        except InvalidOperation:
            raise ValueError(f"'{text}' is no amount") from None
        if amount != int(amount):
            raise ValueError(f"'{text}' is no whole number of fen")
        return int(amount)

    return read_one


def _list_reader(by: str, inner: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    return lambda text: [inner(part.strip()) for part in str(text).split(by) if part.strip()]
