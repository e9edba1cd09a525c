"""`zcd certify TARGET`: certifies a platform."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from conformance.certify import Certification, make_plan
from conformance.duties import DutyVerdict
from conformance.targets import FORMS
from conformance.targets import target as target_of
from conformance.verdict_table import verdicts_document
from conformance.verdicts import Outcome, Verdict
from conformance.whys import sentence
from notice.catalogue import Profile, catalogue
from notice.law import Law
from reports.words import word
from zcd.certifications import examine, write
from zcd.console import OUT, SETTING, as_json, coloured, say, table, titled, told
from zcd.exits import Exit
from zcd.options import Json, Seed

_FAILS_SHOWN = 3
_EXITS = {
    Outcome.CERTIFIED: Exit.AS_IT_SHOULD_BE,
    Outcome.CERTIFIED_WITH_WAIVERS: Exit.AS_IT_SHOULD_BE,
    Outcome.NOT_CERTIFIED: Exit.FAIL_FOUND,
}


def certify(
    target: Annotated[str, typer.Argument(help=FORMS + " · 待认证平台")],
    profile: Annotated[Profile, typer.Option(help="Which duties are required. · 义务范围")] = "core",
    seed: Seed = 1,
    challenge: Annotated[
        str, typer.Option(help="The certifier's nonce: seeds identities and order. · 认证方随机数")
    ] = "",
    key: Annotated[Path | None, typer.Option(help="The certifier's key; made if missing. · 认证方私钥")] = None,
    out: Annotated[Path, typer.Option(help="Directory for certificate and report. · 输出目录")] = Path(
        "out/certificate"
    ),
    json: Json = False,
) -> int:
    """Plays every case against a platform and certifies it: exit 1 if it failed, 3 if incomplete."""
    law = Law()
    plan = make_plan(law, profile=profile, seed=seed, challenge=challenge)
    with target_of(target, law) as platform:
        certification = examine(platform, law, plan)
    path = write(out, certification, law, key)
    if json:
        as_json(verdicts_document(certification))
    else:
        _print(certification, path)
    return _exit(certification)


def _exit(certification: Certification) -> Exit:
    if certification.outcome in _EXITS:
        return _EXITS[certification.outcome]
    failed = any(duty.verdict == Verdict.ERROR for duty in certification.duties.values())
    return Exit.HARNESS_FAILED if failed else Exit.INCOMPLETE


def _print_fails(duty: DutyVerdict) -> None:
    """The first findings that fail a duty; the report holds them all."""
    fails = [one for one in duty.findings if one.verdict == Verdict.FAIL]
    for finding in fails[:_FAILS_SHOWN]:
        OUT.print(f"[bold red]FAIL[/] {duty.id}  {finding.subject}: {escape(sentence(finding, SETTING.lang))}")
    if more := len(fails[_FAILS_SHOWN:]):
        OUT.print(say(f"     … and {more} more in report.html", f"     ……另有 {more} 项，见 report.html"), style="dim")


def _print(certification: Certification, path: Path) -> None:
    rows = table(
        *(say(en, zh) for en, zh in (("verdict", "结论"), ("checks", "检查"), ("basis", "依据"), ("duty", "平台义务")))
    )
    for duty in certification.duties.values():
        entry = catalogue().duties[duty.id]
        basis, title = word(f"basis_{entry.basis}", SETTING.lang), titled(told(entry.title), duty.id)
        rows.add_row(coloured(duty.verdict), f"{duty.triggers:,}", basis, title)
    OUT.print(rows)
    for duty in certification.duties.values():
        _print_fails(duty)
    judged, every = len(certification.duties), len(catalogue().duties)
    OUT.print(
        f"\n{certification.target}: [bold]{certification.outcome.name}[/]  "
        + say(
            f"profile {certification.plan.profile}: {judged} of {every} duties",
            f"范围 {certification.plan.profile}：全部 {every} 项义务中的 {judged} 项",
        )
    )
    OUT.print(say(f"certificate: {path}", f"证书：{path}"))
