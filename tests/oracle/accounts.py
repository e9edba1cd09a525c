"""Which repayment account is in force, who holds it locked, and what excuses a change, in the words of `二(三)5`."""

from __future__ import annotations

from notice.events import (
    AccountChangeConsented,
    AccountChanged,
    AccountChangeRequested,
    ApplicationWithdrawn,
    AwardVoided,
    CaseEvent,
    ContractAmended,
    ContractSigned,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    Event,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    RepaymentAccountAgreed,
    RepaymentAccountReleased,
)
from tests.oracle.days import Wait
from tests.oracle.told import Told, before, binds

Joint = RepaymentAccountAgreed | LoanAgreementSigned
Move = AccountChanged | ContractAmended | Joint


def _accounts(told: Told, loan: LoanAgreementSigned | LoanDisbursed) -> set[str]:
    """The account that a loan was signed for, and those it was moved to."""
    accounts = {signed.account for signed in told.of(LoanAgreementSigned, award=loan.award, loan=loan.loan)}
    for one in told.of(AccountChanged, award=loan.award):
        accounts |= {one.new_account} if one.account in accounts else set()
    return accounts


def _released(told: Told, loan: LoanAgreementSigned | LoanDisbursed) -> list[CaseEvent]:
    """What settles a loan, or lets its account go."""
    here, accounts = {"award": loan.award}, _accounts(told, loan)
    freed = [one for one in told.of(RepaymentAccountReleased, **here) if not accounts or one.account in accounts]
    return [*told.of(LoanClosed, **here, loan=loan.loan), *freed]


def _ends(told: Told, signed: LoanAgreementSigned) -> list[CaseEvent]:
    """Those, and what lets an agreement lapse before any money came."""
    here = {"award": signed.award}
    paid = told.of(LoanDisbursed, **here, loan=signed.loan)[:1]
    gone = [*told.of(ApplicationWithdrawn, **here, application=signed.application), *told.of(AwardVoided, **here)]
    lapses = [end for end in gone if not any(before(one, end) for one in paid)]
    return [end for end in [*_released(told, signed), *lapses] if before(signed, end)]


def bonds(told: Told, event: CaseEvent) -> list[LoanAgreementSigned]:
    """The loan agreements that bind an event: neither settled nor released, nor lapsed before any money came."""
    signed = [one for one in told.of(LoanAgreementSigned, award=event.award) if told.in_scope(one)]
    return [one for one in signed if binds(one, event) and not any(before(end, event) for end in _ends(told, one))]


def lent(told: Told, event: CaseEvent) -> list[LoanDisbursed]:
    """The money paid out that binds an event: of loans neither settled nor released by then."""
    paid = [one for one in told.of(LoanDisbursed, award=event.award) if told.in_scope(one)]
    return [
        one
        for one in paid
        if binds(one, event) and not any(before(one, end) and before(end, event) for end in _released(told, one))
    ]


def account_in_force(told: Told, event: CaseEvent) -> str | None:
    """The last account agreed before the loan agreement that holds it; from then on it moves by change only."""
    here, held = {"award": event.award}, bonds(told, event)
    agreed = [one for one in told.of(RepaymentAccountAgreed, **here) if before(one, event)]
    agreed = [one for one in agreed if all(before(one, first) for first in held[:1])]
    moved = [one for one in told.of(AccountChanged, **here) if before(one, event)]
    last = max([*agreed, *moved], key=told.position, default=None)
    if last is None:
        return held[0].account if held else None
    return last.new_account if isinstance(last, AccountChanged) else last.account


def bound_account(told: Told, event: CaseEvent) -> str | None:
    """The account to which contract money goes: locked by a loan agreement, or agreed and named, and not let go."""
    here, account = {"award": event.award}, account_in_force(told, event)
    if bonds(told, event):
        return account
    named: list[ContractSigned | ContractAmended] = [*told.of(ContractSigned, **here)]
    named += [one for one in told.of(ContractAmended, **here) if one.account is not None]
    last = [one.account for one in sorted(named, key=told.position) if before(one, event)][-1:]
    set_by: list[Event] = [*told.of(RepaymentAccountAgreed, **here), *told.of(AccountChanged, **here)]
    since = [one for one in sorted(set_by, key=told.position) if before(one, event)][-1:]
    freed = [one for one in told.of(RepaymentAccountReleased, **here) if one.account == account]
    ends = [*freed, *(end for signed in told.of(LoanAgreementSigned, **here)
                      if account in _accounts(told, signed) for end in _ends(told, signed))]  # fmt: skip
    let_go = any(before(one, end) and before(end, event) for one in since for end in ends)
    return account if since and last == [account] and not let_go else None


def freezes(told: Told, award: str) -> list[Wait]:
    """Courts' freezes of the repayment account: from when it is that (named so already, or only later) until lifted."""
    frozen = told.of(CourtFreezeRecorded, award=award)
    return [_freeze(told, one) for one in frozen if one.actor.role in ("bank", "treasury")]


def _freeze(told: Told, frozen: CourtFreezeRecorded) -> Wait:
    here, account = {"award": frozen.award}, frozen.account
    in_force = account_in_force(told, frozen)
    set_to: list[Event] = [*told.of(RepaymentAccountAgreed, **here, account=account)]
    set_to += told.of(AccountChanged, **here, new_account=account)
    since = [one for one in set_to if account_in_force(told, one) == account and not before(one, frozen)]
    if in_force is None:  # then as a contract says, with whomever
        since += [
            one for kind in (LoanAgreementSigned, ContractSigned) for one in told.of(kind, **here, account=account)
        ]
    begins = [frozen.at] if in_force == account else [max(frozen.at, one.at) for one in since]
    lifted = [*told.of(CourtFreezeLifted, **here, freeze=frozen.freeze),
              *told.of(AccountChanged, **here, account=account)]  # fmt: skip
    begin = min(begins, default=frozen.at)
    ends = [end.at for end in lifted if before(frozen, end) and end.at >= begin]
    return begin, (min(ends, default=float("inf")) if begins else begin)


def moved_to(told: Told, account: str, since: CaseEvent, event: CaseEvent) -> str:
    """Where an account that was agreed had been moved to by an event."""
    for one in told.of(AccountChanged, award=event.award):
        if one.account == account and before(since, one) and before(one, event):
            account = one.new_account
    return account


# --- what moves it, and what may ------------------------------------------------------------------------------


def new_account(move: Move) -> str | None:
    """The account that a change, an agreement or a contract names."""
    return move.new_account if isinstance(move, AccountChanged) else move.account


def old_account(told: Told, move: Move) -> str | None:
    """The account that it leaves."""
    return move.account if isinstance(move, AccountChanged) else account_in_force(told, move)


def moves(told: Told, *kinds: type[Move]) -> list[Move]:
    """Every change, and whatever of these kinds names another account than the one in force."""
    naming = [one for kind in kinds for one in told.of(kind) if new_account(one) is not None]
    others = [one for one in naming if account_in_force(told, one) not in (None, new_account(one))]
    return [*told.of(AccountChanged), *others]


def requests(told: Told, move: Move) -> list[AccountChangeRequested]:
    """What was asked for, refused or not, and then came: the same change, or in a contract the same new account."""
    asked = [one for one in told.said(AccountChangeRequested, award=move.award) if before(one, move)]
    if isinstance(move, AccountChanged):
        return [one for one in asked if one.change == move.change]
    return [one for one in asked if one.new_account == new_account(move)]


def consents(told: Told, move: Move) -> set[str]:
    """The banks that allowed it before it came; who asks for it or does it allows it."""
    asked = requests(told, move)
    changes = {one.change for one in asked} | ({move.change} if isinstance(move, AccountChanged) else set())
    said = [one for one in told.of(AccountChangeConsented, award=move.award) if one.change in changes]
    allowed: list[Event] = [move, *asked, *(one for one in said if before(one, move))]
    return {str(one.actor) for one in allowed if one.actor.role == "bank"}


def is_special(told: Told, move: Move) -> bool:
    """除被法院冻结等特殊情况外: a freeze that stands, by the order pleaded; or another special case."""
    asked, account = requests(told, move), old_account(told, move)
    own = move.exception if isinstance(move, AccountChanged) else None
    pleas = [(own or one.exception, one.order_ref, one) for one in asked] or [(own, None, None)]
    return any(
        plea is not None and (plea != "COURT_FREEZE" or _is_frozen(told, account, order, [move, request or move]))
        for plea, order, request in pleas
    )


def _is_frozen(told: Told, account: str | None, order: str | None, acts: list[CaseEvent]) -> bool:
    return any(
        frozen.actor.role in ("bank", "treasury") and order in (None, frozen.order_ref) and before(frozen, acts[0])
        and not any(before(frozen, end) and binds(end, act) for act in acts
                    for end in told.of(CourtFreezeLifted, award=frozen.award, freeze=frozen.freeze))
        for frozen in told.of(CourtFreezeRecorded, award=acts[0].award, account=account)
    )  # fmt: skip


def is_excused(told: Told, move: Move) -> bool:
    """A special case after the money, with the consent of every lender whose loan is live."""
    lenders = {f"bank:{paid.bank}" for paid in lent(told, move)}
    return bool(lenders) and is_special(told, move) and lenders <= consents(told, move)
