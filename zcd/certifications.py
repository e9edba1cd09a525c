"""Certifying from the command line: play with a progress bar, sum up, write the certificate's directory."""

from __future__ import annotations

import hashlib
from pathlib import Path

from conformance.certificate import canonical, contents
from conformance.certificate import write as write_certificate
from conformance.certify import Certification, Plan
from conformance.certify import certify as certified
from conformance.keys import certifier_key
from conformance.port import Target
from conformance.reference.mutants import MUTANTS
from conformance.verdict_table import verdicts_document
from notice.law import Law
from reports.certificate import certificate_page
from reports.certification import CertificationSummary
from reports.files import certification_files, write_files
from zcd.console import SETTING, progress
from zcd.rundir import manifest, reproduction


def examine(target: Target, law: Law, plan: Plan) -> Certification:
    """Plays the plan against the platform."""
    with progress(f"certifying {target.name}", f"认证 {target.name}") as step:
        return certified(target, law, plan, step)


def summed_up(certification: Certification) -> CertificationSummary:
    """What pages need to know of it."""
    mutant = MUTANTS.get(certification.target.removeprefix("mutant:"))
    return CertificationSummary(
        target=certification.target,
        outcome=certification.outcome,
        duties=tuple(certification.duties.values()),
        profile=certification.plan.profile,
        seed=certification.plan.seed,
        policy_sha256=certification.plan.policy_sha256,
        plan_sha256=hashlib.sha256(canonical(certification.plan)).hexdigest(),
        planted=mutant.breaks if mutant else "",
    )


def write(out: Path, certification: Certification, law: Law, key: Path | None) -> Path:
    """Writes verdicts, page, JUnit and the signed certificate; the certificate's path."""
    summary = summed_up(certification)
    page = certificate_page(summary, reproduction(), first=SETTING.lang)
    files = certification_files(verdicts_document(certification), page, summary)
    signed = contents(certification, certifier_key(key))
    facts = {"target": certification.target, "seed": certification.plan.seed, "outcome": certification.outcome.name}
    write_files(out, manifest([law.policy], files, **facts))
    write_certificate(out / "certificate.zip", signed)
    return out / "certificate.zip"
