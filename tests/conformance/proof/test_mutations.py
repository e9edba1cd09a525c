"""Every breach of every norm is found in an otherwise lawful log, with the right blame, and by its own monitor only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from conformance.case import Case
from conformance.finding import Finding
from conformance.judge import NormVerdict, judge
from conformance.monitor import MONITORS, Monitor, ruling
from conformance.monitors import guards
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import Event
from notice.law import Law
from notice.trace import Observation, trace
from tests.conformance.builders import UNTIL, Story, judged
from tests.conformance.proof.lawful import baseline_law, lawful, overlay_law
from tests.conformance.proof.mutation import Edit, Mutation, change, planted
from tests.conformance.proof.mutations import MUTATIONS

NOTICE, AWAKE = baseline_law(), overlay_law()
LAWFUL = lawful()
ASLEEP_UNDER_THE_NOTICE = {"preferential-rate"}
"""Norms that, besides the dormant ones, need a number that the notice does not give."""

WITHOUT_THREE = {
    "in-scope": "a guard: its removal changes another norm's verdict (below)",
    "eligible-supplier": "a guard: its removal changes another norm's verdict (below)",
    "speed-claims": "a claim that binds nobody: never a FAIL",
    "share-procurement-data": "decided by read-back only: never a FAIL on a log",
    "treasury-interconnected": "needs two logs: golden_surroundings plants its breaches",
    "one-stop-entrance": "attested: an answer is its only breach in a log",
    "bureau-supports": "attested: an answer is its only breach in a log",
    "local-measures": "attested: an answer is its only breach in a log",
    "own-or-msme-goods": "attested: golden_attested plants its breaches",
    "bank-organises-itself": "attested: an answer is its only breach in a log",
    "no-interference": "one act only, a finding of the authority, against two parties",
    "true-material": "two acts only",
    "use-for-purpose": "one act only, two purposes",
}
ATTESTED = sorted(name for name, norm in catalogue().norms.items() if norm.attested)


def law_for(norm: str) -> Law:
    """The notice, or for what sleeps under it the overlay."""
    return AWAKE if catalogue().norms[norm].wakes_with or norm in ASLEEP_UNDER_THE_NOTICE else NOTICE


def verdict(norm: str, events: list[Event], monitor: Monitor | None = None) -> NormVerdict:
    """One norm on a log that shows everything, judged by its own monitor or by another."""
    told = trace(Observation(vantage="world", until=UNTIL), events)
    return judge(told, law_for(norm), MONITORS | ({norm: monitor} if monitor else {}), norms=[norm]).norms[norm]


def is_found(mutation: Mutation, monitor: Monitor | None = None) -> bool:
    """Whether the planted breach is found, and blames exactly who committed it."""
    found = verdict(mutation.norm, mutation.applied_to(LAWFUL), monitor)
    blamed = {str(actor) for one in found.findings if one.verdict == Verdict.FAIL for actor in one.blames}
    return found.verdict == Verdict.FAIL and blamed == mutation.blames


@pytest.mark.parametrize("law", [NOTICE, AWAKE], ids=["notice", "every norm awake"])
def test_the_lawful_log_has_no_fail_and_no_warning(law: Law) -> None:
    judgement = judge(trace(Observation(vantage="world", until=UNTIL), LAWFUL), law)
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.ERROR, Verdict.WARN)] == [[], [], []]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.norm}: {one.title}")
def test_the_breach_is_found_and_blames_exactly_who_committed_it(mutation: Mutation) -> None:
    found = verdict(mutation.norm, mutation.applied_to(LAWFUL))
    assert is_found(mutation), [one for one in found.findings if one.verdict != Verdict.PASS]


def test_every_norm_has_three_breaches_planted_or_a_reason_why_not() -> None:
    planted_in = Counter(mutation.norm for mutation in MUTATIONS)
    assert {name for name in catalogue().norms if planted_in[name] < 3} == WITHOUT_THREE.keys()


@pytest.mark.parametrize("norm", ATTESTED)
def test_whoever_attests_that_it_did_not_is_blamed(norm: str) -> None:
    answered = [one for one in LAWFUL if getattr(one, "norm", None) == norm]
    breach = planted(norm, str(answered[0].actor), "no", _answers_no(norm))
    assert is_found(breach)


def _answers_no(norm: str) -> Edit:
    def edit(events: list[Event]) -> list[Event]:
        no = change("AttestationGiven", "", answer="no")
        return [changed for one in events for changed in (no([one]) if getattr(one, "norm", None) == norm else [one])]

    return edit


@pytest.mark.parametrize("norm", sorted({mutation.norm for mutation in MUTATIONS}))
def test_without_its_monitor_or_with_one_that_always_passes_no_breach_is_found(norm: str) -> None:
    def always_passes(case: Case, law: Law) -> Iterator[Finding]:
        yield ruling(norm, case, Verdict.PASS, "in_time", case.events[0])

    mutations = [mutation for mutation in MUTATIONS if mutation.norm == norm]
    assert not any(is_found(mutation, always_passes) for mutation in mutations)
    told = trace(Observation(vantage="world", until=UNTIL), mutations[0].applied_to(LAWFUL))
    rest = {name: monitor for name, monitor in MONITORS.items() if name != norm}
    without = judge(told, law_for(norm), rest, norms=[norm]).norms[norm]
    assert (without.verdict, [one.why for one in without.findings]) == (Verdict.ERROR, ["no_monitor"])


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
