"""Every certification case, one test each."""

from __future__ import annotations

import pytest

from conformance.duties import judge_duties
from conformance.finding import Finding
from conformance.port import Target
from conformance.replay import play
from conformance.verdicts import Verdict
from conformance.whys import sentence
from notice.law import Law
from scenarios.case import SAME_CASE, Case
from scenarios.certification import certification

CASES = {case.id: case for case in certification()}


@pytest.mark.parametrize("name", CASES)
def test_case(platform: Target, law: Law, draw: int, name: str) -> None:
    """The platform does in this case what each duty asks; its positive twin is played along with a negative case."""
    played = _with_twin(CASES[name])
    transcripts = [play(platform, case, seed=draw) for case in played]
    wrong = [finding for finding in judge_duties(played, transcripts, law) if _is_wrong(finding, name)]
    assert not wrong, "\n" + "\n".join(f"{one.verdict.name} {one.id}: {sentence(one, 'en')}" for one in wrong)


def _with_twin(case: Case) -> list[Case]:
    twin = None if case.twin in (None, SAME_CASE) else CASES[f"{case.scenario}/{case.twin}"]
    return [case, twin] if twin else [case]


def _is_wrong(finding: Finding, name: str) -> bool:
    """A case that could not be decided is no success."""
    return finding.subject == name and finding.verdict not in (Verdict.PASS, Verdict.WARN)
