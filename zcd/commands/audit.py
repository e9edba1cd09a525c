"""`zcd audit LOG`: judges an event log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.judge import Judgement, judge
from conformance.logs.sources import read
from conformance.verdict_table import audit_document
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.civil import day_of
from notice.law import Law
from zcd.console import OUT, as_json, coloured, roles, say, table, titled, told, unmapped
from zcd.exits import Exit
from zcd.options import Form, LogMapping, policy_of


def audit(
    log: Annotated[Path, typer.Argument(help="A log: JSON Lines, CSV, Parquet or OCEL 2.0 JSON. · 日志")],
    policy: Annotated[
        str, typer.Option("--reform", help="Judge by this reform instead of the notice. · 改革方案")
    ] = "",
    mapping: LogMapping = None,
    form: Form = "",
    out: Annotated[Path | None, typer.Option(help="Write verdicts.json and report.html there. · 输出目录")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")] = False,
) -> int:
    """Judges a log by the notice: exit 1 if anything FAILs."""
    given = read(log, form, mapping)
    trace = given.trace
    law = Law(policy_of(policy)).as_known_on(day_of(trace.observation.until))
    judgement = judge(trace, law)
    document = audit_document(log.name, judgement, law)
    if out:
        # charts take longer to import than most logs to judge
        from zcd.audits import write

        write(out, log.name, trace, judgement, law)
    if json:
        as_json(document)
    else:
        unmapped(given)
        _print(judgement, len(trace.events))
    return _exit(judgement)


def _exit(judgement: Judgement) -> Exit:
    verdicts = {norm.verdict for norm in judgement.norms.values()}
    if Verdict.FAIL in verdicts:
        return Exit.FAIL_FOUND
    return Exit.HARNESS_FAILED if Verdict.ERROR in verdicts else Exit.AS_IT_SHOULD_BE


def _print(judgement: Judgement, events: int) -> None:
    seen = judgement.observation.observes
    types = say("every type", "全部类型") if seen is None else say(f"{len(seen)} types", f"{len(seen)} 种类型")
    OUT.print(say(f"{events:,} events, {types} observed", f"{events:,} 个事件，可见{types}"))
    rows = table(
        *(say(en, zh) for en, zh in (("verdict", "结论"), ("triggers", "触发"), ("open", "未到期"), ("norm", "规范")))
    )
    rows.add_column(say("blamed", "责任方"))
    for norm in judgement.norms.values():
        blamed = {actor.role for one in norm.findings if one.verdict == Verdict.FAIL for actor in one.blames}
        title = titled(told(catalogue().norms[norm.id].title), norm.id)
        rows.add_row(coloured(norm.verdict), f"{norm.triggers:,}", f"{norm.open:,}", title, roles(blamed))
    OUT.print(rows)
