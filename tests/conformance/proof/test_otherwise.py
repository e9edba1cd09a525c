"""Another lawful order of business breaches nothing, and the norm that it is about says so of it."""

from __future__ import annotations

import pytest

from conformance.verdicts import Verdict
from tests.conformance.proof.otherwise import OTHERWISE, Otherwise
from tests.conformance.proof.proving import LAWFUL, judgement_of
from tests.conformance.proof.usual import NAMES, usual


def test_there_are_many_and_no_two_of_them_alike() -> None:
    stories = [usual(), *(other.events for other in OTHERWISE)]
    assert len(OTHERWISE) >= 24
    assert all(one != another for number, one in enumerate(stories) for another in stories[:number])


@pytest.mark.parametrize("other", OTHERWISE, ids=lambda one: one.title)
def test_done_otherwise_it_is_lawful_all_the_same(other: Otherwise) -> None:
    judgement = judgement_of([*LAWFUL, *other.events])
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.ERROR)] == [[], []]
    warned = {one.id for one in judgement.findings(Verdict.WARN)}
    assert warned == ({other.norm} if other.verdict == Verdict.WARN else set())


@pytest.mark.parametrize("other", OTHERWISE, ids=lambda one: one.title)
def test_the_norm_concerned_says_of_it_what_it_should(other: Otherwise) -> None:
    alone, norm = (
        judgement_of(events, norms=[other.norm]).norms[other.norm] for events in (LAWFUL, [*LAWFUL, *other.events])
    )
    own = {(one.verdict, one.why) for one in norm.findings if one.subject == NAMES["award"]}
    if other.verdict == Verdict.OPEN:
        assert norm.open == alone.open + 1 and not own
    elif other.verdict == Verdict.NOT_EXERCISED:
        assert norm.triggers == alone.triggers and not own
    else:
        assert (other.verdict, other.why) in own
