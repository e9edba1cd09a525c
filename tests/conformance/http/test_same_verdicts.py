"""The same case played in process and over HTTP gets the same findings, whether the platform is lawful or not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from conformance.adapters.http import HttpTarget
from conformance.adapters.inprocess import InProcess
from conformance.duties import judge_duties
from conformance.port import Target
from conformance.reference.mutants import MUTANTS
from conformance.reference.register import make
from conformance.reference.serving import serve_in_thread
from conformance.reference.variants import VARIANTS
from conformance.replay import play
from conformance.verdicts import Verdict
from notice.law import Law
from scenarios.case import Case
from scenarios.certification import certification

MUTANT_SAMPLE = [
    "rejects_but_writes",
    "disburses_twice_on_retry",
    "never_flags_miss",
    "ceiling_off_by_one",
    "pushes_to_all_banks",
]

Row = tuple[str, str, str, str, tuple[str, ...]]


def rows(target: Target, cases: Iterable[Case], law: Law) -> list[Row]:
    """What was found, leaving out names that a run makes up."""
    cases = list(cases)
    findings = judge_duties(cases, [play(target, case, seed=7) for case in cases], law)
    return sorted((one.subject, one.id, one.verdict.name, one.why, tuple(map(str, one.blames))) for one in findings)


def both(name: str, cases: list[Case], law: Law) -> list[Row]:
    """The findings on the platform `name`, found equal in process and over HTTP."""
    with serve_in_thread(law, platform=name) as served:
        over_http = rows(HttpTarget(served.base_url, served.admin_secret), cases, law)
    assert over_http == rows(InProcess(name, make(name, law)), cases, law)
    return over_http


def one_of_each_scenario() -> list[Case]:
    """The last case of every scenario file."""
    return list({case.scenario: case for case in certification()}.values())


@pytest.mark.parametrize("name", ["reference", "asynchronous"])
def test_a_lawful_platform_passes_both_ways(name: str, law: Law) -> None:
    found = both(name, one_of_each_scenario(), law)
    assert found and not [row for row in found if row[2] == Verdict.FAIL.name]


@pytest.mark.parametrize("name", MUTANT_SAMPLE)
def test_an_unlawful_platform_fails_both_ways(name: str, law: Law) -> None:
    assert_fails(name, law)


@pytest.mark.long
@pytest.mark.parametrize("name", MUTANTS)
def test_every_unlawful_platform_fails_both_ways(name: str, law: Law) -> None:
    assert_fails(name, law)


def assert_fails(name: str, law: Law) -> None:
    """By the duty that it breaks, over the cases of that duty."""
    duty = MUTANTS[name].breaks
    cases = [case for case in certification() if duty in case.duties]
    assert [row for row in both(name, cases, law) if row[1:3] == (duty, Verdict.FAIL.name)]


@pytest.mark.long
@pytest.mark.parametrize("name", ["reference", *VARIANTS])
def test_a_lawful_platform_comes_out_the_same_both_ways_in_every_case(name: str, law: Law) -> None:
    both(name, list(certification()), law)
