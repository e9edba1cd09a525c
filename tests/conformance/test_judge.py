"""The judge: what it says of empty, partial, uncertain and crashing cases, and how verdicts come together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from conformance.case import Case
from conformance.finding import Finding
from conformance.judge import Judgement, judge
from conformance.monitor import MONITORS
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.civil import instant
from notice.events import EVENT_TYPES, Event
from notice.law import Law
from notice.trace import Gap, Observation, trace
from tests.conformance.builders import BANK, UNTIL, Story, judged
from tests.conformance.stories import AFTER_BREACHES, AWARD_NORMS, broken, kept

FIRST = "first-loan-in-time"
TYPES = tuple(EVENT_TYPES)


def observed(**fields: Any) -> Observation:
    return Observation(**{"vantage": "world", "until": UNTIL} | fields)


def told(story: Story) -> Any:
    return trace(observed(), story.events)


def test_an_empty_log_exercises_nothing() -> None:
    empty = judged(Story())
    assert {norm.verdict for norm in empty.norms.values()} == {Verdict.NOT_EXERCISED}
    assert set(empty.clauses().values()) == {Verdict.NOT_EXERCISED}


def test_a_case_as_it_should_be_breaks_no_norm() -> None:
    assert {name for name, norm in judged(kept()).norms.items() if norm.verdict > Verdict.PASS} == set()


def test_a_case_in_which_all_is_broken_breaks_every_norm_about_an_award() -> None:
    failed = {name for name, norm in judged(broken()).norms.items() if norm.verdict == Verdict.FAIL}
    assert failed == {*AWARD_NORMS, *AFTER_BREACHES}


def test_every_conviction_blames_somebody() -> None:
    assert all(finding.blames for finding in judged(broken()).findings(Verdict.FAIL))


@pytest.mark.parametrize(
    "norm", sorted(name for name, norm in catalogue().norms.items() if norm.is_awake(Law().policy))
)
@pytest.mark.parametrize("story", [Story(), kept(), broken()], ids=["empty", "kept", "broken"])
def test_a_norm_without_its_monitor_is_an_error_and_nothing_else_changes(norm: str, story: Story) -> None:
    rest = {name: monitor for name, monitor in MONITORS.items() if name != norm}
    without = judge(told(story), Law(), rest)
    assert without.norms[norm].verdict == Verdict.ERROR
    assert without.norms[norm].findings[0].why == "no_monitor"
    whole = judge(told(story), Law())
    assert {name: v for name, v in without.norms.items() if name != norm} == {
        name: v for name, v in whole.norms.items() if name != norm
    }


def crashing(case: Case, law: Law) -> Iterator[Finding]:
    yield from MONITORS[FIRST](case, law)
    raise RuntimeError(case.subject)


def test_a_crashing_monitor_is_an_error_never_a_pass_and_the_others_judge_on() -> None:
    verdicts = judge(told(kept()), Law(), {**MONITORS, FIRST: crashing}).norms
    assert verdicts[FIRST].verdict == Verdict.ERROR
    assert verdicts[FIRST].findings[0].details == {"error": "RuntimeError: A1"}
    assert verdicts["award-ceiling"].verdict == Verdict.PASS


def test_a_crash_on_one_case_does_not_hide_the_breach_of_another() -> None:
    def half(case: Case, law: Law) -> Iterator[Finding]:
        return crashing(case, law) if case.subject == "A2" else MONITORS[FIRST](case, law)

    both = trace(observed(), [*broken().events, *kept(award="A2").events])
    verdict = judge(both, Law(), {**MONITORS, FIRST: half}).norms[FIRST]
    assert verdict.verdict == Verdict.FAIL
    assert {finding.verdict for finding in verdict.findings} == {Verdict.FAIL, Verdict.ERROR}


def test_accepting_twice_starts_one_clock() -> None:
    twice = Story().accept().then("10-14 09:00", "ApplicationAccepted").then("10-18 09:00", "ApplicationRejected")
    assert judged(twice).norms[FIRST].triggers == 1


def test_what_is_not_yet_due_is_counted_and_is_no_finding() -> None:
    verdict = judged(Story().accept(), until=instant("2022-10-12")).norms[FIRST]
    assert (verdict.verdict, verdict.triggers, verdict.open, verdict.findings) == (Verdict.OPEN, 1, 1, ())


def test_a_date_outside_the_calendar_is_an_error_that_names_the_day() -> None:
    late = Story().then("2040-01-01", "SizeDeclared").then("2040-01-01", "ApplicationAccepted")
    finding = judged(late, until=instant("2041-01-01")).norms[FIRST].findings[0]
    assert finding.verdict == Verdict.ERROR
    assert "2040" in str(finding.details["error"])


# --- what a source does not show -------------------------------------------------------------------------------


def test_a_refused_stimulus_without_an_award_of_its_own_still_belongs_to_its_case() -> None:
    story = Story().open()
    refused = story.refuse(story.make("SecurityRequested", "10-11 09:00"))
    story.events[-1] = msgspec.structs.replace(refused, award=None)
    assert judged(story).norms["no-security"].verdict == Verdict.FAIL


def test_a_gap_in_the_clock_makes_a_miss_inconclusive() -> None:
    story = Story().accept()
    gap = Gap(instant("2022-10-12"), instant("2022-10-13"))
    assert judged(story, gaps=(gap,)).norms[FIRST].verdict == Verdict.INCONCLUSIVE


def test_a_gap_after_all_was_decided_changes_nothing() -> None:
    story = Story().accept().then("10-19 09:00", "ApplicationRejected")
    gap = Gap(instant("2022-11-12"), instant("2022-11-13"))
    assert judged(story, gaps=(gap,)).norms[FIRST].verdict == Verdict.FAIL


def test_a_gap_does_not_matter_to_a_loan_in_time() -> None:
    gap = Gap(instant("2022-10-11"), instant("2022-10-12"))
    assert judged(kept(), gaps=(gap,)).norms[FIRST].verdict == Verdict.PASS


def test_a_log_that_begins_in_the_middle_of_a_case_convicts_nobody_in_it() -> None:
    story = broken()
    story.events = [event for event in story.events if event.at >= instant("2022-10-10")]
    verdicts = judged(story, since=instant("2022-10-10")).norms
    unseen = {norm for norm in AWARD_NORMS if verdicts[norm].verdict == Verdict.NOT_EXERCISED}
    assert unseen == {"sign-contract-in-time"}  # its trigger, the award notice, lies before the log
    assert {verdicts[norm].verdict for norm in {*AWARD_NORMS, *AFTER_BREACHES} - unseen} == {Verdict.INCONCLUSIVE}


def test_and_of_a_case_that_it_shows_from_its_beginning_it_does() -> None:
    verdicts = judged(broken(), since=instant("2022-09-30")).norms
    assert {verdicts[norm].verdict for norm in (*AWARD_NORMS, *AFTER_BREACHES)} == {Verdict.FAIL}


def test_a_guards_types_matter_only_where_the_case_lacks_them() -> None:
    seen = tuple(kind for kind in TYPES if kind not in ("SizeDeclared", "AwardNoticeIssued"))
    assert judged(broken(), observes=seen).norms["no-fees"].verdict == Verdict.FAIL
    bare = broken()
    bare.events = [event for event in bare.events if type(event).__name__ != "SizeDeclared"]
    assert judged(bare, observes=seen).norms["no-fees"].verdict == Verdict.INCONCLUSIVE


def test_a_declaration_before_the_log_began_may_have_made_the_supplier_ineligible() -> None:
    late = broken()
    late.events = [event for event in late.events if event.at > instant("2022-09-30 09:30")]
    assert judged(late, since=instant("2022-09-30 09:30")).norms["no-fees"].verdict == Verdict.INCONCLUSIVE
    assert judged(late).norms["no-fees"].verdict == Verdict.NOT_EXERCISED


def test_a_bank_is_disciplined_whether_or_not_award_notices_are_shown() -> None:
    seen = tuple(kind for kind in TYPES if kind != "AwardNoticeIssued")
    story = Story().then("11-02 09:00", "CooperationTerminated")
    assert judged(story, observes=seen).norms["discipline-bank"].verdict == Verdict.FAIL


def test_business_before_and_after_a_bank_was_told_is_told_apart() -> None:
    told_at = instant("2022-11-05")
    story = Story().then("11-01 09:00", "ViolationEstablished", serious=True)
    story.add("CooperationTerminated", "11-02 09:00", recorded_at=told_at)
    story.add("QuoteIssued", "11-03 09:00")
    story.add("QuoteIssued", "11-06 09:00")
    found = {one.why: len(one.evidence) for one in judged(story).norms["discipline-bank"].findings}
    assert found["business_after_end"] == found["business_before_told"] == 2


def test_an_inconclusive_finding_says_what_it_would_be_and_what_is_missing() -> None:
    seen = tuple(kind for kind in TYPES if kind not in ("LoanDisbursed", "QuoteIssued"))
    finding = judged(Story().accept(), observes=seen).norms[FIRST].findings[0]
    assert finding.details == {"would_be": "FAIL", "missing": "QuoteIssued, LoanDisbursed"}
    assert finding.blames == ()


# --- uncertain times -------------------------------------------------------------------------------------------


def rejected(when: str, slack: int) -> Judgement:
    return judged(Story().accept().then(when, "ApplicationRejected", at_slack_seconds=slack))


def test_an_uncertain_time_that_straddles_the_limit_is_inconclusive() -> None:
    verdict = rejected("10-18 00:00:00", slack=2).norms[FIRST]
    assert verdict.verdict == Verdict.INCONCLUSIVE
    assert verdict.findings[0].why == "time_uncertain"


@pytest.mark.parametrize(
    ("when", "expected"), [("10-17 23:59:59", Verdict.PASS), ("10-18 00:10:00", Verdict.FAIL)], ids=["early", "late"]
)
def test_an_uncertain_time_on_one_side_of_it_is_not(when: str, expected: Verdict) -> None:
    assert rejected(when, slack=60).norms[FIRST].verdict == expected


def test_slack_of_one_second_is_none() -> None:
    assert rejected("10-18 00:00:00", slack=1).norms[FIRST].verdict == Verdict.FAIL


def test_two_uncertain_times_are_taken_at_every_pair_of_ends() -> None:
    story = Story().open().then("10-11 00:30:00", "ApplicationAccepted", at_slack_seconds=3600)
    story.add("ApplicationRejected", "10-18 12:00:00", at_slack_seconds=60)
    assert judged(story).norms[FIRST].verdict == Verdict.INCONCLUSIVE


def test_a_finding_that_only_one_end_yields_is_inconclusive() -> None:
    story = Story().lend().then("10-12 15:00:01", "AccountChanged", at_slack_seconds=60)
    assert judged(story).norms["full-lock"].verdict == Verdict.INCONCLUSIVE


# --- how verdicts come together --------------------------------------------------------------------------------

SECURITY_ROWS = {
    "property_mortgage": {"1.3.d", "4.1.d"},
    "natural_person_guarantee": {"1.3.e", "4.1.d"},
    "third_party_guarantee": {"1.3.e", "4.1.d"},
    "guarantee_company": {"1.3.e", "4.1.d"},
    "movable_pledge": {"1.3.f", "4.1.d"},
    "co_borrower": {"1.3.f", "4.1.d"},
    "deposit_as_security": {"1.3.f", "4.1.d"},
    "insurance_as_security": {"1.3.f", "4.1.d"},
    "other_security": {"1.3.f", "4.1.d"},
}


@pytest.mark.parametrize(("kind", "rows"), SECURITY_ROWS.items())
def test_a_security_asked_fails_the_rows_of_its_kind_and_passes_the_others(kind: str, rows: set[str]) -> None:
    clauses = judged(Story().open().then("10-11 09:00", "SecurityRequested", security=kind)).clauses()
    home = set(catalogue().norms["no-security"].clauses)
    assert {clause for clause in home if clauses[clause] == Verdict.FAIL} == rows
    assert {clauses[clause] for clause in home - rows} == {Verdict.PASS}


def test_a_security_taken_fails_the_row_of_taking_too() -> None:
    clauses = judged(Story().open().then("10-11 09:00", "LoanAgreementSigned", security=("movable_pledge",))).clauses()
    assert clauses["1.3.a"] == Verdict.FAIL


def test_findings_of_one_kind_are_alike() -> None:
    many = judged(broken(), broken(award="A2", application="L2", loan="D2"))
    late = [finding for finding in many.norms[FIRST].findings if finding.why == "late"]
    assert len(late) == 2
    assert len({finding.kind for finding in late}) == 1


def test_the_judgement_names_its_policy() -> None:
    assert judged(Story()).policy == Law().policy.hash


# --- borders ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "declined", "expected"),
    [
        ("10-10 09:00", "10-17 23:59:59", {"last_lawful_second": 1}),
        ("10-10 09:00", "10-18 00:00:00", {"first_unlawful": 1}),
        ("10-10 09:00", "10-17 23:59:58", {}),
        ("09-29 09:00", "09-30 09:00", {"make_up_day": 1, "over_holiday": 1}),
        ("12-28 09:00", "12-29 09:00", {"over_holiday": 1, "year_end": 1}),
        ("12-23 09:00", "12-26 09:00", {}),
    ],
)
def test_boundary_hits_are_counted(accepted: str, declined: str, expected: dict[str, int]) -> None:
    story = Story().then("09-29 08:00", "SizeDeclared").then("09-29 08:00", "AwardNoticeIssued")
    story.then("09-29 08:30", "ApplicationSubmitted").then(accepted, "ApplicationAccepted")
    assert judged(story.then(declined, "ApplicationRejected")).norms[FIRST].boundary_hits == expected


def test_a_due_instant_far_outside_the_calendar_does_not_stop_the_judge() -> None:
    story = (
        Story().then("11-01 09:00", "ViolationEstablished").then("11-02 09:00", "RectificationOrdered", due_at=2**60)
    )
    assert judged(story.then("11-03 09:00", "RectificationConfirmed")).norms["discipline-bank"].verdict == Verdict.PASS


# --- properties over all stories -------------------------------------------------------------------------------


def verdicts_of(events: list[Event]) -> dict[str, Any]:
    judgement = judge(trace(observed(), events), Law())
    return {
        name: sorted((one.verdict, one.blames, one.subject) for one in norm.findings)
        for name, norm in judgement.norms.items()
    }


def test_an_unrelated_case_changes_nothing() -> None:
    other = broken(award="A9", supplier="S9", bank="B9", application="L9", loan="D9", contract="C9", purchaser="P9")
    for story in (kept(), broken()):
        alone = verdicts_of(story.events)
        beside = verdicts_of([*story.events, *other.events])
        for norm, found in alone.items():
            assert [one for one in beside[norm] if one[2] in ("A1", "B1")] == found


def test_the_platforms_words_about_clocks_decide_nothing() -> None:
    for story in (kept(), broken()):
        plain = verdicts_of(story.events)
        story.add("ClockStarted", "10-10 09:00", award="A1", clock="first_loan", due_at=1)
        story.add("DeadlineMissed", "10-10 10:00", award="A1", clock="first_loan", late_party=BANK, due_at=1)
        story.add("BreachFlagged", "10-10 10:00", award="A1", reasons=("FEE_NOT_ALLOWED",), blames=(BANK,))
        assert verdicts_of(story.events) == plain
