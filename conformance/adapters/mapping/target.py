"""A target made from a mapping file, and its sandbox: stimuli as calls, the feed as poll and diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from conformance.adapters.mapping.loading import Loaded, load
from conformance.adapters.mapping.polling import Differ, Snapshot
from conformance.adapters.mapping.readback import case_state
from conformance.adapters.mapping.schema import Call
from conformance.adapters.mapping.schema import Stimulus as StimulusCall
from conformance.adapters.mapping.templates import Missing, fill, fill_text, reader, select, writer
from conformance.adapters.mapping.unmapped import Unmapped
from conformance.adapters.mapping.wire import Answer, Wire, checked_url
from conformance.port import Capabilities, CaseState, OutcomeUnknown
from notice.errors import InputError
from notice.events import PLATFORM, Actor, Event, Refused

if TYPE_CHECKING:
    from notice.events import Stimulus
    from notice.vocabulary import Reason, Role


class MappingTarget:
    """The platform that a mapping file describes; `base_url` may stand in for the file's.

    `unmapped` counts what the mapping had no words for: stimuli, values, codes of refusal, parties.
    """

    def __init__(self, path: Path | str, base_url: str | None = None) -> None:
        self._loaded = load(path)
        self._base_url = checked_url(base_url or self._loaded.mapping.base_url)
        self.name = self._loaded.mapping.platform
        self.unmapped: Counter[str] = Counter()

    def capabilities(self) -> Capabilities:
        """What follows from the mapping: a type is observed if something polled shows it."""
        mapping = self._loaded.mapping
        shown = {kind for kind, stimulus in mapping.stimuli.items() if stimulus.shown}
        return Capabilities(
            contract=mapping.contract,
            name=self.name,
            observes=tuple(sorted({*shown, *(rule.event for rule in mapping.observations), "Refused"})),
            clock_level="V3",
            restarts=mapping.sandbox.restart is not None,
        )

    def open(self, start_at: int, actors: Sequence[Actor]) -> MappingSandbox:
        """A fresh test environment of the platform. Raises `InputError` if it gives none."""
        return MappingSandbox(self._loaded, self._base_url, self.unmapped, start_at, actors)


class MappingSandbox:
    """One test environment, seen through the mapping."""

    def __init__(
        self, loaded: Loaded, base_url: str, unmapped: Counter[str], start_at: int, actors: Sequence[Actor]
    ) -> None:
        self._mapping, self._unmapped = loaded.mapping, unmapped
        self._write, self._read = writer(loaded.converters), reader(loaded.converters)
        self._where: Callable[[int], str] = lambda number: loaded.document.where(("observations", number))
        self._wire = Wire(base_url, loaded.mapping.timeout_seconds, loaded.mapping.answers, self._write)
        self._base_url = base_url
        self._opened_at = self._now = start_at
        self._answered: dict[tuple[str, Actor], tuple[Event, str, Event]] = {}
        self._ledger: list[tuple[Event, Actor]] = []
        self._views: dict[Actor | None, _View] = {}
        try:
            self._kept, self._tokens, self._auditor = self._open(start_at, actors)
        except (OutcomeUnknown, Missing) as fault:
            self._wire.close()
            raise InputError(
                f"the platform opened no test environment: {fault}",
                where=base_url,
                instead="check its address and the mapping",
            ) from None

    def _open(self, start_at: int, actors: Sequence[Actor]) -> tuple[dict[str, str], dict[Actor, str], str]:
        calls = self._mapping.sandbox
        parties = [actor for actor in actors if self._sayable(actor)]
        answer = self._wire.send(calls.open, {"start_at": start_at, "actors": msgspec.to_builtins(parties)})
        if not answer.accepted:
            raise OutcomeUnknown(f"it answered {answer.code}")
        source = {"body": answer.body}
        tokens = {}
        for each in select(calls.tokens.each, source):
            role, name, token = (
                fill_text(template, each, self._read)
                for template in (calls.tokens.role, calls.tokens.id, calls.tokens.token)
            )
            tokens[Actor(cast("Role", role), name)] = token
        if lacking := set(parties) - set(tokens):
            raise OutcomeUnknown(f"it gave no token to {min(lacking)}")
        kept = {name: fill_text(template, source, self._read) for name, template in calls.keep.items()}
        return kept, tokens, fill_text(calls.auditor, source, self._read)

    def _sayable(self, actor: Actor) -> bool:
        """Whether the platform has a word for such a party; counted if not."""
        each = msgspec.to_builtins(actor)
        try:
            fill(self._mapping.sandbox.open.body, {"start_at": self._opened_at, "actors": [each]}, self._write)
        except Missing:
            self._unmapped[f"party {actor.role}"] += 1
            return False
        return True

    # --- in

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        """The stimulus itself if the platform took it, else one `Refused`, each with what the next look shows.

        Raises `Unmapped` if the mapping has no words for it, `OutcomeUnknown` if the answer was lost.
        """
        kind, subject = type(event).__name__, as_subject or event.actor
        stimulus = self._mapping.stimuli.get(kind)
        if stimulus is None:
            raise self._no_words(f"stimulus {kind}")
        if subject not in self._tokens:
            raise self._no_words(f"party {subject.role}")
        answer = self._send(stimulus, event, self._tokens[subject])
        outcome = self._outcome(event, subject, answer)
        before = len(self._view(None).events)
        return [outcome, *(one for one in self._look(None).events[before:] if one.key != outcome.key)]

    def _outcome(self, event: Event, subject: Actor, answer: Answer) -> Event:
        """What the answer amounts to; the same answer to the same stimulus is the same event."""
        first, code, outcome = self._answered.get((event.key, subject), (None, "", event))
        if first != event or code != answer.code:
            outcome = event if answer.accepted else self._refusal(event, answer)
            self._answered[event.key, subject] = event, answer.code, outcome
            self._ledger.append((outcome, subject))
        return outcome

    def _send(self, stimulus: StimulusCall, event: Event, token: str) -> Answer:
        every = self._mapping.every_stimulus
        source = {**msgspec.to_builtins(msgspec.structs.asdict(event)), "key": event.key, "token": token}
        try:
            body = fill({**every.body, **stimulus.body}, source, self._write)
            headers = self._mapping.headers | every.headers | stimulus.headers
            return self._wire.send(Call(call=stimulus.call, headers=headers), source, body)
        except Missing as missing:
            raise self._no_words(f"value {type(event).__name__}.{missing}") from None

    def _no_words(self, what: str) -> Unmapped:
        self._unmapped[what] += 1
        return Unmapped(f"the mapping has no words for {what}; nothing was sent")

    def _refusal(self, event: Event, answer: Answer) -> Refused:
        """A code that the mapping does not know becomes a refusal without reasons."""
        reasons = self._mapping.answers.reasons.get(answer.code, ())
        if not reasons:
            self._unmapped[f"code {answer.code}"] += 1
        return Refused(
            at=self._now,
            actor=PLATFORM,
            source=self._mapping.platform,
            id=f"Refused/{len(self._ledger) + 1}",
            reasons=cast("tuple[Reason, ...]", reasons),
            stimulus=cast("Stimulus", event),
            award=getattr(event, "award", None),
            caused_by=(event.key,),
        )

    # --- time

    def advance(self, to_at: int) -> None:
        """Moves the platform's clock and looks at what fell due."""
        answer = self._wire.send(self._mapping.sandbox.advance, {**self._kept, "to_at": to_at})
        if not answer.accepted:
            raise OutcomeUnknown(f"the platform did not move its clock: it answered {answer.code}")
        self._now = to_at
        self._look(None)

    def restart(self) -> None:
        """Stops the platform and starts it again, by the call that the mapping names."""
        call = self._mapping.sandbox.restart
        if call is None:
            raise self._no_words("a restart")
        answer = self._wire.send(call, self._kept)
        if not answer.accepted:
            raise OutcomeUnknown(f"the platform did not restart: it answered {answer.code}")

    def settle(self) -> None:
        """Nothing to wait for: this adapter is for platforms whose answer comes when its effects are written."""

    # --- out

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """What the resources have shown to this actor's token so far, and the refusals that were told to it."""
        view = self._view(None) if actor is None else self._look(actor)
        return view.events[after:][:limit]

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        """The case as the resources show it to this actor's token."""
        case = self._mapping.case
        listed = [rule.of for rule in (case.applications, *case.deadlines) if rule]
        return case_state(case, self._snapshot(actor, (case.of, *listed)), award, self._read)

    def close(self) -> None:
        """Ends the test environment, if the platform can, and the connection."""
        call = self._mapping.sandbox.close
        try:
            if call is not None:
                self._wire.send(call, self._kept)
        finally:
            self._wire.close()

    def _view(self, actor: Actor | None) -> _View:
        if actor not in self._views:
            differ = Differ(self._mapping.observations, self._read, self._mapping.platform, self._where)
            self._views[actor] = _View(differ)
        return self._views[actor]

    def _look(self, actor: Actor | None) -> _View:
        """Polls as this actor and adds what is new to its view: first what was taken, then what followed from it."""
        view, snapshot = self._view(actor), self._snapshot(actor, self._mapping.resources)
        awaited = view.awaited + self._ledger[view.looked :]
        view.looked, view.awaited = len(self._ledger), []
        for outcome, subject in awaited:
            if isinstance(outcome, Refused):
                # no resource shows a refusal: it is told to its sender, and the auditor reads all
                view.events += [outcome] if actor in (None, subject) else []
            elif self._shows(outcome, snapshot):
                view.events.append(self._as_shown(outcome, snapshot))
            else:
                view.awaited.append((outcome, subject))
        view.events += view.differ.news(snapshot, self._now, self._opened_at)
        return view

    def _shows(self, event: Event, snapshot: Snapshot) -> bool:
        """Whether the platform shows that it took the stimulus."""
        stimulus = self._mapping.stimuli.get(type(event).__name__)
        return stimulus is not None and stimulus.shown is not None and self._stands(stimulus.shown, event, snapshot)

    def _as_shown(self, event: Event, snapshot: Snapshot) -> Event:
        """The stimulus without the fields that the platform withholds from this token."""
        withheld = self._mapping.stimuli[type(event).__name__].withheld
        hidden = {name: None for name, path in withheld.items() if not self._stands(path, event, snapshot)}
        return msgspec.structs.replace(event, **hidden) if hidden else event

    def _stands(self, path: str, event: Event, snapshot: Snapshot) -> bool:
        """Whether something stands at a path that the stimulus fills."""
        source = msgspec.to_builtins(msgspec.structs.asdict(event))
        return bool(select(path, snapshot, lambda text: fill_text(text, source, self._write)))

    def _snapshot(self, actor: Actor | None, names: Iterable[str]) -> Snapshot:
        token = self._auditor if actor is None else self._tokens.get(actor)
        if token is None:
            raise InputError(f"{actor} has no token here", instead="name it when the sandbox is opened")
        wanted = {name: self._mapping.resources[name] for name in names}
        answers = {line: self._look_at(line, token) for line in {resource.call for resource in wanted.values()}}
        return {name: select(resource.objects, answers[resource.call]) for name, resource in wanted.items()}

    def _look_at(self, line: str, token: str) -> Mapping[str, Any]:
        answer = self._wire.send(Call(call=line, headers=self._mapping.headers), {**self._kept, "token": token})
        if not answer.accepted:
            raise OutcomeUnknown(f"{line} cannot be read: the platform answered {answer.code}")
        return {"body": answer.body}


class _View:
    """What one token has been shown."""

    def __init__(self, differ: Differ) -> None:
        self.differ, self.looked = differ, 0
        self.events: list[Event] = []
        self.awaited: list[tuple[Event, Actor]] = []
