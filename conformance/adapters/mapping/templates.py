"""Templates: how a value is put together from another. Literals stay as they are; '{path|converter}' is looked up.

A path is names separated by dots. A template that is one placeholder and nothing else keeps the value's type; inside a
longer text it becomes text. A list is made with {each: path, item: template}; in the item, paths start at the element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.adapters.mapping.converters import Converter

HOLE = re.compile(r"\{([^{}|]+)(?:\|([^{}|]+))?\}")
_STEP = re.compile(r"([^\[\].]*)(?:\[([^\[\]=]+)=([^\[\]]*)\])?")
_LIST_KEYS = frozenset({"each", "item"})

Convert = Callable[[str, Any], Any]
"""Applies the named converter in the direction of the template's use. Raises `ValueError`."""


class Missing(Exception):
    """A path that leads nowhere, or a value that a converter cannot translate. `str()` says which."""


def writer(converters: Mapping[str, Converter]) -> Convert:
    """Conversion towards the platform."""
    return lambda name, value: converters[name].write(value)


def reader(converters: Mapping[str, Converter]) -> Convert:
    """Conversion from the platform."""
    return lambda name, value: converters[name].read(value)


def fill(template: Any, source: Any, convert: Convert, root: Any = None) -> Any:
    """The template with every placeholder filled from `source`; paths with a leading '/' start at `root`.

    Raises `Missing`.
    """
    if isinstance(template, str):
        return _fill_text(template, source, convert, root)
    if isinstance(template, dict) and template.keys() == _LIST_KEYS:
        elements = look_up(template["each"], source, root) or ()
        return [fill(template["item"], element, convert, root) for element in elements]
    if isinstance(template, dict):
        return {name: fill(inner, source, convert, root) for name, inner in template.items()}
    if isinstance(template, (list, tuple)):
        return [fill(inner, source, convert, root) for inner in template]
    return template


def fill_text(template: str, source: Any, convert: Convert, quote: Callable[[str], str] = str) -> str:
    """The template as text, every placeholder's value passed through `quote`. Raises `Missing`, for null too."""

    def one(hole: re.Match[str]) -> str:
        value = _value(hole, source, convert, None)
        if value is None:
            raise Missing(f"'{hole[1]}' is null")
        return quote(str(value))

    return HOLE.sub(one, template)


def _fill_text(template: str, source: Any, convert: Convert, root: Any) -> Any:
    whole = HOLE.fullmatch(template)
    if whole:
        return _value(whole, source, convert, root)
    return HOLE.sub(lambda hole: str(_value(hole, source, convert, root)), template)


def _value(hole: re.Match[str], source: Any, convert: Convert, root: Any) -> Any:
    value, name = look_up(hole[1], source, root), hole[2]
    if value is None or name is None:
        return value
    try:
        if isinstance(value, (list, tuple)):
            return [convert(name, element) for element in value]
        return convert(name, value)
    except ValueError as error:
        raise Missing(f"{hole[1]}|{name}: {error}") from None


def look_up(path: str, source: Any, root: Any = None) -> Any:
    """The value at a path; None below a null. Raises `Missing` for a name that does not stand there."""
    value = root if path.startswith("/") else source
    for name in path.removeprefix("/").split("."):
        if value is None:
            return None
        if not isinstance(value, dict) or name not in value:
            raise Missing(f"no '{name}' where '{path}' is looked up")
        value = value[name]
    return value


def holes(template: Any, inside: str = "") -> Iterator[tuple[str, str | None, str]]:
    """All placeholders: path, converter, and the path of the list (`each`) whose elements they start from."""
    if isinstance(template, str):
        for hole in HOLE.finditer(template):
            yield hole[1], hole[2], inside
    elif isinstance(template, dict) and template.keys() == _LIST_KEYS:
        yield template["each"], None, inside
        yield from holes(template["item"], template["each"])
    elif isinstance(template, (dict, list, tuple)):
        for inner in template.values() if isinstance(template, dict) else template:
            yield from holes(inner, inside)


def select(path: str, source: Any, filled: Callable[[str], str] = str) -> list[Any]:
    """Everything at a path through lists: 'a[key=value].b'. Null, empty and missing values are left out.

    `filled` turns what a filter wants into text, for values that hold placeholders.
    """
    found = [source]
    for name, key, wanted in (part.groups() for part in _parts(path)):
        found = [element for value in found for element in _below(value, name)]
        if key:
            found = [one for one in found if filled(wanted) in map(str, select(key, one))]
    return found


def is_path(path: str) -> bool:
    """Whether `select` can follow it."""
    return bool(_parts(path))


def _parts(path: str) -> list[re.Match[str]]:
    """The parts of a path; a dot inside brackets belongs to the filter."""
    texts = re.findall(r"[^.\[\]]+(?:\[[^\[\]]*\])?", path)
    parts = [part for text in texts if (part := _STEP.fullmatch(text))]
    return parts if ".".join(texts) == path and len(parts) == len(texts) else []


def _below(value: Any, name: str) -> list[Any]:
    below = value.get(name) if isinstance(value, dict) else None
    elements = below if isinstance(below, list) else [below]
    return [one for one in elements if one not in (None, "", {}, [])]
