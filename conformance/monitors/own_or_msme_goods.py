"""`own-or-msme-goods`: the supplier delivers its own work, or goods that another such firm made (二(二)1).

A trace holds no more than the supplier's declaration.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.sight import unless_later
from conformance.verdicts import Verdict
from notice.events import Actor, AwardNoticeIssued, SizeDeclared
from notice.law import Law

NORM = "own-or-msme-goods"


@monitors(NORM)
def own_or_msme_goods(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a declaration (the last for award or contract) of who won; for a supplier, what it attested."""
    if case.about == "party":
        yield from attested(NORM, case, law)
        return
    last = {(said.supplier, said.declared_for): said for said in case.all(SizeDeclared)}
    for notice in case.all(AwardNoticeIssued):
        if covered(NORM, case, law, notice):
            for said in last.values():
                if said.supplier == notice.supplier:
                    yield unless_later(_ruled(case, law, notice, said), case, said)


def _ruled(case: Case, law: Law, notice: AwardNoticeIssued, said: SizeDeclared) -> Finding:
    """Goods of another make are a breach under the measures of 2020 only."""
    if said.goods_origin != "other":
        return ruling(NORM, case, Verdict.PASS, "goods_as_required", notice, said)
    is_breach = notice.subject == "goods" and law.policy.reading("sme_rule") == "46_2020"
    blames = (Actor("supplier", said.supplier),)
    return ruling(
        NORM, case, Verdict.FAIL if is_breach else Verdict.WARN, "goods_of_others", notice, said, blames=blames
    )
