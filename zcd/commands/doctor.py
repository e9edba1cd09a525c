"""`zcd doctor`: checks the installation."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from conformance.monitor import MONITORS
from notice.calendar import Calendar
from notice.catalogue import catalogue
from notice.policy import baseline
from reports.fonts import can_show
from zcd.console import OUT, say
from zcd.exits import Exit

_FOLDERS = ("notice", "scenarios", "conformance", "agents", "sim", "reports", "zcd")
_PACKAGES = ("simpy", "pydantic", "faker", "hypothesis", "pytest", "matplotlib", "msgspec", "fastapi", "httpx")


def doctor() -> int:
    """Checks fonts, calendar, name clashes and packages; exit 4 if something is wrong."""
    faults = 0
    for good, en, zh in _checks():
        faults += not good
        OUT.print(("[green]ok[/]   " if good else "[red]BAD[/]  ") + say(en, zh))
    return Exit.HARNESS_FAILED if faults else Exit.AS_IT_SHOULD_BE


def _checks() -> Iterator[tuple[bool, str, str]]:
    yield sys.version_info >= (3, 11), f"Python {sys.version.split()[0]}", f"Python {sys.version.split()[0]}"
    for package in _PACKAGES:
        yield True, f"{package} {version(package)}", f"{package} {version(package)}"
    yield from map(_own, _FOLDERS)
    yield can_show("政采贷"), "Chinese renders with the font that is shipped", "自带字体可显示中文"
    through = Calendar.official().official_through
    good = date.today().year <= through
    yield good, f"the official calendar reaches through {through}", f"官方日历覆盖至 {through} 年"
    missing = set(catalogue().norms) - set(MONITORS)
    yield not missing, f"{len(MONITORS)} norms have their monitors", f"{len(MONITORS)} 项规范均有监测器"
    yield True, f"baseline policy {baseline().hash}", f"基线政策 {baseline().hash}"


def _own(name: str) -> tuple[bool, str, str]:
    """Whether the top-level folder is ours: others install packages of the same name."""
    here = Path(__file__).parents[2]
    found = Path(importlib.import_module(name).__file__ or "").parents[1]
    return found == here, f"package '{name}' is zcd's own", f"包“{name}”为 zcd 自有"
