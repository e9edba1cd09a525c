"""Business done lawfully, but otherwise than in the lawful log: nothing of it is a breach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from conformance.verdicts import Verdict
from notice.events import Actor, Event, Instalment, PaymentTerms
from tests.conformance.builders import BANK, PURCHASER, TREASURY
from tests.conformance.proof.usual import NOT_APPLIED, NOT_LENT, STILL_OWED, UNPAID, Change, Changes, usual

B2 = Actor("bank", "B2")
PASS, WARN, OPEN, NONE = Verdict.PASS, Verdict.WARN, Verdict.OPEN, Verdict.NOT_EXERCISED
FIRST, PAY, LOCK, CEILING = "first-loan-in-time", "pay-in-time", "full-lock", "award-ceiling"


class Otherwise(NamedTuple):
    """What is told of one more award, and what a norm then says of it; `why` is empty where it says nothing."""

    title: str
    events: list[Event]
    norm: str
    verdict: Verdict
    why: str


def lawfully(title: str, norm: str, verdict: Verdict, why: str, *sets: Mapping[str, Changes], day: str = "2022-10-10",
             **changes: Changes) -> Otherwise:  # fmt: skip
    """The usual case with sets of changes, each over the one before it, and changes over these."""
    together = {kind: change for one in (*sets, changes) for kind, change in one.items()}
    return Otherwise(title, usual(day, **together), norm, verdict, why)


def by_b2(when: str, **fields: Any) -> dict[str, Any]:
    """An act of the other bank, or towards it, on an application of its own."""
    return {"when": when, "bank": "B2", "application": "L4", **fields}


def acted_by_b2(when: str, **fields: Any) -> dict[str, Any]:
    """An act of the other bank."""
    return by_b2(when, actor=B2, **fields)


SECOND_FILED: dict[str, Change] = {"BankFiled": {"when": "09-29 10:00", "bank": "B2", "actor": B2}}
TO_SECOND: dict[str, Changes] = {
    **SECOND_FILED,
    "ConsentGiven": [{}, {"when": "10-11 08:00", "bank": "B2", "consent": "N2"}],
    "ApplicationSubmitted": [{}, by_b2("10-11 09:00")],
    "ApplicationPushed": [{}, by_b2("10-11 09:10")],
    "ApplicationAccepted": [{}, acted_by_b2("10-11 10:00")],
    "OfferAccepted": by_b2("10-12 10:00"),
    "RepaymentAccountAgreed": {"when": "10-12 11:00", "bank": "B2", "actor": B2},
    "ContractSigned": {"when": "10-12 14:00", "bank": "B2"},
    "ContractPublished": "10-13 09:00",
    "ContractFiled": "10-13 10:00",
    "LoanAgreementSigned": acted_by_b2("10-13 11:00"),
    "LoanDisbursed": {"when": "10-13 15:00", "bank": "B2", "actor": B2},
    "FinancingReported": {"when": "10-13 16:00", "bank": "B2", "actor": B2},
    "RepaymentCollected": {"actor": B2},
    "LoanClosed": {"actor": B2, "bank": "B2"},
}
"""A loan of a second bank, which had been asked on the day after."""


def moved(ground: str | None, asked_by: Actor, *, order: str | None = None, **more: Changes) -> dict[str, Changes]:
    """The account changed after the loan was paid out, with its bank's consent; paid and collected where it is now."""
    return {
        "AccountChangeRequested": {"when": "10-13 09:00", "actor": asked_by, "exception": ground, "order_ref": order},
        "AccountChangeConsented": "10-13 10:00",
        "AccountChanged": {"when": "10-13 11:00", "exception": ground},
        "PaymentPlanSubmitted": {"payee_account": "X2"},
        "PaymentOrdered": {"payee_account": "X2"},
        "TreasuryPaid": {"payee_account": "X2"},
        "RepaymentCollected": {"account": "X2"},
        "RepaymentAccountReleased": {"account": "X2"},
        **more,
    }


def halves(kind: str) -> list[Change]:
    """What is due in two halves, the second a day later."""
    day = {"PaymentPlanSubmitted": 24, "PaymentOrdered": 25, "TreasuryPaid": 26}[kind]
    named = [{"plan": "U3"}, {"plan": "U4"}] if kind != "TreasuryPaid" else [{}, {}]
    paid = [{"payment": "Y3"}, {"payment": "Y4"}] if kind != "PaymentPlanSubmitted" else [{}, {}]
    return [{"when": f"10-{day + late} 09:00", "amount_fen": 500_000, **named[late], **paid[late]} for late in (0, 1)]


def in_parts(*parts: Instalment) -> dict[str, Any]:
    return {"payment_terms": PaymentTerms(parts)}


APPLYING = [
    lawfully("everything at a weekend", FIRST, PASS, "in_time", day="2022-10-15"),
    lawfully("quoted before the application is taken up", FIRST, PASS, "in_time", QuoteIssued="10-10 08:45"),
    lawfully("at one instant all that bank and supplier agree on", FIRST, PASS, "in_time", OfferAccepted="10-10 14:00",
             RepaymentAccountAgreed="10-10 14:00", QuoteIssued="10-10 14:00", ContractSigned="10-10 14:00"),
    lawfully("declined with a reason", "free-choice", PASS, "bank_declined", NOT_LENT, QuoteIssued=None,
             ApplicationRejected={"when": "10-11 09:00", "ground": "appetite"}),
    lawfully("withdrawn with the consent before the bank takes it up", "push-three-parts", PASS, "pushed_in_three_parts",
             NOT_LENT, ApplicationAccepted=None, QuoteIssued=None, ConsentWithdrawn="10-10 08:45",
             ApplicationWithdrawn="10-10 08:50"),
    lawfully("withdrawn before it is pushed", "push-three-parts", PASS, "withdrawn_before_push", NOT_LENT,
             ApplicationPushed=None, ApplicationAccepted=None, QuoteIssued=None, ApplicationWithdrawn="10-10 08:10"),
    lawfully("the consent taken back and given again: the bank waits", FIRST, PASS, "in_time",
             ConsentWithdrawn="10-11 12:00", LoanDisbursed="10-19 15:00", FinancingReported="10-19 16:00",
             ConsentGiven=[{}, {"when": "10-13 09:00", "consent": "N2"}]),
    lawfully("a supplier that never answers the offer", FIRST, OPEN, "", NOT_LENT),
    lawfully("refused by one bank, lent to by another", FIRST, PASS, "in_time", TO_SECOND, QuoteIssued=acted_by_b2("10-11 11:00"),
             ApplicationRejected="10-10 15:00"),
    lawfully("two banks quote, and the supplier takes the second", FIRST, PASS, "in_time", TO_SECOND,
             QuoteIssued=[{}, acted_by_b2("10-11 11:00", apr_bp=380)], ApplicationWithdrawn="10-12 09:00"),
    lawfully("beside the platform", "push-three-parts", NONE, "", ApplicationSubmitted={"channel": "offline"},
             ApplicationPushed=None),
    lawfully("a prison enterprise of any size", FIRST, PASS, "in_time",
             SizeDeclared={"entity_kind": "prison_enterprise", "employees": 9_000, "revenue_fen": 10**15}),
    lawfully("a large firm's loan, late and secured: not this scheme's", FIRST, NONE, "",
             SizeDeclared={"employees": 9_000, "revenue_fen": 10**15}, LoanDisbursed="10-20 08:00", FinancingReported="10-20 08:30",
             SecurityRequested="10-10 15:00"),
    lawfully("a purchaser out of scope, and late", "sign-contract-in-time", NONE, "", NOT_APPLIED | UNPAID,
             AwardNoticeIssued={"when": "09-29 09:00", "purchaser_kind": "other"}),
    lawfully("the award void before any loan", FIRST, PASS, "in_time", NOT_APPLIED | UNPAID | {
        "ConsentGiven": {}, "ApplicationSubmitted": {}, "ApplicationPushed": {}, "ApplicationAccepted": {}},
        ContractSigned=None, ContractPublished=None, ContractFiled=None, GoodsDelivered=None, AwardVoided="10-11 09:00"),
    lawfully("late, for a reason that was recorded in time", FIRST, WARN, "late_with_ground", LoanDisbursed="10-19 15:00",
             FinancingReported="10-19 16:00", DelayExplained="10-14 09:00"),
]  # fmt: skip
LENDING = [
    lawfully("the account agreed before the application", "account-agreed-before-contract", PASS, "account_agreed_before",
             RepaymentAccountAgreed="10-09 13:00"),
    lawfully("another account agreed before the contract", "contract-names-account", PASS, "account_named",
             RepaymentAccountAgreed=[{"account": "X0", "when": "10-10 12:30"}, {}]),
    lawfully("paid out in two parts", "report-financing", PASS, "in_time",
             LoanDisbursed=[{"amount_fen": 500_000}, {"when": "10-12 10:00", "amount_fen": 300_000}],
             FinancingReported=[{"amount_fen": 500_000}, {"when": "10-12 11:00", "amount_fen": 300_000}]),
    lawfully("paid back early by the supplier, and then free of its account", "pay-locked-account-only", NONE, "",
             RepaymentCollected={"when": "10-17 09:00", "money_from": "supplier_paid", "account": "X9"}, LoanClosed="10-17 10:00",
             RepaymentAccountReleased="10-17 10:00", PaymentPlanSubmitted={"payee_account": "X9"},
             PaymentOrdered={"payee_account": "X9"}, TreasuryPaid={"payee_account": "X9"}),
    lawfully("a second loan in the room that the first one left", CEILING, PASS, "within_bound",
             LoanAgreementSigned=[{}, {"when": "10-28 09:00", "loan": "D4"}], LoanDisbursed=[{}, {"when": "10-28 10:00", "loan": "D4"}],
             FinancingReported=[{}, {"when": "10-28 11:00", "loan": "D4"}]),
    lawfully("a loss that the bank bears itself", "risk-stays-private", PASS, "kept_clear", STILL_OWED,
             LossBooked="2023-06-01 09:00"),
    lawfully("a court's freeze, and another account with the bank's consent", LOCK, PASS, "moved_in_special_case",
             moved("COURT_FREEZE", BANK, order="O1"), CourtFreezeRecorded="10-12 16:00"),
    lawfully("the account's bank was merged", LOCK, PASS, "moved_in_special_case", moved("BANK_MERGED", BANK)),
    lawfully("the supplier asks, as its account's data were wrong", LOCK, PASS, "moved_in_special_case",
             moved("ACCOUNT_DATA_ERROR", Actor("supplier", "S3"))),
    lawfully("for another special case", LOCK, WARN, "moved_in_other_special_case", moved("OTHER_SPECIAL", BANK)),
    lawfully("a court's freeze holds up the loan", FIRST, PASS, "in_time", LoanDisbursed="10-19 15:00",
             FinancingReported="10-19 16:00", CourtFreezeRecorded="10-12 09:00", CourtFreezeLifted="10-14 09:00"),
]  # fmt: skip
CONTRACTING = [
    lawfully("filed before it is public", "file-contract-in-time", PASS, "in_time", ContractFiled="10-10 14:00",
             ContractPublished="10-12 17:00"),
    lawfully("a supplement to the contract, which leaves the account alone", LOCK, PASS, "kept_clear",
             ContractAmended={"when": "10-14 09:00", "amount_delta_fen": 90_000}),
    lawfully("a supplement made public in two working days, as asked from 2023-12-15", "publish-contract-in-time", PASS,
             "in_time", ContractAmended="2023-12-18 09:00", ContractPublished=[{}, {"when": "2023-12-20 17:00", "amendment": "M1"}]),
    lawfully("an invoice before the goods", PAY, PASS, "in_time", InvoiceReceived={"when": "10-18 09:00", "amount_fen": 1_000_000}),
    lawfully("paid on the day of delivery", PAY, PASS, "in_time", STILL_OWED, PaymentPlanSubmitted="10-20 10:00",
             PaymentOrdered="10-20 11:00", TreasuryPaid="10-20 12:00"),
    lawfully("paid in two halves under two plans", PAY, PASS, "in_time", STILL_OWED,
             {kind: halves(kind) for kind in UNPAID}),
    lawfully("a part in advance", "submit-payment-plan", PASS, "in_time", STILL_OWED,
             {kind: [{**half, "instalment": f"I{number}"} for number, half in enumerate(halves(kind), 1)] for kind in UNPAID},
             ContractSigned=in_parts(Instalment("I1", 500_000, "signing"), Instalment("I2", 500_000, "delivery")),
             GoodsDelivered={"instalment": "I2"}),
    lawfully("the treasury has no budget yet, and pays in time all the same", PAY, PASS, "in_time", STILL_OWED,
             PaymentPlanReturned={"when": "10-24 15:00", "actor": TREASURY},
             PaymentPlanSubmitted=[{}, {"when": "11-01 09:00", "plan": "U4"}], PaymentOrdered={"when": "11-02 09:00", "plan": "U4"},
             TreasuryPaid="11-03 09:00"),
    lawfully("ended before anything was delivered", PAY, NONE, "", STILL_OWED | UNPAID, GoodsDelivered=None,
             ContractTerminated="10-18 09:00"),
    lawfully("paid late for a court's order", PAY, WARN, "late_with_ground", STILL_OWED, TreasuryPaid="12-20 09:00",
             DelayExplained={"when": "11-01 09:00", "actor": PURCHASER, "clock": "pay", "ground": "court_order"},
             PurchaserReminded={"when": "11-28 09:00", "clock": "pay"}),
    lawfully("signed late at the supplier's wish", "sign-contract-in-time", WARN, "late_with_ground", NOT_APPLIED | UNPAID,
             GoodsDelivered=None, ContractSigned={"when": "11-20 09:00", "bank": None, "account": None},
             ContractPublished="11-21 09:00", ContractFiled="11-21 10:00",
             DelayExplained={"when": "11-01 09:00", "actor": PURCHASER, "clock": "sign_contract", "ground": "supplier_request"}),
    lawfully("reminded before anything is late", "remind-purchaser", NONE, "",
             PurchaserReminded={"when": "10-11 08:00", "clock": "publish_contract"}),
    lawfully("support declined with a ground", "purchaser-cooperates", PASS, "in_time", SupportRequested="10-12 09:00",
             SupportDeclined={"when": "10-13 09:00", "ground": "the receivable is disputed"}),
]  # fmt: skip
OTHERWISE = [*APPLYING, *LENDING, *CONTRACTING]
