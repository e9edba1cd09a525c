"""The guards: norms that decide whether other norms apply at all.

Which norm is guarded by which stands in the catalogue. A fact that a source does not show is presumed in favour of
judging; the judge then makes a conviction INCONCLUSIVE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.sizes import Size, sizes
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.civil import DAY
from notice.events import ApplicationSubmitted, AwardNoticeIssued, Event, LoanAgreementSigned, SizeDeclared
from notice.law import Law
from notice.size import is_msme

Guard = Callable[[Case, Law, Event], bool]

_PURCHASERS = ("state_organ", "public_institution", "group_organisation")
_SCOPES = ("catalogue", "above_threshold")


def covered(norm: str, case: Case, law: Law, trigger: Event) -> bool:
    """Whether every guard of `norm` lets this trigger through."""
    for guard in guards_of(norm):  # noqa: SIM110  # asked for each trigger of each norm: `all` costs twice as much
        if not guard(case, law, trigger):
            return False
    return True


@cache
def guards_of(norm: str) -> tuple[Guard, ...]:
    """The guards that the catalogue names for a norm."""
    return tuple(GUARDS[name] for name in catalogue().norms[norm].guards)


@lru_cache(maxsize=8)
def in_force_from(law: Law) -> int:
    """First instant of the notice (附)."""
    return law.policy.day("in_force_from") * DAY


def government_procurement(notice: AwardNoticeIssued) -> bool:
    """Whether the award is one of 二(二)3: a public purchaser, fiscal funds, catalogue or above the threshold."""
    return (
        notice.purchaser_kind in _PURCHASERS and notice.fund_source == "fiscal" and notice.procurement_scope in _SCOPES
    )


def in_scope(case: Case, law: Law, trigger: Event) -> bool:
    """Whether the notice was in force at the trigger and covers its award."""
    if case.about != "award":
        return trigger.at >= in_force_from(law) and _award_in_scope(case, trigger)
    begin = case.once(_in_scope_from, law)
    return begin is not None and trigger.at >= begin


def _award_in_scope(case: Case, trigger: Event) -> bool:
    """Whether the notice covers the award that a trigger beyond it names; presumed where no award notice is shown."""
    award = getattr(trigger, "award", None)
    notices = [notice for notice in case.all(AwardNoticeIssued) if notice.award == award]
    return not notices or government_procurement(notices[-1])


def if_scope_shown(finding: Finding, case: Case, acts: Sequence[Event]) -> Finding:
    """A conviction beyond any award, or INCONCLUSIVE if the notices of all awards acted on may be hidden from the source."""
    shown = {notice.award for notice in case.all(AwardNoticeIssued)} | {None}
    is_shown = any(getattr(act, "award", None) in shown for act in acts)
    return finding if is_shown else if_shown(finding, case, AwardNoticeIssued)


def _in_scope_from(case: Case, law: Law) -> int | None:
    """First instant from which the notice covers the case; None: it never does."""
    notices = case.all(AwardNoticeIssued)
    return in_force_from(law) if not notices or government_procurement(notices[-1]) else None


def eligible_supplier(case: Case, law: Law, trigger: Event) -> bool:
    """Whether the supplier was a micro, small or medium one (or deemed so) when it applied (二(二)1).

    A supplier that declared nothing is none. What a bank does towards all suppliers is not excused by one's size.
    """
    if case.about != "award":
        return True
    known = case.once(_eligibility, law)
    name = getattr(trigger, "application", None) or getattr(trigger, "loan", None)
    return known[name] if name in known else _eligible_at(case, law, trigger)


def _eligibility(case: Case, law: Law) -> dict[str | None, bool]:
    """Of every application, and of every loan agreed under one: whether its supplier was eligible."""
    known: dict[str | None, bool] = {}
    for application in case.all(ApplicationSubmitted):
        known.setdefault(application.application, _eligible_at(case, law, application))
    for signed in case.all(LoanAgreementSigned):
        if signed.application in known:
            known.setdefault(signed.loan, known[signed.application])
    return known


def _eligible_at(case: Case, law: Law, application: Event) -> bool:
    size = declared(case, law, application)
    return size[1] if size else not case.knows(SizeDeclared, application.at)


def declared(case: Case, law: Law, application: Event) -> tuple[SizeDeclared, bool] | None:
    """The supplier's declaration that counts by the reading of its date, and whether that makes it eligible.

    Other bidders declare their size for the same award.
    """
    supplier = getattr(application, "supplier", None)
    said = [size for size in case.once(sizes, law) if size.said.supplier == supplier]
    counting = _counting(said, law.policy.reading("eligibility_at"), application)
    if not counting:
        return None
    last, rule = counting[-1], law.policy.reading("sme_rule")
    return last.said, is_msme(last.size, last.said.entity_kind, last.said.large_firm_controlled, rule)


def _counting(said: list[Size], reading: str, application: Event) -> list[Size]:
    """Declarations before the application: for the award, or of any kind; or those for the contract, whenever made.

    Until something is declared for the contract, what was declared for the award stands.
    """
    if reading == "contract" and (of_contract := [size for size in said if size.said.declared_for == "contract"]):
        return of_contract
    before = [size for size in said if precedes(size.said, application)]
    return before if reading == "application" else [size for size in before if size.said.declared_for == "award"]


GUARDS: dict[str, Guard] = {"in-scope": in_scope, "eligible-supplier": eligible_supplier}


@monitors("in-scope")
def is_in_scope(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a case: what the notice says of its award; undecided without an award notice."""
    notices = case.all(AwardNoticeIssued)
    if not notices:
        yield ruling("in-scope", case, Verdict.INCONCLUSIVE, "no_award_notice", case.events[0])
        return
    why = "in_scope" if government_procurement(notices[-1]) else "out_of_scope"
    if notices[0].at < in_force_from(law) and case.events[-1].at < in_force_from(law):
        why = "before_in_force"
    yield ruling("in-scope", case, Verdict.PASS, why, notices[-1])


@monitors("eligible-supplier")
def is_eligible_supplier(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application: what the supplier's last declaration makes of it."""
    for application in case.all(ApplicationSubmitted):
        if not covered("eligible-supplier", case, law, application):
            continue
        size = declared(case, law, application)
        if size is not None:
            why = "eligible" if size[1] else "not_eligible"
            yield ruling("eligible-supplier", case, Verdict.PASS, why, application, size[0])
        elif case.knows(SizeDeclared, application.at):
            yield ruling("eligible-supplier", case, Verdict.PASS, "undeclared", application)
        else:
            yield ruling("eligible-supplier", case, Verdict.INCONCLUSIVE, "size_unknown", application)
