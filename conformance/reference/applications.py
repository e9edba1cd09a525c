"""The application (融资申请): submitted, pushed to the one bank, accepted, quoted, decided."""

from __future__ import annotations

from typing import get_args

from conformance.reference.accounts import Accounts, loan_clocks
from conformance.reference.ground import Reasons
from conformance.reference.state import OPEN, Application, ApplicationState, Case, Clock, Hold
from notice.civil import day_of
from notice.events import (
    Actor,
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardNoticeIssued,
    AwardVoided,
    FeeCharged,
    OfferAccepted,
    QuoteIssued,
    SecurityRequested,
    SupplementProvided,
    SupplementRequested,
)
from notice.law import Law
from notice.vocabulary import ConsentScope, PushPart

PARTS: tuple[PushPart, ...] = get_args(PushPart)
_SCOPE = frozenset(get_args(ConsentScope))
_PUBLIC = ("state_organ", "public_institution", "group_organisation")
_PROCURED = ("catalogue", "above_threshold")

Ending = ApplicationReturned | ApplicationWithdrawn | ApplicationRejected | AwardVoided


class Applications(Accounts):
    """One open application per supplier, award and bank; the loan clock runs from 受理."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._steps: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    # --- submitted and pushed

    def check_application_submitted(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        """On one's own award notice (二(一)), with consent, to one bank that filed (二(三)2)."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self._award_reasons(event, case)
        if event.application in case.applications or self._has_open(event, case):
            yield "STATE_FORBIDS"
        if event.bank is None:
            yield "BANK_NOT_CHOSEN"
            yield "FIELD_INVALID"
            return
        yield from self.bank_reasons(event.bank)
        if not self.consents(event, case):
            yield "CONSENT_MISSING"

    def _award_reasons(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        notice = case.notice
        if notice is None or event.at < notice.at:
            yield "AWARD_NOTICE_MISSING"
            yield "OBJECT_UNKNOWN"
            return
        if notice.supplier != event.supplier:
            yield "OBJECT_NOT_OWN"
        if case.voided:
            yield "AWARD_VOIDED"
        if not case.msme.get("award", False):
            yield "SUPPLIER_NOT_MSME"
        if not in_scope(notice):
            yield "PURCHASER_OUT_OF_SCOPE"
        if day_of(event.at) < self.policy.day("in_force_from"):
            yield "NOTICE_NOT_IN_FORCE"

    def _has_open(self, event: ApplicationSubmitted, case: Case) -> bool:
        return any(
            one.state in OPEN and (one.supplier, one.bank) == (event.supplier, event.bank)
            for one in case.applications.values()
        )

    def consents(self, event: ApplicationSubmitted, case: Case) -> bool:
        """Whether the supplier's consent to this bank is in force and wide enough for what is pushed."""
        consent = case.consents.get(event.consent or "")
        return (
            consent is not None
            and (consent.supplier, consent.bank) == (event.supplier, event.bank)
            and event.at < consent.expires_at
            and _SCOPE.issubset(consent.scope)
        )

    def apply_application_submitted(self, event: ApplicationSubmitted, case: Case) -> None:
        """Pushed at once to the bank that was chosen."""
        assert event.bank is not None
        application = case.applications[event.application] = Application(
            id=event.application,
            award=event.award,
            supplier=event.supplier,
            bank=event.bank,
            submitted_at=event.at,
            channel=event.channel,
            given=frozenset(event.documents),
        )
        self.step("application", application, event.at)
        self.push(application, event)
        if self.policy.reading("clock_starts_at") == "submitted":
            self._start_loan_clock(case, application, event)

    def push(self, application: Application, event: ApplicationSubmitted) -> None:
        """推送: all three parts, to that bank and to no other."""
        self.say_pushed(application, application.bank, PARTS, event)
        application.state = "pushed"

    # --- the bank's part

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
            self._start_loan_clock(case, application, event)
        self.step("accepted", application, event.at)

    def _start_loan_clock(
        self, case: Case, application: Application, event: ApplicationAccepted | ApplicationSubmitted
    ) -> None:
        if application.channel == "offline" and self.policy.reading("offline_channel") == "not_covered":
            return
        repeat = self.is_repeat(application, event.at)
        freezes = self.policy.reading("tolling") == "cause_events"
        clock = Clock(
            kind="repeat_loan" if repeat else "first_loan",
            bearer=Actor("bank", application.bank),
            started_at=self.loan_clock_from(application, event.at),
            days=self.policy.number("repeat_sla_working_days" if repeat else "first_sla_working_days"),
            award=application.award,
            application=application.id,
            tolling=(application.tolling, case.frozen) if freezes else (application.tolling,),
        )
        application.clock = clock
        self.start(clock, case, event)

    def loan_clock_from(self, _application: Application, at: int) -> int:
        """From when the loan clock counts: the event that starts it."""
        return at

    def is_repeat(self, application: Application, at: int) -> bool:
        """Whether an earlier application of the supplier came far enough (`first_scope` x `repeat_counts`)."""
        earlier = self._steps.get(self._scope(application), ())
        return any(when < at and other != application.id for when, other in earlier)

    def _scope(self, application: Application) -> tuple[str, ...]:
        scope = self.policy.reading("first_scope")
        if scope == "platform":
            return (application.supplier,)
        return application.supplier, application.bank if scope == "bank" else application.award

    def step(self, reached: str, application: Application, at: int) -> None:
        """Remembers that an application reached the step which makes later ones repeats."""
        if reached == self.policy.reading("repeat_counts"):
            self._steps.setdefault(self._scope(application), []).append((at, application.id))

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
        if event.limit_fen is None or event.apr_bp is None:
            yield "QUOTE_INCOMPLETE"
        elif event.limit_fen <= 0 or event.apr_bp < 0:
            yield "FIELD_INVALID"
        elif case.notice is not None and event.limit_fen > case.notice.amount_fen:
            yield "AWARD_CEILING_EXCEEDED"

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

    def check_security_requested(self, event: SecurityRequested, case: Case) -> Reasons:
        """不得要求任何形式的抵押或担保 (四(一))."""
        yield from self.application_reasons(event, case, *OPEN)
        if self.forbids_security(event.security):
            yield "SECURITY_NOT_ALLOWED"

    def apply_security_requested(self, event: SecurityRequested, case: Case) -> None:
        """Recorded: a security that the readings allow."""

    def check_fee_charged(self, event: FeeCharged, case: Case) -> Reasons:
        """不得另行收取其他费用 (四(三))."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.application_reasons(event, case, *OPEN, "disbursed")
        if self.forbids_fee(event):
            yield "FEE_NOT_ALLOWED"

    def forbids_fee(self, event: FeeCharged) -> bool:
        """Whether the fee is above what is allowed: nothing, unless a reform says otherwise."""
        return event.amount_fen > self.policy.number("fees_allowed_fen")

    def apply_fee_charged(self, event: FeeCharged, case: Case) -> None:
        """Recorded: a fee that a reform allows."""

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


def in_scope(notice: AwardNoticeIssued | None) -> bool:
    """Whether the scheme covers the award (二(二)3): a public purchaser, fiscal money, a procurement under the law."""
    return (
        notice is not None
        and notice.purchaser_kind in _PUBLIC
        and notice.fund_source == "fiscal"
        and notice.procurement_scope in _PROCURED
    )
