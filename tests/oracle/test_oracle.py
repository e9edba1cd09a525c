"""A naive oracle, written from the clauses alone, convicts whom the monitors convict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from conformance.judge import judge
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import ApplicationSubmitted, AwardNoticeIssued
from notice.law import Law
from notice.policy import baseline
from notice.trace import Observation, Trace, trace
from scenarios.markets import market
from sim.world import play
from tests.conformance.builders import UNTIL
from tests.conformance.monitors.golden import Golden
from tests.conformance.monitors.test_golden import ROWS
from tests.oracle import conduct, discipline, filings, formalities, lending, locks, payments, promises
from tests.oracle.histories import histories
from tests.oracle.told import ORACLE, Conviction, Told
from tests.sim.worlds import changed

_NO_TERM = "no number in the text: only an overlay or a filed value decides it"
_ATTESTED = "attested: no trace shows it whole"
NOT_COVERED = {
    **dict.fromkeys(("in-scope", "eligible-supplier"), "a guard convicts nobody; seen through the norms it guards"),
    **dict.fromkeys(("speed-claims", "preferential-rate"), _NO_TERM),
    **dict.fromkeys(
        ("bureau-supports", "local-measures", "no-interference", "own-or-msme-goods", "purchaser-cooperates",
         "bank-organises-itself", "true-material", "use-for-purpose", "one-stop-entrance"), _ATTESTED),
    **dict.fromkeys(("share-procurement-data", "treasury-interconnected"), "needs a second log or a probe"),
}  # fmt: skip


def test_every_decision_stands_in_one_of_its_files() -> None:
    modules = (conduct, discipline, filings, formalities, lending, locks, payments, promises)
    files = {module.__name__ for module in modules}
    assert {convicts.__module__ for convicts in ORACLE.values()} == files


def test_every_norm_that_is_awake_is_covered_or_listed_with_a_reason() -> None:
    awake = {name for name, norm in catalogue().norms.items() if norm.is_awake(baseline())}
    assert awake == ORACLE.keys() | NOT_COVERED.keys()
    assert not ORACLE.keys() & NOT_COVERED.keys()


def convicted_by_monitors(told: Trace, norms: set[str]) -> set[Conviction]:
    found = judge(told, Law(), norms=norms).norms
    return {
        (name, finding.subject, frozenset(map(str, finding.blames)))
        for name in norms
        for finding in found[name].findings
        if finding.verdict == Verdict.FAIL
    }


def convicted_by_oracle(told: Trace) -> set[Conviction]:
    heard = Told(told.events, told.observation.until)
    return {conviction for convicts in ORACLE.values() for conviction in convicts(heard)}


def _singly(convictions: set[Conviction]) -> set[tuple[str, str, str]]:
    """Everybody blamed by himself: whether two are blamed in one finding or in two is a matter of its trigger."""
    return {(norm, subject, actor) for norm, subject, blamed in convictions for actor in blamed}


def differences(told: Trace) -> set[tuple[str, str, str]]:
    """Who is convicted by one of the two only."""
    return _singly(convicted_by_oracle(told)) ^ _singly(convicted_by_monitors(told, set(ORACLE)))


def reached_by_monitors(told: Trace) -> dict[str, bool]:
    """Of every award whether the notice covers it, and of every application whether its supplier is eligible."""
    found = judge(told, Law(), norms={"in-scope", "eligible-supplier"}).norms
    scopes = {
        one.subject: one.why != "out_of_scope" for one in found["in-scope"].findings if one.verdict == Verdict.PASS
    }
    return scopes | {one.evidence[0]: one.why == "eligible" for one in found["eligible-supplier"].findings}


def reached_by_oracle(told: Trace) -> dict[str, bool]:
    heard = Told(told.events, told.observation.until)
    scopes = {notice.award: heard.covers(notice.award) for notice in heard.of(AwardNoticeIssued)}
    applied = [one for one in heard.of(ApplicationSubmitted) if heard.in_scope(one)]
    return scopes | {one.key: heard.eligible(one) for one in applied}


PLAIN = [row for row in ROWS if not row.law and not row.observation and not row.beside]


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: f"{row.norm}: {row.name}")
def test_oracle_and_monitors_convict_the_same_on_the_golden_rows(row: Golden) -> None:
    told = trace(Observation(vantage="world", until=UNTIL), (one for story in row.told for one in story.events))
    assert not differences(told)


@settings(max_examples=150)
@given(histories())
def test_oracle_and_monitors_convict_the_same_on_random_histories(told: Trace) -> None:
    assert not differences(told)
    assert reached_by_oracle(told) == reached_by_monitors(told)


def test_random_histories_let_every_norm_convict_and_keep_silent_though_triggered() -> None:
    norms, convicts, spares = catalogue().norms, set(), set()

    @settings(max_examples=400)
    @given(histories())
    def draw(told: Trace) -> None:
        kinds, heard = {type(event).__name__ for event in told.events}, Told(told.events, told.observation.until)
        broken = {norm for norm, decides in ORACLE.items() if decides(heard)}
        convicts.update(broken)
        spares.update(norm for norm in ORACLE.keys() - broken if kinds & set(norms[norm].triggers))

    draw()
    assert not ORACLE.keys() - convicts
    assert not ORACLE.keys() - spares


@pytest.mark.long
@pytest.mark.timeout(1_200)  # thousands of long histories: minutes on a busy machine
@settings(max_examples=5000)
@given(histories())
def test_oracle_and_monitors_convict_the_same_on_many_more(told: Trace) -> None:
    assert not differences(told)


@pytest.mark.parametrize("seed", [1, 2])
def test_oracle_and_monitors_convict_the_same_in_a_simulated_market_with_breaches(seed: int) -> None:
    small = changed(market("breaches"), awards_per_year=60, suppliers=20)
    told = play(small, Law(), seed).world_trace()
    assert not differences(told)
    assert convicted_by_oracle(told)
