"""`full-lock`: from disbursement on nobody moves the repayment account, special cases apart (二(三)5)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.exceptions import (
    Change,
    consents_of,
    ground,
    moves,
    permitted,
    plea_of_request,
    pleas_of,
    requests_of,
)
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after, breach
from conformance.monitors.locks import Lock, full_locks, holding
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import (
    AccountChanged,
    AccountChangeRequested,
    Actor,
    ApplicationWithdrawn,
    AwardVoided,
    ContractAmended,
    CourtFreezeLifted,
    Event,
    LoanAgreementSigned,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
)
from notice.law import Law

NORM = "full-lock"
_BEARERS = ("supplier", "purchaser", "bank", "treasury")
_IN_FORCE = (RepaymentAccountAgreed, LoanAgreementSigned, ApplicationWithdrawn, AwardVoided)
"""What else tells which account is in force: whether a contract names another hangs on it."""


@monitors(NORM)
def full_lock(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a change or attempt under the lock; without any, that the lock was kept."""
    locks = [lock for lock in full_locks(case, law) if covered(NORM, case, law, lock.begin)]
    if not locks:
        return
    moved = case.has(AccountChanged, ContractAmended, AccountChangeRequested)
    found = [*_changes(case, law, locks), *_requests(case, law, locks)] if moved else []
    yield from found
    if not found:
        kept = absence_after(NORM, case, locks[0].begin, (), why="kept_clear", blames=())
        named = any(amended.account is not None and holding(locks, amended) for amended in case.all(ContractAmended))
        yield if_shown(kept, case, *_IN_FORCE) if named else kept


def _changes(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    for change, account in moves(case):
        held = holding(locks, change)
        if not held:
            continue
        verdict = permitted(case, law, change, account, held)
        if verdict == Verdict.PASS:
            found = ruling(NORM, case, verdict, "moved_in_special_case", held[0].begin, change)
            frozen = any(plea.exception == "COURT_FREEZE" for plea in pleas_of(case, change, account))
            yield if_shown(found, case, CourtFreezeLifted) if frozen else found
        elif verdict == Verdict.WARN:
            yield ruling(NORM, case, verdict, "moved_in_other_special_case", held[0].begin, change, blames=())
        else:
            blames = _blamed(case, law, change, account, locks)
            why = "moved_for_all" if blames else "moved_untold"
            found = breach(NORM, case, why, held[0].begin, *requests_of(case, change)[-1:], change, blames=blames)
            hidden = () if blames else (RepaymentAccountLocked,)
            named = _IN_FORCE if isinstance(change, ContractAmended) else ()
            yield if_shown(found, case, *named, *hidden) if named or hidden else found


def _blamed(case: Case, law: Law, change: Change, account: str, locks: list[Lock]) -> tuple[Actor, ...]:
    """Who asked for it and who effected it, each if told of the lock; a bank that consented without a ground."""
    acts: list[Event] = [*requests_of(case, change), change]
    if all(act.actor.role not in _BEARERS for act in acts):
        return (change.actor,)
    if all(ground(case, law, plea) == Verdict.FAIL for plea in pleas_of(case, change, account)):
        acts += consents_of(case, change)
    return tuple({act.actor for act in acts if act.actor.role in _BEARERS and _told(case, locks, act)})


def _told(case: Case, locks: list[Lock], act: Event) -> bool:
    """Whether the actor had received the lock by then: who borrowed or lent knows, the others must have been told."""
    held = holding(locks, act)
    if any(act.actor in (Actor("supplier", lock.supplier), Actor("bank", lock.bank)) for lock in held):
        return True
    words: list[Event] = [lock.begin for lock in held]
    words += [said for said in case.all(RepaymentAccountLocked) if said.lock == "all"]
    return any(word.at <= act.at and word.known_at <= act.at for word in words)


def _requests(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    """A request without a special case, and without the change following: an attempt."""
    for request in case.said(AccountChangeRequested):
        held = holding(locks, request)
        if not held or ground(case, law, plea_of_request(request)) != Verdict.FAIL or _carried_out(case, request):
            continue
        blames = (request.actor,) if _told(case, locks, request) else ()
        yield ruling(NORM, case, Verdict.WARN, "asked_to_move_account", held[0].begin, request, blames=blames)


def _carried_out(case: Case, request: AccountChangeRequested) -> bool:
    changes: list[Change] = [*case.all(AccountChanged), *case.all(ContractAmended)]
    return any(request in requests_of(case, change) for change in changes)
