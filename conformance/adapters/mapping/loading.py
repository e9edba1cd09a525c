"""Reading a mapping file: every fault is found before the first call, with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from conformance.adapters.mapping.converters import CONVERTERS, Converter, words
from conformance.adapters.mapping.schema import Mapping
from conformance.adapters.mapping.templates import holes, is_path
from notice.errors import nearest
from notice.events import EVENT_TYPES, Event
from notice.vocabulary import Reason
from notice.yaml import Document, Place, read

_TOLD_BY_RULE = frozenset({"at", "actor", "source", "id", "seq", "recorded_at", "at_slack_seconds", "caused_by"})
_CASE_TEMPLATES = ("ceiling_fen", "live_principal_fen", "account", "lock")


class Loaded(msgspec.Struct, frozen=True):
    """A mapping that was checked, its converters, and the document for later complaints."""

    mapping: Mapping
    converters: dict[str, Converter]
    document: Document


def load(path: Path | str) -> Loaded:
    """The mapping in a file. Raises `InputError` with file, line, column and the nearest known name."""
    document = read(path)
    mapping = document.parse(Mapping)
    converters = CONVERTERS | {name: words(entries) for name, entries in mapping.words.items()}
    check = _Check(document, mapping, converters)
    check.stimuli()
    check.answers()
    check.observations()
    check.case()
    check.sandbox()
    check.tables()
    return Loaded(mapping, converters, document)


class _Check:
    """The checks that need more than the shape of the file."""

    def __init__(self, document: Document, mapping: Mapping, converters: dict[str, Converter]) -> None:
        self._document, self._mapping, self._converters = document, mapping, converters
        self._used_for: dict[str, set[str] | None] = {}

    def stimuli(self) -> None:
        """Event types, fields of each, converters, and the paths by which it shows."""
        for kind, stimulus in self._mapping.stimuli.items():
            place: Place = ("stimuli", kind)
            self._known(kind, set(EVENT_TYPES) - {"Refused"}, place, "event type")
            parts = ("call", stimulus.call), ("headers", stimulus.headers), ("body", stimulus.body)
            for name, template in parts:
                self._stimulus_template(EVENT_TYPES[kind], template, (*place, name))
            if stimulus.shown is not None:
                self._shown(EVENT_TYPES[kind], stimulus.shown, (*place, "shown"))
            optional = {name for name, field in _struct_fields(EVENT_TYPES[kind]).items() if field.default is None}
            for name, path in stimulus.withheld.items():
                self._known(name, optional, (*place, "withheld", name), f"field of {kind} that may be none")
                self._shown(EVENT_TYPES[kind], path, (*place, "withheld", name))
        every = self._mapping.every_stimulus
        self._stimulus_template(Event, every.headers, ("every_stimulus", "headers"))
        self._stimulus_template(Event, every.body, ("every_stimulus", "body"))

    def answers(self) -> None:
        """Reasons are of the vocabulary."""
        for code, reasons in self._mapping.answers.reasons.items():
            for reason in reasons:
                self._known(reason, get_args(Reason), ("answers", "reasons", code), "reason")

    def observations(self) -> None:
        """Event types, all their fields and no others, converters, paths and resources."""
        for number, rule in enumerate(self._mapping.observations):
            place: Place = ("observations", number)
            self._known(rule.event, set(EVENT_TYPES) - {"Refused"}, (*place, "event"), "event type")
            self._resource(rule.of, (*place, "of"))
            self._fields(EVENT_TYPES[rule.event], rule.fields, (*place, "fields"))
            self._converters_in((rule.id, rule.at, rule.recorded_at, rule.fields), place)
            self._paths((rule.each, *rule.when), place)

    def case(self) -> None:
        """The read-back's converters, paths and resources."""
        case = self._mapping.case
        self._resource(case.of, ("case", "of"))
        for name in _CASE_TEMPLATES:
            self._converters_in(getattr(case, name), ("case", name))
        if case.applications:
            self._resource(case.applications.of, ("case", "applications", "of"))
            self._converters_in((case.applications.id, case.applications.state), ("case", "applications"))
        for number, listed in enumerate(case.deadlines):
            place: Place = ("case", "deadlines", number)
            self._resource(listed.of, (*place, "of"))
            self._names(listed.bearer, {"role", "id"}, (*place, "bearer"), "Actor")
            self._converters_in((listed.clock, listed.bearer, listed.due_at), place)
            self._paths((listed.each, *listed.when, *listed.where), place)

    def sandbox(self) -> None:
        """Converters of the calls about the test environment."""
        calls = self._mapping.sandbox
        for name in ("open", "advance", "restart", "close"):
            if call := getattr(calls, name):
                self._converters_in((call.call, call.headers, call.body), ("sandbox", name))
        self._converters_in((calls.tokens.role, calls.tokens.id, calls.tokens.token), ("sandbox", "tokens"))
        self._converters_in((calls.keep, calls.auditor, self._mapping.answers.code), ("sandbox",))

    def tables(self) -> None:
        """Each word of ours is one that some field with this table can hold; none of theirs stands for two."""
        for table, entries in self._mapping.words.items():
            holdable, taken = self._used_for.get(table), dict[str, str]()
            for ours, theirs in entries.items():
                place: Place = ("words", table, ours)
                if holdable is not None and ours != "none":
                    self._known(ours, holdable, place, "word of the fields that use this table")
                for word in theirs:
                    if taken.setdefault(word, ours) != ours:
                        what = f"'{word}' stands for both '{taken[word]}' and '{ours}'"
                        raise self._document.error(place, what, "give each its own word")

    def _stimulus_template(self, kind: type[Event], template: Any, place: Place) -> None:
        self._converters_in(template, place)
        for path, converter, inside in holes(template):
            base = [*inside.split(".")] if inside else []
            self._uses(converter, self._field(kind, [*base, *path.split(".")], place))

    def _field(self, kind: type[Event], names: Iterable[str], place: Place) -> Any:
        """Follows a path through the types of an event's fields to the type at its end."""
        here = found = kind
        for name in names:
            known = _fields(here) | ({"key": str} if here is kind else {})
            self._known(name, known, place, f"field of {getattr(here, '__name__', here)}")
            found = known[name]
            here = _element(found)
        return found

    def _uses(self, table: str | None, kind: Any) -> None:
        """Notes what a field that a table is used for can hold; a field of free text can hold any word."""
        if table is not None:
            before, words = self._used_for.get(table, set()), _literals(kind)
            self._used_for[table] = before | words if words and before is not None else None

    def _shown(self, kind: type[Event], path: str, place: Place) -> None:
        self._paths((path,), place)
        self._resource(path.split("[")[0].split(".")[0], place)
        self._stimulus_template(kind, path, place)

    def _fields(self, kind: type[Event], given: dict[str, Any], place: Place) -> None:
        known = {name: field for name, field in _struct_fields(kind).items() if name not in _TOLD_BY_RULE}
        self._names(given, known, place, kind.__name__)
        for name, field in known.items():
            if field.required and name not in given:
                raise self._document.error(place, f"{kind.__name__} needs the field '{name}'", "add it")
        for name, template in given.items():
            for _, converter, _ in holes(template if isinstance(template, str) else ""):
                self._uses(converter, get_type_hints(kind)[name])

    def _names(self, given: Iterable[str], known: Iterable[str], place: Place, of: str) -> None:
        for name in given:
            self._known(name, set(known), (*place, name), f"field of {of}")

    def _converters_in(self, template: Any, place: Place) -> None:
        for path, name, _ in holes(template):
            if name is not None:
                self._known(name, self._converters, place, f"converter (in '{{{path}|{name}}}')")

    def _resource(self, name: str, place: Place) -> None:
        self._known(name, self._mapping.resources, place, "resource")

    def _paths(self, paths: Iterable[str | None], place: Place) -> None:
        for path in paths:
            if path is not None and not is_path(path):
                raise self._document.error(place, f"'{path}' is no path", "write names with dots: a.b[key=value].c")

    def _known(self, name: str, known: Iterable[str], place: Place, what: str) -> None:
        if name not in (names := set(known)):
            raise self._document.error(place, f"'{name}' is no {what}", nearest(name, names))


def _struct_fields(kind: type[Event]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _fields(kind: Any) -> dict[str, Any]:
    """Names and types of a record's fields; of anything else none."""
    return get_type_hints(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else {}


def _element(kind: Any) -> Any:
    """The record type inside an optional or a tuple, else the type itself."""
    return next((found for found in _records(kind)), kind)


def _literals(kind: Any) -> set[str]:
    """All words of the enumerations inside a type."""
    if get_origin(kind) is Literal:
        return set(get_args(kind))
    return {word for part in get_args(kind) for word in _literals(part)}


def _records(kind: Any) -> Iterator[type]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for part in get_args(kind):
        yield from _records(part)
