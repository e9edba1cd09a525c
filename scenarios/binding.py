"""A case bound to the identities and amounts of one run: dated stimuli, and what is expected of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import msgspec

from notice.civil import DAY, instant
from notice.errors import InputError, nearest
from notice.events import Actor, Stimulus
from scenarios.case import AS_TOLD, WAIT, Case, Step
from scenarios.values import Scope, build, fields
from scenarios.wanted import Expected, expected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.draws import Bindings
    from scenarios.expectation import Expectation


@dataclass(frozen=True)
class BoundStep:
    """One step to play. `given`: it belongs to what happened before the case. `again`: the label that it repeats.

    `restart`: as soon as it has answered, the platform is stopped and started. `at_once`: it is submitted before the step
    before it is settled.
    """

    label: str
    at: int
    stimulus: Stimulus | None
    subject: Actor | None
    award: str
    expected: tuple[Expected, ...]
    given: bool
    again: str | None = None
    restart: bool = False
    at_once: bool = False

    @property
    def probed(self) -> tuple[Actor, ...]:
        """Actors whose own feed some expectation asks about."""
        wanted = [want for expected in self.expected for want in expected.shows]
        return tuple(sorted({actor for want in wanted for actor in (*want.seen_by, *want.hidden_from)}))

    @property
    def viewed(self) -> tuple[Actor, ...]:
        """Actors whose whole feed some expectation asks about."""
        return tuple(sorted({view.actor for expected in self.expected for view in expected.feeds}))

    @property
    def readers(self) -> tuple[Actor, ...]:
        """Actors as whom the case is read back."""
        return tuple(sorted({actor for expected in self.expected for actor in expected.read_by}))

    @property
    def reread(self) -> bool:
        """Whether some expectation asks for the auditor's feed from its beginning."""
        return any(expected.complete for expected in self.expected)


@dataclass(frozen=True)
class Script:
    """A case ready to be played: when the sandbox opens, who has a token, and the steps in order."""

    start_at: int
    actors: tuple[Actor, ...]
    steps: tuple[BoundStep, ...]


def bind(case: Case, bindings: Bindings) -> Script:
    """The script of `case` under these bindings.

    Raises `InputError`; its `where` is the path of the value inside the case, such as 'steps.2.with.amount_fen'.
    """
    binder = _Binder(case, bindings)
    steps = (*binder.given(), *binder.own())
    for earlier, later in pairwise(steps):
        if later.at < earlier.at:
            place = f"steps.{binder.place_of(later)}.at" if not later.given else "given"
            raise InputError(f"'{later.label}' comes before '{earlier.label}'", where=place, instead="order the steps")
        if later.at_once and not _is_race(earlier, later):
            place = f"steps.{binder.place_of(later)}.at_once"
            what = f"'{later.label}' cannot be done at once with '{earlier.label}'"
            raise InputError(what, where=place, instead="give two acts of one instant, of which only `shows` is asked")
    return Script(binder.start_at, tuple(sorted(binder.people.values())), steps)


def _is_race(earlier: BoundStep, later: BoundStep) -> bool:
    """Whether two steps can be done at once: two acts of one instant, of which nothing is asked that is read in between."""
    acts = None not in (earlier.stimulus, later.stimulus) and not (earlier.given or earlier.restart or later.restart)
    asked = (one for step in (earlier, later) for one in step.expected)
    return acts and earlier.at == later.at and not any(one.reads_back for one in asked)


class _Binder:
    """Builds the steps of one case, numbering the events of each source."""

    def __init__(self, case: Case, bindings: Bindings) -> None:
        self.case, self.bindings = case, bindings
        self.start_at = instant(case.start)
        story = case.story
        self.people = {name: Actor(role, str(bindings[name])) for name, role in story.people.items()}
        aliases = {name: str(value) for name, value in case.let.items() if value in self.people}
        self.people |= {name: self.people[target] for name, target in aliases.items()}
        self._sent: dict[str, int] = {}
        self._stimuli: dict[str, Stimulus] = {}
        self._labels: dict[str, str] = {}

    def place_of(self, step: BoundStep) -> int:
        """Number of one of the case's own steps."""
        return int(step.label.split()[1]) - 1

    def scope(self, start_at: int) -> Scope:
        return Scope(self.bindings, self.people, start_at)

    def given(self) -> Iterator[BoundStep]:
        """The stretches of the story that were played before."""
        number = 0
        for place, segment in enumerate(self.case.given):
            own = place == 0 and not segment.swap
            for scene in _scenes(self.case, place):
                number += 1
                step = Step.model_validate(
                    {"at": scene.at, "do": scene.do, "swap": segment.swap, "with": segment.fields.get(scene.do, {})}
                )
                start_at = self.start_at + segment.shift_days * DAY
                expect = scene.expect if own else ()
                try:
                    yield self._step(step, f"given {number} {scene.do}", start_at, expect, given=True)
                except InputError as error:
                    inner = error.where.removeprefix("with.")
                    where = f"given.{place}.with.{scene.do}.{inner}"
                    raise InputError(error.what, where=where, instead=error.instead) from None

    def own(self) -> Iterator[BoundStep]:
        """The case's own steps."""
        for number, step in enumerate(self.case.steps):
            try:
                yield self._step(step, f"step {number + 1} {step.do}", self.start_at, step.expect, given=False)
            except InputError as error:
                raise InputError(error.what, where=f"steps.{number}.{error.where}", instead=error.instead) from None

    def _step(
        self, step: Step, label: str, start_at: int, expect: tuple[Expectation, ...], *, given: bool
    ) -> BoundStep:
        scope = self.scope(start_at)
        at = _within("at", lambda: scope.number(self._told(step)))
        again = self._labels.get(step.again or "")
        stimulus = None if step.do == WAIT else self._stimulus(step, label, at, scope)
        return BoundStep(
            label=label,
            at=at,
            stimulus=stimulus,
            subject=_within("token", lambda: scope.person(step.token)) if step.token else None,
            award=getattr(stimulus, "award", None) or scope.identity("award"),
            expected=tuple(
                _within("expect", lambda one=want: expected(one, scope, "" if given else self.case.duty))
                for want in expect
            ),
            given=given,
            again=again,
            restart=step.restart,
            at_once=step.at_once,
        )

    def _told(self, step: Step) -> str:
        """When the step is done: as it says, or as the story tells of this act."""
        position = self.case.story.position(step.do)
        return self.case.story.story[position].at if step.at == AS_TOLD and position is not None else step.at

    def _stimulus(self, step: Step, label: str, at: int, scope: Scope) -> Stimulus:
        stamp = _within("stamped", lambda: scope.number(step.stamped)) if step.stamped else at
        event = self._repeated(step, scope) if step.again else self._fresh(step, stamp, scope)
        self._stimuli[label] = event
        if step.step:
            self._labels[step.step] = label
        return event

    def _fresh(self, step: Step, at: int, scope: Scope) -> Stimulus:
        acts = self.case.story.acts
        if step.do not in acts:
            raise InputError(f"no act is called '{step.do}'", where="do", instead=nearest(step.do, acts))
        act = acts[step.do]
        by = step.by or next(iter(act.by), "")
        actor = _within("by", lambda: scope.person(_swapped(by, step.swap)))
        source = str(actor)
        self._sent[source] = self._sent.get(source, 0) + 1
        envelope = {
            "at": at,
            "actor": msgspec.to_builtins(actor),
            "source": source,
            "id": f"e{len(self._stimuli) + 1:03}",
            "seq": self._sent[source],
        }
        values = {**_swapped(act.fields, step.swap), **step.fields}
        return cast("Stimulus", _within("with", lambda: build(step.do, envelope, values, scope)))

    def _repeated(self, step: Step, scope: Scope) -> Stimulus:
        """The earlier event again, with other fields if the step names some."""
        label = self._labels.get(step.again or "")
        if label is None:
            raise InputError(
                f"no earlier step is called '{step.again}'",
                where="again",
                instead=nearest(str(step.again), self._labels),
            )
        first = self._stimuli[label]
        changed = _within("with", lambda: fields(type(first).__name__, step.fields, scope))
        return msgspec.convert({**msgspec.to_builtins(first), **changed}, type(first))


def _scenes(case: Case, place: int) -> list[Any]:
    try:
        return case.given[place].scenes(case.story)
    except KeyError as unknown:
        known = [scene.do for scene in case.story.story]
        raise InputError(
            f"'{unknown.args[0]}' is not in the story", where=f"given.{place}", instead=nearest(unknown.args[0], known)
        ) from None


def _within(field_name: str, make: Any) -> Any:
    """What `make` makes; an error's place gets the field's name in front."""
    try:
        return make()
    except InputError as error:
        where = ".".join(part for part in (field_name, error.where) if part)
        raise InputError(error.what, where=where, instead=error.instead) from None


def _swapped(value: Any, swap: Mapping[str, str]) -> Any:
    """`value` with the swapped identities in place."""
    if isinstance(value, str):
        return swap.get(value, value)
    if isinstance(value, dict):
        return {name: _swapped(one, swap) for name, one in value.items()}
    return [_swapped(one, swap) for one in value] if isinstance(value, list) else value
