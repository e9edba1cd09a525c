"""What a person at a terminal sees: language, progress, tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from conformance.logs.log import Log
from conformance.names import Lang, role_name, verdict_name
from conformance.verdicts import Verdict
from notice.policy import Text
from reports.words import word

_WIDE = 160
"""Columns where nobody's terminal sets a limit: in a file or a pipe, so that a row stays one line."""

OUT = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else _WIDE)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

_COLOURS = {
    Verdict.PASS: "green",
    Verdict.WARN: "yellow",
    Verdict.INCONCLUSIVE: "magenta",
    Verdict.ERROR: "bold magenta",
    Verdict.FAIL: "bold red",
}


class _Setting:
    lang: Lang = "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"


SETTING = _Setting()


def say(en: str, zh: str) -> str:
    """The sentence in the language chosen with `--lang`."""
    return zh if SETTING.lang == "zh" else en


def told(text: Text) -> str:
    """A bilingual text in the language chosen."""
    return say(text.en, text.zh)


def coloured(verdict: Verdict) -> str:
    """A verdict's name in its colour."""
    name = say(verdict.name, f"{verdict_name(verdict, 'zh')} {verdict.name}")
    colour = _COLOURS.get(verdict)
    return f"[{colour}]{name}[/]" if colour else name


def titled(title: str, name: str) -> str:
    """A title with the id that stands for it in files: beside it where there is room, else beneath."""
    return f"{title}{'  ' if OUT.width >= 120 else chr(10)}[dim]{name}[/]"


def roles(names: Iterable[str]) -> str:
    """Roles in words, in one line."""
    return say(", ", "、").join(role_name(name, SETTING.lang) for name in sorted(names))


def table(*columns: str, title: str = "") -> Table:
    """An empty table with the house's look."""
    made = Table(title=title or None, title_justify="left", box=None, header_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def unmapped(log: Log) -> None:
    """Says what of a log became no event."""
    for one in log.unmapped:
        rows = say(f"{one.rows:,} rows unmapped", f"{one.rows:,} 行未映射")
        why = one.why or word("no_rule", SETTING.lang)
        ERR.print(f"{rows}: {one.what} ({why}; {one.first})", markup=False)


def as_json(document: Any) -> None:
    """Prints a document as JSON, for scripts; an iterator in it is a list."""
    print(msgspec.json.format(msgspec.json.encode(document, enc_hook=list), indent=2).decode())


Step = Callable[[int, int], None]
"""Called with (done, total)."""


@contextmanager
def progress(en: str, zh: str) -> Iterator[Step]:
    """A progress bar on a terminal; nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        task = bar.add_task(say(en, zh), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
