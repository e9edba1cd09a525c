"""`full-lock`: from disbursement on nobody moves the repayment account, special cases apart (二(三)5)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.accounts import account_agreed
from conformance.monitors.exceptions import (
    Change,
    Plea,
    consenting,
    ground,
    permitted,
    plea_of,
    plea_of_request,
    request_of,
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


def _moves(case: Case) -> Iterator[tuple[Change, str]]:
    """What moves the account, and from which: a change, or a contract that names another than the one in force."""
    for changed in case.all(AccountChanged):
        yield changed, changed.account
    for amended in case.all(ContractAmended):
        if amended.account is not None:
            in_force = account_agreed(case, amended)
            if in_force is not None and amended.account != in_force:
                yield amended, in_force


def _changes(case: Case, law: Law, locks: list[Lock]) -> Iterator[Finding]:
    for change, account in _moves(case):
        held = holding(locks, change)
        if not held:
            continue
        plea = plea_of(case, change, account)
        verdict = permitted(case, law, plea, held)
        if verdict == Verdict.PASS:
            found = ruling(NORM, case, verdict, "moved_in_special_case", held[0].begin, change)
            yield if_shown(found, case, CourtFreezeLifted) if plea.exception == "COURT_FREEZE" else found
        elif verdict == Verdict.WARN:
            yield ruling(NORM, case, verdict, "moved_in_other_special_case", held[0].begin, change, blames=())
        else:
            blames = _blamed(case, law, plea, held)
            why = "moved_for_all" if blames else "moved_untold"
            found = breach(NORM, case, why, held[0].begin, *_request(plea), change, blames=blames)
            yield if_shown(found, case, *_IN_FORCE) if isinstance(change, ContractAmended) else found


def _request(plea: Plea) -> tuple[Event, ...]:
    return (plea.request,) if plea.request else ()


def _blamed(case: Case, law: Law, plea: Plea, locks: list[Lock]) -> tuple[Actor, ...]:
    """Who asked for it and who effected it, each if told of the lock; a bank that consented without a ground."""
    acts = [*_request(plea), plea.act]
    blamed = {act.actor for act in acts if act.actor.role in _BEARERS and _told(case, locks, act)}
    if ground(case, law, plea) == Verdict.FAIL:
        blamed |= consenting(case, plea)
    if all(act.actor.role not in _BEARERS for act in acts):
        blamed.add(plea.act.actor)
    return tuple(blamed)


def _told(case: Case, locks: list[Lock], act: Event) -> bool:
    """Whether the actor had received the lock: supplier and bank made the loan, the others must have been told."""
    if act.actor.role in ("supplier", "bank"):
        return True
    words: list[Event] = [lock.begin for lock in locks]
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
    return any(precedes(request, change) and request_of(case, change) == request for change in changes)
