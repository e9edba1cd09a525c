"""`sanction-purchaser`: a purchaser that fails in one of four ways is dealt with, under a law that is named (五(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.excuses import excuses
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.monitors.penalties import finding_behind, followed, found_of_party, is_about, tried_without_finding
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import DelayExplained, SanctionImposed, ViolationEstablished
from notice.law import Law

NORM = "sanction-purchaser"
_CLAUSE = "5.2.3"
_FOUR = ("non_cooperation", "late_signing", "non_publication", "unexcused_payment_delay")


@monitors(NORM)
def sanction_purchaser(case: Case, law: Law) -> Iterator[Finding]:
    """For a purchaser: one ruling a finding of the four kinds, and one a sanction that concerns it.

    For anybody else: one a sanction that claims to rest on the clause about purchasers.
    """
    if case.party.role != "purchaser":
        yield from _of_no_purchaser(case, law)
        return
    for violation in found_of_party(case):
        if violation.violation_kind in _FOUR and covered(NORM, case, law, violation):
            yield from _sanctioned(case, law, violation)
    for sanction in case.all(SanctionImposed):
        if covered(NORM, case, law, sanction):
            yield from _rightly(case, law, sanction)
    yield from tried_without_finding(NORM, case, [one for one in case.tried(SanctionImposed) if is_about(case, one)])


def _of_no_purchaser(case: Case, law: Law) -> Iterator[Finding]:
    for sanction in case.all(SanctionImposed):
        if is_about(case, sanction) and sanction.under == _CLAUSE and covered(NORM, case, law, sanction):
            yield breach(NORM, case, "sanction_of_another", sanction, blames=(sanction.actor,))


def _sanctioned(case: Case, law: Law, violation: ViolationEstablished) -> Iterator[Finding]:
    if _excuse(case, law, violation) is None:
        sanctions = [one for one in case.all(SanctionImposed) if is_about(case, one)]
        yield _unless_excused(followed(NORM, case, law, violation, sanctions), case, violation)


def _rightly(case: Case, law: Law, sanction: SanctionImposed) -> Iterator[Finding]:
    """A sanction on this purchaser, or on somebody who is none for what this purchaser did; under the notice."""
    found, blames = finding_behind(case, sanction), (sanction.actor,)
    if found is not None and not covered(NORM, case, law, found):
        return
    if not is_about(case, sanction):
        if sanction.party.role != "purchaser" and found is not None:
            yield breach(NORM, case, "sanction_of_another", found, sanction, blames=blames)
        return
    if found is None:
        yield breach(NORM, case, "sanction_without_finding", sanction, blames=blames)
    elif not sanction.law_ref:
        yield breach(NORM, case, "sanction_without_law", found, sanction, blames=blames)
    elif sanction.under == _CLAUSE and found.violation_kind not in _FOUR:
        yield breach(NORM, case, "sanction_not_of_this_notice", found, sanction, blames=blames)
    elif excuse := _excuse(case, law, found):
        yield breach(NORM, case, "sanction_of_excused_delay", found, excuse, sanction, blames=blames)
    else:
        yield _unless_excused(ruling(NORM, case, Verdict.PASS, "on_its_ground", found, sanction), case, found)


def _unless_excused(finding: Finding, case: Case, violation: ViolationEstablished) -> Finding:
    """A ruling on a delay in paying rests on the grounds that were recorded for it."""
    decided = finding.verdict != Verdict.OPEN and violation.violation_kind == "unexcused_payment_delay"
    return if_shown(finding, case, DelayExplained) if decided else finding


def _excuse(case: Case, law: Law, violation: ViolationEstablished) -> DelayExplained | None:
    """The ground that the purchaser had recorded for paying late on the award, if it counts: then it was not 无故."""
    if violation.violation_kind != "unexcused_payment_delay" or violation.award is None:
        return None
    return case.first(
        DelayExplained,
        lambda said: (
            said.clock == "pay"
            and said.actor == case.party
            and said.award == violation.award
            and said.known_at <= violation.at
            and excuses(law, said.ground)
        ),
    )
