"""The verdicts as one document: what `verdicts.json`, `--json` and a certificate hold. The same for every source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from conformance.certify import Certification
from conformance.duties import DutyVerdict
from conformance.judge import Judgement, NormVerdict, clause_verdicts
from conformance.logs.log import Log
from conformance.measures.figures import Figure
from conformance.readings import OtherReading
from conformance.tally import Counted, counted
from notice.catalogue import catalogue
from notice.law import Law
from notice.policy import shown_value

EVIDENCE_SHOWN = 20
"""Event keys that an entry of findings cites at most."""


def audit_document(
    target: str,
    judgement: Judgement,
    law: Law,
    *,
    log: Log | None = None,
    others: tuple[OtherReading, ...] | None = None,
    measures: tuple[Figure, ...] = (),
) -> dict[str, Any]:
    """The verdicts of a log under a policy; its norms are an iterator, for their rows may be many.

    `others`: what another reading would change, if that was asked for.
    `measures`: what was counted.
    """
    return {
        "target": target,
        "plan": None,
        "policy": law.policy.hash,
        "readings": readings(law),
        "outcome": None,
        "norms": map(norm_row, judgement.norms.values()),
        "clauses": clause_rows(judgement.norms),
        "rows": {"read": log.rows, "ignored": log.ignored, "unmapped": msgspec.to_builtins(log.unmapped)}
        if log
        else None,
        "measures": [measure_row(figure) for figure in measures],
        "other_readings": None if others is None else [_other(one) for one in others],
        "waivers": [],
    }


def measure_row(figure: Figure) -> dict[str, Any]:
    """One measure as a row, with what it tells of; a suspicion is marked as such and never a verdict."""
    entry = catalogue().measures[figure.id]
    return {
        **msgspec.to_builtins(figure),
        "kind": entry.kind,
        "title": {"en": entry.title.en, "zh": entry.title.zh},
        "tells_of": [told.id for told in catalogue().tells_of(figure.id)],
        "suspicion": entry.suspicion,
    }


def _other(reading: OtherReading) -> dict[str, Any]:
    """What another reading would change, verdicts by name."""
    changes = [
        {
            "norm": one.norm,
            "verdict": one.verdict.name,
            "fails": one.fails,
            "other_verdict": one.other_verdict.name,
            "other_fails": one.other_fails,
        }
        for one in reading.changes
    ]
    return {"parameter": reading.parameter, "used": reading.used, "other": reading.other, "changes": changes}


def verdicts_document(certification: Certification) -> dict[str, Any]:
    """The verdicts of a certification: duties, and norms as evidence of what the harness's actors did."""
    plan = certification.plan
    return {
        "target": certification.target,
        "plan": {"profile": plan.profile, "seed": plan.seed, "suite": plan.suite_sha256, "challenge": plan.challenge},
        "policy": plan.policy_sha256,
        "readings": "only what all readings agree on",
        "outcome": certification.outcome.name,
        "duties_of_the_catalogue": len(catalogue().duties),
        "norms": [
            *(duty_row(duty) for duty in certification.duties.values()),
            *(norm_row(norm) for norm in certification.norms.values()),
        ],
        "clauses": clause_rows(certification.norms),
        "waivers": [],
    }


def readings(law: Law) -> dict[str, str]:
    """The reading used of every ambiguity."""
    policy = law.policy
    chosen = {name: policy.parameter(name) for name in policy.ids if policy.parameter(name).readings}
    return {name: shown_value(entry.value) for name, entry in chosen.items()}


def duty_rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The duties among a document's rows."""
    return [row for row in document["norms"] if row["kind"] == "duty"]


def duty_row(duty: DutyVerdict) -> dict[str, Any]:
    """One duty as a row."""
    entry = catalogue().duties[duty.id]
    return {
        "id": duty.id,
        "kind": "duty",
        "clauses": list(entry.clauses),
        "duty_bearer": ["platform"],
        "basis": entry.basis,
        "verdict": duty.verdict.name,
        "triggers": duty.triggers,
        "open": 0,
        "boundary_hits": list(duty.boundary_hits),
        "missing": list(duty.missing),
        "findings": grouped(counted(duty.findings)),
    }


def norm_row(norm: NormVerdict) -> dict[str, Any]:
    """One norm as a row; `asked` is what an attestation answers, where no trace can show all of it."""
    entry = catalogue().norms[norm.id]
    return {
        "id": norm.id,
        "kind": "norm",
        "clauses": list(entry.clauses),
        "duty_bearer": list(entry.bearers),
        "basis": "letter" if entry.clauses else "higher_law",
        "verdict": norm.verdict.name,
        "triggers": norm.triggers,
        "open": norm.open,
        "boundary_hits": norm.boundary_hits,
        **({"asked": {"en": entry.attested.en, "zh": entry.attested.zh}} if entry.attested else {}),
        "findings": grouped(norm.counted()),
    }


def grouped(kinds: Iterable[Counted]) -> list[dict[str, Any]]:
    """Each kind of finding as one entry with its number; subjects and evidence are those of the first few."""
    return [
        {
            "verdict": kind.verdict.name,
            "blames": [str(actor) for actor in kind.blames],
            "why": kind.why,
            "clauses": list(kind.clauses),
            "details": samples[0].details,
            "subjects": sorted({sample.subject for sample in samples}),
            "evidence": [key for sample in samples for key in sample.evidence][:EVIDENCE_SHOWN],
            "count": number,
        }
        for kind, number, samples in kinds
    ]


def clause_rows(norms: dict[str, NormVerdict]) -> list[dict[str, Any]]:
    """The verdicts fanned back to the clauses."""
    verdicts = clause_verdicts(norms)
    return [
        {
            "id": clause.id,
            "article": clause.article,
            "verdict": verdicts[clause.id].name,
            "norms": [norm.id for norm in catalogue().norms.values() if clause.id in norm.clauses],
        }
        for clause in catalogue().clauses.values()
        if clause.id in verdicts
    ]


def table_of(norms: dict[str, NormVerdict]) -> dict[str, tuple[str, int, int]]:
    """{norm: (verdict, triggers, open)}: what must be equal for every source of the same story."""
    return {norm.id: (norm.verdict.name, norm.triggers, norm.open) for norm in norms.values()}
