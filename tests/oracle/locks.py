"""The repayment account agreed, named and kept, in the words of 二(三)4-5 and 三(四)."""

from __future__ import annotations

from notice.events import (
    AccountChangeConsented,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    CaseEvent,
    ContractAmended,
    ContractSigned,
    LoanAgreementSigned,
    LoanDisbursed,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
    SupportRequested,
)
from tests.oracle.accounts import (
    Joint,
    Move,
    bonds,
    is_excused,
    is_special,
    lent,
    moved_to,
    moves,
    requests,
)
from tests.oracle.told import Conviction, Told, before, binds, oracle

ENDS = (ApplicationRejected, ApplicationReturned, ApplicationWithdrawn)
BEARERS = ("supplier", "purchaser", "bank", "treasury")


@oracle("supplier-lock")
def moved_by_the_supplier(told: Told) -> set[Conviction]:
    """三(四): 将约定的融资回款账户作为政府采购融资协议资金回款的唯一账户，不得变更."""
    return {
        ("supplier-lock", move.award, frozenset({f"supplier:{held.supplier}"}))
        for move in moves(told, ContractAmended, RepaymentAccountAgreed, LoanAgreementSigned)
        for held in bonds(told, move)
        if _is_own(told, move, held) and not is_excused(told, move)
    }


def _is_own(told: Told, move: Move, held: LoanAgreementSigned) -> bool:
    """Whether the borrower agreed to it, did it, or had asked for it under the lock."""
    if isinstance(move, Joint):
        return move.supplier == held.supplier
    acts = [move, *(one for one in requests(told, move) if binds(held, one))]
    return any(str(act.actor) == f"supplier:{held.supplier}" for act in acts)


@oracle("full-lock")
def moved_by_anybody(told: Told) -> set[Conviction]:
    """二(三)5: 贷款发放后，融资回款账户不得变更（除被法院冻结等特殊情况外）."""
    return {
        ("full-lock", move.award, frozenset({str(actor)}))
        for move in moves(told, ContractAmended)
        if lent(told, move) and not is_excused(told, move)
        for actor in _movers(told, move)
    }


def _movers(told: Told, move: Move) -> set[object]:
    """Who asked for it, who did it, and the banks that allowed it without a ground: each if told of the lock."""
    acts: list[CaseEvent] = [move, *requests(told, move)]
    if not any(act.actor.role in BEARERS for act in acts):
        return {move.actor}
    if not is_special(told, move):
        changes = {getattr(act, "change", None) for act in acts}
        allowed = [one for one in told.of(AccountChangeConsented, award=move.award) if one.change in changes]
        acts += [one for one in allowed if one.actor.role == "bank" and before(one, move)]
    return {act.actor for act in acts if act.actor.role in BEARERS and _knows_the_lock(told, act)}


def _knows_the_lock(told: Told, act: CaseEvent) -> bool:
    """Who borrowed or lent knows of the money; anybody else has received that it flowed, or that the account is locked."""
    said = told.of(RepaymentAccountLocked, award=act.award, lock="all")
    return any(
        str(act.actor) in (f"supplier:{paid.supplier}", f"bank:{paid.bank}") or paid.known_at <= act.at
        for paid in lent(told, act)
    ) or any(one.at <= act.at and one.known_at <= act.at for one in said)


@oracle("account-agreed-before-contract")
def agreed_too_late(told: Told) -> set[Conviction]:
    """二(三)4: 在政府采购合同签订之前…应与其进行约定; applied for only later: agreed and named in an amendment."""
    return {
        ("account-agreed-before-contract", contract.award, frozenset(blamed))
        for contract in told.of(ContractSigned)
        if told.in_scope(contract)
        for loan in told.of(LoanAgreementSigned, award=contract.award)
        if before(contract, loan)
        for blamed in (_late(told, contract, loan),)
    }


def _late(told: Told, contract: ContractSigned, loan: LoanAgreementSigned) -> set[str]:
    agreed = [one for one in told.of(RepaymentAccountAgreed, award=loan.award, bank=loan.bank)
              if _became(told, one, loan)]  # fmt: skip
    both = {f"supplier:{loan.supplier}", f"bank:{loan.bank}"}
    if any(one.at <= contract.at for one in agreed):
        return set()
    asked = told.of(ApplicationSubmitted, award=loan.award, application=loan.application)
    if any(before(contract, one) for one in asked):
        return both if _is_lent_unnamed(told, contract, loan, agreed) else set()
    if not _applied(told, contract, loan):
        return set()
    called = [one for one in told.of(SupportRequested, award=loan.award, support_kind="name_account")
              if str(one.actor) == f"bank:{loan.bank}" and before(one, contract)]  # fmt: skip
    return {f"supplier:{loan.supplier}"} if called else both


def _applied(told: Told, contract: ContractSigned, loan: LoanAgreementSigned) -> bool:
    """Whether an application to the bank was open when the contract was signed."""
    void = told.of(AwardVoided, award=loan.award)
    return any(
        not any(before(end, contract) for end in [*void, *(one for kind in ENDS for one in told.of(kind, **of))])
        for asked in told.of(ApplicationSubmitted, award=loan.award)
        if before(asked, contract) and (loan.bank == asked.bank or loan.application == asked.application)
        for of in ({"award": loan.award, "application": asked.application},)
    )


def _is_lent_unnamed(
    told: Told, contract: ContractSigned, loan: LoanAgreementSigned, agreed: list[RepaymentAccountAgreed]
) -> bool:
    """Whether money came before the account was both agreed and named in the contract."""
    wanted = (loan.bank, loan.account)
    named = [contract] if (contract.bank, contract.account) == wanted else []
    amended = told.of(ContractAmended, award=loan.award, contract=contract.contract)
    acts = [*named, *(one for one in amended if (one.bank or contract.bank, one.account) == wanted)]
    return any(
        not (any(before(one, money) for one in agreed) and any(before(one, money) for one in acts))
        for money in told.of(LoanDisbursed, award=loan.award, loan=loan.loan)[:1]
    )


def _became(told: Told, agreed: RepaymentAccountAgreed, loan: LoanAgreementSigned) -> bool:
    """Whether the agreed account is the loan agreement's, if need be by changes made in between."""
    return moved_to(told, agreed.account, agreed, loan) == loan.account


@oracle("contract-names-account")
def named_otherwise(told: Told) -> set[Conviction]:
    """二(三)4: 在政府采购合同中注明融资金融机构名称及在该金融机构约定的回款账户."""
    convicted = set()
    for contract in told.of(ContractSigned):
        agreed = [one for one in told.of(RepaymentAccountAgreed, award=contract.award)
                  if before(one, contract) and not _is_second(told, one)]  # fmt: skip
        last = [one for one in agreed if not any(one.bank == later.bank and not before(later, one) for later in agreed)]
        right = {(one.bank, moved_to(told, one.account, one, contract)) for one in last}
        if not last or not told.in_scope(contract) or _names(told, contract, right):
            continue
        knew = any(one.known_at <= contract.at for one in last)
        parties = {f"supplier:{contract.supplier}"} | ({f"purchaser:{contract.purchaser}"} if knew else set())
        convicted.add(("contract-names-account", contract.award, frozenset(parties)))
    return convicted


def _is_second(told: Told, agreed: RepaymentAccountAgreed) -> bool:
    """唯一账户: whether the bank's loan agreement already held the supplier to an account agreed with it before."""
    own = told.of(RepaymentAccountAgreed, award=agreed.award, bank=agreed.bank)
    held = [loan for loan in bonds(told, agreed) if loan.bank == agreed.bank]
    return any(before(one, loan) for one in own for loan in held)


def _names(told: Told, contract: ContractSigned, right: set[tuple[str, str]]) -> bool:
    """As signed, or as amended before any money came."""
    mended = [one for one in told.of(ContractAmended, award=contract.award, contract=contract.contract)
              if all(before(one, money) for money in told.of(LoanDisbursed, award=contract.award)[:1])]  # fmt: skip
    return bool(
        {(contract.bank, contract.account), *((one.bank or contract.bank, one.account) for one in mended)} & right
    )
