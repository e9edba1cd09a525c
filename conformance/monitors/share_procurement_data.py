"""`share-procurement-data`: procurement facts can be read by every filed bank (三(一)加强信息共享).

Who can read what is not seen in a log: certification reads back as each party.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.verdicts import Verdict
from notice.events import AwardNoticeIssued, ContractPublished, ContractSigned, Event, TreasuryPaid
from notice.law import Law

NORM = "share-procurement-data"
_PUBLIC: tuple[type[Event], ...] = (AwardNoticeIssued, ContractSigned, ContractPublished, TreasuryPaid)


@monitors(NORM)
def share_procurement_data(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a case with a public fact, and never one that decides; nothing of what happened beside platforms."""
    if case.observation.vantage == "world":
        return
    facts = [event for kind in _PUBLIC for event in case.all(kind) if covered(NORM, case, law, event)]
    if facts:
        yield ruling(NORM, case, Verdict.INCONCLUSIVE, "needs_read_back", facts[0])
