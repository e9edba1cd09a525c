"""`true-material`: what a supplier hands to a bank is true, complete and accurate (三(四)).

A trace can contradict the award amount that it states, and shows what an authority found.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.monitors.penalties import found_of_party
from conformance.verdicts import Verdict
from notice.events import Actor, ApplicationSubmitted, AwardNoticeIssued
from notice.law import Law

NORM = "true-material"


@monitors(NORM)
def true_material(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an award amount stated; for a supplier, one a finding of false loan material, and what it attested."""
    if case.about == "party":
        yield from _of_party(case, law)
        return
    for application in case.all(ApplicationSubmitted):
        if application.stated_award_fen is not None and covered(NORM, case, law, application):
            yield _stated(case, application, application.stated_award_fen)
    for application in case.tried(ApplicationSubmitted):
        if application.stated_award_fen is not None and covered(NORM, case, law, application):
            yield from _tried(case, application, application.stated_award_fen)


def _of_party(case: Case, law: Law) -> Iterator[Finding]:
    for found in found_of_party(case):
        if found.violation_kind == "false_loan_material" and covered(NORM, case, law, found):
            yield ruling(
                NORM, case, Verdict.FAIL, "false_loan_material", found, blames=(case.party,), is_conclusive=True
            )
    yield from attested(NORM, case, law)


def _stated(case: Case, application: ApplicationSubmitted, stated: int) -> Finding:
    notice = _notice(case, application)
    if notice is None:
        return ruling(NORM, case, Verdict.INCONCLUSIVE, "award_amount_unknown", application)
    if stated == notice.amount_fen:
        return ruling(NORM, case, Verdict.PASS, "award_stated_truly", application, notice)
    details: Details = {"value": stated, "amount": notice.amount_fen}
    blames = (Actor("supplier", application.supplier),)
    return breach(NORM, case, "award_misstated", application, notice, blames=blames, details=details)


def _tried(case: Case, application: ApplicationSubmitted, stated: int) -> Iterator[Finding]:
    """Refused, a false statement is an attempt."""
    notice = _notice(case, application)
    if notice is not None and stated != notice.amount_fen:
        blames = (Actor("supplier", application.supplier),)
        yield ruling(NORM, case, Verdict.WARN, "tried_to_misstate_award", application, notice, blames=blames)


def _notice(case: Case, application: ApplicationSubmitted) -> AwardNoticeIssued | None:
    """The last award notice to the supplier before it applied."""
    own = [one for one in case.all(AwardNoticeIssued) if one.supplier == application.supplier]
    return next((one for one in reversed(own) if precedes(one, application)), None)
