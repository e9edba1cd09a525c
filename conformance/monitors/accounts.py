"""The repayment account in force, who had been told of it, and when a court froze it.

In force is the last account agreed before the loan agreement; from then on it moves by `AccountChanged` only.
"""

from __future__ import annotations

from conformance.case import Case, binds, precedes
from conformance.monitors.locks import accounts_of, agreement_locks, holding, payment_locks
from notice.events import (
    AccountChanged,
    ContractAmended,
    ContractSigned,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    Event,
    LoanAgreementSigned,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
    RepaymentAccountReleased,
)
from notice.law import Interval, Law
from notice.trace import order

Move = RepaymentAccountAgreed | AccountChanged


def has_account(case: Case) -> bool:
    """Whether anything set a repayment account; without one no payment of the case is bound."""
    return case.has(RepaymentAccountAgreed, AccountChanged, LoanAgreementSigned)


def account_at(case: Case, law: Law, act: Event) -> str | None:
    """The account that binds payments at `act`: locked, or agreed and named in the contract; None before and after."""
    if holding(payment_locks(case, law), act):
        return account_agreed(case, act)
    move = _last_move(case, act, None)
    if move is None or _released(case, move, act):
        return None
    account = _account_of(move)
    return account if account == _named(case, act) else None


def account_agreed(case: Case, act: Event) -> str | None:
    """The repayment account at `act`, bound or not: as last agreed before the loan agreement, or moved to."""
    held = holding(agreement_locks(case), act)
    agreement = held[0].begin if held else None
    move = _last_move(case, act, agreement)
    if move is None:
        return agreement.account if isinstance(agreement, LoanAgreementSigned) else None
    return _account_of(move)


def _last_move(case: Case, act: Event, agreement: Event | None) -> Move | None:
    """What set the account at `act`: the last agreement on one (before the loan agreement, if any), or a change."""
    moves: list[Move] = [
        agreed
        for agreed in case.all(RepaymentAccountAgreed)
        if precedes(agreed, act) and (agreement is None or precedes(agreed, agreement))
    ]
    changes = [changed for changed in case.all(AccountChanged) if precedes(changed, act)]
    if changes:
        moves = sorted([*moves, *changes], key=order)
    return moves[-1] if moves else None


def _account_of(move: Move) -> str:
    return move.new_account if isinstance(move, AccountChanged) else move.account


def _released(case: Case, move: Move, act: Event) -> bool:
    """Whether the account set by `move` had been released before `act`, by word or by the end of its locks."""
    account = _account_of(move)
    ends: list[Event] = [one for one in case.all(RepaymentAccountReleased) if one.account == account]
    ends += [
        end for lock in agreement_locks(case) if account in accounts_of(case, lock.begin.loan) for end in lock.ends()
    ]
    return any(precedes(move, end) and precedes(end, act) for end in ends)


def _named(case: Case, act: Event) -> str | None:
    """The account that the contract names at `act`."""
    signed, amended = case.all(ContractSigned), case.all(ContractAmended)
    named: list[ContractSigned | ContractAmended] = [one for one in signed if precedes(one, act)]
    named += [one for one in amended if one.account is not None and precedes(one, act)]
    return max(named, key=order).account if named else None


def unaware(case: Case, account: str, payee: str, at: int) -> bool:
    """Whether purchaser and treasury had not been told of `account` by `at`, and `payee` is where they had been told."""
    known = _told(case, at)
    return account not in known and (not known or payee == known[-1])


def _told(case: Case, at: int) -> list[str]:
    """The accounts that contract, lock or change had told a purchaser or treasury by `at`, in order."""
    named: list[Event] = [
        event
        for kind in (ContractSigned, ContractAmended, LoanAgreementSigned, RepaymentAccountLocked, AccountChanged)
        for event in case.all(kind)
        if event.at <= at and event.known_at <= at
    ]
    accounts = (
        getattr(event, "new_account", None) or getattr(event, "account", None) for event in sorted(named, key=order)
    )
    return [account for account in accounts if account is not None]


def frozen(case: Case, account: str, order_ref: str | None, act: Event, asked: Event | None) -> bool:
    """Whether a freeze on this account, recorded by a bank or the treasury, stood at `act` (under `order_ref`).

    Its end binds like a ban, from the next instant or later in the same source, on the act and on who `asked` for it.
    """
    return any(
        freeze.account == account
        and (order_ref is None or freeze.order_ref == order_ref)
        and precedes(freeze, act)
        and not any(binds(lifted, act) or (asked and binds(lifted, asked)) for lifted in _lifts(case, freeze))
        for freeze in _freezes(case)
    )


def freezes(case: Case, law: Law) -> list[tuple[Event, Interval]]:  # noqa: ARG001  # one signature for `once`
    """Each freeze of the repayment account and [begin, end): until lifted, or until the account was changed."""
    found: list[tuple[Event, Interval]] = []
    for freeze in _freezes(case):
        named = _naming(case, freeze)
        if not named:
            continue
        begin = max(freeze.at, min(event.at for event in named))
        ends = [end.at for end in (*_lifts(case, freeze), *_moves_from(case, freeze)) if end.at >= begin]
        found.append((freeze, (begin, min(ends, default=None))))
    return found


def _freezes(case: Case) -> list[CourtFreezeRecorded]:
    return [freeze for freeze in case.all(CourtFreezeRecorded) if freeze.actor.role in ("bank", "treasury")]


def _lifts(case: Case, freeze: CourtFreezeRecorded) -> list[CourtFreezeLifted]:
    return [
        lifted for lifted in case.all(CourtFreezeLifted) if lifted.freeze == freeze.freeze and precedes(freeze, lifted)
    ]


def _moves_from(case: Case, freeze: CourtFreezeRecorded) -> list[AccountChanged]:
    return [
        changed
        for changed in case.all(AccountChanged)
        if changed.account == freeze.account and precedes(freeze, changed)
    ]


def _naming(case: Case, freeze: CourtFreezeRecorded) -> list[Event]:
    """What made the frozen account the award's repayment account; only what came later if another was in force."""
    account, in_force = freeze.account, account_agreed(case, freeze)
    named: list[Event] = [agreed for agreed in case.all(RepaymentAccountAgreed) if agreed.account == account]
    named += [changed for changed in case.all(AccountChanged) if changed.new_account == account]
    if in_force not in (None, account):
        return [one for one in named if not precedes(one, freeze) and account_agreed(case, one) == account]
    named += [signed for signed in case.all(LoanAgreementSigned) if signed.account == account]
    named += [signed for signed in case.all(ContractSigned) if signed.account == account]
    return named
