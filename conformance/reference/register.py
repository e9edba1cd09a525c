"""Platforms by name: the reference, its mutants and its benign variants."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from conformance.reference.mutants import MUTANTS
from conformance.reference.platform import Platform
from conformance.reference.variants import VARIANTS
from notice.errors import InputError, nearest
from notice.law import Law

PLATFORMS: dict[str, type[Platform]] = {
    "reference": Platform,
    **{name: mutant.platform for name, mutant in MUTANTS.items()},
    **VARIANTS,
}
"""All platforms that come with the package."""


def make(name: str, law: Law) -> Callable[[int], Platform]:
    """What makes the platform of this name under `law`, given the instant its clock starts at.

    Raises `InputError` with the nearest name for an unknown one.
    """
    if name not in PLATFORMS:
        raise InputError(f"no platform is called '{name}'", instead=nearest(name, PLATFORMS))
    return partial(PLATFORMS[name], law)
