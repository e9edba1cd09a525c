"""The supplier's consent (授权) to one bank: given, expired, withdrawn."""

from __future__ import annotations

from typing import get_args

from conformance.reference.ground import Reasons
from conformance.reference.loan_clock import LoanClock
from conformance.reference.state import Application, Case, Hold
from notice.events import Actor, ApplicationSubmitted, ConsentGiven, ConsentWithdrawn
from notice.vocabulary import ConsentScope

_SCOPE = frozenset(get_args(ConsentScope))

AnyConsent = ConsentGiven | ConsentWithdrawn


class Consents(LoanClock):
    """Nothing is pushed without consent (二(三)2); while it is withdrawn the bank cannot go on."""

    def check_consent_given(self, event: ConsentGiven, _case: Case) -> Reasons:
        """A consent is the supplier's own; whether it suffices is asked when it is used."""
        if event.expires_at <= event.at:
            yield "FIELD_INVALID"

    def apply_consent_given(self, event: ConsentGiven, _case: Case) -> None:
        """Kept under its id until it expires or is withdrawn; the bank that waited for it goes on."""
        case = self.opened(event.award)
        case.consents[event.consent] = event
        for application in _between(event, case):
            self.let_loan_go(application, "CONSENT", event)

    def check_consent_withdrawn(self, event: ConsentWithdrawn, case: Case) -> Reasons:
        """Withdrawn is one's own consent to that bank, once."""
        given = case.consents.get(event.consent)
        if given is None:
            yield "OBJECT_UNKNOWN"
        elif (given.supplier, given.bank) != (event.supplier, event.bank):
            yield "OBJECT_NOT_OWN"

    def apply_consent_withdrawn(self, event: ConsentWithdrawn, case: Case) -> None:
        """CONSENT: the ball is with the supplier until it consents again."""
        del case.consents[event.consent]
        for application in _between(event, case):
            hold = Hold("CONSENT", event.at, event.key, Actor("supplier", event.supplier))
            self.hold_loan(application, hold)

    def consents(self, event: ApplicationSubmitted, case: Case) -> bool:
        """Whether the supplier's consent to this bank is in force and wide enough for what is pushed."""
        consent = case.consents.get(event.consent or "")
        return (
            consent is not None
            and (consent.supplier, consent.bank) == (event.supplier, event.bank)
            and not self.has_expired(consent, event.at)
            and _SCOPE.issubset(consent.scope)
        )

    def has_expired(self, consent: ConsentGiven, at: int) -> bool:
        """Whether the consent is over at `at`."""
        return at >= consent.expires_at


def _between(event: AnyConsent, case: Case) -> list[Application]:
    """The applications of this supplier to this bank."""
    parties = event.supplier, event.bank
    return [one for one in case.applications.values() if (one.supplier, one.bank) == parties]
