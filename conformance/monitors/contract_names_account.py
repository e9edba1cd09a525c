"""`contract-names-account`: the contract names the financing bank and the account agreed with it (二(三)4)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.monitors.naming import agreed_before, is_agreed_anew, mended, named_by
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationWithdrawn,
    AwardVoided,
    ContractSigned,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    RepaymentAccountAgreed,
    RepaymentAccountReleased,
)
from notice.law import Law

NORM = "contract-names-account"
_LOCKS = (LoanAgreementSigned, LoanClosed, RepaymentAccountReleased, ApplicationWithdrawn, AwardVoided)
"""What tells whether a second agreement with a bank came under the lock of its loan."""


@monitors(NORM)
def contract_names_account(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a contract signed when an account had been agreed; the account of one bank is enough."""
    for contract in case.all(ContractSigned) if case.has(RepaymentAccountAgreed) else ():
        if covered(NORM, case, law, contract):
            for found in _ruled(case, contract):
                yield if_shown(found, case, *_LOCKS) if is_agreed_anew(case) else found


def _ruled(case: Case, contract: ContractSigned) -> Iterator[Finding]:
    agreed = agreed_before(case, contract)
    if not agreed:
        return
    named = named_by(contract)
    if named in agreed:
        yield ruling(NORM, case, Verdict.PASS, "account_named", contract)
        return
    blames = _blamed(contract, told=any(one.known_at <= contract.at for one in agreed.values()))
    money = case.first(LoanDisbursed)
    amended = mended(case, contract, set(agreed), money)
    if amended is None:
        found = breach(NORM, case, "account_not_named", contract, blames=blames)
        yield if_shown(found, case, through=money.at if money else case.until)
    else:
        late = ruling(NORM, case, Verdict.WARN, "account_named_late", contract, amended, blames=blames)
        yield if_shown(late, case, LoanDisbursed)


def _blamed(contract: ContractSigned, *, told: bool) -> tuple[Actor, ...]:
    """Both parties to the contract if the purchaser had been told of the agreement, else the supplier alone."""
    supplier = Actor("supplier", contract.supplier)
    return (Actor("purchaser", contract.purchaser), supplier) if told else (supplier,)
