"""`zcd verify`: recomputes every verdict and hash of a certificate offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.certificate import read
from conformance.certificate import verify as verified
from conformance.keys import public_key
from conformance.verdicts import Outcome
from notice.law import Law
from zcd.console import OUT, as_json, say
from zcd.exits import Exit


def verify(
    certificate: Annotated[Path, typer.Argument(help="certificate.zip, or a folder that holds it. · 证书")],
    trust: Annotated[Path | None, typer.Option(help="The certifier's public key. · 认证方公钥")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")] = False,
) -> int:
    """Checks a certificate offline; exit 3 if its issuer is unknown."""
    found = verified(read(certificate), Law(), public_key(trust) if trust else None)
    if json:
        as_json(found)
    for problem in found.problems if not json else ():
        OUT.print(f"[bold red]✗[/] {problem}")
    if found.problems:
        return Exit.FAIL_FOUND
    if not json:
        OUT.print(f"{found.target}: [bold]{found.outcome}[/]")
        OUT.print(say("intact: every hash fits and every verdict was recomputed", "完好：哈希一致，全部结论已重新计算"))
        known = (
            say("issuer trusted", "签发方可信"),
            say("issuer unknown: name its key with --trust", "签发方未知：请用 --trust 指定公钥"),
        )
        OUT.print(known[0] if found.issuer_known else known[1])
    if not found.issuer_known:
        return Exit.INCOMPLETE
    return Exit.AS_IT_SHOULD_BE if found.outcome == Outcome.CERTIFIED.name else Exit.FAIL_FOUND
