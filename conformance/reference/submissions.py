"""The application submitted: on one's own award, with consent, to one bank; pushed to that bank (二(一), 二(三)2)."""

from __future__ import annotations

from typing import get_args

from conformance.reference.ground import Reasons
from conformance.reference.state import OPEN, Application, Case
from conformance.reference.support import Supports
from notice.civil import day_of
from notice.events import ApplicationSubmitted, AwardNoticeIssued
from notice.vocabulary import PushPart

PARTS: tuple[PushPart, ...] = get_args(PushPart)
_PUBLIC = ("state_organ", "public_institution", "group_organisation")
_PROCURED = ("catalogue", "above_threshold")


class Submissions(Supports):
    """One open application per supplier, award and bank."""

    def check_application_submitted(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        """On one's own award notice (二(一)), with consent, to one bank that filed (二(三)2)."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.award_reasons(event, case)
        if event.application in case.applications or self._has_open(event, case):
            yield "STATE_FORBIDS"
        if event.bank is None:
            yield "BANK_NOT_CHOSEN"
            yield "FIELD_INVALID"
            return
        yield from self.bank_reasons(event.bank)
        if not self.consents(event, case):
            yield "CONSENT_MISSING"

    def award_reasons(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        """Why the award carries no application: unknown, another's, void, or outside the scheme."""
        notice = case.notice
        if notice is None or event.at < notice.at:
            yield "AWARD_NOTICE_MISSING"
            yield "OBJECT_UNKNOWN"
            return
        if not self.is_winner(event, notice):
            yield "OBJECT_NOT_OWN"
        if self.is_void(case):
            yield "AWARD_VOIDED"
        if not case.msme.get("award", False):
            yield "SUPPLIER_NOT_MSME"
        if not self.covers(notice):
            yield "PURCHASER_OUT_OF_SCOPE"
        if not self.is_in_force(event.at):
            yield "NOTICE_NOT_IN_FORCE"

    def is_winner(self, event: ApplicationSubmitted, notice: AwardNoticeIssued) -> bool:
        """Whether the applicant won the award."""
        return event.supplier == notice.supplier

    def is_void(self, case: Case) -> bool:
        """Whether the award was voided."""
        return case.voided

    def covers(self, notice: AwardNoticeIssued) -> bool:
        """Whether the scheme covers the award."""
        return in_scope(notice)

    def is_in_force(self, at: int) -> bool:
        """Whether the notice was in force (附)."""
        return day_of(at) >= self.policy.day("in_force_from")

    def _has_open(self, event: ApplicationSubmitted, case: Case) -> bool:
        return any(
            one.state in OPEN and (one.supplier, one.bank) == (event.supplier, event.bank)
            for one in case.applications.values()
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
        self.await_support(case, application)
        if self.policy.reading("clock_starts_at") == "submitted":
            self.start_loan_clock(case, application, event)

    def push(self, application: Application, event: ApplicationSubmitted) -> None:
        """推送: all three parts, to that bank and to no other."""
        self.say_pushed(application, application.bank, PARTS, event)
        application.state = "pushed"


def in_scope(notice: AwardNoticeIssued | None) -> bool:
    """Whether the scheme covers the award (二(二)3): a public purchaser, fiscal money, a procurement under the law."""
    return (
        notice is not None
        and notice.purchaser_kind in _PUBLIC
        and notice.fund_source == "fiscal"
        and notice.procurement_scope in _PROCURED
    )
