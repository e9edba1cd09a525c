"""Findings counted by kind, with a few of each: whoever counts findings counts here, for not all of them are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from types import MappingProxyType
from typing import NamedTuple

from conformance.finding import Finding, Kind

SAMPLES = 3
"""Findings of a kind that are kept and shown: the first in canonical order. `findings.csv` of an audit lists all."""

_NEVER = -(2**62)

More = Mapping[Kind, int]
"""How many findings of each kind there were beside those that were kept."""
NO_MORE: More = MappingProxyType({})


class Counted(NamedTuple):
    """A kind of finding: how many there are, and the first few."""

    kind: Kind
    number: int
    samples: tuple[Finding, ...]


def canonical(finding: Finding) -> tuple[object, ...]:
    """Sort key of findings of one kind: the same whatever the order in which they were found."""
    return (
        finding.subject,
        _NEVER if finding.since_at is None else finding.since_at,
        _NEVER if finding.at is None else finding.at,
        _NEVER if finding.due_at is None else finding.due_at,
        finding.evidence,
        repr(finding.details) if finding.details else "",
    )


def first_few(findings: Iterable[Finding]) -> list[Finding]:
    """Of one kind, those that are kept and shown."""
    return nsmallest(SAMPLES, findings, key=canonical)


def by_kind(findings: Iterable[Finding]) -> dict[Kind, list[Finding]]:
    """The findings of each kind."""
    kinds: dict[Kind, list[Finding]] = defaultdict(list)
    for finding in findings:
        kinds[finding.kind].append(finding)
    return dict(kinds)


def numbers(findings: Iterable[Finding], more: More = NO_MORE) -> Counter[Kind]:
    """How many findings of each kind there are: those at hand and `more`."""
    return Counter(finding.kind for finding in findings) + Counter(more)


def counted(findings: Iterable[Finding], more: More = NO_MORE) -> list[Counted]:
    """Every kind with its number and first few, the worst verdict first. Of each kind in `more` some are at hand."""
    kinds = by_kind(findings)
    rows = [Counted(kind, len(own) + more.get(kind, 0), tuple(first_few(own))) for kind, own in kinds.items()]
    return sorted(rows, key=lambda row: (-row.kind.verdict, row.kind))
