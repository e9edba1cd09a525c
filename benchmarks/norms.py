"""Where the judge spends its time: one row a norm, each judged alone on the same trace, beside the cost of the cases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from conformance.judge import judge
from conformance.monitor import MONITORS
from notice.law import Law
from notice.trace import Trace


class Share(NamedTuple):
    """Nanoseconds an event that a norm costs beyond sorting the trace into cases, and its rulings."""

    norm: str
    ns_per_event: float
    rulings: int


def profile(trace: Trace, law: Law, rounds: int = 3) -> Iterator[Share]:
    """Every norm that is awake, the dearest first; the row '(cases)' is what no norm can avoid."""
    cases = _best(trace, law, set(), rounds)
    yield Share("(cases)", cases / len(trace.events) * 1e9, 0)
    shares = []
    for norm in MONITORS:
        seconds = _best(trace, law, {norm}, rounds)
        judged = judge(trace, law, norms={norm}).norms
        if norm in judged:
            shares.append(Share(norm, max(0.0, seconds - cases) / len(trace.events) * 1e9, judged[norm].triggers))
    yield from sorted(shares, key=lambda share: -share.ns_per_event)


def _best(trace: Trace, law: Law, norms: set[str], rounds: int) -> float:
    """The shortest of some rounds, in seconds of CPU time."""
    spent = []
    for _ in range(rounds):
        begin = time.process_time()
        judge(trace, law, norms=norms)
        spent.append(time.process_time() - begin)
    return min(spent)
