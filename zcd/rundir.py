"""A run directory's manifest, and what a page says of how to get it again."""

from __future__ import annotations

import hashlib
import platform
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from notice.calendar import Calendar
from notice.policy import Policy
from reports.files import Files, document
from reports.inputs import Reproduction

_SHAPING = ("numpy", "scipy", "simpy", "msgspec")


def notice_sha256() -> str:
    """The hash of the notice's text."""
    return hashlib.sha256((files("notice") / "data/notice.txt").read_bytes()).hexdigest()


def versions() -> dict[str, str]:
    """The versions that shape a result."""
    return {"zcd": version("zcd"), "python": platform.python_version()} | {one: version(one) for one in _SHAPING}


def reproduction() -> Reproduction:
    """The command that was given, and what it rests on."""
    command = " ".join(["zcd", *sys.argv[1:]])
    return Reproduction(command=command, notice_sha256=notice_sha256(), versions=versions())


def manifest(policies: list[Policy], content: Files, **facts: Any) -> Files:
    """The files with `run.json` beside them: policy and notice hashes, versions, facts, and the hash of every file."""
    described = {
        "command": reproduction().command,
        "notice_sha256": notice_sha256(),
        "policies": {"+".join(policy.reforms) or policy.name: policy.hash for policy in policies},
        "versions": versions(),
        "calendar_official_through": Calendar.official().official_through,
        **facts,
        "files_sha256": {name: _sha256(data) for name, data in sorted(content.items())},
    }
    return {**content, "run.json": document(described)}


def _sha256(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
