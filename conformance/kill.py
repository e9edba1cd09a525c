"""The kill matrix: is the suite sharp (every mutant dies by the duty it breaks) and fair (no variant fails)?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from conformance.adapters.inprocess import InProcess
from conformance.certify import Certification, Plan, certify
from conformance.finding import Finding
from conformance.port import Target
from conformance.reference.mutants import MUTANTS
from conformance.reference.variants import VARIANTS
from conformance.verdicts import Verdict
from notice.events import PLATFORM
from notice.law import Law

Wrap = Callable[[str, Law], Target]
"""Makes a target of a mutant's or variant's name."""


class Death(msgspec.Struct, frozen=True, kw_only=True):
    """One FAIL: the duty it names, whom it blames, the scenario that showed it."""

    id: str
    blames: tuple[str, ...]
    scenario: str


class MutantRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mutant. It is killed only by a FAIL of the duty that it breaks, blaming the platform."""

    name: str
    breaks: str
    killed: bool
    killed_by: tuple[Death, ...]
    outcome: str


class VariantRow(msgspec.Struct, frozen=True, kw_only=True):
    """A benign variant (or the reference itself): it must have no FAIL and be certified."""

    name: str
    failed: bool
    findings: tuple[Death, ...]
    outcome: str


class KillMatrix(msgspec.Struct, frozen=True, kw_only=True):
    """Mutants and variants against the suite."""

    mutants: tuple[MutantRow, ...]
    variants: tuple[VariantRow, ...]

    @property
    def sound(self) -> bool:
        """Whether every mutant was killed and no variant failed."""
        return all(row.killed for row in self.mutants) and not any(row.failed for row in self.variants)


def kill_matrix(law: Law, plan: Plan, *, progress: Callable[[int, int], None] | None = None) -> KillMatrix:
    """Certifies the reference, every mutant and every variant in process by the same plan."""
    run = partial(_certified, law=law, plan=plan)
    names = ["reference", *VARIANTS, *MUTANTS]
    mutants, variants = [], []
    for number, name in enumerate(names):
        if name in MUTANTS:
            mutants.append(_mutant(name, run(name)))
        else:
            variants.append(_variant(name, run(name)))
        if progress:
            progress(number + 1, len(names))
    return KillMatrix(mutants=tuple(mutants), variants=tuple(variants))


def _certified(name: str, law: Law, plan: Plan) -> Certification:
    return certify(InProcess.named(name, law), law, plan)


def _mutant(name: str, certification: Certification) -> MutantRow:
    breaks = MUTANTS[name].breaks
    deaths = tuple(_death(finding) for finding in _fails(certification))
    killed = any(death.id == breaks and death.blames == (str(PLATFORM),) for death in deaths)
    return MutantRow(name=name, breaks=breaks, killed=killed, killed_by=deaths, outcome=certification.outcome.name)


def _variant(name: str, certification: Certification) -> VariantRow:
    deaths = tuple(_death(finding) for finding in _fails(certification))
    failed = bool(deaths) or certification.outcome.name != "CERTIFIED"
    return VariantRow(name=name, failed=failed, findings=deaths, outcome=certification.outcome.name)


def _fails(certification: Certification) -> list[Finding]:
    return [one for duty in certification.duties.values() for one in duty.findings if one.verdict == Verdict.FAIL]


def _death(finding: Finding) -> Death:
    return Death(id=finding.id, blames=tuple(str(actor) for actor in finding.blames), scenario=finding.subject)
