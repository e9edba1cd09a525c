"""Who sees what in the feed, and what each may read back."""

from __future__ import annotations

import pytest
from reference_stage import ACTORS, Stage, life

from conformance.port import CaseState
from notice.events import Actor, Event

SEES = {
    "own supplier": Actor("supplier", "S1"),
    "rival supplier": Actor("supplier", "S2"),
    "own bank": Actor("bank", "B1"),
    "rival bank": Actor("bank", "B2"),
    "unfiled bank": Actor("bank", "B3"),
    "own purchaser": Actor("purchaser", "P1"),
    "other purchaser": Actor("purchaser", "P2"),
    "treasury": ACTORS["treasury"],
    "bureau": ACTORS["finance_bureau"],
    "site": Actor("procurement_site", "W1"),
}
PUBLIC = {"own supplier", "own bank", "rival bank", "own purchaser", "treasury", "bureau", "site"}
FINANCING = {"own supplier", "own bank", "bureau"}
ACCOUNT = FINANCING | {"own purchaser", "treasury"}
EVERYBODY = set(SEES)
CONTRACT_CLOCK = {"own supplier", "own purchaser", "treasury", "bureau"}

WHO = {
    "BankFiled": EVERYBODY,
    "SizeDeclared": PUBLIC,
    "AwardNoticeIssued": PUBLIC,
    "ConsentGiven": FINANCING,
    "ApplicationSubmitted": FINANCING,
    "ApplicationPushed": FINANCING,
    "ApplicationAccepted": FINANCING,
    "QuoteIssued": FINANCING,
    "OfferAccepted": FINANCING,
    "RepaymentAccountAgreed": ACCOUNT,
    "ContractSigned": PUBLIC,
    "ContractPublished": PUBLIC,
    "LoanAgreementSigned": FINANCING,
    "RepaymentAccountLocked": ACCOUNT,
    "DisbursementOrdered": FINANCING,
    "LoanDisbursed": FINANCING,
    "FinancingReported": FINANCING,
    "GoodsDelivered": PUBLIC,
    "DeliveryAccepted": PUBLIC,
    "PaymentPlanSubmitted": PUBLIC,
    "PaymentOrdered": ACCOUNT,
    "TreasuryPaid": PUBLIC,
    "RepaymentCollected": FINANCING,
    "LoanClosed": FINANCING,
    "RepaymentAccountReleased": ACCOUNT,
}


def whole_life() -> Stage:
    stage = Stage()
    stage.play(". BankFiled bank=B2 by=bank:B2 -> ok\n" + life("LoanClosed"))
    return stage


def of(stage: Stage, kind: str, **fields: str) -> Event:
    """The first event of a type with these fields."""
    return next(
        event
        for event in stage.platform.log
        if type(event).__name__ == kind and all(getattr(event, name) == value for name, value in fields.items())
    )


@pytest.mark.parametrize("kind", WHO)
def test_an_event_is_seen_by_those_it_is_for_and_by_nobody_else(kind: str) -> None:
    stage = whole_life()
    event = of(stage, kind)
    assert {name for name, actor in SEES.items() if stage.platform.visible(actor, event)} == WHO[kind]
    assert stage.platform.visible(None, event)


@pytest.mark.parametrize(
    ("clock", "who"),
    [
        ("first_loan", FINANCING),
        ("sign_contract", CONTRACT_CLOCK),
        ("publish_contract", CONTRACT_CLOCK),
        ("file_contract", CONTRACT_CLOCK),
        ("pay", CONTRACT_CLOCK),
    ],
)
def test_a_clock_is_seen_by_its_parties(clock: str, who: set[str]) -> None:
    stage = whole_life()
    started = of(stage, "ClockStarted", clock=clock)
    assert {name for name, actor in SEES.items() if stage.platform.visible(actor, started)} == who


def test_a_reminder_is_seen_by_who_sees_the_account() -> None:
    stage = Stage()
    stage.play(life("ContractSigned"))
    stage.line("11-30 advance")
    seen = {name for name, actor in SEES.items() if stage.platform.visible(actor, of(stage, "PurchaserReminded"))}
    assert seen == ACCOUNT


def test_discipline_is_seen_by_bureau_and_party_and_termination_by_everybody() -> None:
    stage = Stage()
    stage.play(life("BankFiled") + "\n. ViolationEstablished -> ok\n. RectificationOrdered -> ok ClockStarted")
    stage.play(". CooperationTerminated -> ok")
    for kind in ("ViolationEstablished", "RectificationOrdered", "ClockStarted"):
        seen = {name for name, actor in SEES.items() if stage.platform.visible(actor, of(stage, kind))}
        assert seen == {"own bank", "bureau"}, kind
    assert all(stage.platform.visible(actor, of(stage, "CooperationTerminated")) for actor in SEES.values())


def test_a_refusal_is_seen_by_its_sender_alone_also_when_it_spoke_in_anothers_name() -> None:
    stage = Stage()
    stage.play(life("ConsentGiven"))
    (refused,) = stage.line(". ApplicationSubmitted as=bank:B2")
    assert stage.platform.visible(Actor("bank", "B2"), refused)
    assert not stage.platform.visible(Actor("supplier", "S1"), refused)
    assert stage.platform.visible(None, refused)


def test_a_flag_is_seen_by_who_sees_the_fact() -> None:
    stage = whole_life()
    stage.play("12-01 LoanDisbursed -> STATE_FORBIDS")
    stage = Stage()
    stage.play(life("LoanAgreementSigned"))
    *_, flag = stage.line(". LoanDisbursed amount_fen=801")
    assert {name for name, actor in SEES.items() if stage.platform.visible(actor, flag)} == FINANCING


@pytest.mark.parametrize("kind", ["ContractSigned", "PaymentPlanSubmitted", "TreasuryPaid"])
def test_a_stranger_sees_a_public_fact_without_the_account(kind: str) -> None:
    stage = whole_life()
    event = of(stage, kind)
    seen = stage.platform.view(SEES["rival bank"], event)
    assert seen is not None
    assert "acc" not in {getattr(seen, "account", None), getattr(seen, "payee_account", None)}
    assert seen.key == event.key
    for party in ("own supplier", "own bank", "own purchaser", "treasury"):
        assert stage.platform.view(SEES[party], event) is event


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("own supplier", {"live": 800, "account": "acc", "applications": 1}),
        ("own bank", {"live": 800, "account": "acc", "applications": 1}),
        ("bureau", {"live": 800, "account": "acc", "applications": 1}),
        ("own purchaser", {"live": 0, "account": "acc", "applications": 0}),
        ("treasury", {"live": 0, "account": "acc", "applications": 0}),
        ("rival bank", {"live": 0, "account": None, "applications": 0}),
        ("site", {"live": 0, "account": None, "applications": 0}),
        ("rival supplier", None),
        ("unfiled bank", None),
        ("other purchaser", None),
    ],
)
def test_a_read_back_shows_what_the_reader_may_know(who: str, expected: dict[str, object] | None) -> None:
    stage = Stage()
    stage.play(". BankFiled bank=B2 by=bank:B2 -> ok\n" + life("LoanDisbursed"))
    state = stage.platform.read("A1", SEES[who])
    shown = state and {
        "live": state.live_principal_fen,
        "account": state.account,
        "applications": len(state.applications),
    }
    assert shown == expected


def test_a_rival_bank_on_the_same_award_sees_the_sum_but_not_the_other_banks_application() -> None:
    stage = Stage()
    stage.play(
        life("LoanDisbursed")
        + """
        .  BankFiled bank=B2 by=bank:B2                              -> ok
        .  ConsentGiven bank=B2 consent=K2                           -> ok
        .  ApplicationSubmitted application=AP2 bank=B2 consent=K2   -> ok ApplicationPushed
        .  ApplicationAccepted application=AP2 bank=B2 by=bank:B2    -> ok ClockStarted
    """
    )
    state = stage.platform.read("A1", SEES["rival bank"])
    assert state is not None
    assert state.live_principal_fen == 800
    assert state.applications == {"AP2": "accepted"}
    assert [str(deadline.bearer) for deadline in state.deadlines] == ["bank:B2"]
    assert not stage.platform.visible(SEES["rival bank"], of(stage, "QuoteIssued"))


def test_nothing_is_read_of_an_award_that_nobody_knows() -> None:
    assert Stage().platform.read("A1") is None


def test_a_case_without_an_award_notice_is_no_public_fact() -> None:
    stage = Stage()
    stage.play(life("SizeDeclared") + "\n. BankFiled bank=B2 by=bank:B2 -> ok")
    assert stage.platform.read("A1", SEES["rival bank"]) is None
    assert stage.platform.read("A1") == CaseState(award="A1")


def test_a_message_is_seen_by_the_two_who_write_and_nobody_else() -> None:
    stage = whole_life()
    stage.play(". MessageSent award=A1 -> ok")
    message = of(stage, "MessageSent")
    seen = {name for name, actor in SEES.items() if stage.platform.visible(actor, message)}
    assert seen == {"own bank", "own supplier"}
    assert stage.platform.visible(None, message)


def test_bad_records_and_bans_are_in_the_register_and_a_referral_is_not() -> None:
    stage = Stage()
    stage.play(
        life("BankFiled")
        + """
        . ViolationEstablished violation_kind=false_award_material party={"role":"supplier","id":"S1"} suspected_crime=true -> ok
        . BadRecordListed      -> ok
        . SupplierBanned       -> ok
        . ReferredToJudiciary  -> ok
    """
    )
    for kind, who in [
        ("BadRecordListed", EVERYBODY),
        ("SupplierBanned", EVERYBODY),
        ("ReferredToJudiciary", {"own supplier", "bureau"}),
    ]:
        seen = {name for name, actor in SEES.items() if stage.platform.visible(actor, of(stage, kind))}
        assert seen == who, kind


def test_a_repayment_is_a_matter_of_the_lender_also_where_it_names_no_bank() -> None:
    stage = Stage()
    stage.play(". BankFiled bank=B2 by=bank:B2 -> ok\n" + life("ConsentGiven"))
    stage.play("""
        10-10 07:00  ConsentGiven bank=B2 consent=K2                                          -> ok
        .            ApplicationSubmitted application=AP2 bank=B2 consent=K2                  -> ok ApplicationPushed
        .            ApplicationRejected application=AP2 bank=B2 by=bank:B2                   -> ok
    """)
    stage.play(life("RepaymentCollected").partition("ConsentGiven             -> ok")[2])
    assert not stage.platform.visible(SEES["rival bank"], of(stage, "RepaymentCollected"))
