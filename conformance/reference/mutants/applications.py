"""Breaches around the application and its push."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Application, Case
from conformance.reference.submissions import PARTS
from notice.events import Actor, ApplicationSubmitted, Event


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
