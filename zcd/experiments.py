"""Running an experiment from the command line: play, judge one replication in full, write the run's directory."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from conformance.judge import judge
from notice.law import Law
from notice.policy import Policy
from reports.certification import CertificationSummary
from reports.files import document, experiment_files, write_files
from reports.gallery import experiment_gallery
from reports.inputs import Detection, Judged
from reports.page import report_page
from scenarios.markets import Market
from sim.comparison import revealed
from sim.experiment import replication_seed, run
from sim.play import Play
from sim.results import Result
from sim.world import play
from zcd.console import SETTING, progress
from zcd.rundir import manifest, reproduction

RESULT, TRUTH = "result.json", "truth.jsonl"


def experiment(market: Market, policies: list[Policy], *, replications: int, seed: int, workers: int) -> Result:
    """Paired replications with a progress bar."""
    with progress("simulating", "仿真") as step:
        return run(market, policies, replications, seed, workers, step)


def in_full(market: Market, law: Law, seed: int) -> tuple[Play, Judged]:
    """Replication 0, kept whole and judged."""
    played = play(market, law, replication_seed(seed, 0))
    trace = played.world_trace()
    return played, Judged(trace=trace, judgement=judge(trace, law, platform=played.platform_trace()))


NOTHING = (0, 0, 0)


def detections(played: Play, judged: Judged, law: Law) -> list[Detection]:
    """Breaches of each norm, as often as somebody broke it on one award, bank or party: committed, found in the world's
    log, found in the platform's log alone.
    """
    everything = revealed(played.truth, judged.judgement).by_norm()
    platform = revealed(played.truth, judge(played.platform_trace(), law)).by_norm()
    counts = {norm: (everything.get(norm, NOTHING), platform.get(norm, NOTHING)) for norm in judged.judgement.norms}
    return [
        Detection(norm=norm, planted=found + missed, found=found + unfounded, found_by_platform=by_platform + beside)
        for norm, ((found, missed, unfounded), (by_platform, _, beside)) in counts.items()
        if found or missed or unfounded or beside
    ]


def write_experiment(
    out: Path,
    result: Result,
    policies: list[Policy],
    began: float,
    *,
    played: Play | None = None,
    judged: Judged | None = None,
    found: list[Detection] | None = None,
    certifications: list[CertificationSummary] | None = None,
) -> Path:
    """Writes the run's directory; the page's path."""
    gallery = experiment_gallery(result, judged)
    page = report_page(
        result,
        reproduction(),
        gallery=gallery,
        judged=judged,
        detections=found or (),
        certifications=certifications or (),
        first=SETTING.lang,
    )
    files = experiment_files(result, page, wall_s=time.monotonic() - began, judged=judged, gallery=gallery)
    files[RESULT] = document(result)
    if played:
        files[TRUTH] = msgspec.json.Encoder().encode_lines(played.truth)
    facts = {"market": result.market, "seed": result.seed, "replications": result.replications}
    write_files(out, manifest(policies, files, **facts))
    return out / "report.html"
