"""The application (融资申请) in the bank's hands: accepted, quoted, decided."""

from __future__ import annotations

from conformance.reference.accounts import loan_clocks
from conformance.reference.ground import Reasons
from conformance.reference.state import OPEN, Application, ApplicationState, Case, Hold
from conformance.reference.submissions import Submissions
from notice.events import (
    Actor,
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationWithdrawn,
    AwardVoided,
    OfferAccepted,
    QuoteIssued,
    SupplementProvided,
    SupplementRequested,
)

Ending = ApplicationReturned | ApplicationWithdrawn | ApplicationRejected | AwardVoided


class Applications(Submissions):
    """From 受理 to the decision, or to another end."""

    # --- accepted and quoted

    def application_reasons(self, event: ApplicationEvent, case: Case, *states: ApplicationState) -> Reasons:
        """Why this is no act on one's own application in one of these states."""
        application = case.applications.get(event.application)
        if application is None:
            yield "OBJECT_UNKNOWN"
            return
        if (application.supplier, application.bank) != (event.supplier, event.bank):
            yield "OBJECT_NOT_OWN"
        if application.state == "void":
            yield "AWARD_VOIDED"
        if application.state not in states:
            yield "STATE_FORBIDS"

    def check_application_accepted(self, event: ApplicationAccepted, case: Case) -> Reasons:
        """受理 once, before or after a pre-credit quote."""
        yield from self.application_reasons(event, case, "pushed", "quoted", "offer_accepted")
        yield from self.bank_reasons(event.bank)
        application = case.applications.get(event.application)
        if application is not None and application.accepted_at is not None:
            yield "STATE_FORBIDS"
        if not self.is_in_calendar(self.law.working_due, event.at, self.policy.number("first_sla_working_days")):
            yield "AT_OUT_OF_RANGE"

    def apply_application_accepted(self, event: ApplicationAccepted, case: Case) -> None:
        """The loan clock starts (四(二))."""
        application = case.applications[event.application]
        application.accepted_at = event.at
        if application.state == "pushed":
            application.state = "accepted"
        if application.clock is None:
            self.start_loan_clock(case, application, event)
        self.step("accepted", application, event.at)

    def check_supplement_requested(self, event: SupplementRequested, case: Case) -> Reasons:
        """补正, as often as the bank likes: it is counted, not forbidden."""
        yield from self.application_reasons(event, case, "accepted")

    def apply_supplement_requested(self, event: SupplementRequested, case: Case) -> None:
        """SUPPLEMENT holds the clock for documents that were not given already; an empty list for nothing."""
        application = case.applications[event.application]
        application.supplement_asked = True
        application.missing |= frozenset(event.missing_docs) - application.given
        if application.missing:
            hold = Hold("SUPPLEMENT", event.at, event.key, Actor("supplier", application.supplier))
            self.hold_loan(application, hold)

    def check_supplement_provided(self, event: SupplementProvided, case: Case) -> Reasons:
        """Documents that a bank asked for, while the application is open."""
        yield from self.application_reasons(event, case, "accepted", "quoted", "offer_accepted")
        application = case.applications.get(event.application)
        if application is not None and not application.supplement_asked:
            yield "STATE_FORBIDS"

    def apply_supplement_provided(self, event: SupplementProvided, case: Case) -> None:
        """The clock runs again once the whole list is covered."""
        application = case.applications[event.application]
        application.given |= frozenset(event.documents)
        application.missing -= application.given
        if not application.missing:
            self.let_loan_go(application, "SUPPLEMENT", event)

    def check_quote_issued(self, event: QuoteIssued, case: Case) -> Reasons:
        """预授信 with limit and rate, at most the award amount; before or after 受理."""
        yield from self.application_reasons(event, case, "pushed", "accepted")
        yield from self.bank_reasons(event.bank)
        limit_fen, apr_bp = event.limit_fen, event.apr_bp
        if self.is_incomplete(event):
            yield "QUOTE_INCOMPLETE"
        if (limit_fen is not None and limit_fen <= 0) or (apr_bp is not None and apr_bp < 0):
            yield "FIELD_INVALID"
        if limit_fen is not None and case.notice is not None and limit_fen > case.notice.amount_fen:
            yield "AWARD_CEILING_EXCEEDED"

    def is_incomplete(self, event: QuoteIssued) -> bool:
        """Whether a quote leaves out its limit or its rate (二(三)3)."""
        return event.limit_fen is None or event.apr_bp is None

    def apply_quote_issued(self, event: QuoteIssued, case: Case) -> None:
        """OFFER: the ball is with the supplier; a supplement is no longer waited for."""
        application = case.applications[event.application]
        application.state = "quoted"
        hold = Hold("OFFER", event.at, event.key, Actor("supplier", application.supplier))
        self.hold_loan(application, hold)
        self.let_loan_go(application, "SUPPLEMENT", event)

    def check_offer_accepted(self, event: OfferAccepted, case: Case) -> Reasons:
        """Accepted is what was quoted."""
        yield from self.application_reasons(event, case, "quoted")

    def apply_offer_accepted(self, event: OfferAccepted, case: Case) -> None:
        """The ball goes back to the bank, or on to the purchaser who has not signed yet."""
        application = case.applications[event.application]
        application.state = "offer_accepted"
        self.await_contract(case, application, event)
        self.let_loan_go(application, "OFFER", event)

    # --- ended

    def check_application_returned(self, event: ApplicationReturned, case: Case) -> Reasons:
        """Back to the supplier, before any quote."""
        yield from self.application_reasons(event, case, "pushed", "accepted")

    def apply_application_returned(self, event: ApplicationReturned, case: Case) -> None:
        """The end of this application; a resubmission is a new one."""
        self.end_application(case, case.applications[event.application], "returned", event)

    def check_application_rejected(self, event: ApplicationRejected, case: Case) -> Reasons:
        """The bank decides for itself (一(二)): no ground is examined."""
        yield from self.application_reasons(event, case, "pushed", "accepted", "quoted")

    def apply_application_rejected(self, event: ApplicationRejected, case: Case) -> None:
        """A decision: it discharges the clock like a loan."""
        self.end_application(case, case.applications[event.application], "rejected", event)

    def check_application_withdrawn(self, event: ApplicationWithdrawn, case: Case) -> Reasons:
        """Until the money is there."""
        yield from self.application_reasons(event, case, *OPEN)

    def apply_application_withdrawn(self, event: ApplicationWithdrawn, case: Case) -> None:
        """An agreement not yet disbursed lapses, and with the last one the lock."""
        self.end_application(case, case.applications[event.application], "withdrawn", event)
        self.release_if_free(case, event)

    def end_application(self, case: Case, application: Application, state: ApplicationState, by: Ending) -> None:
        """Ends an open application, its clock and its undisbursed agreement."""
        application.state = state
        self.stop_ended(application, by)
        for loan in case.loans.values():
            if loan.application == application.id and loan.state == "agreed":
                loan.state, loan.reserved_fen = "lapsed", 0

    def stop_ended(self, application: Application, _by: Ending) -> None:
        """Whatever ends an application ends its clock."""
        for clock in loan_clocks(application):
            self.stop(clock)
