"""The life of a case, as tables: one line an action, its last column the expected answer."""

from __future__ import annotations

import pytest
from reference_stage import ACTORS, LIFE, Stage, life

from conformance.port import Deadline
from notice.civil import instant, rfc3339
from notice.events import ClockStarted, DeadlineMissed

CASES = {
    "a loan from filing to release": LIFE,
    "a pre-credit quote before acceptance starts no clock, acceptance then starts it suspended": life(
        "ApplicationSubmitted"
    )
    + """
    10-10 09:00  QuoteIssued              -> ok
    10-10 10:00  ApplicationAccepted      -> ok ClockStarted ClockSuspended
    10-10 11:00  OfferAccepted            -> ok ClockResumed
    """,
    "an application may be returned, and another submitted": life("ApplicationAccepted")
    + """
    10-11 09:00  ApplicationReturned                       -> ok
    10-12 09:00  ApplicationSubmitted application=AP2      -> ok ApplicationPushed
    """,
    "an application may be rejected after a quote": life("QuoteIssued")
    + """
    10-11 09:00  ApplicationRejected      -> ok
    10-20        advance                  ->
    """,
    "a withdrawn agreement lapses and frees the account": life("LoanAgreementSigned")
    + """
    10-12 09:00  ApplicationWithdrawn                      -> ok RepaymentAccountReleased
    .            AccountChangeRequested                    -> ok AccountChanged
    10-30        advance                                   ->
    """,
    "a void award ends applications and pay clocks but no debt": life("GoodsDelivered")
    + """
    10-21 09:00  AwardVoided                               -> ok
    10-22 09:00  RepaymentCollected money_from=supplier_paid account=other -> ok
    .            LoanClosed                                -> ok RepaymentAccountReleased
    12-30        advance                                   ->
    """,
    "a second loan at the same bank is a repeat loan and leaves lock B as it is": life("LoanDisbursed")
    + """
    10-13 09:00  ApplicationSubmitted application=AP2 amount_fen=200                  -> ok ApplicationPushed
    10-13 10:00  ApplicationAccepted application=AP2                                  -> ok ClockStarted
    10-13 11:00  QuoteIssued application=AP2 limit_fen=200                            -> ok ClockSuspended
    10-13 12:00  OfferAccepted application=AP2                                        -> ok ClockResumed
    10-13 13:00  LoanAgreementSigned application=AP2 loan=L2 principal_max_fen=200    -> ok
    10-13 14:00  DisbursementOrdered loan=L2 amount_fen=200                           -> ok
    10-13 15:00  LoanDisbursed loan=L2 amount_fen=200                                 -> ok
    10-14 09:00  RepaymentCollected                                                   -> ok
    .            LoanClosed                                                           -> ok
    10-14 10:00  RepaymentCollected loan=L2 principal_fen=200                         -> ok
    .            LoanClosed loan=L2                                                   -> ok RepaymentAccountReleased
    """,
    "a loan may be drawn in parts, each reserved by its order": life("LoanAgreementSigned")
    + """
    10-12 09:00  DisbursementOrdered amount_fen=500        -> ok
    .            DisbursementOrdered amount_fen=301        -> PRINCIPAL_ABOVE_AGREEMENT
    .            DisbursementOrdered amount_fen=300        -> ok
    10-12 10:00  LoanDisbursed amount_fen=500              -> ok RepaymentAccountLocked
    10-12 11:00  LoanDisbursed amount_fen=300              -> ok
    """,
    "a written-off loan is closed": life("FinancingReported")
    + """
    12-01 09:00  LossBooked amount_fen=799                 -> ok
    .            LoanClosed                                -> STATE_FORBIDS
    .            LossBooked amount_fen=1                   -> ok
    .            LoanClosed                                -> ok RepaymentAccountReleased
    """,
    "a court's freeze and the lender's consent move the account, and the lock stays": life("FinancingReported")
    + """
    10-14 09:00  CourtFreezeRecorded                                                             -> ok
    .            AccountChangeRequested exception=COURT_FREEZE order_ref=court-1 by=purchaser:P1 -> ok
    10-14 10:00  AccountChangeConsented                                                          -> ok AccountChanged
    .            PaymentPlanSubmitted                                            -> PAYEE_NOT_LOCKED_ACCOUNT
    10-14 11:00  AccountChangeRequested change=CH2 account=new by=bank:B1        -> ACCOUNT_LOCKED_FOR_ALL
    """,
    "the lender's own request is its consent": life("FinancingReported")
    + """
    .            CourtFreezeRecorded                                                             -> ok
    .            AccountChangeRequested exception=COURT_FREEZE order_ref=court-1 by=bank:B1      -> ok AccountChanged
    """,
    "before the loan agreement the account is free": life("RepaymentAccountAgreed")
    + """
    .            AccountChangeRequested                                                          -> ok AccountChanged
    .            RepaymentAccountAgreed account=third                                            -> ok
    .            AccountChanged change=CH2 account=third new_account=fourth                      -> ok
    """,
    "under lock A others may ask, and the lender's consent is enough": life("LoanAgreementSigned")
    + """
    .            AccountChangeRequested by=purchaser:P1    -> ok
    .            AccountChangeConsented by=purchaser:P1    -> ok
    .            AccountChangeConsented                    -> ok AccountChanged
    """,
    "a rejected delivery starts afresh": life("ContractPublished")
    + """
    10-12 09:00  GoodsDelivered                            -> ok ClockStarted
    10-13 09:00  DeliveryRejected                          -> ok
    12-01 09:00  GoodsDelivered                            -> ok ClockStarted
    """,
    "a returned plan may be handed in again": life("PaymentPlanSubmitted")
    + """
    10-25 09:00  PaymentPlanReturned                       -> ok
    10-26 09:00  PaymentPlanSubmitted plan=PL2             -> ok
    """,
    "stray and misdirected payments are recorded and flagged": life("PaymentOrdered")
    + """
    10-25 10:00  TreasuryPaid payee_account=other          -> ok BreachFlagged:PAYEE_NOT_LOCKED_ACCOUNT
    10-25 11:00  TreasuryPaid contract=C9 plan=null        -> ok BreachFlagged:OBJECT_UNKNOWN
    10-25 12:00  TreasuryPaid contract=C9 plan=null payee_account=other -> ok BreachFlagged:PAYEE_NOT_LOCKED_ACCOUNT
    """,
    "after release a payment may go anywhere": life("PaymentOrdered")
    + """
    10-25 10:00  RepaymentCollected                        -> ok
    .            LoanClosed                                -> ok RepaymentAccountReleased
    10-26 09:00  TreasuryPaid payee_account=other          -> ok
    """,
    "a disbursement without an order, or above the agreement, is recorded and flagged": life("LoanAgreementSigned")
    + """
    10-12 09:00  LoanDisbursed amount_fen=800   -> ok RepaymentAccountLocked BreachFlagged:STATE_FORBIDS
    10-12 10:00  LoanDisbursed amount_fen=201   -> ok BreachFlagged:AWARD_CEILING_EXCEEDED
    """,
    "a contract without the agreed account is flagged": life("RepaymentAccountAgreed")
    + """
    .  ContractSigned account=other  -> ok ClockStarted ClockStarted ClockResumed BreachFlagged:CONTRACT_LACKS_AGREED_ACCOUNT
    """,
    "an account agreed after the contract is flagged": life("ApplicationAccepted")
    + """
    .            ContractSigned account=null bank=null     -> ok ClockStarted ClockStarted
    10-10 10:00  RepaymentAccountAgreed                    -> ok BreachFlagged:ACCOUNT_AGREED_TOO_LATE
    """,
    "an amendment that names another account under a lock is flagged and moves nothing": life("FinancingReported")
    + """
    .            ContractAmended account=other             -> ok BreachFlagged:ACCOUNT_LOCKED_FOR_ALL
    .            PaymentPlanSubmitted payee_account=other  -> PAYEE_NOT_LOCKED_ACCOUNT
    """,
    "an order to rectify has its own clock, and the bank goes on": life("ApplicationSubmitted")
    + """
    .            ViolationEstablished                      -> ok
    .            RectificationOrdered                      -> ok ClockStarted
    10-10 09:00  ApplicationAccepted                       -> ok ClockStarted
    10-12 09:00  RectificationConfirmed                    -> ok
    11-02        advance                                   -> DeadlineMissed
    """,
    "a terminated bank runs off its loans and takes no new business": life("FinancingReported")
    + """
    .            ApplicationSubmitted application=AP2      -> ok ApplicationPushed
    .            ViolationEstablished                      -> ok
    .            CooperationTerminated                     -> ok
    .            ApplicationAccepted application=AP2       -> BANK_TERMINATED
    .            ApplicationRejected application=AP2       -> ok
    .            RepaymentCollected                        -> ok
    .            LoanClosed                                -> ok RepaymentAccountReleased
    """,
    "what parties say about clocks is recorded and moves nothing": life("ApplicationAccepted")
    + """
    10-11 09:00  SupplementRequested                       -> ok ClockSuspended
    .            ClockSuspended                            -> ok
    .            ClockResumed                              -> ok
    .            DelayExplained                            -> ok
    10-30        advance                                   ->
    """,
    "an invoice moves no clock": life("GoodsDelivered")
    + """
    10-20 10:00  InvoiceReceived                           -> ok
    """,
    "the bureau may remind before anything is late": life("ContractSigned")
    + """
    10-12 09:00  PurchaserReminded clock=file_contract     -> ok
    """,
    "a harness may let time pass by a stimulus": life("ApplicationAccepted")
    + """
    .            ClockAdvanced                             -> ok DeadlineMissed
    """,
}


@pytest.mark.parametrize("table", CASES.values(), ids=CASES.keys())
def test_a_case_lives_as_the_table_says(table: str) -> None:
    Stage().play(table)


def test_the_read_back_follows_the_case() -> None:
    stage = Stage()
    stage.play(life("LoanDisbursed"))
    state = stage.platform.read("A1")
    assert state is not None
    assert (state.ceiling_fen, state.live_principal_fen, state.account, state.lock) == (1000, 800, "acc", "all")
    assert state.applications == {"AP1": "disbursed"}
    assert state.deadlines == ()


def test_an_open_deadline_is_read_with_its_bearer_and_instant() -> None:
    stage = Stage()
    stage.play(life("ApplicationAccepted"))
    state = stage.platform.read("A1")
    assert state is not None
    due_at = instant("2022-10-18")
    assert Deadline(clock="first_loan", bearer=ACTORS["bank"], due_at=due_at) in state.deadlines


@pytest.mark.parametrize(
    ("plan", "late"),
    [
        ("", "purchaser"),
        ("10-24 09:00 PaymentPlanSubmitted -> ok", "treasury"),
        ("10-24 09:00 PaymentPlanSubmitted amount_fen=999 -> ok", "purchaser"),
        ("10-24 09:00 PaymentPlanSubmitted pay_on=2023-01-01 -> ok", "purchaser"),
        ("10-24 09:00 PaymentPlanSubmitted -> ok\n. PaymentPlanReturned ground=no_budget -> ok", "treasury"),
        ("10-24 09:00 PaymentPlanSubmitted -> ok\n. PaymentPlanReturned ground=wrong_amount -> ok", "purchaser"),
    ],
)
def test_a_late_payment_is_put_down_to_who_held_it_up(plan: str, late: str) -> None:
    stage = Stage()
    stage.play(life("DeliveryAccepted") + "\n" + plan)
    missed, _ = stage.line("11-30 advance")
    assert isinstance(missed, DeadlineMissed)
    assert missed.late_party == ACTORS[late]


@pytest.mark.parametrize(
    ("answer", "due"),
    [
        ("10-25 09:00 DeliveryAccepted -> ok ClockStarted", "2022-11-25"),
        ("12-30       advance          -> ClockStarted DeadlineMissed PurchaserReminded", "2022-12-02"),
    ],
)
def test_where_acceptance_is_a_condition_it_starts_the_pay_clock_or_the_end_of_its_time_does(
    answer: str, due: str
) -> None:
    terms = (
        '{"instalments":[{"instalment":"I1","amount_fen":1000,"starts":"delivery"}],'
        '"acceptance_is_condition":true,"acceptance_days":10}'
    )
    stage = Stage()
    stage.play(life("RepaymentAccountAgreed"))
    stage.line(f"10-11 09:00 ContractSigned payment_terms={terms}")
    stage.play("10-11 10:00 ContractPublished -> ok\n. ContractFiled -> ok\n10-22 09:00 GoodsDelivered -> ok")
    (started,) = [one for one in stage.play(answer) if isinstance(one, ClockStarted)]
    assert rfc3339(started.due_at).startswith(due)
