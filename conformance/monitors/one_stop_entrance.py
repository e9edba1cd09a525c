"""`one-stop-entrance`: one entrance by the stated path, and a channel for exchange (二(一), 二(三)1).

The path is attested. That a message reaches its addressee and nobody else is probed in certification; a log shows only
that there are messages.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.verdicts import Verdict
from notice.events import MessageSent
from notice.law import Law

NORM = "one-stop-entrance"
_PATH, _CHANNEL = ("2.1.c", "2.3.1"), ("2.1.e",)


@monitors(NORM)
def one_stop_entrance(case: Case, law: Law) -> Iterator[Finding]:
    """What the bureau or the platform attested of the path; and one ruling a party that used the channel."""
    for answer in attested(NORM, case, law):
        yield msgspec.structs.replace(answer, clauses=_PATH)
    sent = case.first(MessageSent, lambda one: one.actor == case.party and covered(NORM, case, law, one))
    if sent:
        yield ruling(NORM, case, Verdict.INCONCLUSIVE, "needs_read_back", sent, clauses=_CHANNEL)
