"""What changes nothing in law changes no verdict: the lawful log told in other ways."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance.judge import Judgement, combined, judge
from conformance.verdict_table import table_of
from conformance.verdicts import Verdict
from notice.law import Law
from notice.trace import Observation, decode, encode, trace
from tests.conformance.builders import UNTIL
from tests.conformance.proof.proving import AWAKE, LAWFUL, NOTICE, judgement_of
from tests.conformance.proof.retelling import SAME, WEEK, Retelling, beside_another, with_more_fields


def each_way(way: Retelling) -> str:
    return way.title


def retold(way: Retelling, law: Law) -> Judgement:
    return judgement_of(way.tell(LAWFUL), law, until=UNTIL + way.weeks * WEEK)


@pytest.mark.parametrize("way", SAME, ids=each_way)
def test_told_in_another_way_the_verdicts_are_the_same(way: Retelling) -> None:
    assert way.tell(LAWFUL) != LAWFUL
    assert table_of(retold(way, NOTICE).norms) == table_of(judgement_of(LAWFUL, NOTICE).norms)


@pytest.mark.parametrize("way", SAME, ids=each_way)
def test_told_in_another_way_nothing_is_breached_under_a_reform_either(way: Retelling) -> None:
    judgement = retold(way, AWAKE)
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.ERROR, Verdict.WARN)] == [[], [], []]


def test_fields_that_no_one_knows_are_passed_over() -> None:
    lines = [with_more_fields(event) for event in LAWFUL]
    assert all(len(line) > len(encode(event)) for line, event in zip(lines, LAWFUL, strict=True))
    assert [decode(line) for line in lines] == LAWFUL


def test_another_loan_beside_it_changes_no_finding_about_this_one() -> None:
    alone, together = (
        Counter(
            (norm.id, one.subject, one.verdict, one.why, one.blames)
            for norm in judgement_of(events).norms.values()
            for one in norm.findings
        )
        for events in (LAWFUL, beside_another(LAWFUL))
    )
    assert alone <= together and alone != together
    assert not [one for one in together if one[2] in (Verdict.FAIL, Verdict.ERROR)]


def test_judged_subject_by_subject_and_combined_the_verdicts_are_the_same() -> None:
    told = trace(Observation(vantage="world", until=UNTIL), LAWFUL)
    parts = [judge(told, Law(), about=[about]).norms for about in ("award", "bank", "party")]
    assert table_of(combined(parts)) == table_of(combined(parts[::-1])) == table_of(judge(told, Law()).norms)
