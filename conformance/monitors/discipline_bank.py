"""`discipline-bank`: a bank's breach of faith is ordered to be mended, and a serious one ends its part (五(二))."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.case import Case, binds, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import filings
from conformance.monitors.guards import covered, if_scope_shown
from conformance.monitors.kinds import Late, absence_after, bound, breach, chain, precedence, response_within
from conformance.monitors.penalties import is_banking_regulator, must_act_before
from conformance.sight import if_shown, unshown
from conformance.verdicts import Verdict
from notice.civil import day_of
from notice.clocks import due_day
from notice.events import (
    Actor,
    ApplicationAccepted,
    BankFiled,
    CooperationTerminated,
    Event,
    LoanAgreementSigned,
    LoanDisbursed,
    QuoteIssued,
    RectificationConfirmed,
    RectificationOrdered,
    ViolationEstablished,
)
from notice.law import Law
from notice.trace import order as order_in_trace

NORM = "discipline-bank"
_KINDS = ("untrue_information", "false_advertising", "broken_commitment")
_BUSINESS = (ApplicationAccepted, QuoteIssued, LoanAgreementSigned)


@monitors(NORM)
def discipline_bank(case: Case, law: Law) -> Iterator[Finding]:
    """A chain a finding: commitment filed, order with a deadline, mended in time; then a chain a termination."""
    for violation in _violations(case):
        if covered(NORM, case, law, violation):
            yield from _disciplined(case, law, violation)
    for ended in case.all(CooperationTerminated):
        if covered(NORM, case, law, ended):
            yield _rightly_ended(case, law, ended)
            yield from _kept_out(case, law, ended)


def _violations(case: Case) -> list[ViolationEstablished]:
    bank = Actor("bank", case.subject)
    return [one for one in case.all(ViolationEstablished) if one.party == bank and one.violation_kind in _KINDS]


def _disciplined(case: Case, law: Law, violation: ViolationEstablished) -> Iterator[Finding]:
    cited = (order for order in case.all(RectificationOrdered) if order.violation == violation.violation)
    orders = [order for order in cited if precedes(violation, order)]
    filed = _filed(case, violation)
    if filed is not None:
        yield filed
    if filed is not None and filed.verdict == Verdict.FAIL:
        return
    yield _acted(case, law, violation, orders)
    for order in orders:
        yield from chain(partial(_ordered, case, law, violation, order), partial(_mended, case, order))
        yield from _within_longest_term(case, law, order)


def _filed(case: Case, violation: ViolationEstablished) -> Finding | None:
    """A commitment can only have been broken if it had been filed; dropped since, it may have been broken before."""
    if violation.violation_kind != "broken_commitment":
        return None
    filed_before = (filed for filed in reversed(filings(case)) if precedes(filed, violation))
    ground = next(
        (filed for filed in filed_before if violation.commitment in {one.commitment for one in filed.commitments}), None
    )
    found = precedence(NORM, case, violation, ground, why="commitment_not_filed", blames=(violation.actor,))
    if ground is None and not case.knows(BankFiled, violation.at):
        return unshown(found, (BankFiled.__name__,))
    return found


def _acted(case: Case, law: Law, violation: ViolationEstablished, orders: list[RectificationOrdered]) -> Finding:
    """An order has a term by policy only; a serious case may be ended instead."""
    ended = case.first(CooperationTerminated, lambda event: event.violation == violation.violation)
    ending = [ended] if ended is not None and _serious(case, law, ended) else []
    done = min([*orders, *ending], key=order_in_trace, default=None)
    return response_within(
        NORM, case, violation, done, must_act_before(law, violation), lambda: Late((violation.actor,))
    )


def _ordered(case: Case, law: Law, violation: ViolationEstablished, order: RectificationOrdered) -> Finding:
    """An order comes from an authority that may give it, and sets a term."""
    if not _may_discipline(law, order.actor):
        return breach(NORM, case, "wrong_authority", violation, order, blames=(order.actor,))
    if order.due_at is None or order.due_at <= order.at:
        return breach(NORM, case, "order_without_deadline", violation, order, blames=(order.actor,))
    return ruling(NORM, case, Verdict.PASS, "ordered_to_mend", violation, order)


def _within_longest_term(case: Case, law: Law, order: RectificationOrdered) -> Iterator[Finding]:
    """Where the policy bounds the term: due days are compared, day 0 is not counted."""
    longest = law.policy.number_if_given("rectify_days")
    if longest is not None and order.due_at is not None:
        days = due_day(order.due_at) - day_of(order.at)
        yield bound(NORM, case, order, days, longest, why="term_too_long", blames=(order.actor,))


def _may_discipline(law: Law, authority: Actor) -> bool:
    """Whether it is one of the departments concerned (相关部门), by the reading."""
    reading = law.policy.reading("bank_discipline_by")
    asked = is_banking_regulator(authority) == (reading == "banking_regulator")
    return authority.role == "finance_bureau" and (reading == "either" or asked)


def _mended(case: Case, order: RectificationOrdered) -> Finding:
    return response_within(
        NORM, case, order, _confirmation(case, order), order.due_at, lambda: Late((Actor("bank", order.bank),))
    )


def _confirmation(case: Case, order: RectificationOrdered) -> RectificationConfirmed | None:
    """The authority's word: a bank does not confirm that it has mended itself."""
    return case.first(
        RectificationConfirmed, lambda event: event.order == order.order and event.actor.role == "finance_bureau"
    )


def _rightly_ended(case: Case, law: Law, ended: CooperationTerminated) -> Finding:
    if not _may_discipline(law, ended.actor):
        return breach(NORM, case, "wrong_authority", ended, blames=(ended.actor,))
    return precedence(
        NORM, case, ended, _serious(case, law, ended), why="ended_without_serious_finding", blames=(ended.actor,)
    )


def _serious(case: Case, law: Law, ended: CooperationTerminated) -> Event | None:
    """What made it serious, by the reading of 情节严重; None if nothing did."""
    before = [one for one in _violations(case) if precedes(one, ended)]
    reading = law.policy.reading("serious_means")
    if all(one.violation != ended.violation for one in before):
        return None
    if reading == "authority_finding":
        return next((one for one in before if one.violation == ended.violation and one.serious), None)
    if reading == "repeated":
        return before[1] if len(before) > 1 else None
    return next((order for order in case.all(RectificationOrdered) if _missed(case, order, ended)), None)


def _missed(case: Case, order: RectificationOrdered, ended: CooperationTerminated) -> bool:
    confirmed = _confirmation(case, order)
    due_at = order.due_at
    return due_at is not None and due_at <= ended.at and (confirmed is None or confirmed.at >= due_at)


def _kept_out(case: Case, law: Law, ended: CooperationTerminated) -> Iterator[Finding]:
    """No new business afterwards: collecting, reporting, closing and declining go on."""
    bank = Actor("bank", ended.bank)
    business = (act for act in _new_business(case, law) if covered(NORM, case, law, act))
    acts = [act for act in business if binds(ended, act) and act.actor == bank]
    done = [act for act in acts if ended.known_at <= act.at]
    unaware = [act for act in acts if act.at < ended.known_at]
    kept = absence_after(NORM, case, ended, done, why="business_after_end", blames=(bank,))
    if done:
        yield if_scope_shown(kept, case, done)
    else:
        yield if_shown(kept, case, LoanDisbursed) if _counts_drawings(law) else kept
    if unaware:
        yield breach(NORM, case, "business_before_told", ended, *unaware, blames=())
    for kind in _BUSINESS:
        for act in case.tried(kind):
            if binds(ended, act) and act.actor == bank:
                yield ruling(NORM, case, Verdict.WARN, "tried_business_after_end", ended, act, blames=(bank,))


def _new_business(case: Case, law: Law) -> list[Event]:
    """Acts that a terminated bank may not do; drawings under older agreements only if no run-off is allowed."""
    acts: list[Event] = [act for kind in _BUSINESS for act in case.all(kind)]
    if _counts_drawings(law):
        acts += case.all(LoanDisbursed)
    return acts


def _counts_drawings(law: Law) -> bool:
    return law.policy.reading("termination_run_off") == "none"
