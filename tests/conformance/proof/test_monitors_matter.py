"""Every monitor deleted, silenced or made blind in turn turns something red: none stands there for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import MONITORS, Monitor, ruling
from conformance.monitors import guards
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.law import Law
from tests.conformance.builders import Story, judged
from tests.conformance.proof.mutations import MUTATIONS
from tests.conformance.proof.proving import AWAKE, LAWFUL, is_found, judgement_of
from tests.conformance.proof.test_mutations import UNBREAKABLE


def silent(_case: Case, _law: Law) -> Iterator[Finding]:
    yield from ()


def always_passing(norm: str) -> Monitor:
    def passes(case: Case, _law: Law) -> Iterator[Finding]:
        yield ruling(norm, case, Verdict.PASS, "in_time", case.events[0])

    return passes


@pytest.mark.parametrize("norm", sorted(MONITORS))
def test_deleted_the_lawful_log_itself_comes_out_as_an_error(norm: str) -> None:
    rest = {name: monitor for name, monitor in MONITORS.items() if name != norm}
    errors = judgement_of(LAWFUL, AWAKE, monitors=rest).findings(Verdict.ERROR)
    assert [(one.id, one.why) for one in errors] == [(norm, "no_monitor")]


@pytest.mark.parametrize("norm", sorted(MONITORS.keys() - UNBREAKABLE.keys()))
def test_silenced_or_always_passing_it_finds_none_of_its_breaches(norm: str) -> None:
    mutations = [mutation for mutation in MUTATIONS if mutation.norm == norm]
    for blind in (silent, always_passing(norm)):
        assert not any(is_found(mutation, MONITORS | {norm: blind}) for mutation in mutations)


UNBROKEN = {
    "in-scope": ("world", Verdict.PASS, "in_scope"),
    "eligible-supplier": ("world", Verdict.PASS, "eligible"),
    "share-procurement-data": ("platform", Verdict.INCONCLUSIVE, "needs_read_back"),
    "speed-claims": ("world", Verdict.NOT_EXERCISED, ""),
}
"""What the monitors that convict nobody say all the same of a loan as it should be, seen from where."""


@pytest.mark.parametrize("norm", UNBROKEN)
def test_a_monitor_that_convicts_nobody_says_what_no_silent_or_always_passing_one_does(norm: str) -> None:
    vantage, verdict, why = UNBROKEN[norm]

    def said(monitor: Monitor) -> tuple[Verdict, set[str]]:
        found = judged(Story().lend(), monitors=MONITORS | {norm: monitor}, vantage=vantage).norms[norm]
        return found.verdict, {one.why for one in found.findings}

    expected = (verdict, {why} if why else set())
    assert said(MONITORS[norm]) == expected
    others = {"silent": silent, "passing": always_passing(norm)}
    assert [name for name, other in others.items() if said(other) == expected] == (
        ["silent"] if norm == "speed-claims" else []
    )


def test_every_norm_is_among_those_proven_here() -> None:
    assert UNBROKEN.keys() == UNBREAKABLE.keys()
    assert {mutation.norm for mutation in MUTATIONS} | UNBREAKABLE.keys() == MONITORS.keys() == catalogue().norms.keys()


@pytest.mark.parametrize(
    ("guard", "story"),
    [
        ("in-scope", Story().then("09-30 10:00", "AwardNoticeIssued", purchaser_kind="other")
         .then("09-30 09:00", "SizeDeclared").then("10-10 08:00", "ApplicationSubmitted")
         .then("10-10 09:00", "ApplicationAccepted").then("10-30 09:00", "LoanDisbursed")),
        ("eligible-supplier", Story().then("09-30 10:00", "AwardNoticeIssued")
         .then("09-30 09:00", "SizeDeclared", employees=9_000, revenue_fen=10**15)
         .then("10-10 08:00", "ApplicationSubmitted").then("10-10 09:00", "ApplicationAccepted")
         .then("10-30 09:00", "LoanDisbursed")),
    ],
)  # fmt: skip
def test_a_guard_removed_convicts_where_the_notice_does_not_reach(
    guard: str, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judged(story).norms["first-loan-in-time"].verdict == Verdict.NOT_EXERCISED
    guards.guards_of.cache_clear()
    monkeypatch.setitem(guards.GUARDS, guard, lambda case, law, trigger: True)
    try:
        assert judged(story).norms["first-loan-in-time"].verdict == Verdict.FAIL
    finally:
        guards.guards_of.cache_clear()
