"""Identities and amounts of one run: functions of (seed, case, name), so that no two runs or cases share one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scenarios.expressions import amount

if TYPE_CHECKING:
    from scenarios.case import Case
    from scenarios.story import Draw

Bindings = Mapping[str, str | int]
"""What each name of a case stands for in one run: an id, or an amount (fen, basis points, days)."""


def draw(case: Case, seed: int) -> dict[str, str | int]:
    """The bindings of `case` in the run with this seed.

    An id shows its kind only: a platform cannot tell from it which part it plays. Raises `InputError` for an amount
    that is none.
    """
    story = case.story
    drawn: dict[str, str | int] = {
        name: f"{kind.replace('_', '-')}-{_hash(seed, case.id, name):012x}"
        for name, kind in (story.people | story.objects).items()
    }
    for name, rule in story.amounts.items():
        drawn[name] = amount(rule, amounts(drawn)) if isinstance(rule, str) else _between(rule, seed, case.id, name)
    for name, value in case.let.items():
        drawn[name] = drawn[value] if isinstance(value, str) and value in drawn else amount(str(value), amounts(drawn))
    return drawn


def amounts(bindings: Bindings) -> dict[str, int]:
    """The bindings that are amounts."""
    return {name: value for name, value in bindings.items() if isinstance(value, int)}


def _between(rule: Draw, seed: int, case: str, name: str) -> int:
    return rule.low + rule.step * (_hash(seed, case, name) % ((rule.high - rule.low) // rule.step + 1))


def _hash(*key: object) -> int:
    """48 bits."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=6).digest(), "big")
