"""`zcd mutants`: the kill matrix."""

from __future__ import annotations

from typing import Annotated

import typer

from conformance.certify import make_plan
from conformance.kill import KillMatrix, MutantRow, kill_matrix
from notice.law import Law
from zcd.console import OUT, as_json, progress, say, table
from zcd.exits import Exit


def mutants(
    seed: Annotated[int, typer.Option(help="Draws identities and amounts. · 随机种子")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")] = False,
) -> int:
    """Mutants and benign variants against the suite; exit 1 if one survives or fails."""
    law = Law()
    with progress("certifying mutants", "检验变异体") as step:
        matrix = kill_matrix(law, make_plan(law, profile="full", seed=seed), progress=step)
    if json:
        as_json(matrix)
    else:
        _print(matrix)
    return Exit.AS_IT_SHOULD_BE if matrix.sound else Exit.FAIL_FOUND


def _print(matrix: KillMatrix) -> None:
    columns = (
        ("killed", "检出"),
        ("mutant and the duty that it breaks", "变异体及其违反的义务"),
        ("by a case such as", "例如由"),
    )
    rows = table(*(say(en, zh) for en, zh in columns))
    for row in matrix.mutants:
        found = "[green]✓[/]" if row.killed else f"[bold red]{say('no', '未检出')}[/]"
        rows.add_row(found, f"{row.name}\n[dim]{row.breaks}[/]", _case(row))
    OUT.print(rows)
    killed = sum(row.killed for row in matrix.mutants)
    fine = sum(not row.failed for row in matrix.variants)
    OUT.print(
        say(
            f"{killed} of {len(matrix.mutants)} mutants killed; {fine} of {len(matrix.variants)} lawful platforms certified",
            f"{len(matrix.mutants)} 个变异体检出 {killed} 个；{len(matrix.variants)} 个合规平台通过 {fine} 个",
        )
    )
    for variant in matrix.variants:
        for finding in variant.findings:
            OUT.print(f"[bold red]{variant.name}[/]: {finding.id} {finding.scenario}")


def _case(row: MutantRow) -> str:
    return next((death.scenario for death in row.killed_by if death.id == row.breaks), "")
