"""How whole feeds are ruled on: complete and in order, stamped honestly, showing each actor what it may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from conformance.answers import Ruling
from conformance.observations import is_like, rule_feed, rule_read
from conformance.verdicts import Verdict
from notice.civil import rfc3339
from notice.events import DeadlineMissed, Event, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.port import CaseState
    from conformance.transcript import Exchange
    from notice.events import Actor
    from notice.trace import Observation
    from scenarios.wanted import Expected, WholeFeed

_NAMED = 3
"""So many events at fault are named."""


def rule_feeds(expected: Expected, told: Sequence[Exchange], seen: Observation) -> Iterator[Ruling]:
    """Rulings on all that was told up to a barrier; `told` are the exchanges of the case so far."""
    last = told[-1]
    if expected.complete:
        yield _complete(told, last.again or ())
    if expected.honest:
        yield _honest(told)
    for feed in expected.feeds:
        yield from _stands(feed, last.views.get(str(feed.actor), ()), seen)
    for actor, values in expected.read_by.items():
        yield from _read_by(actor, values, last.reads.get(str(actor)))


# --- complete ---------------------------------------------------------------------------------------------------


def _complete(told: Sequence[Exchange], again: Sequence[Event]) -> Ruling:
    """The feed read from its beginning against all that its cursors and the answers told."""
    shown = [event for exchange in told for event in exchange.caused]
    for why, keys in _faults(shown, again):
        if keys:
            named = ", ".join(keys[:_NAMED]) + (", …" if len(keys) > _NAMED else "")
            return Ruling(Verdict.FAIL, why, "everything once and in order", named, tuple(keys))
    told_of = f"{len(again)} events"
    return Ruling(Verdict.PASS, "feed_is_complete", told_of, told_of)


def _faults(shown: Sequence[Event], again: Sequence[Event]) -> Iterator[tuple[str, list[str]]]:
    """Each way to be incomplete, with the events that show it."""
    kept = {event.key: event for event in again}
    # a refusal may be told by the answer alone
    untold = [one for one in shown if one.key not in kept]
    yield "feed_lacks", [one.key for one in untold if not isinstance(one, Refused)]
    yield "feed_repeats", [key for key, times in Counter(event.key for event in again).items() if times > 1]
    yield "feed_grew", sorted(kept.keys() - {event.key for event in shown})
    yield "feed_differs", [one.key for one in shown if kept.get(one.key, one) != one]
    yield "feed_out_of_order", [*_turned(shown, kept), *_effects_first(again)]
    yield "feed_has_a_hole", list(_after_holes(again, untold))


def _turned(shown: Sequence[Event], kept: Mapping[str, Event]) -> list[str]:
    """Events that stand elsewhere than where the feed first showed them."""
    # what an answer told first and the feed later counts from where the feed showed it
    before = [key for key in dict.fromkeys(event.key for event in reversed(shown)) if key in kept][::-1]
    return [key for key, now in zip(before, kept, strict=False) if key != now]


def _effects_first(feed: Sequence[Event]) -> Iterator[str]:
    place = {event.key: number for number, event in enumerate(feed)}
    for number, event in enumerate(feed):
        if any(place.get(cause, -1) > number for cause in event.caused_by):
            yield event.key


def _after_holes(feed: Sequence[Event], untold: Sequence[Event]) -> Iterator[str]:
    """What the platform says after a number that is missing, or out of turn; a source without numbers claims nothing.

    `untold`: refusals that bear a number and were told by the answer alone.
    """
    sources: dict[str, list[Event]] = defaultdict(list)
    for event in (*feed, *untold):
        if event.actor.role == "platform" and event.seq:
            sources[event.source].append(event)
    for said in sources.values():
        numbers = {event.seq for event in said}
        yield from (event.key for event in said if event.seq - 1 not in numbers and event.seq != min(numbers))
    for source in sources:
        numbered = [event for event in feed if event.source == source and event.seq]
        yield from (later.key for earlier, later in pairwise(numbered) if later.seq <= earlier.seq)


# --- honest -----------------------------------------------------------------------------------------------------


def _honest(told: Sequence[Exchange]) -> Ruling:
    """Whether every stimulus kept its instant, and every observation bears one at which it can have happened."""
    known = {one.stimulus.key: one.stimulus.at for one in told if one.stimulus is not None}
    known |= {event.key: event.at for one in told for event in one.caused if event.key not in known}
    wrong, unsure, moved_from = [], [], 0
    for exchange in told:
        for event in exchange.caused:
            honest = _is_honest(event, exchange, moved_from, known)
            wrong += [event] if honest == "no" else []
            unsure += [event] if honest == "perhaps" else []
        moved_from = exchange.at
    if wrong or unsure:
        verdict = Verdict.FAIL if wrong else Verdict.INCONCLUSIVE
        why = "stamped_otherwise" if wrong else "uncertain_instant"
        got = "; ".join(f"{type(one).__name__} at {rfc3339(one.at)}" for one in (wrong or unsure)[:_NAMED])
        return Ruling(verdict, why, "the sandbox's time", got, tuple(one.key for one in wrong or unsure))
    return Ruling(Verdict.PASS, "stamped_as_due", "the sandbox's time", "the sandbox's time")


def _is_honest(event: Event, exchange: Exchange, moved_from: int, known: Mapping[str, int]) -> str:
    """Yes, no, or perhaps (a slack in the instant could decide)."""
    if event.actor.role != "platform":
        return "yes" if event.at == known[event.key] else "no"
    first, last = _window(event, exchange, moved_from, known)
    if not event.at <= event.known_at <= exchange.at or first > last:
        return "no"
    earliest = event.at - max(event.at_slack_seconds - 1, 0)
    if event.at < first or earliest > last:
        return "no"
    return "yes" if first <= earliest and event.at <= last else "perhaps"


def _window(event: Event, exchange: Exchange, moved_from: int, known: Mapping[str, int]) -> tuple[int, int]:
    """The first and the last instant at which the platform can have observed this."""
    now = exchange.at
    if isinstance(event, DeadlineMissed):
        return event.due_at, min(event.due_at, now)
    if event.recorded_at == now:  # written down late, and said so: then not before its cause
        return max((known.get(cause, now) for cause in event.caused_by), default=now), now
    return (moved_from + 1 if exchange.stimulus is None else now), now


# --- who sees what ----------------------------------------------------------------------------------------------


def _stands(feed: WholeFeed, view: Sequence[Event], seen: Observation) -> Iterator[Ruling]:
    for wanted in feed.holds:
        found = {event.key for event in view if is_like(wanted, event)}
        if not found and not seen.sees(wanted.kind.__name__):
            yield Ruling(Verdict.INCONCLUSIVE, "unreported", got=wanted.kind.__name__)
        else:
            yield rule_feed(bool(found), "kept_from_its_party", wanted, str(feed.actor), found)
    for wanted in feed.lacks:
        found = {event.key for event in view if is_like(wanted, event)}
        yield rule_feed(not found, "shown_to_a_stranger", wanted, str(feed.actor), found)


def _read_by(actor: Actor, values: Mapping[str, object] | None, state: CaseState | None) -> Iterator[Ruling]:
    if values is None:
        kept = state is None
        why = "case_kept_secret" if kept else "case_given_away"
        yield Ruling(Verdict.PASS if kept else Verdict.FAIL, why, f"no case for {actor}", got=str(actor))
    elif state is None:
        yield Ruling(Verdict.FAIL, "case_not_readable", f"a case for {actor}", got=str(actor))
    else:
        yield from (rule_read(name, value, state) for name, value in values.items())
