"""`zcd clauses`: the catalogue and its coverage."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from notice.catalogue import Clause, catalogue
from zcd.console import OUT, as_json, say, table


def clauses(
    name: Annotated[str, typer.Argument(help="An id (2.3.5.c) or article (二(三)5c). · 条款号")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")] = False,
) -> None:
    """Clause against parameter, norm, duty and mutant."""
    chosen = [catalogue().clause(name)] if name else list(catalogue().clauses.values())
    rows = [_row(clause) for clause in chosen]
    if json:
        as_json({"clauses": rows})
    elif name:
        _print_one(chosen[0], rows[0])
    else:
        _print_all(rows)


def _row(clause: Clause) -> dict[str, Any]:
    norms = [norm for norm in catalogue().norms.values() if clause.id in norm.clauses]
    duties = [duty for duty in catalogue().duties.values() if clause.id in duty.clauses]
    reason = clause.undecided_because or ("" if norms or duties else f"its home '{clause.home}' is not built yet")
    return {
        "id": clause.id,
        "article": clause.article,
        "duty_bearer": list(clause.bearer),
        "kind": clause.kind,
        "checkability": clause.checkability,
        "parameters": sorted({parameter for norm in norms for parameter in norm.parameters}),
        "norms": [norm.id for norm in norms],
        "duties": [duty.id for duty in duties],
        "mutants": [mutant for duty in duties for mutant in duty.mutants],
        "not_decided_because": reason,
    }


def _print_one(clause: Clause, row: dict[str, Any]) -> None:
    OUT.print(f"[bold]{clause.id}[/]  {clause.article}  {clause.kind}  {', '.join(clause.bearer)}")
    OUT.print(f"「{clause.quote}」")
    OUT.print(clause.en, style="dim")
    for field in ("norms", "duties", "parameters", "mutants"):
        OUT.print(f"{field}: " + (", ".join(row[field]) or "–"))
    if row["not_decided_because"]:
        OUT.print(say("not decided: ", "不作判定：") + row["not_decided_because"])


def _print_all(rows: list[dict[str, Any]]) -> None:
    shown = table("id", say("article", "条款"), say("kind", "类"), say("norms", "规范"), say("duties", "平台义务"))
    for row in rows:
        shown.add_row(row["id"], row["article"], row["kind"], " ".join(row["norms"]), " ".join(row["duties"]))
    OUT.print(shown)
    covered = sum(bool(row["norms"] or row["duties"]) for row in rows)
    OUT.print(
        say(f"{covered} of {len(rows)} clauses have a norm or duty", f"{len(rows)} 条中 {covered} 条已有规范或平台义务")
    )
