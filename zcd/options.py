"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from notice.policy import Policy, baseline
from scenarios.reforms import reform

ALL_CORES = os.cpu_count() or 1

Market = Annotated[str, typer.Option(help="A market's name or a .yaml file. · 市场")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes. · 随机种子")]
Replications = Annotated[int, typer.Option(min=1, help="Paired replications. · 重复次数")]
Workers = Annotated[int, typer.Option(min=1, help="Processes; the result does not depend on it. · 并行进程数")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")]
LogMapping = Annotated[
    Path | None, typer.Option("--mapping", help="How the rows of a foreign log become events. · 外部日志映射文件")
]
Form = Annotated[str, typer.Option("--format", help="jsonl, csv, parquet or ocel; else by the name's end. · 日志格式")]
Out = Annotated[Path, typer.Option(help="Directory for the files of this run. · 输出目录")]


def policy_of(name: str) -> Policy:
    """The baseline for '', else the reform; several joined by '+' are stacked."""
    policy = baseline()
    for part in name.split("+") if name else ():
        policy = reform(part, policy)
    return policy
