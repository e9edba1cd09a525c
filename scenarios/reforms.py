"""Reforms that ship with the package: overlays of the policy, each a file."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from notice.errors import InputError, nearest
from notice.policy import Policy
from notice.policy import reform as reformed
from scenarios import markets


def names() -> list[str]:
    """The reforms that ship with the package."""
    entries = (Path(entry.name) for entry in (files("scenarios") / "reforms").iterdir())
    return sorted(entry.stem for entry in entries if entry.suffix == ".yaml")


def reform(name: str | Path, base: Policy | None = None) -> Policy:
    """The policy under a reform, by the name it ships under or from a file.

    Raises `InputError` for an unknown name, or with file, line and column.
    """
    if Path(name).suffix == ".yaml":
        return _fitting(reformed(name, base))
    if str(name) not in names():
        raise InputError(
            f"no reform is called '{name}'", instead=nearest(str(name), names()) + " (or name a .yaml file)"
        )
    with as_file(files("scenarios") / f"reforms/{name}.yaml") as path:
        return _fitting(reformed(path, base))


def _fitting(policy: Policy) -> Policy:
    """The policy, if the figures of the market that it changes exist."""
    markets.reformed(markets.market(markets.ROOT), policy)
    return policy
