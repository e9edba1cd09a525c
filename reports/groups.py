"""Findings of one kind as one line with a count: 5,000 late payments read as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from conformance.finding import Finding
from conformance.tally import Counted
from conformance.verdicts import Verdict

ACTORS_SHOWN = 20
"""Of those blamed for one kind of breach, a page names so many; `verdicts.json` holds all."""


class Group(NamedTuple):
    """Findings that differ in clauses at most: the first, how many they are, and subjects of the first few."""

    first: Finding
    number: int
    subjects: tuple[str, ...]


class RoleGroup(NamedTuple):
    """Groups that differ in nothing but which actors of the same roles are blamed, the largest first."""

    first: Finding
    number: int
    groups: tuple[Group, ...]


def grouped(kinds: Iterable[Counted], *, without: tuple[Verdict, ...] = ()) -> list[Group]:
    """One group whatever the clauses, the worst verdict first, then the most frequent; `without` leaves verdicts out."""
    alike: dict[object, list[Counted]] = defaultdict(list)
    for one in kinds:
        if one.kind.verdict not in without:
            alike[one.kind._replace(clauses=())].append(one)
    groups = [_group(several) for several in alike.values()]
    return sorted(groups, key=lambda group: (-group.first.verdict, -group.number, group.first.kind))


def _group(kinds: list[Counted]) -> Group:
    samples = [sample for one in kinds for sample in one.samples]
    return Group(samples[0], sum(one.number for one in kinds), tuple(sample.subject for sample in samples))


def by_role(kinds: Iterable[Counted], *, without: tuple[Verdict, ...] = ()) -> list[RoleGroup]:
    """`grouped` once more by the roles blamed, in the same order: 800 purchasers that pay late read as one line."""
    alike: dict[object, list[Group]] = defaultdict(list)
    for group in grouped(kinds, without=without):
        first = group.first
        alike[first.id, first.verdict, first.why, tuple(actor.role for actor in first.blames)].append(group)
    found = [
        RoleGroup(groups[0].first, sum(group.number for group in groups), tuple(groups)) for groups in alike.values()
    ]
    return sorted(found, key=lambda group: (-group.first.verdict, -group.number, group.first.kind))
