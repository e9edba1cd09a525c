"""What changes nothing in law changes no verdict: the lawful log told in other ways."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from conformance.judge import combined, judge
from conformance.verdict_table import table_of
from conformance.verdicts import Verdict
from notice.events import Event
from notice.law import Law
from notice.trace import Observation, trace
from tests.conformance.builders import UNTIL
from tests.conformance.proof.lawful import lawful

LAWFUL = lawful()


def table(events: list[Event]) -> dict[str, tuple[str, int, int]]:
    judgement = judge(trace(Observation(vantage="world", until=UNTIL), events), Law())
    assert judgement.findings(Verdict.FAIL) == []
    return table_of(judgement.norms)


def each(**fields: Callable[[Event], object]) -> list[Event]:
    return [msgspec.structs.replace(one, **{name: to(one) for name, to in fields.items()}) for one in LAWFUL]


RETOLD = {
    "backwards": LAWFUL[::-1],
    "twice": LAWFUL * 2,
    "under other ids": each(id=lambda one: f"other-{one.id}"),
    "by sources in another order": each(source=lambda one: one.source[::-1]),
    "recorded an hour later": each(recorded_at=lambda one: one.at + 3_600),
    "by one source for each event": each(source=lambda one: f"source-{one.id}"),
}


@pytest.mark.parametrize("way", RETOLD)
def test_told_in_another_way_the_verdicts_are_the_same(way: str) -> None:
    assert table(RETOLD[way]) == table(LAWFUL)


def test_judged_subject_by_subject_and_combined_the_verdicts_are_the_same() -> None:
    told = trace(Observation(vantage="world", until=UNTIL), LAWFUL)
    parts = [judge(told, Law(), about=[about]).norms for about in ("award", "bank", "party")]
    assert table_of(combined(parts)) == table_of(combined(parts[::-1])) == table(LAWFUL)
