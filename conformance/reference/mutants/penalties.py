"""Breaches of the discipline of banks."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.loans import AnyLoanEvent
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Case
from notice.events import CooperationTerminated, RectificationOrdered


@breaks("D-rectification")
class TakesOrderWithoutDeadline(Platform):
    """限期 without a date."""

    def deadline_reasons(self, _event: RectificationOrdered) -> Reasons:
        yield from ()

    def apply_rectification_ordered(self, event: RectificationOrdered, case: Case) -> None:
        if event.due_at is not None:
            super().apply_rectification_ordered(event, case)


@breaks("D-rectification")
class BlocksBankOnOrder(Platform):
    """An order already stops the bank."""

    def is_terminated(self, bank: str) -> bool:
        ordered = any(clock.bearer.id == bank and not clock.stopped for clock in self.orders.values())
        return ordered or super().is_terminated(bank)


@breaks("D-rectification")
class ForgetsRectification(Platform):
    """The order's deadline passes unnoticed."""

    def apply_rectification_ordered(self, event: RectificationOrdered, case: Case) -> None:
        super().apply_rectification_ordered(event, case)
        self.orders[event.order].stopped = True


@breaks("D-termination")
class TerminatedBankGoesOn(Platform):
    """Termination is a note in a file."""

    def is_terminated(self, _bank: str) -> bool:
        return False


@breaks("D-termination")
class FreezesLiveLoans(Platform):
    """A terminated bank may not even collect."""

    def loan_reasons(self, event: AnyLoanEvent, case: Case, *states: str) -> Reasons:
        yield from super().loan_reasons(event, case, *states)
        if self.is_terminated(event.actor.id):
            yield "BANK_TERMINATED"


@breaks("D-termination")
class TerminatesWithoutFinding(Platform):
    """No finding is needed."""

    def check_cooperation_terminated(self, _event: CooperationTerminated, _case: Case) -> Reasons:
        yield from ()


@breaks("D-termination")
class TerminatesWrongBank(Platform):
    """Another bank is struck off in its place."""

    def apply_cooperation_terminated(self, event: CooperationTerminated, _case: Case) -> None:
        self.terminated.update([bank for bank in self.filed if bank != event.bank][:1])
