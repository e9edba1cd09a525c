"""Every norm on its lawful twins and its breaches: the verdict, the blamed, the reason."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.conformance.builders import judged, law_with
from tests.conformance.monitors.golden import Golden

FILES = sorted(path.stem for path in Path(__file__).parent.glob("golden_*.py"))
ROWS: list[Golden] = [row for name in FILES for row in import_module(f"tests.conformance.monitors.{name}").ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.norm}: {row.name}")
def test_the_norm_comes_out_as_the_law_says(row: Golden) -> None:
    norm = judged(*row.told, law=law_with(**row.law), **row.observation, **row.beside).norms[row.norm]
    worst = [finding for finding in norm.findings if finding.verdict == norm.verdict]
    assert (norm.verdict.name, norm.findings) and norm.verdict == row.verdict, norm.findings
    assert {str(actor) for finding in worst for actor in finding.blames} == set(row.blames)
    if row.why:
        assert row.why in {finding.why for finding in worst}
