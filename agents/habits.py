"""How parties of a market usually act: distributions and shares, every one of them a figure of the market file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from agents.world import Distribution


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """Distributions end in whole numbers: `_days` calendar days, `_seconds` business seconds, `_bp` basis points."""

    # purchasers and treasury
    punctuality: Distribution[str]
    late_publication_bp: int
    careless_publication_bp: int
    acceptance_condition_bp: int
    treasury_late_bp: int
    invoice_recorded_bp: int
    support_answer_days: Distribution[int]
    support_declined_bp: int

    # suppliers
    apply_after_award_days: Distribution[int]
    need_after_signing_days: Distribution[int]
    patience_days: Distribution[int]
    supplement_answer_seconds: Distribution[int]
    waiting_cost_bp_per_month: int
    private_loan_lpr_multiple_percent: int
    ordinary_loan_apr_bp: int
    hassle_fen: int
    unwilling_bp: int
    turns_down_bp: int
    diverts_unrepaid_bp: int
    refuses_guarantee_bp: int
    signing_days: Distribution[int]
    goods_of_others_bp: int
    support_asked_bp: int

    # the authority
    misses_tolerated: int
    late_payments_tolerated: int
    fraud_dared_bp: int
    fraud_found_bp: int
    fraud_is_crime_bp: int
    outreach_every_days: int

    # banks
    intake_seconds: Distribution[int]
    incomplete_file_bp: int
    returned_file_bp: int
    effort_offline_seconds: Distribution[int]
    effort_online_seconds: Distribution[int]
    effort_automated_seconds: Distribution[int]
    online_bp: int
    repeat_effort_percent: int
    first_lag_seconds: Distribution[int]
    repeat_lag_seconds: Distribution[int]
    report_seconds: Distribution[int]
    commits_bp: dict[str, int]
    fund_use_reported_bp: int
    forgets_report_bp: int
    green_lead_working_days: int
    hurry_percent: int
    background_due_working_days: int
    operating_cost_bp: int
    loan_to_award_bp: Distribution[int]
    failing_bp: int
    unperformed_share_bp: int
    opportunist_share_bp: int
    recovery_bp: int
    loss_in_rate_max_bp: int
    guarantee_recovers_bp: int
