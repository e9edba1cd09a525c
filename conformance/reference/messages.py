"""The channel for exchange, point to point (二(一))."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.sanctions import Sanctions
from conformance.reference.state import Case
from notice.events import MessageSent

_NOBODY = ("platform", "harness")


class Messages(Sanctions):
    """A message goes from one party to another, and to nobody else."""

    def check_message_sent(self, event: MessageSent, case: Case) -> Reasons:
        """To another party, about a known award or none."""
        if event.to.role in _NOBODY or event.to == event.actor:
            yield "FIELD_INVALID"
        if event.award is not None and case.notice is None:
            yield "OBJECT_UNKNOWN"

    def apply_message_sent(self, event: MessageSent, case: Case) -> None:
        """It stands in the feeds of these two."""
