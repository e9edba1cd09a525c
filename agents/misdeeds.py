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
]
"""On an award: by the bank, the supplier, the purchaser or the treasury."""

BankMisdeed = Literal["business_after_termination", "order_not_met", "terminated_without_cause"]
"""By a bank whatever the award, or by the authority towards it."""

MISDEEDS: tuple[Misdeed, ...] = get_args(Misdeed)
BANK_MISDEEDS: tuple[BankMisdeed, ...] = get_args(BankMisdeed)

Misdeeds = frozenset[Misdeed]
BankMisdeeds = frozenset[BankMisdeed]
"""Those of one award, or of one bank. Where any is planned, nobody errs by habit beside it."""
