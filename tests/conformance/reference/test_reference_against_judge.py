"""Two oracles that share no predicate: what the reference flags as it happens, the judge finds afterwards."""

from __future__ import annotations

import pytest

from conformance.judge import Judgement, judge
from conformance.verdicts import Verdict
from notice.events import Actor, DeadlineMissed, Event
from notice.law import Law
from notice.trace import Observation, trace
from scenarios.markets import market
from sim.world import play

CLOCKS = {
    "first-loan-in-time": "first_loan",
    "repeat-loan-in-time": "repeat_loan",
    "sign-contract-in-time": "sign_contract",
    "publish-contract-in-time": "publish_contract",
    "file-contract-in-time": "file_contract",
    "pay-in-time": "pay",
}
Miss = tuple[str, int, tuple[Actor, ...]]


@pytest.fixture(scope="module")
def played() -> tuple[tuple[Event, ...], Judgement]:
    law, breaches = Law(), market("breaches")
    events = play(breaches, law, seed=3).platform
    seen = Observation(vantage="platform", until=breaches.cohort.end_at)
    return events, judge(trace(seen, events), law)


@pytest.mark.parametrize("norm", CLOCKS)
def test_platform_and_judge_find_the_same_misses_of_the_same_parties(
    norm: str, played: tuple[tuple[Event, ...], Judgement]
) -> None:
    events, judgement = played
    flagged: set[Miss] = {
        (event.award or "", event.due_at, (event.late_party,))
        for event in events
        if isinstance(event, DeadlineMissed) and event.clock == CLOCKS[norm]
    }
    found: set[Miss] = {
        (finding.subject, finding.due_at or 0, finding.blames)
        for finding in judgement.norms[norm].findings
        if finding.verdict in (Verdict.FAIL, Verdict.WARN) and finding.why == "late"
    }
    assert flagged == found
    assert flagged
