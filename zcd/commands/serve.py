"""`zcd serve`: the reference platform over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from conformance.reference.serving import serve as run
from notice.law import Law
from zcd.options import policy_of


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on. · 监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any free one. · 端口")] = 8642,
    db: Annotated[
        str, typer.Option(help="Journal: sqlite:///FILE, or sqlite:// to keep nothing. · 日志库")
    ] = "sqlite:///zcd.db",
    platform: Annotated[str, typer.Option(help="reference, or a mutant's or variant's name. · 平台")] = "reference",
    policy: Annotated[str, typer.Option("--reform", help="Serve under this reform. · 改革方案")] = "",
) -> None:
    """Serves the reference platform (OpenAPI at /openapi.json)."""
    run(Law(policy_of(policy)), db=db, host=host, port=port, platform=platform)
