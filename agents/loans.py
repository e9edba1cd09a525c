"""A bank's loan on a contract: paid out, reported, collected from the purchaser's money, closed or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notice.civil import DAY, HOUR
from notice.events import (
    AccountChanged,
    Actor,
    DisbursementOrdered,
    FinancingReported,
    FundUseReported,
    LoanClosed,
    LoanDisbursed,
    LossBooked,
    RepaymentCollected,
    TreasuryPaid,
)
from notice.money import BP, interest_fen
from notice.vocabulary import DayCount, MoneyFrom, Purpose

if TYPE_CHECKING:
    from collections.abc import Generator

    from agents.files import File
    from agents.misdeeds import Misdeeds

DAY_COUNT: DayCount = "act_360"
SAFETY = 3 * HOUR
"""How long before the due instant a bank that hurries wants to have paid."""
TERM_DAYS = 365
PAYS_ALL_THE_SAME: Misdeeds = frozenset(("over_ceiling", "over_agreement", "disbursed_before_contract"))
"""Where the platform refuses the order, and the bank pays beside it."""
OFF_CONTRACT: tuple[Purpose, ...] = ("real_estate", "securities", "on_lending", "private_use")
"""What a supplier that diverts the money spends it on."""
ASKS_AGAIN_DAYS = 60
AFTERNOON = 5 * HOUR + 1_234
"""How long after the opening of a day somebody gets to what he would rather not be seen doing."""
DUNNING_DAYS = 90
"""Days after the term before a bank writes off what nobody will pay."""


class Loan:
    """`owed_fen` is live principal; interest on it has been taken up to the day `interest_from`."""

    __slots__ = (
        "account",
        "closed",
        "disbursed_at",
        "file",
        "id",
        "interest_from",
        "lost_fen",
        "owed_fen",
        "principal_fen",
        "reported",
        "to_report",
        "unpaid_interest_fen",
    )

    def __init__(self, file: File, name: str) -> None:
        self.file, self.id, self.account = file, name, file.account
        self.disbursed_at: int | None = None
        self.principal_fen = self.owed_fen = self.lost_fen = self.interest_from = self.unpaid_interest_fen = 0
        self.reported = self.to_report = self.closed = False


class Inflow:
    """One payment of the purchaser into the repayment account; the lenders are paid back from it in turn."""

    __slots__ = ("left_fen",)

    def __init__(self, amount_fen: int) -> None:
        self.left_fen = amount_fen


def pays_out(file: File) -> Generator[Any, Any, None]:
    """Orders and disburses, in its usual time or in a hurry if the due instant presses; then reports."""
    world, loan = file.world, file.loan
    assert loan is not None
    yield _pays_at(file) - world.now
    if file.is_over:
        return
    amount_fen = _amount_fen(file)
    if file.contract is None:
        world.confess("award-is-the-basis", file.award, file.bank.actor)
    money = {
        "award": file.award,
        "loan": loan.id,
        "supplier": file.supplier,
        "bank": file.bank.id,
        "amount_fen": amount_fen,
    }
    if world.submit(file.bank, DisbursementOrdered, **money) and not file.misdeeds & PAYS_ALL_THE_SAME:
        file.is_over = True
        return
    if not file.named and file.contract is not None and file.account not in file.bank.agreed_in_time:
        world.confess("account-agreed-before-contract", file.award, file.bank.actor, Actor("supplier", file.supplier))
    loan.disbursed_at = world.now
    loan.principal_fen = loan.owed_fen = amount_fen
    loan.interest_from = world.now // DAY
    world.happens(file.bank, LoanDisbursed, **money)
    file.bank.customers.add(file.supplier)
    world.call(TERM_DAYS * DAY, calls_in, loan)
    if "off_purpose" in file.misdeeds or file.luck.chance("monitors", world.habits.fund_use_reported_bp):
        seen_at = world.hours.opens(world.now + file.luck.between("monitored", 10, 40) * DAY)
        world.call(seen_at - world.now, _reports_use, loan)
    if "change_by_bank" in file.misdeeds:
        moves_at = world.hours.opens(world.now + file.luck.between("moves", 2, 10) * DAY) + AFTERNOON
        world.call(moves_at - world.now, moves_account, loan)
    if world.scheme.report_seconds is not None:
        world.call(world.scheme.report_seconds + 1, _is_late_to_report, loan)
    yield from _reports(loan)


def _is_late_to_report(loan: Loan) -> None:
    if not loan.reported:
        world = loan.file.world
        world.confess("X-report-in-time", loan.file.award, loan.file.bank.actor, due_at=world.now)


def _amount_fen(file: File) -> int:
    """What was agreed; or more than the award, or than the agreement, if it means to."""
    over_fen = file.luck.between("over", 1, max(1, file.award_fen // 10))
    if "over_ceiling" in file.misdeeds:
        file.world.confess("award-ceiling", file.award, file.bank.actor)
        file.world.confess("disburse-as-agreed", file.award, file.bank.actor)
        return file.award_fen + over_fen
    if "over_agreement" in file.misdeeds and file.limit_fen < file.award_fen:
        file.world.confess("disburse-as-agreed", file.award, file.bank.actor)
        return min(file.award_fen, file.limit_fen + over_fen)
    return file.limit_fen


def _pays_at(file: File) -> int:
    """When the money will be there: usual time, or hurried, or held back on purpose past the due instant."""
    world, luck = file.world, file.luck
    repeat = file.supplier in file.bank.customers
    seconds = luck.table("lag", world.habits.repeat_lag_seconds if repeat else world.habits.first_lag_seconds)
    usual = world.hours.after(world.now, seconds)
    due_at = file.due_at
    if due_at is None or file.suspended:
        return usual
    if "late_loan" in file.misdeeds:
        late_at = world.hours.opens(max(due_at + luck.between("holds", 0, 15) * DAY, world.now))
        file.lapses(due_at)
        return late_at
    if usual < due_at - SAFETY:
        return usual
    return min(usual, world.hours.after(world.now, seconds * world.habits.hurry_percent // 100))


def _reports(loan: Loan) -> Generator[Any, Any, None]:
    """Reports what it paid out, unless it forgets to, or will not."""
    file, world = loan.file, loan.file.world
    if "never_reported" in file.misdeeds or (
        not file.misdeeds and file.luck.chance("forgets", world.habits.forgets_report_bp)
    ):
        return
    loan.to_report = True
    yield _reports_at(file) - world.now
    _report(loan)


def _reports_at(file: File) -> int:
    """As soon as somebody gets to it, and in the last second that a reform leaves, at whatever hour."""
    world, limit = file.world, file.world.scheme.report_seconds
    usual_at = world.hours.after(world.now, file.luck.table("reports", world.habits.report_seconds))
    return usual_at if limit is None else min(usual_at, world.now + limit)


def _report(loan: Loan) -> None:
    file = loan.file
    if not loan.to_report:
        return
    loan.to_report = False
    wrong = "misreported" in file.misdeeds
    refused = file.world.submit(
        file.bank,
        FinancingReported,
        award=file.award,
        loan=loan.id,
        bank=file.bank.id,
        amount_fen=loan.principal_fen // 2 if wrong else loan.principal_fen,
        apr_bp=file.apr_bp,
        disbursed_at=loan.disbursed_at,
    )
    loan.reported = not refused


def _reports_use(loan: Loan) -> None:
    """After the loan (贷后管理) a bank looks at what the money was spent on, and says so."""
    file, purpose = loan.file, loan.file.purposes[0]
    if "off_purpose" in file.misdeeds:
        purpose = OFF_CONTRACT[file.luck.below("spent_on", len(OFF_CONTRACT))]
        file.world.confess("use-for-purpose", file.award, Actor("supplier", file.supplier))
    file.world.submit(
        file.bank,
        FundUseReported,
        award=file.award,
        loan=loan.id,
        amount_fen=loan.principal_fen,
        purpose=purpose,
    )


def moves_account(loan: Loan) -> None:
    """The bank has the purchaser's money sent to another of its accounts, after it had paid out."""
    file = loan.file
    if loan.closed:
        return
    file.world.confess("full-lock", file.award, file.bank.actor)
    _changes_account(loan, "M" + loan.id, loan.account + "-2")
    file.world.call(HOUR, calls_in, loan)


def _changes_account(loan: Loan, change: str, new_account: str) -> None:
    loan.file.world.happens(
        loan.file.bank,
        AccountChanged,
        award=loan.file.award,
        change=change,
        account=loan.account,
        new_account=new_account,
    )


def hears_account_changed(file: File, changed: AccountChanged) -> None:
    """The account moved: before the money is out the bank has it put back, afterwards it calls the loan in."""
    loan, world = file.loan, file.world
    if loan is None or loan.closed or changed.actor == file.bank.actor:
        return
    if loan.disbursed_at is None:
        world.call(HOUR // 2, _puts_back, (loan, changed))
    elif changed.exception is None:
        world.call(HOUR, calls_in, loan)


def _puts_back(moved: tuple[Loan, AccountChanged]) -> None:
    """Once its money is out it may not move the account back: it calls the loan in."""
    loan, changed = moved
    if loan.disbursed_at is not None:
        calls_in(loan)
        return
    loan.file.world.happens(
        loan.file.bank,
        AccountChanged,
        award=loan.file.award,
        change="B" + changed.change,
        account=changed.new_account,
        new_account=loan.account,
    )


def hears_payment(file: File, paid: TreasuryPaid, inflow: Inflow) -> None:
    """The purchaser's money came to the loan's account, or went elsewhere."""
    loan, world = file.loan, file.world
    if loan is None or loan.disbursed_at is None or loan.closed:
        return
    if paid.payee_account == loan.account:
        world.call(world.hours.after(world.now, 2 * HOUR) - world.now, _collects_payment, (loan, inflow))
    else:
        world.call(world.hours.after(world.now, DAY // 4) - world.now, calls_in, loan)


def hears_termination(file: File) -> None:
    """The contract ended unperformed: no purchaser's money will come."""
    if file.loan is not None and file.loan.disbursed_at is not None:
        file.world.call(DAY, calls_in, file.loan)


def calls_in(loan: Loan) -> None:
    """Asks the supplier for what is owed: it pays, it is still waiting for the purchaser, or it cannot."""
    file, world = loan.file, loan.file.world
    if loan.closed:
        return
    answer = world.asks_to_pay(file.award)
    if answer == "pays":
        _collects(loan, loan.owed_fen + _interest(loan), "supplier_paid")
    elif answer == "waits":
        world.call(ASKS_AGAIN_DAYS * DAY, calls_in, loan)
    else:
        world.call(DUNNING_DAYS * DAY, _writes_off, loan)


def _interest(loan: Loan) -> int:
    days = loan.file.world.now // DAY - loan.interest_from
    return loan.unpaid_interest_fen + interest_fen(loan.owed_fen, loan.file.apr_bp, days, DAY_COUNT)


def _collects_payment(payment: tuple[Loan, Inflow]) -> None:
    loan, inflow = payment
    if inflow.left_fen and not loan.closed:
        inflow.left_fen -= _collects(loan, inflow.left_fen, "repayment_account")


def _collects(loan: Loan, amount_fen: int, money_from: MoneyFrom) -> int:
    """Interest first, then principal; a loan repaid is closed. How much of the amount it was owed."""
    file, world = loan.file, loan.file.world
    interest = _interest(loan)
    to_interest = min(amount_fen, interest)
    principal_fen = min(loan.owed_fen, amount_fen - to_interest)
    owed_fen = to_interest + principal_fen
    loan.interest_from = world.now // DAY
    loan.unpaid_interest_fen = interest - to_interest
    loan.owed_fen -= principal_fen
    account = loan.account
    if "collected_elsewhere" in file.misdeeds and money_from == "repayment_account":
        account = "G" + loan.id
        world.confess("collect-from-locked-account", file.award, file.bank.actor)
    if "interest_too_high" in file.misdeeds:
        to_interest += 100 + to_interest // 10
        world.confess("collect-from-locked-account", file.award, file.bank.actor)
    world.happens(
        file.bank,
        RepaymentCollected,
        award=file.award,
        loan=loan.id,
        account=account,
        principal_fen=principal_fen,
        interest_fen=to_interest,
        money_from=money_from,
    )
    if not loan.owed_fen:
        _closes(loan)
    return owed_fen


def _writes_off(loan: Loan) -> None:
    """Takes what can still be had, books the rest as its own loss, and closes."""
    file, world = loan.file, loan.file.world
    if loan.closed:
        return
    recovered = loan.owed_fen * _recovery_bp(file) // BP
    if recovered:
        _collects(loan, recovered + _interest(loan), "supplier_paid")
    if not loan.closed:
        loan.lost_fen = loan.owed_fen
        world.happens(file.bank, LossBooked, award=file.award, loan=loan.id, amount_fen=loan.owed_fen)
        _closes(loan)


def _recovery_bp(file: File) -> int:
    """What comes back of a failed loan: from the estate, and from a guarantor where one stands behind it."""
    habits = file.world.habits
    guaranteed = habits.guarantee_recovers_bp if file.world.scheme.guarantee_allowed else 0
    return habits.recovery_bp + (BP - habits.recovery_bp) * guaranteed // BP


def _closes(loan: Loan) -> None:
    """The loan is settled. What was lent and not reported by now never will be."""
    file = loan.file
    _report(loan)
    loan.closed = True
    file.bank.last_file = file
    if not loan.reported:
        file.world.confess("report-financing", file.award, file.bank.actor)
    file.world.happens(file.bank, LoanClosed, award=file.award, loan=loan.id, bank=file.bank.id)
