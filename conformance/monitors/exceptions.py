"""When a locked account may be moved after all: 除被法院冻结等特殊情况外 (二(三)5)."""

from __future__ import annotations

from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.monitors.accounts import frozen
from conformance.monitors.locks import Lock
from conformance.verdicts import Verdict
from notice.events import AccountChangeConsented, AccountChanged, AccountChangeRequested, Actor, ContractAmended, Event
from notice.law import Law

Change = AccountChanged | ContractAmended


class Plea(NamedTuple):
    """What is said for moving an account: the ground, and the request it was said in."""

    act: Event
    account: str
    exception: str | None
    order_ref: str | None
    request: AccountChangeRequested | None


def plea_of_request(request: AccountChangeRequested) -> Plea:
    """The plea a request makes for itself."""
    return Plea(request, request.account, request.exception, request.order_ref, request)


def plea_of(case: Case, change: Change, account: str) -> Plea:
    """The plea for a change of `account`: its own exception, or that of the request it carries out."""
    request = request_of(case, change)
    own = change.exception if isinstance(change, AccountChanged) else None
    return Plea(
        change,
        account,
        own or (request.exception if request else None),
        request.order_ref if request else None,
        request,
    )


def request_of(case: Case, change: Change) -> AccountChangeRequested | None:
    """The last request before `change` that it carries out: the same change, or for a contract the same new account."""
    asked = [request for request in case.said(AccountChangeRequested) if precedes(request, change)]
    if isinstance(change, AccountChanged):
        asked = [request for request in asked if request.change == change.change]
    else:
        asked = [request for request in asked if request.new_account == change.account]
    return asked[-1] if asked else None


def ground(case: Case, law: Law, plea: Plea) -> Verdict:
    """PASS: a special case of the text; WARN: only of its open list (等); FAIL: none."""
    reading = law.policy.reading("exceptions")
    if plea.exception is None:
        return Verdict.FAIL
    if plea.exception == "COURT_FREEZE":
        return Verdict.PASS if frozen(case, plea.account, plea.order_ref, plea.act, plea.request) else Verdict.FAIL
    if plea.exception == "OTHER_SPECIAL":
        return Verdict.WARN if reading == "open" else Verdict.FAIL
    return Verdict.FAIL if reading == "closed" else Verdict.PASS


def permitted(case: Case, law: Law, plea: Plea, locks: list[Lock]) -> Verdict:
    """Like `ground`, and FAIL if a lender whose lock holds has not consented before the change."""
    free = plea.exception == "COURT_FREEZE" and not law.policy.flag("freeze_needs_bank_consent")
    lenders = {Actor("bank", lock.bank) for lock in locks}
    if not free and not lenders <= consenting(case, plea):
        return Verdict.FAIL
    return ground(case, law, plea)


def consenting(case: Case, plea: Plea) -> set[Actor]:
    """The banks that agreed to the change before it: a bank's own request is its consent, and so is its own change."""
    change = plea.request.change if plea.request else getattr(plea.act, "change", None)
    banks = {plea.act.actor} | {
        consent.actor
        for consent in case.all(AccountChangeConsented)
        if consent.change == change and precedes(consent, plea.act)
    }
    if plea.request is not None:
        banks.add(plea.request.actor)
    return {actor for actor in banks if actor.role == "bank"}
