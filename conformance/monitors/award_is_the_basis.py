"""`award-is-the-basis`: a firm may apply on its award notice, and a loan rests on notice and contract (二(一), 四(一))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationAccepted,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ContractSigned,
    Event,
    LoanDisbursed,
    Refused,
)
from notice.law import Law

NORM = "award-is-the-basis"
PASS, WARN = Verdict.PASS, Verdict.WARN
_MAY_APPLY, _NOTICE, _BOTH = ("2.1.a", "2.3.2.a"), ("2.1.b", "4.1.a"), ("2.1.b",)


@monitors(NORM)
def award_is_the_basis(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application, taken or refused, and one a disbursement."""
    for submitted in case.all(ApplicationSubmitted):
        if _is_covered(case, law, submitted):
            yield _application(case, submitted)
    for refused in case.all(Refused):
        if isinstance(refused.stimulus, ApplicationSubmitted) and _is_covered(case, law, refused.stimulus):
            yield from _refused(case, refused, refused.stimulus)
    for paid in case.all(LoanDisbursed):
        if covered(NORM, case, law, paid):
            yield _disbursed(case, law, paid)


def _is_covered(case: Case, law: Law, submitted: ApplicationSubmitted) -> bool:
    """Whether the notice asks anything of the application; of one made beside the platform by one reading only."""
    is_online = submitted.channel == "online" or law.policy.reading("offline_channel") == "covered"
    return is_online and covered(NORM, case, law, submitted)


def _application(case: Case, submitted: ApplicationSubmitted) -> Finding:
    notice = _notice(case, submitted.supplier, submitted)
    if notice is None:
        blames = (submitted.actor, *_takers(case, submitted))
        found = breach(NORM, case, "applied_without_award", submitted, blames=blames, clauses=_NOTICE)
        return if_shown(found, case, AwardNoticeIssued)
    before_contract = _contract(case, submitted) is None
    why, clauses = ("applied_on_notice", (*_MAY_APPLY, *_NOTICE)) if before_contract else ("on_its_ground", _NOTICE)
    return ruling(NORM, case, PASS, why, submitted, notice, clauses=clauses)


def _takers(case: Case, submitted: ApplicationSubmitted) -> Iterator[Actor]:
    """The bank that took the application up all the same: it could look the award up."""
    for accepted in filter(is_the_banks, case.all(ApplicationAccepted)):
        if accepted.application == submitted.application and not _notice(case, submitted.supplier, accepted):
            yield accepted.actor


def _refused(case: Case, refused: Refused, submitted: ApplicationSubmitted) -> Iterator[Finding]:
    """Without an award it was an attempt; with one, and no contract yet, nobody may ask for the contract first."""
    if _notice(case, submitted.supplier, submitted) is None:
        if any(submitted.key == made.key for made in case.all(ApplicationSubmitted)):
            return  # made all the same, and ruled on as such
        found = ruling(NORM, case, WARN, "tried_without_award", refused, blames=(submitted.actor,), clauses=_NOTICE)
        yield if_shown(found, case, AwardNoticeIssued)
    elif "CONTRACT_NOT_SIGNED" in refused.reasons and _contract(case, submitted) is None:
        blames = (refused.actor,)
        found = breach(NORM, case, "refused_for_want_of_contract", refused, blames=blames, clauses=_MAY_APPLY)
        yield if_shown(found, case, ContractSigned)


def _disbursed(case: Case, law: Law, paid: LoanDisbursed) -> Finding:
    on_notice = law.policy.flag("disburse_before_contract")
    ground = _notice(case, paid.supplier, paid) if on_notice else _contract(case, paid)
    if ground is not None:
        return ruling(NORM, case, PASS, "on_its_ground", paid, ground, clauses=_BOTH)
    why = "lent_without_award" if on_notice else "lent_without_contract"
    found = breach(NORM, case, why, paid, blames=(paid.actor,), clauses=_BOTH)
    return if_shown(found, case, AwardNoticeIssued if on_notice else ContractSigned)


def _notice(case: Case, supplier: str, act: Event) -> AwardNoticeIssued | None:
    """The notice of the award to this supplier, if it came before the act."""
    return case.first(AwardNoticeIssued, lambda notice: notice.supplier == supplier and precedes(notice, act))


def _contract(case: Case, act: Event) -> ContractSigned | None:
    """The contract under the award, if it was signed before the act."""
    return case.first(ContractSigned, lambda signed: precedes(signed, act))
