"""Values of a scenario file turned into those of an event's fields, led by the field's type."""

from __future__ import annotations

import types
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import msgspec

from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES, Actor, Event
from scenarios.draws import Bindings, amounts
from scenarios.expressions import amount, is_instant, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = frozenset({"declared_for", "district", "ground", "industry", "kind", "law_ref", "text", "under"})
"""Text fields that hold words; every other text field holds an identity, which must be declared in the story."""
ENVELOPE = frozenset(Event.__struct_fields__)


class Scope:
    """What names mean in one run: `bindings`, the people among them, and the first instant of day 0."""

    def __init__(self, bindings: Bindings, people: Mapping[str, Actor], start_at: int) -> None:
        self.bindings, self.people, self.start_at = bindings, people, start_at
        self._amounts = amounts(bindings)

    def person(self, name: str) -> Actor:
        """The actor called `name`. Raises `InputError`."""
        if name not in self.people:
            raise InputError(f"nobody is called '{name}'", instead=nearest(name, self.people))
        return self.people[name]

    def number(self, value: object) -> int:
        """A whole number, given as such, as an amount or as an instant. Raises `InputError`."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if not isinstance(value, str):
            raise InputError(f"{value!r} is no whole number", instead="write a number, an amount or an instant")
        return moment(value, self.start_at) if is_instant(value) else amount(value, self._amounts)

    def identity(self, value: object) -> str:
        """The id that a declared name stands for. Raises `InputError`."""
        bound = self.bindings.get(str(value))
        if not isinstance(bound, str):
            names = [name for name, one in self.bindings.items() if isinstance(one, str)]
            raise InputError(f"no identity is called '{value}'", instead=nearest(str(value), names))
        return bound


def build(kind: str, envelope: dict[str, Any], given: Mapping[str, Any], scope: Scope) -> Event:
    """The event of type `kind`. Raises `InputError` whose `where` is the field at fault."""
    values = fields(kind, given, scope)
    try:
        return msgspec.convert({"type": kind, **envelope, **values}, EVENT_TYPES[kind])
    except msgspec.ValidationError as error:
        raise InputError(str(error), where=_field(str(error)), instead=f"see the fields of {kind}") from None


def fields(kind: str, given: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Plain values of the fields `given` for an event of type `kind`. Raises `InputError` with the field as `where`."""
    known = _own_fields(kind)
    found = {}
    for name, value in given.items():
        if name not in known:
            raise InputError(f"{kind} has no field '{name}'", where=name, instead=nearest(name, known))
        try:
            found[name] = plain(name, value, known[name], scope)
        except InputError as error:
            raise InputError(error.what, where=name, instead=error.instead) from None
    return found


@cache
def _own_fields(kind: str) -> dict[str, Any]:
    """Names and types of the fields of an event type that are not the envelope's."""
    return {name: one for name, one in _types(EVENT_TYPES[kind]).items() if name not in ENVELOPE}


def plain(name: str, value: Any, kind: Any, scope: Scope) -> Any:
    """One value as plain data (numbers, texts, lists, mappings) for a field of type `kind`."""
    kind = _without_none(kind)
    if value is None or kind is bool or _is_word(kind):
        return value
    if kind is int:
        return scope.number(value)
    if kind is str:
        return value if name in WORDS else scope.identity(value)
    if get_origin(kind) is tuple:
        element = get_args(kind)[0]
        # a list of texts holds names of documents: words, not identities
        return [one if element is str else plain(name, one, element, scope) for one in value]
    return msgspec.to_builtins(scope.person(value)) if kind is Actor else _record(value, kind, scope)


def _record(value: Any, kind: Any, scope: Scope) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{value!r} is no {kind.__name__}", instead="write its fields")
    known = _types(kind)
    for name in value:
        if name not in known:
            raise InputError(f"{kind.__name__} has no field '{name}'", instead=nearest(name, known))
    return {name: plain(name, one, known[name], scope) for name, one in value.items()}


@cache
def _types(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Field names and types of a record; resolving annotations is slow."""
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    left = [one for one in get_args(kind) if one is not type(None)]
    return left[0] if len(left) == 1 else kind


def _is_word(kind: Any) -> bool:
    """Whether the type is one of the closed enumerations, or a union of them."""
    if get_origin(kind) in (Union, types.UnionType):
        return all(_is_word(one) for one in get_args(kind))
    return get_origin(kind) is Literal


def _field(message: str) -> str:
    """The field that a message of msgspec names: `… - at `$.amount_fen`` or `… missing required field `x``."""
    if "$." in message:
        return message.rpartition("$.")[2].split("[")[0].split(".")[0].strip("`")
    return message.rpartition("field `")[2].strip("`") if "field `" in message else ""
