"""督促: the purchaser is pressed to publish, file and pay (三(一)), by the bureau or by the platform on its behalf."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.state import Case, Clock
from conformance.reference.terms import Terms
from notice.events import PurchaserReminded

REMINDED_OF = ("publish_contract", "file_contract", "pay")


class Reminders(Terms):
    """A clock of the purchaser's that is overdue brings a reminder, whoever holds the matter up."""

    def miss(self, clock: Clock, due_at: int) -> None:
        """The miss, and the reminder that follows it."""
        super().miss(clock, due_at)
        if clock.kind in REMINDED_OF:
            self.remind(clock, due_at)

    def remind(self, clock: Clock, due_at: int) -> None:
        """Tells the purchaser, at the instant from which on it is late."""
        self.say_reminded(clock, clock.bearer.id, due_at, by=self.log[-1])  # by the miss just said

    def check_purchaser_reminded(self, event: PurchaserReminded, case: Case) -> Reasons:
        """By the bureau, before or after the due instant, of the purchaser whose contract it is."""
        contract = case.contract
        if contract is None or contract.id != event.contract:
            yield "OBJECT_UNKNOWN"
        elif contract.purchaser != event.purchaser:
            yield "OBJECT_NOT_OWN"

    def apply_purchaser_reminded(self, event: PurchaserReminded, case: Case) -> None:
        """Recorded; it moves no clock."""
