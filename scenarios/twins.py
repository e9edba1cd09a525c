"""A negative case and its positive twin: a refusal proves something only if all but one thing was accepted before."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.case import Case, Step

NEGATIVE = ("refused", "refused_or_flagged")
ABSENT = "(not said)"
"""Stands for a field that a step leaves as it usually is; a field set to null is said."""


def is_negative(case: Case) -> bool:
    """Whether the case expects a refusal or a flag."""
    return any(want.answer in NEGATIVE for step in case.steps for want in step.expect)


def differences(case: Case, twin: Case) -> list[str]:
    """What the two differ in: start, stretches of the story, amounts or aliases, and steps or their fields."""
    found = ["start"] if case.start != twin.start else []
    found += ["given"] if case.given != twin.given else []
    found += [name for name in sorted({*case.let, *twin.let}) if case.let.get(name) != twin.let.get(name)]
    ours, theirs = [_shown(step) for step in case.steps], [_shown(step) for step in twin.steps]
    for one, other in _pairs(_without(ours, theirs), _without(theirs, ours)):
        found += _parts(one or {}, other or {})
    return found


def lonely(case: Case) -> Step | None:
    """The first negative step without an accepted step of the case that differs from it in one thing."""
    accepted = [_shown(step) for step in case.steps if any(want.answer == "accepted" for want in step.expect)]
    for step in case.steps:
        if any(want.answer in NEGATIVE for want in step.expect):
            shown = {**_shown(step), "at": None}
            if not any(len(_parts(shown, {**one, "at": None})) == 1 for one in accepted):
                return step
    return None


def _shown(step: Step) -> dict[str, Any]:
    """What makes the step, without what is expected of it."""
    shown: dict[str, Any] = {
        "at": step.at,
        "do": step.do,
        "by": step.by,
        "token": step.token,
        "again": step.again,
        "swap": step.swap,
    }
    shown |= {"stamped": step.stamped, "restart": step.restart, "at_once": step.at_once}
    return {**shown, **{f"with.{name}": value for name, value in step.fields.items()}}


def _without(steps: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps that are not among the others."""
    left = Counter(_key(step) for step in others)
    alone = []
    for step in steps:
        if left[_key(step)]:
            left[_key(step)] -= 1
        else:
            alone.append(step)
    return alone


def _pairs(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Steps that can be compared: the same act first, what is left in its order."""
    for one in list(ours):
        other = next((step for step in theirs if step["do"] == one["do"]), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)
            yield one, other
    yield from zip_longest(ours, theirs)


def _key(step: dict[str, Any]) -> bytes:
    return msgspec.json.encode(step, order="sorted")


def _parts(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The fields in which two steps differ; another act, or a step more, is one difference."""
    if one.get("do") != other.get("do"):
        return [str(one.get("do") or other.get("do"))]
    return [name for name in sorted({*one, *other}) if one.get(name, ABSENT) != other.get(name, ABSENT)]
