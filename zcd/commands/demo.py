"""`zcd demo`: the main job, on one page."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conformance.adapters.inprocess import InProcess
from conformance.certify import Certification, certify, make_plan
from conformance.reference.register import make
from notice.law import Law
from reports.words import word
from scenarios.markets import market as market_of
from zcd.certifications import summed_up
from zcd.commands.compare import show
from zcd.console import OUT, SETTING, say
from zcd.experiments import detections, experiment, in_full, write_experiment
from zcd.options import ALL_CORES, Out, Replications, Seed, Workers, policy_of

REFORMS = ("faster-clocks", "no-account-lock")
MUTANT = "mutant:never_locks"


def demo(
    replications: Replications = 10,
    seed: Seed = 1,
    workers: Workers = ALL_CORES,
    out: Out = Path("out/demo"),
) -> None:
    """Half a year of a Kunming-size market under the notice and two reforms; two certifications; one report."""
    began = time.monotonic()
    law, market = Law(), market_of("kunming-half-year")
    policies = [policy_of(""), *map(policy_of, REFORMS)]
    with ThreadPoolExecutor(max_workers=1) as beside:  # the workers simulate while this process judges
        running = beside.submit(experiment, market, policies, replications=replications, seed=seed, workers=workers)
        played, judged = in_full(market, law, seed)
        found = detections(played, judged, law)
        certified = _certified(law, seed)
        result = running.result()
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
        planted = say("  (as it should be: a breach is planted in it)", "（应当如此：其中植入了违规）")
        note = planted if one.target == MUTANT else ""
        OUT.print(f"{one.target}: [bold]{word(f'outcome_{one.outcome.name}', SETTING.lang)}[/]{note}")
    OUT.print(say(f"report: {page}", f"报告：{page}") + f"  ({time.monotonic() - began:.0f} s)")


def _certified(law: Law, seed: int) -> list[Certification]:
    """The reference and one platform that never locks an account."""
    plan = make_plan(law, seed=seed)
    return [
        certify(InProcess(name, make(name.partition(":")[2] or name, law)), law, plan) for name in ("reference", MUTANT)
    ]
