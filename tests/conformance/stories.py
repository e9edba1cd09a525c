"""Whole stories: a case in which all norms are kept, and one in which all are broken."""

from __future__ import annotations

from typing import Any

from notice.civil import instant
from notice.events import Actor
from tests.conformance.builders import BUREAU, PURCHASER, SUPPLIER, Story

AWARD_NORMS = (
    "free-choice",
    "bureau-takes-no-part",
    "risk-stays-private",
    "award-is-the-basis",
    "push-three-parts",
    "review-then-quote",
    "limit-within-request",
    "first-loan-in-time",
    "award-ceiling",
    "no-security",
    "no-fees",
    "no-conditions",
    "account-agreed-before-contract",
    "contract-names-account",
    "supplier-lock",
    "full-lock",
    "disburse-as-agreed",
    "report-financing",
    "submit-payment-plan",
    "collect-from-locked-account",
    "pay-locked-account-only",
    "pay-in-time",
    "publish-contract-in-time",
    "sign-contract-in-time",
    "file-contract-in-time",
)
AFTER_BREACHES = ("remind-purchaser",)
"""Norms that nothing triggers unless somebody has broken another."""


def earlier(**names: str) -> Story:
    """An earlier loan of the same supplier from the same bank on another award, so that the next is a repeat loan."""
    story = Story(**({"award": "A0", "application": "L0", "loan": "D0", "contract": "C0"} | names))
    story.add("SizeDeclared", "09-29 08:00")
    story.add("AwardNoticeIssued", "09-29 08:30")
    story.add("ApplicationSubmitted", "09-29 09:00")
    story.add("ApplicationAccepted", "09-29 10:00")
    story.add("LoanAgreementSigned", "09-30 10:00")
    story.add("LoanDisbursed", "09-30 11:00")
    return story


def kept(**names: str) -> Story:
    """A first loan as it should be, up to its last repayment."""
    story = Story(**names)
    story.add("BankFiled", "09-29 09:00")
    story.add("ConsentGiven", "09-30 12:00")
    story.add("ApplicationPushed", "10-10 08:30")
    story.lend()
    story.add("FinancingReported", "10-12 16:00", disbursed_at=instant("2022-10-12 15:00"))
    story.add("GoodsDelivered", "10-20 09:00")
    story.add("DeliveryAccepted", "10-21 09:00")
    story.add("PaymentPlanSubmitted", "10-24 09:00")
    story.add("PaymentOrdered", "10-25 09:00")
    story.add("TreasuryPaid", "10-26 09:00")
    story.add("RepaymentCollected", "10-27 09:00")
    story.add("LoanClosed", "10-27 10:00")
    story.add("RepaymentAccountReleased", "10-27 10:00")
    return story


def broken(notice: dict[str, Any] | None = None, size: dict[str, Any] | None = None, **names: str) -> Story:
    """A first loan in which every norm about an award is broken; `notice` and `size` change those two events."""
    story = Story(**names)
    story.add("BankFiled", "09-29 09:00")
    story.add("SizeDeclared", "09-30 09:00", **size or {})
    story.add("AwardNoticeIssued", "09-30 10:00", **notice or {})
    story.add("ApplicationSubmitted", "10-10 08:00")
    story.add("ApplicationAccepted", "10-10 09:00")
    story.add("SecurityRequested", "10-10 10:00")
    story.add("FeeCharged", "10-10 11:00")
    story.add("ApplicationReturned", "10-30 09:00", actor=BUREAU)
    story.add("OfferAccepted", "10-30 10:00", actor=BUREAU)
    story.add("GuaranteeGiven", "10-30 11:00", actor=BUREAU)
    story.add("QuoteIssued", "10-30 12:00", limit_fen=1_000_001, apr_bp=None)
    story.add("ApplicationSubmitted", "10-30 13:00", application="L9", supplier="S9", actor=Actor("supplier", "S9"))
    story.add("ConditionAttached", "10-10 12:00")
    story.add("RepaymentAccountAgreed", "10-11 09:00", account="X0")
    story.add("LoanAgreementSigned", "10-12 09:00")
    story.add("LoanDisbursed", "10-25 09:00", amount_fen=1_000_001)
    story.add("FinancingReported", "10-25 10:00", amount_fen=1)
    story.add("AccountChangeRequested", "10-26 09:00", actor=SUPPLIER)
    story.add("AccountChanged", "10-27 09:00", actor=PURCHASER)
    story.add("ContractSigned", "11-01 14:00")
    story.add("LoanAgreementSigned", "11-01 15:00", loan="D2")
    story.add("GoodsDelivered", "11-02 09:00")
    story.add("TreasuryPaid", "2023-01-05 09:00", payee_account="X9")
    story.add("RepaymentCollected", "2023-01-06 09:00", account="X9", principal_fen=1)
    return story
