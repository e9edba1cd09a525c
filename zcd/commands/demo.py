"""`zcd demo`: the main job, on one page."""

from __future__ import annotations

import time
from pathlib import Path

from conformance.adapters.inprocess import InProcess
from conformance.certify import Certification, make_plan
from notice.law import Law
from scenarios.markets import market as market_of
from zcd.certifications import examine, summed_up
from zcd.commands.compare import show
from zcd.console import OUT, progress, say
from zcd.experiments import detections, experiment, in_full, write_experiment
from zcd.options import ALL_CORES, Out, Replications, Seed, Workers, policy_of

REFORMS = ("faster-clocks", "no-account-lock")
MUTANT = "never_locks"


def demo(
    replications: Replications = 10,
    seed: Seed = 1,
    workers: Workers = ALL_CORES,
    out: Out = Path("out/demo"),
) -> None:
    """A Kunming-size market under the notice and two reforms; two certifications; one report. · 主流程演示"""
    began = time.monotonic()
    law, market = Law(), market_of("kunming")
    policies = [policy_of(""), *map(policy_of, REFORMS)]
    result = experiment(market, policies, replications=replications, seed=seed, workers=workers)
    with progress("judging replication 0", "审计第 0 次重复"):
        played, judged = in_full(market, law, seed)
        found = detections(played, judged, law)
    certified = _certified(law, seed)
    page = write_experiment(
        out,
        result,
        policies,
        began,
        played=played,
        judged=judged,
        found=found,
        certifications=[summed_up(one) for one in certified],
    )
    show(result)
    for one in certified:
        OUT.print(f"{one.target}: [bold]{one.outcome.name}[/]")
    OUT.print(say(f"report: {page}", f"报告：{page}") + f"  ({time.monotonic() - began:.0f} s)")


def _certified(law: Law, seed: int) -> list[Certification]:
    """The reference and one platform that never locks an account."""
    plan = make_plan(law, seed=seed)
    return [examine(InProcess.named(name, law), law, plan) for name in ("reference", MUTANT)]
