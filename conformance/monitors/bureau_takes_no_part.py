"""`bureau-takes-no-part`: finance departments steer and do not lend (不参与具体融资活动, 一(一))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from conformance.monitors.public_side import is_public
from conformance.verdicts import Verdict
from notice.events import (
    ApplicationAccepted,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    CaseEvent,
    DisbursementOrdered,
    LoanAgreementSigned,
    LoanDisbursed,
    QuoteIssued,
    RepaymentCollected,
)
from notice.law import Law

NORM = "bureau-takes-no-part"
_LENDING: tuple[type[CaseEvent], ...] = (
    ApplicationAccepted,
    ApplicationReturned,
    QuoteIssued,
    ApplicationRejected,
    LoanAgreementSigned,
    DisbursementOrdered,
    LoanDisbursed,
    RepaymentCollected,
)


@monitors(NORM)
def bureau_takes_no_part(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application; and one an act of the public side that belongs to none that the log shows."""
    acts = [act for kind in _LENDING for act in case.all(kind) if is_public(act)]
    for submitted in case.all(ApplicationSubmitted):
        own = [act for act in acts if _application_of(case, act) == submitted.application]
        acts = [act for act in acts if act not in own]
        if covered(NORM, case, law, submitted):
            yield _ruled(case, submitted, own)
    for act in acts:
        if covered(NORM, case, law, act):
            yield _ruled(case, act, [act])
    for kind in _LENDING:
        for act in case.tried(kind):
            if is_public(act) and covered(NORM, case, law, act):
                yield ruling(NORM, case, Verdict.WARN, "public_side_tried_to_lend", act, blames=(act.actor,))


def _application_of(case: Case, act: CaseEvent) -> str | None:
    """The application that an act on it, or on the loan agreed under it, is about."""
    application: str | None = getattr(act, "application", None)
    if application is not None:
        return application
    signed = case.first(LoanAgreementSigned, lambda event: event.loan == getattr(act, "loan", None))
    return signed.application if signed else None


def _ruled(case: Case, trigger: CaseEvent, acts: list[CaseEvent]) -> Finding:
    blames = tuple({act.actor for act in acts})
    acts = [act for act in acts if act is not trigger] or acts
    return absence_after(NORM, case, trigger, acts, why="public_side_lends", blames=blames)
