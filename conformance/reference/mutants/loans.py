"""Breaches of what a bank orders, reports and collects."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Case, Loan
from notice.events import DisbursementOrdered, Event, FinancingReported, RepaymentCollected
from notice.law import Law


@breaks("D-ceiling-under-race")
class ChecksThenWrites(Platform):
    """An order is checked when it comes and written into the books when there is time."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._unwritten: list[tuple[DisbursementOrdered, Case]] = []

    def apply_disbursement_ordered(self, event: DisbursementOrdered, case: Case) -> None:
        self._unwritten.append((event, case))

    def settle(self) -> None:
        for event, case in self._unwritten:
            super().apply_disbursement_ordered(event, case)
        self._unwritten.clear()
        super().settle()


@breaks("D-records-financing")
class TakesAnyReport(Platform):
    """What a bank reports is what it lent."""

    def differs_from_disbursement(self, _event: FinancingReported, _loan: Loan) -> bool:
        return False


@breaks("D-records-financing")
class DropsReport(Platform):
    """A report disappears."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        return () if isinstance(event, FinancingReported) else super().accept(event, case)


@breaks("D-collection-checked")
class CollectsFromAnyAccount(Platform):
    """Money is money, wherever it lies."""

    def is_collected_elsewhere(self, _event: RepaymentCollected, _case: Case) -> bool:
        return False


@breaks("D-collection-checked")
class CollectsTwice(Platform):
    """What was collected is owed again."""

    def debt_fen(self, loan: Loan) -> int:
        return loan.disbursed_fen
