"""The register of mutants: each is the reference with one rule broken, named as the breach."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from conformance.reference.platform import Platform, snake


class Mutant(NamedTuple):
    """A platform that breaches one duty."""

    platform: type[Platform]
    breaks: str


MUTANTS: dict[str, Mutant] = {}
"""Mutants by name."""

P = TypeVar("P", bound=type[Platform])


def breaks(duty: str) -> Callable[[P], P]:
    """Registers a platform as the mutant that breaks `duty`, under its own name in snake case."""

    def register(platform: P) -> P:
        MUTANTS[snake(platform)] = Mutant(platform, duty)
        return platform

    return register
