"""The contract as an OpenAPI 3.1 document. Its events come from their one definition in `notice.events`, by msgspec."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from conformance.adapters.cloudevents import CONTRACT, ENVELOPE, INTEGER_MAX, MEDIA_TYPE, SPECVERSION, is_instant
from conformance.port import Capabilities, CaseState
from conformance.reference import problems
from notice.events import EVENT_TYPES, AnyEvent, Refused

_REF = "#/components/schemas/"
_INSTANT = {"type": "string", "format": "date-time", "description": "RFC 3339 in Kunming time, whole seconds"}
_INTEGER = {"type": "integer", "minimum": -INTEGER_MAX, "maximum": INTEGER_MAX}

Schema = dict[str, Any]


def document() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Platform contract for government-procurement contract financing (政采贷)",
            "version": CONTRACT,
            "description": "CloudEvents 1.0 in and out; refusals are RFC 9457 problem details with a `reason`.",
        },
        "paths": _paths(),
        "components": {"schemas": _schemas(), "securitySchemes": _security()},
        "security": [{"client": []}],
    }


def _security() -> dict[str, Any]:
    flow = {"tokenUrl": "/v1/token", "scopes": {}}
    return {"client": {"type": "oauth2", "flows": {"clientCredentials": flow}}}


# --- components -------------------------------------------------------------------------------------------------


def _schemas() -> dict[str, Schema]:
    _, generated = msgspec.json.schema_components([AnyEvent, CaseState, Capabilities], ref_template=_REF + "{name}")
    schemas = {
        name: _event(name, schema) if name in EVENT_TYPES else _on_the_wire(schema)
        for name, schema in generated.items()
    }
    return schemas | {
        "Event": _any_of(EVENT_TYPES),
        "Stimulus": _any_of(kind for kind in EVENT_TYPES if kind != Refused.__name__),
        "Problem": _problem(),
        **_messages(),
    }


def _event(name: str, schema: Schema) -> Schema:
    """A CloudEvent whose `data` are the event's own fields."""
    own = {field: inner for field, inner in schema["properties"].items() if field not in ENVELOPE | {"type"}}
    required = [field for field in schema["required"] if field in own]
    data = _on_the_wire({"type": "object", "properties": own, "required": required})
    if name == Refused.__name__:
        data["properties"]["stimulus"] = {"$ref": _REF + "Stimulus"}
    return {
        "title": name,
        "description": schema.get("description", ""),
        "type": "object",
        "properties": _attributes() | {"type": {"const": name}, "data": data},
        "required": ["specversion", "id", "source", "type", "time", "actor", "data"],
    }


def _attributes() -> dict[str, Schema]:
    text = {"type": "string", "minLength": 1}
    return {
        "specversion": {"const": SPECVERSION},
        "id": text | {"description": "with `source` the identity of the event"},
        "source": text,
        "time": _INSTANT | {"description": "when it took effect; everything is judged on it"},
        "datacontenttype": {"const": "application/json"},
        "actor": text | {"pattern": "^[a-z_]+:.+$", "description": "role:id; must be the token's subject"},
        "seq": {"type": "integer", "minimum": 0, "description": "position in `source`, strictly increasing"},
        "recordedat": _INSTANT | {"description": "when the source wrote it, if not at once"},
        "slackseconds": {"type": "integer", "minimum": 0, "description": "it happened in (time - slack, time]"},
        "causedby": {"type": "string", "description": "keys source#id separated by a space; in a key %20 is a space"},
    }


def _on_the_wire(value: Any, name: str = "") -> Any:
    """A generated schema with instants as RFC 3339 and bounded integers."""
    if isinstance(value, list | tuple):
        return [_on_the_wire(inner, name) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "integer":
        return (_INSTANT if is_instant(name) else _INTEGER) | {k: v for k, v in value.items() if k != "type"}
    inner = {key: part if key == "properties" else _on_the_wire(part, name) for key, part in value.items()}
    if "properties" in inner:
        inner["properties"] = {field: _on_the_wire(part, field) for field, part in inner["properties"].items()}
    return inner


def _any_of(kinds: Any) -> Schema:
    references = {kind: _REF + kind for kind in kinds}
    return {
        "oneOf": [{"$ref": reference} for reference in references.values()],
        "discriminator": {"propertyName": "type", "mapping": references},
    }


def _object(required: str, **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": required.split()}


def _ref(name: str) -> Schema:
    return {"$ref": _REF + name}


def _problem() -> Schema:
    text = {"type": "string"}
    reason = text | {"description": "an extensible enumeration; these are known", "examples": sorted(problems.CLAUSES)}
    return _object(
        "type title status",
        type=text,
        title=text,
        status={"type": "integer"},
        detail=text,
        reason=reason,
        reasons={"type": "array", "items": text},
        clause=text | {"description": "id of a clause of the notice, as 4.1.b"},
        field=text | {"description": "path of the faulty field in the body, as $.data.amount_fen"},
    )


def _messages() -> dict[str, Schema]:
    text, events = {"type": "string"}, {"type": "array", "items": _ref("Event")}
    party = {"role": text, "subject": text}
    client = _object("client_id client_secret role subject", client_id=text, client_secret=text, **party)
    return {
        "Answer": _object("events", events=events),
        "Page": _object("events next more", events=events, next=text, more={"type": "boolean"}),
        "NewSandbox": _object(
            "start_at actors", start_at=_INSTANT, actors={"type": "array", "items": _object("role subject", **party)}
        ),
        "Sandbox": _object("id clients", id=text, clients={"type": "array", "items": client}),
        "ClockMove": _object("to_at", to_at=_INSTANT),
        "Cursor": _object("cursor", cursor=text),
        "TokenRequest": _object(
            "grant_type", grant_type={"const": "client_credentials"}, client_id=text, client_secret=text
        ),
        "Token": _object(
            "access_token token_type expires_in",
            access_token=text,
            token_type={"const": "Bearer"},
            expires_in={"type": "integer"},
            **party,
        ),
    }


# --- paths ------------------------------------------------------------------------------------------------------


def _paths() -> dict[str, Any]:
    named = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    award = named | {"name": "award"}
    return {
        "/v1/capabilities": {"get": _operation("What the platform says of itself", "Capabilities") | {"security": []}},
        "/v1/token": {
            "post": _operation("A bearer token for client credentials", "Token", form="TokenRequest") | {"security": []}
        },
        "/v1/events": {"post": _submission(), "get": _feed()},
        "/v1/cases/{award}": {
            "get": _operation("A case as the token's subject may see it", "CaseState", parameters=[award])
        },
        "/v1/sandboxes": {
            "post": _operation(
                "A fresh sandbox with a client for each actor", "Sandbox", body="NewSandbox", status="201"
            )
        },
        "/v1/sandboxes/{id}": {"delete": _operation("Ends the sandbox", None, parameters=[named], status="204")},
        "/v1/sandboxes/{id}/clock": {
            "put": _operation("Moves the sandbox's clock forward", "ClockMove", body="ClockMove", parameters=[named])
        },
        "/v1/sandboxes/{id}/settle": {
            "post": _operation("Answers when nothing is pending, with the feed's cursor", "Cursor", parameters=[named])
        },
        "/v1/sandboxes/{id}/restart": {"post": _restart(named)},
    }


def _operation(
    summary: str,
    answer: str | None,
    *,
    status: str = "200",
    body: str = "",
    form: str = "",
    parameters: list[Schema] | None = None,
) -> dict[str, Any]:
    given: dict[str, Any] = {"summary": summary, "operationId": re.sub(r"\W+", "_", summary.lower()).strip("_")}
    if parameters:
        given["parameters"] = parameters
    if body or form:
        media = "application/json" if body else "application/x-www-form-urlencoded"
        given["requestBody"] = {"required": True, "content": {media: {"schema": _ref(body or form)}}}
    given["responses"] = {status: _response("Done", answer), "default": _refusal()}
    return given


def _response(description: str, schema: str | None, media: str = "application/json") -> dict[str, Any]:
    content = {"content": {media: {"schema": _ref(schema)}}} if schema else {}
    return {"description": description} | content


def _refusal() -> dict[str, Any]:
    return _response("Not done; nothing was changed", "Problem", problems.MEDIA_TYPE)


def _submission() -> dict[str, Any]:
    operation = _operation("Submits a stimulus", "Answer", status="201")
    operation["description"] = (
        "The same `source` and `id` again gives the stored answer again; another body under them is refused "
        "(ID_REUSED). A member of `data` that the event does not have is refused (FIELD_INVALID)."
    )
    operation["requestBody"] = {"required": True, "content": {MEDIA_TYPE: {"schema": _ref("Stimulus")}}}
    operation["responses"]["202"] = _response("Accepted for later: settle, then read the feed", "Answer")
    return operation


def _restart(named: Schema) -> dict[str, Any]:
    operation = _operation("Stops and starts the sandbox", None, parameters=[named], status="204")
    operation["description"] = (
        "For platforms whose capabilities say `restarts`. What is in memory only is lost, as after a crash; everything "
        "that was acknowledged must be there again when it answers."
    )
    return operation


def _feed() -> dict[str, Any]:
    after = {"name": "after", "in": "query", "schema": {"type": "string"}, "description": "`next` of the page before"}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}}
    return _operation("The ordered feed of what the token's subject may see", "Page", parameters=[after, limit])
