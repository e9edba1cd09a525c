"""`zcd compare`: the notice against reforms, with paired intervals."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from notice.errors import InputError
from reports.metrics import is_clear, title
from reports.numbers import changed, estimated
from reports.tables import comparison
from scenarios.markets import market as market_of
from sim.results import Difference, Result
from zcd.console import OUT, SETTING, as_json, say, table
from zcd.experiments import experiment, write_experiment
from zcd.options import ALL_CORES, Json, Market, Out, Replications, Seed, Workers, policy_of

SHOWN = (
    "disbursement_working_days_first",
    "disbursement_working_days_repeat",
    "sla_met_share_first",
    "all_in_apr_bp",
    "financing_cost_fen_per_million",
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
    """Plays the notice and reforms in the same worlds and prints paired differences."""
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
    base, *reforms = result.policies
    rows = table(say("outcome", "指标"), "", say("95 % interval", "95% 置信区间"))
    for metric in SHOWN:
        rows.add_row(f"[bold]{title(metric, SETTING.lang)}[/]")
        rows.add_row(f"  {base.title[SETTING.lang]}", *estimated(result.estimates[base.name][metric], SETTING.lang))
        for reform in reforms:
            rows.add_row(f"  {reform.title[SETTING.lang]}", *_change(result.differences[reform.name][metric]))
    OUT.print(rows)
    OUT.print(
        say(
            f"{result.replications} paired replications of '{result.market}', seed {result.seed}; reforms: the change, "
            "bold if its interval excludes zero",
            f"市场“{result.market}”，{result.replications} 次配对重复，种子 {result.seed}；"
            "改革方案所列为变化量，粗体表示区间不含零",
        ),
        style="dim",
    )


def _change(found: Difference) -> tuple[str, str]:
    """A paired difference and its interval; bold where the interval leaves no doubt of the sign."""
    shown = changed(found, SETTING.lang)
    return (f"[bold]{shown.amount}[/]", shown.span) if is_clear(found) else shown
