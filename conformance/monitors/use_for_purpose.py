"""`use-for-purpose`: a loan is spent on what it was lent for (三(四)). A trace holds what was reported of it."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.verdicts import Verdict
from notice.events import Actor, FundUseReported, LoanAgreementSigned
from notice.law import Law

NORM = "use-for-purpose"


@monitors(NORM)
def use_for_purpose(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a report of use; for a supplier, what it attested."""
    if case.about == "party":
        yield from attested(NORM, case, law)
        return
    for used in case.all(FundUseReported):
        if covered(NORM, case, law, used):
            yield _ruled(case, used)


def _ruled(case: Case, used: FundUseReported) -> Finding:
    signed = [one for one in case.all(LoanAgreementSigned) if one.loan == used.loan and precedes(one, used)]
    if not signed or not signed[-1].purposes:
        return ruling(NORM, case, Verdict.INCONCLUSIVE, "purpose_unknown", used)
    agreement = signed[-1]
    details: Details = {"purpose": used.purpose, "agreed": ", ".join(agreement.purposes)}
    if used.purpose in agreement.purposes:
        return ruling(NORM, case, Verdict.PASS, "used_as_agreed", used, agreement, details=details)
    blames = (Actor("supplier", agreement.supplier),)
    return breach(NORM, case, "used_otherwise", used, agreement, blames=blames, details=details)
