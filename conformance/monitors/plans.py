"""Payment plans (用款计划): which plan a payment followed, and which plans were right."""

from __future__ import annotations

from conformance.case import Case
from conformance.monitors.accounts import account_at
from conformance.monitors.payment_clocks import PayClock
from notice.events import PaymentOrdered, PaymentPlanReturned, PaymentPlanSubmitted, TreasuryPaid

PURCHASERS_ERROR = ("wrong_account", "wrong_amount", "not_due")
"""Grounds of a return that are the purchaser's error; for the others the treasury holds the ball."""


def plan_of(case: Case, act: PaymentOrdered | TreasuryPaid) -> PaymentPlanSubmitted | None:
    """The plan that an order or payment carries out, by its own word or by that of its order."""
    name = act.plan
    if name is None:
        order = case.first(PaymentOrdered, lambda event: event.payment == act.payment)
        name = order.plan if order else None
    return case.first(PaymentPlanSubmitted, lambda event: event.plan == name)


def right_plans(case: Case, clock: PayClock) -> int:
    """Fen planned for an instalment by plans payable in time: right account, right day, not faulty."""
    faulty = {back.plan for back in case.all(PaymentPlanReturned) if back.ground in PURCHASERS_ERROR}
    return sum(
        plan.amount_fen
        for plan in case.all(PaymentPlanSubmitted)
        if (plan.contract, plan.instalment) == (clock.contract.contract, clock.instalment.instalment)
        and plan.plan not in faulty
        and (clock.due_at is None or max(plan.at, plan.pay_on) < clock.due_at)
        and account_at(case, plan) in (None, plan.payee_account)
    )
