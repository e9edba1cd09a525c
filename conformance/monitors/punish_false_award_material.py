"""`punish-false-award-material`: who won by false material is listed, and a suspected crime is referred (五(二)).

Fine and ban are higher law (政府采购法 77): their absence breaks nothing here, their measure may.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach, precedence
from conformance.monitors.penalties import finding_behind, followed, found_of_party, is_about, tried_without_finding
from conformance.verdicts import Verdict
from notice.arrears import fine_band_fen
from notice.civil import DAY, date_of, day_number, day_of
from notice.events import (
    AwardNoticeIssued,
    AwardVoided,
    BadRecordListed,
    ReferredToJudiciary,
    SanctionImposed,
    SupplierBanned,
    ViolationEstablished,
)
from notice.law import Law

NORM = "punish-false-award-material"
_LISTING, _REFERRAL = ("5.2.1.a",), ("5.2.1.b",)


@monitors(NORM)
def punish_false_award_material(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a finding and consequence, and one a consequence: whether a finding carries it."""
    for violation in found_of_party(case):
        if covered(NORM, case, law, violation):
            yield from _followed(case, law, violation)
    for listed in case.all(BadRecordListed):
        if is_about(case, listed) and covered(NORM, case, law, listed):
            yield _rightly_listed(case, listed)
    for referred in case.all(ReferredToJudiciary):
        if is_about(case, referred) and covered(NORM, case, law, referred):
            yield _rightly_referred(case, referred)
    tried: list[BadRecordListed | ReferredToJudiciary] = [
        *case.tried(BadRecordListed),
        *case.tried(ReferredToJudiciary),
    ]
    yield from tried_without_finding(NORM, case, [one for one in tried if is_about(case, one)])


def _is_false_award_material(violation: ViolationEstablished) -> bool:
    return violation.violation_kind == "false_award_material" and violation.party.role == "supplier"


def _followed(case: Case, law: Law, violation: ViolationEstablished) -> Iterator[Finding]:
    if _is_false_award_material(violation):
        listings = [one for one in case.all(BadRecordListed) if is_about(case, one)]
        yield followed(NORM, case, law, violation, listings, _LISTING)
        yield from _by_procurement_law(case, law, violation)
    if violation.suspected_crime:
        referrals = [one for one in case.all(ReferredToJudiciary) if is_about(case, one)]
        yield followed(NORM, case, law, violation, referrals, _REFERRAL)


def _rightly_listed(case: Case, listed: BadRecordListed) -> Finding:
    found = finding_behind(case, listed)
    if found is not None and not _is_false_award_material(found):
        return breach(NORM, case, "listed_for_another_breach", found, listed, blames=(listed.actor,), clauses=_LISTING)
    return precedence(NORM, case, listed, found, why="listed_without_finding", blames=(listed.actor,), clauses=_LISTING)


def _rightly_referred(case: Case, referred: ReferredToJudiciary) -> Finding:
    found = finding_behind(case, referred)
    suspected = found if found is not None and found.suspected_crime else None
    return precedence(
        NORM, case, referred, suspected, why="referred_without_suspicion", blames=(referred.actor,), clauses=_REFERRAL
    )


def _by_procurement_law(case: Case, law: Law, violation: ViolationEstablished) -> Iterator[Finding]:
    """Fine, ban and voiding that rest on the finding, each within what the law allows."""
    for fined in case.all(SanctionImposed):
        if fined.fine_fen is not None and is_about(case, fined) and finding_behind(case, fined) is violation:
            yield _fine(case, law, violation, fined, fined.fine_fen)
    for banned in case.all(SupplierBanned):
        if is_about(case, banned) and finding_behind(case, banned) is violation:
            yield _ban(case, law, violation, banned)
    for voided in case.all(AwardVoided):
        if voided.violation == violation.violation:
            yield ruling(NORM, case, Verdict.PASS, "on_its_ground", violation, voided, clauses=_LISTING)


def _fine(case: Case, law: Law, violation: ViolationEstablished, fined: SanctionImposed, fine_fen: int) -> Finding:
    """Of the award amount, between the two rates."""
    notice = case.first(AwardNoticeIssued, lambda one: one.award == violation.award)
    if notice is None:
        return ruling(NORM, case, Verdict.INCONCLUSIVE, "fine_base_unknown", violation, fined, clauses=_LISTING)
    low, high = fine_band_fen(law.policy, notice.amount_fen)
    details: Details = {"value": fine_fen, "low": low, "high": high}
    if low <= fine_fen <= high:
        return ruling(NORM, case, Verdict.PASS, "fine_within", violation, fined, clauses=_LISTING, details=details)
    return breach(
        NORM, case, "fine_outside", violation, fined, blames=(fined.actor,), clauses=_LISTING, details=details
    )


def _ban(case: Case, law: Law, violation: ViolationEstablished, banned: SupplierBanned) -> Finding:
    """Until a day between the two anniversaries of the ban, these days included."""
    shortest, longest = law.policy.number("ban_years_min"), law.policy.number("ban_years_max")
    low, high = _anniversary(banned.at, shortest) * DAY, (_anniversary(banned.at, longest) + 1) * DAY
    details: Details = {"low": shortest, "high": longest}
    if low <= banned.banned_until_at <= high:
        return ruling(NORM, case, Verdict.PASS, "ban_within", violation, banned, clauses=_LISTING, details=details)
    return breach(
        NORM, case, "ban_outside", violation, banned, blames=(banned.actor,), clauses=_LISTING, details=details
    )


def _anniversary(at: int, years: int) -> int:
    """Day number of the same date so many years on; of 28 February for the 29th."""
    day = date_of(day_of(at))
    year = min(day.year + years, 9999)
    return day_number(day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day))
