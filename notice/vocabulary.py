"""The closed enumerations of the event vocabulary: each is one `Literal`, checked wherever an event is decoded."""

from __future__ import annotations

from typing import Literal

Role = Literal["supplier", "bank", "purchaser", "treasury", "finance_bureau", "procurement_site", "platform", "harness"]

Clock = Literal[
    "first_loan",
    "repeat_loan",
    "sign_contract",
    "publish_contract",
    "publish_amendment",
    "file_contract",
    "pay",
    "confirm_receivable",
    "rectify",
    # dormant: only with a number from an overlay
    "accept_application",
    "push_application",
    "report_financing",
    "pay_after_invoice",
    "remind",
]
Cause = Literal["SUPPLEMENT", "OFFER", "CONTRACT", "SUPPORT", "CONSENT", "FREEZE"]

FilingPart = Literal[
    "unit_profile",
    "application_and_commitment",
    "product",
    "specific_plan",
    "business_process",
    "loan_rates",
    "concessions",
    "risk_controls",
    "platform_integration",
]
CommitmentKind = Literal[
    "first_sla_working_days",
    "repeat_sla_working_days",
    "quote_same_day",
    "instant_seconds",
    "apr_max_bp",
    "fees_none",
    "conditions_none",
    "other",
]
PushPart = Literal["basic_information", "award_content", "credit_authorisation"]
ConsentScope = Literal["credit_report", "basic_information", "award_content"]
ReviewInput = Literal["award_notice", "award_announcement", "financing_intent", "award_history", "contract"]

PurchaserKind = Literal["state_organ", "public_institution", "group_organisation", "other"]
FundSource = Literal["fiscal", "other"]
ProcurementScope = Literal["catalogue", "above_threshold", "other"]
EntityKind = Literal["enterprise", "sole_trader", "prison_enterprise", "welfare_unit", "other"]
GoodsOrigin = Literal["own", "other_msme", "other"]
ProcurementSubject = Literal["goods", "works", "services"]
Channel = Literal["online", "offline"]
Purpose = Literal[
    "buy_materials",
    "pay_wages",
    "buy_equipment",
    "logistics",
    "subcontract",
    "taxes",
    "other_performance",
    # off contract
    "real_estate",
    "securities",
    "on_lending",
    "repay_other_debt",
    "private_use",
    "other",
]
SupportKind = Literal["confirm_receivable", "sign_contract", "name_account", "accept_delivery", "submit_plan", "other"]

Security = Literal[
    "property_mortgage",
    "movable_pledge",
    "receivable_pledge",
    "natural_person_guarantee",
    "third_party_guarantee",
    "guarantee_company",
    "co_borrower",
    "deposit_as_security",
    "insurance_as_security",
    "other_security",
]
Condition = Literal[
    "cross_sale", "minimum_balance", "payroll_transfer", "insurance_purchase", "exclusivity", "other_condition"
]
Fee = Literal[
    "service",
    "commitment",
    "evaluation",
    "platform",
    "account_management",
    "insurance_premium",
    "early_repayment",
    "other_fee",
]
FeeStep = Literal["demanded", "collected"]
GuaranteeKind = Literal["guarantee", "compensation", "loss_sharing"]
DayCount = Literal["act_360", "act_365"]
RejectionGround = Literal["credit", "authenticity", "capacity", "appetite", "no_security_offered", "other"]
ReturnGround = Literal["wrong_account", "wrong_amount", "not_due", "no_budget", "treasury_closed"]

DelayGround = Literal[
    "force_majeure",
    "court_order",
    "supplier_request",
    "disputed_delivery",
    "regulator_check",
    "system_outage",
    "waiting_for_audit",
    "internal_process",
    "budget_not_released",
    "staff_shortage",
    "other",
]
AccountException = Literal[
    "COURT_FREEZE", "ACCOUNT_CLOSED_BY_BANK", "BANK_MERGED", "ACCOUNT_DATA_ERROR", "OTHER_SPECIAL"
]
Lock = Literal["supplier", "all"]
PaymentStart = Literal["signing", "delivery", "fixed_date", "retention_end"]
MoneyFrom = Literal["repayment_account", "supplier_paid"]

Violation = Literal[
    "false_award_material",
    "false_loan_material",
    "account_change",
    "off_purpose_use",
    "untrue_information",
    "false_advertising",
    "broken_commitment",
    "non_cooperation",
    "late_signing",
    "non_publication",
    "unexcused_payment_delay",
    "late_filing",
    "interference",
    "price_alliance",
]

Measure = Literal["rectify", "warning", "fine", "circular", "discipline"]
OutreachKind = Literal["publicity", "bank_firm_meeting", "product_presentation", "training"]
AttestationAnswer = Literal["yes", "no", "partly"]

Reason = Literal[
    # envelope
    "FIELD_INVALID",
    "ID_REUSED",
    "AT_OUT_OF_RANGE",
    "ACTOR_NOT_TOKEN_SUBJECT",
    "ROLE_NOT_ENTITLED",
    "OBJECT_UNKNOWN",
    "OBJECT_NOT_OWN",
    "STATE_FORBIDS",
    # parties
    "SUPPLIER_NOT_MSME",
    "SUPPLIER_BANNED",
    "PURCHASER_OUT_OF_SCOPE",
    "NOTICE_NOT_IN_FORCE",
    "BANK_NOT_FILED",
    "FILING_INCOMPLETE",
    "BANK_TERMINATED",
    # application
    "AWARD_NOTICE_MISSING",
    "AWARD_VOIDED",
    "CONSENT_MISSING",
    "BANK_NOT_CHOSEN",
    # terms
    "QUOTE_INCOMPLETE",
    "LIMIT_ABOVE_REQUEST",
    "AWARD_CEILING_EXCEEDED",
    "AWARD_FINANCED_BY_ANOTHER_BANK",
    "SECURITY_NOT_ALLOWED",
    "FEE_NOT_ALLOWED",
    "CONDITION_NOT_ALLOWED",
    "CONCESSION_FLOOR_NOT_ALLOWED",
    "APR_ABOVE_CAP",
    "BUREAU_TAKES_NO_PART",
    "PUBLIC_GUARANTEE_NOT_ALLOWED",
    # account
    "ACCOUNT_AGREED_TOO_LATE",
    "CONTRACT_LACKS_AGREED_ACCOUNT",
    "ACCOUNT_LOCKED_FOR_SUPPLIER",
    "ACCOUNT_LOCKED_FOR_ALL",
    "EXCEPTION_NOT_EVIDENCED",
    "LENDER_CONSENT_MISSING",
    "PAYEE_NOT_LOCKED_ACCOUNT",
    # loan, payment
    "CONTRACT_NOT_SIGNED",
    "PRINCIPAL_ABOVE_AGREEMENT",
    "REPORT_DIFFERS_FROM_DISBURSEMENT",
    "COLLECTION_NOT_FROM_LOCKED_ACCOUNT",
    "COLLECTION_ABOVE_DEBT",
    "PLAN_DIFFERS_FROM_CONTRACT",
    "SUSPENSION_WITHOUT_CAUSE",
    # penalty
    "VIOLATION_NOT_ESTABLISHED",
    "PENALTY_ON_WRONG_PARTY",
    "NOT_SERIOUS",
    "DEADLINE_MISSING",
    "LAW_REFERENCE_MISSING",
]
