"""`push-three-parts`: the platform hands three parts to the one bank that was chosen, as far as consented (二(三)2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, get_args

from conformance.case import Case, binds, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.verdicts import Verdict
from notice.events import (
    PLATFORM,
    Actor,
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationPushed,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConditionAttached,
    ConsentGiven,
    ConsentWithdrawn,
    FeeCharged,
    LoanAgreementSigned,
    QuoteIssued,
    SecurityRequested,
    SupplementRequested,
)
from notice.law import Law
from notice.trace import order
from notice.vocabulary import ConsentScope, PushPart

NORM = "push-three-parts"
A = TypeVar("A", bound=ApplicationEvent)
_PARTS, _SCOPE = frozenset(get_args(PushPart)), frozenset(get_args(ConsentScope))
_ACTS: tuple[type[ApplicationEvent], ...] = (
    ApplicationAccepted,
    ApplicationReturned,
    SupplementRequested,
    QuoteIssued,
    ApplicationRejected,
    SecurityRequested,
    ConditionAttached,
    FeeCharged,
    LoanAgreementSigned,
)
"""What a bank does about an application, lawfully or not."""


@monitors(NORM)
def push_three_parts(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application that the platform took. The text gives no time: the bank's first act is the bound.

    One made beside the platform is ruled on if it was pushed all the same.
    """
    refused = {submitted.key for submitted in case.attempts(ApplicationSubmitted)}
    for submitted in case.all(ApplicationSubmitted):
        pushes = [push for push in _of(case, submitted, ApplicationPushed) if push.actor.role == "platform"]
        is_taken = submitted.channel == "online" and submitted.key not in refused
        if (pushes or is_taken) and covered(NORM, case, law, submitted):
            yield _ruled(case, submitted, pushes)


def _ruled(case: Case, submitted: ApplicationSubmitted, pushes: list[ApplicationPushed]) -> Finding:
    for push in pushes:
        if push.bank != submitted.bank:
            return breach(NORM, case, "pushed_to_another_bank", submitted, push, blames=(push.actor,))
        if not _is_consented(case, submitted, push):
            return breach(NORM, case, "pushed_without_consent", submitted, push, blames=(push.actor,))
    whole = next((push for push in pushes if _PARTS.issubset(push.parts)), None)
    answer = min(_acts(case, submitted), key=order, default=None)
    withdrawn = next(iter(_of(case, submitted, ApplicationWithdrawn)), None)
    if whole is not None and (answer is None or precedes(whole, answer)):
        return ruling(NORM, case, Verdict.PASS, "pushed_in_three_parts", submitted, whole)
    if withdrawn is not None and (answer is None or precedes(withdrawn, answer)):
        return ruling(NORM, case, Verdict.PASS, "withdrawn_before_push", submitted, withdrawn)
    if answer is None:
        return ruling(NORM, case, Verdict.OPEN, "not_yet_due", submitted)
    why = "pushed_in_part" if any(precedes(push, answer) for push in pushes) else "not_pushed"
    return breach(NORM, case, why, submitted, answer, blames=(PLATFORM,))


def _acts(case: Case, submitted: ApplicationSubmitted) -> Iterator[ApplicationEvent]:
    """What its own bank did about the application once it was made: what others do in its name tells nothing."""
    for kind in _ACTS:
        for act in _of(case, submitted, kind):
            if act.bank == submitted.bank and is_the_banks(act) and precedes(submitted, act):
                yield act


def _of(case: Case, submitted: ApplicationSubmitted, kind: type[A]) -> list[A]:
    return [event for event in case.all(kind) if event.application == submitted.application]


def _is_consented(case: Case, submitted: ApplicationSubmitted, push: ApplicationPushed) -> bool:
    """Whether a consent of the supplier to this bank, wide enough for all three parts, was in force.

    Nobody gives it or takes it back in the supplier's stead.
    """
    supplier = Actor("supplier", submitted.supplier)
    return any(
        (given.actor, given.supplier, given.bank) == (supplier, submitted.supplier, push.bank)
        and _SCOPE.issubset(given.scope)
        and precedes(given, push)
        and push.at < given.expires_at
        and not any(
            (withdrawn.actor, withdrawn.bank, withdrawn.consent) == (supplier, given.bank, given.consent)
            and precedes(given, withdrawn)
            and binds(withdrawn, push)
            for withdrawn in case.all(ConsentWithdrawn)
        )
        for given in case.all(ConsentGiven)
    )
