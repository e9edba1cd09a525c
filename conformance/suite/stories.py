"""Random business stories: somewhere in the standard story anything may happen, by anybody, for any amount."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import strategies as st

from notice.policy import Text
from scenarios.case import Case, Step
from scenarios.certification import certification
from scenarios.story import Segment

STORY = certification()[0].story
START = "2022-10-10"

_PURPOSE = Text(en="Whatever happens, the books stay right.", zh="无论发生什么，账务与锁定都保持正确。")
_AMOUNTS = ("award_fen", "award_fen + 1", "half_fen", "rest_fen", "loan_fen", "1")
_AMOUNT_FIELDS = ("amount_fen", "principal_max_fen", "limit_fen", "principal_fen")
_WORDS: dict[str, dict[str, Any]] = {
    "FeeCharged": {"fee": "service"},
    "SecurityRequested": {"security": "property_mortgage"},
    "ApplicationRejected": {"ground": "credit"},
    "ClockSuspended": {"cause": "SUPPLEMENT"},
    "AccountChangeRequested": {"exception": "COURT_FREEZE", "order_ref": "order_ref"},
}
"""Fields that an act needs, or is livelier with, beside the usual ones."""
_SWAPS: tuple[dict[str, str], ...] = (
    {},
    {"bank": "bank2"},
    {"account": "other_account"},
    {"application": "application2", "consent": "consent2", "loan": "loan2"},
    {"plan": "plan2", "payment": "payment2"},
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case that begins somewhere in the standard story and goes on with up to eight acts, each answered anyhow."""
    scenes = [scene.do for scene in STORY.story]
    upto = draw(st.sampled_from(scenes))
    number = scenes.index(upto) + 1
    begins_on = 1 + max(_day(scene.at) for scene in STORY.story[:number])
    # what the story does next is likelier than the rest, or nearly everything would be refused
    acts = scenes[number : number + 6] * 4 + sorted(STORY.acts)
    minutes = sorted(draw(st.lists(st.integers(0, 20 * 24 * 60), min_size=1, max_size=8)))
    steps = tuple(draw(_steps(acts, begins_on, minute)) for minute in minutes)
    name = hashlib.sha256(repr((upto, steps)).encode()).hexdigest()[:12]
    return Case(
        scenario="random-story",
        name=name,
        duty="D-refusal-writes-nothing",
        purpose=_PURPOSE,
        boundary=(),
        twin=None,
        differs_in=1,
        start=START,
        let={},
        given=(Segment.model_validate({"up_to": upto}),),
        steps=steps,
        story=STORY,
    )


def _day(moment: str) -> int:
    """'day 3, 09:00' is 3."""
    return int(moment.removeprefix("day ").partition(",")[0])


@st.composite
def _steps(draw: st.DrawFn, acts: list[str], begins_on: int, minute: int) -> Step:
    act = draw(st.sampled_from(acts))
    day, rest = divmod(minute, 24 * 60)
    given: dict[str, Any] = {
        "at": f"day {begins_on + day}, {rest // 60:02}:{rest % 60:02}",
        "do": act,
        "by": draw(st.sampled_from([*STORY.acts[act].by] * 3 + sorted(STORY.people))),
        "swap": draw(st.sampled_from(_SWAPS)),
        "with": _WORDS.get(act, {})
        | {name: draw(st.sampled_from(_AMOUNTS)) for name in _AMOUNT_FIELDS if name in STORY.acts[act].fields},
        "expect": "anything",
    }
    return Step.model_validate(given)
