"""Calls over HTTP: what is sent, and what an answer says. Whatever a server does, only our own errors leave."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx
import msgspec

from conformance.adapters.bounded import fetched
from conformance.adapters.mapping.schema import Answers, Call
from conformance.adapters.mapping.templates import Convert, Missing, fill, fill_text
from conformance.port import OutcomeUnknown
from notice.errors import InputError


class Answer(msgspec.Struct, frozen=True):
    """An answer as JSON; `accepted` by its code, or the code of a refusal."""

    code: str
    accepted: bool
    body: Any


def quoted(text: str) -> str:
    """One segment of a path: an id may hold anything."""
    return quote(text, safe="")


def checked_url(base_url: str) -> str:
    """The address, if it is one. Raises `InputError`."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise InputError(f"'{base_url}' is no address: {error}", instead="write http://host:port") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(f"'{base_url}' is no address", instead="write http://host:port")
    return base_url


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted: reading them takes longer than most cases, so once."""
    return ssl.create_default_context()


class Wire:
    """One connection to the platform. Thread-bound, like the sandbox that uses it."""

    def __init__(self, base_url: str, timeout_seconds: float, answers: Answers, write: Convert) -> None:
        self._client = httpx.Client(base_url=base_url, timeout=timeout_seconds, trust_env=False, verify=_trusted())
        self._timeout_s, self._answers, self._write = timeout_seconds, answers, write

    def send(self, call: Call, source: Mapping[str, Any], body: Any = None) -> Answer:
        """Makes the call with its placeholders filled from `source`; `body`, if given, is sent instead of its own.

        Raises `Missing` before anything is sent, `OutcomeUnknown` for a lost or unreadable answer.
        """
        method, _, path = call.call.partition(" ")
        url = fill_text(path, source, self._write, quoted)
        headers = {name.encode(): fill_text(text, source, self._write).encode() for name, text in call.headers.items()}
        content = body if body is not None else fill(call.body, source, self._write)
        try:
            response = fetched(self._client, method, url, within_s=self._timeout_s, headers=headers, json=content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise OutcomeUnknown(f"{method} {url}: {type(error).__name__}: {error}") from None
        return self._read(response)

    def _read(self, response: httpx.Response) -> Answer:
        where = f"{response.request.method} {response.request.url}: HTTP {response.status_code}"
        if response.status_code >= 500:
            raise OutcomeUnknown(f"{where}, the platform broke down")
        try:
            body = response.json()
            code = str(fill(self._answers.code, {"status": response.status_code, "body": body}, self._write))
        except (ValueError, RecursionError, Missing):
            raise OutcomeUnknown(f"{where}, the answer is not readable") from None
        return Answer(code, code in self._answers.accepted, body)

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()
