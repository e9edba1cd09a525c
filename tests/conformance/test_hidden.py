"""What a log hides neither convicts nor acquits: types not reported, moments not seen, a beginning cut off.

Hidden is what happened: the same history is judged as it was, and as a source tells it that did not see all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.finding import Finding
from conformance.judge import Judgement
from conformance.verdicts import Verdict
from notice.events import EVENT_TYPES, Event
from notice.trace import Gap
from tests.conformance.histories import Told, histories

LIMBS = ("first-loan-in-time", "repeat-loan-in-time")
"""A log that begins in mid-history is judged as first and as repeat: what is late as both is late."""
UNDECIDABLE_BY_SIGHT = {
    "golden eligible-supplier: read as of the contract one made for it counts whenever made",
}
"""A reading under which a declaration counts whenever it is made: what a later gap hides of it is not asked."""


class Hidden(NamedTuple):
    """What a source claims to have seen, and which of the events that is."""

    claims: dict[str, Any]
    events: tuple[Event, ...]


def without(told: Told, *kinds: str) -> Hidden:
    observes = tuple(kind for kind in EVENT_TYPES if kind not in kinds)
    return Hidden({"observes": observes}, tuple(one for one in told.events if type(one).__name__ not in kinds))


def from_then_on(told: Told, at: int) -> Hidden:
    return Hidden({"since": at}, tuple(one for one in told.events if one.at >= at))


def but(told: Told, begin: int, end: int) -> Hidden:
    return Hidden({"gaps": (Gap(begin, end),)}, tuple(one for one in told.events if not begin <= one.at < end))


def kinds_of(told: Told) -> list[str]:
    return sorted({type(one).__name__ for one in told.events} - {"Refused"})


def instants_of(told: Told) -> list[int]:
    return sorted({one.at for one in told.events})


def convicted(judgement: Judgement, norm: str) -> set[str]:
    """The cases in which a norm was broken."""
    names = LIMBS if norm in LIMBS else (norm,)
    return {one.subject for name in names for one in judgement.norms[name].findings if one.verdict == Verdict.FAIL}


def unsound(told: Told, whole: Judgement, hidden: Hidden) -> Iterator[str]:
    """Whom the part convicts and the whole does not; and what it acquits, or calls open, that the whole convicts."""
    part = told.judged(hidden.events, **hidden.claims)
    shown = {one.key for one in hidden.events}
    for norm, verdict in part.norms.items():
        known = whole.norms[norm]
        if known.verdict < Verdict.INCONCLUSIVE and verdict.verdict == Verdict.FAIL and not convicted(whole, norm):
            yield f"{norm} convicts {convicted(part, norm)}"
        for broken in _single(known.findings):
            answers = [one for one in verdict.findings if _trigger(one) == _trigger(broken)]
            if broken.evidence[0] in shown and answers and max(one.verdict for one in answers) < Verdict.INCONCLUSIVE:
                yield f"{norm} acquits: {broken.why} becomes {[one.why for one in answers]}"
            if broken.evidence[0] in shown and not answers and verdict.open > known.open:
                yield f"{norm} leaves open: {broken.why}"


def _trigger(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.subject, finding.evidence[:1]


def _single(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The breaches with evidence whose trigger had no other ruling: which of several was hidden cannot be told."""
    triggers = [_trigger(one) for one in findings]
    for one in findings:
        if one.verdict == Verdict.FAIL and one.evidence and triggers.count(_trigger(one)) == 1:
            yield one


def assert_sound(told: Told, whole: Judgement, hidden: Hidden) -> None:
    found = list(unsound(told, whole, hidden)) if told.title not in UNDECIDABLE_BY_SIGHT else []
    assert found == [], (told.title, hidden.claims)


sources = st.sampled_from(histories()).filter(lambda told: bool(told.events))


@given(sources, st.data())
def test_types_not_reported_neither_convict_nor_acquit(told: Told, data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(kinds_of(told) or ["MessageSent"]), min_size=1, max_size=3))
    assert_sound(told, told.judged(), without(told, *kinds))


@given(sources, st.data())
def test_a_beginning_cut_off_neither_convicts_nor_acquits(told: Told, data: st.DataObject) -> None:
    assert_sound(told, told.judged(), from_then_on(told, data.draw(st.sampled_from(instants_of(told))) + 1))


@given(sources, st.data())
def test_moments_not_seen_neither_convict_nor_acquit(told: Told, data: st.DataObject) -> None:
    moment = st.sampled_from(instants_of(told))
    begin, end = sorted((data.draw(moment), data.draw(moment)))
    assert_sound(told, told.judged(), but(told, begin, end + 1))


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_every_type_and_every_moment_of_every_history(part: int) -> None:
    for told in histories()[part::10]:
        whole = told.judged()
        for kind in kinds_of(told):
            assert_sound(told, whole, without(told, kind))
        for at in instants_of(told):
            assert_sound(told, whole, from_then_on(told, at + 1))
            assert_sound(told, whole, but(told, at, at + 1))
