"""The certification scenarios that ship, and what their loader refuses."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from conformance.oracle import GOLDEN, lawful_due_day
from notice.catalogue import catalogue
from notice.civil import DAY
from notice.errors import InputError
from notice.events import SizeDeclared
from notice.law import Law
from notice.size import classify, industries
from scenarios.binding import bind
from scenarios.case import Case
from scenarios.certification import certification, load
from scenarios.draws import draw

CASES = certification()
UNSUPPORTED = {"ContractTerminated", "DeliveryRejected", "LossBooked", "PaymentPlanReturned", "ClockResumed"}
"""Types that a platform need not take at all."""
NOBODY_MAY = {"SecurityRequested", "FeeCharged", "ConditionAttached", "FloorConfigured", "GuaranteeGiven"}
TIMED = {"D-flags-miss", "D-no-false-miss", "D-bank-may-refuse", "D-tolls-with-cause", "D-purchaser-clocks",
         "D-reminds-purchaser"}  # fmt: skip
PLATFORM_SAYS = {"ApplicationPushed", "RepaymentAccountLocked", "RepaymentAccountReleased", "ClockStarted",
                 "DeadlineMissed", "BreachFlagged", "AccountChanged", "ClockSuspended", "ClockAdvanced"}  # fmt: skip


def test_every_duty_has_cases_and_every_boundary_case_is_played() -> None:
    reached = {duty: set[str]() for duty in catalogue().duties}
    for case in CASES:
        for duty in case.duties:
            reached[duty].update(case.boundary)
    for duty in catalogue().duties.values():
        assert set(duty.boundary_cases) <= reached[duty.id], duty.id


def test_every_duty_has_a_positive_case_and_a_negative_one_where_it_has_negatives() -> None:
    signs = defaultdict(set)
    for case in CASES:
        for step in case.steps:
            for want in step.expect:
                signs[want.duty or case.duty].add(case.is_negative or want.answer.startswith("refused"))
    for duty in catalogue().duties.values():
        assert signs[duty.id] == ({True, False} if duty.has_negative else {False}), duty.id


def test_every_type_is_tried_by_every_role_that_may_not_say_it() -> None:
    tried = defaultdict(set)
    for case in CASES:
        if case.duty == "D-own-token" and "every_role_and_type" in case.boundary:
            for step in case.steps:
                tried[step.do].add(step.by)
    story = CASES[0].story
    expected = set(story.acts) - UNSUPPORTED - NOBODY_MAY - PLATFORM_SAYS
    assert expected == {act for act, actors in tried.items() if len(actors) > 1}
    roles = {"supplier", "bank", "purchaser", "treasury", "bureau", "site"}
    for act in expected:
        assert roles - set(story.acts[act].by) <= tried[act], act


def test_golden_due_days_agree_with_the_clock_of_the_law() -> None:
    law, checked = Law(), Counter[str]()
    for case in CASES:
        steps = bind(case, draw(case, 1)).steps
        for number, step in enumerate(steps):
            for want in step.expected:
                if want.due is not None and want.due.clock in GOLDEN:
                    assert lawful_due_day(want.due, steps[: number + 1], law) == want.due.day, (case.id, step.label)
                    checked[case.scenario] += 1
    assert checked == {"computes-due": 10, "first-or-repeat": 5, "tolls-with-cause": 19, "purchaser-clocks": 17}


def test_firms_at_the_border_are_large_or_just_not_in_every_industry_and_measure() -> None:
    bordering, below = set(), set()
    for case in CASES:
        if case.scenario != "refuse-ineligible" or "deemed" in case.boundary:
            continue
        stimuli = [step.stimulus for step in bind(case, draw(case, 1)).steps]
        (size,) = [one for one in stimuli if isinstance(one, SizeDeclared)]
        figures = {"employees": size.employees, "revenue": size.revenue_fen, "assets": size.assets_fen}
        large = classify(size.industry, *figures.values()) == "large"
        assert large == case.is_negative, case.id
        floors = industries()[size.industry].large.model_dump(exclude_none=True)
        units = {name: 1 if name == "employees" else 1_000_000 for name in floors}
        short = {name: floor - figures[name] // units[name] for name, floor in floors.items()}
        if large:
            assert set(short.values()) == {0}, case.id
            bordering.add(size.industry)
        elif case.boundary:
            assert sorted(short.values()) == [0] * (len(short) - 1) + [1], case.id
            below |= {(size.industry, name) for name, by in short.items() if by}
    measured = {name: row.large.model_dump(exclude_none=True) for name, row in industries().items()}
    assert bordering == set(measured)
    assert below == {(industry, name) for industry, floors in measured.items() for name in floors}


def test_cases_of_time_lie_outside_the_band_on_which_readings_differ() -> None:
    """Positive before 17:30:00 of the due day, negative from the next midnight on."""
    for case in CASES:
        if case.duty in TIMED:
            for step in bind(case, draw(case, 1)).steps:
                assert step.at % DAY <= 17 * 3600 + 1799, (case.id, step.label)


def test_two_runs_share_no_identity_and_one_run_is_repeatable() -> None:
    for case in CASES[:20]:
        first, again, other = draw(case, 1), draw(case, 1), draw(case, 2)
        assert first == again
        ids = {value for value in first.values() if isinstance(value, str)}
        assert not ids & {value for value in other.values() if isinstance(value, str)}


def test_an_identity_shows_its_kind_only() -> None:
    drawn = draw(CASES[0], 1)
    shapes = Counter(str(drawn[name]).rpartition("-")[0] for name in ("account", "other_account", "bank", "bank2"))
    assert shapes == {"account": 2, "bank": 2}


def test_no_two_cases_of_a_run_share_an_event_identity() -> None:
    keys = Counter(
        step.stimulus.key
        for case in CASES
        for step in bind(case, draw(case, 1)).steps
        if step.stimulus is not None and step.again is None
    )
    assert max(keys.values()) == 1


# --- what the loader refuses

SCENARIO = """\
scenario: small
duty: D-ceiling-over-banks
purpose: {en: small, zh: 小}
start: 2022-10-10
given: {up_to: LoanAgreementSigned}
cases:
  - case: within
    boundary: at_award_amount
    steps:
      - {at: 'day 0, 16:00', do: DisbursementOrdered, with: {amount_fen: loan_fen}, expect: accepted}
  - case: above
    twin: within
    steps:
      - at: 'day 0, 16:00'
        do: DisbursementOrdered
        with: {amount_fen: loan_fen + 1}
        expect: {refused: [AWARD_CEILING_EXCEEDED]}
"""


def loaded(folder: Path, text: str) -> tuple[Case, ...]:
    shutil.copy(str(files("scenarios") / "certification" / "story.yaml"), folder / "story.yaml")
    (folder / "small.yaml").write_text(text, encoding="utf-8")
    return load(folder)


def test_a_small_scenario_is_read_as_it_stands(tmp_path: Path) -> None:
    within, above = loaded(tmp_path, SCENARIO)
    assert (within.id, above.id) == ("small/within", "small/above")
    assert above.is_negative and not within.is_negative
    drawn = draw(above, 7)
    last = bind(above, drawn).steps[-1]
    assert getattr(last.stimulus, "amount_fen") == int(drawn["loan_fen"]) + 1  # noqa: B009  # one of many event types
    assert last.expected[0].reasons == {"AWARD_CEILING_EXCEEDED"}


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("duty: D-ceiling-over-banks", "duty: D-ceiling-over-bank", 7, "did you mean 'D-ceiling-over-banks'"),
        ("boundary: at_award_amount", "boundary: at_award_amout", 8, "did you mean 'at_award_amount'"),
        ("twin: within", "twin: witin", 12, "did you mean 'within'"),
        ("    twin: within\n", "", 11, "positive twin"),
        ("twin: within", "twin: above", 12, "no positive case"),
        ("twin: within", "twin: within\n    differs_in: 2", 12, "differs from its twin in 1 things"),
        ("loan_fen + 1", "loan_fen", 12, "differs from its twin in 0 things"),
        ("loan_fen + 1", "lone_fen + 1", 16, "did you mean 'loan_fen'"),
        ("loan_fen + 1", "loan_fen + 1, loan: laon", 16, "no identity is called 'laon'"),
        ("loan_fen + 1", "loan_fen + 1, ammount: 2", 16, "has no field 'ammount'"),
        ("do: DisbursementOrdered\n", "do: DisbursementOrderd\n", 15, "did you mean 'DisbursementOrdered'"),
        ("do: DisbursementOrdered\n", "do: DisbursementOrdered\n        by: bnak\n", 16, "did you mean 'bank'"),
        ("do: DisbursementOrdered\n", "do: DisbursementOrdered\n        token: bnak\n", 16, "did you mean 'bank'"),
        ("do: DisbursementOrdered\n", "do: DisbursementOrdered\n        again: first\n", 16, "no earlier step"),
        ("do: DisbursementOrdered\n", "do: DisbursementOrdered\n        at_once: true\n", 16, "cannot be done at once"),
        ("{refused: [AWARD_CEILING_EXCEEDED]}", "{shows: [{event: Refused, times: twice}]}", 17, "'twice' cannot stand here"),
        ("- at: 'day 0, 16:00'", "- at: 'day 0, 14:00'", 14, "order the steps"),
        ("- at: 'day 0, 16:00'", "- at: tomorrow", 14, "no amount is called 'tomorrow'"),
        ("{refused: [AWARD_CEILING_EXCEEDED]}", "{refused: [TOO_MUCH]}", 17, "AWARD_CEILING_EXCEEDED"),
        ("{refused: [AWARD_CEILING_EXCEEDED]}", "{refuse: [AWARD_CEILING_EXCEEDED]}", 17, "unknown field 'refuse'"),
        ("{refused: [AWARD_CEILING_EXCEEDED]}", "{refused: [AWARD_CEILING_EXCEEDED], accepted: true}", 17, "one kind"),
        ("{refused: [AWARD_CEILING_EXCEEDED]}", "{shows: [{event: LoanGone}]}", 17, "no event is called 'LoanGone'"),
        ("expect: accepted}", "expect: {accepted: true, feeds: [{of: bnak}]}}", 10, "did you mean 'bank'"),
        ("expect: accepted}", "expect: {accepted: true, feeds: [{of: bank, holds: [LoanGone]}]}}", 10, "'LoanGone'"),
        ("expect: accepted}", "expect: {accepted: true, read_by: {bnak: null}}}", 10, "did you mean 'bank'"),
        ("expect: accepted}", "stamped: yesterday, expect: accepted}", 10, "no amount is called 'yesterday'"),
        ("expect: accepted}", "restart: perhaps, expect: accepted}", 10, "restart"),
        ("- case: above", "- case: above\n    profile: ful", 12, "did you mean 'full'"),
        ("given: {up_to: LoanAgreementSigned}", "given: {up_to: LoanAgreed}", 5, "'LoanAgreed' is not in the story"),
        ("given: {up_to: LoanAgreementSigned}", "given: {without: [BankFiled]}", 5, "either 'up_to' or 'before'"),
        ("- case: above", "- case: within", 11, "stands twice"),
        ("start: 2022-10-10", "start: 2022-10-10\nstart: 2022-10-11", 5, "stands twice"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, old: str, new: str, line: int, told: str
) -> None:
    assert old in SCENARIO
    with pytest.raises(InputError) as refused:
        loaded(tmp_path, SCENARIO.replace(old, new, 1))
    assert f"small.yaml:{line}:" in refused.value.where, refused.value
    assert told in str(refused.value)
