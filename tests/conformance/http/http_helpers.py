"""Plain HTTP for what the adapter would never send, a shim server, and events of every type."""

from __future__ import annotations

import threading
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import httpx
import msgspec
from hypothesis import strategies as st

from conformance.adapters.cloudevents import INTEGER_MAX, MEDIA_TYPE, is_instant
from conformance.reference.serving import Served
from notice.civil import instant
from notice.events import EVENT_TYPES, Actor, BankFiled, Refused

START = instant("2022-10-10T09:00:00")
BANK, RIVAL = Actor("bank", "B1"), Actor("bank", "B2")


def filing(name: str, *, actor: Actor = BANK, bank: str = "B1", at: int = START) -> BankFiled:
    """A bank's filing under the id `name`."""
    return BankFiled(at=at, actor=actor, source=str(actor), id=name, seq=1, bank=bank, parts=("product",))


class Caller:
    """Plain HTTP with a token."""

    def __init__(self, served: Served) -> None:
        self.client = httpx.Client(base_url=served.base_url, trust_env=False)
        self.admin = self.token("admin", served.admin_secret)

    def token(self, client_id: str, client_secret: str) -> dict[str, str]:
        """The Authorization header of a client."""
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = self.client.post("/v1/token", data=form)
        assert answer.status_code == 200, answer.text
        return {"Authorization": "Bearer " + answer.json()["access_token"]}

    def sandbox(self, *parties: str) -> tuple[str, dict[str, dict[str, str]]]:
        """A new sandbox's id, and the Authorization header of each 'role:subject'."""
        actors = [dict(zip(("role", "subject"), party.split(":"), strict=True)) for party in parties]
        wanted = {"start_at": "2022-10-10T09:00:00+08:00", "actors": actors}
        answer = self.client.post("/v1/sandboxes", json=wanted, headers=self.admin)
        assert answer.status_code == 201, answer.text
        clients = answer.json()["clients"]
        tokens = {f"{c['role']}:{c['subject']}": self.token(c["client_id"], c["client_secret"]) for c in clients}
        return answer.json()["id"], tokens

    def submit(self, token: dict[str, str], body: object, media: str = MEDIA_TYPE) -> httpx.Response:
        """Submits a body, raw or to be encoded."""
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return self.client.post("/v1/events", content=content, headers={**token, "Content-Type": media})

    def feed(self, token: dict[str, str]) -> list[dict[str, Any]]:
        """The whole feed as this token sees it."""
        events, after = [], None
        while True:
            page = self.client.get("/v1/events", params={"after": after} if after else {}, headers=token).json()
            events += page["events"]
            after = page["next"]
            if not page["more"]:
                return events


# --- a shim ------------------------------------------------------------------------------------------------------


class Told(NamedTuple):
    """What a shim answers."""

    status: int = 201
    body: object = {}
    media: str = "application/json"


class Asked(NamedTuple):
    """What a shim was asked."""

    method: str
    path: str
    body: bytes


CAPABILITIES = {"contract": "1", "name": "shim", "observes": list(EVENT_TYPES), "clock_level": "V3"}


def opened(body: bytes) -> Told:
    """A sandbox with a client for everybody who is named."""
    actors = msgspec.json.decode(body)["actors"]
    clients = [actor | {"client_id": actor["subject"], "client_secret": "s"} for actor in actors]
    return Told(201, {"id": "x", "clients": clients})


def polite(asked: Asked) -> Told:
    """Tells capabilities, gives tokens and sandboxes; everything else is answered 201 with nothing."""
    if asked.path == "/v1/capabilities":
        return Told(200, CAPABILITIES)
    if asked.path == "/v1/token":
        return Told(200, {"access_token": "t", "token_type": "Bearer", "expires_in": 60})
    return opened(asked.body) if (asked.method, asked.path) == ("POST", "/v1/sandboxes") else Told()


@contextmanager
def shim(answer: Callable[[Asked], Told | None]) -> Iterator[tuple[str, list[Asked]]]:
    """A server that answers as told (None: cuts the connection): its base URL, and what it was asked so far."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.close_connection = True
            self.raw_requestline = self.rfile.readline(65_537)
            if not self.raw_requestline or not self.parse_request():
                return
            self.close_connection = False
            question = Asked(self.command, self.path, self.rfile.read(int(self.headers.get("content-length", 0))))
            asked.append(question)
            told = answer(question)
            if told is None:
                self.close_connection = True
                return
            content = told.body if isinstance(told.body, bytes) else msgspec.json.encode(told.body)
            self.send_response(told.status)
            self.send_header("Content-Type", told.media)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


# --- events of every type ----------------------------------------------------------------------------------------

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=6)
_INSTANTS = st.integers(0, instant("2400-01-01"))
_INTEGERS = st.one_of(st.integers(-3, 10), st.integers(-INTEGER_MAX, INTEGER_MAX))
_KEYS = st.builds("{}#{}".format, _TEXTS, _TEXTS)


Texts = Callable[[str], st.SearchStrategy[str]]
"""Field name to the texts that may stand in it."""


def any_text(_field: str) -> st.SearchStrategy[str]:
    """Any text at all."""
    return _TEXTS


def values(kind: Any, name: str, texts: Texts) -> st.SearchStrategy[Any]:
    """Values of a field `name` of the type `kind`; `texts` gives the texts for a field."""
    origin = get_origin(kind)
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin in (Union, types.UnionType):
        return st.one_of([values(inner, name, texts) for inner in get_args(kind)])
    if origin is tuple:
        inner = _KEYS if name == "caused_by" else values(get_args(kind)[0], name, texts)
        return st.lists(inner, max_size=3).map(tuple)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return structs(kind, texts)
    if kind is int and (is_instant(name) or name == "at"):
        return _INSTANTS
    simple = {int: _INTEGERS, str: texts(name), bool: st.booleans(), type(None): st.none()}
    return simple[kind]


@cache
def structs(kind: type[msgspec.Struct], texts: Texts = any_text) -> st.SearchStrategy[Any]:
    """Instances of a record, each field drawn by its type."""
    hints = get_type_hints(kind)
    fields = {}
    for field in msgspec.structs.fields(kind):
        drawn = (
            values(hints[field.name], field.name, texts) if kind is not Refused or field.name != "stimulus" else None
        )
        fields[field.name] = drawn if drawn is not None else events(texts, refused=False)
    return st.builds(kind, **fields)


def events(texts: Texts = any_text, *, refused: bool = True) -> st.SearchStrategy[Any]:
    """Well-formed events of every type."""
    kinds = [kind for kind in EVENT_TYPES.values() if refused or kind is not Refused]
    return st.sampled_from(kinds).flatmap(lambda kind: structs(kind, texts))
