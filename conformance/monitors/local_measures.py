"""`local-measures`: districts write detailed measures of their own (一(四)). Nothing of it is seen in a trace."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.attestations import attested
from notice.law import Law

NORM = "local-measures"


@monitors(NORM)
def local_measures(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a bureau and period that it attested."""
    return attested(NORM, case, law)
