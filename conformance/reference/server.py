"""The reference platform over HTTP: the contract's routes on top of `Sandboxes`.

From the whole body to the answer a handler never waits, and there is one event loop: so commands come one after
the other, and each is durable before it is answered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, cast, get_args

import msgspec
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from conformance.adapters import cloudevents
from conformance.port import Capabilities
from conformance.reference import openapi
from conformance.reference.problems import MEDIA_TYPE, Problem, forbidden, malformed, out_of_range, refused, unknown
from conformance.reference.sandboxes import Sandboxes
from conformance.reference.tokens import ADMIN, AUDITOR, Client, TokenRefused, Tokens, hashed
from notice.civil import rfc3339
from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES, Refused
from notice.vocabulary import Role

BODY_MAX = 256 * 1024
PAGE_DEFAULT, PAGE_MAX = 200, 1_000
ACTORS_MAX = 1_000
ROLES = frozenset({*get_args(Role), AUDITOR} - {"platform"})
_LIMITS = {
    "body_bytes_max": BODY_MAX,
    "nesting_max": cloudevents.DEPTH_MAX,
    "page_max": PAGE_MAX,
    "actors_max": ACTORS_MAX,
    "integer_max": cloudevents.INTEGER_MAX,
}


def application(sandboxes: Sandboxes, *, name: str, admin_secret: str) -> FastAPI:
    """The ASGI application of the platform called `name`; its administrative client is `admin` with `admin_secret`."""
    app = FastAPI(title=name, docs_url=None, redoc_url=None)
    document = openapi.document()
    app.openapi = lambda: document  # type: ignore[method-assign]  # FastAPI's own way to serve another document
    routes = _Routes(sandboxes, name, Client(ADMIN, "", hashed(admin_secret), ADMIN, ADMIN))
    for path, method, handler in (
        ("/v1/capabilities", "GET", routes.capabilities),
        ("/v1/token", "POST", routes.token),
        ("/v1/events", "POST", routes.submit),
        ("/v1/events", "GET", routes.feed),
        ("/v1/cases/{award:path}", "GET", routes.read),
        ("/v1/sandboxes", "POST", routes.open),
        ("/v1/sandboxes/{sandbox}", "DELETE", routes.delete),
        ("/v1/sandboxes/{sandbox}/clock", "PUT", routes.move_clock),
        ("/v1/sandboxes/{sandbox}/settle", "POST", routes.settle),
        ("/v1/sandboxes/{sandbox}/restart", "POST", routes.restart),
    ):
        app.add_route(path, handler, methods=[method])
    for kind, answer in _FAULTS.items():
        app.add_exception_handler(kind, answer)
    return app


class _Routes:
    """One handler a route."""

    def __init__(self, sandboxes: Sandboxes, name: str, admin: Client) -> None:
        self._sandboxes, self._admin = sandboxes, admin
        self._tokens = Tokens(lambda wanted: admin if wanted == ADMIN else sandboxes.client(wanted))
        told = Capabilities(
            contract=cloudevents.CONTRACT, name=name, observes=tuple(EVENT_TYPES), clock_level="V3", restarts=True
        )
        self._capabilities = msgspec.to_builtins(told) | {"settle_seconds_max": 0, "profiles": [], "limits": _LIMITS}

    async def capabilities(self, _request: Request) -> Response:
        return _json(self._capabilities)

    async def token(self, request: Request) -> Response:
        body = await _body(request)
        try:
            answer = self._tokens.issue(body, request.headers.get("authorization"))
        except TokenRefused as refusal:
            return _json(refusal.body, refusal.status)
        return _json(answer, headers={"Cache-Control": "no-store"})

    async def submit(self, request: Request) -> Response:
        client = self._party(request)
        if client.role == AUDITOR:
            raise forbidden("An auditor reads everything and writes nothing.")
        _check_media(request, cloudevents.MEDIA_TYPE, "application/json")
        event = cloudevents.stimulus_from(cloudevents.parsed(await _body(request)))
        client = self._party(request)  # the sandbox may have ended while the body came in
        answer = self._sandboxes.submit(client, event)
        if answer and isinstance(answer[0], Refused):
            raise refused(answer[0].reasons)
        shown = self._sandboxes.shown(client, answer)
        return _json({"events": [cloudevents.to_wire(one) for one in shown]}, 201 if answer else 202)

    async def feed(self, request: Request) -> Response:
        client = self._party(request)
        end = self._sandboxes.position(client.sandbox)
        after = _number(request.query_params, "after", 0, 0, end)
        limit = _number(request.query_params, "limit", PAGE_DEFAULT, 1, PAGE_MAX)
        shown, position, more = self._sandboxes.page(client, after, limit)
        events = [cloudevents.to_wire(one) for one in shown]
        return _json({"events": events, "next": str(position), "more": more})

    async def read(self, request: Request) -> Response:
        client = self._party(request)
        state = self._sandboxes.read(client, request.path_params["award"])
        if state is None:
            raise unknown("There is no such case for this token.")
        return _json(cloudevents.with_instants(msgspec.to_builtins(state)))

    async def open(self, request: Request) -> Response:
        self._administrator(request)
        wanted = _new_sandbox(cloudevents.parsed(await _body(request)))
        name, clients = self._sandboxes.open(*wanted)
        told = [
            {"client_id": client.id, "client_secret": secret, "role": client.role, "subject": client.subject}
            for client, secret in clients
        ]
        return _json({"id": name, "clients": told}, 201, {"Cache-Control": "no-store"})

    async def move_clock(self, request: Request) -> Response:
        self._administrator(request)
        body = cloudevents.parsed(await _body(request))
        name = self._sandbox(request)
        to_at = _clock_move(body)
        now = self._sandboxes.now(name)
        if to_at < now:
            raise out_of_range(f"The sandbox's clock stands at {rfc3339(now)} and moves forward only.")
        self._sandboxes.advance(name, to_at)
        return _json({"to_at": rfc3339(to_at)})

    async def settle(self, request: Request) -> Response:
        self._administrator(request)
        return _json({"cursor": str(self._sandboxes.settle(self._sandbox(request)))})

    async def restart(self, request: Request) -> Response:
        self._administrator(request)
        self._sandboxes.restart(self._sandbox(request))
        return Response(status_code=204)

    async def delete(self, request: Request) -> Response:
        self._administrator(request)
        name = self._sandbox(request)
        self._sandboxes.delete(name)
        self._tokens.revoke(name)
        return Response(status_code=204)

    def _party(self, request: Request) -> Client:
        client = self._tokens.bearer(request.headers.get("authorization"))
        if client.role == ADMIN:
            raise forbidden("The administrative client controls sandboxes and takes no part in them.")
        return client

    def _administrator(self, request: Request) -> None:
        if self._tokens.bearer(request.headers.get("authorization")).role != ADMIN:
            raise forbidden("Sandboxes are controlled by the administrative client.")

    def _sandbox(self, request: Request) -> str:
        name: str = request.path_params["sandbox"]
        if name not in self._sandboxes:
            raise unknown(f"There is no sandbox '{name[:80]}'.")
        return name


# --- what comes in ----------------------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    """The whole body. Raises `Problem` 413 as soon as it is too long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_MAX:
            raise Problem(413, "Body too large", f"At most {BODY_MAX} bytes.", headers={"Connection": "close"})
        parts.append(part)
    return b"".join(parts)


def _check_media(request: Request, *taken: str) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in taken:
        raise Problem(415, "Media type not taken", f"Send {taken[0]} (CloudEvents 1.0 in structured mode).")


def _number(query: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and low <= int(text) <= high):
        raise malformed(InputError("out of range", where=f"?{name}", instead=f"write a number from {low} to {high}"))
    return int(text)


def _object(body: object, *required: str) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise InputError("not a JSON object", where="$", instead="write an object with " + ", ".join(required))
    for name in required:
        if name not in body:
            raise InputError(f"'{name}' is missing", where=f"$.{name}", instead="add it")
    return cast(dict[str, Any], body)


def _new_sandbox(body: object) -> tuple[int, list[tuple[str, str]]]:
    """Start instant and the parties as (role, subject)."""
    given = _object(body, "start_at", "actors")
    actors = given["actors"]
    if not isinstance(actors, list) or not 1 <= len(actors) <= ACTORS_MAX:
        raise InputError("no list of actors", where="$.actors", instead=f"write 1 to {ACTORS_MAX} of {{role, subject}}")
    parties = [_party(actor, f"$.actors[{number}]") for number, actor in enumerate(actors)]
    if len(set(parties)) < len(parties):
        raise InputError("an actor stands twice", where="$.actors", instead="name each once")
    return cloudevents.instant_from(given["start_at"], "$.start_at"), parties


def _party(actor: object, where: str) -> tuple[str, str]:
    if not isinstance(actor, dict):
        raise InputError("not a JSON object", where=where, instead="write {role, subject}")
    role, subject = actor.get("role"), actor.get("subject")
    if not isinstance(role, str) or role not in ROLES:
        raise InputError("no role", where=f"{where}.role", instead=nearest(str(role)[:80], ROLES))
    if not isinstance(subject, str) or not subject:
        raise InputError("not a text of at least one character", where=f"{where}.subject", instead="name it")
    return role, subject


def _clock_move(body: object) -> int:
    return cloudevents.instant_from(_object(body, "to_at")["to_at"], "$.to_at")


# --- what goes out ----------------------------------------------------------------------------------------------


def _json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, "application/json")


def _told(problem: Problem) -> Response:
    return Response(problem.encoded(), problem.status, problem.headers, MEDIA_TYPE)


async def _tell_problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return _told(problem)


async def _tell_malformed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    return _told(malformed(error))


async def _tell_routing(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    advice = "See /openapi.json for what there is."
    return _told(Problem(error.status_code, str(error.detail), advice, headers=dict(error.headers or {})))


async def _tell_unrecorded(_request: Request, error: Exception) -> Response:
    detail = f"The journal could not be written ({error}); nothing was changed. The same id may be sent again."
    return _told(Problem(503, "Not recorded", detail))


async def _tell_cut_off(_request: Request, _error: Exception) -> Response:
    return _told(Problem(400, "The body was cut off"))


async def _tell_crash(_request: Request, _error: Exception) -> Response:
    return _told(Problem(500, "The platform failed", "Nothing was changed. The server's log says where."))


_FAULTS = {
    Problem: _tell_problem,
    InputError: _tell_malformed,
    HTTPException: _tell_routing,
    sqlite3.Error: _tell_unrecorded,
    ClientDisconnect: _tell_cut_off,
    Exception: _tell_crash,
}
