"""`collect-from-locked-account`: a loan is taken back from the repayment account, and no more than it owes (二(三)6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.accounts import account_agreed, unaware
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.monitors.naming import moved_to
from conformance.verdicts import Verdict
from notice.civil import day_of
from notice.events import Actor, LoanAgreementSigned, LoanDisbursed, RepaymentCollected, TreasuryPaid
from notice.law import Law
from notice.money import interest_fen

NORM = "collect-from-locked-account"


class Fault(NamedTuple):
    """What is wrong with a collection, and who answers for it: nobody where it was told of no other account."""

    why: str
    details: Details
    blames: tuple[Actor, ...]


@monitors(NORM)
def collect_from_locked_account(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a collection; one that was refused is an attempt."""
    for taken in case.all(RepaymentCollected):
        if covered(NORM, case, law, taken):
            yield _ruled(case, taken)
    for taken in case.tried(RepaymentCollected):
        fault = _fault(case, taken) if taken.actor.role == "bank" and covered(NORM, case, law, taken) else None
        if fault is not None:
            yield ruling(NORM, case, Verdict.WARN, "tried_to_collect", taken, blames=fault.blames)


def _ruled(case: Case, taken: RepaymentCollected) -> Finding:
    fault = _fault(case, taken)
    if fault is None:
        return ruling(NORM, case, Verdict.PASS, "collected_rightly", taken)
    return breach(NORM, case, fault.why, taken, blames=fault.blames, details=fault.details)


def _fault(case: Case, taken: RepaymentCollected) -> Fault | None:
    """What is wrong with a collection: whence it came, or how much it brought; an account nobody told of comes last."""
    wanted = _missed(case, taken)
    untold = wanted is not None and unaware(case, wanted, taken.account, taken.at)
    above = _above_debt(case, taken)
    if wanted is None or (untold and above):
        return above
    paid = any(precedes(one, taken) for one in case.all(TreasuryPaid))
    why = "collected_elsewhere" if paid else "collected_before_payment"
    return Fault(why, {"account": wanted}, () if untold else (taken.actor,))


def _missed(case: Case, taken: RepaymentCollected) -> str | None:
    """The repayment account in force, if the collection claims to come from it and does not.

    In force is the award's, or that of the loan's own agreement where it has another.
    """
    signed = case.first(LoanAgreementSigned, lambda one: one.loan == taken.loan and precedes(one, taken))
    in_force, own = account_agreed(case, taken), moved_to(case, signed.account, signed, taken) if signed else None
    if taken.money_from == "supplier_paid" or taken.account in (in_force, own):
        return None
    return in_force or own


def _above_debt(case: Case, taken: RepaymentCollected) -> Fault | None:
    """Principal above what was paid out, or interest above what had accrued; after its term a loan bears penalty."""
    paid = [one for one in case.all(LoanDisbursed) if one.loan == taken.loan and precedes(one, taken)]
    others = [one for one in case.all(RepaymentCollected) if one.loan == taken.loan and precedes(one, taken)]
    back = [*[one for one in others if one.key != taken.key], taken]
    principal, lent = sum(one.principal_fen for one in back), sum(one.amount_fen for one in paid)
    if principal > lent:
        return Fault("collected_above_principal", {"value": principal, "limit": lent}, (taken.actor,))
    signed = case.first(LoanAgreementSigned, lambda one: one.loan == taken.loan)
    interest = sum(one.interest_fen for one in back)
    if signed is None or not paid or day_of(taken.at) > day_of(paid[0].at) + signed.tenor_days:
        return None
    limit = _accrued_fen(signed, paid, back, day_of(taken.at))
    if interest <= limit:
        return None
    return Fault("collected_above_interest", {"value": interest, "limit": limit}, (taken.actor,))


def _accrued_fen(
    signed: LoanAgreementSigned, paid: list[LoanDisbursed], back: list[RepaymentCollected], day: int
) -> int:
    """Interest that the loan had borne by the day, each collection's share rounded up."""
    fen_days = sum(one.amount_fen * (day - day_of(one.at)) for one in paid)
    fen_days -= sum(one.principal_fen * (day - day_of(one.at)) for one in back)
    return interest_fen(max(0, fen_days), signed.apr_bp, 1, signed.day_count) + len(back)
