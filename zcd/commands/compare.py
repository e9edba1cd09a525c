"""`zcd compare`: the notice against reforms, with paired intervals."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from notice.errors import InputError
from reports.tables import comparison
from scenarios.markets import market as market_of
from sim.results import Difference, Result
from zcd.console import OUT, as_json, say, table
from zcd.experiments import experiment, write_experiment
from zcd.options import ALL_CORES, Json, Market, Out, Replications, Seed, Workers, policy_of

SHOWN = (
    "disbursement_working_days_first",
    "disbursement_working_days_repeat",
    "sla_met_share_first",
    "all_in_apr_bp",
    "financing_cost_fen_per_million_yuan",
    "take_up_share_by_value",
    "loss_given_default_bp",
)
"""What the terminal shows; the page and comparison.json hold every metric."""


def compare(
    reform: Annotated[list[str], typer.Option(help="A reform (repeatable; 'a+b' stacks two). · 改革方案")],
    market: Market = "kunming",
    replications: Replications = 10,
    seed: Seed = 1,
    workers: Workers = ALL_CORES,
    out: Out = Path("out/compare"),
    json: Json = False,
) -> None:
    """Plays the notice and reforms in the same worlds and prints paired differences. · 通知与改革方案配对比较"""
    if replications < 2:
        raise InputError("one replication has no interval", instead="write --replications 2 or more")
    began = time.monotonic()
    policies = [policy_of(""), *map(policy_of, reform)]
    result = experiment(market_of(market), policies, replications=replications, seed=seed, workers=workers)
    page = write_experiment(out, result, policies, began)
    if json:
        as_json(comparison(result))
        return
    show(result)
    OUT.print(say(f"report: {page}", f"报告：{page}"))


def show(result: Result) -> None:
    """Prints the differences that matter."""
    names = [policy.name for policy in result.policies[1:]]
    rows = table(say("metric", "指标"), result.policies[0].name, *names)
    for metric in [one for one in SHOWN if one in result.estimates[result.policies[0].name]]:
        base = result.estimates[result.policies[0].name][metric]
        cells = [_difference(result.differences[name][metric]) for name in names]
        rows.add_row(f"{metric} [{base.unit}]".replace("[", "\\["), _number(base.estimate), *cells)
    OUT.print(rows)
    OUT.print(
        say(
            f"{result.replications} paired replications of '{result.market}', seed {result.seed}; 95 % intervals",
            f"市场“{result.market}”，{result.replications} 次配对重复，种子 {result.seed}；95% 置信区间",
        ),
        style="dim",
    )


def _difference(found: Difference) -> str:
    if found.difference is None or found.low is None or found.high is None:
        return "–"
    return f"{found.difference:+.4g}  ({found.low:+.4g} … {found.high:+.4g})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
