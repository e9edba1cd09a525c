"""Several breaches in one log, told in any way: each is found as if it were alone, and no innocent is blamed for another's."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import Event
from tests.conformance.builders import UNTIL
from tests.conformance.proof.mutation import Mutation
from tests.conformance.proof.mutations import MUTATIONS, SOME_BUREAU, F
from tests.conformance.proof.proving import AWAKE, LAWFUL, blamed, judgement_of
from tests.conformance.proof.retelling import SAME, WEEK, Retelling

Blamed = dict[str, set[str]]
"""Whom each norm blames."""

KEEPS_EVERY_INSTANT = [way for way in SAME if way.title not in ("known to the second", "recorded an hour later")]
RETELLINGS = [Retelling("as it is", lambda events: events), *(way for way in KEEPS_EVERY_INSTANT if way.weeks < 2)]
"""Ways that move no late act into time; the ones that do take a breach away, or make it doubtful."""

ACCOUNTS = {"account-agreed-before-contract", "contract-names-account", "supplier-lock", "full-lock"}
INTERPLAY: list[tuple[set[str], set[str], str]] = [
    (ACCOUNTS, ACCOUNTS, "each of them changes which account the others ask for"),
    (ACCOUNTS, {"sign-contract-in-time", "award-is-the-basis"}, "a contract signed later finds another account in force"),
    (ACCOUNTS | {"submit-payment-plan"}, {"pay-in-time", "X-pay-after-invoice", "remind-purchaser"},
     "no right plan lies before who pays late: that is the purchaser's lateness, no more the treasury's"),
    ({"bureau-takes-no-part"}, ACCOUNTS | {"award-is-the-basis", "sign-contract-in-time"},
     "who lends or collects in a bank's stead breaks the norms of lending as well"),
    ({"disburse-as-agreed"}, ACCOUNTS | {"X-accept-in-time"}, "without an agreement there is nothing to name, and no loan's first"),
    ({"award-is-the-basis"}, {"X-accept-in-time"}, "taken up only after the award notice, the bank did no wrong"),
]  # fmt: skip
"""Breaches of the first that change, by law, who breaches the second."""


def breaks_into(one: Mutation, other: Mutation) -> bool:
    """Whether a breach by law changes the other."""
    pair = one.norm, other.norm
    return any(
        (first in left and second in right) for left, right, _ in INTERPLAY for first, second in (pair, pair[::-1])
    )


@cache
def touched(title: str, norm: str) -> frozenset[str]:
    """The types of event in which a mutation differs from the lawful log."""
    one = next(one for one in MUTATIONS if (one.title, one.norm) == (title, norm))
    events = one.applied_to(LAWFUL)
    differing = {*LAWFUL} ^ {*events} | {*events} ^ {*one.seen_by_platform(events)}
    return frozenset(type(event).__name__ for event in differing)


@cache
def read_by(norm: str) -> frozenset[str]:
    entry = catalogue().norms[norm]
    return frozenset((*entry.triggers, *entry.needs, *entry.convicting, *entry.beyond))


def are_apart(one: Mutation, other: Mutation) -> bool:
    """Whether they breach two norms, in different events."""
    return one.norm != other.norm and not touched(one.title, one.norm) & touched(other.title, other.norm)


def are_compatible(one: Mutation, other: Mutation) -> bool:
    """Whether, besides, neither touches what the other's norm looks at."""
    apart = are_apart(one, other) and not breaks_into(one, other)
    return apart and not any(touched(a.title, a.norm) & read_by(b.norm) for a, b in ((one, other), (other, one)))


def convictions(mutations: tuple[Mutation, ...], way: Retelling = RETELLINGS[0]) -> Blamed:
    """Whom each norm blames, with every dormant norm awake, under the names of the lawful log."""
    events: list[Event] = LAWFUL
    for mutation in mutations:
        events = mutation.applied_to(events)
    seen = events
    for mutation in mutations:
        seen = mutation.seen_by_platform(seen)
    judgement = judgement_of(way.tell(events), AWAKE, platform=way.tell(seen), until=UNTIL + way.weeks * WEEK)
    assert judgement.findings(Verdict.ERROR) == []
    usual = {new: old for old, new in way.names.items()}
    return {
        name: {_named(actor, usual) for actor in blamed(norm)} for name, norm in judgement.norms.items() if blamed(norm)
    }


def _named(actor: str, usual: dict[str, str]) -> str:
    """A bureau that no event of the award names is blamed under its office."""
    role, _, name = actor.partition(":")
    return F if actor == SOME_BUREAU else f"{role}:{usual.get(name, name)}"


@cache
def alone(title: str, norm: str) -> Blamed:
    return convictions(tuple(one for one in MUTATIONS if (one.title, one.norm) == (title, norm)))


def check_each_is_found_and_no_more(mutations: tuple[Mutation, ...], way: Retelling) -> None:
    found = convictions(mutations, way)
    for mutation in mutations:
        assert {_named(actor, {}) for actor in mutation.blames} <= found[mutation.norm], mutation.title
    for norm, parties in found.items():
        assert parties <= set().union(*(alone(one.title, one.norm).get(norm, set()) for one in mutations)), norm


@st.composite
def compatible(draw: st.DrawFn) -> tuple[Mutation, ...]:
    """One to four breaches of different norms, none of which touches what another is judged by."""
    chosen: list[Mutation] = []
    for _ in range(draw(st.integers(1, 4))):
        fitting = [one for one in MUTATIONS if all(are_compatible(one, other) for other in chosen)]
        chosen += [draw(st.sampled_from(fitting))] if fitting else []
    return tuple(chosen)


@given(compatible(), st.sampled_from(RETELLINGS))
@settings(max_examples=150)
def test_each_of_up_to_four_breaches_is_found_and_blames_nobody_more(
    mutations: tuple[Mutation, ...], way: Retelling
) -> None:
    check_each_is_found_and_no_more(mutations, way)


@pytest.mark.long
@given(compatible(), st.sampled_from(RETELLINGS))
@settings(max_examples=5_000)
def test_each_of_many_more_is_found_too(mutations: tuple[Mutation, ...], way: Retelling) -> None:
    check_each_is_found_and_no_more(mutations, way)


@pytest.mark.long
def test_of_any_two_breaches_none_makes_an_innocent_party_guilty() -> None:
    pairs = [pair for pair in combinations(MUTATIONS, 2) if are_apart(*pair) and not breaks_into(*pair)]
    assert len(pairs) > 10_000
    for pair in pairs:
        guilty = {party for one in pair for parties in alone(one.title, one.norm).values() for party in parties}
        assert {party for parties in convictions(pair).values() for party in parties} <= guilty, pair


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.norm}: {one.title}")
def test_with_every_norm_awake_each_breach_alone_blames_the_same(mutation: Mutation) -> None:
    found = alone(mutation.title, mutation.norm)[mutation.norm]
    assert found == {_named(actor, {}) for actor in mutation.blames}


def test_a_breach_fits_to_most_others() -> None:
    pairs = list(combinations(MUTATIONS, 2))
    assert sum(are_compatible(*pair) for pair in pairs) > len(pairs) / 2
