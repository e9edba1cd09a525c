"""A server that never stops talking fills no memory and holds nobody up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from conformance.adapters import bounded
from conformance.adapters.bounded import fetched


class _Talker(BaseHTTPRequestHandler):
    """Answers /short with a word, /endless without end, /slow a byte at a time."""

    over = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while self.path != "/short" and not self.over.is_set():
                self.wfile.write(b" " * (100_000 if self.path == "/endless" else 1))
                self.over.wait(0 if self.path == "/endless" else 0.02)
            self.wfile.write(b"word")
        except OSError:
            pass
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def talker() -> Iterator[httpx.Client]:
    _Talker.over.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Talker)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", trust_env=False) as client:
        yield client
    _Talker.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_within_bounds_comes_whole(talker: httpx.Client) -> None:
    assert fetched(talker, "GET", "/short", within_s=10).text == "word"


def test_an_answer_without_end_is_given_up(talker: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_ANSWER_BYTES", 1_000_000)
    with pytest.raises(httpx.ReadError, match="longer than 1,000,000 bytes"):
        fetched(talker, "GET", "/endless", within_s=60)


def test_an_answer_that_comes_byte_by_byte_is_given_up(talker: httpx.Client) -> None:
    with pytest.raises(httpx.ReadTimeout, match="not complete after"):
        fetched(talker, "GET", "/slow", within_s=0.2)
