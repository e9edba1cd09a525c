"""Findings of one kind as one line with a count: 5,000 late payments read as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from conformance.finding import Finding
from conformance.verdicts import Verdict


class Group(NamedTuple):
    """Findings that share their key: the first of them, how many they are, and the subjects they are about."""

    first: Finding
    number: int
    subjects: tuple[str, ...]


def grouped(findings: Iterable[Finding], *, without: tuple[Verdict, ...] = ()) -> list[Group]:
    """Groups by `Finding.key`, the worst verdict first, then the most frequent; `without` leaves verdicts out."""
    kinds: dict[object, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.verdict not in without:
            kinds[finding.key].append(finding)
    groups = [Group(kind[0], len(kind), tuple(one.subject for one in kind)) for kind in kinds.values()]
    return sorted(groups, key=lambda group: (-group.first.verdict, -group.number, group.first.key))
