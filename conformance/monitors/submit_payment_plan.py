"""`submit-payment-plan`: the purchaser plans for each instalment, in its amount and in time (用款计划, 二(三)6)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.debts import or_ended
from conformance.monitors.excuses import ground_for
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, breach, response_within
from conformance.monitors.payment_clocks import PayClock, if_freezes_shown, pay_clocks
from conformance.monitors.plans import is_plan, plans_for, returns_of
from conformance.sight import if_shown, unshown
from conformance.verdicts import ADVERSE, Verdict
from notice.civil import DAY
from notice.events import (
    AccountChanged,
    Actor,
    Event,
    LoanAgreementSigned,
    PaymentOrdered,
    PaymentPlanReturned,
    PaymentPlanSubmitted,
    RepaymentAccountAgreed,
    TreasuryPaid,
)
from notice.law import Law

NORM = "submit-payment-plan"
_BINDING = (RepaymentAccountAgreed, AccountChanged, LoanAgreementSigned)
"""What tells to which account a plan had to go: whether one that was returned had been right hangs on it."""


@monitors(NORM)
def submit_payment_plan(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an instalment whose pay clock has started; a plan refused for its amount is an attempt."""
    for clock in case.once(pay_clocks, law):
        if covered(NORM, case, law, clock.start):
            yield _ruled(case, law, clock)
            yield from _tried(case, clock)


def _ruled(case: Case, law: Law, clock: PayClock) -> Finding:
    """Planned in whole, no more, and in time; to which account is another norm's matter."""
    plans = _plans(case, clock)
    standing = plans
    if case.all(PaymentPlanReturned):
        standing = [plan for plan in plans if not returns_of(case, plan)]  # the treasury will see the others again
    planned = sum([plan.amount_fen for plan in standing])
    owed, purchaser = clock.instalment.amount_fen, (Actor("purchaser", clock.contract.purchaser),)
    if planned > owed:
        details: Details = {"value": planned, "limit": owed}
        found = breach(NORM, case, "planned_too_much", clock.start, *standing, blames=purchaser, details=details)
        return if_shown(found, case, PaymentPlanReturned)
    due_at = _due(law, clock)
    found = response_within(
        NORM, case, clock.start, _end(case, law, clock, plans), due_at,
        lambda: Late(purchaser, ground_for(case, law, clock, due_at)),
        since_at=clock.since_at, details={"instalment": clock.instalment.instalment},
    )  # fmt: skip
    if found.verdict in ADVERSE and _is_planned_elsewhere(case, clock):
        return unshown(found, (PaymentPlanSubmitted.__name__,))
    if found.verdict == Verdict.PASS and len(standing) < len(plans):
        return if_shown(found, case, *_BINDING)
    return if_freezes_shown(found, case, clock)


def _is_planned_elsewhere(case: Case, clock: PayClock) -> bool:
    """Whether the treasury acted on a plan that the log does not show: it was handed in beside this log."""
    acts: list[PaymentOrdered | TreasuryPaid] = [*case.said(PaymentOrdered), *case.said(TreasuryPaid)]
    wanted, shown = (clock.contract.contract, clock.instalment.instalment), {one.plan for one in _plans(case, clock)}
    return any(
        (act.contract, act.instalment) == wanted and act.plan is not None and act.plan not in shown for act in acts
    )


def _due(law: Law, clock: PayClock) -> int | None:
    """When the money is due, or so many days before, if a reform says so."""
    lead = law.policy.number_if_given("plan_lead_days") or 0
    return None if clock.due_at is None else clock.due_at - lead * DAY


def _plans(case: Case, clock: PayClock) -> list[PaymentPlanSubmitted]:
    return plans_for(case, clock.contract.contract, clock.instalment.instalment)


def _end(case: Case, law: Law, clock: PayClock, plans: list[PaymentPlanSubmitted]) -> Event | None:
    """The plan that made the instalment whole, or what ended the debt; whichever came first."""
    whole, owed = None, clock.instalment.amount_fen
    for plan in plans:
        if is_plan(case, law, plan):
            owed -= plan.amount_fen
            if owed <= 0:
                whole = plan
                break
    return or_ended(whole, case, clock.contract.contract)


def _tried(case: Case, clock: PayClock) -> Iterator[Finding]:
    for plan in case.tried(PaymentPlanSubmitted):
        mine = (plan.contract, plan.instalment) == (clock.contract.contract, clock.instalment.instalment)
        if mine and plan.amount_fen > clock.instalment.amount_fen:
            details: Details = {"value": plan.amount_fen, "limit": clock.instalment.amount_fen}
            yield ruling(
                NORM, case, Verdict.WARN, "tried_to_plan_too_much", clock.start, plan, blames=(plan.actor,),
                details=details,
            )  # fmt: skip
