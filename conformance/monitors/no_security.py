"""`no-security`: a bank asks for no mortgage and no guarantee of any kind (一(三), 四(一)). Asking is the breach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.dealings import by_application, is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from notice.events import (
    Actor,
    ApplicationRejected,
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

Act = SecurityRequested | LoanAgreementSigned | ApplicationRejected


@monitors(NORM)
def no_security(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a bank and application; and, for a bank, one a published product."""
    if case.about == "bank":
        for product in filter(is_the_banks, case.said(ProductPublished)):
            if covered(NORM, case, law, product):
                yield _ruled(case, product, product.bank, [], _forbidden(law, product.requires))
        return
    asked = [act for act in _acts(case) if is_the_banks(act) and _forbidden(law, _kinds(act))]
    for trigger, bank, acts in by_application(NORM, case, law, asked):
        kinds = [kind for act in acts for kind in _forbidden(law, _kinds(act))]
        yield _ruled(case, trigger, bank, acts, kinds)


def _acts(case: Case) -> Iterator[Act]:
    """What may ask for security or take it, refused attempts included."""
    yield from case.said(SecurityRequested)
    yield from case.said(LoanAgreementSigned)
    yield from case.said(ApplicationRejected)


def _kinds(act: Act) -> tuple[str, ...]:
    """What an act asks for; a bank that declines for want of security does not say which."""
    if isinstance(act, SecurityRequested):
        return (act.security,)
    if isinstance(act, LoanAgreementSigned):
        return act.security
    return ("other_security",) if act.ground == "no_security_offered" else ()


def _forbidden(law: Law, kinds: tuple[str, ...]) -> tuple[str, ...]:
    allowed = set()
    if law.policy.flag("natural_person_guarantee_allowed"):
        allowed.add("natural_person_guarantee")
    if not law.policy.flag("receivable_pledge_is_security"):
        allowed.add("receivable_pledge")
    return tuple(kind for kind in kinds if kind in _SECURITIES and kind not in allowed)


def _ruled(case: Case, trigger: Event, bank: str, asked: Sequence[Act], kinds: Sequence[str]) -> Finding:
    """`asked` are the acts that ask for the `kinds`; a product that requires them is trigger and act in one."""
    if not kinds:
        return absence_after(NORM, case, trigger, (), why="kept_clear", blames=())
    acts = [act for act in asked if act is not trigger]
    signed = {agreement.key for agreement in case.all(LoanAgreementSigned)}
    taken = any(act.key in signed for act in asked)
    rows = {_ROWS.get(kind, _OTHER_FORMS) for kind in kinds} | ({_TAKEN} if taken else set())
    return absence_after(
        NORM, case, trigger, acts or [trigger], why="security_taken" if taken else "security_asked",
        blames=(Actor("bank", bank),), clauses=(*sorted(rows), _ANY_FORM),
        details={"kinds": ", ".join(sorted(set(kinds)))},
    )  # fmt: skip
