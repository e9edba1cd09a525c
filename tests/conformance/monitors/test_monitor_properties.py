"""What must hold of the monitors on any history, on every golden one and on random ones."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.judge import judge
from conformance.verdicts import Verdict
from notice.civil import DAY, HOUR, instant
from notice.events import Event, Refused
from notice.law import Law
from notice.trace import Observation, trace
from tests.conformance.builders import UNTIL, Story, judged, law_with, norm
from tests.conformance.monitors.golden import Golden
from tests.conformance.monitors.test_golden import ROWS

ACCEPTED = instant("2022-10-10 09:00")
MISSING = ("tax", "bill", "licence")


def coarser(event: Event, grain: int, source: str) -> Event:
    """The event at the beginning of its hour or day, under another name of its source."""
    changed: dict[str, Any] = {"at": event.at - event.at % grain, "source": source}
    if isinstance(event, Refused):
        changed["stimulus"] = coarser(event.stimulus, grain, "of-" + source)
    return msgspec.structs.replace(event, **changed)


def retold(row: Golden, grain: int, *, backwards: bool) -> dict[str, Any]:
    """All verdicts on a row whose times are coarse, its sources named in or against their order."""
    events = [event for story in row.told for event in story.events]
    names = sorted({event.source for event in events}, reverse=backwards)
    renamed = {name: f"s{number:03}" for number, name in enumerate(names)}
    coarse = [coarser(event, grain, renamed[event.source]) for event in events]
    judgement = judge(trace(Observation(vantage="world", until=UNTIL), coarse), law_with(**row.law))
    return {
        name: (found.open, sorted((one.verdict, one.blames, one.why, one.subject) for one in found.findings))
        for name, found in judgement.norms.items()
    }


@pytest.mark.parametrize("grain", [1, HOUR, DAY], ids=["as told", "by the hour", "by the day"])
def test_the_order_of_sources_within_one_instant_never_changes_a_verdict(grain: int) -> None:
    for row in ROWS:
        assert retold(row, grain, backwards=False) == retold(row, grain, backwards=True), (row.norm, row.name)


times = st.integers(ACCEPTED, ACCEPTED + 12 * DAY)
documents = st.lists(st.sampled_from(MISSING), unique=True).map(tuple)


def at(when: int) -> Any:
    return {"at": when}


@given(decided=times, asked=times, waited=st.integers(0, 6 * DAY), missing=documents, given_docs=documents)
def test_a_suspension_never_makes_a_bank_later(
    decided: int, asked: int, waited: int, missing: tuple[str, ...], given_docs: tuple[str, ...]
) -> None:
    plain = Story().accept().then("10-10 09:00", "ApplicationRejected", **at(decided))
    held = Story().accept().then("10-10 09:00", "ApplicationRejected", **at(decided))
    held.add("SupplementRequested", "10-10 09:00", missing_docs=missing, **at(asked))
    held.add("SupplementProvided", "10-10 09:00", documents=given_docs, **at(asked + waited))
    assert norm("first-loan-in-time", held).verdict <= norm("first-loan-in-time", plain).verdict


@given(decided=times, asked=times, waited=st.integers(0, 6 * DAY))
def test_a_longer_wait_never_brings_the_due_instant_forward(decided: int, asked: int, waited: int) -> None:
    def due(length: int) -> int:
        story = Story().accept().then("10-10 09:00", "ApplicationRejected", **at(decided))
        story.add("SupplementRequested", "10-10 09:00", missing_docs=("tax",), **at(asked))
        story.add("SupplementProvided", "10-10 09:00", documents=("tax",), **at(asked + length))
        return norm("first-loan-in-time", story).findings[0].due_at or 2**62

    if decided > asked + waited + DAY:
        assert due(waited) <= due(waited + DAY)


@given(st.lists(st.tuples(st.sampled_from(["B1", "B2"]), st.integers(1, 700_000), st.integers(0, 5)), max_size=6))
def test_loans_within_the_award_in_all_break_no_ceiling_and_one_above_it_does(
    loans: list[tuple[str, int, int]],
) -> None:
    story = Story().open()
    for number, (bank, amount, hour) in enumerate(loans):
        story.add("LoanDisbursed", f"10-12 {10 + hour}:00", bank=bank, loan=f"D{number}", amount_fen=amount,
                  actor=None, source=f"x{number}")  # fmt: skip
    found = norm("award-ceiling", story)
    above = sum(amount for _, amount, _ in loans) > 1_000_000
    assert (found.verdict == Verdict.FAIL) == above


@given(st.permutations(["10-11 09:00", "10-12 09:00", "10-13 09:00", "10-14 09:00"]), st.integers(0, 3))
def test_the_ceiling_knows_no_repayment_that_came_later(times_of_day: list[str], later: int) -> None:
    story = Story().open().then("10-10 10:00", "LoanDisbursed", loan="D0")
    story.add("RepaymentCollected", times_of_day[later], loan="D0")
    story.add("LoanDisbursed", "10-12 12:00", loan="D9")
    early = instant(f"2022-{times_of_day[later]}") <= instant("2022-10-12 12:00")
    assert (norm("award-ceiling", story).verdict == Verdict.PASS) == early


def test_judging_twice_gives_the_same() -> None:
    for row in ROWS[::7]:
        law = law_with(**row.law)
        assert judged(*row.told, law=law) == judged(*row.told, law=law)


def test_one_law_does_not_remember_for_another() -> None:
    story = Story().accept().then("10-18 09:00", "ApplicationRejected")
    assert norm("first-loan-in-time", story).verdict == Verdict.FAIL
    assert norm("first-loan-in-time", story, law=law_with(first_sla_working_days=6)).verdict == Verdict.PASS
    assert norm("first-loan-in-time", story, law=Law()).verdict == Verdict.FAIL
