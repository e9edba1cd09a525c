"""The judge of duties: the kill matrix, no false alarm, and what it says where it cannot know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
import pytest
from flawed_targets import (
    LAW,
    AnswersYes,
    BreaksDown,
    LosesAnswers,
    LosesRequests,
    Polled,
    RefusesOffTheFeed,
    Wrapped,
    reference,
)

from conformance.duties import WRITES_NOTHING, duty_verdicts, judge_duties
from conformance.finding import Finding
from conformance.port import Target
from conformance.reference.mutants import MUTANTS
from conformance.reference.platform import Platform
from conformance.reference.variants import VARIANTS
from conformance.replay import play
from conformance.transcript import Transcript
from conformance.verdicts import Outcome, Verdict, outcome
from conformance.whys import sentence
from notice.catalogue import catalogue
from notice.events import PLATFORM, Refused
from notice.law import Law
from notice.policy import baseline
from notice.yaml import Document
from scenarios.case import Case
from scenarios.certification import certification

CASES = certification()
BY_ID = {case.id: case for case in CASES}


def of_duty(duty: str) -> list[Case]:
    """The cases that a duty is judged on; their twins are among them."""
    return [case for case in CASES if duty in (case.duty, *case.duties)]


def judged(target: Target, cases: Iterable[Case] = CASES, seed: int = 1, law: Law = LAW) -> list[Finding]:
    cases = list(cases)
    return judge_duties(cases, [play(target, case, seed=seed) for case in cases], law)


def failed(findings: Iterable[Finding]) -> set[str]:
    return {finding.id for finding in findings if finding.verdict == Verdict.FAIL}


@cache
def of_reference() -> tuple[list[Transcript], list[Finding]]:
    transcripts = [play(reference(), case, seed=1) for case in CASES]
    return transcripts, judge_duties(CASES, transcripts, LAW)


# --- kills


def test_the_catalogue_names_the_mutants_that_exist() -> None:
    named = {mutant: duty.id for duty in catalogue().duties.values() for mutant in duty.mutants}
    assert named == {name: mutant.breaks for name, mutant in MUTANTS.items()}


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_mutant_dies_by_the_duty_that_it_breaks(name: str) -> None:
    mutant = MUTANTS[name]
    findings = judged(reference(mutant.platform), of_duty(mutant.breaks), seed=11)
    deadly = [finding for finding in findings if finding.id == mutant.breaks and finding.verdict == Verdict.FAIL]
    assert deadly
    assert {finding.blames for finding in deadly} == {(PLATFORM,)}
    verdicts = duty_verdicts(findings, catalogue(), "full")
    assert outcome(one.verdict for one in verdicts.values()) == Outcome.NOT_CERTIFIED


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", ["reference", *sorted(VARIANTS)])
def test_a_lawful_platform_is_certified_without_a_false_alarm(name: str, seed: int) -> None:
    findings = judged(reference(VARIANTS.get(name, Platform)), seed=seed)
    assert not [finding for finding in findings if finding.verdict not in (Verdict.PASS, Verdict.WARN)]
    verdicts = duty_verdicts(findings, catalogue(), "full")
    assert set(verdicts) == set(catalogue().duties)
    assert outcome(one.verdict for one in verdicts.values()) == Outcome.CERTIFIED


def test_a_shim_that_says_yes_to_everything_is_not_certified() -> None:
    findings = judged(AnswersYes())
    verdicts = duty_verdicts(findings, catalogue(), "core")
    assert outcome(one.verdict for one in verdicts.values()) == Outcome.NOT_CERTIFIED
    assert {"D-push-to-chosen-bank", "D-computes-due", "D-flags-miss", "D-own-token"} <= failed(findings)


def test_a_platform_that_rejects_everything_passes_no_negative_case() -> None:
    findings = judged(reference(MUTANTS["rejects_everything"].platform))
    assert "D-accept-on-notice" in failed(findings)
    passed = [one for one in findings if one.verdict == Verdict.PASS and one.id != WRITES_NOTHING]
    assert not [one for one in passed if one.details["sign"] == "negative"]


# --- the rules of refusal


class States(Platform):
    """Refuses as the reference does, and states reasons of its own."""

    given: tuple[str, ...] = ()

    def stated(self, reasons):  # type: ignore[no-untyped-def]
        return self.given if super().stated(reasons) else ()


@pytest.mark.parametrize(
    ("given", "verdict", "why"),
    [
        (("AWARD_CEILING_EXCEEDED",), Verdict.PASS, "refused_as_due"),
        (("FEE_NOT_ALLOWED",), Verdict.WARN, "refused_for_another_reason"),
        (("AWARD_CEILING_EXCEEDED", "FEE_NOT_ALLOWED"), Verdict.WARN, "refused_for_another_reason"),
        (("COMPUTER_SAYS_NO",), Verdict.WARN, "refused_for_unknown_reason"),
    ],
)
def test_a_refusal_is_worth_its_reason(given: tuple[str, ...], verdict: Verdict, why: str) -> None:
    stating = type("Stating", (States,), {"given": given})
    findings = judged(reference(stating), of_duty("D-ceiling-over-banks"))
    name = "ceiling-over-banks/two loans of one bank one fen above"
    (found,) = [one for one in findings if one.subject == name and one.id == "D-ceiling-over-banks"][-1:]
    assert (found.verdict, found.why) == (verdict, why)
    assert found.blames == ((PLATFORM,) if verdict == Verdict.WARN else ())


def test_a_refusal_without_any_reason_is_a_warning() -> None:
    case = BY_ID["ceiling-over-banks/two loans of one bank one fen above"]
    told = play(reference(), case, seed=1)
    bare = msgspec.structs.replace(told.exchanges[-1], reasons=())
    twin = BY_ID["ceiling-over-banks/two loans of one bank at the award amount"]
    changed = msgspec.structs.replace(told, exchanges=(*told.exchanges[:-1], bare))
    findings = judge_duties([case, twin], [changed, play(reference(), twin, seed=1)], LAW)
    assert "refused_for_unknown_reason" in {one.why for one in findings}


def test_a_refusal_counts_only_beside_a_twin_that_went_through() -> None:
    case = BY_ID["ceiling-over-banks/two loans of one bank one fen above"]
    findings = judge_duties([case], [play(reference(), case, seed=1)], LAW)
    alone = [
        one for one in findings if one.id == "D-ceiling-over-banks" and one.details["expected"].startswith("refused")
    ]  # type: ignore[union-attr]  # it is a text
    assert {(one.verdict, one.why) for one in alone} == {(Verdict.INCONCLUSIVE, "twin_did_not_pass")}


def test_every_refusal_of_every_transcript_is_judged_for_writing_nothing() -> None:
    transcripts, findings = of_reference()
    refusals = sum(one.answer == "refused" and bool(one.caused) for told in transcripts for one in told.exchanges)
    assert sum(one.id == WRITES_NOTHING and one.why == "refusal_wrote_nothing" for one in findings) == refusals > 300


@pytest.mark.parametrize("fault", ["twice", "another event", "read-back"])
def test_a_planted_effect_of_a_refusal_is_found(fault: str) -> None:
    case = BY_ID["ceiling-over-banks/two loans of one bank one fen above"]
    told = play(reference(), case, seed=1)
    last = told.exchanges[-1]
    (refused,) = last.caused
    assert isinstance(refused, Refused) and last.after is not None
    changes = {
        "twice": {"caused": (refused, msgspec.structs.replace(refused, id="again"))},
        "another event": {"caused": (refused, told.exchanges[0].caused[0])},
        "read-back": {"after": msgspec.structs.replace(last.after, live_principal_fen=1)},
    }[fault]
    planted = msgspec.structs.replace(told, exchanges=(*told.exchanges[:-1], msgspec.structs.replace(last, **changes)))
    assert WRITES_NOTHING in failed(judge_duties([case], [planted], LAW))


def test_the_order_of_deadlines_in_a_read_back_means_nothing() -> None:
    case = BY_ID["termination/an agreement after the termination"]
    told = play(reference(), case, seed=1)
    last = told.exchanges[-1]
    assert last.after is not None
    two = (*last.after.deadlines, *[msgspec.structs.replace(one, clock="pay") for one in last.after.deadlines])
    assert len(two) > 1
    before, after = (msgspec.structs.replace(last.after, deadlines=order) for order in (two, two[::-1]))
    turned = msgspec.structs.replace(last, before=before, after=after)
    changed = msgspec.structs.replace(told, exchanges=(*told.exchanges[:-1], turned))
    assert not failed(judge_duties([case], [changed], LAW))


# --- what cannot be known


def test_lost_answers_that_the_feed_decides_cost_nothing() -> None:
    assert {one.verdict for one in judged(Wrapped(LosesAnswers), of_duty("D-ceiling-over-banks"))} == {Verdict.PASS}


def test_lost_requests_are_inconclusive_never_a_failure() -> None:
    findings = judged(Wrapped(LosesRequests), of_duty("D-ceiling-over-banks"))
    assert {one.verdict for one in findings} == {Verdict.INCONCLUSIVE}


def test_a_platform_that_breaks_down_is_an_error_not_a_failure() -> None:
    findings = judged(Wrapped(BreaksDown), of_duty("D-ceiling-over-banks"))
    assert {one.verdict for one in findings} == {Verdict.ERROR}
    assert {one.blames for one in findings} == {()}
    verdicts = duty_verdicts(findings, catalogue(), "core")
    assert outcome(one.verdict for one in verdicts.values()) == Outcome.INCOMPLETE


def test_a_platform_that_refuses_off_the_feed_is_no_worse() -> None:
    assert not failed(judged(Wrapped(RefusesOffTheFeed)))


def test_without_a_controlled_clock_timed_duties_are_inconclusive() -> None:
    verdicts = duty_verdicts(judged(Wrapped(clock_level="V0")), catalogue(), "full")
    for duty in catalogue().duties.values():
        expected = Verdict.INCONCLUSIVE if duty.timed else Verdict.PASS
        assert verdicts[duty.id].verdict == expected, duty.id


@pytest.mark.parametrize(
    ("kind", "duties"),
    [
        ("DeadlineMissed", {"D-flags-miss", "D-no-false-miss", "D-rectification"}),
        ("ClockStarted", {"D-computes-due", "D-first-or-repeat"}),
        ("RepaymentAccountLocked", {"D-locks-at-agreement", "D-locks-at-disbursement", "D-change-by-exception"}),
        ("BreachFlagged", {"D-no-false-miss", "D-stops-fees", "D-treasury-gate"}),
    ],
)
def test_a_platform_that_does_not_report_a_type_is_not_certified_on_it(kind: str, duties: set[str]) -> None:
    observes = tuple(one for one in reference().capabilities().observes if one != kind)
    verdicts = duty_verdicts(judged(Wrapped(observes=observes)), catalogue(), "core")
    for duty in duties:
        assert verdicts[duty].verdict == Verdict.INCONCLUSIVE, duty
    assert verdicts["D-accept-on-notice"].verdict == Verdict.PASS


def test_silence_on_a_type_that_is_not_reported_is_no_failure() -> None:
    observes = tuple(one for one in reference().capabilities().observes if one != "DeadlineMissed")
    silent = Wrapped(observes=observes, platform=MUTANTS["never_flags_miss"].platform)
    assert not failed(judged(silent, of_duty("D-flags-miss")))


def test_a_due_day_known_to_thirty_hours_only_is_inconclusive() -> None:
    findings = judged(Wrapped(Polled), of_duty("D-flags-miss"))
    assert "uncertain_instant" in {one.why for one in findings}
    assert not failed(findings)


def test_a_case_that_was_not_played_keeps_its_duty_from_a_pass() -> None:
    cases = of_duty("D-push-to-chosen-bank")
    played = [play(reference(), case, seed=1) for case in cases[1:]]
    verdicts = duty_verdicts(judge_duties(cases, played, LAW), catalogue(), "core")
    assert verdicts["D-push-to-chosen-bank"].verdict == Verdict.INCONCLUSIVE


@pytest.mark.parametrize("duty", sorted(catalogue().duties))
def test_a_duty_below_its_threshold_never_passes(duty: str) -> None:
    _, findings = of_reference()
    for boundary in catalogue().duties[duty].boundary_cases:
        rest = [one for one in findings if boundary not in str(one.details.get("boundary", "")).split(", ")]
        verdict = duty_verdicts(rest, catalogue(), "full")[duty]
        assert verdict.verdict in (Verdict.INCONCLUSIVE, Verdict.NOT_EXERCISED)
        assert not verdict.findings or boundary in verdict.missing


def test_without_findings_every_duty_is_not_exercised() -> None:
    assert {one.verdict for one in duty_verdicts([], catalogue(), "full").values()} == {Verdict.NOT_EXERCISED}


def test_a_law_that_counts_otherwise_than_the_scenarios_is_an_error_of_the_harness() -> None:
    text = (
        "reform: faster\ntitle: {en: f, zh: f}\norigin: {en: o, zh: o}\nchanges: {first_sla_working_days: {value: 4}}\n"
    )
    faster = Law(baseline().reformed(Document(Path("reform.yaml"), text)))
    for duty in ("D-computes-due", "D-tolls-with-cause"):
        findings = [one for one in judged(reference(), of_duty(duty), law=faster) if one.id == duty]
        due = [one for one in findings if one.why in ("due_as_computed", "wrong_due_day", "oracles_disagree")]
        assert {(one.verdict, one.why) for one in due} == {(Verdict.ERROR, "oracles_disagree")}


@pytest.mark.parametrize(
    ("parameter", "days"),
    [
        ("contract_sign_days", 28),
        ("publish_working_days", 3),
        ("amendment_publish_working_days", 3),
        ("file_working_days", 6),
        ("pay_days_default", 28),
        ("pay_days_max", 59),
    ],
)
def test_a_law_that_gives_the_purchaser_other_days_is_an_error_of_the_harness(parameter: str, days: int) -> None:
    reform = "reform: other\ntitle: {en: f, zh: f}\norigin: {en: o, zh: o}\nchanges: {%s: {value: %d}}\n"
    other = Law(baseline().reformed(Document(Path("reform.yaml"), reform % (parameter, days))))
    findings = judged(reference(), of_duty("D-purchaser-clocks"), law=other)
    whys = {one.why for one in findings if one.id == "D-purchaser-clocks"}
    assert "oracles_disagree" in whys
    assert "wrong_due_day" not in whys


# --- findings


def test_every_finding_has_a_sentence_in_both_languages() -> None:
    findings = [*of_reference()[1], *judged(AnswersYes()), *judged(Wrapped(BreaksDown), CASES[:5])]
    findings += judged(reference(MUTANTS["rejects_but_writes"].platform))
    for finding in {one.kind: one for one in findings}.values():
        assert sentence(finding, "en") and sentence(finding, "zh")


def test_findings_are_the_same_when_judged_from_the_file() -> None:
    transcripts, _ = of_reference()
    read = [msgspec.json.decode(msgspec.json.encode(told), type=Transcript) for told in transcripts[:40]]
    subjects = {f"{told.scenario}/{told.case}" for told in read}
    cases = [case for case in CASES if case.id in subjects]
    assert judge_duties(cases, read, LAW) == judge_duties(cases, transcripts[:40], LAW)


def test_a_verdict_counts_triggers_and_names_its_boundary_hits() -> None:
    _, findings = of_reference()
    verdicts = duty_verdicts(findings, catalogue(), "full")
    counted = Counter(one.id for one in findings)
    for duty, verdict in verdicts.items():
        assert verdict.triggers == counted[duty]
        assert verdict.boundary_hits == catalogue().duties[duty].boundary_cases
        assert verdict.missing == ()
