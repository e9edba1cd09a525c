"""`zcd simulate`: one policy, one market; logs, truth and report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.law import Law
from notice.trace import write
from reports.inputs import Detection
from reports.tables import summary
from scenarios.markets import market as market_of
from zcd.console import OUT, as_json, say, table, titled, told
from zcd.experiments import detections, experiment, in_full, write_experiment
from zcd.options import ALL_CORES, Json, Market, Out, Replications, Seed, Workers, policy_of


def simulate(
    reform: Annotated[str, typer.Option(help="A reform instead of the notice. · 改革方案")] = "",
    market: Market = "kunming",
    replications: Replications = 1,
    seed: Seed = 1,
    workers: Workers = ALL_CORES,
    out: Out = Path("out/simulate"),
    json: Json = False,
) -> None:
    """Plays one market and judges replication 0; writes its logs and the truth file."""
    began = time.monotonic()
    policy, chosen = policy_of(reform), market_of(market)
    law = Law(policy)
    result = experiment(chosen, [policy], replications=replications, seed=seed, workers=workers)
    played, judged = in_full(chosen, law, seed)
    found = detections(played, judged, law)
    page = write_experiment(out, result, [policy], began, played=played, judged=judged, found=found)
    write(out / "events.jsonl", judged.trace.observation, judged.trace.events)
    platform = played.platform_trace()
    write(out / "platform.jsonl", platform.observation, platform.events)
    if json:
        as_json(summary(result, judged.judgement, time.monotonic() - began))
        return
    _print(found)
    fails = judged.judgement.number(Verdict.FAIL)
    OUT.print(
        say(
            f"{len(judged.trace.events):,} events, {fails:,} breaches found",
            f"{len(judged.trace.events):,} 个事件，查出违规 {fails:,} 项",
        )
    )
    OUT.print(say(f"report: {page}", f"报告：{page}"))


def _print(found: list[Detection]) -> None:
    """Breaches by norm: as committed, as found in everything, as found in the platform's log."""
    columns = ("committed", "实际违规"), ("found", "查出"), ("by platform log", "仅凭平台日志"), ("norm", "规范")
    rows = table(*(say(en, zh) for en, zh in columns))
    for one in found:
        counts = (f"{count:,}" for count in (one.planted, one.found, one.found_by_platform))
        rows.add_row(*counts, titled(told(catalogue().norms[one.norm].title), one.norm))
    OUT.print(rows)
