"""A log as it was read: the trace, and what of it could not be said in the vocabulary."""

from __future__ import annotations

import msgspec

from notice.trace import Trace


class Unmapped(msgspec.Struct, frozen=True):
    """Rows of one kind that became no event: which, why (empty: no rule takes them), how many, and where the first stands."""

    what: str
    why: str
    rows: int
    first: str


class Log(msgspec.Struct, frozen=True):
    """The events of a log. `rows`: all that were read; `ignored`: those left out on purpose by the mapping."""

    trace: Trace
    rows: int
    ignored: int = 0
    unmapped: tuple[Unmapped, ...] = ()
