"""Whatever is sent, the server answers below 500; and what it does not accept changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
import pytest
from http_helpers import Caller, events, structs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.adapters.cloudevents import to_wire
from conformance.adapters.http import HttpSandbox, HttpTarget
from conformance.port import CaseState
from conformance.reference.entitlements import ENTITLED
from conformance.reference.serving import Served
from notice.events import Actor, ClockAdvanced, Event, FinancingReported, LoanDisbursed
from scenarios.binding import BoundStep, Script, bind
from scenarios.certification import certification
from scenarios.draws import draw

STEADY = {
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@dataclass(frozen=True, eq=False)
class Scene:
    """A sandbox in which a loan is live, everybody's token, and what was said on the way."""

    box: HttpSandbox
    caller: Caller
    award: str
    people: list[Actor]
    told: list[Event]
    shown: list[Event]

    def texts(self, field: str) -> st.SearchStrategy[str]:
        """What was told under this field's name, mostly; else any name of the case, or one that is not."""
        said = [msgspec.to_builtins(event) for event in self.told]
        names = {value for data in said for value in data.values() if isinstance(value, str)}
        usual = {value for data in said if isinstance(value := data.get(field), str)} or {"new"}
        return st.one_of(*[st.sampled_from(sorted(usual))] * 3, st.sampled_from(sorted(names | {"", "nobody"})))

    def token(self, actor: Actor) -> dict[str, str]:
        return {"Authorization": "Bearer " + self.box._link._token(self.box._credentials(actor), fresh=False)}

    def state(self) -> tuple[int, CaseState | None]:
        """What the auditor sees: the feed's length, and the case."""
        self.shown.extend(self.box.feed(None, len(self.shown)))
        return len(self.shown), self.box.read(self.award)


def _script() -> tuple[Script, list[BoundStep]]:
    """A script that begins with a loan paid out, and the steps up to that."""
    for case in certification():
        script = bind(case, draw(case, seed=3))
        given = [step for step in script.steps if step.given]
        if given and isinstance(given[-1].stimulus, LoanDisbursed | FinancingReported):
            return script, given
    raise AssertionError("no case begins with a live loan")


@pytest.fixture(scope="module")
def scene(served: Served, caller: Caller) -> Scene:
    script, steps = _script()
    box = HttpTarget(served.base_url, served.admin_secret).open(script.start_at, script.actors)
    for step in steps:
        box.advance(step.at)
        box.submit(step.stimulus)  # type: ignore[arg-type]
    scene = Scene(box, caller, steps[-1].award, list(script.actors), [step.stimulus for step in steps], [])  # type: ignore[misc]
    state = scene.state()[1]
    assert state is not None and state.lock == "all"
    return scene


def changed_nothing(scene: Scene, answer: httpx.Response, before: tuple[int, CaseState | None]) -> None:
    """Checks an answer against what could be seen before it."""
    assert answer.status_code < 500, answer.text
    if answer.status_code < 400:
        return
    assert answer.headers["content-type"] == "application/problem+json"
    length, case = scene.state()
    malformed = answer.status_code in (400, 413, 415)
    assert case == before[1] and length - before[0] in ({0} if malformed else {0, 1})


@settings(max_examples=30, **STEADY)  # type: ignore[arg-type]
@given(body=st.binary(max_size=200) | JSON.map(msgspec.json.encode))
def test_any_bytes_are_answered_and_change_nothing(scene: Scene, body: bytes) -> None:
    before = scene.state()
    answer = scene.caller.submit(scene.token(scene.people[0]), body)
    assert answer.status_code == 400
    changed_nothing(scene, answer, before)


@settings(max_examples=40, **STEADY)  # type: ignore[arg-type]
@given(data=st.data())
def test_a_stimulus_with_something_spoilt_is_answered_and_changes_nothing_if_refused(scene: Scene, data: Any) -> None:
    wire = to_wire(data.draw(st.sampled_from(scene.told)))
    holder = data.draw(st.sampled_from([wire, wire["data"]]))
    name = data.draw(st.sampled_from(sorted(holder)))
    holder[name] = data.draw(JSON)
    before = scene.state()
    answer = scene.caller.submit(scene.token(data.draw(st.sampled_from(scene.people))), wire)
    changed_nothing(scene, answer, before)


@settings(max_examples=60, **STEADY)  # type: ignore[arg-type]
@given(data=st.data())
def test_well_formed_events_about_a_live_case_are_answered(scene: Scene, data: Any) -> None:
    _submit_any(scene, data)


@pytest.mark.long
@settings(max_examples=2_000, **STEADY)  # type: ignore[arg-type]
@given(data=st.data())
def test_very_many_well_formed_events_are_answered(scene: Scene, data: Any) -> None:
    _submit_any(scene, data)


@cache
def _stimuli(scene: Scene) -> st.SearchStrategy[Event]:
    """Events of any type about this very case, said by somebody whose role may say so."""
    saying = {
        role: [kind for kind, roles in ENTITLED.items() if role in roles] for role in {a.role for a in scene.people}
    }
    return st.sampled_from(scene.people).flatmap(
        lambda actor: st.sampled_from(saying[actor.role] or [ClockAdvanced]).flatmap(
            lambda kind: structs(kind, scene.texts).map(lambda event: _said_now(event, actor, scene.told[-1].at))
        )
    )


def _said_now(event: Event, actor: Actor, at: int) -> Event:
    named = {actor.role: actor.id} if hasattr(event, actor.role) else {}
    return msgspec.structs.replace(event, actor=actor, source=str(actor), at=at, **named)


def _submit_any(scene: Scene, data: Any) -> None:
    event = data.draw(_stimuli(scene) | events(scene.texts, refused=False))
    event = msgspec.structs.replace(event, id=data.draw(st.uuids()).hex)
    subject = event.actor if event.actor in scene.people else scene.people[0]
    before = scene.state()
    changed_nothing(scene, scene.caller.submit(scene.token(subject), to_wire(event)), before)


@settings(max_examples=30, **STEADY)  # type: ignore[arg-type]
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]),
    path=st.sampled_from(
        ["/v1/token", "/v1/events", "/v1/cases/", "/v1/sandboxes", "/v1/sandboxes/x/clock", "/v1/", "/"]
    ),
    tail=st.text(max_size=12),
    body=st.binary(max_size=60) | JSON.map(msgspec.json.encode),
    admin=st.booleans(),
)
def test_any_request_at_all_is_answered(
    scene: Scene, method: str, path: str, tail: str, body: bytes, admin: bool
) -> None:
    header = scene.caller.admin if admin else scene.token(scene.people[0])
    before = scene.state()
    url = f"{path}{quote(tail)}?{quote(tail)}"
    answer = scene.caller.client.request(method, url, content=body, headers=header)
    assert answer.status_code < 500
    assert scene.state() == before


@settings(max_examples=40, **STEADY)  # type: ignore[arg-type]
@given(move=st.dictionaries(st.sampled_from(["to_at", "x"]), JSON, max_size=2))
def test_a_clock_move_that_makes_no_sense_is_answered_400(scene: Scene, move: dict[str, Any]) -> None:
    path = f"/v1/sandboxes/{scene.box._id}/clock"
    answer = scene.caller.client.put(path, content=msgspec.json.encode(move), headers=scene.caller.admin)
    assert (answer.status_code, answer.json()["reason"]) == (400, "FIELD_INVALID")
