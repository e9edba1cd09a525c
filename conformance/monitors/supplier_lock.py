"""`supplier-lock`: from the loan agreement on the supplier keeps to its one account (三(四)唯一账户，不得变更)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.accounts import account_agreed
from conformance.monitors.exceptions import Change, Joint, ground, moves, permitted, plea_of_request, requests_of
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after, breach
from conformance.monitors.locks import Lock, full_locks, holding, supplier_locks
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    AccountChanged,
    AccountChangeRequested,
    Actor,
    ContractAmended,
    CourtFreezeLifted,
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
    changes = list(_changes(case, law, locks)) if case.has(AccountChanged, ContractAmended) else []
    found = [*_requests(case, law, locks, changes), *changes]
    found += _second_accounts(case, law, locks)
    yield from found
    broken = {finding.evidence[0] for finding in found}
    for lock in locks:
        if lock.begin.key not in broken:
            kept = absence_after(NORM, case, lock.begin, (), why="kept_clear", blames=())
            yield if_shown(kept, case, CourtFreezeLifted) if _pleads_freeze(case) else kept


def _pleads_freeze(case: Case) -> bool:
    """Whether a court's freeze was pleaded for a change: then it matters that none was lifted before."""
    pleas: list[AccountChangeRequested | AccountChanged] = [
        *case.said(AccountChangeRequested),
        *case.all(AccountChanged),
    ]
    return any(plea.exception == "COURT_FREEZE" for plea in pleas)


def _own(lock: Lock, acts: Iterable[Event]) -> list[Event]:
    """What of `acts` the borrower itself did under the lock."""
    return [act for act in acts if act.actor == Actor("supplier", lock.supplier) and lock.holds(act)]


def _requests(case: Case, law: Law, locks: list[Lock], changes: list[Finding]) -> Iterator[Finding]:
    """Asking is an attempt, unless a special case speaks for it; what was changed for it is the breach."""
    cited = {key for change in changes for key in change.evidence}
    for request in case.said(AccountChangeRequested):
        lock = next((lock for lock in locks if _own(lock, [request])), None)
        if lock is None or request.key in cited:
            continue
        if not _reached(case, law, request) or ground(case, law, plea_of_request(request)) == Verdict.FAIL:
            yield ruling(
                NORM, case, Verdict.WARN, "asked_to_move_account", lock.begin, request, blames=(request.actor,)
            )


def _reached(case: Case, law: Law, act: Event) -> list[Lock]:
    """The locks after whose disbursement the special cases of 二(三)5 reach the supplier too."""
    return holding(full_locks(case, law), act) if law.policy.flag("exception_reaches_supplier") else []


def _is_excepted(case: Case, law: Law, act: Change | Joint, account: str) -> bool:
    paid = _reached(case, law, act)
    return bool(paid) and permitted(case, law, act, account, paid) != Verdict.FAIL


def _changes(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    """What the borrower changed itself or had asked for under its lock."""
    for change, account in moves(case):
        acts = [*requests_of(case, change), change]
        lock = next((lock for lock in holding(locks, change) if _own(lock, acts)), None)
        if lock is not None and not _is_excepted(case, law, change, account):
            supplier = (Actor("supplier", lock.supplier),)
            asked = [act for act in _own(lock, acts) if act is not change]
            yield breach(NORM, case, "moved_account", lock.begin, *asked, change, blames=supplier)


def _second_accounts(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    """A second account agreed or signed for on the same award: a joint act, so the supplier's too."""
    kinds: tuple[type[Joint], ...] = (RepaymentAccountAgreed, LoanAgreementSigned)
    begin = locks[0].begin.at
    acts = [act for kind in kinds for act in case.all(kind) if act.at >= begin and act is not locks[0].begin]
    many = bool(acts) and law.policy.reading("financing_banks_per_award") == "many"
    for act in acts:
        lock = next((one for one in holding(locks, act) if one.supplier == act.supplier), None)
        if lock is None or (many and act.bank != lock.bank):
            continue
        in_force = account_agreed(case, act)
        if act.account != in_force and not _is_excepted(case, law, act, in_force or ""):
            supplier = (Actor("supplier", act.supplier),)
            yield breach(NORM, case, "second_account", lock.begin, act, blames=supplier)
