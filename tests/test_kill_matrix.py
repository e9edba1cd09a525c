"""Is the suite sharp and fair: every planted breach dies by the duty it breaks, no lawful platform fails."""

from __future__ import annotations

import pytest

from conformance.certify import make_plan
from conformance.kill import Death, KillMatrix, MutantRow, VariantRow, kill_matrix
from conformance.reference.mutants import MUTANTS
from notice.law import Law


@pytest.mark.long
@pytest.mark.timeout(1_200)  # some 500 cases against 124 platforms: minutes on a busy machine
@pytest.mark.parametrize(("seed", "challenge"), [(1, ""), (2, ""), (0, "a certifier's nonce")])
def test_all_mutants_are_killed_and_no_lawful_variant_fails(seed: int, challenge: str) -> None:
    law = Law()
    matrix: KillMatrix = kill_matrix(law, make_plan(law, profile="full", seed=seed, challenge=challenge))
    assert [row.name for row in matrix.mutants if not row.killed] == []
    assert {row.outcome for row in matrix.mutants} == {"NOT_CERTIFIED"}
    assert [(row.name, row.findings) for row in matrix.variants if row.failed] == []
    assert {row.name for row in matrix.mutants} == set(MUTANTS)
    assert matrix.sound


def test_a_surviving_mutant_or_a_failing_variant_makes_the_matrix_unsound() -> None:
    death = Death(id="D-treasury-gate", blames=("platform:platform",), scenario="s/c")
    killed = MutantRow(name="m", breaks="D-treasury-gate", killed=True, killed_by=(death,), outcome="NOT_CERTIFIED")
    alive = MutantRow(name="n", breaks="D-idempotent", killed=False, killed_by=(death,), outcome="NOT_CERTIFIED")
    fine = VariantRow(name="v", failed=False, findings=(), outcome="CERTIFIED")
    wronged = VariantRow(name="w", failed=True, findings=(death,), outcome="NOT_CERTIFIED")
    assert KillMatrix(mutants=(killed,), variants=(fine,)).sound
    assert not KillMatrix(mutants=(killed, alive), variants=(fine,)).sound
    assert not KillMatrix(mutants=(killed,), variants=(fine, wronged)).sound
