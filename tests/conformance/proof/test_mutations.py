"""Every breach of every norm is found in an otherwise lawful log, with the right blame."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.law import Law
from tests.conformance.proof.mutation import Mutation
from tests.conformance.proof.mutations import MUTATIONS
from tests.conformance.proof.proving import AWAKE, LAWFUL, NOTICE, is_found, judgement_of, verdict_on

UNBREAKABLE = {
    "in-scope": "a guard: it decides which norms apply, and convicts nobody",
    "eligible-supplier": "a guard: it decides which norms apply, and convicts nobody",
    "speed-claims": "a claim of ability binds nobody: never a ruling",
    "share-procurement-data": "who can read what is probed by read-back: never decided on a log",
}
"""Norms without a FAIL, and why there is none; `test_monitors_matter` shows what each does all the same."""


@pytest.mark.parametrize("law", [NOTICE, AWAKE], ids=["notice", "every norm awake"])
def test_the_lawful_log_has_no_fail_and_no_warning(law: Law) -> None:
    judgement = judgement_of(LAWFUL, law)
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.ERROR, Verdict.WARN)] == [[], [], []]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.norm}: {one.title}")
def test_the_breach_is_found_and_blames_exactly_who_committed_it(mutation: Mutation) -> None:
    assert is_found(mutation), [one for one in verdict_on(mutation).findings if one.verdict != Verdict.PASS]


def test_every_norm_that_can_be_breached_has_three_breaches_planted() -> None:
    planted_in = Counter(mutation.norm for mutation in MUTATIONS)
    assert {name for name in catalogue().norms if planted_in[name] < 3} == UNBREAKABLE.keys()
    assert not planted_in.keys() & UNBREAKABLE.keys()


def test_no_breach_is_planted_twice_under_two_names() -> None:
    logs = Counter((mutation.norm, str(_differing(mutation))) for mutation in MUTATIONS)
    assert [name for (name, _), times in logs.items() if times > 1] == []


def _differing(mutation: Mutation) -> list[object]:
    """What differs from the lawful log, in what happened or in what the platform holds of it."""
    events = mutation.applied_to(LAWFUL)
    own, seen = set(LAWFUL) ^ set(events), set(LAWFUL) ^ set(mutation.seen_by_platform(events))
    assert own or seen, mutation.title
    return [sorted(map(repr, own)), sorted(map(repr, seen))]
