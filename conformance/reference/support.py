"""The purchaser's support (配合支持): asked for by supplier or bank, given or declined (三(二))."""

from __future__ import annotations

from conformance.reference.consents import Consents
from conformance.reference.ground import Reasons
from conformance.reference.state import Application, Case, Hold, Support
from notice.events import Actor, SupportDeclined, SupportGiven, SupportRequested

SupportAnswer = SupportGiven | SupportDeclined


class Supports(Consents):
    """A bank that waits for the purchaser's answer does not hold the ball."""

    def check_support_requested(self, event: SupportRequested, case: Case) -> Reasons:
        """Asked by a party of the case, of the award's purchaser, once."""
        asker = event.actor
        if case.notice is not None and event.purchaser != case.notice.purchaser:
            yield "OBJECT_NOT_OWN"
        if asker.role == "bank" and not case.known_bank(asker.id):
            yield "OBJECT_NOT_OWN"
        if event.support in case.supports:
            yield "STATE_FORBIDS"

    def apply_support_requested(self, event: SupportRequested, case: Case) -> None:
        """SUPPORT: what a bank asks for holds its own loan clocks; what a supplier asks for holds none."""
        support = case.supports[event.support] = Support(event)
        for application in case.applications.values():
            self._hold_for(support, application)

    def check_support_given(self, event: SupportGiven, case: Case) -> Reasons:
        """An answer to what was asked."""
        yield from self._answer_reasons(event, case)

    def apply_support_given(self, event: SupportGiven, case: Case) -> None:
        """The ball goes back to the bank."""
        self._answer(event, case)

    def check_support_declined(self, event: SupportDeclined, case: Case) -> Reasons:
        """An answer too; whether its ground will do is for others to judge."""
        yield from self._answer_reasons(event, case)

    def apply_support_declined(self, event: SupportDeclined, case: Case) -> None:
        """The ball goes back to the bank, as it is."""
        self._answer(event, case)

    def await_support(self, case: Case, application: Application) -> None:
        """A new application waits for what its bank has asked for already."""
        for support in case.supports.values():
            if not support.answered:
                self._hold_for(support, application)

    def _hold_for(self, support: Support, application: Application) -> None:
        asked = support.request
        if asked.actor == Actor("bank", application.bank):
            hold = Hold("SUPPORT", asked.at, asked.key, Actor("purchaser", asked.purchaser))
            self.hold_loan(application, hold, support.hold)

    def _answer_reasons(self, event: SupportAnswer, case: Case) -> Reasons:
        support = case.supports.get(event.support)
        if support is None:
            yield "OBJECT_UNKNOWN"
        elif support.answered:
            yield "STATE_FORBIDS"

    def _answer(self, event: SupportAnswer, case: Case) -> None:
        support = case.supports[event.support]
        support.answered = True
        self.stop(support.clock)
        for application in case.applications.values():
            self.let_loan_go(application, support.hold, event)
