"""When a locked account may be moved after all: 除被法院冻结等特殊情况外 (二(三)5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.monitors.accounts import account_agreed, frozen
from conformance.monitors.locks import Lock
from conformance.verdicts import Verdict
from notice.events import (
    AccountChangeConsented,
    AccountChanged,
    AccountChangeRequested,
    Actor,
    ContractAmended,
    Event,
    LoanAgreementSigned,
    RepaymentAccountAgreed,
)
from notice.law import Law

Change = AccountChanged | ContractAmended
Joint = RepaymentAccountAgreed | LoanAgreementSigned
"""What bank and supplier do together: agree on an account, or sign for one."""


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


def moves(case: Case) -> Iterator[tuple[Change, str]]:
    """What moves the account, and from which: a change, or a contract that names another than the one in force."""
    for changed in case.all(AccountChanged):
        yield changed, changed.account
    for amended in case.all(ContractAmended):
        if amended.account is not None:
            in_force = account_agreed(case, amended)
            if in_force is not None and amended.account != in_force:
                yield amended, in_force


def pleas_of(case: Case, act: Change | Joint, account: str) -> list[Plea]:
    """What is pleaded for leaving `account`: by the act itself, and in each request that it carries out."""
    own = act.exception if isinstance(act, AccountChanged) else None
    asked = requests_of(case, act)
    return [Plea(act, account, own or one.exception, one.order_ref, one) for one in asked] or [
        Plea(act, account, own, None, None)
    ]


def requests_of(case: Case, act: Change | Joint) -> list[AccountChangeRequested]:
    """The requests before `act` that it carries out: of the same change, or of the account that a contract names."""
    asked = [request for request in case.said(AccountChangeRequested) if precedes(request, act)]
    if isinstance(act, AccountChanged):
        return [request for request in asked if request.change == act.change]
    return [request for request in asked if request.new_account == act.account]


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


def permitted(case: Case, law: Law, act: Change | Joint, account: str, locks: list[Lock]) -> Verdict:
    """The best `ground` pleaded, and FAIL if a lender whose lock holds has not consented before the change."""
    agreed = {Actor("bank", lock.bank) for lock in locks} <= consenting(case, act)
    free = not law.policy.flag("freeze_needs_bank_consent")
    pleas = [plea for plea in pleas_of(case, act, account) if agreed or (free and plea.exception == "COURT_FREEZE")]
    return min((ground(case, law, plea) for plea in pleas), default=Verdict.FAIL)


def consenting(case: Case, act: Change | Joint) -> set[Actor]:
    """The banks that agreed to `act` before it: a bank's own request is its consent, and so is its own change."""
    acts = [act, *requests_of(case, act), *consents_of(case, act)]
    return {one.actor for one in acts if one.actor.role == "bank"}


def consents_of(case: Case, act: Change | Joint) -> list[AccountChangeConsented]:
    """The consents that banks gave to `act`, or to a request that it carries out, before it."""
    changes = {request.change for request in requests_of(case, act)} | {getattr(act, "change", None)}
    return [
        consent
        for consent in case.all(AccountChangeConsented)
        if consent.change in changes and consent.actor.role == "bank" and precedes(consent, act)
    ]
