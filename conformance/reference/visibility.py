"""Who may see what: public procurement facts, financing facts, account facts, the register, discipline (`events` 3)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from conformance.port import CaseState, Deadline
from conformance.reference.state import Case, Clock
from conformance.reference.statements import Statements
from notice import events as e
from notice.events import Actor, Event

Seen = Literal["public", "financing", "account", "register", "discipline", "clock"]

_SEEN: dict[Seen, tuple[type[Event], ...]] = {
    "register": (
        e.BankFiled,
        e.ProductPublished,
        e.FloorConfigured,
        e.CooperationTerminated,
        e.BadRecordListed,
        e.SupplierBanned,
        e.OutreachHeld,
        e.ClockAdvanced,
    ),
    "public": (
        e.SizeDeclared,
        e.AwardNoticeIssued,
        e.AwardVoided,
        e.ContractSigned,
        e.ContractPublished,
        e.ContractFiled,
        e.ContractAmended,
        e.ContractTerminated,
        e.GoodsDelivered,
        e.DeliveryAccepted,
        e.DeliveryRejected,
        e.InvoiceReceived,
        e.PaymentPlanSubmitted,
        e.TreasuryPaid,
    ),
    "account": (
        e.RepaymentAccountAgreed,
        e.RepaymentAccountLocked,
        e.RepaymentAccountReleased,
        e.AccountChangeRequested,
        e.AccountChangeConsented,
        e.AccountChanged,
        e.CourtFreezeRecorded,
        e.CourtFreezeLifted,
        e.PaymentPlanReturned,
        e.PaymentOrdered,
        e.SupportRequested,
        e.SupportGiven,
        e.SupportDeclined,
        e.PurchaserReminded,
    ),
    "discipline": (
        e.ViolationEstablished,
        e.RectificationOrdered,
        e.RectificationConfirmed,
        e.ReferredToJudiciary,
        e.SanctionImposed,
        e.AttestationGiven,
    ),
    "clock": (e.ClockStarted, e.ClockSuspended, e.ClockResumed, e.DelayExplained, e.DeadlineMissed),
}
SEEN: dict[type[Event], Seen] = {kind: seen for seen, kinds in _SEEN.items() for kind in kinds}
"""Event type to how it is seen; every other type is a financing fact (or has a rule of its own below)."""

WITHHELD: dict[type[Event], dict[str, Any]] = {
    e.ContractSigned: {"bank": None, "account": None},
    e.ContractAmended: {"bank": None, "account": None},
    e.PaymentPlanSubmitted: {"payee_account": ""},
    e.TreasuryPaid: {"payee_account": ""},
}
"""Public facts whose account is for the case's own parties: what strangers read in its place."""


class Visibility(Statements):
    """The feed and the read-back of each actor. `None` is the auditor, who sees everything."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        """Whether the actor may see the event; everybody sees what it sent."""
        if actor is None:
            return True
        if isinstance(event, e.Refused):
            return actor == self.senders.get(event.id, event.stimulus.actor)
        if event.actor == actor:
            return True
        if isinstance(event, e.MessageSent):
            return actor == event.to
        if isinstance(event, e.BreachFlagged):
            fact = self.flagged[event.id]
            return actor.role == "finance_bureau" or actor in event.blames or self.visible(actor, fact)
        return self._may_see(actor, event)

    def view(self, actor: Actor | None, event: Event) -> Event | None:
        """The event as the actor may see it: None if not at all; the account withheld from strangers."""
        if not self.visible(actor, event):
            return None
        withheld = WITHHELD.get(type(event))
        if actor is None or withheld is None or event.actor == actor or self._concerns(actor, event, account=True):
            return event
        return msgspec.structs.replace(event, **withheld)

    def _may_see(self, actor: Actor, event: Event) -> bool:
        seen = SEEN.get(type(event), "financing")
        if seen == "register" or actor.role == "finance_bureau":
            return True
        if seen == "discipline":
            return actor == self._disciplined(event)
        if seen == "clock":
            return self._is_clock_party(actor, event)
        if seen == "public" and actor.role in ("treasury", "procurement_site"):
            return True
        if seen == "public" and actor.role == "bank":
            return actor.id in self.filed
        return self._concerns(actor, event, account=seen != "financing")

    def _concerns(self, actor: Actor, event: Event, *, account: bool) -> bool:
        """Whether the event is about a case that the actor is a party of."""
        case = self.cases.get(getattr(event, "award", None) or "")
        return case is not None and _is_party(actor, case, event, account=account)

    def _is_clock_party(self, actor: Actor, event: Event) -> bool:
        if actor in (getattr(event, "bearer", None), getattr(event, "late_party", None)):
            return True
        award, application = getattr(event, "award", None), getattr(event, "application", None)
        case = self.cases.get(award or "")
        if case is None:
            order = self.orders.get(getattr(event, "order", None) or "")
            return order is not None and actor == order.bearer
        if application is not None:
            return application in case.applications and _applies(actor, case, application)
        return actor.role != "bank" and self._concerns(actor, event, account=True)

    def _disciplined(self, event: Event) -> Actor | None:
        party: Actor | None = getattr(event, "party", None)
        return party or Actor("bank", getattr(event, "bank", ""))

    # --- read-back

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        """The case as the actor may read it: None where it may not know of it."""
        case = self.cases.get(award)
        if case is None:
            return None
        if actor is None or actor.role == "finance_bureau":
            return self._state(case, None)
        if _is_party(actor, case, None, account=True):
            return self._state(case, actor)
        knows = (actor.role == "bank" and actor.id in self.filed) or actor.role == "procurement_site"
        return CaseState(award=award, ceiling_fen=_ceiling(case)) if knows and case.notice is not None else None

    def _state(self, case: Case, actor: Actor | None) -> CaseState:
        shown = [one for one in case.applications.values() if actor is None or _applies(actor, case, one.id)]
        sees_amounts = actor is None or actor.role in ("supplier", "bank")
        return CaseState(
            award=case.award,
            ceiling_fen=_ceiling(case),
            live_principal_fen=case.live_fen if sees_amounts else 0,
            account=case.account.number,
            lock=case.account.lock,
            applications={one.id: one.state for one in shown},
            deadlines=tuple(
                Deadline(clock=clock.kind, bearer=clock.bearer, due_at=clock.due_at)
                for clock in case.clocks
                if not clock.stopped and (actor is None or self._reads_clock(actor, case, clock))
            ),
        )

    def _reads_clock(self, actor: Actor, case: Case, clock: Clock) -> bool:
        if clock.application is not None:
            return _applies(actor, case, clock.application)
        return actor.role != "bank"


def _is_party(actor: Actor, case: Case, event: Event | None, *, account: bool) -> bool:
    """Whether the actor is a party of the case; purchaser and treasury are parties of account facts only."""
    notice = case.notice
    if actor.role == "supplier":
        return actor.id == (notice.supplier if notice is not None else getattr(event, "supplier", None))
    if actor.role == "bank":
        named = _bank_of(case, event)
        return named == actor.id or (case.known_bank(actor.id) and (account or named is None))
    if actor.role == "purchaser":
        return account and notice is not None and actor.id == notice.purchaser
    return account and actor.role in ("treasury", "finance_bureau")


def _bank_of(case: Case, event: Event | None) -> str | None:
    """The bank that an event names, or the lender of its loan."""
    named: str | None = getattr(event, "bank", None)
    loan = case.loans.get(getattr(event, "loan", None) or "")
    return named or (loan.bank if loan is not None else None)


def _applies(actor: Actor, case: Case, application: str) -> bool:
    one = case.applications[application]
    return actor in (Actor("supplier", one.supplier), Actor("bank", one.bank))


def _ceiling(case: Case) -> int | None:
    return case.notice.amount_fen if case.notice is not None else None
