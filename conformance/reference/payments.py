"""Treasury payment (国库集中支付): plan, order, fact; into the repayment account and nowhere else (二(三)6)."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.ground import Reasons
from conformance.reference.loans import Loans
from conformance.reference.state import Case, Clock, Plan
from notice.events import Actor, PaymentOrdered, PaymentPlanReturned, PaymentPlanSubmitted, TreasuryPaid
from notice.vocabulary import Reason

AnyPayment = PaymentPlanSubmitted | PaymentOrdered | TreasuryPaid
PURCHASERS_ERRORS = ("wrong_account", "wrong_amount", "not_due")
"""Grounds of a returned plan that are the purchaser's own."""


class Payments(Loans):
    """Plan and order are refused; money that has left the treasury is recorded and, if need be, flagged."""

    def is_misdirected(self, event: AnyPayment, case: Case) -> bool:
        """Whether the money would go elsewhere than into an account that binds it, known by the award alone."""
        bound = self.bound_account(case)
        return bound is not None and event.payee_account != bound

    def bound_account(self, case: Case) -> str | None:
        """The account that payments must go to: agreed and named in the contract, or locked; None after release."""
        account = case.account
        binds = account.lock is not None or (account.named and not account.released)
        return account.number if binds and self.policy.flag("treasury_gate") else None

    def _instalment_reasons(self, event: AnyPayment, case: Case) -> Reasons:
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        contract = case.contract
        if contract is None or contract.id != event.contract or event.instalment not in contract.instalments:
            yield "OBJECT_UNKNOWN"

    # --- plan

    def check_payment_plan_submitted(self, event: PaymentPlanSubmitted, case: Case) -> Reasons:
        """用款计划 for an instalment that is owed, together no more than its amount."""
        if self.is_misdirected(event, case):
            yield "PAYEE_NOT_LOCKED_ACCOUNT"
        yield from self._instalment_reasons(event, case)
        if event.plan in case.plans:
            yield "STATE_FORBIDS"
        if case.voided:
            yield "AWARD_VOIDED"
        due = case.contract.instalments.get(event.instalment) if case.contract is not None else None
        if due is None:
            return
        if not due.started or (case.contract is not None and case.contract.terminated):
            yield "STATE_FORBIDS"
        if _planned_fen(case, event.instalment) + event.amount_fen > due.terms.amount_fen:
            yield "PLAN_DIFFERS_FROM_CONTRACT"

    def apply_payment_plan_submitted(self, event: PaymentPlanSubmitted, case: Case) -> None:
        """Waits for the treasury."""
        case.plans[event.plan] = Plan(event)

    def check_payment_plan_returned(self, event: PaymentPlanReturned, case: Case) -> Reasons:
        """Returned is a plan on which nothing was ordered."""
        plan = case.plans.get(event.plan)
        if plan is None:
            yield "OBJECT_UNKNOWN"
        elif plan.returned is not None or plan.ordered_fen:
            yield "STATE_FORBIDS"

    def apply_payment_plan_returned(self, event: PaymentPlanReturned, case: Case) -> None:
        """The instalment is owed as before."""
        case.plans[event.plan].returned = event.ground
        case.treasury = event.actor

    # --- order

    def check_payment_ordered(self, event: PaymentOrdered, case: Case) -> Reasons:
        """On a plan that stands, within it, into the bound account."""
        if self.is_misdirected(event, case):
            yield "PAYEE_NOT_LOCKED_ACCOUNT"
        yield from self._instalment_reasons(event, case)
        plan = case.plans.get(event.plan)
        if plan is None:
            yield "OBJECT_UNKNOWN"
            return
        if plan.returned is not None:
            yield "STATE_FORBIDS"
        if plan.event.instalment != event.instalment or plan.ordered_fen + event.amount_fen > plan.event.amount_fen:
            yield "PLAN_DIFFERS_FROM_CONTRACT"

    def apply_payment_ordered(self, event: PaymentOrdered, case: Case) -> None:
        """The treasury has the plan in hand."""
        case.plans[event.plan].ordered_fen += event.amount_fen
        case.treasury = event.actor

    # --- fact

    def check_treasury_paid(self, event: TreasuryPaid, _case: Case) -> Reasons:
        """Money that moved is a fact: only an impossible amount is refused."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"

    def apply_treasury_paid(self, event: TreasuryPaid, case: Case) -> None:
        """Stops the pay clock once the instalment is paid in full. A stray payment is flagged, never dropped."""
        case.paid_fen += event.amount_fen
        case.treasury = event.actor
        due = case.contract.instalments.get(event.instalment) if case.contract is not None else None
        if due is not None and case.contract is not None and case.contract.id == event.contract:
            due.paid_fen += event.amount_fen
            if due.paid_fen >= due.terms.amount_fen:
                self.stop(due.clock)
        if flaws := self.payment_flaws(event, case):
            self.flag(event, flaws, *self._blamed(event, case))

    def payment_flaws(self, event: TreasuryPaid, case: Case) -> list[Reason]:
        """Why this payment should not have been: elsewhere, or under a contract or instalment nobody knows."""
        flaws: list[Reason] = ["PAYEE_NOT_LOCKED_ACCOUNT"] if self.is_misdirected(event, case) else []
        return flaws + list(self._instalment_reasons(event, case))

    def _blamed(self, event: TreasuryPaid, case: Case) -> list[Actor]:
        """The treasury that paid, and the purchaser whose plan named that account."""
        plan = case.plans.get(event.plan or "")
        wrong = (
            plan is not None and plan.event.payee_account == event.payee_account and self.is_misdirected(event, case)
        )
        return [event.actor, plan.event.actor] if wrong and plan is not None else [event.actor]

    # --- who is late

    def late_party(self, clock: Clock) -> Actor:
        """A pay clock is the treasury's once right plans for the whole instalment lay before it in time."""
        case = self.cases.get(clock.award or "")
        due = case.contract.instalments.get(clock.instalment or "") if case and case.contract else None
        if clock.kind != "pay" or case is None or due is None or clock.due_at is None:
            return clock.bearer
        planned = sum(
            plan.event.amount_fen
            for plan in case.plans.values()
            if plan.event.instalment == clock.instalment
            and plan.returned not in PURCHASERS_ERRORS
            and max(plan.event.at, plan.event.pay_on) < clock.due_at
            and not self.is_misdirected(plan.event, case)
        )
        treasury = case.treasury or self.treasury
        return treasury if planned >= due.terms.amount_fen else clock.bearer

    def enrol(self, actors: Sequence[Actor]) -> None:
        """Tells the platform who takes part: of several treasuries it takes the first, until one acts in a case."""
        self.treasury = next((actor for actor in actors if actor.role == "treasury"), self.treasury)

    treasury = Actor("treasury", "treasury")


def _planned_fen(case: Case, instalment: str) -> int:
    """What stands in plans for the instalment that were not returned."""
    plans = case.plans.values()
    return sum(one.event.amount_fen for one in plans if one.event.instalment == instalment and one.returned is None)
