"""`no-interference`: nobody sways the choice of a bank, or a bank's lending (一(二)). A trace shows what was found."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.monitors.penalties import found_of_party
from conformance.verdicts import Verdict
from notice.law import Law

NORM = "no-interference"


@monitors(NORM)
def no_interference(case: Case, law: Law) -> Iterator[Finding]:
    """For any party: one ruling a finding that it interfered, and what it attested."""
    for found in found_of_party(case):
        if found.violation_kind == "interference" and covered(NORM, case, law, found):
            yield ruling(NORM, case, Verdict.FAIL, "interfered", found, blames=(case.party,), is_conclusive=True)
    yield from attested(NORM, case, law)
