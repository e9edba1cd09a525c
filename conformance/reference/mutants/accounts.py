"""Breaches of the repayment account's locks and of their exception."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.accounts import AnyChange
from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Account, Application, Case, Contract, Loan
from notice.events import ContractSigned, CourtFreezeRecorded, Event, LoanClosed, RepaymentCollected
from notice.vocabulary import Lock, Role


@breaks("D-locks-at-agreement")
class LocksOnlyAtDisbursement(Platform):
    """Between agreement and money the supplier may move the account."""

    def lock_at_agreement(self, case: Case, loan: Loan, by: Event) -> None:
        pass


@breaks("D-locks-at-agreement")
class TakesSecondAccount(Platform):
    """A second account may be agreed beside the locked one."""

    def is_second_account(self, _case: Case, _account: str) -> bool:
        return False


@breaks("D-locks-at-disbursement")
class NeverLocks(Platform):
    """The account is anybody's."""

    def lock(self, case: Case, loan: Loan, lock: Lock, by: Event) -> None:
        pass


class _LetsChange(Platform):
    """One role may move the account, lock or no lock."""

    free: Role

    def change_reasons(self, event: AnyChange, case: Case) -> Reasons:
        if event.actor.role != self.free:
            yield from super().change_reasons(event, case)

    def lacks_consent(self, event: AnyChange, case: Case, consents: frozenset[str]) -> bool:
        return event.actor.role != self.free and super().lacks_consent(event, case, consents)


@breaks("D-locks-at-disbursement")
class LetsPurchaserChange(_LetsChange):
    """The purchaser signs the contract, so it may change it."""

    free = "purchaser"


@breaks("D-locks-at-disbursement")
class LetsBankMoveAccount(_LetsChange):
    """The bank lent the money, so it may move the account."""

    free = "bank"


@breaks("D-locks-at-disbursement")
class UnlocksOnPartialRepayment(Platform):
    """The first repayment opens the lock."""

    def apply_repayment_collected(self, event: RepaymentCollected, case: Case) -> None:
        super().apply_repayment_collected(event, case)
        self.release(case, event)


@breaks("D-change-by-exception")
class RefusesCourtFreeze(Platform):
    """A court's freeze is no reason."""

    def is_evidenced(self, event: AnyChange, case: Case) -> bool:
        return event.exception != "COURT_FREEZE" and super().is_evidenced(event, case)


@breaks("D-change-by-exception")
class AnyFreezeUnlocks(Platform):
    """Some freeze, on some account, under some order."""

    def freeze_reaches(self, _freeze: CourtFreezeRecorded, _event: AnyChange, _case: Case) -> bool:
        return True


@breaks("D-change-by-exception")
class ExceptionOutlivesFreeze(Platform):
    """Frozen once is frozen for good."""

    def is_evidenced(self, event: AnyChange, case: Case) -> bool:
        lifted = case.account.lifted.values()
        claims = event.exception == "COURT_FREEZE" and any(self.freeze_reaches(one, event, case) for one in lifted)
        return claims or super().is_evidenced(event, case)


@breaks("D-change-by-exception")
class UnlocksWithoutEvidence(Platform):
    """To claim a freeze is enough."""

    def is_evidenced(self, _event: AnyChange, _case: Case) -> bool:
        return True


@breaks("D-contract-names-account")
class IgnoresAccountInContract(Platform):
    """What the contract says of the account is nobody's concern."""

    def lacks_agreed_account(self, _event: ContractSigned, _account: Account) -> bool:
        return False


@breaks("D-contract-names-account")
class TakesAccountAfterContract(Platform):
    """An account may be agreed whenever the parties like."""

    def is_agreed_too_late(self, _contract: Contract, _applications: Sequence[Application]) -> bool:
        return False


@breaks("D-releases-on-close")
class ReleasesOnFirstClose(Platform):
    """One loan closed is enough."""

    def apply_loan_closed(self, event: LoanClosed, case: Case) -> None:
        super().apply_loan_closed(event, case)
        if not case.account.released:
            self.release(case, event)


@breaks("D-releases-on-close")
class NeverReleases(Platform):
    """Locked once is locked for good."""

    def release(self, _case: Case, _by: Event) -> None:
        pass
