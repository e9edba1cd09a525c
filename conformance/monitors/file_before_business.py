"""`file-before-business`: a bank files for the scheme, with all that a filing holds, before it does business in it (二(二)2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import filings, is_the_banks
from conformance.monitors.guards import covered, if_scope_shown
from conformance.monitors.kinds import breach
from conformance.sight import unshown
from conformance.verdicts import Verdict
from notice.events import Actor, ApplicationAccepted, BankFiled, ProductPublished, QuoteIssued
from notice.law import Law
from notice.trace import order
from notice.vocabulary import FilingPart

NORM = "file-before-business"
Business = ProductPublished | ApplicationAccepted | QuoteIssued
_BUSINESS: tuple[type[Business], ...] = (ProductPublished, ApplicationAccepted, QuoteIssued)
_PARTS: tuple[FilingPart, ...] = get_args(FilingPart)
_GROUPS: tuple[tuple[FilingPart, ...], ...] = (
    ("unit_profile",),
    ("application_and_commitment",),
    ("product", "specific_plan", "business_process", "loan_rates", "concessions", "risk_controls"),
    ("platform_integration",),
)
"""单位基本情况; 申请与承诺; 产品及配套制度, whose parts the brackets list; 对接情况."""
_TO_FILE, _WHAT_TO_FILE = "2.2.2.a", "2.2.2.b"


@monitors(NORM)
def file_before_business(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a bank, on its first business under the notice; and a warning for what it tried without a filing."""
    done = [act for kind in _BUSINESS for act in case.all(kind) if is_the_banks(act) and covered(NORM, case, law, act)]
    if done:
        first = min(done, key=order)
        found = _ruled(case, law, first)
        yield if_scope_shown(found, case, [first]) if found.verdict == Verdict.FAIL else found
    for kind in _BUSINESS:
        for act in filter(is_the_banks, case.tried(kind)):
            if covered(NORM, case, law, act) and not _is_filed(case, law, act):
                yield ruling(NORM, case, Verdict.WARN, "tried_business_unfiled", act, blames=(act.actor,))


def _ruled(case: Case, law: Law, act: Business) -> Finding:
    bank = (Actor("bank", act.bank),)
    filed = _filing(case, act)
    if filed is None:
        return breach(NORM, case, "not_filed", act, blames=bank, clauses=(_TO_FILE,))
    if lacking := _lacking(law, filed):
        details: dict[str, str | int] = {"parts": ", ".join(lacking)}
        return breach(
            NORM, case, "filing_incomplete", act, filed, blames=bank, clauses=(_WHAT_TO_FILE,), details=details
        )
    first = filings(case)[0]
    days = law.policy.number_if_given("filing_prompt_working_days")
    if days is not None and act.at < (law.working_due(first.at, days) or 0):
        return breach(NORM, case, "filed_too_shortly_before", act, first, blames=bank, clauses=(_TO_FILE,))
    return _as_first(case, filed, ruling(NORM, case, Verdict.PASS, "filed_before_business", act, filed))


def _as_first(case: Case, filed: BankFiled, found: Finding) -> Finding:
    """The ruling, unless earlier business, done before the bank had filed, may be hidden from the source."""
    hidden = [kind.__name__ for kind in _BUSINESS if not case.knows(kind, filed.at)]
    return unshown(found, hidden) if hidden else found


def _filing(case: Case, act: Business) -> BankFiled | None:
    """The filing in force: a later one replaces the earlier."""
    return next((filed for filed in reversed(filings(case)) if precedes(filed, act)), None)


def _is_filed(case: Case, law: Law, act: Business) -> bool:
    filed = _filing(case, act)
    return filed is not None and not _lacking(law, filed)


def _lacking(law: Law, filed: BankFiled) -> list[str]:
    """What a filing must hold and does not: each of the nine parts, or something of each group."""
    groups = _GROUPS if law.policy.reading("filing_parts") == "groups" else [(part,) for part in _PARTS]
    return [group[0] for group in groups if not set(group) & set(filed.parts)]
