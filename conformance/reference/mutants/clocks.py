"""Breaches of due instants, of first and repeat, and of misses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from conformance.reference.accounts import loan_clocks
from conformance.reference.applications import Ending
from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Application, Case, Clock, Hold
from notice.calendar import Calendar, Table
from notice.civil import DAY, HOUR
from notice.clocks import calendar_due, working_due
from notice.events import Actor, ApplicationWithdrawn, ClockSuspended, Event, LoanDisbursed, SupplementRequested
from notice.law import Interval
from notice.yaml import packaged


@breaks("D-computes-due")
class CountsCalendarDays(Platform):
    """Five days are five days."""

    def loan_due(self, at: int, days: int, suspensions: Sequence[Interval]) -> int | None:
        return calendar_due(self.law.calendar, at, days, suspensions=suspensions, roll="none")


@breaks("D-computes-due")
class CountsDayZero(Platform):
    """The day of acceptance counts."""

    def loan_due(self, at: int, days: int, suspensions: Sequence[Interval]) -> int | None:
        return super().loan_due(at - DAY, days, suspensions)


@breaks("D-computes-due")
class IgnoresMakeUpDays(Platform):
    """No weekend day is ever worked."""

    def loan_due(self, at: int, days: int, suspensions: Sequence[Interval]) -> int | None:
        return working_due(without_make_up_days(), at, days, suspensions=suspensions)


@cache
def without_make_up_days() -> Calendar:
    """The calendar in which no weekend day is worked."""
    table = packaged("notice", "data/calendar.yaml").parse(Table)
    years = tuple(year.model_copy(update={"worked": ()}) for year in table.years)
    return Calendar(table.model_copy(update={"years": years}))


@breaks("D-computes-due")
class UsesUtcDate(Platform):
    """The date is that of Greenwich, eight hours behind."""

    def loan_due(self, at: int, days: int, suspensions: Sequence[Interval]) -> int | None:
        return super().loan_due(at - 8 * HOUR, days, suspensions)


@breaks("D-computes-due")
class StartsAtSubmission(Platform):
    """The clock counts from 提出, not from 受理."""

    def loan_clock_from(self, application: Application, _at: int) -> int:
        return application.submitted_at


@breaks("D-first-or-repeat")
class CountsRepeatAsFirst(Platform):
    """Every loan is the first."""

    def is_repeat(self, _application: Application, _at: int) -> bool:
        return False


@breaks("D-first-or-repeat")
class CountsFirstAsRepeat(Platform):
    """No loan is the first."""

    def is_repeat(self, _application: Application, _at: int) -> bool:
        return True


@breaks("D-tolls-with-cause")
class TollsOnBankSaySo(Platform):
    """A bank that says it waits is believed."""

    def check_clock_suspended(self, event: ClockSuspended, case: Case) -> Reasons:
        if event.application not in case.applications:
            yield "OBJECT_UNKNOWN"

    def apply_clock_suspended(self, event: ClockSuspended, case: Case) -> None:
        hold = Hold(event.cause, event.at, event.key, event.waiting_on)
        self.hold_loan(case.applications[event.application or ""], hold)


@breaks("D-tolls-with-cause")
class NeverTolls(Platform):
    """Nothing stops the clock."""

    def hold_loan(self, application: Application, hold: Hold, name: str = "") -> None:
        pass


@breaks("D-tolls-with-cause")
class NeverResumes(Platform):
    """Once stopped, the clock stands still."""

    def let_loan_go(self, application: Application, name: str, by: Event) -> None:
        pass


@breaks("D-tolls-with-cause")
class TollsOnEmptyList(Platform):
    """To ask for nothing is to wait."""

    def apply_supplement_requested(self, event: SupplementRequested, case: Case) -> None:
        super().apply_supplement_requested(event, case)
        application = case.applications[event.application]
        self.hold_loan(application, Hold("SUPPLEMENT", event.at, event.key, Actor("supplier", application.supplier)))


@breaks("D-flags-miss")
class NeverFlagsMiss(Platform):
    """Deadlines pass in silence."""

    def say_missed(self, _clock: Clock, _due_at: int) -> None:
        pass


@breaks("D-flags-miss")
class FlagsADayLate(Platform):
    """A day of grace that nobody gave."""

    def turn_pages(self, until: int) -> None:
        super().turn_pages(until - DAY)


@breaks("D-flags-miss")
class FlagsWrongParty(Platform):
    """The applicant is late for the bank."""

    def late_party(self, clock: Clock) -> Actor:
        case = self.cases.get(clock.award or "")
        supplier = case.notice.supplier if case is not None and case.notice is not None else "nobody"
        return Actor("supplier", supplier)


@breaks("D-no-false-miss")
class FlagsOnTimeLoan(Platform):
    """Money in time is late all the same."""

    def apply_loan_disbursed(self, event: LoanDisbursed, case: Case) -> None:
        for clock in loan_clocks(case.applications[case.loans[event.loan].application]):
            if clock.running:
                self.miss(clock, self.now)
        super().apply_loan_disbursed(event, case)


@breaks("D-no-false-miss")
class FlagsWhileSuspended(Platform):
    """A suspended clock is missed on its old day."""

    def come_due(self, clock: Clock, due_at: int) -> None:
        if clock.running and clock.due_at in (due_at, None):
            self.miss(clock, due_at)


@breaks("D-no-false-miss")
class FlagsWithdrawnCase(Platform):
    """Withdrawal does not stop the clock."""

    def stop_ended(self, application: Application, by: Ending) -> None:
        if not isinstance(by, ApplicationWithdrawn):
            super().stop_ended(application, by)
