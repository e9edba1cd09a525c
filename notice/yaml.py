"""YAML files a person edits, read so that every error names file, line, column and field.

PyYAML silently keeps the last of two equal keys; here a duplicate key is refused.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from notice.errors import InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Model(BaseModel):
    """Base of all file models: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=BaseModel)


class Document:
    """One YAML file: its plain data and where each value stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._marks: dict[Place, tuple[int, int]] = {}
        try:
            root = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            raise InputError(
                f"not readable as YAML: {error.problem}",
                where=self._at(error.problem_mark),
                instead="mend the file there",
            ) from None
        except yaml.YAMLError as error:
            raise InputError(f"not readable as YAML: {error}", where=str(path)) from None
        if root is None:
            raise InputError("the file is empty", where=str(path), instead="write what the README's example shows")
        self._constructor = _LOADER("")
        self.data: Any = self._build(root, ())

    def _at(self, mark: Any) -> str:
        return f"{self.path}:{mark.line + 1}:{mark.column + 1}" if mark else str(self.path)

    def where(self, place: Place) -> str:
        """'file:line:column (field)' of the nearest enclosing value that stands in the file."""
        known = place
        while known and known not in self._marks:
            known = known[:-1]
        line, column = self._marks.get(known, (1, 1))
        field = ".".join(str(part) for part in place)
        return f"{self.path}:{line}:{column}" + (f" ({field})" if field else "")

    def _build(self, node: yaml.Node, place: Place) -> Any:
        self._marks.setdefault(place, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(item, (*place, number)) for number, item in enumerate(node.value)]
        try:
            value = self._constructor.construct_object(node, deep=True)
            return value.isoformat() if isinstance(value, date) else value
        except (yaml.YAMLError, ValueError) as error:
            raise InputError(f"value not understood: {error}", where=self.where(place)) from None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*place, key)
            if key in built:
                raise InputError(
                    f"'{key}' stands twice", where=self._at(key_node.start_mark), instead="keep one of them"
                )
            self._marks[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            built[key] = self._build(value_node, here)
        return built

    def error(self, place: Place, what: str, instead: str = "") -> InputError:
        """An error about the value at `place`."""
        return InputError(what, where=self.where(place), instead=instead)

    def parse(self, model: type[M]) -> M:
        """The document as a `model`; the first fault becomes an `InputError` with its place."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            # a misspelt field is both unknown and missing: the former tells more
            faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
            raise self._explain(faults[0], model) from None

    def _explain(self, fault: ErrorDetails, model: type[BaseModel]) -> InputError:
        place = self._place(fault["loc"])
        if fault["type"] == "extra_forbidden":
            return self.error(
                place, f"unknown field '{place[-1]}'", nearest(str(place[-1]), _fields(model, place[:-1]))
            )
        if fault["type"] == "missing":
            return self.error(place, f"the field '{fault['loc'][-1]}' is missing", "add it")
        return self.error(place, *_told(fault))

    def _place(self, location: Place) -> Place:
        # pydantic names the members of a union in `loc`; those are no fields of the file
        place: Place = ()
        for part in location:
            if (*place, part) in self._marks:
                place = (*place, part)
        return place


_ADVICE = {
    "string_type": "write text; in quotes if it looks like a number, a date or yes/no",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "dict_type": "write fields below it, each 'name: value'",
    "model_type": "write fields below it, each 'name: value'",
    "tuple_type": "write a list: [a, b]",
    "list_type": "write a list: [a, b]",
    "date_from_datetime_parsing": "write a date like 2022-09-29",
    "date_parsing": "write a date like 2022-09-29",
}


def _told(fault: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and what to write instead."""
    kind, known, got = fault["type"], fault.get("ctx", {}), fault.get("input")
    if kind == "literal_error":
        words = str(known["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        return f"{_quoted(got)} is none of the words known here", nearest(str(got), words)
    if kind == "string_pattern_mismatch":
        return f"{_quoted(got)} is not of the form asked for", f"write it like {known['pattern']}"
    if advice := _ADVICE.get(kind):
        return f"{_quoted(got)} cannot stand here", advice
    return f"{fault['msg']} (got {_quoted(got)})", ""


def _quoted(got: object) -> str:
    """A value as it may be quoted in a message: short ones whole, others by their kind."""
    if got is None:
        return "nothing"
    if isinstance(got, bool):
        return str(got).lower()
    if isinstance(got, str | int | float):
        return f"'{got}'" if len(str(got)) < 60 else f"'{str(got)[:57]}...'"
    return "a list" if isinstance(got, list | tuple) else "a table of fields"


def _fields(model: type[BaseModel], place: Place) -> Iterable[str]:
    """Field names that are known at `place` inside `model`, as far as they can be followed."""
    fields: Mapping[str, Any] = model.model_fields
    for part in place:
        inner = _model_in(fields[part].annotation) if isinstance(part, str) and part in fields else None
        if inner is not None:
            fields = inner.model_fields
    return [field.alias or name for name, field in fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model inside a (possibly generic) annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _model_in(part))), None)


def read(path: Path | str) -> Document:
    """The YAML file at `path`. Raises `InputError` if it is missing, not UTF-8, not YAML or has a duplicate key."""
    path = Path(path)
    try:
        return Document(path, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), instead="check the path") from None
    except IsADirectoryError:
        raise InputError("is a folder, not a file", where=str(path), instead="name a file") from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", where=str(path), instead="save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None


def packaged(package: str, name: str) -> Document:
    """A YAML file that ships inside `package`, such as ('notice', 'data/policy.yaml')."""
    with as_file(files(package) / name) as path:
        return read(path)


def packaged_in(package: str, folder: str) -> list[Document]:
    """All YAML files of a folder inside `package`, by name."""
    names = sorted(file.name for file in (files(package) / folder).iterdir() if file.name.endswith(".yaml"))
    return [packaged(package, f"{folder}/{name}") for name in names]
