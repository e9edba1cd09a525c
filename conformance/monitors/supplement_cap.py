"""`X-supplement-cap`: supplements within a share of the contract (政府采购法 49; no clause asks for it, so it sleeps)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import bound
from notice.events import Actor, ContractAmended, ContractSigned
from notice.law import Law
from notice.money import BP

NORM = "X-supplement-cap"


@monitors(NORM)
def supplement_cap(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a supplement: with those before it, it stays within the share. What is taken off frees no room."""
    cap_bp = law.policy.number("supplement_max_bp")
    for signed in case.all(ContractSigned):
        limit = signed.amount_fen * cap_bp // BP
        supplements = [
            event
            for event in case.all(ContractAmended)
            if event.contract == signed.contract and event.amount_delta_fen > 0
        ]
        for amended in supplements:
            if covered(NORM, case, law, amended):
                so_far = sum(one.amount_delta_fen for one in supplements if precedes(one, amended))
                purchaser = Actor("purchaser", signed.purchaser)
                yield bound(NORM, case, amended, so_far, limit, why="above_supplement_cap", blames=(purchaser,))
