"""`account-agreed-before-contract`: who wants a certain account agrees on it before the contract is signed (二(三)4)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import OPEN, breach
from conformance.monitors.naming import Named, mended, moved_to, named_by
from conformance.sight import if_shown, unshown
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    ContractAmended,
    ContractSigned,
    LoanAgreementSigned,
    LoanDisbursed,
    RepaymentAccountAgreed,
    SupportRequested,
)
from notice.law import Law

NORM = "account-agreed-before-contract"
_ENDS = (ApplicationRejected, ApplicationReturned, ApplicationWithdrawn, AwardVoided)
"""What ends an application before a contract: then nobody had an account to agree on."""


@monitors(NORM)
def account_agreed_before_contract(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a contract and loan agreement signed after it: a loan agreement names an account."""
    for signed in case.all(LoanAgreementSigned):
        for contract in case.all(ContractSigned):
            if precedes(contract, signed) and covered(NORM, case, law, contract):
                yield from _ruled(case, law, contract, signed)


def _ruled(case: Case, law: Law, contract: ContractSigned, signed: LoanAgreementSigned) -> Iterator[Finding]:
    agreed = next((one for one in _agreements(case, signed) if one.at <= contract.at), None)
    application = case.first(ApplicationSubmitted, lambda event: event.application == signed.application)
    if agreed is not None:
        yield ruling(NORM, case, Verdict.PASS, "account_agreed_before", contract, agreed, signed)
    elif application is not None and precedes(contract, application):
        yield _agreed_late(case, law, contract, signed)
    elif _had_applied(case, contract, signed):
        yield if_shown(_too_late(case, contract, signed), case, *_ENDS)
    elif not case.knows(ApplicationSubmitted, contract.at):
        yield unshown(_too_late(case, contract, signed), (ApplicationSubmitted.__name__,))


def _too_late(case: Case, contract: ContractSigned, signed: LoanAgreementSigned) -> Finding:
    bank, supplier = parties = _parties(signed)
    blames = (supplier,) if _had_asked(case, contract, bank) else parties
    return breach(NORM, case, "account_agreed_late", contract, signed, blames=blames)


def _had_applied(case: Case, contract: ContractSigned, signed: LoanAgreementSigned) -> bool:
    """Whether an application to the bank is seen to have been open when the contract was signed."""
    asked = [one for one in case.all(ApplicationSubmitted) if precedes(one, contract)]
    ends = [end for kind in _ENDS for end in case.all(kind) if precedes(end, contract)]
    return any(
        signed.bank == one.bank or signed.application == one.application
        for one in asked
        if not any(getattr(end, "application", one.application) == one.application for end in ends)
    )


def _parties(signed: LoanAgreementSigned) -> tuple[Actor, Actor]:
    """Bank and supplier: what they agree on is their joint act."""
    return Actor("bank", signed.bank), Actor("supplier", signed.supplier)


def _agreements(case: Case, signed: LoanAgreementSigned) -> list[RepaymentAccountAgreed]:
    """The agreements of this bank on this account, by its present name or by one that it was moved from."""
    return [
        one
        for one in case.all(RepaymentAccountAgreed)
        if one.bank == signed.bank and moved_to(case, one.account, one, signed) == signed.account
    ]


def _had_asked(case: Case, contract: ContractSigned, bank: Actor) -> bool:
    """Whether the bank had recorded before the contract that it wants an account named."""
    return any(
        asked.support_kind == "name_account" and asked.actor == bank and precedes(asked, contract)
        for asked in case.all(SupportRequested)
    )


def _agreed_late(case: Case, law: Law, contract: ContractSigned, signed: LoanAgreementSigned) -> Finding:
    """Applied for after the contract: by the reading free, forbidden, or by an amendment before the money."""
    reading, parties = law.policy.reading("late_agreement"), _parties(signed)
    if reading == "free":
        return ruling(NORM, case, Verdict.PASS, "applied_after_contract", contract, signed)
    if reading == "forbidden":
        return breach(NORM, case, "account_agreed_late", contract, signed, blames=parties)
    money = case.first(LoanDisbursed, lambda event: event.loan == signed.loan)
    agreed = next((one for one in _agreements(case, signed) if money is None or precedes(one, money)), None)
    wanted = Named(signed.bank, signed.account)
    amended = mended(case, contract, {wanted}, money)
    if agreed is not None and (amended is not None or named_by(contract) == wanted):
        evidence = (contract, agreed) if amended is None else (contract, agreed, amended)
        found = ruling(NORM, case, Verdict.PASS, "account_agreed_by_amendment", *evidence)
        return if_shown(found, case, LoanDisbursed)
    if money is None:
        return if_shown(ruling(NORM, case, OPEN, "not_yet_due", contract, signed), case, LoanDisbursed)
    found = breach(NORM, case, "account_not_amended", contract, signed, money, blames=parties)
    return if_shown(found, case, ContractAmended)
