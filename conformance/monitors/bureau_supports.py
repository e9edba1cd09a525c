"""`bureau-supports`: the bureau guides, helps, and makes the scheme known (一(一), 三(一), 五(一), 五(三)).

A trace shows only what was held and that a register exists; the rest is attested.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import Details, monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.verdicts import Verdict
from notice.events import BadRecordListed, OutreachHeld
from notice.law import Law

NORM = "bureau-supports"
_MADE_KNOWN, _REGISTER = ("3.1.a", "5.3"), ("3.1.e",)


@monitors(NORM)
def bureau_supports(case: Case, law: Law) -> Iterator[Finding]:
    """For a bureau: one ruling a kind of outreach and district, one for its register, and what it attested."""
    if case.party.role != "finance_bureau":
        return
    held: dict[tuple[str, str], list[OutreachHeld]] = {}
    for outreach in case.all(OutreachHeld):
        if outreach.actor == case.party and covered(NORM, case, law, outreach):
            held.setdefault((outreach.outreach_kind, outreach.district), []).append(outreach)
    for (kind, district), meetings in held.items():
        told: Details = {
            "kind": kind,
            "district": district,
            "held": len(meetings),
            "attended": sum(m.attendees for m in meetings),
        }
        yield ruling(NORM, case, Verdict.PASS, "outreach_held", *meetings, clauses=_MADE_KNOWN, details=told)
    listed = case.first(BadRecordListed, lambda one: one.actor == case.party and covered(NORM, case, law, one))
    if listed:
        yield ruling(NORM, case, Verdict.PASS, "register_exists", listed, clauses=_REGISTER)
    yield from attested(NORM, case, law)
