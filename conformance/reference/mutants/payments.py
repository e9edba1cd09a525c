"""Breaches of the treasury gate."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.mutants.register import breaks
from conformance.reference.payments import AnyPayment
from conformance.reference.platform import Platform
from conformance.reference.state import Case
from notice.events import Event, PaymentPlanSubmitted, TreasuryPaid
from notice.law import Law
from notice.vocabulary import Reason


@breaks("D-treasury-gate")
class PaysAnyAccount(Platform):
    """Whoever is named is paid."""

    def is_misdirected(self, _event: AnyPayment, _case: Case) -> bool:
        return False


@breaks("D-treasury-gate")
class ChecksPlanNotOrder(Platform):
    """After the plan nobody looks again."""

    def is_misdirected(self, event: AnyPayment, case: Case) -> bool:
        return isinstance(event, PaymentPlanSubmitted) and super().is_misdirected(event, case)


@breaks("D-treasury-gate")
class PaysStaleAccount(Platform):
    """A lawful change never reaches the treasury."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._stale: dict[str, str | None] = {}

    def move_account(self, case: Case, number: str, by: Event) -> None:
        self._stale.setdefault(case.award, case.account.number)
        super().move_account(case, number, by)

    def bound_account(self, case: Case) -> str | None:
        bound = super().bound_account(case)
        return bound and self._stale.get(case.award, bound)


def _is_known(event: AnyPayment, case: Case) -> bool:
    return case.contract is not None and case.contract.id == event.contract


@breaks("D-treasury-gate")
class GatesOnlyKnownIds(Platform):
    """A payment under an unknown contract passes unseen."""

    def payment_flaws(self, event: TreasuryPaid, case: Case) -> list[Reason]:
        return super().payment_flaws(event, case) if _is_known(event, case) else []


@breaks("D-treasury-gate")
class SwallowsStrayPayment(Platform):
    """A payment under an unknown contract disappears."""

    def accept(self, event: Event, case: Case) -> Sequence[Event]:
        if isinstance(event, TreasuryPaid) and not _is_known(event, case):
            return ()
        return super().accept(event, case)
