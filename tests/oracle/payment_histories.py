"""What may befall a contract's money, drawn at random: delivered, accepted, planned, sent back, paid, excused, taken back."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from notice.civil import DAY
from notice.events import Instalment, PaymentTerms
from tests.conformance.builders import at

STEPS: tuple[tuple[str, float], ...] = (
    ("GoodsDelivered", 17), ("DeliveryAccepted", 19), ("PaymentPlanSubmitted", 22), ("PaymentOrdered", 40),
    ("TreasuryPaid", 41),
)  # fmt: skip
CHANCES = (
    "GoodsDelivered", "DeliveryAccepted", "DeliveryRejected", "DeliveryRejected", "PaymentPlanSubmitted",
    "PaymentPlanReturned", "PaymentPlanReturned", "PaymentOrdered", "TreasuryPaid", "TreasuryPaid", "InvoiceReceived",
    "ContractAmended", "ContractTerminated", "DelayExplained", "PurchaserReminded", "RepaymentCollected", "SizeDeclared",
)  # fmt: skip
_WHOLE = 1_000_000
_DAY_50 = at("2022-09-29 12:00") + 50 * DAY


def _terms(*instalments: Instalment, **fields: Any) -> PaymentTerms:
    return PaymentTerms(instalments=instalments or (Instalment("I1", _WHOLE, "delivery"),), **fields)


_HALVES = (Instalment("I1", _WHOLE // 2, "delivery"), Instalment("I2", _WHOLE // 2, "signing"))
_TERMS = (
    _terms(), _terms(pay_days=60), _terms(pay_days=90, waits_for_audit=True), _terms(acceptance_is_condition=True),
    _terms(acceptance_is_condition=True, acceptance_days=10), _terms(*_HALVES),
    _terms(Instalment("I1", _WHOLE, "fixed_date", _DAY_50)),
    _terms(_HALVES[0], Instalment("I2", _WHOLE // 2, "retention_end", _DAY_50 + 9 * DAY)),
)  # fmt: skip
_FIRST_OR_SECOND = st.sampled_from(["I1", "I1", "I1", "I2"])
_AMOUNTS = st.sampled_from([_WHOLE, _WHOLE, _WHOLE // 2, _WHOLE // 2, _WHOLE + 1])
_PAYEES = st.sampled_from(["X1", "X1", "X1", "X2", "X9"])
_PLANS = st.sampled_from(["U1", "U1", "U2", "U3"])
_PAYMENTS = st.sampled_from(["Y1", "Y1", "Y2"])
_OWED = {"instalment": _FIRST_OR_SECOND, "amount_fen": _AMOUNTS}
_GROUNDS = ["force_majeure", "waiting_for_audit", "staff_shortage"]
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "ContractSigned": {"payment_terms": st.sampled_from(_TERMS)},
    "ContractAmended": {"payment_terms": st.one_of(st.none(), st.sampled_from(_TERMS))},
    "GoodsDelivered": _OWED,
    "DeliveryAccepted": _OWED,
    "DeliveryRejected": {"instalment": _FIRST_OR_SECOND, "ground": st.sampled_from(["broken", "broken", " "])},
    "InvoiceReceived": _OWED,
    "PaymentPlanSubmitted": {**_OWED, "payee_account": _PAYEES, "plan": _PLANS,
                             "pay_on": st.sampled_from([_DAY_50 - 20 * DAY, _DAY_50, _DAY_50 + 40 * DAY])},
    "PaymentPlanReturned": {"plan": _PLANS,
                            "ground": st.sampled_from(["wrong_account", "wrong_amount", "no_budget", "treasury_closed"])},
    "PaymentOrdered": {**_OWED, "payee_account": _PAYEES, "plan": _PLANS, "payment": _PAYMENTS},
    "TreasuryPaid": {**_OWED, "payee_account": _PAYEES, "plan": st.one_of(st.none(), _PLANS), "payment": _PAYMENTS},
    "DelayExplained": {"clock": st.sampled_from(["first_loan", "repeat_loan", "sign_contract", "pay", "pay"]),
                       "ground": st.sampled_from(_GROUNDS), "instalment": st.sampled_from([None, "I1", "I2"])},
    "PurchaserReminded": {"clock": st.sampled_from(["publish_contract", "file_contract", "pay"])},
    "RepaymentCollected": {"account": _PAYEES, "interest_fen": st.sampled_from([0, 0, 1000, 5000, 9000]),
                           "money_from": st.sampled_from(["repayment_account"] * 3 + ["supplier_paid"])},
    "SizeDeclared": {"declared_for": st.sampled_from(["award", "award", "award", "contract"])},
}  # fmt: skip
