"""`supplier-lock`: from the loan agreement on the supplier keeps to its one account (三(四)唯一账户，不得变更)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.accounts import account_at
from conformance.monitors.exceptions import Change, Plea, ground, plea_of, plea_of_request, request_of
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after, breach
from conformance.monitors.locks import Lock, full_locks, holding, supplier_locks
from conformance.verdicts import Verdict
from notice.events import (
    AccountChanged,
    AccountChangeRequested,
    Actor,
    ContractAmended,
    Event,
    LoanAgreementSigned,
    RepaymentAccountAgreed,
)
from notice.law import Law

NORM = "supplier-lock"


@monitors(NORM)
def supplier_lock(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a forbidden act under a lock; for a lock without any, that it was kept."""
    locks = [lock for lock in supplier_locks(case, law) if covered(NORM, case, law, lock.begin)]
    if not locks:
        return
    moved = case.has(AccountChangeRequested, AccountChanged)
    found = [*_requests(case, law, locks), *_changes(case, law, locks)] if moved else []
    found += _second_accounts(case, law, locks)
    yield from found
    broken = {finding.evidence[0] for finding in found}
    for lock in locks:
        if lock.begin.key not in broken:
            yield absence_after(NORM, case, lock.begin, (), why="kept_clear", blames=())


def _own(locks: list[Lock], act: Event) -> Lock | None:
    """The lock under which the supplier did `act` itself."""
    return next((lock for lock in holding(locks, act) if act.actor == Actor("supplier", lock.supplier)), None)


def _requests(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    """Asking is an attempt; what was changed at the supplier's request is the breach."""
    for request in case.said(AccountChangeRequested):
        lock = _own(locks, request)
        if lock is None or _excepted(case, law, plea_of_request(request)):
            continue
        supplier = (request.actor,)
        change = _carried_out(case, request, lock)
        if change is None:
            yield ruling(NORM, case, Verdict.WARN, "asked_to_move_account", lock.begin, request, blames=supplier)
        else:
            yield breach(NORM, case, "moved_account", lock.begin, request, change, blames=supplier)


def _excepted(case: Case, law: Law, plea: Plea) -> bool:
    """Whether the special cases of 二(三)5, which begin with the disbursement, reach this act of the supplier."""
    reach = law.policy.flag("exception_reaches_supplier") and bool(holding(full_locks(case, law), plea.act))
    return reach and ground(case, law, plea) != Verdict.FAIL


def _carried_out(case: Case, request: AccountChangeRequested, lock: Lock) -> Change | None:
    changes: list[Change] = [*case.all(AccountChanged), *case.all(ContractAmended)]
    return next((change for change in changes if lock.holds(change) and request_of(case, change) == request), None)


def _changes(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    """Changes that the supplier effected itself, without a request of its own under the lock."""
    for change in case.all(AccountChanged):
        lock = _own(locks, change)
        if lock is None:
            continue
        request = request_of(case, change)
        asked = request is not None and _own(locks, request) is not None
        if not asked and not _excepted(case, law, plea_of(case, change, change.account)):
            yield breach(NORM, case, "moved_account", lock.begin, change, blames=(change.actor,))


def _second_accounts(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    """A second account agreed or signed for on the same award: a joint act, so the supplier's too."""
    kinds: tuple[type[RepaymentAccountAgreed | LoanAgreementSigned], ...] = (
        RepaymentAccountAgreed,
        LoanAgreementSigned,
    )
    begin = locks[0].begin.at
    acts = [act for kind in kinds for act in case.all(kind) if act.at >= begin and act is not locks[0].begin]
    many = bool(acts) and law.policy.reading("financing_banks_per_award") == "many"
    for act in acts:
        lock = next((one for one in holding(locks, act) if one.supplier == act.supplier), None)
        if lock is None or act.account == account_at(case, law, act) or (many and act.bank != lock.bank):
            continue
        if not _agreed_for_exception(case, law, act):
            supplier = (Actor("supplier", act.supplier),)
            yield breach(NORM, case, "second_account", lock.begin, act, blames=supplier)


def _agreed_for_exception(case: Case, law: Law, act: RepaymentAccountAgreed | LoanAgreementSigned) -> bool:
    """Whether the new account is that of an earlier request in a special case."""
    return any(
        request.new_account == act.account and precedes(request, act) and _excepted(case, law, plea_of_request(request))
        for request in case.said(AccountChangeRequested)
    )
