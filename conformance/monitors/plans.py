"""Payment plans (用款计划): which plan a payment followed, which plans were right, and whose fault lateness is."""

from __future__ import annotations

from conformance.case import Case, precedes
from conformance.monitors.accounts import account_at
from notice.events import Actor, PaymentOrdered, PaymentPlanReturned, PaymentPlanSubmitted, TreasuryPaid
from notice.law import Law

PURCHASERS_ERROR = ("wrong_account", "wrong_amount", "not_due")
"""Grounds of a return that are the purchaser's error; for the others the treasury holds the ball."""


def plan_of(case: Case, act: PaymentOrdered | TreasuryPaid) -> PaymentPlanSubmitted | None:
    """The plan that an order or payment carries out, by its own word or by that of its order."""
    name = act.plan
    if name is None:
        order = case.first(PaymentOrdered, lambda event: event.payment == act.payment)
        name = order.plan if order else None
    return case.first(PaymentPlanSubmitted, lambda event: event.plan == name and precedes(event, act))


def late_payer(
    case: Case, law: Law, contract: str, instalment: str, amount_fen: int, due_at: int | None
) -> Actor | None:
    """The treasury, if right plans for the whole amount lay before it in time; None: the purchaser planned too little."""
    return _treasury(case) if _right_plans(case, law, contract, instalment, due_at) >= amount_fen else None


def plans_for(case: Case, contract: str, instalment: str) -> list[PaymentPlanSubmitted]:
    """The plans for an instalment, in the order in which they came."""
    return [
        plan for plan in case.all(PaymentPlanSubmitted) if plan.instalment == instalment and plan.contract == contract
    ]


def returns_of(case: Case, plan: PaymentPlanSubmitted) -> list[PaymentPlanReturned]:
    """How often, and for what, the treasury sent a plan back."""
    return [
        back
        for back in case.all(PaymentPlanReturned)
        if back.plan == plan.plan and back.actor.role == "treasury" and precedes(plan, back)
    ]


def is_plan(case: Case, law: Law, plan: PaymentPlanSubmitted) -> bool:
    """Whether the treasury did not return it for the purchaser's own error; an account moved since is none."""
    if not case.all(PaymentPlanReturned):
        return True
    grounds = {back.ground for back in returns_of(case, plan)} & set(PURCHASERS_ERROR)
    return not grounds or (grounds == {"wrong_account"} and is_to_a_right_account(case, law, plan))


def is_to_a_right_account(
    case: Case, law: Law, plan: PaymentPlanSubmitted, then: PaymentPlanReturned | None = None
) -> bool:
    """Whether the plan named the account that bound payments when it was made, or `then`, if one did."""
    return account_at(case, law, then or plan) in (None, plan.payee_account)


def _lay_there(case: Case, law: Law, plan: PaymentPlanSubmitted, due_at: int | None) -> bool:
    """Whether a plan lay with the treasury when it was due, or would have, had it not been sent back without cause."""
    moved = [
        back
        for back in returns_of(case, plan)
        if back.ground == "wrong_account" and (due_at is None or back.at < due_at)
        if not is_to_a_right_account(case, law, plan, back)
    ]
    return is_plan(case, law, plan) and not moved


def _right_plans(case: Case, law: Law, contract: str, instalment: str, due_at: int | None) -> int:
    """Fen planned for an instalment by plans payable in time: right account, right day, not faulty."""
    return sum(
        plan.amount_fen
        for plan in plans_for(case, contract, instalment)
        if _lay_there(case, law, plan, due_at)
        and (due_at is None or max(plan.at, plan.pay_on) < due_at)
        and is_to_a_right_account(case, law, plan)
    )


def _treasury(case: Case) -> Actor:
    """The treasury of the case, as it acted; a log in which it never acts names it by its role."""
    acts = (event for kind in (TreasuryPaid, PaymentOrdered, PaymentPlanReturned) for event in case.all(kind))
    return next((act.actor for act in acts if act.actor.role == "treasury"), Actor("treasury", "treasury"))
