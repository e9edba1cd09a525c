"""What penalties rest on: a finding of the authority, of that very party, before them (五(二))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import ruling
from conformance.monitors.kinds import Late, response_within
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    BadRecordListed,
    Event,
    ReferredToJudiciary,
    SanctionImposed,
    SupplierBanned,
    ViolationEstablished,
)
from notice.law import Law

Measure = BadRecordListed | SupplierBanned | ReferredToJudiciary | SanctionImposed


def is_banking_regulator(authority: Actor) -> bool:
    """Whether an authority is the banking regulator: by convention its id begins with `regulator`.

    Every other authority is a finance bureau.
    """
    return authority.id.startswith("regulator")


def found_of_party(case: Case) -> list[ViolationEstablished]:
    """What an authority found about the party that the case is about."""
    established = (one for one in case.all(ViolationEstablished) if one.actor.role == "finance_bureau")
    return [one for one in established if one.party == case.party]


def finding_behind(case: Case, measure: Measure) -> ViolationEstablished | None:
    """The finding about the case's party that a measure cites, if it came before it."""
    cited = (one for one in found_of_party(case) if one.violation == measure.violation)
    return next((one for one in cited if precedes(one, measure)), None)


def must_act_before(law: Law, violation: ViolationEstablished) -> int | None:
    """First instant too late for the consequence of a finding; None: the text sets no term, and the policy gives none."""
    days = law.policy.number_if_given("act_within_working_days")
    return None if days is None else law.working_due(violation.at, days)


def followed(
    norm: str,
    case: Case,
    law: Law,
    violation: ViolationEstablished,
    measures: Iterable[Measure],
    clauses: tuple[str, ...] = (),
) -> Finding:
    """The consequence that a finding must have. Not yet due, it stays open."""
    cited = (one for one in measures if one.violation == violation.violation and precedes(violation, one))
    first = next((one for one in cited if one.actor.role == "finance_bureau"), None)
    return response_within(
        norm, case, violation, first, must_act_before(law, violation), lambda: Late((violation.actor,)), clauses=clauses
    )


def tried_without_finding(norm: str, case: Case, measures: Sequence[Measure]) -> Iterator[Finding]:
    """Refused measures that no finding carries: an attempt."""
    for measure in measures:
        if finding_behind(case, measure) is None:
            yield ruling(norm, case, Verdict.WARN, "tried_without_finding", measure, blames=(measure.actor,))


def is_about(case: Case, measure: Event) -> bool:
    """Whether a measure is against the party that the case is about."""
    supplier = getattr(measure, "supplier", None)
    return (Actor("supplier", supplier) if supplier else getattr(measure, "party", None)) == case.party
