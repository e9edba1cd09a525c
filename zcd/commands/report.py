"""`zcd report DIR`: makes the report of a run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from notice.errors import InputError
from reports.files import experiment_files, write_files
from reports.gallery import experiment_gallery
from reports.page import report_page
from sim.results import Result
from zcd.console import OUT, SETTING, say
from zcd.experiments import RESULT
from zcd.rundir import reproduction


def report(
    folder: Annotated[Path, typer.Argument(help="The directory of a compare, simulate or demo. · 运行目录")],
    out: Annotated[Path | None, typer.Option(help="Another directory to write to. · 输出目录")] = None,
) -> None:
    """Makes page and charts of a run again from its result.json."""
    path = folder / RESULT
    try:
        result = msgspec.json.decode(path.read_bytes(), type=Result)
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})",
            where=str(path),
            instead="name a directory that compare, simulate or demo wrote",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is no result: {error}", where=str(path)) from None
    gallery = experiment_gallery(result)
    page = report_page(result, reproduction(), gallery=gallery, first=SETTING.lang)
    where = out or folder / "again"
    write_files(where, experiment_files(result, page, wall_s=0.0, gallery=gallery))
    OUT.print(say(f"report: {where / 'report.html'}", f"报告：{where / 'report.html'}"))
