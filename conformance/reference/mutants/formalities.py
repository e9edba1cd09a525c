"""Breaches of the purchaser's time to sign, publish, file and pay, and of the reminders when it has passed."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.mutants.clocks import without_make_up_days
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Clock
from notice.clocks import calendar_due
from notice.events import PaymentTerms
from notice.law import Interval


@breaks("D-purchaser-clocks")
class FilesInCalendarDays(Platform):
    """Seven days are seven days."""

    def due_of(self, clock: Clock, suspensions: Sequence[Interval]) -> int | None:
        if clock.kind == "file_contract":
            return self.calendar_due(clock.started_at, clock.days, suspensions)
        return super().due_of(clock, suspensions)


@breaks("D-purchaser-clocks")
class PayClockFromAcceptance(Platform):
    """Nothing is owed before it is accepted, whatever the contract says."""

    def waits_for_acceptance(self, _terms: PaymentTerms) -> bool:
        return True


@breaks("D-purchaser-clocks")
class CapsNoPayDays(Platform):
    """A contract may give the purchaser as long as it likes."""

    def pay_days(self, terms: PaymentTerms) -> int:
        return super().pay_days(terms) if terms.pay_days is None else terms.pay_days


@breaks("D-purchaser-clocks")
class NoRollOverHoliday(Platform):
    """The last day is the last day, holiday or not."""

    def calendar_due(self, at: int, days: int, freezes: Sequence[Interval]) -> int | None:
        return calendar_due(self.law.calendar, at, days, suspensions=freezes, roll="none")


@breaks("D-purchaser-clocks")
class RollsOffMakeUpDay(Platform):
    """A weekend is a weekend, worked or not."""

    def calendar_due(self, at: int, days: int, freezes: Sequence[Interval]) -> int | None:
        return calendar_due(without_make_up_days(), at, days, suspensions=freezes)


@breaks("D-reminds-purchaser")
class NeverReminds(Platform):
    """What is overdue is overdue."""

    def remind(self, _clock: Clock, _due_at: int) -> None:
        pass


@breaks("D-reminds-purchaser")
class RemindsTheSupplier(Platform):
    """The reminder goes to who waits for the money."""

    def remind(self, clock: Clock, due_at: int) -> None:
        case = self.cases.get(clock.award or "")
        supplier = case.notice.supplier if case is not None and case.notice is not None else "nobody"
        self.say_reminded(clock, supplier, due_at, by=self.log[-1])
