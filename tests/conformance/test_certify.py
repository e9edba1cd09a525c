"""A certification of a platform that is not there, or goes away meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from conformance.adapters.inprocess import InProcess
from conformance.certify import certify, make_plan
from conformance.port import Capabilities, Sandbox
from conformance.verdicts import Outcome, Verdict
from notice.errors import InputError
from notice.events import Actor
from notice.law import Law

LAW = Law()


class Dying:
    """The reference, until it has opened `lives` sandboxes; `asked` counts all attempts."""

    name = "dying"

    def __init__(self, lives: int) -> None:
        self._lives, self.asked = lives, 0
        self._inner = InProcess.named("reference", LAW)

    def capabilities(self) -> Capabilities:
        return self._inner.capabilities()

    def open(self, start_at: int, actors: Sequence[Actor]) -> Sandbox:
        self.asked += 1
        if self.asked > self._lives:
            raise InputError("no answer")
        return self._inner.open(start_at, actors)


def test_a_platform_that_is_not_there_is_said_so_before_any_case() -> None:
    dead = Dying(lives=0)
    with pytest.raises(InputError, match="no answer"):
        certify(dead, LAW, make_plan(LAW))
    assert dead.asked == 1


def test_a_platform_that_goes_away_is_not_asked_case_by_case_for_ever_and_not_certified() -> None:
    dying = Dying(lives=20)
    found = certify(dying, LAW, make_plan(LAW))
    assert dying.asked < 30
    assert found.outcome == Outcome.INCOMPLETE
    assert {duty.verdict for duty in found.duties.values()} <= {Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS}
