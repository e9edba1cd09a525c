"""`X-supplement-rounds`: documents asked for no more often than a reform allows (简化贷款审批程序, 三(三))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import bound
from notice.events import SupplementRequested
from notice.law import Law

NORM = "X-supplement-rounds"


@monitors(NORM)
def supplement_rounds(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application on which the bank asked for documents; a request that lists none is no round."""
    rounds: dict[str, list[SupplementRequested]] = defaultdict(list)
    for request in filter(is_the_banks, case.all(SupplementRequested)):
        if request.missing_docs and covered(NORM, case, law, request):
            rounds[request.application].append(request)
    largest = law.policy.number("supplement_rounds_max")
    for requests in rounds.values():
        blames = (requests[-1].actor,)
        yield bound(NORM, case, requests[-1], len(requests), largest, why="too_many_rounds", blames=blames)
