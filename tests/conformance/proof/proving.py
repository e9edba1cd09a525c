"""How a planted breach is proven: the log that shows everything, the platform's own log beside it, and one verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from conformance.judge import Judgement, NormVerdict, judge
from conformance.monitor import MONITORS, Monitor
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import Event
from notice.law import Law
from notice.trace import Observation, trace
from tests.conformance.builders import UNTIL
from tests.conformance.proof.lawful import baseline_law, lawful, overlay_law
from tests.conformance.proof.mutation import Mutation

NOTICE, AWAKE = baseline_law(), overlay_law()
LAWFUL = lawful()
ASLEEP_UNDER_THE_NOTICE = {"preferential-rate"}
"""Norms that, besides the dormant ones, need a number that the notice does not give."""


def law_for(norm: str) -> Law:
    """The notice, or for what sleeps under it the overlay."""
    return AWAKE if catalogue().norms[norm].wakes_with or norm in ASLEEP_UNDER_THE_NOTICE else NOTICE


def judgement_of(
    events: list[Event],
    law: Law = NOTICE,
    *,
    monitors: Mapping[str, Monitor] = MONITORS,
    norms: Collection[str] | None = None,
    platform: list[Event] | None = None,
    until: int = UNTIL,
) -> Judgement:
    """The judgement on a log that shows everything; `platform` is the platform's own log, by default the same."""
    own, theirs = (
        trace(Observation(vantage=vantage, until=until), told)
        for vantage, told in (("world", events), ("platform", events if platform is None else platform))
    )
    return judge(own, law, monitors, norms=norms, platform=theirs)


def verdict_on(mutation: Mutation, monitors: Mapping[str, Monitor] = MONITORS) -> NormVerdict:
    """How the mutation's norm comes out on the lawful log with the breach in it."""
    norm, events = mutation.norm, mutation.applied_to(LAWFUL)
    seen = mutation.seen_by_platform(events)
    return judgement_of(events, law_for(norm), monitors=monitors, norms=[norm], platform=seen).norms[norm]


def blamed(found: NormVerdict) -> set[str]:
    """Whom its FAIL findings blame."""
    return {str(actor) for one in found.findings if one.verdict == Verdict.FAIL for actor in one.blames}


def is_found(mutation: Mutation, monitors: Mapping[str, Monitor] = MONITORS) -> bool:
    """Whether the planted breach is found, and blames exactly who committed it."""
    found = verdict_on(mutation, monitors)
    return found.verdict == Verdict.FAIL and blamed(found) == mutation.blames
