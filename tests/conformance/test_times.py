"""How often something must be shown: exactly, at least, or at most so many times."""

from __future__ import annotations

import pytest

from conformance.observations import rule_observations
from conformance.port import CaseState
from conformance.transcript import Exchange
from conformance.verdicts import Verdict
from notice.civil import instant
from notice.events import PLATFORM, DeadlineMissed
from notice.trace import Observation
from scenarios.wanted import Expected, Times, Wanted

DUE_AT = instant("2022-10-18")


def missed(number: int, slack: int = 0) -> DeadlineMissed:
    return DeadlineMissed(
        at=DUE_AT, actor=PLATFORM, source="p", id=str(number), clock="pay", late_party=PLATFORM, due_at=DUE_AT,
        at_slack_seconds=slack,
    )  # fmt: skip


def verdict(times: Times, *shown: DeadlineMissed, observes: tuple[str, ...] = ("DeadlineMissed",)) -> Verdict:
    wanted = Wanted(DeadlineMissed, {}, due_day=DUE_AT // 86400 - 1, times=times, seen_by=(), hidden_from=())
    exchange = Exchange(label="x", at=DUE_AT, answer="none", caused=shown, after=CaseState(award="A"))
    seen = Observation(vantage="platform", until=DUE_AT + 1, observes=observes)
    (ruling,) = rule_observations(Expected("D-flags-miss", "", shows=(wanted,)), [exchange], seen)
    return ruling.verdict


@pytest.mark.parametrize(
    ("times", "lawful"),
    [(Times(0, 0), {0}), (Times(2, 2), {2}), (Times(2, None), {2, 3}), (Times(0, 2), {0, 1, 2})],
    ids=str,
)
def test_a_number_is_met_exactly_at_least_or_at_most(times: Times, lawful: set[int]) -> None:
    met = {count for count in range(4) if verdict(times, *map(missed, range(count))) == Verdict.PASS}
    assert met == lawful
    assert all(verdict(times, *map(missed, range(count))) == Verdict.FAIL for count in set(range(4)) - met)


@pytest.mark.parametrize("times", [Times(0, 1), Times(1, 1), Times(1, None)], ids=str)
def test_an_instant_known_too_roughly_decides_only_where_it_does_not_matter(times: Times) -> None:
    rough = missed(0, slack=40 * 3600)
    assert verdict(times, rough) == (Verdict.PASS if times == (0, 1) else Verdict.INCONCLUSIVE)
    assert verdict(times, missed(1), rough) == (Verdict.PASS if times.most is None else Verdict.INCONCLUSIVE)


def test_a_type_that_is_not_reported_proves_no_absence_but_what_is_shown_is_shown() -> None:
    assert verdict(Times(0, 1), observes=()) == Verdict.INCONCLUSIVE
    assert verdict(Times(1, None), observes=()) == Verdict.INCONCLUSIVE
    assert verdict(Times(1, None), missed(0), observes=()) == Verdict.PASS
