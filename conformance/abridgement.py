"""Verdicts of many logs summed up one after the other, in memory that follows neither their number nor that of findings.

Of every kind of finding its number is kept and the first few in canonical order, and every finding about the few worst
cases. So the sum does not depend on how cases were spread over the logs, nor on their order, and reads as if all had been
kept: memory follows the kinds of findings, and among them the actors blamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from operator import itemgetter

import msgspec

from conformance.finding import Finding, Kind
from conformance.judge import NormVerdict, combined
from conformance.monitor import Details
from conformance.tally import by_kind, canonical, first_few
from conformance.worst import STORIES, worst_subjects
from notice.events import Actor

Norms = Mapping[str, NormVerdict]

_SHARED = 10_000
"""So many different details are held once for all findings that have them."""


def abridged(norms: Norms) -> dict[str, NormVerdict]:
    """The verdicts of one log, so summed up. Every finding about a subject must be in one log."""
    whole = Abridgement()
    whole.add(norms)
    return whole.norms()


class Abridgement:
    """A running sum of verdicts."""

    def __init__(self) -> None:
        self._sums: dict[str, NormVerdict] = {}
        """Without their findings."""
        self._kinds: dict[Kind, _Entry] = {}
        self._told: dict[str, list[Finding]] = {}
        """All findings about each of the worst subjects so far."""
        self._shared = _Shared()

    def add(self, norms: Norms) -> None:
        """Adds the verdicts of a log, abridged or not."""
        bare = {name: msgspec.structs.replace(norm, findings=(), more={}) for name, norm in norms.items()}
        self._sums = combined([self._sums, bare])
        for norm in norms.values():
            for kind, found in by_kind(norm.findings).items():
                entry = self._kinds.setdefault(kind, _Entry())
                entry.number += len(found)
                entry.samples = first_few([*entry.samples, *map(self._shared.of, first_few(found))])
            for kind, number in norm.more.items():
                self._kinds[kind].number += number
        self._tell(finding for norm in norms.values() for finding in norm.findings)

    def norms(self) -> dict[str, NormVerdict]:
        """The verdicts of all logs."""
        told = by_kind(chain(*self._told.values()))
        kept: dict[str, list[Finding]] = {name: [] for name in self._sums}
        more: dict[str, dict[Kind, int]] = {name: {} for name in self._sums}
        for kind, entry in sorted(self._kinds.items(), key=itemgetter(0)):
            others = [sample for sample in entry.samples if sample.subject not in self._told]
            own = sorted([*told.get(kind, ()), *others], key=canonical)
            kept[kind.id] += own
            if entry.number > len(own):
                more[kind.id][kind] = entry.number - len(own)
        return {
            name: msgspec.structs.replace(norm, findings=tuple(kept[name]), more=more[name])
            for name, norm in self._sums.items()
        }

    def _tell(self, findings: Iterable[Finding]) -> None:
        """Remembers what is about the worst subjects of a log, and forgets those that are no longer among the worst."""
        findings = list(findings)
        own: dict[str, list[Finding]] = {subject: [] for subject in worst_subjects(findings, STORIES)}
        for finding in findings:
            if finding.subject in own:
                own[finding.subject].append(finding)
        told = self._told | own
        self._told = {subject: told[subject] for subject in worst_subjects(chain(*told.values()), STORIES)}


class _Entry:
    """Findings of one kind."""

    __slots__ = ("number", "samples")

    def __init__(self) -> None:
        self.number = 0
        self.samples: list[Finding] = []


class _Shared:
    """Equal actors and details of findings held once: a log has many findings and few kinds of them."""

    def __init__(self) -> None:
        self._blames: dict[tuple[Actor, ...], tuple[Actor, ...]] = {}
        self._details: dict[tuple[tuple[str, str | int], ...], Details] = {}

    def of(self, finding: Finding) -> Finding:
        """The same finding."""
        if len(self._details) > _SHARED:
            self._details.clear()
        return msgspec.structs.replace(
            finding,
            blames=self._blames.setdefault(finding.blames, finding.blames),
            details=self._details.setdefault(tuple(finding.details.items()), finding.details),
        )
