"""Agents stand on the notice and the port: no simulator, no platform, no judge, no law of their own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).resolve().parents[2] / "agents").glob("*.py"))
ALLOWED = ("agents", "notice", "conformance.port", "msgspec", "typing", "collections", "itertools", "__future__")
LAW = ("notice.law", "notice.policy", "notice.clocks", "notice.catalogue")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_agent_imports_nothing_above_or_beside_its_floor(path: Path) -> None:
    assert [name for name in _imports(path) if not name.startswith(ALLOWED)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_agent_reckons_with_statutory_clocks_or_policy_values(path: Path) -> None:
    assert [name for name in _imports(path) if name.startswith(LAW)] == []
