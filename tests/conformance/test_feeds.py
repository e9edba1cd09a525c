"""The judge of whole feeds: each fault is planted in what a sound platform showed, and told by its own name."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from flawed_targets import LAW, RefusesOffTheFeed, Wrapped, reference

from conformance.certify import certify, make_plan
from conformance.duties import judge_duties
from conformance.finding import Finding
from conformance.port import CaseState
from conformance.reference.mutants import MUTANTS
from conformance.reference.variants import VARIANTS
from conformance.replay import PAGE, play
from conformance.transcript import Exchange, Transcript
from conformance.verdicts import Outcome, Verdict
from notice.civil import DAY
from notice.events import PLATFORM, AnyEvent, ApplicationPushed, QuoteIssued, Refused
from scenarios.case import Case
from scenarios.certification import certification

CASES = {case.id: case for case in certification()}
WHOLE = CASES["complete-feed/from filing to the money"]
TIMES = CASES["honest-time/from filing to the money"]
STRANGERS = CASES["confidential/what strangers read of a live loan"]
STOPPED = CASES["durable/stopped after an acknowledgement"]

Feed = tuple[AnyEvent, ...]


def found(case: Case, told: Transcript) -> list[Finding]:
    """What the case's own duty came to."""
    return [one for one in judge_duties([case], [told], LAW) if one.id == case.duty]


def with_last(told: Transcript, **changes: object) -> Transcript:
    last = msgspec.structs.replace(told.exchanges[-1], **changes)
    return msgspec.structs.replace(told, exchanges=(*told.exchanges[:-1], last))


def everywhere(told: Transcript, change: Callable[[AnyEvent], AnyEvent]) -> Transcript:
    """The transcript of a platform whose events differ."""

    def changed(one: Exchange) -> Exchange:
        again = one.again and tuple(map(change, one.again))
        return msgspec.structs.replace(one, caused=tuple(map(change, one.caused)), again=again)

    return msgspec.structs.replace(told, exchanges=tuple(map(changed, told.exchanges)))


# --- complete


def lacks(feed: Feed) -> Feed:
    return feed[:5] + feed[6:]


def repeats(feed: Feed) -> Feed:
    return (*feed[:6], *feed[5:])


def grew(feed: Feed) -> Feed:
    return (*feed, msgspec.structs.replace(feed[-1], id="never shown"))


def differs(feed: Feed) -> Feed:
    return (*feed[:-1], msgspec.structs.replace(feed[-1], at=feed[-1].at - 1))


def turned(feed: Feed) -> Feed:
    return (feed[1], feed[0], *feed[2:])


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (lacks, "feed_lacks"),
        (repeats, "feed_repeats"),
        (grew, "feed_grew"),
        (differs, "feed_differs"),
        (turned, "feed_out_of_order"),
    ],
)
def test_a_fault_of_the_feed_is_told_by_its_name(fault: Callable[[Feed], Feed], why: str) -> None:
    told = play(reference(), WHOLE, seed=1)
    again = told.exchanges[-1].again
    assert again is not None and len(again) > 3 * PAGE
    last = found(WHOLE, with_last(told, again=fault(again)))[-1]
    assert (last.verdict, last.why, last.blames) == (Verdict.FAIL, why, (PLATFORM,))


def pushed_before_its_cause(told: Transcript) -> Transcript:
    """Every feed has the push before the application that it follows from."""

    def swapped(feed: Feed) -> Feed:
        events = list(feed)
        for place, event in enumerate(feed):
            if isinstance(event, ApplicationPushed):
                events[place - 1 : place + 1] = [event, events[place - 1]]
        return tuple(events)

    exchanges = tuple(
        msgspec.structs.replace(one, caused=swapped(one.caused), again=one.again and swapped(one.again))
        for one in told.exchanges
    )
    return msgspec.structs.replace(told, exchanges=exchanges)


def test_an_effect_before_its_cause_is_found_though_every_look_shows_the_same() -> None:
    told = pushed_before_its_cause(play(reference(), WHOLE, seed=1))
    assert {one.why for one in found(WHOLE, told) if one.verdict == Verdict.FAIL} == {"feed_out_of_order"}


def test_a_number_that_is_missing_is_a_hole() -> None:
    told = play(reference(), WHOLE, seed=1)
    holed = everywhere(
        told,
        lambda event: (
            msgspec.structs.replace(event, seq=event.seq + 1) if event.actor == PLATFORM and event.seq > 2 else event
        ),
    )
    assert {one.why for one in found(WHOLE, holed) if one.verdict == Verdict.FAIL} == {"feed_has_a_hole"}


def test_a_platform_that_numbers_nothing_claims_no_completeness_by_numbers() -> None:
    told = play(reference(), WHOLE, seed=1)
    bare = everywhere(told, lambda event: msgspec.structs.replace(event, seq=0) if event.actor == PLATFORM else event)
    assert {one.verdict for one in found(WHOLE, bare)} == {Verdict.PASS}


def test_refusals_that_stand_in_no_feed_leave_it_complete() -> None:
    case = CASES["complete-feed/with refusals and misses in between"]
    told = play(Wrapped(RefusesOffTheFeed), case, seed=1)
    assert any(isinstance(event, Refused) for event in told.events)
    assert {one.verdict for one in found(case, told)} == {Verdict.PASS}


# --- honest


def early(event: AnyEvent) -> AnyEvent:
    return msgspec.structs.replace(event, at=event.at - DAY)


def late(event: AnyEvent) -> AnyEvent:
    return msgspec.structs.replace(event, at=event.at + 1)


def written_before_it_happened(event: AnyEvent) -> AnyEvent:
    return msgspec.structs.replace(event, recorded_at=event.at - 1)


def written_in_the_future(event: AnyEvent) -> AnyEvent:
    return msgspec.structs.replace(event, recorded_at=event.at + DAY)


def early_and_written_now(event: AnyEvent) -> AnyEvent:
    return msgspec.structs.replace(event, at=event.at - DAY, recorded_at=event.at)


@pytest.mark.parametrize(
    "stamp", [early, late, written_before_it_happened, written_in_the_future, early_and_written_now]
)
@pytest.mark.parametrize("kind", ["ApplicationPushed", "ClockStarted", "QuoteIssued"])
def test_a_false_stamp_is_found_on_stimuli_and_observations(stamp: Callable[[AnyEvent], AnyEvent], kind: str) -> None:
    told = play(reference(), TIMES, seed=1)
    false = everywhere(told, lambda event: stamp(event) if type(event).__name__ == kind else event)
    wrong = [one for one in found(TIMES, false) if one.verdict == Verdict.FAIL]
    if kind == "QuoteIssued" and stamp in (written_before_it_happened, written_in_the_future):
        assert wrong == []  # when a platform wrote down what others did is its own affair here
    else:
        assert [one.why for one in wrong] == ["stamped_otherwise"]


def test_an_instant_that_is_known_roughly_decides_nothing() -> None:
    told = play(reference(), TIMES, seed=1)
    rough = everywhere(
        told,
        lambda event: msgspec.structs.replace(event, at_slack_seconds=DAY) if event.actor == PLATFORM else event,
    )
    assert [one.why for one in found(TIMES, rough) if one.verdict == Verdict.INCONCLUSIVE] == ["uncertain_instant"]


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_platform_that_flags_late_or_answers_later_is_honest_all_the_same(name: str) -> None:
    for case in CASES.values():
        if case.duty == "D-honest-time":
            verdicts = {one.verdict for one in found(case, play(reference(VARIANTS[name]), case, seed=2))}
            assert Verdict.FAIL not in verdicts, case.id


# --- who sees what


def test_what_a_stranger_sees_and_what_is_kept_from_a_party_is_found() -> None:
    told = play(reference(), STRANGERS, seed=1)
    views = dict(told.exchanges[-1].views)
    rival, own = f"bank:{told.bindings['bank2']}", f"bank:{told.bindings['bank']}"
    quote = next(event for event in views[own] if isinstance(event, QuoteIssued))
    leaked = with_last(told, views={**views, rival: (*views[rival], quote)})
    kept = with_last(told, views={**views, own: tuple(event for event in views[own] if event != quote)})
    assert [one.why for one in found(STRANGERS, leaked) if one.verdict == Verdict.FAIL] == ["shown_to_a_stranger"]
    assert [one.why for one in found(STRANGERS, kept) if one.verdict == Verdict.FAIL] == ["kept_from_its_party"]


def test_a_case_given_away_and_one_that_cannot_be_read_are_found() -> None:
    told = play(reference(), STRANGERS, seed=1)
    reads, award = dict(told.exchanges[-1].reads), str(told.bindings["award"])
    firm, rival = f"supplier:{told.bindings['supplier2']}", f"bank:{told.bindings['bank2']}"
    given = with_last(told, reads={**reads, firm: CaseState(award=award)})
    shut = with_last(told, reads={**reads, rival: None})
    assert [one.why for one in found(STRANGERS, given) if one.verdict == Verdict.FAIL] == ["case_given_away"]
    assert [one.why for one in found(STRANGERS, shut) if one.verdict == Verdict.FAIL] == ["case_not_readable"]


# --- durable


def test_a_platform_that_cannot_be_restarted_is_never_certified_as_durable() -> None:
    plan = make_plan(LAW, profile="full")
    certified = certify(Wrapped(restarts=False), LAW, plan)
    assert certified.duties["D-durable"].verdict == Verdict.INCONCLUSIVE
    assert {one.why for one in certified.duties["D-durable"].findings} == {"not_offered"}
    assert certified.outcome == Outcome.INCOMPLETE
    others = {duty.verdict for name, duty in certified.duties.items() if name != "D-durable"}
    assert others == {Verdict.PASS}


def test_the_core_profile_asks_for_no_restart_and_no_message() -> None:
    cases = [CASES[name] for name in make_plan(LAW, profile="core").cases]
    assert not any(step.restart for case in cases for step in case.steps)
    assert not any(step.do in ("MessageSent", "SupplierBanned") for case in cases for step in case.steps)


def test_what_was_acknowledged_and_not_written_is_gone_after_a_stop() -> None:
    forgetful = reference(MUTANTS["acknowledges_before_write"].platform)
    whys = {one.why for one in found(STOPPED, play(forgetful, STOPPED, seed=1)) if one.verdict == Verdict.FAIL}
    assert "feed_lacks" in whys


def test_a_stop_is_no_excuse_and_no_burden_for_one_that_answers_later() -> None:
    told = play(reference(VARIANTS["asynchronous"]), STOPPED, seed=1)
    assert {one.verdict for one in found(STOPPED, told)} == {Verdict.PASS}
