# tables: a row reads best on few lines
"""Golden cases of the locks and of payments to the locked account."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Actor
from tests.conformance.builders import BANK, PURCHASER, SUPPLIER, TREASURY, Story
from tests.conformance.monitors.golden import B1, FAIL, NONE, P1, PASS, S1, T1, WARN, Golden

A, B, PAY = "supplier-lock", "full-lock", "pay-locked-account-only"
ASK, MOVE, CONSENT, FREEZE = "AccountChangeRequested", "AccountChanged", "AccountChangeConsented", "CourtFreezeRecorded"


def agreed() -> Story:
    """Loan agreement signed at 10:00 on the 12th, no money yet."""
    return (
        Story()
        .open()
        .then("10-11 12:00", "RepaymentAccountAgreed")
        .then("10-11 14:00", "ContractSigned")
        .then("10-12 10:00", "LoanAgreementSigned")
    )


def asked(story: Story, when: str = "10-13 09:00", **fields: object) -> Story:
    return story.then(when, ASK, **({"actor": SUPPLIER} | fields))


def freeze(**fields: object) -> Story:
    """Lent, the account frozen by a court, and a change asked for by the supplier for that reason."""
    story = Story().lend().then("10-13 08:00", FREEZE, **fields)
    return asked(story, exception="COURT_FREEZE", order_ref="O1")


def special(exception: str, *, consent: bool = True) -> Story:
    story = asked(Story().lend(), exception=exception)
    if consent:
        story.add(CONSENT, "10-13 10:00")
    return story.then("10-13 11:00", MOVE, exception=exception)


LOCK_A = [
    Golden("kept", A, agreed(), PASS, "kept_clear"),
    Golden("asking to move it is an attempt", A, asked(agreed()), WARN, "asked_to_move_account", S1),
    Golden("refused as well", A, agreed().tries("10-13 09:00", ASK, actor=SUPPLIER), WARN, "asked_to_move_account", S1),
    Golden("moved at its request", A, asked(agreed()).then("10-14 09:00", MOVE), FAIL, "moved_account", S1),
    Golden("moved after a refused request", A,
           agreed().tries("10-13 09:00", ASK, actor=SUPPLIER).then("10-14 09:00", MOVE, actor=PURCHASER),
           FAIL, "moved_account", S1),
    Golden("moved through the contract at its request", A,
           asked(agreed()).then("10-14 09:00", "ContractAmended", account="X2"), FAIL, "moved_account", S1),
    Golden("moved by itself", A, agreed().then("10-14 09:00", MOVE, actor=SUPPLIER), FAIL, "moved_account", S1),
    Golden("moved by itself, asked for before the agreement", A,
           asked(Story().open().then("10-11 12:00", "RepaymentAccountAgreed"), "10-12 09:00")
           .then("10-12 10:00", "LoanAgreementSigned").then("10-12 11:00", MOVE, actor=SUPPLIER), FAIL, "moved_account", S1),
    Golden("moved by itself, asked for by the bank", A,
           asked(agreed(), actor=BANK).then("10-14 09:00", MOVE, actor=SUPPLIER), FAIL, "moved_account", S1),
    Golden("moved by itself in a special case after the money", A,
           asked(Story().lend().then("10-13 08:00", FREEZE), actor=BANK, exception="COURT_FREEZE", order_ref="O1")
           .then("10-14 09:00", MOVE, actor=SUPPLIER), PASS),
    Golden("in a special case that no lender allowed", A, freeze().then("10-14 09:00", MOVE), FAIL, "moved_account", S1),
    Golden("unless no consent is needed under that reading", A, freeze().then("10-14 09:00", MOVE), PASS,
           law={"freeze_needs_bank_consent": False}),
    Golden("with the lender's consent", A, freeze().then("10-13 10:00", CONSENT).then("10-14 09:00", MOVE), PASS),
    Golden("in a special case that was over before it was moved", A,
           freeze().then("10-13 10:00", CONSENT).then("10-13 11:00", "CourtFreezeLifted").then("10-14 09:00", MOVE),
           FAIL, "moved_account", S1),
    Golden("asked for before the money, moved in a special case after it", A,
           asked(agreed(), "10-12 11:00", exception="COURT_FREEZE", order_ref="O1").then("10-12 15:00", "LoanDisbursed")
           .then("10-13 08:00", FREEZE).then("10-13 10:00", CONSENT).then("10-14 09:00", MOVE), WARN, "asked_to_move_account", S1),
    Golden("asked for again by the bank it is still the supplier's wish", A,
           asked(asked(agreed()), "10-13 10:00", actor=BANK).then("10-14 09:00", MOVE), FAIL, "moved_account", S1),
    Golden("moved through a contract that the supplier amends itself", A,
           agreed().then("10-14 09:00", "ContractAmended", account="X2", actor=SUPPLIER), FAIL, "moved_account", S1),
    Golden("what others do before the money is not the supplier's", A,
           agreed().then("10-14 09:00", MOVE, actor=PURCHASER), PASS),
    Golden("before the agreement it is free", A, asked(Story().open(), "10-12 09:59:59")
           .then("10-12 09:59:59", MOVE).then("10-12 10:00", "LoanAgreementSigned"), PASS),
    Golden("in the second of the agreement it still is", A, asked(agreed(), "10-12 10:00"), PASS),
    Golden("the second after it is not", A, asked(agreed(), "10-12 10:00:01"), WARN, "asked_to_move_account", S1),
    Golden("a special case does not reach it before the money", A,
           asked(agreed().then("10-13 08:00", FREEZE), exception="COURT_FREEZE", order_ref="O1"),
           WARN, "asked_to_move_account", S1),
    Golden("after the money it does", A, freeze(), PASS),
    Golden("unless exceptions are read not to reach the supplier", A, freeze(), WARN, "asked_to_move_account", S1,
           law={"exception_reaches_supplier": False}),
    Golden("a second account agreed", A, agreed().then("10-13 09:00", "RepaymentAccountAgreed", account="X2"),
           FAIL, "second_account", S1),
    Golden("the same account agreed again is none", A, agreed().then("10-13 09:00", "RepaymentAccountAgreed"), PASS),
    Golden("a second account signed for with another bank", A,
           agreed().then("10-13 09:00", "LoanAgreementSigned", bank="B2", loan="E1", account="X2"), FAIL, "second_account", S1),
    Golden("not if many banks are read to be allowed", A,
           agreed().then("10-13 09:00", "LoanAgreementSigned", bank="B2", loan="E1", account="X2"), PASS,
           law={"financing_banks_per_award": "many"}),
    Golden("a second account of a special case", A,
           freeze().then("10-13 10:00", "RepaymentAccountAgreed", account="X2"), PASS),
    Golden("read from disbursement on there is no lock of its own", A, asked(agreed()), NONE,
           law={"lock_from": "disbursement"}),
    Golden("released", A, asked(agreed().then("10-12 12:00", "RepaymentAccountReleased")), PASS),
    Golden("another account's release does not free it", A,
           asked(agreed().then("10-12 12:00", "RepaymentAccountReleased", account="X9")), WARN, "asked_to_move_account", S1),
    Golden("all loans closed", A, asked(Story().lend().then("10-13 08:00", "LoanClosed")), PASS),
    Golden("one of two loans closed", A,
           asked(Story().lend().then("10-13 07:00", "LoanAgreementSigned", loan="D2").then("10-13 08:00", "LoanClosed")),
           WARN, "asked_to_move_account", S1),
    Golden("lapsed with the application", A, asked(agreed().then("10-13 08:00", "ApplicationWithdrawn")), PASS),
    Golden("lapsed with the award", A, asked(agreed().then("10-13 08:00", "AwardVoided")), PASS),
    Golden("after the money nothing lapses", A, asked(Story().lend().then("10-13 08:00", "AwardVoided")),
           WARN, "asked_to_move_account", S1),
]  # fmt: skip

LOCK_B = [
    Golden("kept", B, Story().lend(), PASS, "kept_clear"),
    Golden("before the money nobody is bound", B, agreed().then("10-13 09:00", MOVE, actor=PURCHASER), NONE),
    Golden("moved by the purchaser", B, Story().lend().then("10-13 09:00", MOVE, actor=PURCHASER), FAIL, "moved_for_all", P1),
    Golden("in the second of the disbursement it is not bound", B,
           Story().lend().then("10-12 15:00", MOVE, actor=PURCHASER), PASS),
    Golden("not told of the lock", B,
           Story().lend(recorded_at=instant("2022-10-20")).then("10-13 09:00", MOVE, actor=PURCHASER), WARN, "moved_untold"),
    Golden("told by the platform's word", B,
           Story().lend(recorded_at=instant("2022-10-20")).then("10-12 16:00", "RepaymentAccountLocked")
           .then("10-13 09:00", MOVE, actor=PURCHASER), FAIL, "moved_for_all", P1),
    Golden("who asked and who did it", B,
           asked(Story().lend()).then("10-13 10:00", MOVE, actor=PURCHASER), FAIL, "moved_for_all", (*P1, *S1)),
    Golden("the platform that carries it out is not the market", B, asked(Story().lend()).then("10-13 10:00", MOVE),
           FAIL, "moved_for_all", S1),
    Golden("unless nobody else asked", B, Story().lend().then("10-13 10:00", MOVE), FAIL, "moved_for_all",
           ("platform:platform",)),
    Golden("a bank that consents without a ground is blamed too", B,
           asked(Story().lend()).then("10-13 09:30", CONSENT).then("10-13 10:00", MOVE), FAIL, "moved_for_all", (*B1, *S1)),
    Golden("nor if it consented before the money", B,
           agreed().then("10-12 12:00", CONSENT).then("10-12 15:00", "LoanDisbursed")
           .then("10-13 10:00", MOVE, actor=PURCHASER), FAIL, "moved_for_all", P1),
    Golden("who asked before the money asked for nothing forbidden to all", B,
           asked(agreed(), "10-12 12:00").then("10-12 15:00", "LoanDisbursed").then("10-13 10:00", MOVE), WARN, "moved_untold"),
    Golden("another bank has to be told of the lock", B,
           Story().lend(recorded_at=instant("2022-10-20")).then("10-13 09:00", MOVE, actor=Actor("bank", "B2")),
           WARN, "moved_untold"),
    Golden("the lender need not", B,
           Story().lend(recorded_at=instant("2022-10-20")).then("10-13 09:00", MOVE, actor=BANK), FAIL, "moved_for_all", B1),
    Golden("both who asked", B,
           asked(asked(Story().lend()), "10-13 09:30", actor=PURCHASER).then("10-13 10:00", MOVE), FAIL, "moved_for_all",
           (*P1, *S1)),
    Golden("through the contract", B,
           Story().lend().then("10-13 09:00", "ContractAmended", account="X2"), FAIL, "moved_for_all", P1),
    Golden("to the account that only the loan agreement names", B,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed", account="X1")
           .then("10-12 10:00", "LoanAgreementSigned", account="X2").then("10-12 15:00", "LoanDisbursed")
           .then("10-13 09:00", "ContractAmended", account="X2"), FAIL, "moved_for_all", P1),
    Golden("the contract named again as agreed after another agreement had lapsed", B,
           agreed().then("10-12 11:00", "ApplicationWithdrawn").then("10-12 12:00", "RepaymentAccountAgreed", account="X2")
           .then("10-12 13:00", "LoanAgreementSigned", application="L2", loan="D2", account="X2")
           .then("10-12 15:00", "LoanDisbursed", loan="D2").then("10-13 09:00", "ContractAmended", account="X2"), PASS),
    Golden("who asked for another account did not ask for this one", B,
           asked(Story().lend(), new_account="X3").then("10-13 10:00", "ContractAmended", account="X2"),
           FAIL, "moved_for_all", P1),
    Golden("an amendment that names the same account moves nothing", B,
           Story().lend().then("10-13 09:00", "ContractAmended", account="X1"), PASS),
    Golden("read without locks", B, Story().lend().then("10-13 09:00", MOVE), NONE, law={"lock_from": "none"}),
    Golden("asking without a special case is an attempt", B, asked(Story().lend(), actor=PURCHASER),
           WARN, "asked_to_move_account", P1),
    Golden("refused as well", B, Story().lend().tries("10-13 09:00", ASK, actor=BANK), WARN, "asked_to_move_account", B1),
    Golden("asking in a special case is none", B, freeze(), PASS),
    Golden("frozen and consented", B, freeze().then("10-13 10:00", CONSENT).then("10-13 11:00", MOVE), PASS,
           "moved_in_special_case"),
    Golden("frozen and consented, through the contract", B,
           freeze().then("10-13 10:00", CONSENT).then("10-13 11:00", "ContractAmended", account="X2"), PASS,
           "moved_in_special_case"),
    Golden("frozen, consented too late", B, freeze().then("10-13 11:00", MOVE).then("10-13 12:00", CONSENT),
           FAIL, "moved_for_all", S1),
    Golden("frozen, another bank's consent", B,
           freeze().then("10-13 10:00", CONSENT, actor=Actor("bank", "B2")).then("10-13 11:00", MOVE),
           FAIL, "moved_for_all", S1),
    Golden("frozen, no consent needed under that reading", B, freeze().then("10-13 11:00", MOVE), PASS,
           "moved_in_special_case", law={"freeze_needs_bank_consent": False}),
    Golden("frozen by another order than the one pleaded", B,
           freeze(order_ref="O9").then("10-13 10:00", CONSENT).then("10-13 11:00", MOVE), FAIL, "moved_for_all", (*B1, *S1)),
    Golden("another account frozen", B,
           freeze(account="X9").then("10-13 10:00", CONSENT).then("10-13 11:00", MOVE), FAIL, "moved_for_all", (*B1, *S1)),
    Golden("a freeze told by the supplier", B,
           freeze(actor=SUPPLIER).then("10-13 10:00", CONSENT).then("10-13 11:00", MOVE), FAIL, "moved_for_all", (*B1, *S1)),
    Golden("a freeze told by the treasury", B,
           freeze(actor=TREASURY).then("10-13 10:00", CONSENT).then("10-13 11:00", MOVE), PASS, "moved_in_special_case"),
    Golden("lifted before", B,
           freeze().then("10-13 10:00", CONSENT).then("10-13 10:30", "CourtFreezeLifted").then("10-13 11:00", MOVE),
           FAIL, "moved_for_all"  , (*B1, *S1)),
    Golden("lifted in the second of the change, asked for before", B,
           asked(Story().lend().then("10-13 08:00", FREEZE), "10-13 11:00", actor=BANK, exception="COURT_FREEZE", order_ref="O1")
           .then("10-13 11:00", MOVE).then("10-13 11:00", "CourtFreezeLifted"), PASS, "moved_in_special_case"),
    Golden("lifted in the second of the change, asked for afterwards", B,
           asked(Story().lend().then("10-13 08:00", FREEZE).then("10-13 11:00", "CourtFreezeLifted"), "10-13 11:00",
           actor=BANK, exception="COURT_FREEZE", order_ref="O1").then("10-13 11:00", MOVE), FAIL, "moved_for_all", B1),
    Golden("the lender's own request is its consent", B,
           asked(Story().lend().then("10-13 08:00", FREEZE), actor=BANK, exception="COURT_FREEZE", order_ref="O1")
           .then("10-13 11:00", MOVE), PASS, "moved_in_special_case"),
    Golden("a special case pleaded by one of two who asked", B,
           asked(asked(Story().lend().then("10-13 08:00", FREEZE), actor=BANK, exception="COURT_FREEZE", order_ref="O1"),
                 "10-13 10:00").then("10-13 11:00", MOVE), PASS, "moved_in_special_case"),
    Golden("and so is its own change", B,
           Story().lend().then("10-13 08:00", FREEZE).then("10-13 11:00", MOVE, actor=BANK, exception="COURT_FREEZE"), PASS,
           "moved_in_special_case"),
    Golden("but not a change by another bank", B,
           Story().lend().then("10-13 08:00", FREEZE)
           .then("10-13 11:00", MOVE, actor=Actor("bank", "B2"), exception="COURT_FREEZE"), FAIL, "moved_for_all", ("bank:B2",)),
    Golden("a listed case, consented", B, special("ACCOUNT_CLOSED_BY_BANK"), PASS, "moved_in_special_case"),
    Golden("a listed case without consent", B, special("ACCOUNT_CLOSED_BY_BANK", consent=False), FAIL, "moved_for_all", S1),
    Golden("read closed to the freeze", B, special("ACCOUNT_CLOSED_BY_BANK"), FAIL, "moved_for_all", (*B1, *S1),
           law={"exceptions": "closed"}),
    Golden("a case of the open list", B, special("OTHER_SPECIAL"), WARN, "moved_in_other_special_case"),
    Golden("read as the list only", B, special("OTHER_SPECIAL"), FAIL, "moved_for_all", (*B1, *S1),
           law={"exceptions": "listed"}),
    Golden("released before", B,
           Story().lend().then("10-13 08:00", "RepaymentAccountReleased").then("10-13 09:00", MOVE, actor=PURCHASER), PASS),
    Golden("all loans closed before", B,
           Story().lend().then("10-13 08:00", "LoanClosed").then("10-13 09:00", MOVE, actor=PURCHASER), PASS),
    Golden("in the second of the close", B,
           Story().lend().then("10-13 09:00", "LoanClosed").then("10-13 09:00", MOVE, actor=PURCHASER), PASS),
]  # fmt: skip


PLAN, ORDER, PAID = "PaymentPlanSubmitted", "PaymentOrdered", "TreasuryPaid"


def wrongly_planned() -> Story:
    return Story().lend().then("11-01 09:00", PLAN, payee_account="X9")


def changed(**fields: object) -> Story:
    """The account lawfully moved to X2 on the 13th."""
    return freeze().then("10-13 10:00", CONSENT).then("10-13 11:00", MOVE, **fields)


PAYMENTS = [
    Golden("to the repayment account", PAY, Story().lend().then("11-02 09:00", PAID), PASS, "to_repayment_account"),
    Golden("elsewhere", PAY, Story().lend().then("11-02 09:00", PAID, payee_account="X9", plan=None), FAIL, "paid_elsewhere", T1),
    Golden("one fen elsewhere", PAY, Story().lend().then("11-02 09:00", PAID, payee_account="X9", amount_fen=1),
           FAIL, "paid_elsewhere", T1),
    Golden("a wrong plan is an attempt", PAY, wrongly_planned(), WARN, "tried_elsewhere", P1),
    Golden("refused as well", PAY, Story().lend().tries("11-01 09:00", PLAN, payee_account="X9"), WARN, "tried_elsewhere", P1),
    Golden("a wrong order is an attempt", PAY, Story().lend().then("11-01 09:00", ORDER, payee_account="X9"),
           WARN, "tried_elsewhere", T1),
    Golden("a wrong payment refused is one", PAY, Story().lend().tries("11-01 09:00", PAID, payee_account="X9"),
           WARN, "tried_elsewhere", T1),
    Golden("refused and paid all the same it is the breach, once", PAY,
           (lambda story: (story.refuse(story.add(PAID, "11-02 09:00", payee_account="X9")), story)[1])(Story().lend()),
           FAIL, "paid_elsewhere", T1),
    Golden("planned and paid wrong: both", PAY, wrongly_planned().then("11-02 09:00", PAID, payee_account="X9", plan="U1"),
           FAIL, "paid_elsewhere", (*P1, *T1)),
    Golden("the plan known through the order", PAY,
           wrongly_planned().then("11-01 10:00", ORDER, payee_account="X9").then("11-02 09:00", PAID, payee_account="X9"),
           FAIL, "paid_elsewhere", (*P1, *T1)),
    Golden("planned wrong, sent back, and paid all the same: the treasury alone", PAY,
           wrongly_planned().then("11-01 12:00", "PaymentPlanReturned", ground="wrong_account")
           .then("11-02 09:00", PAID, payee_account="X9", plan="U1"), FAIL, "paid_elsewhere", T1),
    Golden("planned wrong once it was paid: the treasury alone", PAY,
           Story().lend().then("11-02 09:00", PAID, payee_account="X9", plan="U1").then("11-03 09:00", PLAN, payee_account="X9"),
           FAIL, "paid_elsewhere", T1),
    Golden("rightly planned, wrongly paid: the treasury alone", PAY,
           Story().lend().then("11-01 09:00", PLAN).then("11-02 09:00", PAID, payee_account="X9", plan="U1"),
           FAIL, "paid_elsewhere", T1),
    Golden("without a gate the treasury pays as planned", PAY,
           wrongly_planned().then("11-02 09:00", PAID, payee_account="X9", plan="U1"), FAIL, "paid_elsewhere", P1,
           law={"treasury_gate": False}),
    Golden("but not otherwise than planned", PAY,
           Story().lend().then("11-01 09:00", PLAN).then("11-02 09:00", PAID, payee_account="X9", plan="U1"),
           FAIL, "paid_elsewhere", T1, law={"treasury_gate": False}),
    Golden("without a gate an order as planned is no attempt of the treasury", PAY,
           wrongly_planned().then("11-01 10:00", ORDER, payee_account="X9"), WARN, "tried_elsewhere", P1,
           law={"treasury_gate": False}),
    Golden("nobody who paid had been told", PAY,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed")
           .then("10-11 14:00", "ContractSigned", recorded_at=instant("2022-12-01"))
           .then("11-02 09:00", PAID, payee_account="X9"), WARN, "paid_elsewhere_untold"),
    Golden("told of no change, paid to the account known", PAY,
           changed(recorded_at=instant("2022-12-01")).then("11-02 09:00", PAID), WARN, "paid_elsewhere_untold"),
    Golden("told of no change, paid to neither", PAY,
           changed(recorded_at=instant("2022-12-01")).then("11-02 09:00", PAID, payee_account="X9"), FAIL, "paid_elsewhere", T1),
    Golden("agreed and named binds without a loan", PAY,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed").then("10-11 14:00", "ContractSigned")
           .then("11-02 09:00", PAID, payee_account="X9"), FAIL, "paid_elsewhere", T1),
    Golden("though another account was released", PAY,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed").then("10-11 14:00", "ContractSigned")
           .then("10-20 09:00", "RepaymentAccountReleased", account="X9").then("11-02 09:00", PAID, payee_account="X9"),
           FAIL, "paid_elsewhere", T1),
    Golden("and another bank's agreement had lapsed", PAY,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed").then("10-11 14:00", "ContractSigned")
           .then("10-12 10:00", "LoanAgreementSigned", bank="B2", application="L2", loan="D2", account="X2")
           .then("10-13 10:00", "ApplicationWithdrawn", bank="B2", application="L2")
           .then("11-02 09:00", PAID, payee_account="X9"), FAIL, "paid_elsewhere", T1),
    Golden("a contract signed anew names the account, not what amended the one before", PAY,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed").then("10-11 13:00", "ContractSigned", account="X2")
           .then("10-11 14:00", "ContractAmended", account="X3").then("10-12 14:00", "ContractSigned")
           .then("11-02 09:00", PAID, payee_account="X9"), FAIL, "paid_elsewhere", T1),
    Golden("agreed but not named does not", PAY,
           Story().open().then("10-11 12:00", "RepaymentAccountAgreed")
           .then("10-11 14:00", "ContractSigned", account=None).then("11-02 09:00", PAID, payee_account="X9"), NONE),
    Golden("a contract without financing pays where it says", PAY,
           Story().open().then("10-11 14:00", "ContractSigned", account=None).then("11-02 09:00", PAID, payee_account="X9"),
           NONE),
    Golden("after release nothing binds", PAY,
           Story().lend().then("11-01 09:00", "RepaymentAccountReleased").then("11-02 09:00", PAID, payee_account="X9"), NONE),
    Golden("nor after the last loan was closed", PAY,
           Story().lend().then("11-01 09:00", "LoanClosed").then("11-02 09:00", PAID, payee_account="X9"), NONE),
    Golden("after a lawful change the new account binds", PAY, changed().then("11-02 09:00", PAID, payee_account="X2"),
           PASS, "to_repayment_account"),
    Golden("and the old one is elsewhere", PAY, changed().then("11-02 09:00", PAID, payee_account="X1"),
           FAIL, "paid_elsewhere", T1),
    Golden("a plan that was right when it was made is not the purchaser's breach", PAY,
           freeze().then("10-13 10:00", CONSENT).then("10-13 10:30", PLAN).then("10-13 11:00", MOVE)
           .then("11-02 09:00", PAID, payee_account="X1", plan="U1"), FAIL, "paid_elsewhere", T1),
    Golden("unless nobody told of the change", PAY,
           changed(recorded_at=instant("2022-12-01")).then("11-02 09:00", PAID, payee_account="X1"), WARN, "paid_elsewhere_untold"),
]  # fmt: skip

ROWS = [*LOCK_A, *LOCK_B, *PAYMENTS]
