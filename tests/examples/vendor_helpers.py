"""The example vendor, started as its README says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "examples" / "vendor"
MAPPING = VENDOR / "mapping.yaml"


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
