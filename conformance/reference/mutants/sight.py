"""Breaches of who sees what: public facts withheld, private ones shown."""

from __future__ import annotations

from conformance.port import CaseState
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from notice.civil import day_of
from notice.events import Actor, AwardNoticeIssued, Event, MessageSent, QuoteIssued, TreasuryPaid


def _is_strange_bank(platform: Platform, actor: Actor | None, event: Event) -> bool:
    """Whether the actor is a bank without an application in the event's case."""
    return actor is not None and actor.role == "bank" and not platform.case_of(event).known_bank(actor.id)


@breaks("D-shares-procurement-facts")
class HidesAwardsFromBanks(Platform):
    """An award is the business of those who applied on it."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        hidden = isinstance(event, AwardNoticeIssued) and _is_strange_bank(self, actor, event)
        return not hidden and super().visible(actor, event)


@breaks("D-shares-procurement-facts")
class PaymentProgressStale(Platform):
    """Payments are shared overnight."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        fresh = isinstance(event, TreasuryPaid) and day_of(event.at) == day_of(self.now)
        return not (fresh and _is_strange_bank(self, actor, event)) and super().visible(actor, event)


@breaks("D-exchange-channel")
class LeaksMessage(Platform):
    """A message is for everybody."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        return isinstance(event, MessageSent) or super().visible(actor, event)


@breaks("D-exchange-channel")
class DropsMessage(Platform):
    """A message was sent; nobody said it would arrive."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        lost = isinstance(event, MessageSent) and actor not in (None, event.actor)
        return not lost and super().visible(actor, event)


@breaks("D-confidential")
class LeaksCaseToRival(Platform):
    """Banks are colleagues."""

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        rival = actor is not None and actor.role == "bank" and actor.id in self.filed
        return super().read(award, None if rival else actor)


@breaks("D-confidential")
class LeaksQuoteToPurchaser(Platform):
    """The purchaser likes to know what its supplier pays."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        customer = actor is not None and actor.role == "purchaser" and isinstance(event, QuoteIssued)
        return customer or super().visible(actor, event)
