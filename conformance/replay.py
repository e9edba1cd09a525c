"""Replay: plays a certification case against a platform and writes down what it saw. It judges nothing.

What was accepted or refused is recognised by the stimulus' own identity in the auditor's feed, or by
`Refused.stimulus`; so a platform may answer at once or later, and may call its own observations as it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import msgspec

from conformance.answers import as_expected
from conformance.port import OutcomeUnknown
from conformance.transcript import Answer, Exchange, Transcript
from notice.events import AnyEvent, Event, Refused
from notice.trace import Observation
from scenarios.binding import BoundStep, Script, bind
from scenarios.draws import draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.port import ClockLevel, Restartable, Sandbox, Target
    from notice.events import Stimulus
    from scenarios.case import Case

PAGE = 5
"""Events a page, where a feed is read from its beginning."""


def play(target: Target, case: Case, *, seed: int) -> Transcript:
    """The transcript of `case` in a fresh sandbox of `target`, with identities and amounts drawn from `seed`.

    It ends early where an answer is not as expected: what would follow proves nothing. A crash of the target is the
    transcript's `error`, never an exception.
    """
    bindings = draw(case, seed)
    script = bind(case, bindings)
    tape = _Tape(script.start_at)
    observes: tuple[str, ...] | None = ()
    level: ClockLevel = "V3"
    error = lacking = ""
    try:
        capabilities = target.capabilities()
        observes, level = capabilities.observes, capabilities.clock_level
        if any(step.restart for step in script.steps) and not capabilities.restarts:
            lacking = "restart"
        else:
            _run(target, script, tape)
    except Exception as crash:  # noqa: BLE001  # whatever the platform does, the transcript says so
        error = f"{type(crash).__name__}: {crash}"
    return Transcript(
        scenario=case.scenario,
        case=case.name,
        seed=seed,
        bindings=bindings,
        observation=Observation(vantage="platform", until=tape.now + 1, observes=observes),
        exchanges=tuple(tape.exchanges),
        clock_level=level,
        lacking=lacking,
        error=error,
    )


def _run(target: Target, script: Script, tape: _Tape) -> None:
    sandbox = target.open(script.start_at, script.actors)
    try:
        for steps in _rounds(script.steps):
            if not tape.record(sandbox, steps):
                return
    finally:
        sandbox.close()


def _rounds(steps: Sequence[BoundStep]) -> Iterator[list[BoundStep]]:
    """The steps, those together that are done at once."""
    begun: list[BoundStep] = []
    for step in steps:
        if begun and not step.at_once:
            yield begun
            begun = []
        begun.append(step)
    if begun:
        yield begun


class _Tape:
    """The exchanges with one sandbox so far, and what its feed has shown."""

    def __init__(self, start_at: int) -> None:
        self.now = start_at
        self.exchanges: list[Exchange] = []
        self._seen: set[str] = set()
        self._position = 0

    def record(self, sandbox: Sandbox, steps: Sequence[BoundStep]) -> bool:
        """Plays one step, or several at once; whether the case goes on."""
        self._advance(sandbox, steps[0])
        acts = [(step, step.stimulus) for step in steps if step.stimulus is not None]
        if not acts:
            return True
        exchanges = [self._exchanged(sandbox, *acts[0])] if len(acts) == 1 else self._raced(sandbox, acts)
        self.exchanges += exchanges
        return all(as_expected(step, exchange) for step, exchange in zip(steps, exchanges, strict=True))

    def _exchanged(self, sandbox: Sandbox, step: BoundStep, stimulus: Stimulus) -> Exchange:
        """The stimulus, its answer, and what can be seen when nothing is pending any more."""
        # what was given is not judged, so its read-backs would be read for nothing
        before = None if step.given else sandbox.read(step.award)
        outcome = _submitted(sandbox, step)
        _settled(sandbox, step)
        exchange = self._written(step, stimulus, outcome, self._news(sandbox))
        return msgspec.structs.replace(
            exchange,
            before=before,
            after=None if step.given else sandbox.read(step.award),
            feeds=_feeds(sandbox, step, exchange.caused),
            **_looked(sandbox, step),
        )

    def _raced(self, sandbox: Sandbox, acts: Sequence[tuple[BoundStep, Stimulus]]) -> list[Exchange]:
        """All are submitted, then settled: each exchange holds what its own act caused.

        The case is not read back: what one act changed would seem the other's.
        """
        outcomes = [_submitted(sandbox, step) for step, _ in acts]
        sandbox.settle()
        shown = self._news(sandbox)
        stray = tuple(event for event in shown if not any(_comes_of(event, stimulus) for _, stimulus in acts))
        if stray:
            first, _ = acts[0]
            self.exchanges.append(Exchange(label=first.label, at=first.at, answer="none", caused=stray))
        return [
            self._written(step, stimulus, outcome, tuple(event for event in shown if _comes_of(event, stimulus)))
            for (step, stimulus), outcome in zip(acts, outcomes, strict=True)
        ]

    def _written(
        self, step: BoundStep, stimulus: Stimulus, outcome: tuple[tuple[Event, ...], bool], shown: Sequence[AnyEvent]
    ) -> Exchange:
        """What was answered to the stimulus, and shown of it."""
        returned, lost = outcome
        caused = (*shown, *self._unseen(returned, shown, stimulus))
        answer, reasons = _answer(stimulus, (*caused, *returned))
        return Exchange(
            label=step.label,
            at=step.at,
            stimulus=stimulus,
            subject=step.subject,
            answer="unknown" if lost and answer == "none" else answer,
            reasons=reasons,
            caused=caused,
        )

    def _advance(self, sandbox: Sandbox, step: BoundStep) -> None:
        """Moves the clock; what falls due meanwhile gets an exchange of its own, before the stimulus."""
        if step.at > self.now:
            sandbox.advance(step.at)
            self.now = step.at
        elif step.stimulus is not None:
            return
        if step.stimulus is None:
            _settled(sandbox, step)
            seen: dict[str, Any] = {"after": sandbox.read(step.award), **_looked(sandbox, step)}
        else:
            sandbox.settle()
            seen = {}
        shown = self._news(sandbox)
        if shown or step.stimulus is None:
            self.exchanges.append(Exchange(label=step.label, at=step.at, answer="none", caused=shown, **seen))

    def _news(self, sandbox: Sandbox) -> tuple[AnyEvent, ...]:
        """What the auditor's feed shows since the last look."""
        shown = cast("tuple[AnyEvent, ...]", tuple(sandbox.feed(None, self._position)))
        self._position += len(shown)
        self._seen.update(event.key for event in shown)
        return shown

    def _unseen(self, returned: Sequence[Event], shown: Sequence[Event], stimulus: Event) -> tuple[AnyEvent, ...]:
        """What the answer itself told and the feed did not."""
        told = any(isinstance(event, Refused) and event.stimulus.key == stimulus.key for event in shown)
        unseen = [
            event for event in returned if event.key not in self._seen and not (told and isinstance(event, Refused))
        ]
        self._seen.update(event.key for event in unseen)
        return cast("tuple[AnyEvent, ...]", tuple(unseen))


def _comes_of(event: Event, stimulus: Stimulus) -> bool:
    """Whether the event is the stimulus, its refusal, or says that it was caused by it."""
    refused = isinstance(event, Refused) and event.stimulus.key == stimulus.key
    return refused or stimulus.key in (event.key, *event.caused_by)


def _settled(sandbox: Sandbox, step: BoundStep) -> None:
    """Waits until nothing is pending; before that the platform is stopped and started, if the step says so."""
    if step.restart:
        cast("Restartable", sandbox).restart()
    sandbox.settle()


def _submitted(sandbox: Sandbox, step: BoundStep) -> tuple[tuple[Event, ...], bool]:
    """The answer, and whether it was lost."""
    if step.stimulus is None:
        return (), False
    try:
        return tuple(sandbox.submit(step.stimulus, as_subject=step.subject)), False
    except OutcomeUnknown:
        return (), True


def _answer(stimulus: Event, events: Sequence[Event]) -> tuple[Answer, tuple[str, ...]]:
    """How the stimulus came out, as far as these events tell, and the reasons of a refusal."""
    for event in events:
        if isinstance(event, Refused) and event.stimulus.key == stimulus.key:
            return "refused", event.reasons
    return ("accepted", ()) if any(event.key == stimulus.key for event in events) else ("none", ())


def _looked(sandbox: Sandbox, step: BoundStep) -> dict[str, Any]:
    """What the step asks for beside its own events: whole feeds, and the case as others read it."""
    return {
        "views": {str(actor): tuple(sandbox.feed(actor)) for actor in step.viewed},
        "again": _in_pages(sandbox) if step.reread else None,
        "reads": {str(actor): sandbox.read(step.award, actor) for actor in step.readers},
    }


def _in_pages(sandbox: Sandbox) -> tuple[Event, ...]:
    """The auditor's feed from its beginning, in pages so small that events lie on both sides of many a border."""
    events: list[Event] = []
    while page := sandbox.feed(None, len(events), PAGE):
        events += page
    return tuple(events)


def _feeds(sandbox: Sandbox, step: BoundStep, caused: Sequence[Event]) -> dict[str, tuple[str, ...]]:
    """For each probed actor, the keys of the caused events that stand in its own feed."""
    keys = [event.key for event in caused]
    feeds = {str(actor): {event.key for event in sandbox.feed(actor)} for actor in step.probed}
    return {name: tuple(key for key in keys if key in feed) for name, feed in feeds.items()}
