"""What a person at a terminal sees: language, progress, tables. Silent progress where nobody watches."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from conformance.verdicts import Verdict
from notice.policy import Text

Lang = Literal["zh", "en"]

OUT = Console(highlight=False, soft_wrap=True)
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
    colour = _COLOURS.get(verdict)
    return f"[{colour}]{verdict.name}[/]" if colour else verdict.name


def table(*columns: str, title: str = "") -> Table:
    """An empty table with the house's look."""
    made = Table(title=title or None, title_justify="left", box=None, header_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column)
    return made


def as_json(document: Any) -> None:
    """Prints a document as JSON, for scripts."""
    print(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())


Step = Callable[[int, int], None]
"""Called with (done, total)."""


@contextmanager
def progress(en: str, zh: str) -> Iterator[Step]:
    """A progress bar on a terminal; nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        task = bar.add_task(say(en, zh), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
