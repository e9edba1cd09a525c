"""`file-contract-in-time`: a copy of a signed contract is filed within so many working days (三(二))."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.formalities import formalities
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.events import Actor
from notice.law import Law

NORM = "file-contract-in-time"


@monitors(NORM)
def file_contract_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a contract. No ground helps, and the notice itself sanctions nobody for it (五(二)3)."""
    for one in case.once(formalities, law):
        signed, filing = one.signed, one.filing
        if covered(NORM, case, law, signed):
            purchaser = Actor("purchaser", signed.purchaser)
            yield response_within(NORM, case, signed, filing.done, filing.due_at, partial(Late, (purchaser,)))
