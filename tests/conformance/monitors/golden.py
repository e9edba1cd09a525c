"""What a golden case is: a story, the verdict of one norm on it, whom that blames and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from conformance.verdicts import Verdict
from tests.conformance.builders import Story


class Golden(NamedTuple):
    """One row: `blames` are the actors of the worst findings, `why` their code; `law` changes policy values.

    `beside`: the platform's own log, where it lies beside what is told.
    """

    name: str
    norm: str
    stories: Story | tuple[Story, ...]
    verdict: Verdict
    why: str = ""
    blames: tuple[str, ...] = ()
    law: Mapping[str, Any] = MappingProxyType({})
    observation: Mapping[str, Any] = MappingProxyType({})
    beside: Mapping[str, Any] = MappingProxyType({})

    @property
    def told(self) -> tuple[Story, ...]:
        """The stories told together."""
        return self.stories if isinstance(self.stories, tuple) else (self.stories,)


PASS, WARN, FAIL = Verdict.PASS, Verdict.WARN, Verdict.FAIL
OPEN, NONE, INCONCLUSIVE = Verdict.OPEN, Verdict.NOT_EXERCISED, Verdict.INCONCLUSIVE
B1, B2, S1, P1, T1, F1 = (
    ("bank:B1",),
    ("bank:B2",),
    ("supplier:S1",),
    ("purchaser:P1",),
    ("treasury:T1",),
    ("finance_bureau:F1",),
)
