"""What a party may have made up its mind to do wrong on one award."""

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

DisciplineMisdeed = Literal["business_after_termination", "order_not_met", "terminated_without_cause"]
"""Between a bank and the authority."""

MISDEEDS: tuple[Misdeed, ...] = get_args(Misdeed)
DISCIPLINE_MISDEEDS: tuple[DisciplineMisdeed, ...] = get_args(DisciplineMisdeed)
