"""`zcd convert LOG TO`: a log in another format, or a foreign one in the vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.logs.sources import read, write
from zcd.console import ERR, unmapped
from zcd.options import Form, LogMapping


def convert(
    log: Annotated[Path, typer.Argument(help="A log, or a folder of its tables. · 日志文件或目录")],
    to: Annotated[Path, typer.Argument(help="Where to: .jsonl .csv .parquet .jsonocel .xes · 目标文件")],
    mapping: LogMapping = None,
    form: Form = "",
) -> None:
    """Writes a log as JSON Lines, CSV, Parquet, OCEL 2.0 JSON or XES. · 转换日志格式"""
    given = read(log, form, mapping)
    unmapped(given)
    write(given.trace, to)
    ERR.print(str(to), markup=False)
