"""Repayment account and loan agreement: what a bank settles before it pays out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents import loans
from agents.bank_wrongs import SECURITIES
from agents.examination import TENOR_MAX_DAYS
from agents.pricing import exceeds_cap
from notice.civil import DAY, HOUR
from notice.events import Actor, LoanAgreementSigned, RepaymentAccountAgreed

if TYPE_CHECKING:
    from agents.files import File, Step
    from notice.vocabulary import Security

PATIENCE_DAYS = 10
"""How long a bank waits for the contract to name the account where no clock runs."""

LAST_DAY = "last day"
"""The letter by which a bank stops waiting for the contract to name the account."""


def agrees(file: File) -> Step:
    """Account, agreement; then it waits for the contract and for the account to be named in it, as long as it can."""
    world = file.world
    if "account_agreed_late" in file.misdeeds:
        yield from _has_contract(file)
        yield HOUR
    if file.is_over:
        return False
    if file.contract is not None and not file.named:
        agrees_on_account(file)
    yield world.hours.after(world.now, HOUR) - world.now
    if file.is_over or not _signs(file):
        return False
    if file.contract is None and "disbursed_before_contract" in file.misdeeds:
        return True
    if not (yield from _has_contract(file)):
        return False
    waits_until = world.now + PATIENCE_DAYS * DAY if file.due_at is None else file.due_at - DAY
    world.call(max(0, waits_until - world.now), file.mail.put, LAST_DAY)
    while not file.named and not file.is_over:
        if (yield file.mail) == LAST_DAY:
            break
    return not file.is_over


def _has_contract(file: File) -> Step:
    """Waits until the contract is signed, or the supplier withdraws."""
    while file.contract is None and not file.is_over:
        yield file.mail
    return not file.is_over


def _signs(file: File) -> bool:
    """The loan agreement, once with a security it may not take if it means to. Whether there is one."""
    world, bank = file.world, file.bank
    agreement = {
        **file.case,
        "loan": "L" + file.application,
        "account": file.account,
        "principal_max_fen": file.limit_fen,
        "apr_bp": file.apr_bp,
        "day_count": loans.DAY_COUNT,
        "tenor_days": TENOR_MAX_DAYS,
        "purposes": file.purposes,
    }
    security: tuple[Security, ...] = ("natural_person_guarantee",) if world.scheme.guarantee_allowed else ()
    if "security_taken" in file.misdeeds:
        security = (SECURITIES[file.luck.below("security", len(SECURITIES) - 1)],)
        world.confess("no-security", file.award, bank.actor)
    refused = world.submit(bank, LoanAgreementSigned, **agreement, security=security)
    if refused and "security_taken" in file.misdeeds:
        refused = world.submit(bank, LoanAgreementSigned, **agreement)
    if refused:
        file.is_over = True
        return False
    if "account_agreed_late" in file.misdeeds and file.contract is not None and file.submitted_at < file.contract.at:
        supplier = Actor("supplier", file.supplier)
        world.confess("account-agreed-before-contract", file.award, bank.actor, supplier)
    if exceeds_cap(bank, file.apr_bp):
        for norm in ("X-apr-cap", "preferential-rate"):
            world.confess(norm, file.award, bank.actor)
    file.loan = loans.Loan(file, agreement["loan"])
    return True


def agrees_on_account(file: File) -> None:
    """Bank and supplier agree on the account for the purchaser's money."""
    file.world.submit(
        file.bank,
        RepaymentAccountAgreed,
        award=file.award,
        supplier=file.supplier,
        bank=file.bank.id,
        account=file.account,
    )
