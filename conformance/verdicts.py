"""Verdicts and their algebra.

The verdict of a norm is the worst of its rulings: a join in a chain, so it does not depend on order or grouping.
A FAIL is never hidden by an ERROR; an ERROR is never a PASS.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Verdict(IntEnum):
    """ISO/IEC 9646 verdicts, extended; the order is the order of the join."""

    NOT_EXERCISED = 0
    OPEN = 1
    PASS = 2
    WARN = 3
    INCONCLUSIVE = 4
    ERROR = 5
    FAIL = 6


ADVERSE = (Verdict.WARN, Verdict.FAIL)
"""The verdicts that speak against somebody."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The join: the worst verdict, NOT_EXERCISED of none."""
    return max(verdicts, default=Verdict.NOT_EXERCISED)


class Outcome(IntEnum):
    """What a certification comes to; the value is not an order."""

    CERTIFIED = 0
    CERTIFIED_WITH_WAIVERS = 1
    NOT_CERTIFIED = 2
    INCOMPLETE = 3


def outcome(required: Iterable[Verdict], waived: Iterable[Verdict] = ()) -> Outcome:
    """The outcome over the verdicts of a profile's duties; `waived` are those that a waiver names.

    Any unwaived FAIL: NOT_CERTIFIED. All PASS or WARN: CERTIFIED. Otherwise INCOMPLETE. Not a maximum: an
    INCONCLUSIVE duty beside a failed one does not soften the failure.
    """
    required, waived = list(required), list(waived)
    if Verdict.FAIL in required:
        return Outcome.NOT_CERTIFIED
    if (not required and not waived) or any(verdict not in (Verdict.PASS, Verdict.WARN) for verdict in required):
        return Outcome.INCOMPLETE
    met = all(verdict in (Verdict.PASS, Verdict.WARN) for verdict in waived)
    return Outcome.CERTIFIED if met else Outcome.CERTIFIED_WITH_WAIVERS
