"""The page of a certification: the outcome, every duty with its basis, and the findings that name the duty."""

from __future__ import annotations

from conformance.names import LANGS, Lang
from conformance.tally import counted
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from reports import html
from reports.certification import CertificationSummary
from reports.groups import by_role
from reports.inputs import Reproduction


def certificate_page(summary: CertificationSummary, reproduction: Reproduction, *, first: Lang = "zh") -> str:
    """The page as HTML."""
    shared: dict[str, object] = {
        "summary": summary,
        "bases": by_basis(summary),
        "kinds": by_role(counted(summary.findings), without=(Verdict.PASS,)),
        "reproduction": reproduction,
    }
    return html.page("certificate.html.j2", "certificate_title", dict.fromkeys(LANGS, shared), first)


def by_basis(summary: CertificationSummary) -> dict[str, tuple[int, int]]:
    """Duties met, and all, by what they rest on: results under the notice, higher law and good practice stand apart."""
    counts: dict[str, tuple[int, int]] = {}
    for duty in summary.duties:
        basis = catalogue().duties[duty.id].basis
        met, every = counts.get(basis, (0, 0))
        counts[basis] = met + (duty.verdict in (Verdict.PASS, Verdict.WARN)), every + 1
    return counts
