"""One rich lawful log: a first and a repeat loan, and around them the acts of every other party."""

from __future__ import annotations

from typing import Any

import msgspec

from notice.civil import instant
from notice.events import (
    Actor,
    ApplicationSubmitted,
    BankFiled,
    Commitment,
    Event,
    LoanAgreementSigned,
    QuoteIssued,
)
from notice.law import Law
from tests.conformance.builders import BANK, BUREAU, PURCHASER, Story, law_with
from tests.conformance.stories import kept

AWAKE = {
    "report_lag_max_seconds": 2 * 86_400,
    "apr_spread_max_bp": 100,
    "pref_benchmark": "lpr",
    "invoice_pay_working_days": 10,
    "supplement_max_bp": 1_000,
    "recording_lag_max_seconds": 3_600,
    "push_lag_max_seconds": 3_600,
    "accept_lag_max_working_days": 2,
    "quote_same_day": True,
    "instant_seconds": 3_600,
    "supplement_rounds_max": 1,
}
"""An overlay that wakes every dormant norm."""


def baseline_law() -> Law:
    """The notice alone."""
    return Law()


def overlay_law() -> Law:
    """The notice with every dormant norm awake."""
    return law_with(**AWAKE)


def lawful() -> list[Event]:
    """Everything that happened; nobody breached anything, under the notice or with every dormant norm awake."""
    return [*_first().events, *_repeat().events, *_around().events]


def _first() -> Story:
    story = kept()
    promises = (
        Commitment("K1", "fees_none", 1),
        Commitment("K2", "apr_max_bp", 450),
        Commitment("K3", "conditions_none", 1),
    )
    told: dict[type[Event], dict[str, Any]] = {
        BankFiled: {"commitments": promises},
        QuoteIssued: {"at": instant("2022-10-10 16:00"), "source": "bank:quotes"},
        ApplicationSubmitted: {"stated_award_fen": 1_000_000},
        LoanAgreementSigned: {"purposes": ("buy_materials",)},
    }
    story.events = [msgspec.structs.replace(event, **told.get(type(event), {})) for event in story.events]
    story.add("ProductPublished", "09-30 09:00")
    story.add("SupplementRequested", "10-10 09:30", missing_docs=("tax",))
    story.add("SupplementProvided", "10-10 10:30", documents=("tax",))
    story.add("SupportRequested", "10-13 09:00")
    story.add("SupportGiven", "10-14 09:00")
    story.add("DisbursementOrdered", "10-12 14:50", recorded_at=instant("2022-10-12 14:50"))
    story.add("FundUseReported", "10-13 10:00")
    story.add("MessageSent", "10-10 11:00")
    story.add("InvoiceReceived", "10-21 10:00", amount_fen=1_000_000, actor=PURCHASER)
    story.add("ContractAmended", "10-13 09:00", amount_delta_fen=50_000)
    return story


def _repeat() -> Story:
    """A second award, and a repeat loan on it: three working days."""
    story = Story(award="A2", application="L2", loan="D2", contract="C2")
    story.add("SizeDeclared", "10-28 09:00")
    story.add("AwardNoticeIssued", "10-31 09:00", recorded_at=instant("2022-10-31 09:30"))
    story.add("ConsentGiven", "10-31 10:00", consent="N2")
    story.add("ApplicationSubmitted", "11-01 09:00")
    story.add("ApplicationPushed", "11-01 09:10")
    story.add("ApplicationAccepted", "11-01 10:00")
    story.add("QuoteIssued", "11-01 11:00")
    story.add("OfferAccepted", "11-01 12:00")
    story.add("RepaymentAccountAgreed", "11-01 13:00", account="X1")
    story.add("ContractSigned", "11-01 14:00")
    story.add("ContractPublished", "11-02 09:00", recorded_at=instant("2022-11-02 09:30"))
    story.add("ContractFiled", "11-02 10:00")
    story.add("LoanAgreementSigned", "11-02 11:00")
    story.add("LoanDisbursed", "11-03 11:00")
    story.add("FinancingReported", "11-03 12:00", disbursed_at=instant("2022-11-03 11:00"))
    story.add("GoodsDelivered", "11-07 09:00")
    story.add("PaymentPlanSubmitted", "11-08 09:00", plan="U2")
    story.add("PaymentOrdered", "11-09 09:00", plan="U2", payment="Y2")
    story.add("TreasuryPaid", "11-09 10:00", payment="Y2")
    story.add("RepaymentCollected", "11-10 09:00")
    story.add("LoanClosed", "11-10 10:00")
    return story


def _around() -> Story:
    """Findings of the authority and what follows; events of the market; attestations."""
    story = Story(award="AX")
    supplier, purchaser = Actor("supplier", "S8"), Actor("purchaser", "P8")
    none: dict[str, Any] = {"award": None}
    story.add("ViolationEstablished", "11-14 09:00", violation="V1", party=BANK, **none)
    story.add("RectificationOrdered", "11-15 09:00", violation="V1", order="R1", due_at=instant("2022-11-25"))
    story.add("RectificationConfirmed", "11-20 09:00", order="R1")
    story.add("ViolationEstablished", "11-14 10:00", violation="V2", party=supplier,
              violation_kind="false_award_material", suspected_crime=True, **none)  # fmt: skip
    story.add("BadRecordListed", "11-15 10:00", violation="V2", supplier="S8")
    story.add("ReferredToJudiciary", "11-16 10:00", violation="V2", party=supplier)
    story.add(
        "ViolationEstablished", "11-14 11:00", violation="V3", party=purchaser, violation_kind="late_signing", **none
    )
    story.add("SanctionImposed", "11-15 11:00", violation="V3", party=purchaser)
    story.add("OutreachHeld", "10-20 09:00")
    for name, actor in ATTESTED.items():
        story.add("AttestationGiven", "12-01 09:00", norm=name, actor=actor,
                  period_until_at=instant("2022-12-01"))  # fmt: skip
    return story


ATTESTED = {
    "one-stop-entrance": BUREAU,
    "bureau-supports": BUREAU,
    "local-measures": BUREAU,
    "no-interference": BUREAU,
    "own-or-msme-goods": Actor("supplier", "S1"),
    "purchaser-cooperates": PURCHASER,
    "bank-organises-itself": BANK,
    "true-material": Actor("supplier", "S1"),
    "use-for-purpose": Actor("supplier", "S1"),
}
