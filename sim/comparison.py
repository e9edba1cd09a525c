"""Truth against judgement: which breaches that were committed a judge found, and what it found beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from conformance.judge import Judgement
from conformance.verdicts import Verdict
from notice.events import Actor
from sim.truth import Breach

Row = tuple[str, Actor, str]
"""(norm, blamed actor, subject)."""


class Revealed(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of both, of the truth alone, and of the judgement alone."""

    found: frozenset[Row]
    missed: frozenset[Row]
    unfounded: frozenset[Row]

    def by_norm(self) -> dict[str, tuple[int, int, int]]:
        """Norm to the numbers of rows (found, missed, unfounded)."""
        counts = [Counter(row[0] for row in rows) for rows in (self.found, self.missed, self.unfounded)]
        norms = sorted({norm for count in counts for norm in count})
        return {norm: (counts[0][norm], counts[1][norm], counts[2][norm]) for norm in norms}


def revealed(truth: Iterable[Breach], judgement: Judgement) -> Revealed:
    """What the FAIL findings of a judgement reveal of the truth."""
    committed = {row for breach in truth for row in breach.rows}
    convicted = {(one.id, actor, one.subject) for one in judgement.findings(Verdict.FAIL) for actor in one.blames}
    return Revealed(
        found=frozenset(committed & convicted),
        missed=frozenset(committed - convicted),
        unfounded=frozenset(convicted - committed),
    )
