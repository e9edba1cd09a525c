"""What the platform only records: it enters the feed, and nothing hangs on it."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.messages import Messages
from conformance.reference.state import Case
from notice.events import Event


class Recorded(Messages):
    """Acts that no rule here examines and that change no state."""

    def check_fund_use_reported(self, _event: Event, _case: Case) -> Reasons:
        """Nothing to examine."""
        yield from ()

    def apply_fund_use_reported(self, event: Event, case: Case) -> None:
        """Recorded."""

    def check_outreach_held(self, _event: Event, _case: Case) -> Reasons:
        """Nothing to examine."""
        yield from ()

    def apply_outreach_held(self, event: Event, case: Case) -> None:
        """Recorded."""

    def check_attestation_given(self, _event: Event, _case: Case) -> Reasons:
        """Nothing to examine."""
        yield from ()

    def apply_attestation_given(self, event: Event, case: Case) -> None:
        """Recorded."""
