"""`pay-locked-account-only`: contract money goes to the repayment account and nowhere else (二(三)6, 三(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.accounts import account_at, has_account, unaware
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.monitors.plans import plan_of, returns_of
from conformance.verdicts import Verdict
from notice.events import Actor, PaymentOrdered, PaymentPlanSubmitted, TreasuryPaid
from notice.law import Law

NORM = "pay-locked-account-only"
Act = PaymentPlanSubmitted | PaymentOrdered | TreasuryPaid


@monitors(NORM)
def pay_locked_account_only(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a plan, order or payment while an account binds; a wrong plan or order is an attempt."""
    kinds: tuple[type[Act], ...] = (PaymentPlanSubmitted, PaymentOrdered, TreasuryPaid)
    for kind in kinds if has_account(case) else ():
        refused = case.tried(kind)
        for act in case.all(kind):
            yield from _ruled(case, law, act, happened=True)
        for act in refused:
            yield from _ruled(case, law, act, happened=False)


def _ruled(case: Case, law: Law, act: Act, *, happened: bool) -> Iterator[Finding]:
    account = account_at(case, law, act) if covered(NORM, case, law, act) else None
    if account is None:
        return
    if act.payee_account == account:
        if happened:
            yield ruling(NORM, case, Verdict.PASS, "to_repayment_account", act)
    elif isinstance(act, TreasuryPaid) and happened:
        blames = _blamed(case, law, act, account)
        yield breach(NORM, case, "paid_elsewhere" if blames else "paid_elsewhere_untold", act, blames=blames)
    else:
        yield ruling(NORM, case, Verdict.WARN, "tried_elsewhere", act, blames=_attempting(case, law, act, account))


def _blamed(case: Case, law: Law, paid: TreasuryPaid, account: str) -> tuple[Actor, ...]:
    """The treasury by its own duty to check; the purchaser for a wrong plan that was paid; neither if not told."""
    plan = plan_of(case, paid)
    if plan is not None and any(precedes(back, paid) for back in returns_of(case, plan)):
        plan = None  # sent back, and paid all the same: of the treasury's own accord
    planned = plan is not None and plan.payee_account == paid.payee_account
    blamed = []
    if not unaware(case, account, paid.payee_account, paid.at) and (law.policy.flag("treasury_gate") or not planned):
        blamed.append(paid.actor)
    if plan is not None and planned and _planned_wrong(case, law, plan):
        blamed.append(plan.actor)
    return tuple(blamed)


def _planned_wrong(case: Case, law: Law, plan: PaymentPlanSubmitted) -> bool:
    account = account_at(case, law, plan)
    if account is None or plan.payee_account == account:
        return False
    return not unaware(case, account, plan.payee_account, plan.at)


def _attempting(case: Case, law: Law, act: Act, account: str) -> tuple[Actor, ...]:
    """Who tried: nobody if not told of the account, or a treasury that owes no check and does as planned."""
    if unaware(case, account, act.payee_account, act.at):
        return ()
    if isinstance(act, PaymentPlanSubmitted):
        return (act.actor,)
    plan = plan_of(case, act)
    as_planned = plan is not None and plan.payee_account == act.payee_account
    return () if as_planned and not law.policy.flag("treasury_gate") else (act.actor,)
