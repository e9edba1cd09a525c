"""What no trace can show is attested: the bearer of a norm answers for it, citing a document by its hash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import ruling
from conformance.monitors.guards import covered, in_force_from
from conformance.sight import unless_later
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import AttestationGiven
from notice.law import Law

_ANSWERS = {
    "yes": (Verdict.PASS, "attested"),
    "partly": (Verdict.WARN, "attested_in_part"),
    "no": (Verdict.FAIL, "attested_otherwise"),
}
_SHA256 = re.compile("[0-9a-fA-F]{64}")


def attested(norm: str, case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a period that the party answered for: the last answer counts, and rests on its word alone.

    If none of its answers can be accepted, that is said, and nothing is decided.
    """
    given = [answer for answer in _given(norm, case) if covered(norm, case, law, answer)]
    accepted = [answer for answer in given if not _fault(answer, case, law)]
    for answer in {(one.period_from_at, one.period_until_at): one for one in accepted}.values():
        verdict, why = _ANSWERS[answer.answer]
        blames = () if verdict == Verdict.PASS else (case.party,)
        found = ruling(norm, case, verdict, why, answer, blames=blames, is_conclusive=True)
        yield unless_later(found, case, answer)
    for answer in () if accepted else given:
        yield ruling(norm, case, Verdict.INCONCLUSIVE, _fault(answer, case, law), answer)


def _given(norm: str, case: Case) -> list[AttestationGiven]:
    """What the case's party said of the norm, if it bears it: nobody answers for another."""
    bearers = catalogue().norms[norm].bearers
    if case.party.role not in bearers and "anyone" not in bearers:
        return []
    return [given for given in case.all(AttestationGiven) if given.norm == norm and given.actor == case.party]


def _fault(given: AttestationGiven, case: Case, law: Law) -> str:
    """Why an answer cannot be accepted: no document, or a period that has not passed or that the log does not meet."""
    if not _SHA256.fullmatch(given.document_sha256):
        return "attested_without_document"
    seen_from = max(in_force_from(law), case.observation.since or 0)
    begin, end = given.period_from_at, given.period_until_at
    return "" if begin < end <= given.at and end > seen_from else "attested_for_no_period"
