"""From when to when the repayment account is locked: for its supplier (A, 三(四)), for everybody (B, 二(三)5).

A lock hangs on one loan; while one of an award's loans holds its lock, the account is locked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conformance.case import Case, binds, precedes
from notice.events import (
    AccountChanged,
    ApplicationWithdrawn,
    AwardVoided,
    Event,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    RepaymentAccountReleased,
)
from notice.law import Law


class Lock(NamedTuple):
    """One loan's hold on its account, from `begin` on."""

    case: Case
    begin: LoanAgreementSigned | LoanDisbursed

    @property
    def bank(self) -> str:
        """The lender."""
        return self.begin.bank

    @property
    def supplier(self) -> str:
        """The borrower."""
        return self.begin.supplier

    def holds(self, act: Event) -> bool:
        """Whether the lock binds `act`."""
        return binds(self.begin, act) and not self.ended(act)

    def ended(self, act: Event) -> bool:
        """Whether the lock had ended before `act`."""
        return any(precedes(self.begin, end) and precedes(end, act) for end in self.ends())

    def ends(self) -> list[Event]:
        """What may end it: release, the loan's close, or the lapse of an agreement."""
        ends = _ends(self.case, self.begin.loan)
        return ends if isinstance(self.begin, LoanDisbursed) else [*ends, *lapses(self.case, self.begin)]


def holding(locks: Iterable[Lock], act: Event) -> list[Lock]:
    """The locks that bind `act`."""
    return [lock for lock in locks if lock.holds(act)]


def agreement_locks(case: Case) -> list[Lock]:
    """A lock from each loan agreement on, until release, close or lapse."""
    return [Lock(case, signed) for signed in case.all(LoanAgreementSigned)]


def supplier_locks(case: Case, law: Law) -> list[Lock]:
    """Lock A under the reading `lock_from`."""
    return agreement_locks(case) if law.policy.reading("lock_from") == "agreement" else []


def full_locks(case: Case, law: Law) -> list[Lock]:
    """Lock B under the reading `lock_from`: from each disbursement on, until release or close."""
    return [Lock(case, paid) for paid in case.all(LoanDisbursed)] if law.policy.reading("lock_from") != "none" else []


def payment_locks(case: Case, law: Law) -> list[Lock]:
    """The locks that bind payments: from the agreement on, or from the money on where that reading is chosen."""
    return agreement_locks(case) if law.policy.reading("lock_from") == "agreement" else full_locks(case, law)


def _ends(case: Case, loan: str) -> list[Event]:
    ends: list[Event] = [closed for closed in case.all(LoanClosed) if closed.loan == loan]
    released = case.all(RepaymentAccountReleased)
    if released:
        accounts = accounts_of(case, loan)
        ends += [release for release in released if not accounts or release.account in accounts]
    return ends


def accounts_of(case: Case, loan: str) -> set[str]:
    """The account agreed for a loan, and those it was moved to; empty if no agreement is seen."""
    accounts = {signed.account for signed in case.all(LoanAgreementSigned) if signed.loan == loan}
    for changed in case.all(AccountChanged):
        if changed.account in accounts:
            accounts.add(changed.new_account)
    return accounts


def lapses(case: Case, signed: LoanAgreementSigned) -> list[Event]:
    """What ends an agreement under which no money has flowed."""
    ends: list[Event] = [gone for gone in case.all(ApplicationWithdrawn) if gone.application == signed.application]
    ends += case.all(AwardVoided)
    paid = case.first(LoanDisbursed, lambda event: event.loan == signed.loan) if ends else None
    return [end for end in ends if paid is None or not precedes(paid, end)]
