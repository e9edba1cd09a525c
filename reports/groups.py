"""Findings of one kind as one line with a count: 5,000 late payments read as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from conformance.finding import Finding
from conformance.verdicts import Verdict

ACTORS_SHOWN = 20
"""Of those blamed for one kind of breach, a page names so many; `verdicts.json` holds all."""


class Group(NamedTuple):
    """Findings that share their key: the first of them, how many they are, and the subjects they are about."""

    first: Finding
    number: int
    subjects: tuple[str, ...]


class Kind(NamedTuple):
    """Groups that differ in nothing but which actors of the same roles are blamed, the largest first."""

    first: Finding
    number: int
    groups: tuple[Group, ...]


def grouped(findings: Iterable[Finding], *, without: tuple[Verdict, ...] = ()) -> list[Group]:
    """Groups by `Finding.key`, the worst verdict first, then the most frequent; `without` leaves verdicts out."""
    kinds: dict[object, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.verdict not in without:
            kinds[finding.key].append(finding)
    groups = [Group(kind[0], len(kind), tuple(one.subject for one in kind)) for kind in kinds.values()]
    return sorted(groups, key=lambda group: (-group.first.verdict, -group.number, group.first.key))


def kinds(findings: Iterable[Finding], *, without: tuple[Verdict, ...] = ()) -> list[Kind]:
    """`grouped` once more by the roles blamed, in the same order: 800 purchasers that pay late read as one line."""
    alike: dict[object, list[Group]] = defaultdict(list)
    for group in grouped(findings, without=without):
        first = group.first
        alike[first.id, first.verdict, first.why, tuple(actor.role for actor in first.blames)].append(group)
    found = [Kind(groups[0].first, sum(group.number for group in groups), tuple(groups)) for groups in alike.values()]
    return sorted(found, key=lambda kind: (-kind.first.verdict, -kind.number, kind.first.key))
