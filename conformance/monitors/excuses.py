"""Which grounds of delay excuse a purchaser or treasury (五(二)无故)."""

from __future__ import annotations

from notice.law import Law
from notice.vocabulary import DelayGround

_LISTED = ("force_majeure", "court_order", "supplier_request", "disputed_delivery")


def excuses(law: Law, ground: DelayGround, *, waits_for_audit: bool = False) -> bool:
    """Whether a recorded ground counts, by the reading; an audit does only if the contract waits for it."""
    reading = law.policy.reading("excuses")
    if reading == "listed":
        return ground in _LISTED or (waits_for_audit and ground == "waiting_for_audit")
    return reading == "any"
