"""The mapping adapter against a vendor that works: what goes in, what comes out, what is not said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mapping_helpers import (
    APPLIED,
    BANK,
    BUREAU,
    LOAN,
    MAPPING,
    OTHER_BANK,
    PURCHASER,
    START,
    SUPPLIER,
    TREASURY,
    WORKS,
    Player,
    changed,
    seen_by_platform,
)  # fmt: skip

from conformance.adapters.mapping import MappingTarget, Unmapped
from conformance.adapters.mapping.loading import load
from conformance.judge import judge
from conformance.port import OutcomeUnknown
from conformance.verdicts import Verdict
from notice import events as e
from notice.civil import DAY, instant
from notice.errors import InputError
from notice.events import PLATFORM, Actor, Event
from notice.law import Law
from notice.trace import trace

ACCOUNT = {"award": "A1", "account": "ACC1"}
PAYMENT = {**WORKS, "instalment": "1", "amount_fen": 40_000_000}
NEVER_TAKEN = {
    "SecurityRequested",
    "FeeCharged",
    "ClockSuspended",
    "ApplicationPushed",
    "ConditionAttached",
    "GuaranteeGiven",
}


@pytest.fixture
def told(player: Player) -> Player:
    """A player after a whole business story."""
    player.do(e.ViolationEstablished, BUREAU, violation="V0", party=SUPPLIER, violation_kind="off_purpose_use")
    player.until_lent()
    do = player.do
    do(e.ProductPublished, BANK, bank="B1", product="X1", offered_apr_bp=435, loan_max_fen=10**9, tenor_max_days=365)
    do(e.FinancingReported, BANK, **LOAN, bank="B1", amount_fen=60_000_000, apr_bp=435, disbursed_at=START)
    do(e.ContractPublished, PURCHASER, **WORKS)
    do(e.ContractFiled, PURCHASER, **WORKS)
    do(e.ContractAmended, PURCHASER, **WORKS, amendment="M1", amount_delta_fen=-100)
    do(e.CourtFreezeRecorded, BANK, **ACCOUNT, freeze="Z1", order_ref="R1")
    change = {**ACCOUNT, "change": "G1", "new_account": "ACC2", "exception": "COURT_FREEZE"}
    do(e.AccountChangeRequested, TREASURY, **change, order_ref="R1")
    do(e.AccountChangeConsented, BANK, award="A1", change="G1")
    do(e.AccountChanged, BANK, **change)
    do(e.CourtFreezeLifted, TREASURY, **ACCOUNT, freeze="Z1", order_ref="R1")
    do(e.GoodsDelivered, SUPPLIER, **PAYMENT)
    do(e.DeliveryRejected, PURCHASER, **WORKS, instalment="1", ground="破损")
    do(e.GoodsDelivered, SUPPLIER, **PAYMENT)
    do(e.DeliveryAccepted, PURCHASER, **PAYMENT)
    do(e.PaymentPlanSubmitted, PURCHASER, **PAYMENT, plan="U1", payee_account="ACC2", pay_on=START)
    do(e.PaymentPlanReturned, TREASURY, **WORKS, plan="U1", ground="not_due")
    do(e.PaymentPlanSubmitted, PURCHASER, **PAYMENT, plan="U2", payee_account="ACC2", pay_on=START)
    do(e.PaymentOrdered, TREASURY, **PAYMENT, payment="W1", plan="U2", payee_account="ACC2")
    do(e.TreasuryPaid, TREASURY, **PAYMENT, payment="W1", plan="U2", payee_account="ACC2")
    do(e.RepaymentCollected, BANK, **LOAN, account="ACC2", principal_fen=60_000_000, interest_fen=1)
    do(e.LoanClosed, BANK, **LOAN, bank="B1")
    do(e.DelayExplained, BANK, clock="first_loan", award="A1", application="L1", ground="system_outage", text="停电")
    second_story(player)
    return player


def second_story(player: Player) -> None:
    """The acts that have no place in the first: ends of applications, penalties, a void award."""
    do = player.do
    asked = {"award": "A1", "supplier": "S1", "amount_fen": 100, "bank": "B1", "consent": "Q1"}
    for number, end in enumerate((e.ApplicationWithdrawn, e.ApplicationRejected, e.ApplicationReturned), start=2):
        again = {**APPLIED, "application": f"L{number}"}
        do(e.ApplicationSubmitted, SUPPLIER, **asked, application=f"L{number}")
        do(e.ApplicationAccepted, BANK, **again)
        do(e.SupplementRequested, BANK, **again, missing_docs=("contract",))
        do(e.SupplementProvided, SUPPLIER, **again, documents=("contract",))
        for kind, more in ((e.SecurityRequested, {"security": "property_mortgage"}),
                           (e.FeeCharged, {"fee": "service", "amount_fen": 1, "step": "demanded"}),
                           (e.ConditionAttached, {"condition": "cross_sale"}),
                           (e.ApplicationPushed, {"parts": ("basic_information",)})):  # fmt: skip
            do(kind, BANK, **again, **more)
        clock = {"clock": "first_loan", "award": "A1", "application": f"L{number}", "cause": "OFFER"}
        do(e.ClockSuspended, BANK, **clock)
        told = {e.ApplicationRejected: {"ground": "credit"}, e.ApplicationReturned: {"missing_docs": ("seal",)}}
        more = told.get(end, {})
        do(end, SUPPLIER if end is e.ApplicationWithdrawn else BANK, **again, **more)
    bad = {"violation": "V1", "party": BANK, "violation_kind": "broken_commitment", "serious": True}
    do(e.ViolationEstablished, BUREAU, **bad, commitment="K1")
    do(e.RectificationOrdered, BUREAU, violation="V1", order="O1", bank="B1", due_at=START + 9 * DAY)
    do(e.RectificationConfirmed, BUREAU, order="O1", bank="B1")
    do(e.CooperationTerminated, BUREAU, violation="V1", bank="B1")
    do(e.GuaranteeGiven, BUREAU, guarantee_kind="guarantee", award="A1", bank="B1")
    do(e.ConsentWithdrawn, SUPPLIER, consent="Q1", award="A1", supplier="S1", bank="B1")
    false = {"party": SUPPLIER, "violation_kind": "false_award_material", "suspected_crime": True}
    do(e.ViolationEstablished, BUREAU, violation="V2", **false)
    do(e.BadRecordListed, BUREAU, violation="V2", supplier="S1")
    do(e.ReferredToJudiciary, BUREAU, violation="V2", party=SUPPLIER)
    do(e.ViolationEstablished, BUREAU, violation="V3", party=PURCHASER, violation_kind="late_signing")
    do(e.SanctionImposed, BUREAU, violation="V3", party=PURCHASER, measure="warning", law_ref="政府采购法 71")
    do(e.AwardVoided, BUREAU, award="A1", violation="V0")


def test_every_mapped_stimulus_comes_back_in_the_feed_once_under_its_name(told: Player, target: MappingTarget) -> None:
    mapped = set(load(MAPPING).mapping.stimuli)
    taken = [event for event in told.feed() if event.source == "test"]
    assert {type(event).__name__ for event in taken} == mapped - NEVER_TAKEN
    assert len({event.key for event in taken}) == len(taken)
    refused = {type(event.stimulus).__name__ for event in told.shown(e.Refused)}
    assert refused == NEVER_TAKEN
    assert target.unmapped == {}


def test_in_the_trace_of_a_whole_story_the_judge_finds_what_the_bank_did_wrong_and_no_more(
    told: Player,
) -> None:
    judged = judge(trace(seen_by_platform(told.now + 1), told.feed()), Law())
    wrong = {(norm.id, finding.why) for norm in judged.norms.values() for finding in norm.findings
             if finding.verdict > Verdict.PASS}  # fmt: skip
    assert wrong == {
        ("no-security", "security_asked"),
        ("no-fees", "fee_charged"),
        ("keep-commitments", "asked_beside_promise"),
        ("no-conditions", "condition_attached"),
        ("risk-stays-private", "public_side_bears_risk"),
        ("first-loan-in-time", "suspended_without_cause"),
        # what the story leaves out, or one log cannot show
        ("account-agreed-before-contract", "account_agreed_late"),
        ("contract-names-account", "account_not_named"),
        ("review-then-quote", "not_reviewed"),
        ("share-procurement-data", "needs_read_back"),
        ("treasury-interconnected", "needs_both_logs"),
    }
    assert judged.norms["award-ceiling"].verdict == Verdict.PASS


def test_observations_follow_what_caused_them_and_bear_the_time_that_the_platform_gives(told: Player) -> None:
    feed = told.feed()
    pushed = next(event for event in feed if isinstance(event, e.ApplicationPushed))
    assert (pushed.bank, pushed.parts, pushed.at) == ("B1", ("basic_information", "award_content",
                                                             "credit_authorisation"), START)  # fmt: skip
    assert pushed.actor == PLATFORM
    assert pushed.source == "example-vendor"
    submitted = next(event for event in feed if isinstance(event, e.ApplicationSubmitted))
    assert feed.index(submitted) < feed.index(pushed)
    assert [lock.lock for lock in told.shown(e.RepaymentAccountLocked)] == ["supplier", "all"]
    moved = [one for one in told.shown(e.AccountChanged) if one.actor == PLATFORM]
    assert [(one.new_account, one.exception) for one in moved] == [("ACC2", "COURT_FREEZE")]
    assert len(told.shown(e.RepaymentAccountReleased)) == 1


def test_a_bare_date_is_the_midnight_after_it_and_a_miss_bears_its_own_time(player: Player) -> None:
    player.until_pushed()
    player.do(e.ApplicationAccepted, BANK, **APPLIED)
    midnight = instant("2022-10-18")
    assert ("first_loan", midnight) in [(clock.clock, clock.due_at) for clock in player.shown(e.ClockStarted)]
    player.wait_until("2022-10-17T23:59:59")
    assert player.shown(e.DeadlineMissed) == []
    player.wait_until("2022-10-20T08:00:00")
    missed = player.shown(e.DeadlineMissed)
    assert [(miss.at, miss.due_at, miss.late_party, miss.at_slack_seconds) for miss in missed] == [
        (midnight, midnight, BANK, 0)
    ]


def test_a_time_that_the_platform_does_not_give_is_uncertain_by_the_interval_between_two_looks(
    url: str, tmp_path: Path
) -> None:
    path = changed(
        tmp_path,
        'id: "{/申请号} {种类}"\n    at: "{截止|due}"\n    recorded_at: "{登记时间|datetime}"',
        'id: "{/申请号} {种类}"',
    )
    player = Player(MappingTarget(path, url))
    player.until_pushed()
    player.do(e.ApplicationAccepted, BANK, **APPLIED)
    player.wait_until("2022-10-17T12:00:00")
    player.wait_until("2022-10-19T12:00:00")
    (missed,) = player.shown(e.DeadlineMissed)
    assert missed.at == instant("2022-10-19T12:00:00")
    assert missed.at_slack_seconds == 2 * DAY
    assert missed.at - missed.at_slack_seconds < instant("2022-10-18") <= missed.at
    player.sandbox.close()


def test_a_change_seen_without_the_clock_having_moved_is_certain(player: Player) -> None:
    player.until_pushed()
    player.do(e.ApplicationAccepted, BANK, **APPLIED)
    player.do(e.SupplementRequested, BANK, **APPLIED, missing_docs=("contract",))
    (suspended,) = player.shown(e.ClockSuspended)
    assert (suspended.cause, suspended.at, suspended.at_slack_seconds) == ("SUPPLEMENT", START, 0)


def test_a_thing_that_happens_again_is_another_event(player: Player) -> None:
    player.until_pushed()
    player.do(e.ApplicationAccepted, BANK, **APPLIED)
    for paper in ("contract", "ledger"):
        player.do(e.SupplementRequested, BANK, **APPLIED, missing_docs=(paper,))
        player.do(e.SupplementProvided, SUPPLIER, **APPLIED, documents=(paper,))
    assert [event.id for event in player.shown(e.ClockSuspended)] == [
        "ClockSuspended/L1 首次放款 待补正",
        "ClockSuspended/L1 首次放款 待补正/2",
    ]


def test_a_refusal_holds_the_stimulus_and_its_reasons_and_changes_nothing(player: Player) -> None:
    player.until_lent()
    before = player.sandbox.read("A1")
    (refused,) = player.do(e.AccountChangeRequested, PURCHASER, **ACCOUNT, change="G1", new_account="ACC2")
    assert isinstance(refused, e.Refused)
    assert refused.reasons == ("ACCOUNT_LOCKED_FOR_ALL",)
    assert refused.stimulus.key == refused.caused_by[0]
    assert player.sandbox.read("A1") == before
    assert player.shown(e.Refused) == [refused]


def test_a_code_that_the_mapping_does_not_know_is_a_refusal_without_reasons(url: str, tmp_path: Path) -> None:
    target = MappingTarget(changed(tmp_path, "    ZC1001: AWARD_NOTICE_MISSING\n", ""), url)
    player = Player(target)
    (refused,) = player.do(e.ApplicationSubmitted, SUPPLIER, award="A9", application="L9", supplier="S1",
                           amount_fen=1, bank="B1", consent="Q9")  # fmt: skip
    assert isinstance(refused, e.Refused)
    assert refused.reasons == ()
    assert target.unmapped == {"code ZC1001": 1}
    player.sandbox.close()


def test_a_stimulus_without_a_call_is_unmapped_counted_and_not_sent(player: Player, target: MappingTarget) -> None:
    player.until_pushed()
    before = player.feed()
    with pytest.raises(Unmapped, match="LossBooked"):
        player.do(e.LossBooked, BANK, **LOAN, amount_fen=1)
    assert target.unmapped == {"stimulus LossBooked": 1}
    assert player.feed() == before


def test_a_word_without_a_translation_is_unmapped_and_not_guessed(url: str, tmp_path: Path) -> None:
    target = MappingTarget(changed(tmp_path, "credit: 信用, ", ""), url)
    player = Player(target)
    player.until_pushed()
    with pytest.raises(Unmapped, match="ApplicationRejected"):
        player.do(e.ApplicationRejected, BANK, **APPLIED, ground="credit")
    assert [count for what, count in target.unmapped.items() if "no word for 'credit'" in what] == [1]
    player.sandbox.close()


def test_a_role_that_the_platform_does_not_know_has_no_token(target: MappingTarget) -> None:
    sandbox = target.open(START, [SUPPLIER, Actor("harness", "harness")])
    assert target.unmapped == {"party harness": 1}
    with pytest.raises(Unmapped, match="party harness"):
        sandbox.submit(e.AwardVoided(at=START, actor=Actor("harness", "harness"), source="test", id="1", award="A1"))
    sandbox.close()


def test_whoever_was_not_named_at_the_opening_has_no_feed(player: Player) -> None:
    with pytest.raises(InputError, match="bank:B9 has no token"):
        player.feed(Actor("bank", "B9"))


def test_a_word_of_the_platform_that_cannot_be_translated_is_an_error_with_its_place(url: str, tmp_path: Path) -> None:
    path = changed(tmp_path, ", credit_authorisation: 征信授权}", "}")
    player = Player(MappingTarget(path, url))
    with pytest.raises(InputError, match="unknown word '征信授权'") as refused:
        player.until_pushed()
    assert f"{path}:" in refused.value.where
    assert "observations.0" in refused.value.where
    player.sandbox.close()


def test_the_same_stimulus_again_has_the_same_answer_and_stands_once(player: Player) -> None:
    player.until_pushed()
    accepted = player.event(e.ApplicationAccepted, BANK, **APPLIED)
    first = player.sandbox.submit(accepted)
    feed = player.feed()
    assert list(player.sandbox.submit(accepted)) == [first[0]]
    wrong = player.event(e.OfferAccepted, SUPPLIER, **APPLIED)
    refused = player.sandbox.submit(wrong)
    assert player.sandbox.submit(wrong) == refused
    assert player.feed() == [*feed, *refused]


def test_another_body_under_the_same_name_is_refused(player: Player) -> None:
    player.until_pushed()
    player.sandbox.submit(player.event(e.ApplicationAccepted, BANK, **APPLIED))
    player.sent -= 1
    (refused,) = player.sandbox.submit(player.event(e.ApplicationRejected, BANK, **APPLIED, ground="credit"))
    assert isinstance(refused, e.Refused)
    assert refused.reasons == ("ID_REUSED",)


def test_a_feed_is_what_the_actor_s_own_token_sees(told: Player) -> None:
    def kinds(actor: Actor) -> set[type[Event]]:
        return {type(event) for event in told.feed(actor)}

    everything = {event.key for event in told.feed()}
    for actor in (SUPPLIER, BANK, OTHER_BANK, PURCHASER, TREASURY, BUREAU):
        assert {event.key for event in told.feed(actor)} <= everything
    assert {e.ApplicationPushed, e.QuoteIssued, e.LoanDisbursed} <= kinds(BANK)
    assert {e.ApplicationPushed, e.QuoteIssued, e.LoanDisbursed}.isdisjoint(kinds(OTHER_BANK))
    assert {e.QuoteIssued, e.LoanDisbursed}.isdisjoint(kinds(PURCHASER))
    assert e.AwardNoticeIssued in kinds(PURCHASER)
    assert e.RectificationOrdered in kinds(BANK)
    assert e.RectificationOrdered not in kinds(SUPPLIER)


def test_a_feed_goes_on_from_a_position(told: Player) -> None:
    feed = told.feed()
    assert list(told.sandbox.feed(None, 5)) == feed[5:]
    bank = told.feed(BANK)
    assert list(told.sandbox.feed(BANK, 5)) == bank[5:]


def test_another_s_token_is_refused(player: Player) -> None:
    player.until_pushed()
    event = player.event(e.OfferAccepted, SUPPLIER, **APPLIED)
    (refused,) = player.sandbox.submit(event, as_subject=BANK)
    assert isinstance(refused, e.Refused)
    assert refused.reasons == ("ACTOR_NOT_TOKEN_SUBJECT",)
    assert refused in player.feed(BANK)
    assert refused not in player.feed(SUPPLIER)


def test_a_case_is_read_back_as_its_reader_may_see_it(player: Player) -> None:
    assert player.sandbox.read("A1") is None
    player.until_pushed()
    player.do(e.ApplicationAccepted, BANK, **APPLIED)
    player.do(e.SupplementRequested, BANK, **APPLIED, missing_docs=("contract",))
    waiting = player.sandbox.read("A1")
    assert waiting is not None
    assert ("first_loan", BANK, None) in [(one.clock, one.bearer, one.due_at) for one in waiting.deadlines]
    assert waiting.applications == {"L1": "accepted"}
    assert (waiting.ceiling_fen, waiting.live_principal_fen, waiting.lock) == (100_000_000, 0, None)
    stranger = player.sandbox.read("A1", PURCHASER)
    assert stranger is not None
    assert stranger.applications == {}


def test_the_live_principal_and_the_locks_are_read_back(player: Player) -> None:
    player.until_lent(amount_fen=59_999_999)
    state = player.sandbox.read("A1")
    assert state is not None
    assert (state.live_principal_fen, state.account, state.lock) == (59_999_999, "ACC1", "all")


@pytest.fixture
def separate_calls(tmp_path: Path) -> Path:
    """The vendor's mapping with each resource polled by a call of its own."""
    text = MAPPING.read_text(encoding="utf-8")
    for name in ("项目", "融资申请", "授权", "金融机构", "违规认定", "规模声明"):
        text = text.replace(f"call: GET /台账, objects: body.数据.{name}", f"call: GET /{name}, objects: body.数据")
    path = tmp_path / "separate.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_makes_no_difference_by_how_many_calls_the_resources_are_polled(
    url: str, separate_calls: Path, told: Player
) -> None:
    other = Player(MappingTarget(separate_calls, url))
    other.until_lent()
    mine = [event for event in told.feed() if isinstance(event, (e.ApplicationPushed, e.RepaymentAccountLocked))]
    theirs = [event for event in other.feed() if isinstance(event, (e.ApplicationPushed, e.RepaymentAccountLocked))]
    assert theirs == mine[: len(theirs)]
    assert len(theirs) == 3
    other.sandbox.close()


def test_two_sandboxes_know_nothing_of_each_other(target: MappingTarget, player: Player) -> None:
    player.until_pushed()
    other = Player(target)
    assert other.feed() == []
    assert other.sandbox.read("A1") is None
    other.sandbox.close()


def test_a_sandbox_that_was_closed_is_gone(target: MappingTarget) -> None:
    player = Player(target)
    player.sandbox.close()
    with pytest.raises((OutcomeUnknown, RuntimeError)):
        player.sandbox.read("A1")


@pytest.fixture(autouse=True)
def no_warnings(recwarn: pytest.WarningsRecorder) -> Iterator[None]:
    """A connection left open would show as a warning."""
    yield
    assert [warning for warning in recwarn if issubclass(warning.category, ResourceWarning)] == []


CLOSE = '  close: {call: "DELETE /测试环境/{environment}"}'


def restarting_by(folder: Path, call: str, url: str) -> MappingTarget:
    """The vendor with a restart in its mapping."""
    return MappingTarget(changed(folder, CLOSE, f"  restart: {call}\n{CLOSE}"), url)


def test_without_a_call_for_it_a_restart_is_not_offered(player: Player, target: MappingTarget) -> None:
    assert not target.capabilities().restarts
    with pytest.raises(Unmapped, match="a restart"):
        player.sandbox.restart()


def test_a_restart_is_the_call_that_the_mapping_names(url: str, tmp_path: Path) -> None:
    """The vendor has none of its own: its clock, set to where it stands, shows that the call is made and its answer read."""
    call = '{call: "PUT /测试环境/{environment}/时钟", body: {当前时间: "2022-10-10 09:00:00"}}'
    target = restarting_by(tmp_path, call, url)
    assert target.capabilities().restarts
    player = Player(target)
    player.until_pushed()
    before = list(player.sandbox.feed(None))
    player.sandbox.restart()
    assert list(player.sandbox.feed(None)) == before
    player.sandbox.close()


def test_a_restart_that_the_platform_declines_decides_nothing(url: str, tmp_path: Path) -> None:
    player = Player(restarting_by(tmp_path, '{call: "POST /没有/{environment}"}', url))
    with pytest.raises(OutcomeUnknown):
        player.sandbox.restart()
    player.sandbox.close()
