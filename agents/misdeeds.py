"""What parties may have made up their minds to do wrong, on one award or between a bank and the authority."""

from __future__ import annotations

from typing import Literal, get_args

Misdeed = Literal[
    "late_loan",
    "over_ceiling",
    "security_requested",
    "security_taken",
    "fee_demanded",
    "fee_collected",
    "window_change",
    "change_by_supplier",
    "change_by_purchaser",
    "change_by_bank",
    "never_reported",
    "misreported",
    "paid_elsewhere",
    "wrong_plan_paid",
    "late_plan",
    "late_treasury",
    "late_publication",
    # the supplier, or somebody in its stead
    "applied_before_award",
    "applied_for_supplier",
    "accepted_for_supplier",
    "stated_award_wrong",
    "foreign_goods",
    "off_purpose",
    # the bank
    "accepted_before_award",
    "quote_incomplete",
    "quote_unreviewed",
    "limit_above_request",
    "rate_above_promise",
    "condition_attached",
    "rejected_for_security",
    "account_agreed_late",
    "disbursed_before_contract",
    "over_agreement",
    "collected_elsewhere",
    "interest_too_high",
    # the purchaser
    "late_signing",
    "late_filing",
    "account_not_named",
    "support_declined",
    "support_unanswered",
    # the authority, the treasury
    "decided_by_bureau",
    "public_guarantee",
    "never_reminded",
    "sanctioned_without_law",
    "sanctioned_without_finding",
    "sanctioned_for_late_filing",
    "listed_without_finding",
    "listed_for_loan_material",
    "fined_beyond_band",
    "interfered",
    # the platform
    "pushed_in_part",
]
"""On an award: by the bank, the supplier, the purchaser, the treasury, the authority or the platform."""

BankMisdeed = Literal[
    "business_after_termination",
    "order_not_met",
    "terminated_without_cause",
    "order_without_deadline",
    "found_without_promise",
    "filed_late",
    "filed_in_part",
    "security_in_product",
    "condition_in_product",
    "floor_configured",
]
"""By a bank whatever the award, or by the authority towards it."""

MISDEEDS: tuple[Misdeed, ...] = get_args(Misdeed)
BANK_MISDEEDS: tuple[BankMisdeed, ...] = get_args(BankMisdeed)

Misdeeds = frozenset[Misdeed]
BankMisdeeds = frozenset[BankMisdeed]
"""Those of one award, or of one bank. Where any is planned, nobody errs by habit beside it."""
