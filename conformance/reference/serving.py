"""Running the reference platform as a server: in the foreground, or in a thread for tests and for `reference:http`."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import msgspec
import uvicorn

from conformance.reference import register
from conformance.reference.journal import Journal
from conformance.reference.sandboxes import Sandboxes
from conformance.reference.server import application
from notice.errors import InputError
from notice.law import Law

MEMORY = "sqlite://"
ADMIN_SECRET = "ZCD_ADMIN_SECRET"


class Served(msgspec.Struct, frozen=True):
    """Where a server listens, and the secret of its administrative client."""

    base_url: str
    admin_secret: str


def serve(
    law: Law,
    *,
    db: str = MEMORY,
    host: str = "127.0.0.1",
    port: int = 8000,
    platform: str = "reference",
    admin_secret: str | None = None,
) -> None:
    """Serves until interrupted. `db`: 'sqlite:///file', or 'sqlite://' to keep nothing. `port` 0: any free one.

    Without `admin_secret` (argument or environment ZCD_ADMIN_SECRET) a fresh one is made and told once on stderr.
    Raises `InputError` if the platform's name, the database or the address cannot be used.
    """
    given = admin_secret or os.environ.get(ADMIN_SECRET)
    secret = given or secrets.token_urlsafe(32)
    with _listening(host, port) as listener, closing(_journal(db, platform, law)) as journal:
        base_url = _url(listener)
        print(f"{platform} listens at {base_url}", file=sys.stderr, flush=True)
        if not given:
            print(f"export {ADMIN_SECRET}={secret}", file=sys.stderr, flush=True)
        with suppress(KeyboardInterrupt):
            _server(journal, platform, law, secret).run(sockets=[listener])


@contextmanager
def serve_in_thread(law: Law, *, platform: str = "reference", db: str = MEMORY) -> Iterator[Served]:
    """The named platform on a free loopback port while the block runs. Raises `InputError` for a wrong name or `db`."""
    secret = secrets.token_urlsafe(32)
    with _listening("127.0.0.1", 0) as listener, closing(_journal(db, platform, law)) as journal:
        server = _server(journal, platform, law, secret)
        thread = threading.Thread(target=server.run, args=([listener],), name=f"zcd {platform}", daemon=True)
        thread.start()
        # the socket listens already: a request sent now waits until the server has come up
        try:
            yield Served(_url(listener), secret)
        finally:
            server.should_exit = True
            thread.join()


def _journal(db: str, platform: str, law: Law) -> Journal:
    register.make(platform, law)  # a wrong name is told before a file is made
    return Journal(db, platform=platform, policy_sha256=law.policy.hash)


def _server(journal: Journal, platform: str, law: Law, secret: str) -> uvicorn.Server:
    sandboxes = Sandboxes(journal, register.make(platform, law))
    app = application(sandboxes, name=platform, admin_secret=secret)
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", ws="none"))


def _listening(host: str, port: int) -> socket.socket:
    """A listening socket, so that an address in use is told before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=128)
        # accepted connections inherit it; else each small answer waits 40 ms for an acknowledgement
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError) as error:
        raise InputError(
            f"cannot listen at {host}:{port} ({error.args[-1]})", instead="choose another --port, or 0 for any free one"
        ) from None


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if listener.family == socket.AF_INET6 else f"http://{host}:{port}"
