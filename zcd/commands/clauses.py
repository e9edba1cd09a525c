"""`zcd clauses`: the catalogue and its coverage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from notice.catalogue import Clause, catalogue
from notice.policy import Policy
from scenarios.certification import certification
from zcd.console import ERR, OUT, SETTING, as_json, say, table
from zcd.options import policy_of


def clauses(
    name: Annotated[str, typer.Argument(help="An id (2.3.5.c) or article (二(三)5c). · 条款号")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write law.html there: every clause, deadline and term. · 输出逐条解读页面")
    ] = None,
    reform: Annotated[str, typer.Option(help="Show the law as this reform changes it. · 改革方案")] = "",
) -> None:
    """Clause against parameter, norm, duty and mutant. · 条款、参数、规范、平台义务与变异体对照"""
    chosen = [catalogue().clause(name)] if name else list(catalogue().clauses.values())
    rows = [_row(clause) for clause in chosen]
    if out:
        _write(out, policy_of(reform))
    elif json:
        as_json({"clauses": rows})
    elif name:
        _print_one(chosen[0], rows[0])
    else:
        _print_all(rows)


def _write(out: Path, policy: Policy) -> None:
    # the page needs the certification's cases and a font, which the plain listing does not
    from reports.files import write_files
    from reports.law import law_page
    from zcd.rundir import reproduction

    write_files(out, {"law.html": law_page(policy, reproduction(), first=SETTING.lang).encode()})
    ERR.print(str(out / "law.html"), markup=False)


def _row(clause: Clause) -> dict[str, Any]:
    norms = [norm for norm in catalogue().norms.values() if clause.id in norm.clauses]
    duties = [duty for duty in catalogue().duties.values() if clause.id in duty.clauses]
    metrics = [metric.id for metric in catalogue().metrics.values() if clause.id in metric.clauses]
    return {
        "id": clause.id,
        "article": clause.article,
        "duty_bearer": list(clause.bearer),
        "kind": clause.kind,
        "checkability": clause.checkability,
        "parameters": sorted({parameter for norm in norms for parameter in norm.parameters}),
        "norms": [norm.id for norm in norms],
        "duties": [duty.id for duty in duties],
        "metrics": metrics,
        "scenarios": [case.id for case in certification() if case.duty in {duty.id for duty in duties}],
        "mutants": [mutant for duty in duties for mutant in duty.mutants],
        "not_decided_because": clause.undecided_because,
    }


def _print_one(clause: Clause, row: dict[str, Any]) -> None:
    OUT.print(f"[bold]{clause.id}[/]  {clause.article}  {clause.kind}  {', '.join(clause.bearer)}")
    OUT.print(f"「{clause.quote}」")
    OUT.print(clause.en, style="dim")
    for field in ("norms", "metrics", "duties", "parameters", "scenarios", "mutants"):
        OUT.print(f"{field}: " + (", ".join(row[field]) or "–"))
    if row["not_decided_because"]:
        OUT.print(say("not decided: ", "不作判定：") + row["not_decided_because"])


def _print_all(rows: list[dict[str, Any]]) -> None:
    shown = table("id", say("article", "条款"), say("kind", "类"), say("norms", "规范"), say("duties", "平台义务"))
    for row in rows:
        home = row["norms"] or row["metrics"] or [say("(words)", "（文字）")]
        shown.add_row(row["id"], row["article"], row["kind"], " ".join(home), " ".join(row["duties"]))
    OUT.print(shown)
