"""Which grounds of delay excuse a purchaser or treasury (五(二)无故)."""

from __future__ import annotations

from conformance.case import Case
from conformance.monitors.payment_clocks import PayClock
from notice.events import DelayExplained
from notice.law import Law
from notice.vocabulary import DelayGround

_LISTED = ("force_majeure", "court_order", "supplier_request", "disputed_delivery")


def excuses(law: Law, ground: DelayGround, *, waits_for_audit: bool = False) -> bool:
    """Whether a recorded ground counts, by the reading; an audit does only if the contract waits for it."""
    reading = law.policy.reading("excuses")
    if reading == "listed":
        return ground in _LISTED or (waits_for_audit and ground == "waiting_for_audit")
    return reading == "any"


def ground_for(case: Case, law: Law, clock: PayClock, due_at: int | None) -> DelayExplained | None:
    """A ground that counts for an instalment, recorded by purchaser or treasury before `due_at`."""
    if due_at is None:
        return None
    return case.first(
        DelayExplained,
        lambda said: (
            said.clock == "pay"
            and said.actor.role in ("purchaser", "treasury")
            and said.contract in (None, clock.contract.contract)
            and said.instalment in (None, clock.instalment.instalment)
            and said.known_at < due_at
            and excuses(law, said.ground, waits_for_audit=clock.terms.waits_for_audit)
        ),
    )
