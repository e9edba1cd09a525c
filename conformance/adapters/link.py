"""Asking an HTTP server: tokens, asking again, and faults told in plain words."""

from __future__ import annotations

import ssl
import time
from functools import cache
from typing import Any, NamedTuple

import httpx

from conformance.adapters import cloudevents
from conformance.adapters.bounded import fetched
from notice.errors import InputError

TIMEOUT_S = 10.0
ASKS_MAX = 4
_FIRST_PAUSE_S, _PAUSE_MAX_S = 0.05, 5.0
_AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers that leave open whether anything was done. The same question again is harmless: ids make it idempotent."""


class Credentials(NamedTuple):
    """What a token is asked for with."""

    client_id: str
    client_secret: str


class Unanswered(Exception):
    """No answer came that says what happened, however often it was asked."""


class Link:
    """One keep-alive connection to a server, with the tokens of those who speak through it."""

    def __init__(self, base_url: str, *, timeout_s: float = TIMEOUT_S, asks_max: int = ASKS_MAX) -> None:
        self.base_url = _checked(base_url)
        local = httpx.URL(base_url).host in ("127.0.0.1", "::1", "localhost")
        # a proxy of the environment is for the outside; it could not reach this machine's loopback
        self._client = httpx.Client(base_url=base_url, timeout=timeout_s, verify=_trusted(), trust_env=not local)
        self._timeout_s, self._asks_max = timeout_s, asks_max
        self._tokens: dict[Credentials, str] = {}

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        who: Credentials | None = None,
        *,
        json: object = None,
        content: bytes | None = None,
        media: str | None = None,
        params: dict[str, str] | None = None,
    ) -> httpx.Response:
        """The answer, asked for again if it was lost. Raises `Unanswered`, or `InputError` if no token is given out."""
        headers = {"Content-Type": media} if media else {}
        for renewed in (False, True):
            if who is not None:
                headers["Authorization"] = "Bearer " + self._token(who, fresh=renewed)
            response = self._answered(method, path, headers=headers, json=json, content=content, params=params)
            if response.status_code != 401 or who is None:
                return response
        raise self.fault(response, "the server does not take the token that it gave out", "let tokens live for the run")

    def fault(self, response: httpx.Response, what: str, instead: str) -> InputError:
        """An error about an answer, saying what was asked and what came."""
        media = response.headers.get("content-type", "no content type").partition(";")[0]
        where = f"{response.request.method} {response.request.url}"
        return InputError(f"{what} (it answered {response.status_code}, {media})", where=where, instead=instead)

    def object(self, response: httpx.Response) -> dict[str, Any]:
        """The JSON object in an answer; an empty body says as much as an empty object. Raises `InputError`."""
        try:
            body = cloudevents.parsed(response.content.strip() or b"{}")
        except InputError:
            body = None
        if not isinstance(body, dict):
            raise self.fault(response, "the answer is no JSON object", "answer as /openapi.json of the reference says")
        return body

    def _token(self, who: Credentials, *, fresh: bool) -> str:
        if fresh or who not in self._tokens:
            form = {"grant_type": "client_credentials", **who._asdict()}
            response = self._answered("POST", "/v1/token", data=form)
            token = self.object(response).get("access_token") if response.is_success else None
            if not isinstance(token, str) or not token:
                advice = "check the client's id and secret (administrative client: ZCD_ADMIN_SECRET)"
                raise self.fault(response, f"no token for client '{who.client_id}'", advice)
            self._tokens[who] = token
        return self._tokens[who]

    def _answered(self, method: str, path: str, **request: Any) -> httpx.Response:
        pause, why = _FIRST_PAUSE_S, ""
        for ask in range(self._asks_max):
            if ask:
                time.sleep(pause)
            pause = min(2 * pause, _PAUSE_MAX_S)
            try:
                response = fetched(self._client, method, path, within_s=self._timeout_s, **request)
            except httpx.TransportError as error:
                why = f"{type(error).__name__}: {error}"
                continue
            if response.status_code not in _AGAIN:
                return response
            why = f"status {response.status_code}"
            pause = _asked_pause(response, pause)
        raise Unanswered(f"{method} {self.base_url}{path}: {why}, asked {self._asks_max} times")


def _asked_pause(response: httpx.Response, pause: float) -> float:
    """How long the server asks to wait (Retry-After in seconds), within bounds."""
    wanted = response.headers.get("retry-after", "")
    return min(float(wanted), _PAUSE_MAX_S) if wanted.isascii() and wanted.isdigit() else pause


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()  # reading the authorities takes longer than a whole case


def _checked(base_url: str) -> str:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise InputError(f"'{base_url}' is no URL ({error})", instead="write http://HOST:PORT") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(f"'{base_url}' is no HTTP address", instead="write http://HOST:PORT or https://HOST/PATH")
    return base_url.rstrip("/")
