"""The OpenAPI document is valid, complete, and says of events what their definitions say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from fastapi.openapi.models import OpenAPI
from http_helpers import Caller, events
from hypothesis import given, settings

from conformance.adapters.cloudevents import ENVELOPE, is_instant, to_wire
from conformance.reference.openapi import document
from notice.events import EVENT_TYPES, Event

DOCUMENT = document()
SCHEMAS = DOCUMENT["components"]["schemas"]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from walk(inner)


def test_the_document_is_valid_openapi() -> None:
    OpenAPI.model_validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere() -> None:
    references = {part["$ref"] for part in walk(DOCUMENT) if "$ref" in part}
    assert references and references <= {f"#/components/schemas/{name}" for name in SCHEMAS}


def test_operations_have_names_of_their_own() -> None:
    names = [part["operationId"] for part in walk(DOCUMENT["paths"]) if "operationId" in part]
    assert len(set(names)) == len(names) == 10


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_every_event_type_is_a_component_with_exactly_its_own_fields(name: str) -> None:
    fields = {field.name: field for field in msgspec.structs.fields(EVENT_TYPES[name]) if field.name not in ENVELOPE}
    data = SCHEMAS[name]["properties"]["data"]
    assert set(data["properties"]) == set(fields)
    assert set(data["required"]) == {field.name for field in fields.values() if field.required}
    assert SCHEMAS[name]["properties"]["type"] == {"const": name}
    assert SCHEMAS[name]["description"]


def test_instants_are_date_times_and_no_integers_anywhere() -> None:
    for part in walk(SCHEMAS):
        for name, schema in part.get("properties", {}).items():
            if is_instant(name) and isinstance(schema, dict) and "$ref" not in str(schema):
                assert "date-time" in str(schema) and "integer" not in str(schema), name


def test_stimuli_are_all_event_types_but_the_refusal() -> None:
    assert set(SCHEMAS["Stimulus"]["discriminator"]["mapping"]) == set(EVENT_TYPES) - {"Refused"}


@settings(max_examples=60)
@given(events())
def test_every_event_on_the_wire_has_what_its_component_demands(event: Event) -> None:
    wire, schema = to_wire(event), SCHEMAS[type(event).__name__]
    assert set(schema["required"]) <= set(wire) <= set(schema["properties"])
    data = schema["properties"]["data"]
    assert set(data["required"]) <= set(wire["data"]) <= set(data["properties"])


def test_the_server_serves_the_document_and_every_path_in_it(caller: Caller) -> None:
    assert caller.client.get("/openapi.json").json() == msgspec.json.decode(msgspec.json.encode(DOCUMENT))
    for path, operations in DOCUMENT["paths"].items():
        for method in operations:
            answer = caller.client.request(method, path.replace("{id}", "x").replace("{award}", "x"))
            assert answer.status_code not in (404, 405), path
