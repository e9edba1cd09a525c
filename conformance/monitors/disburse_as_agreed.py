"""`disburse-as-agreed`: a bank pays out under a loan agreement and within it (根据融资合同的约定及时发放贷款, 二(三)5)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, bound, precedence, response_within
from conformance.monitors.locks import lapses
from conformance.monitors.suspensions import SUSPENDING, counted, loan_suspensions
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import Actor, ApplicationWithdrawn, AwardVoided, Event, LoanAgreementSigned, LoanDisbursed
from notice.law import Law

NORM = "disburse-as-agreed"


@monitors(NORM)
def disburse_as_agreed(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a disbursement; with a number for 及时 one an agreement too. What was refused is an attempt."""
    for paid in case.all(LoanDisbursed):
        if covered(NORM, case, law, paid):
            yield _within_agreement(case, paid)
    for paid in filter(is_the_banks, case.tried(LoanDisbursed)):
        if covered(NORM, case, law, paid) and _within_agreement(case, paid).verdict == Verdict.FAIL:
            yield ruling(NORM, case, Verdict.WARN, "tried_outside_agreement", paid, blames=(paid.actor,))
    days = law.policy.number_if_given("disburse_after_agreement_max_working_days")
    for signed in case.all(LoanAgreementSigned) if days else ():
        if days and covered(NORM, case, law, signed):
            yield _in_time(case, law, signed, days)


def _within_agreement(case: Case, paid: LoanDisbursed) -> Finding:
    """Under an earlier agreement, and with all that was paid out on the loan before within its amount."""
    bank = (Actor("bank", paid.bank),)
    signed = [one for one in case.all(LoanAgreementSigned) if one.loan == paid.loan and precedes(one, paid)]
    if not signed:
        return precedence(NORM, case, paid, None, why="disbursed_without_agreement", blames=bank)
    before = [
        one for one in case.all(LoanDisbursed) if one.loan == paid.loan and precedes(one, paid) and one.key != paid.key
    ]
    drawn = paid.amount_fen + sum(one.amount_fen for one in before)
    return bound(NORM, case, paid, drawn, signed[-1].principal_max_fen, why="disbursed_above_agreement", blames=bank)


def _in_time(case: Case, law: Law, signed: LoanAgreementSigned, days: int) -> Finding:
    """The first money, or the agreement's lapse; days on which others held the file up do not count."""
    causes = loan_suspensions(case, law, signed.application, signed.bank)
    due_at = law.working_due(signed.at, days, counted(causes, law))
    ends: list[Event] = [one for one in case.all(LoanDisbursed) if one.loan == signed.loan and precedes(signed, one)]
    ends += [one for one in lapses(case, signed) if precedes(signed, one)]
    found = response_within(
        NORM, case, signed, min(ends, key=lambda one: one.at, default=None), due_at,
        lambda: Late((Actor("bank", signed.bank),)), details={"days": days},
    )  # fmt: skip
    late = found.verdict == Verdict.FAIL
    return if_shown(found, case, LoanDisbursed, ApplicationWithdrawn, AwardVoided, *SUSPENDING) if late else found
