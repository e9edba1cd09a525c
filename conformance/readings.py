"""What another reading of the text would change: every ambiguity in turn, and the verdicts that would come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.judge import Judgement, judge
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.law import Law
from notice.policy import Parameter, Value
from notice.trace import Trace


class Change(msgspec.Struct, frozen=True):
    """A norm that comes out otherwise: its verdict and its FAIL findings under the reading used and the other one."""

    norm: str
    verdict: Verdict
    fails: int
    other_verdict: Verdict
    other_fails: int


class OtherReading(msgspec.Struct, frozen=True):
    """One reading that was not used, and what it would change."""

    parameter: str
    used: Value
    other: Value
    changes: tuple[Change, ...]


def other_readings(trace: Trace, law: Law, judgement: Judgement) -> tuple[OtherReading, ...]:
    """Every reading of every ambiguity that was not used and that would change a verdict or the number of FAILs."""
    found = (
        OtherReading(name, law.policy.parameter(name).value, other, tuple(_changes(trace, law, judgement, name, other)))
        for name in law.policy.ids
        for other in alternatives(law.policy.parameter(name))
    )
    return tuple(one for one in found if one.changes)


def alternatives(entry: Parameter) -> tuple[Value, ...]:
    """The other values that an ambiguity may be read as; nothing where none is chosen, or where only a reform could."""
    if entry.value is None:
        return ()
    return tuple(one.value for one in entry.readings if one.value != entry.value and not one.reforms_only)


def _changes(trace: Trace, law: Law, judgement: Judgement, name: str, other: Value) -> Iterator[Change]:
    otherwise = Law(law.policy.read_as(name, other), law.calendar)
    for norm, verdict in judge(trace, otherwise, norms=touched(name)).norms.items():
        before = judgement.norms[norm]
        fails, other_fails = before.number(Verdict.FAIL), verdict.number(Verdict.FAIL)
        if (before.verdict, fails) != (verdict.verdict, other_fails):
            yield Change(norm, before.verdict, fails, verdict.verdict, other_fails)


def touched(parameter: str) -> set[str]:
    """The norms that a parameter can change: those that read it, and those that such a norm guards."""
    norms = catalogue().norms.values()
    reading = {norm.id for norm in norms if parameter in norm.parameters}
    return reading | {norm.id for norm in norms if reading & set(norm.guards)}
