"""One monitor a norm, registered on import; and the pieces they share."""

from conformance.monitors import (
    award_ceiling,
    bureau_supports,
    discipline_bank,
    full_lock,
    guards,
    loan_in_time,
    local_measures,
    no_concession_floor,
    no_conditions,
    no_fees,
    no_security,
    pay_in_time,
    pay_locked_account_only,
    publish_contract_in_time,
    report_financing,
    supplier_lock,
)

__all__ = [
    "award_ceiling",
    "bureau_supports",
    "discipline_bank",
    "full_lock",
    "guards",
    "loan_in_time",
    "local_measures",
    "no_concession_floor",
    "no_conditions",
    "no_fees",
    "no_security",
    "pay_in_time",
    "pay_locked_account_only",
    "publish_contract_in_time",
    "report_financing",
    "supplier_lock",
]
