"""Fetching an answer within bounds: a server that never stops talking must not fill the memory or last for ever."""

from __future__ import annotations

import time
from typing import Any

import httpx

MAX_ANSWER_BYTES = 32_000_000


def fetched(client: httpx.Client, method: str, url: str, *, within_s: float, **request: Any) -> httpx.Response:
    """The whole answer. `httpx.TransportError` if it is longer than `MAX_ANSWER_BYTES` or lasts over `within_s`."""
    ends, body = time.monotonic() + within_s, bytearray()
    with client.stream(method, url, **request) as response:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_ANSWER_BYTES:
                raise httpx.ReadError(f"the answer is longer than {MAX_ANSWER_BYTES:,} bytes")
            if time.monotonic() > ends:
                raise httpx.ReadTimeout(f"the answer is not complete after {within_s:g} s")
        headers = [(name, value) for name, value in response.headers.items() if name != "content-encoding"]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)
