"""The worst cases of a judgement: those that a report tells in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from conformance.finding import Finding
from conformance.verdicts import Verdict

STORIES = 3
"""How many of the worst cases an audit tells."""
SERIOUS = (Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE)


def worst_subjects(findings: Iterable[Finding], count: int, among: Collection[str] | None = None) -> list[str]:
    """The subjects (`among` these) with the most serious findings, worst first; at most `count`, perhaps none."""
    scores: dict[str, list[int]] = {}
    for finding in findings:
        if finding.verdict in SERIOUS and (among is None or finding.subject in among):
            score = scores.setdefault(finding.subject, [0] * len(SERIOUS))
            score[SERIOUS.index(finding.verdict)] += 1
    return sorted(scores, key=lambda subject: ([-number for number in scores[subject]], subject))[:count]
