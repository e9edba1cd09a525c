"""The contract's money planned, paid and asked after, and the loan taken back from it, in the words of the notice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from notice.events import (
    AccountChanged,
    CaseEvent,
    ContractAmended,
    ContractFiled,
    ContractPublished,
    ContractSigned,
    Event,
    LoanAgreementSigned,
    LoanDisbursed,
    PaymentOrdered,
    PaymentPlanReturned,
    PaymentPlanSubmitted,
    PurchaserReminded,
    RepaymentAccountLocked,
    RepaymentCollected,
    TreasuryPaid,
)
from tests.oracle.accounts import account_in_force, bound_account, moved_to
from tests.oracle.days import DAY, working_days_after
from tests.oracle.debts import Debt, debts, is_protected
from tests.oracle.told import Conviction, Told, before, oracle

PURCHASERS_ERROR = ("wrong_account", "wrong_amount", "not_due")


def _returns(told: Told, plan: PaymentPlanSubmitted) -> list[PaymentPlanReturned]:
    back = told.of(PaymentPlanReturned, award=plan.award, contract=plan.contract, plan=plan.plan)
    return [one for one in back if one.actor.role == "treasury" and before(plan, one)]


def _is_wrong(told: Told, plan: PaymentPlanSubmitted) -> bool:
    return bound_account(told, plan) not in (None, plan.payee_account)


def _is_none(told: Told, plan: PaymentPlanSubmitted) -> bool:
    """Whether a plan was sent back for the purchaser's own error (a wrong account only if it was wrong)."""
    own = [one.ground for one in _returns(told, plan) if one.ground in PURCHASERS_ERROR]
    return any(ground != "wrong_account" or _is_wrong(told, plan) for ground in own)


@oracle("submit-payment-plan")
def planned_otherwise(told: Told) -> set[Conviction]:
    """二(三)6: 采购单位根据合同约定的付款金额及日期，向财政部门提出用款计划."""
    convicted = set()
    for debt in debts(told):
        plans, owed = told.of(PaymentPlanSubmitted, **debt.of), debt.instalment.amount_fen
        in_time = sum(plan.amount_fen for plan in plans if plan.at < debt.due_at and not _is_none(told, plan))
        late = in_time < owed and _is_overdue(told, debt) and not _follows_another_plan(told, debt, plans)
        if late or sum(plan.amount_fen for plan in plans if not _returns(told, plan)) > owed:
            convicted.add(_by_purchaser("submit-payment-plan", debt))
    return convicted


def _is_overdue(told: Told, debt: Debt) -> bool:
    """Whether its time has passed without an excuse, and neither contract nor award had ended before."""
    return debt.due_at < told.until and debt.ended_at >= debt.due_at and not debt.is_excused(told)


def _follows_another_plan(told: Told, debt: Debt, plans: list[PaymentPlanSubmitted]) -> bool:
    """Whether the treasury ordered or paid by a plan that nobody told of: then it was told elsewhere."""
    shown = {plan.plan for plan in plans} | {None}
    acts = [*told.said(PaymentOrdered, **debt.of), *told.said(TreasuryPaid, **debt.of)]
    return any(act.plan not in shown for act in acts)


def _by_purchaser(norm: str, debt: Debt) -> Conviction:
    return norm, debt.contract.award, frozenset({f"purchaser:{debt.contract.purchaser}"})


@oracle("pay-in-time")
def paid_late(told: Told) -> set[Conviction]:
    """三(二), 五(二)3: 不得无故拖延支付合同资金; payment regulation art. 8: 30 days, by contract at most 60."""
    convicted = set()
    for debt in debts(told):
        if is_protected(told, debt.contract) and _is_overdue(told, debt) and debt.paid_at(told) >= debt.due_at:
            planned = _planned(told, debt) >= debt.instalment.amount_fen
            convicted.add(_by_treasury(told, debt) if planned else _by_purchaser("pay-in-time", debt))
    return convicted


def _planned(told: Told, debt: Debt) -> int:
    """What was rightly planned for a day in time."""
    return sum(
        plan.amount_fen
        for plan in told.of(PaymentPlanSubmitted, **debt.of)
        if plan.at < debt.due_at and plan.pay_on < debt.due_at
        if not _is_none(told, plan) and not _is_wrong(told, plan) and not _had_left(told, plan, debt)
    )


def _had_left(told: Told, plan: PaymentPlanSubmitted, debt: Debt) -> bool:
    """Whether a plan had come back before it was due because the account had moved since."""
    back = [one for one in _returns(told, plan) if one.ground == "wrong_account" and one.at < debt.due_at]
    return any(bound_account(told, one) not in (None, plan.payee_account) for one in back)


def _by_treasury(told: Told, debt: Debt) -> Conviction:
    """By its name where it pays or sends back."""
    award = debt.contract.award
    acting = [str(one.actor) for kind in (TreasuryPaid, PaymentOrdered, PaymentPlanReturned)
              for one in told.of(kind, award=award) if one.actor.role == "treasury"]  # fmt: skip
    return "pay-in-time", award, frozenset([*acting, "treasury:treasury"][:1])


@oracle("remind-purchaser")
def never_reminded(told: Told) -> set[Conviction]:
    """三(一): 督促采购单位及时进行合同公开、合同备案，督促其按时支付合同款项."""
    convicted = set()
    for contract, clock, since, due_at, done_at in _purchasers_clocks(told):
        by = working_days_after(int(due_at) - 1, 1) if due_at < min(told.until, done_at + 1) else float("inf")
        reminded = [one for one in told.of(PurchaserReminded, award=contract.award, contract=contract.contract)
                    if one.clock == clock and one.at >= since and one.actor.role in ("finance_bureau", "platform")]  # fmt: skip
        if told.in_scope(contract) and by < told.until and done_at >= by and not reminded:
            convicted.add(_by_bureau(told, contract))
    return convicted


def _purchasers_clocks(told: Told) -> Iterator[tuple[ContractSigned, str, int, float, float]]:
    """Contract, clock, since when and until when it runs, and when what it waits for was done."""
    for one in told.of(ContractSigned):
        of = {"award": one.award, "contract": one.contract}
        published = [public.at for public in told.of(ContractPublished, **of, amendment=None)]
        filed = [copy.at for copy in told.of(ContractFiled, **of)]
        yield one, "publish_contract", one.at, working_days_after(one.at, 2), min([*published, float("inf")])
        yield one, "file_contract", one.at, working_days_after(one.at, 7), min([*filed, float("inf")])
    for debt in debts(told):
        if is_protected(told, debt.contract):
            yield debt.contract, "pay", debt.start.at, debt.due_at, min(debt.paid_at(told), debt.ended_at)


def _by_bureau(told: Told, contract: ContractSigned) -> Conviction:
    """By its name where it acts."""
    acting = [str(one.actor) for one in told.events
              if getattr(one, "award", None) == contract.award and one.actor.role == "finance_bureau"]  # fmt: skip
    return "remind-purchaser", contract.award, frozenset([*acting, "finance_bureau:finance_bureau"][:1])


@oracle("pay-locked-account-only")
def paid_elsewhere(told: Told) -> set[Conviction]:
    """二(三)6: 国库集中支付系统将资金支付到回款账户; 三(二): 不得将采购资金支付到除融资回款账户外的其他账户."""
    convicted = set()
    for paid in told.of(TreasuryPaid):
        account = bound_account(told, paid)
        if account in (None, paid.payee_account) or not told.in_scope(paid):
            continue
        ordered = [one.plan for one in told.of(PaymentOrdered, award=paid.award, payment=paid.payment)]
        plans = [plan for plan in told.of(PaymentPlanSubmitted, award=paid.award, contract=paid.contract)
                 if plan.plan in ({paid.plan} if paid.plan else {*ordered}) and before(plan, paid)
                 and plan.payee_account == paid.payee_account
                 and not any(before(back, paid) for back in _returns(told, plan))]  # fmt: skip
        wrong = [plan for plan in plans if _is_wrong(told, plan) and not _unaware(told, plan, plan.payee_account)]
        acts = [*wrong, *([] if _unaware(told, paid, paid.payee_account) else [paid])]
        convicted |= {("pay-locked-account-only", paid.award, frozenset({str(act.actor)})) for act in acts}
    return convicted


def _unaware(told: Told, act: CaseEvent, account: str) -> bool:
    """Whether nobody had told who acts of the account: it went where the contract, a lock or a change last told it to."""
    kinds: tuple[type[CaseEvent], ...] = (
        ContractSigned, ContractAmended, LoanAgreementSigned, RepaymentAccountLocked, AccountChanged
    )  # fmt: skip
    heard: list[Event] = [one for kind in kinds for one in told.of(kind, award=act.award)]
    heard = sorted((one for one in heard if one.at <= act.at and one.known_at <= act.at), key=told.position)
    known = [getattr(one, "new_account", None) or getattr(one, "account", None) for one in heard]
    named = [account for account in known if account is not None]
    return account_in_force(told, act) not in named and (not named or named[-1] == account)


@oracle("collect-from-locked-account")
def collected_otherwise(told: Told) -> set[Conviction]:
    """二(三)6: 金融机构从融资回款账户收回贷款; no more than was lent, and the interest that it bore."""
    return {
        ("collect-from-locked-account", taken.award, frozenset({str(taken.actor)}))
        for taken in told.of(RepaymentCollected)
        if told.in_scope(taken) and (_is_from_elsewhere(told, taken) or _is_above_debt(told, taken))
    }


def _is_from_elsewhere(told: Told, taken: RepaymentCollected) -> bool:
    """From neither the award's account nor the loan's own, though told of it."""
    own = {moved_to(told, one.account, one, taken) for one in _agreed(told, taken)}
    known = {account_in_force(told, taken), *own} - {None}
    free = taken.money_from == "supplier_paid" or not known or taken.account in known
    return not free and not _unaware(told, taken, taken.account)


def _agreed(told: Told, taken: RepaymentCollected) -> list[LoanAgreementSigned]:
    signed = told.of(LoanAgreementSigned, award=taken.award, loan=taken.loan)
    return [one for one in signed if before(one, taken)][:1]


def _is_above_debt(told: Told, taken: RepaymentCollected) -> bool:
    """More principal than was paid out; until its term is over, more interest than it bore (a fen a collection is free)."""
    of = {"award": taken.award, "loan": taken.loan}
    lent = [one for one in told.of(LoanDisbursed, **of) if before(one, taken)]
    back = [one for one in told.of(RepaymentCollected, **of) if before(one, taken)]
    if sum(one.principal_fen for one in back) > sum(one.amount_fen for one in lent):
        return True
    for signed in told.of(LoanAgreementSigned, **of)[:1]:
        flows = [(one.at, one.amount_fen) for one in lent] + [(one.at, -one.principal_fen) for one in back]
        borne = sum(fen * (taken.at // DAY - at // DAY) for at, fen in flows)
        year = 360 if signed.day_count == "act_360" else 365
        accrued = Fraction(max(0, borne) * signed.apr_bp, 10_000 * year) + Fraction(1, 2)
        in_term = any(taken.at // DAY <= one.at // DAY + signed.tenor_days for one in lent[:1])
        return in_term and sum(one.interest_fen for one in back) > floor(accrued) + len(back)
    return False
