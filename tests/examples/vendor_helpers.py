"""A vendor's platform on a free port of the loopback interface."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from examples.vendor.server import Platform, serve

VENDOR = Path(__file__).resolve().parents[2] / "examples" / "vendor"
MAPPING = VENDOR / "mapping.yaml"


@contextmanager
def in_a_thread(platform: Platform | None = None) -> Iterator[str]:
    """The address of a vendor that serves as long as the block lasts."""
    server = serve(0, platform or Platform())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def as_a_program() -> Iterator[str]:
    """The address of a vendor started as the README says."""
    command = [sys.executable, str(VENDOR / "platform.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
