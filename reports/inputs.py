"""What a caller may give a report beside results, traces and judgements."""

from __future__ import annotations

import msgspec

from conformance.judge import Judgement
from conformance.logs.log import Log
from conformance.measures.figures import Figure
from conformance.readings import OtherReading
from notice.policy import Policy
from notice.trace import Trace


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One replication that was kept whole: its trace and how it was judged."""

    trace: Trace
    judgement: Judgement


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """A log and how it was judged. `target`: what the user called it; `log.trace`: of a large log, what is told of it.

    `events` and `cases` count all of it. `others`: what other readings would change, if that was asked for.
    `measures`: what was counted.
    """

    target: str
    log: Log
    judgement: Judgement
    policy: Policy
    events: int
    cases: int
    others: tuple[OtherReading, ...] | None = None
    measures: tuple[Figure, ...] = ()


class Detection(msgspec.Struct, frozen=True, kw_only=True):
    """Breaches of one norm: planted in the market, found on the whole trace, found on the platform's log alone."""

    norm: str
    planted: int
    found: int
    found_by_platform: int


class Reproduction(msgspec.Struct, frozen=True, kw_only=True):
    """How to get a page again: the exact command, the notice's hash, and the versions that shape the result."""

    command: str
    notice_sha256: str
    versions: dict[str, str]
