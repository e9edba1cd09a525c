"""What parties say about clocks. Saying it moves nothing: only causes do (`events` 6)."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.recorded import Recorded
from conformance.reference.state import Case, Clock
from notice.events import ClockAdvanced, ClockEvent, ClockResumed, ClockSuspended, DelayExplained


class Statements(Recorded):
    """Declarations are recorded if they are true, refused if they claim a cause that is not there."""

    def spoken_of(self, event: ClockEvent, case: Case) -> Clock | None:
        """The clock that a statement is about."""
        if event.clock == "rectify":
            return self.orders.get(event.order or "")
        asked = (event.clock, event.application, event.instalment, event.support)
        return next(
            (one for one in case.clocks if (one.kind, one.application, one.instalment, one.support) == asked), None
        )

    def check_clock_suspended(self, event: ClockSuspended, case: Case) -> Reasons:
        """A party cannot suspend its own clock by saying so."""
        clock = self.spoken_of(event, case)
        if clock is None:
            yield "OBJECT_UNKNOWN"
            return
        if event.actor != clock.bearer:
            yield "OBJECT_NOT_OWN"
        holds = (hold.cause for tolling in clock.tolling for hold in tolling.open.values())
        if event.cause not in holds:
            yield "SUSPENSION_WITHOUT_CAUSE"

    def apply_clock_suspended(self, event: ClockSuspended, case: Case) -> None:
        """True, and known already."""

    def check_clock_resumed(self, event: ClockResumed, case: Case) -> Reasons:
        """About one's own clock."""
        yield from self._own_reasons(event, case)

    def apply_clock_resumed(self, event: ClockResumed, case: Case) -> None:
        """Recorded; the due instant is the platform's own."""

    def check_delay_explained(self, event: DelayExplained, case: Case) -> Reasons:
        """By the bearer of the clock; the treasury may explain a payment."""
        yield from self._own_reasons(event, case)

    def apply_delay_explained(self, event: DelayExplained, case: Case) -> None:
        """Recorded for whoever judges; a miss is flagged all the same."""

    def _own_reasons(self, event: ClockResumed | DelayExplained, case: Case) -> Reasons:
        clock = self.spoken_of(event, case)
        if clock is None:
            yield "OBJECT_UNKNOWN"
        elif event.actor != clock.bearer and not (clock.kind == "pay" and event.actor.role == "treasury"):
            yield "OBJECT_NOT_OWN"

    def check_clock_advanced(self, event: ClockAdvanced, _case: Case) -> Reasons:
        """Forward only."""
        if event.to_at < self.now:
            yield "AT_OUT_OF_RANGE"

    def apply_clock_advanced(self, event: ClockAdvanced, _case: Case) -> None:
        """Time passed with nothing else happening."""
        self.move_clock(event.to_at)

    def move_clock(self, to_at: int) -> None:
        """Moves the clock and does what fell due in between."""
        self.now = to_at
        self.turn_pages(to_at)
