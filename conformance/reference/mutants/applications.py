"""Breaches around the application and its push."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Application, Case
from conformance.reference.submissions import PARTS
from notice.events import (
    Actor,
    ApplicationRejected,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    QuoteIssued,
)


@breaks("D-accept-on-notice")
class DemandsContractFirst(Platform):
    """The award notice is not enough."""

    def check_application_submitted(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        yield from super().check_application_submitted(event, case)
        if case.contract is None:
            yield "CONTRACT_NOT_SIGNED"


@breaks("D-accept-on-notice")
class RejectsEverything(Platform):
    """Nothing ever fits."""

    def reasons(self, _event: Event, _subject: Actor, _case: Case) -> Reasons:
        yield "STATE_FORBIDS"


@breaks("D-push-to-chosen-bank")
class PushesToAllBanks(Platform):
    """Every bank that filed gets the file."""

    def push(self, application: Application, event: ApplicationSubmitted) -> None:
        super().push(application, event)
        for bank in self.filed:
            if bank != application.bank:
                self.say_pushed(application, bank, PARTS, event)


@breaks("D-push-to-chosen-bank")
class PushesTwoParts(Platform):
    """The credit authorisation stays behind."""

    def push(self, application: Application, event: ApplicationSubmitted) -> None:
        self.say_pushed(application, application.bank, PARTS[:2], event)
        application.state = "pushed"


@breaks("D-push-to-chosen-bank")
class NeverPushes(Platform):
    """The application stays where it was submitted."""

    def push(self, application: Application, event: ApplicationSubmitted) -> None:
        pass


@breaks("D-refuse-without-award")
class TakesApplicationWithoutAward(Platform):
    """An award that nobody knows is as good as any."""

    def award_reasons(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        if case.notice is not None:
            yield from super().award_reasons(event, case)


@breaks("D-refuse-without-award")
class TakesAnotherSuppliersAward(Platform):
    """Whoever won, anybody may borrow on it."""

    def is_winner(self, _event: ApplicationSubmitted, _notice: AwardNoticeIssued) -> bool:
        return True


@breaks("D-refuse-without-award")
class LendsOnVoidAward(Platform):
    """A void award still carries a loan."""

    def is_void(self, _case: Case) -> bool:
        return False


@breaks("D-no-push-without-consent")
class PushesWithoutConsent(Platform):
    """Who applies has consented."""

    def consents(self, _event: ApplicationSubmitted, _case: Case) -> bool:
        return True


@breaks("D-no-push-without-consent")
class IgnoresConsentExpiry(Platform):
    """Once given is given for good."""

    def has_expired(self, _consent: ConsentGiven, _at: int) -> bool:
        return False


@breaks("D-no-push-without-consent")
class IgnoresConsentWithdrawal(Platform):
    """Consent is never taken back."""

    def apply_consent_withdrawn(self, event: ConsentWithdrawn, case: Case) -> None:
        pass


@breaks("D-quote-complete")
class TakesQuoteWithoutRate(Platform):
    """A limit is quote enough."""

    def is_incomplete(self, event: QuoteIssued) -> bool:
        return event.limit_fen is None


@breaks("D-bank-may-refuse")
class FlagsRejection(Platform):
    """Who does not lend is reported."""

    def apply_application_rejected(self, event: ApplicationRejected, case: Case) -> None:
        super().apply_application_rejected(event, case)
        self.flag(event, ["STATE_FORBIDS"], event.actor)


@breaks("D-bank-may-refuse")
class AutoApproves(Platform):
    """The platform knows better than the bank."""

    def apply_application_rejected(self, event: ApplicationRejected, case: Case) -> None:
        case.applications[event.application].state = "offer_accepted"
