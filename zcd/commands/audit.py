"""`zcd audit LOG`: judges an event log."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from conformance.judge import Judgement
from conformance.measures.figures import Figure
from conformance.readings import OtherReading, other_readings
from conformance.verdict_table import audit_document
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.errors import InputError
from notice.policy import baseline, shown_value
from reports.counted import lines
from reports.words import word
from zcd.audits import Audit, audited, write
from zcd.console import OUT, SETTING, as_json, coloured, progress, roles, say, table, titled, told, unmapped
from zcd.exits import Exit
from zcd.options import ALL_CORES, Form, LogMapping, Workers, policy_of


def audit(
    log: Annotated[Path, typer.Argument(help="A log: JSON Lines, CSV, Parquet or OCEL 2.0 JSON. · 日志")],
    policy: Annotated[
        str, typer.Option("--reform", help="Judge by this reform instead of the notice. · 改革方案")
    ] = "",
    mapping: LogMapping = None,
    form: Form = "",
    platform_log: Annotated[
        Path | None,
        typer.Option(
            "--platform-log",
            help="The platform's own log, to compare the treasury's with. · 平台日志，用于与国库日志比对",
        ),
    ] = None,
    readings: Annotated[
        bool,
        typer.Option(
            "--readings", help="List the verdicts that another reading would change. · 列出其他读法会改变的结论"
        ),
    ] = False,
    workers: Workers = ALL_CORES,
    out: Annotated[
        Path | None, typer.Option(help="Write report.html, verdicts.json and findings.csv there. · 输出目录")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")] = False,
) -> int:
    """Judges a log by the notice: exit 1 if anything FAILs. · 以通知审计日志"""
    with TemporaryDirectory(prefix="zcd-") as scratch:
        findings = Path(scratch) / "findings.csv" if out else None
        found = audited(log, policy_of(policy), form, mapping, workers, platform_log, findings=findings)
        others = _others(found, log) if readings else None
        if out:
            write(out, log.name, found, others, Path(scratch))
    if json:
        as_json(
            audit_document(log.name, found.judgement, found.law, log=found.log, others=others, measures=found.measures)
        )
    else:
        unmapped(found.log)
        _print(found.judgement, found.events)
        _print_measures(found.measures)
        _print_others(others)
    return _exit(found.judgement)


def _others(found: Audit, log: Path) -> tuple[OtherReading, ...]:
    if not found.is_whole:
        raise InputError(
            "too large to be judged by every reading", where=str(log), instead="cut the log, or leave --readings out"
        )
    with progress("reading otherwise", "改变读法") as step:
        others = other_readings(found.log.trace, found.law, found.judgement)
        step(1, 1)
    return others


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
        blamed = {actor.role for kind in norm.numbers() if kind.verdict == Verdict.FAIL for actor in kind.blames}
        title = titled(told(catalogue().norms[norm.id].title), norm.id)
        rows.add_row(coloured(norm.verdict), f"{norm.triggers:,}", f"{norm.open:,}", title, roles(blamed))
    OUT.print(rows)


def _print_measures(measures: tuple[Figure, ...]) -> None:
    """What was counted beside the verdicts; those of which the log shows nothing take one line together."""
    OUT.print("\n" + say("what is counted, and no verdict:", "统计指标（不是结论）："))
    rows = table(
        *(
            say(en, zh)
            for en, zh in (("measure", "指标"), ("value", "数值"), ("95% interval", "95%区间"), ("number", "观测数"))
        )
    )
    rows.add_column(say("note", "说明"))
    counted = lines(measures, SETTING.lang)
    for line in counted.with_value:
        note = say("; ", "；").join(line.notes)
        rows.add_row(titled(line.title, line.entry.id), *line.shown, f"{line.observations:,}", note)
    OUT.print(rows)
    if counted.without:
        OUT.print(word("counted_without", SETTING.lang, count=len(counted.without)))


def _print_others(others: tuple[OtherReading, ...] | None) -> None:
    if others is None:
        return
    OUT.print("\n" + say("what another reading would change:", "其他读法会改变的结论："))
    rows = table(
        *(
            say(en, zh)
            for en, zh in (
                ("parameter", "参数"),
                ("read as", "采用"),
                ("otherwise", "其他读法"),
                ("norm", "规范"),
                ("verdict, FAILs", "结论与违规数"),
            )
        )
    )
    for one in others:
        for change in one.changes:
            shift = (
                f"{coloured(change.verdict)} {change.fails:,} → {coloured(change.other_verdict)} {change.other_fails:,}"
            )
            otherwise = titled(told(baseline().parameter(one.parameter).read_as(one.other)), shown_value(one.other))
            rows.add_row(one.parameter, shown_value(one.used), otherwise, change.norm, shift)
    OUT.print(rows if rows.row_count else say("nothing", "无"))
