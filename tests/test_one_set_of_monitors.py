"""One vocabulary, one set of monitors: the same story gives the same verdicts wherever it was played or written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from vendor_helpers import MAPPING, as_a_program

from conformance.adapters.http import HttpTarget
from conformance.adapters.inprocess import InProcess
from conformance.adapters.mapping import MappingTarget
from conformance.certify import judge_norms
from conformance.duties import duty_verdicts, judge_duties
from conformance.judge import combined, judge
from conformance.port import Target
from conformance.reference.serving import serve_in_thread
from conformance.replay import play
from conformance.transcript import Transcript
from conformance.verdict_table import table_of
from notice.catalogue import catalogue
from notice.law import Law
from notice.trace import read, trace, write
from scenarios.certification import certification

LAW = Law()
SEED = 7
SAMPLE = certification()[::5]
"""Every fifth case; the whole suite is compared under the marker `long`."""


def played(target: Target, cases: tuple = SAMPLE) -> list[Transcript]:  # type: ignore[type-arg]
    return [play(target, case, seed=SEED) for case in cases]


@pytest.fixture(scope="module")
def in_process() -> list[Transcript]:
    return played(InProcess.named("reference", LAW))


@pytest.fixture(scope="module")
def over_http() -> Iterator[list[Transcript]]:
    with serve_in_thread(LAW) as served:
        yield played(HttpTarget(served.base_url, served.admin_secret))


@pytest.fixture(scope="module")
def through_a_mapping() -> Iterator[list[Transcript]]:
    with as_a_program() as url:
        yield played(MappingTarget(MAPPING, url))


def duty_table(transcripts: list[Transcript], cases: tuple = SAMPLE) -> dict[str, str]:  # type: ignore[type-arg]
    verdicts = duty_verdicts(judge_duties(cases, transcripts, LAW), catalogue(), "core")
    return {duty.id: duty.verdict.name for duty in verdicts.values()}


def as_shown_by(theirs: Transcript, ours: Transcript) -> Transcript:
    """Our play judged as if we had claimed to show no more than they do: what a log hides makes verdicts INCONCLUSIVE."""
    return msgspec.structs.replace(ours, observation=theirs.observation)


def answers(transcript: Transcript) -> list[str]:
    return [exchange.answer for exchange in transcript.exchanges if exchange.stimulus is not None]


def test_in_process_and_over_http_every_norm_and_duty_comes_out_the_same(
    in_process: list[Transcript], over_http: list[Transcript]
) -> None:
    assert list(map(answers, in_process)) == list(map(answers, over_http))
    assert table_of(judge_norms(in_process, LAW)) == table_of(judge_norms(over_http, LAW))
    assert duty_table(in_process) == duty_table(over_http)


def test_the_vendor_behind_a_mapping_gets_the_same_verdicts_wherever_it_answered_the_same(
    in_process: list[Transcript], through_a_mapping: list[Transcript]
) -> None:
    pairs = [pair for pair in zip(in_process, through_a_mapping, strict=True) if answers(pair[0]) == answers(pair[1])]
    assert len(pairs) > 0.9 * len(SAMPLE), "a fact may be refused or flagged; all else must be answered alike"
    for ours, theirs in pairs:
        shown = as_shown_by(theirs, ours)
        assert table_of(judge_norms([shown], LAW)) == table_of(judge_norms([theirs], LAW)), ours.case
    assert duty_table(in_process) == duty_table(through_a_mapping)


@pytest.mark.parametrize("source", ["in_process", "over_http", "through_a_mapping"])
def test_a_log_of_what_was_played_gives_the_verdicts_of_the_play(
    source: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    transcripts: list[Transcript] = request.getfixturevalue(source)
    from_logs = []
    for number, transcript in enumerate(transcripts):
        path = tmp_path / f"{number}.jsonl"
        write(path, transcript.observation, trace(transcript.observation, transcript.events).events)
        from_logs.append(judge(read(path), LAW).norms)
    assert table_of(combined(from_logs)) == table_of(judge_norms(transcripts, LAW))


@pytest.mark.long
def test_over_the_whole_suite_the_vendor_and_the_reference_get_the_same_verdicts() -> None:
    every = tuple(case for case in certification() if case.profile == "core")  # the vendor offers the core profile
    ours = played(InProcess.named("reference", LAW), every)
    with as_a_program() as url:
        theirs = played(MappingTarget(MAPPING, url), every)
    same = [pair for pair in zip(ours, theirs, strict=True) if answers(pair[0]) == answers(pair[1])]
    assert len(same) > 0.95 * len(every)
    shown = [as_shown_by(b, a) for a, b in same]
    assert table_of(judge_norms(shown, LAW)) == table_of(judge_norms([b for _, b in same], LAW))
    assert duty_table(ours, every) == duty_table(theirs, every)
