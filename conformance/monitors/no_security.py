"""`no-security`: a bank asks for no mortgage and no guarantee of any kind (一(三), 四(一)). Asking is the breach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from notice.events import (
    Actor,
    ApplicationRejected,
    ApplicationSubmitted,
    Event,
    LoanAgreementSigned,
    ProductPublished,
    SecurityRequested,
)
from notice.law import Law
from notice.vocabulary import Security

NORM = "no-security"
_SECURITIES = frozenset(get_args(Security))
_ROWS = {
    "property_mortgage": "1.3.d",
    "natural_person_guarantee": "1.3.e",
    "third_party_guarantee": "1.3.e",
    "guarantee_company": "1.3.e",
}
_OTHER_FORMS = "1.3.f"
_ANY_FORM = "4.1.d"
_TAKEN = "1.3.a"


@monitors(NORM)
def no_security(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a bank and application; and, for a bank, one a published product."""
    if case.about == "bank":
        yield from _products(case, law)
        return
    asked = _asked(case, law)
    for application, bank, trigger in _applications(case, asked):
        if covered(NORM, case, law, trigger):
            yield _ruled(case, trigger, bank, asked.get((application, bank), []))


def _products(case: Case, law: Law) -> Iterator[Finding]:
    for product in case.said(ProductPublished):
        if _is_the_banks(product) and covered(NORM, case, law, product):
            kinds = _forbidden(law, product.requires)
            yield _ruled(case, product, product.bank, [(product, kinds)] if kinds else [])


Asked = tuple[Event, tuple[str, ...]]
"""An act by which a bank asked for or took security, and the kinds."""


def _asked(case: Case, law: Law) -> dict[tuple[str, str], list[Asked]]:
    """What each bank asked for on each application, refused attempts included."""
    found: dict[tuple[str, str], list[Asked]] = {}
    for act, kinds in _acts(case):
        forbidden = _forbidden(law, kinds)
        if forbidden:
            found.setdefault((act.application, act.bank), []).append((act, forbidden))
    return found


def _acts(
    case: Case,
) -> Iterator[tuple[SecurityRequested | LoanAgreementSigned | ApplicationRejected, tuple[str, ...]]]:
    for request in case.said(SecurityRequested):
        if _is_the_banks(request):
            yield request, (request.security,)
    for signed in case.said(LoanAgreementSigned):
        if signed.security and _is_the_banks(signed):
            yield signed, signed.security
    for rejected in case.said(ApplicationRejected):
        if rejected.ground == "no_security_offered" and _is_the_banks(rejected):
            yield rejected, ("other_security",)


def _is_the_banks(act: SecurityRequested | LoanAgreementSigned | ApplicationRejected | ProductPublished) -> bool:
    """Whether the bank itself did it: what others say in its name is not its act."""
    return act.actor == Actor("bank", act.bank)


def _forbidden(law: Law, kinds: tuple[str, ...]) -> tuple[str, ...]:
    allowed = set()
    if law.policy.flag("natural_person_guarantee_allowed"):
        allowed.add("natural_person_guarantee")
    if not law.policy.flag("receivable_pledge_is_security"):
        allowed.add("receivable_pledge")
    return tuple(kind for kind in kinds if kind in _SECURITIES and kind not in allowed)


def _applications(case: Case, asked: dict[tuple[str, str], list[Asked]]) -> Iterator[tuple[str, str, Event]]:
    """Each application with its bank: those submitted, and those known only from what a bank asked on them."""
    submitted = {event.application: event for event in case.all(ApplicationSubmitted)}
    pairs: dict[tuple[str, str], Event] = {
        (name, event.bank): event for name, event in submitted.items() if event.bank is not None
    }
    for application, bank in asked:
        pairs.setdefault((application, bank), submitted.get(application) or asked[application, bank][0][0])
    for (application, bank), trigger in pairs.items():
        yield application, bank, trigger


def _ruled(case: Case, trigger: Event, bank: str, asked: list[Asked]) -> Finding:
    kinds = sorted({kind for _, some in asked for kind in some})
    acts = [act for act, _ in asked if act is not trigger]
    signed = {agreement.key for agreement in case.all(LoanAgreementSigned)}
    taken = any(act.key in signed for act, _ in asked)
    rows = {_ROWS.get(kind, _OTHER_FORMS) for kind in kinds} | ({_TAKEN} if taken else set())
    if not asked:
        return absence_after(NORM, case, trigger, (), why="kept_clear", blames=())
    return absence_after(
        NORM, case, trigger, acts or [trigger], why="security_taken" if taken else "security_asked",
        blames=(Actor("bank", bank),), clauses=(*sorted(rows), _ANY_FORM), details={"kinds": ", ".join(kinds)},
    )  # fmt: skip
