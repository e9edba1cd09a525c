"""Which repayment account is agreed, and which bank and account the contract names for it (二(三)4)."""

from __future__ import annotations

from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.monitors.locks import agreement_locks, holding
from notice.events import AccountChanged, ContractAmended, ContractSigned, Event, RepaymentAccountAgreed


class Named(NamedTuple):
    """The financing bank and repayment account that a contract names."""

    bank: str | None
    account: str | None


def named_by(contract: ContractSigned, amended: ContractAmended | None = None) -> Named:
    """What the contract says, as signed or as amended; an amendment that names no bank leaves the bank as it was."""
    if amended is None:
        return Named(contract.bank, contract.account)
    return Named(amended.bank or contract.bank, amended.account)


def agreed_before(case: Case, act: Event) -> dict[Named, RepaymentAccountAgreed]:
    """The banks and accounts agreed at `act`, each with its agreement: a bank's last one, moved where it was moved.

    Of two at one instant whose order no source tells, both count. By the letter an agreement binds although the bank's
    application has ended since. One made under the lock of the bank's own loan replaces none: that is `supplier-lock`'s.
    """
    agreements = [
        one for one in case.all(RepaymentAccountAgreed) if precedes(one, act) and not _is_locked_out(case, one)
    ]
    found: dict[Named, RepaymentAccountAgreed] = {}
    for agreed in agreements:
        later = [one for one in agreements if one.bank == agreed.bank and not precedes(one, agreed)]
        named = Named(agreed.bank, moved_to(case, agreed.account, agreed, act))
        if not later and (named not in found or agreed.known_at < found[named].known_at):
            found[named] = agreed
    return found


def _is_locked_out(case: Case, agreed: RepaymentAccountAgreed) -> bool:
    """Whether the bank's loan agreement had locked an account agreed with it before."""
    own = [one for one in case.all(RepaymentAccountAgreed) if one.bank == agreed.bank]
    return len(own) > 1 and any(
        lock.bank == agreed.bank and any(precedes(one, lock.begin) for one in own)
        for lock in holding(agreement_locks(case), agreed)
    )


def is_agreed_anew(case: Case) -> bool:
    """Whether a bank agreed on an account twice, so that it matters what its loan agreement locked."""
    banks = [one.bank for one in case.all(RepaymentAccountAgreed)]
    return len(banks) > len(set(banks))


def moved_to(case: Case, account: str, since: Event, act: Event) -> str:
    """Where an account that was agreed by `since` had been moved to by `act`."""
    changes = [changed for changed in case.all(AccountChanged) if precedes(changed, act)]
    while changed := next((one for one in changes if one.account == account and precedes(since, one)), None):
        account, since = changed.new_account, changed
        changes.remove(changed)
    return account


def mended(case: Case, contract: ContractSigned, wanted: set[Named], before: Event | None) -> ContractAmended | None:
    """The amendment, earlier than `before`, by which the contract names what it should."""
    return case.first(
        ContractAmended,
        lambda amended: (
            amended.contract == contract.contract
            and amended.account is not None
            and named_by(contract, amended) in wanted
            and (before is None or precedes(amended, before))
        ),
    )
