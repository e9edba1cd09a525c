"""What just keeps the law breaches nothing; a second, a fen or a basis point more breaks the norm that it should."""

from __future__ import annotations

import pytest

from conformance.verdicts import Verdict
from notice.law import Law
from tests.conformance.builders import law_with
from tests.conformance.proof.limits import LIMITS, Limit
from tests.conformance.proof.proving import LAWFUL, blamed, judgement_of, law_for
from tests.conformance.proof.usual import usual


def law_of(limit: Limit) -> Law:
    return law_with(**limit.law) if limit.law else law_for(limit.norm)


def each_limit(limit: Limit) -> str:
    return f"{limit.norm}: {limit.title}"


def test_the_usual_case_breaches_nothing_and_is_not_the_lawful_log() -> None:
    judgement = judgement_of([*LAWFUL, *usual()])
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.ERROR, Verdict.WARN)] == [[], [], []]


@pytest.mark.parametrize("limit", LIMITS, ids=each_limit)
def test_at_the_last_lawful_moment_nothing_is_breached_and_the_norm_is_kept(limit: Limit) -> None:
    judgement = judgement_of(limit.kept, law_of(limit))
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.ERROR, Verdict.WARN)] == [[], [], []]
    assert judgement.norms[limit.norm].verdict == Verdict.PASS
    assert set(limit.kept) != set(LAWFUL)


@pytest.mark.parametrize("limit", LIMITS, ids=each_limit)
def test_right_after_it_the_norm_is_breached_and_blames_who_was_late(limit: Limit) -> None:
    found = judgement_of(limit.broken, law_of(limit), norms=[limit.norm]).norms[limit.norm]
    assert (found.verdict, blamed(found)) == (Verdict.FAIL, {limit.blames})
