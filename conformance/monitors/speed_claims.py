"""`speed-claims`: 当天出, 秒到账 (二(一)): what the notice says can be done, and asks of nobody."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from notice.law import Law


@monitors("speed-claims")
def speed_claims(_case: Case, _law: Law) -> Iterator[Finding]:
    """No ruling, ever: a claim of ability binds no one.

    Who filed it as a commitment is held to it by `keep-commitments`; a reform that demands it wakes
    `X-quote-same-day` or `X-instant-money`.
    """
    yield from ()
