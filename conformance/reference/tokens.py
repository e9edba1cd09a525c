"""Bearer tokens by OAuth 2.0 client credentials (RFC 6749 4.4). They live in wall time, not in a sandbox's."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from typing import NamedTuple, cast
from urllib.parse import parse_qs, unquote_plus

from conformance.reference.problems import Problem
from notice.events import Actor
from notice.vocabulary import Role

LIFETIME_S = 3_600
ADMIN = "admin"
AUDITOR = "auditor"
_FORM_FIELDS_MAX = 16


class Client(NamedTuple):
    """Who may ask for a token: a market participant, an auditor or the admin. Of its secret only a hash is kept."""

    id: str
    sandbox: str
    secret_sha256: bytes
    role: str
    subject: str

    @property
    def actor(self) -> Actor | None:
        """The market participant it is; None: the auditor."""
        return None if self.role in (AUDITOR, ADMIN) else Actor(cast(Role, self.role), self.subject)


class TokenRefused(Exception):
    """The token endpoint's own kind of error (RFC 6749 5.2)."""

    def __init__(self, error: str, description: str) -> None:
        self.status = 401 if error == "invalid_client" else 400
        self.body = {"error": error, "error_description": description}
        super().__init__(description)


def hashed(secret: str) -> bytes:
    """What is kept of a secret. Secrets are 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).digest()


def new_client(sandbox: str, role: str, subject: str) -> tuple[Client, str]:
    """A client with fresh credentials, and its secret."""
    secret = secrets.token_urlsafe(32)
    return Client(secrets.token_hex(12), sandbox, hashed(secret), role, subject), secret


class Tokens:
    """The tokens in force. They are kept in memory only: after a restart a client asks for a new one."""

    def __init__(self, find: Callable[[str], Client | None], now: Callable[[], float] = time.monotonic) -> None:
        self._find, self._now = find, now
        self._issued: dict[str, tuple[Client, float]] = {}

    def issue(self, body: bytes, authorization: str | None) -> dict[str, object]:
        """The answer to a token request. Raises `TokenRefused`."""
        form = _form(body)
        if form.get("grant_type") != "client_credentials":
            raise TokenRefused("unsupported_grant_type", "send grant_type=client_credentials")
        name, secret = _credentials(form, authorization)
        client = self._find(name)
        if client is None or not hmac.compare_digest(client.secret_sha256, hashed(secret)):
            raise TokenRefused("invalid_client", "client_id and client_secret do not fit")
        token = secrets.token_urlsafe(32)
        self._forget_expired()
        self._issued[token] = client, self._now() + LIFETIME_S
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": LIFETIME_S,
            "role": client.role,
            "subject": client.subject,
        }

    def bearer(self, authorization: str | None) -> Client:
        """Whose token this header carries. Raises `Problem` 401."""
        scheme, _, token = (authorization or "").partition(" ")
        client, expires_at = self._issued.get(token.strip(), (None, 0.0))
        if scheme.lower() != "bearer" or client is None or expires_at <= self._now():
            raise Problem(
                401,
                "Token missing, unknown or expired",
                "POST client credentials to /v1/token, then send 'Authorization: Bearer …'.",
                headers={"WWW-Authenticate": 'Bearer realm="zcd"'},
            )
        return client

    def revoke(self, sandbox: str) -> None:
        """Ends every token of a sandbox."""
        self._issued = {token: entry for token, entry in self._issued.items() if entry[0].sandbox != sandbox}

    def _forget_expired(self) -> None:
        now = self._now()
        while self._issued:
            oldest = next(iter(self._issued))  # all live equally long, so the first issued ends first
            if self._issued[oldest][1] > now:
                return
            del self._issued[oldest]


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(body.decode(), max_num_fields=_FORM_FIELDS_MAX)
    except ValueError:
        raise TokenRefused("invalid_request", "send an application/x-www-form-urlencoded body in UTF-8") from None
    return {name: values[0] for name, values in fields.items()}


def _credentials(form: dict[str, str], authorization: str | None) -> tuple[str, str]:
    """From HTTP Basic, which every server must take (RFC 6749 2.3.1), or else from the body."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise TokenRefused("invalid_client", "the Basic credentials are not base64 of id:secret") from None
    return unquote_plus(name), unquote_plus(secret)
