"""What is counted, computed by hand on small stories; and that nothing counted is ever a verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.measures.figures import Figure, Part, figures
from conformance.measures.register import MEASURES
from conformance.measures.statistics import middle, wilson
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.civil import day_of
from notice.events import EVENT_TYPES, Actor
from notice.inclusive_rates import inclusive_average_bp
from notice.law import Law
from notice.trace import Observation, trace
from tests.conformance.builders import BANK, BUREAU, SUPPLIER, TREASURY, UNTIL, Story, judged
from tests.conformance.monitors.golden_contract import PAID, delivered, terms

ALLIANCE = {"violation_kind": "price_alliance"}


def counted(*stories: Story, **observation: Any) -> dict[str, Figure]:
    """Every figure of the stories told together, by default seen completely until the end of 2023."""
    seen = Observation(**{"vantage": "world", "until": UNTIL} | observation)
    events = trace(seen, (event for story in stories for event in story.events))
    return {figure.id: figure for figure in figures(events, Law())}


def applied(**names: str) -> Story:
    return Story(**names).open()


def other(number: int, **names: str) -> dict[str, str]:
    """The names of another award, with all that hangs on it."""
    own = {"award": "A", "application": "L", "contract": "C", "loan": "D"}
    return {kind: f"{letter}{number}" for kind, letter in own.items()} | names


@dataclass
class Told:
    """A story with what it comes to: value, observations, and how many are open."""

    measure: str
    story: Callable[[], list[Story]]
    value: float | None
    observations: int = 1
    open: int = 0
    by: dict[str, float] = field(default_factory=dict)


STORIES = [
    Told("filing_lag_working_days", lambda: [Story().then("10-10 09:00", "BankFiled").then("10-12 09:00", "ProductPublished")], 2),
    Told("filing_lag_working_days", lambda: [Story().then("10-12 09:00", "BankFiled").then("10-10 09:00", "ProductPublished")], -2),
    Told("filing_lag_working_days", lambda: [Story().then("10-10 09:00", "BankFiled")], None, 0, 1),
    Told("push_lag_seconds", lambda: [applied().then("10-10 08:01", "ApplicationPushed")], 60, by={"B1": 60}),
    Told("push_lag_seconds", lambda: [applied()], None, 0, 1),
    Told("push_lag_seconds", lambda: [applied().then("10-10 08:01", "ApplicationWithdrawn")], None, 0),
    Told("quote_same_day_share", lambda: [Story().accept().then("10-10 23:59", "QuoteIssued")], 1, by={"B1": 1}),
    Told("quote_same_day_share", lambda: [Story().accept().then("10-11 00:00", "QuoteIssued")], 0),
    Told("quote_same_day_share", lambda: [Story().accept()], 0),
    Told("quote_same_day_share", lambda: [Story().accept().then("10-10 12:00", "ApplicationWithdrawn")], None, 0),
    Told("approval_share", lambda: [applied().then("10-11 09:00", "QuoteIssued")], 1, by={"small": 1}),
    Told("approval_share", lambda: [applied().then("10-11 09:00", "QuoteIssued").then("10-12 09:00", "ApplicationRejected")], 0),
    Told("approval_share", lambda: [applied()], None, 0),
    Told("documents_asked", lambda: [Story().accept()
         .then("10-10 10:00", "SupplementRequested", missing_docs=("a", "b"))
         .then("10-10 12:00", "ApplicationReturned", missing_docs=("b", "c"))], 3),
    Told("documents_asked", lambda: [Story().accept()], 0),
    Told("documents_asked", lambda: [applied()], None, 0),
    Told("supplement_rounds", lambda: [Story().accept()
         .then("10-10 10:00", "SupplementRequested", missing_docs=("a",))
         .then("10-10 11:00", "SupplementRequested", missing_docs=())
         .then("10-10 12:00", "SupplementRequested", missing_docs=("b",))], 2),
    Told("decision_working_days", lambda: [Story().accept().then("10-17 09:00", "QuoteIssued")], 5),
    Told("decision_working_days", lambda: [Story().accept().then("10-11 09:00", "QuoteIssued", limit_fen=None)], None, 0, 1),
    Told("decision_working_days", lambda: [Story().accept().then("10-11 09:00", "ApplicationReturned")], None, 0),
    # the LPR was 365 bp in October 2022
    Told("spread_to_lpr_bp", lambda: [Story().lend()], 35, by={"B1": 35}),
    Told("spread_to_comparable_bp", lambda: [applied().then("10-11 09:00", "QuoteIssued", comparable_apr_bp=450)
         .then("10-12 09:00", "LoanAgreementSigned")], -50),
    Told("spread_to_comparable_bp", lambda: [Story().lend()], None, 0),
    Told("bank_margin_bp", lambda: [Story().lend()], 35),
    # a loss of 1 % in 180 days is one of 100 * 365 / 180 bp a year
    Told("bank_margin_bp", lambda: [Story().lend().then("11-10 09:00", "LossBooked", amount_fen=8_000)], 35 - 100 * 365 / 180),
    Told("bank_margin_bp", lambda: [Story().lend().then("11-10 09:00", "LossBooked", amount_fen=8_000, actor=SUPPLIER)], 35),
    Told("quotes_per_award", lambda: [applied().then("10-11 09:00", "QuoteIssued").then("10-12 09:00", "QuoteIssued", bank="B2")], 2),
    Told("apr_dispersion_bp", lambda: [applied().then("10-11 09:00", "QuoteIssued").then("10-12 09:00", "QuoteIssued", bank="B2", apr_bp=430)], 30),
    Told("apr_dispersion_bp", lambda: [applied().then("10-11 09:00", "QuoteIssued").then("10-12 09:00", "QuoteIssued", apr_bp=430)], None, 0),
    Told("identical_rates_share", lambda: [applied().then("10-11 09:00", "QuoteIssued").then("10-12 09:00", "QuoteIssued", bank="B2")], 1),
    Told("price_alliances_found", lambda: [Story().then("10-11 09:00", "ViolationEstablished", **ALLIANCE)], 1),
    Told("price_alliances_found", lambda: [Story().then("10-11 09:00", "ViolationEstablished", actor=BANK, **ALLIANCE)], 0, 0),
    Told("district_loans", lambda: [Story().lend().then("11-01 09:00", "LoanDisbursed", amount_fen=1)], 1, by={"wuhua 2022Q4": 1}),
    Told("district_loans_fen", lambda: [Story().lend().then("11-01 09:00", "LoanDisbursed", amount_fen=1)], 800_001, 2),
    Told("agreement_to_credit_working_days", lambda: [Story().lend("10-14 09:00")], 2),
    Told("agreement_to_credit_working_days", lambda: [applied().then("10-12 09:00", "LoanAgreementSigned")], None, 0, 1),
    Told("agreement_to_credit_working_days", lambda: [applied().then("10-12 09:00", "LoanAgreementSigned")
         .then("10-13 09:00", "ApplicationWithdrawn")], None, 0),
    Told("credit_seconds", lambda: [applied().then("10-12 14:59:30", "DisbursementOrdered").then("10-12 15:00", "LoanDisbursed")], 30),
    Told("report_lag_seconds", lambda: [Story().lend().then("10-12 16:00", "FinancingReported", disbursed_at=Story().make("LoanDisbursed", "10-12 15:00").at)], 3600),
    Told("report_lag_seconds", lambda: [Story().lend().then("10-12 16:00", "FinancingReported", amount_fen=1)], None, 0, 1),
    Told("overdue_share", lambda: [Story().lend()], 1),
    Told("overdue_share", lambda: [Story().lend().then("2023-04-10 23:59", "RepaymentCollected")], 0),
    Told("overdue_share", lambda: [Story().lend().then("2023-04-11 00:00", "RepaymentCollected")], 1),
    Told("overdue_share", lambda: [Story().lend().then("2023-04-10 09:00", "RepaymentCollected", principal_fen=799_999)], 1),
    Told("default_share", lambda: [Story().lend().then("2023-04-10 09:00", "LoanClosed")], 0),
    Told("default_share", lambda: [Story().lend().then("2023-04-10 09:00", "LossBooked")], 1),
    Told("default_share", lambda: [Story().lend()], None, 0),
    Told("loss_given_default_bp", lambda: [Story().lend().then("2023-04-10 09:00", "LossBooked", amount_fen=200_000)], 2_500),
    Told("window_changes", lambda: [Story().lend("10-14 15:00").then("10-13 09:00", "AccountChanged", actor=BANK)], 1, by={"bank": 1}),
    Told("window_changes", lambda: [Story().lend("10-14 15:00").then("10-13 09:00", "AccountChangeRequested", actor=TREASURY)
         .then("10-13 10:00", "AccountChanged")], 1, by={"treasury": 1}),
    Told("window_changes", lambda: [Story().lend("10-14 15:00").then("10-13 09:00", "AccountChangeRequested", actor=SUPPLIER)
         .then("10-13 10:00", "AccountChanged")], 0, 0),
    Told("window_changes", lambda: [Story().lend("10-14 15:00").then("10-14 16:00", "AccountChanged", actor=BANK)], 0, 0),
    Told("window_changes", lambda: [Story().lend("10-14 15:00").then("10-13 09:00", "ContractAmended", account="X2")
         .then("10-13 10:00", "AccountChanged", actor=BANK)], 1, by={"purchaser": 1}),
    Told("purchaser_bank_concentration", lambda: [applied(**other(1)), applied(**other(2)), applied(**other(3, bank="B2")),
         applied(**other(4, purchaser="P2"))], 2 / 3, 3, by={"P1": 2 / 3}),
    # publishing was due on Thursday the 13th, filing was in time
    Told("reminder_lag_working_days", lambda: [applied().then("10-11 14:00", "ContractSigned").then("10-12 09:00", "ContractFiled")
         .then("10-18 09:00", "PurchaserReminded")], 3, by={"publish_contract": 3}),
    Told("reminder_lag_working_days", lambda: [applied().then("10-11 14:00", "ContractSigned").then("10-12 09:00", "ContractFiled")],
         None, 0, 1),
    Told("listing_lag_working_days", lambda: [Story().then("10-11 09:00", "ViolationEstablished", party=SUPPLIER,
         violation_kind="false_award_material").then("10-13 09:00", "BadRecordListed")], 2),
    Told("listing_lag_working_days", lambda: [Story().then("10-11 09:00", "ViolationEstablished", party=SUPPLIER,
         violation_kind="false_loan_material").then("10-13 09:00", "BadRecordListed")], None, 0),
    # delivered on Friday 14 October: due on Monday 14 November; 16 days at 0.05 %, or at a yearly 7.3 % (0.02 % a day)
    Told("late_interest_fen_per_million", lambda: [delivered().then("11-30 12:00", PAID)], 800_000, by={"P1": 800_000}),
    Told("late_interest_fen_per_million", lambda: [delivered(terms(late_apr_bp=730)).then("11-30 12:00", PAID)], 320_000),
    # nobody can agree on less than the LPR, 3.65 % then: 0.01 % a day
    Told("late_interest_fen_per_million", lambda: [delivered(terms(late_apr_bp=100)).then("11-30 12:00", PAID)], 160_000),
    Told("late_interest_fen_per_million", lambda: [delivered().then("11-14 23:59", PAID)], 0),
    Told("late_interest_fen_per_million", lambda: [delivered()], None, 0, 1),
    Told("late_interest_fen_per_million", lambda: [delivered().then("11-16 12:00", "ContractTerminated")], 100_000),
    Told("outreach_held", lambda: [Story().then("10-11 09:00", "OutreachHeld")], 1, by={"wuhua bank_firm_meeting": 1}),
    Told("outreach_attendees", lambda: [Story().then("10-11 09:00", "OutreachHeld", attendees=7)], 7),
    Told("recording_lag_seconds", lambda: [Story().then("10-11 09:00", "AwardNoticeIssued",
         recorded_at=Story().make("LoanDisbursed", "10-11 09:05").at)], 300, by={"purchaser": 300}),
    Told("recording_lag_seconds", lambda: [Story().then("10-11 09:00", "AwardNoticeIssued")], None, 0),
]  # fmt: skip


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.measure)
def test_a_story_comes_to_what_was_worked_out_by_hand(told: Told) -> None:
    figure = counted(*told.story())[told.measure]
    assert (figure.observations, figure.open, figure.left_out) == (told.observations, told.open, 0)
    assert figure.value == (None if told.value is None else pytest.approx(told.value))
    if told.by:
        assert {" ".join(part.group): part.value for part in figure.by} == pytest.approx(told.by)


def test_every_measure_has_a_story_worked_out_by_hand() -> None:
    elsewhere = {"spread_to_inclusive_bp", "parallel_moves_share"}
    assert {told.measure for told in STORIES} | elsewhere == set(catalogue().measures) == set(MEASURES)


def test_a_rate_is_compared_with_the_published_average_of_its_period_and_with_none_else() -> None:
    story = Story().lend()
    signed = next(event for event in story.events if type(event).__name__ == "LoanAgreementSigned")
    average = inclusive_average_bp(day_of(signed.at))
    figure = counted(story)["spread_to_inclusive_bp"]
    assert figure.value == (None if average is None else 400 - average)


def published(when: str, bank: str, apr_bp: int) -> Story:
    return Story(bank=bank).then(when, "ProductPublished", id=f"{bank}{when}", offered_apr_bp=apr_bp)


def test_banks_that_move_alike_on_one_day_are_shown_as_a_suspicion_and_never_convicted() -> None:
    stories = [published(day, bank, apr) for bank in ("B1", "B2") for day, apr in (("10-10", 400), ("10-20", 420))]
    figure = counted(*stories)["parallel_moves_share"]
    assert (figure.value, figure.observations) == (1, 2)
    assert catalogue().measures["parallel_moves_share"].suspicion
    judgement = judged(*stories)
    assert {one.id for one in judgement.findings(Verdict.FAIL)} == {"file-before-business"}  # they never filed


def test_banks_that_only_follow_the_lpr_make_no_move() -> None:
    # the LPR fell from 365 to 355 bp on 20 June 2023
    stories = [
        published(day, bank, apr) for bank in ("B1", "B2") for day, apr in (("2023-06-01", 400), ("2023-06-20", 390))
    ]
    assert counted(*stories)["parallel_moves_share"].observations == 0


@pytest.mark.parametrize(("day", "apr_bp"), [("10-21", 420), ("10-20", 410)])
def test_another_day_or_another_step_is_no_parallel_move(day: str, apr_bp: int) -> None:
    own, theirs = (("10-10", 400), ("10-20", 420)), (("10-10", 400), (day, apr_bp))
    stories = [published(when, bank, apr) for bank, told in (("B1", own), ("B2", theirs)) for when, apr in told]
    assert counted(*stories)["parallel_moves_share"].value == 0


# --- what is not counted ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", catalogue().measures)
def test_nothing_is_counted_where_the_source_does_not_report_what_it_takes(name: str) -> None:
    for hidden in catalogue().measures[name].needs:
        figure = counted(Story().lend(), observes=tuple(kind for kind in EVENT_TYPES if kind != hidden))[name]
        assert figure == Figure(id=name, unit=figure.unit, observations=0, missing=(hidden,))


@pytest.mark.parametrize(
    "change", [{"purchaser_kind": "other"}, {"fund_source": "other"}, {"procurement_scope": "other"}]
)
def test_what_the_notice_does_not_cover_is_not_counted(change: dict[str, str]) -> None:
    story = Story().then("10-10 08:00", "AwardNoticeIssued", **change).then("10-12 09:00", "LoanDisbursed")
    assert counted(story)["district_loans"].value == 0


def test_what_happened_before_the_notice_was_in_force_is_not_counted() -> None:
    assert counted(Story().then("09-28 23:59", "OutreachHeld"))["outreach_held"].value == 0
    assert counted(Story().then("09-29 00:00", "OutreachHeld"))["outreach_held"].value == 1


def test_a_large_firms_application_is_in_no_share_of_approvals() -> None:
    story = Story().then("09-30 09:00", "SizeDeclared", employees=5_000, revenue_fen=10**13, assets_fen=10**13)
    story.then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted")
    assert counted(story.then("10-11 09:00", "QuoteIssued"))["approval_share"].observations == 0


def test_a_filing_lag_is_not_taken_from_a_log_that_begins_in_mid_history() -> None:
    story = Story().then("10-10 09:00", "BankFiled").then("10-12 09:00", "ProductPublished")
    assert counted(story, since=story.events[0].at - 1)["filing_lag_working_days"].observations == 0


def test_a_case_that_no_table_reaches_is_left_out_and_said_so() -> None:
    far = Story(**other(2)).then("2031-01-06", "AwardNoticeIssued").then("2031-01-07", "LoanAgreementSigned")
    figure = counted(Story().lend(), far, until=UNTIL * 2)["spread_to_lpr_bp"]
    assert (figure.value, figure.observations, figure.left_out) == (35, 1, 1)


def test_a_log_without_events_has_no_figures_but_totals_of_nothing() -> None:
    for name, figure in counted().items():
        assert figure.value == (0 if catalogue().measures[name].kind == "total" else None)
        assert (figure.observations, figure.low, figure.high, figure.by) == (0, None, None, ())


# --- properties ---------------------------------------------------------------------------------------------------


def test_an_award_that_nobody_finances_changes_no_other_figure() -> None:
    lent = [Story(**other(number)).lend(f"10-{12 + number} 15:00") for number in (1, 2)]
    bystander = Story(**other(9, supplier="S9", purchaser="P9", bank="B9")).then("10-10 08:00", "AwardNoticeIssued")
    assert counted(*lent) == counted(*lent, bystander)


def test_the_parts_of_a_figure_hold_all_its_observations() -> None:
    stories = [Story(**other(number, bank=f"B{number % 3}")).lend() for number in range(7)]
    for name, figure in counted(*stories).items():
        if catalogue().measures[name].by:
            assert sum(part.observations for part in figure.by) == figure.observations, name


def test_counting_neither_adds_nor_moves_a_verdict() -> None:
    story = Story().lend()
    before = judged(story)
    counted(story)
    assert judged(story) == before


# --- intervals ----------------------------------------------------------------------------------------------------


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    value, low, high = wilson(8, 10)
    assert (value, low, high) == (0.8, pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))


def test_one_observation_has_a_share_and_no_interval() -> None:
    assert wilson(1, 1) == (1, None, None)
    assert wilson(0, 0) == (None, None, None)


@given(st.integers(2, 500).flatmap(lambda number: st.tuples(st.integers(0, number), st.just(number))))
def test_a_share_lies_within_its_interval_and_that_within_what_a_share_can_be(drawn: tuple[int, int]) -> None:
    value, low, high = wilson(*drawn)
    assert value is not None and low is not None and high is not None
    assert 0 <= low <= value + 1e-12 and value - 1e-12 <= high <= 1


@pytest.mark.parametrize(("number", "rank"), [(6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (30, 10), (100, 40)])
def test_a_medians_interval_has_the_ranks_of_the_published_tables(number: int, rank: int) -> None:
    assert middle(range(1, number + 1))[1:] == (rank, number + 1 - rank)


@pytest.mark.parametrize("number", range(1, 6))
def test_fewer_than_six_values_have_no_interval(number: int) -> None:
    assert middle(range(number))[1:] == (None, None)


@given(st.integers(6, 300))
def test_a_medians_interval_holds_it_with_95_percent_and_the_next_narrower_does_not(number: int) -> None:
    _, low, _ = middle(range(1, number + 1))
    assert low is not None
    rank = int(low)

    def outside(k: int) -> float:
        return 2 * sum(comb(number, j) for j in range(k)) / 2**number

    assert outside(rank) <= 0.05 < outside(rank + 1)


def test_the_ranks_of_large_samples_go_on_where_the_exact_ones_end() -> None:
    exact, near = (middle(range(1, number + 1))[1] for number in (1_000, 1_001))
    assert exact is not None and near is not None and abs(exact - near) <= 1


def test_parts_are_figures_of_their_own() -> None:
    stories = [Story(**other(number)).lend() for number in range(1, 7)]
    assert counted(*stories)["spread_to_lpr_bp"].by == (Part(group=("B1",), observations=6, value=35, low=35, high=35),)


def test_the_role_of_an_authority_is_not_assumed() -> None:
    story = Story().then("10-11 09:00", "ViolationEstablished", actor=Actor("platform", "platform"), **ALLIANCE)
    assert counted(story)["price_alliances_found"].value == 0
    assert (
        counted(Story().then("10-11 09:00", "ViolationEstablished", actor=BUREAU, **ALLIANCE))[
            "price_alliances_found"
        ].value
        == 1
    )
