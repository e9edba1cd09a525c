"""Statutory clocks: started, suspended by their cause events, stopped, missed.

Due instants stand on pages, one a distinct instant, and a page is looked at when the clock reaches it: as long as
nothing is due, moving the clock costs one comparison. An entry whose clock has moved on meanwhile is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from conformance.reference.speech import Speech
from conformance.reference.state import Case, Clock, Dated, Hold, Tolling
from notice.errors import InputError
from notice.events import Event
from notice.law import Interval, Law

_NEVER = 1 << 62
LOAN_CLOCKS = ("first_loan", "repeat_loan")
CALENDAR_CLOCKS = ("sign_contract", "pay", "confirm_receivable")


class Clocks(Speech):
    """Keeps every clock of the platform."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._pages: dict[int, list[Dated]] = {}
        self._instants: list[int] = []
        self.next_due = _NEVER

    # --- due instants

    def due_of(self, clock: Clock, suspensions: Sequence[Interval]) -> int | None:
        """First unlawful instant; None while a suspension has no end."""
        if clock.kind in LOAN_CLOCKS:
            return self.loan_due(clock.started_at, clock.days, suspensions)
        if clock.kind in CALENDAR_CLOCKS:
            return self.calendar_due(clock.started_at, clock.days, suspensions)
        return self.law.working_due(clock.started_at, clock.days, suspensions)

    def loan_due(self, at: int, days: int, suspensions: Sequence[Interval]) -> int | None:
        """Working days from 受理, the day itself not counted, less those suspended at their end of business."""
        return self.law.working_due(at, days, suspensions)

    def calendar_due(self, at: int, days: int, freezes: Sequence[Interval]) -> int | None:
        """Calendar days, the last rolled off days off; a court's freeze holds the time to pay, and nothing else."""
        return self.law.pay_due(at, days, freezes)

    def is_in_calendar(self, due: Callable[[int, int], int | None], at: int, days: int) -> bool:
        """Whether a period of `days` from `at` ends inside the working-day table: beyond it no day can be named."""
        try:
            due(at, days)
        except InputError:
            return False
        return True

    # --- start, hold, stop

    def start(self, clock: Clock, case: Case | None, by: Event, at: int | None = None) -> Clock:
        """Starts a clock that may be suspended from the beginning: it then says both."""
        due_at = self._set_due(clock)
        if due_at is None:
            due_at = self.due_of(clock, [interval for tolling in clock.tolling for interval in tolling.past])
        self.say_started(clock, due_at or clock.started_at, by, self.now if at is None else at)
        for tolling in clock.tolling:
            for hold in tolling.open.values():
                self.say_suspended(clock, hold)
        if case is not None:
            case.clocks.append(clock)
        return clock

    def hold(self, tolling: Tolling, name: str, hold: Hold, clocks: Sequence[Clock]) -> None:
        """A cause begins: the clocks that it tolls stand still."""
        if name in tolling.open:
            return
        tolling.open[name] = hold
        for clock in clocks:
            if clock.running:
                clock.due_at = None
                self.say_suspended(clock, hold)

    def let_go(self, tolling: Tolling, name: str, clocks: Sequence[Clock], by: Event) -> None:
        """A cause ends: clocks that nothing else holds run again."""
        if tolling.end(name, by.at) is None:
            return
        for clock in clocks:
            if clock.running and not any(held.open for held in clock.tolling):
                due_at = self._set_due(clock)
                if due_at is not None:
                    self.say_resumed(clock, due_at, by)

    def stop(self, clock: Clock | None) -> None:
        """What the clock waited for has come; a miss before that is flagged already."""
        if clock is not None:
            clock.stopped = True

    def _set_due(self, clock: Clock) -> int | None:
        if clock.kind != "rectify":
            suspensions = [interval for tolling in clock.tolling for interval in tolling.intervals()]
            clock.due_at = self.due_of(clock, suspensions)
        if clock.due_at is not None:
            self.note(clock.due_at, clock)
        return clock.due_at

    # --- misses

    def note(self, at: int, thing: Dated) -> None:
        """Writes a thing on the page of the instant `at`."""
        page = self._pages.get(at)
        if page is None:
            page = self._pages[at] = []
            heappush(self._instants, at)
            self.next_due = min(self.next_due, at)
        page.append(thing)

    def turn_pages(self, until: int) -> None:
        """Does everything that fell due up to and including `until`, in order of its due instant."""
        while self.next_due <= until:
            due_at = heappop(self._instants)
            page = self._pages.pop(due_at)
            self.next_due = self._instants[0] if self._instants else _NEVER
            for thing in page:
                self.turn(thing, due_at)

    def turn(self, thing: Dated, due_at: int) -> None:
        """What a thing on a page comes to at its instant."""
        if isinstance(thing, Clock):
            self.come_due(thing, due_at)

    def come_due(self, clock: Clock, due_at: int) -> None:
        """A clock's page is turned: it is missed, if it runs and that is still its due instant."""
        if clock.running and clock.due_at == due_at:
            self.miss(clock, due_at)

    def miss(self, clock: Clock, due_at: int) -> None:
        """The deadline has passed."""
        clock.missed = True
        self.say_missed(clock, due_at)
