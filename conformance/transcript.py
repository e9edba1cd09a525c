"""What a replay wrote down: every exchange with the platform, with what could be seen before and after it.

Duties are judged from transcripts alone, so every verdict of a certificate can be recomputed offline.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from conformance.port import CaseState, ClockLevel
from notice.events import Actor, AnyEvent, Stimulus
from notice.trace import Observation

Answer = Literal["accepted", "refused", "unknown", "none"]
"""What came by the barrier; `unknown`: the answer was lost; `none`: nothing (a step without stimulus lets time pass)."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a scenario against a platform.

    `caused` are all events that the auditor's feed showed from this step up to its barrier, the accepted stimulus or
    its `Refused` included. `before` and `after` are read-backs as the auditor. `feeds` maps an actor ("bank:B2") to the
    keys of those `caused` events that stand in that actor's own feed, for the actors that the step probes. `views` are
    the whole feeds of those of whom the step asks that, `again` is the auditor's, read from its beginning in small
    pages; `reads` are read-backs as others.
    """

    label: str
    at: int
    stimulus: Stimulus | None = None
    subject: Actor | None = None
    answer: Answer
    reasons: tuple[str, ...] = ()
    caused: tuple[AnyEvent, ...] = ()
    before: CaseState | None = None
    after: CaseState | None = None
    feeds: dict[str, tuple[str, ...]] = {}
    views: dict[str, tuple[AnyEvent, ...]] = {}
    again: tuple[AnyEvent, ...] | None = None
    reads: dict[str, CaseState | None] = {}
    error: str = ""


class Transcript(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One case of one scenario, as played. `bindings` are the identities and amounts drawn for this run.

    `lacking`: what the case asks of a platform and this one does not offer ('restart'); it was not played then.
    """

    scenario: str
    case: str
    seed: int
    bindings: dict[str, str | int]
    observation: Observation
    exchanges: tuple[Exchange, ...]
    clock_level: ClockLevel = "V3"
    lacking: str = ""
    error: str = ""

    @property
    def events(self) -> tuple[AnyEvent, ...]:
        """Everything the platform showed, in feed order."""
        return tuple(event for exchange in self.exchanges for event in exchange.caused)
