"""How what a platform showed is ruled on: events, due days, locks and read-backs of one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from conformance.answers import Ruling
from conformance.verdicts import Verdict
from notice.civil import date_of
from notice.clocks import due_day
from notice.events import ClockStarted, Event, RepaymentAccountLocked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.port import CaseState, Deadline
    from conformance.transcript import Exchange
    from notice.trace import Observation
    from scenarios.binding import BoundStep
    from scenarios.wanted import DueDay, Expected, Wanted

LOAN_CLOCKS = frozenset({"first_loan", "repeat_loan"})


def needed_types(step: BoundStep, expected: Expected) -> set[str]:
    """Event types without which an expectation cannot be judged on every platform."""
    held = (wanted for feed in expected.feeds for wanted in feed.holds)
    kinds = {wanted.kind.__name__ for wanted in (*expected.shows, *held)}
    kinds |= {type(step.stimulus).__name__} if step.stimulus is not None else set()
    kinds |= {"Refused"} if "refuse" in expected.answer else set()
    kinds |= {"BreachFlagged"} if expected.answer == "refused_or_flagged" else set()
    kinds |= {"ClockStarted"} if expected.due is not None else set()
    return kinds | ({"RepaymentAccountLocked"} if expected.locked is not None else set())


def rule_observations(expected: Expected, exchanges: Sequence[Exchange], seen: Observation) -> Iterator[Ruling]:
    """Rulings on what was shown from a step's clock move up to its barrier, and on the case as read back after it."""
    shown = [event for exchange in exchanges for event in exchange.caused]
    for wanted in expected.shows:
        yield _shown(wanted, shown, seen)
        yield from _visible(wanted, exchanges)
    state = exchanges[-1].after
    if expected.due is not None:
        yield _due(expected.due, shown, state, seen)
    if expected.locked is not None:
        yield _locked(expected.locked, shown, state, seen)
    for name, value in expected.reads.items():
        yield rule_read(name, value, state)


def _shown(wanted: Wanted, shown: Sequence[Event], seen: Observation) -> Ruling:
    kind = wanted.kind.__name__
    fitting = [(event, _fits(wanted, event)) for event in shown if isinstance(event, wanted.kind)]
    sure = [event for event, fit in fitting if fit == "yes"]
    perhaps = [event for event, fit in fitting if fit == "perhaps"]
    expected, got = f"{wanted.times} x {_pattern(wanted)}", f"{len(sure)} of {len(fitting)} {kind}"
    evidence = tuple(event.key for event, _ in fitting)
    least, most = wanted.times
    too_few, too_many = len(sure) < least, most is not None and len(sure) > most
    all_of_them = len(sure) + len(perhaps)
    could_be_few, could_be_many = all_of_them < least, most is not None and all_of_them > most
    if perhaps and not too_many and not could_be_few and (too_few or could_be_many):
        return Ruling(Verdict.INCONCLUSIVE, "uncertain_instant", expected, got, evidence)
    if too_many:
        return Ruling(Verdict.FAIL, "shown_too_often", expected, got, evidence)
    if not seen.sees(kind) and (least == 0 or too_few):
        return Ruling(Verdict.INCONCLUSIVE, "unreported", expected, got)
    if too_few:
        return Ruling(Verdict.FAIL, "not_shown", expected, got, evidence)
    return Ruling(Verdict.PASS, "shown_as_due", expected, got, evidence)


def _fits(wanted: Wanted, event: Event) -> str:
    """Whether an event fits: yes, no, or perhaps (an uncertain time could decide)."""
    for name, value in wanted.fields.items():
        if _comparable(msgspec.to_builtins(getattr(event, name))) != _comparable(value):
            return "no"
    if wanted.due_day is None:
        return "yes"
    due_at = getattr(event, "due_at", None)
    return "no" if due_at is None else _falls_on(wanted.due_day, due_at, event.at_slack_seconds)


def _falls_on(day: int, due_at: int, slack_seconds: int) -> str:
    """Whether a due instant falls on the day: yes, no, or perhaps.

    An adapter that polls takes the due instant from the same uncertain time as the event.
    """
    first, last = due_day(due_at - max(slack_seconds - 1, 0)), due_day(due_at)
    if not first <= day <= last:
        return "no"
    return "yes" if first == last else "perhaps"


def _comparable(value: Any) -> Any:
    """Lists are compared as sets: the order of parts or kinds means nothing."""
    return sorted(value, key=repr) if isinstance(value, list | tuple) else value


def _visible(wanted: Wanted, exchanges: Sequence[Exchange]) -> Iterator[Ruling]:
    for exchange in exchanges:
        keys = {event.key for event in exchange.caused if isinstance(event, wanted.kind)}
        for actor in wanted.seen_by:
            if str(actor) in exchange.feeds:
                fitting = {event.key for event in exchange.caused if is_like(wanted, event)}
                missing = fitting - set(exchange.feeds[str(actor)])
                yield rule_feed(not missing, "kept_from_its_party", wanted, str(actor), missing or fitting)
        for actor in wanted.hidden_from:
            if str(actor) in exchange.feeds:
                leaked = keys & set(exchange.feeds[str(actor)])
                yield rule_feed(not leaked, "shown_to_a_stranger", wanted, str(actor), leaked)


def is_like(wanted: Wanted, event: Event) -> bool:
    """Whether an event is one of those wanted, as far as can be known."""
    return isinstance(event, wanted.kind) and _fits(wanted, event) != "no"


def rule_feed(lawful: bool, why: str, wanted: Wanted, actor: str, keys: set[str]) -> Ruling:
    """The ruling on what stands, or does not, in an actor's feed; `why` if that is not lawful."""
    what = f"{wanted.kind.__name__} in the feed of {actor}"
    evidence = tuple(sorted(keys))
    return (
        Ruling(Verdict.PASS, "feeds_as_due", what, what, evidence)
        if lawful
        else Ruling(Verdict.FAIL, why, got=what, evidence=evidence)
    )


def _due(wanted: DueDay, shown: Sequence[Event], state: CaseState | None, seen: Observation) -> Ruling:
    """Every clock of that kind that was started, or else stands open, has the kind, bearer and due day wanted."""
    family = LOAN_CLOCKS if wanted.clock in LOAN_CLOCKS else {wanted.clock}
    started = [event for event in shown if isinstance(event, ClockStarted) and event.clock in family]
    open_now = [one for one in (state.deadlines if state else ()) if one.clock in family]
    text = f"{wanted.clock} of {wanted.bearer} due on {date_of(wanted.day)}"
    found = started or open_now
    got = "; ".join(_clock(one) for one in found) or "no such clock"
    evidence = tuple(event.key for event in started)
    if not found:
        blind = not seen.sees("ClockStarted") and state is None
        return Ruling(Verdict.INCONCLUSIVE if blind else Verdict.FAIL, "unreported" if blind else "no_clock", text, got)
    fits = [_is_due(wanted, one) for one in found]
    if "perhaps" in fits and "yes" not in fits:
        return Ruling(Verdict.INCONCLUSIVE, "uncertain_instant", text, got, evidence)
    # an older clock of the case may still be open beside the new one; started clocks are all new
    met = fits == ["yes"] if started else "yes" in fits
    return Ruling(
        Verdict.PASS if met else Verdict.FAIL, "due_as_computed" if met else "wrong_due_day", text, got, evidence
    )


def _is_due(wanted: DueDay, one: ClockStarted | Deadline) -> str:
    if (one.clock, one.bearer) != (wanted.clock, wanted.bearer) or one.due_at is None:
        return "no"
    return _falls_on(wanted.day, one.due_at, getattr(one, "at_slack_seconds", 0))


def _clock(one: ClockStarted | Deadline) -> str:
    due = "without due day" if one.due_at is None else f"due on {date_of(due_day(one.due_at))}"
    return f"{one.clock} of {one.bearer} {due}"


def _locked(lock: str, shown: Sequence[Event], state: CaseState | None, seen: Observation) -> Ruling:
    said = [event for event in shown if isinstance(event, RepaymentAccountLocked) and event.lock == lock]
    if said or (state is not None and state.lock == lock):
        return Ruling(Verdict.PASS, "locked_as_due", lock, lock, tuple(event.key for event in said))
    if state is None and not seen.sees("RepaymentAccountLocked"):
        return Ruling(Verdict.INCONCLUSIVE, "unreported", lock)
    return Ruling(Verdict.FAIL, "not_locked", lock, str(state.lock if state else None))


def rule_read(name: str, value: Any, state: CaseState | None) -> Ruling:
    """The ruling on one value of a read-back."""
    got = None if state is None else getattr(state, name)
    if isinstance(value, dict):
        met = all((got or {}).get(key) in words for key, words in value.items())
    else:
        met = got == value
    text = f"{name} = {value}", f"{name} = {got}"
    return Ruling(Verdict.PASS, "reads_as_due", *text) if met else Ruling(Verdict.FAIL, "reads_otherwise", *text)


def _pattern(wanted: Wanted) -> str:
    fields = ", ".join(f"{name}={_worded(value)}" for name, value in wanted.fields.items())
    due = f", due on {date_of(wanted.due_day)}" if wanted.due_day is not None else ""
    return f"{wanted.kind.__name__}({fields}{due})"


def _worded(value: Any) -> str:
    """A plain value as a reader would write it; an actor as role:id."""
    if isinstance(value, dict) and {"role", "id"} == set(value):
        return f"{value['role']}:{value['id']}"
    return "+".join(map(str, value)) if isinstance(value, list) else str(value)
