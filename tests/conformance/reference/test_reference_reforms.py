"""A reform of the policy changes what the reference does, and nothing else is needed."""

from __future__ import annotations

from typing import Any

import pytest
from reference_stage import Stage, life, reformed

from notice.civil import instant
from notice.events import ClockStarted

SECOND_BANK = """
    .  BankFiled bank=B2 by=bank:B2                                                    -> ok
    .  ConsentGiven bank=B2 consent=K2                                                 -> ok
    .  ApplicationSubmitted application=AP2 bank=B2 consent=K2 amount_fen=300          -> ok ApplicationPushed
    .  ApplicationAccepted application=AP2 bank=B2 by=bank:B2                          -> ok ClockStarted
    .  QuoteIssued application=AP2 bank=B2 by=bank:B2 limit_fen=300                    -> ok ClockSuspended
    .  OfferAccepted application=AP2 bank=B2                                           -> ok ClockResumed
    .  LoanAgreementSigned application=AP2 bank=B2 by=bank:B2 loan=L2 principal_max_fen=300 -> ok
    .  DisbursementOrdered loan=L2 bank=B2 by=bank:B2 amount_fen={amount}              -> {answer}
"""
FROZEN = "\n. CourtFreezeRecorded -> ok"
TERMINATED = "\n. ViolationEstablished -> ok\n. CooperationTerminated -> ok"

CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no lock at agreement": (
        {"lock_from": "disbursement"},
        life("ContractPublished"),
        ". LoanAgreementSigned -> ok\n. AccountChangeRequested -> ok AccountChanged",
    ),
    "no lock at all": (
        {"lock_from": "none"},
        life("ContractPublished") + "\n. LoanAgreementSigned -> ok\n. DisbursementOrdered -> ok\n. LoanDisbursed -> ok",
        ". AccountChangeRequested -> ok AccountChanged",
    ),
    "no gate at the treasury": (
        {"treasury_gate": False},
        life("PaymentPlanSubmitted"),
        ". PaymentOrdered payee_account=other -> ok\n. TreasuryPaid payee_account=other -> ok",
    ),
    "a natural person's guarantee is allowed": (
        {"natural_person_guarantee_allowed": True},
        life("ApplicationAccepted"),
        ". SecurityRequested security=natural_person_guarantee -> ok\n. SecurityRequested -> SECURITY_NOT_ALLOWED",
    ),
    "a pledged receivable is a security": (
        {"receivable_pledge_is_security": True},
        life("ApplicationAccepted"),
        ". SecurityRequested security=receivable_pledge -> SECURITY_NOT_ALLOWED",
    ),
    "a fee is allowed up to a sum": (
        {"fees_allowed_fen": 500},
        life("ApplicationAccepted"),
        ". FeeCharged amount_fen=500 -> ok\n. FeeCharged amount_fen=501 -> FEE_NOT_ALLOWED",
    ),
    "a place shares losses with its banks": (
        {"public_guarantee_allowed": True},
        life("LoanDisbursed"),
        ". GuaranteeGiven guarantee_kind=loss_sharing -> ok\n. GuaranteeGiven by=bank:B1 -> ROLE_NOT_ENTITLED",
    ),
    "money may flow before the contract": (
        {"disburse_before_contract": True},
        life("RepaymentAccountAgreed"),
        ". LoanAgreementSigned -> ok RepaymentAccountLocked\n. DisbursementOrdered -> ok",
    ),
    "many banks, one ceiling": (
        {"financing_banks_per_award": "many"},
        life("LoanDisbursed") + SECOND_BANK.format(amount=201, answer="AWARD_CEILING_EXCEEDED"),
        ". DisbursementOrdered loan=L2 bank=B2 by=bank:B2 amount_fen=200 -> ok",
    ),
    "a ceiling for each loan": (
        {"financing_banks_per_award": "many", "ceiling_scope": "per_loan"},
        life("LoanDisbursed"),
        SECOND_BANK.format(amount=300, answer="ok"),
    ),
    "what is paid lowers the ceiling": (
        {"ceiling_scope": "minus_paid"},
        life("RepaymentCollected"),
        """
        .  LoanClosed                                                               -> ok RepaymentAccountReleased
        .  ApplicationSubmitted application=AP2                                     -> ok ApplicationPushed
        .  ApplicationAccepted application=AP2                                      -> ok ClockStarted
        .  QuoteIssued application=AP2                                              -> ok ClockSuspended
        .  OfferAccepted application=AP2                                            -> ok ClockResumed
        .  LoanAgreementSigned application=AP2 loan=L2                              -> ok RepaymentAccountLocked
        .  DisbursementOrdered loan=L2 amount_fen=1                                 -> AWARD_CEILING_EXCEEDED
        """,
    ),
    "an exception does not reach the supplier": (
        {"exception_reaches_supplier": False},
        life("LoanDisbursed") + FROZEN,
        ". AccountChangeRequested exception=COURT_FREEZE order_ref=court-1 -> ACCOUNT_LOCKED_FOR_SUPPLIER",
    ),
    "a freeze is the only exception": (
        {"exceptions": "closed"},
        life("LoanDisbursed"),
        ". AccountChangeRequested by=bank:B1 exception=BANK_MERGED -> EXCEPTION_NOT_EVIDENCED",
    ),
    "the listed exceptions are the only ones": (
        {"exceptions": "listed"},
        life("LoanDisbursed")
        + "\n. AccountChangeRequested by=bank:B1 exception=OTHER_SPECIAL -> EXCEPTION_NOT_EVIDENCED",
        ". AccountChangeRequested by=bank:B1 exception=BANK_MERGED -> ok AccountChanged",
    ),
    "a freeze needs no consent": (
        {"freeze_needs_bank_consent": False},
        life("LoanDisbursed") + FROZEN,
        ". AccountChangeRequested by=purchaser:P1 exception=COURT_FREEZE order_ref=court-1 -> ok AccountChanged",
    ),
    "a terminated bank may not pay out under old agreements": (
        {"termination_run_off": "none"},
        life("LoanAgreementSigned") + TERMINATED,
        ". DisbursementOrdered -> BANK_TERMINATED",
    ),
    "serious is who does it again": (
        {"serious_means": "repeated"},
        life("BankFiled") + "\n. ViolationEstablished -> ok\n. CooperationTerminated -> NOT_SERIOUS",
        ". ViolationEstablished violation=V2 -> ok\n. CooperationTerminated violation=V2 -> ok",
    ),
    "serious is who does not obey": (
        {"serious_means": "order_not_met"},
        life("BankFiled") + "\n. ViolationEstablished -> ok\n. RectificationOrdered -> ok ClockStarted",
        ". CooperationTerminated -> NOT_SERIOUS\n11-02 advance -> DeadlineMissed\n. CooperationTerminated -> ok",
    ),
    "only a supplement suspends": (
        {"tolling": "supplement_only"},
        life("ApplicationAccepted"),
        "10-11 QuoteIssued -> ok\n. OfferAccepted -> ok\n. SupplementProvided -> STATE_FORBIDS",
    ),
    "nothing suspends": (
        {"tolling": "none"},
        life("ApplicationAccepted"),
        "10-11 SupplementRequested -> ok\n10-18 advance -> DeadlineMissed",
    ),
    "the clock starts at submission": (
        {"clock_starts_at": "submitted"},
        life("ConsentGiven"),
        "10-10 08:00 ApplicationSubmitted -> ok ApplicationPushed ClockStarted\n10-11 ApplicationAccepted -> ok",
    ),
    "an offline application has no clock": (
        {},
        life("ConsentGiven"),
        ". ApplicationSubmitted channel=offline -> ok ApplicationPushed\n. ApplicationAccepted -> ok",
    ),
    "an offline application has a clock": (
        {"offline_channel": "covered"},
        life("ConsentGiven"),
        ". ApplicationSubmitted channel=offline -> ok ApplicationPushed\n. ApplicationAccepted -> ok ClockStarted",
    ),
    "a large firm's subsidiary is a small firm": (
        {"sme_rule": "181_2011"},
        life("ConsentGiven") + "\n. SizeDeclared large_firm_controlled=true -> ok",
        ". ApplicationSubmitted -> ok ApplicationPushed",
    ),
    "the scheme begins later": (
        {"in_force_from": "2023-01-01"},
        life("ConsentGiven"),
        ". ApplicationSubmitted -> NOTICE_NOT_IN_FORCE",
    ),
}


@pytest.mark.parametrize(("values", "history", "lines"), CASES.values(), ids=CASES.keys())
def test_a_reform_changes_the_answer(values: dict[str, Any], history: str, lines: str) -> None:
    stage = Stage(law=reformed(**values))
    stage.play(history)
    stage.play(lines)


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"first_sla_working_days": 2}, "2022-10-13"),
        ({"day_ends": "business"}, "2022-10-17T17:30"),
        ({"first_sla_working_days": 10}, "2022-10-25"),
    ],
)
def test_a_reform_of_the_clock_moves_the_due_instant(values: dict[str, Any], due: str) -> None:
    stage = Stage(law=reformed(**values))
    _, started = stage.play(life("ApplicationAccepted"))
    assert isinstance(started, ClockStarted)
    assert started.due_at == instant(due)


OTHER_AWARD = """
    11-01  SizeDeclared award=A2                                                              -> ok
    .      AwardNoticeIssued award=A2                                                         -> ok ClockStarted
    .      BankFiled bank={bank} by=bank:{bank}                                               -> ok
    .      ConsentGiven award=A2 consent=K2 bank={bank}                                       -> ok
    .      ApplicationSubmitted award=A2 application=AP2 consent=K2 bank={bank}               -> ok ApplicationPushed
"""


@pytest.mark.parametrize("scope", ["bank", "platform", "award"])
@pytest.mark.parametrize("counts", ["application", "accepted", "approved", "disbursed"])
@pytest.mark.parametrize(
    "upto", ["ApplicationSubmitted", "ApplicationAccepted", "LoanAgreementSigned", "LoanDisbursed"]
)
@pytest.mark.parametrize("bank", ["B1", "B2"])
def test_first_or_repeat_is_a_matter_of_scope_and_of_how_far_the_earlier_application_came(
    scope: str, counts: str, upto: str, bank: str
) -> None:
    stage = Stage(law=reformed(first_scope=scope, repeat_counts=counts))
    stage.play(life(upto))
    for line in OTHER_AWARD.format(bank=bank).strip().splitlines():
        stage.line(line.partition("->")[0])
    answer = stage.line(f"11-02 ApplicationAccepted award=A2 application=AP2 bank={bank} by=bank:{bank}")
    (started,) = [one for one in answer if isinstance(one, ClockStarted)]
    reached = ["application", "accepted", "approved", "disbursed"].index(counts) <= [
        "ApplicationSubmitted", "ApplicationAccepted", "LoanAgreementSigned", "LoanDisbursed",
    ].index(upto)  # fmt: skip
    in_scope = scope == "platform" or (scope == "bank" and bank == "B1")
    assert started.clock == ("repeat_loan" if reached and in_scope else "first_loan")
