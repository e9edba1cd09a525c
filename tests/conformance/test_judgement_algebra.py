"""How judgements come together: parts and wholes, cases that do not know of each other, and time that goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.case import Case
from conformance.docket import stimulus
from conformance.finding import Finding
from conformance.judge import EVERYTHING, Judgement, NormVerdict, combined, judge
from conformance.monitor import MONITORS
from conformance.verdicts import Verdict
from notice.civil import DAY
from notice.events import Event
from notice.law import Law
from notice.trace import Trace, trace
from tests.conformance.builders import UNTIL, judged
from tests.conformance.histories import Told, histories
from tests.conformance.stories import broken, kept
from tests.sim.faults import Planted, world_of
from tests.sim.test_blame_matrix import SINGLES

Norms = Mapping[str, NormVerdict]
RULED = sorted(name for name in MONITORS if name in judged(kept()).norms)


@cache
def market() -> Trace:
    """A small simulated year in which every misdeed is planted on some award."""
    return world_of(Planted(SINGLES), awards=len(SINGLES)).world_trace()


@cache
def whole() -> Judgement:
    return judge(market(), Law())


def rulings(norms: Norms) -> dict[str, tuple[Any, ...]]:
    """All that a judgement says, whatever the order in which it was found."""
    return {
        name: (one.verdict, one.triggers, one.open, one.boundary_hits, sorted(one.findings, key=repr))
        for name, one in norms.items()
    }


def about(norms: Norms, subject: str) -> list[Finding]:
    return [finding for one in norms.values() for finding in one.findings if finding.subject == subject]


# --- parts and wholes ------------------------------------------------------------------------------------------


@cache
def awards_by_supplier() -> tuple[frozenset[str], ...]:
    """Awards that no other award's verdicts hang on: a supplier's earlier loans tell a first loan from a repeat."""
    by_supplier: dict[str, set[str]] = {}
    for event in market().events:
        award, supplier = getattr(event, "award", None), getattr(event, "supplier", None)
        if award is not None and supplier is not None:
            by_supplier.setdefault(supplier, set()).add(award)
    groups: list[set[str]] = []
    for awards in by_supplier.values():
        touching = [group for group in groups if group & awards]
        groups = [group for group in groups if not group & awards] + [awards.union(*touching)]
    return tuple(map(frozenset, groups))


def of_awards(awards: frozenset[str]) -> Trace:
    """What tells of these awards, and everything beyond any award."""
    given_events = market().events
    return trace(market().observation, (one for one in given_events if _award(one) is None or _award(one) in awards))


def _award(event: Event) -> str | None:
    return getattr(event, "award", None) or getattr(stimulus(event), "award", None)


partitions = st.lists(st.integers(0, 4), min_size=len(awards_by_supplier()), max_size=len(awards_by_supplier()))
"""To which of up to five parts each supplier's awards go."""


def judged_by_parts(places: list[int]) -> list[Norms]:
    parts = [
        frozenset().union(
            *(group for group, place in zip(awards_by_supplier(), places, strict=True) if place == number)
        )
        for number in sorted(set(places))
    ]
    beyond = judge(market(), Law(), about=[one for one in EVERYTHING if one != "award"]).norms
    return [beyond, *(judge(of_awards(part), Law(), about=["award"]).norms for part in parts)]


@settings(max_examples=40)
@given(partitions)
def test_a_market_judged_by_any_parts_and_combined_is_judged_as_a_whole(places: list[int]) -> None:
    assert rulings(combined(judged_by_parts(places))) == rulings(whole().norms)
    assert whole().findings(Verdict.FAIL) != []


@given(st.permutations(EVERYTHING), st.integers(0, 2))
def test_judged_subject_by_subject_in_any_order_it_is_the_same(order: list[Any], cut: int) -> None:
    parts = [judge(market(), Law(), about=some).norms for some in (order[:cut], order[cut:])]
    assert rulings(combined(parts)) == rulings(whole().norms)


judgements = st.sampled_from(histories()[::9]).map(lambda told: told.judged().norms)


@given(judgements, judgements, judgements)
def test_combining_is_commutative_and_associative_and_nothing_added_changes_nothing(
    first: Norms, second: Norms, third: Norms
) -> None:
    assert rulings(combined([first, second])) == rulings(combined([second, first]))
    left, right = combined([combined([first, second]), third]), combined([first, combined([second, third])])
    assert rulings(left) == rulings(right)
    assert rulings(combined([first, {}])) == rulings(first)


# --- cases that do not know of each other ----------------------------------------------------------------------


@given(st.sampled_from(histories()), st.sampled_from([kept, broken]))
def test_an_award_of_other_parties_changes_nothing_about_the_others(told: Told, other: Any) -> None:
    names = {"award": "Z9", "application": "Z9", "loan": "Z9", "contract": "Z9", "supplier": "Z9", "bank": "Z9"}
    strangers = tuple(other(**names, purchaser="Z9").events)
    alone, together = told.judged().norms, told.judged((*told.events, *strangers)).norms
    for name, one in alone.items():
        assert [found for found in together[name].findings if not _is_strange(found)] == [*one.findings], told.title


def _is_strange(finding: Finding) -> bool:
    return finding.subject in ("Z9", "supplier:Z9", "bank:Z9", "purchaser:Z9")


@given(st.sampled_from(RULED), st.data())
def test_a_monitor_that_crashes_on_one_case_leaves_all_other_rulings_alone(norm: str, data: st.DataObject) -> None:
    subjects = sorted({one.subject for one in whole().norms[norm].findings}) or ["nobody"]
    victim = data.draw(st.sampled_from(subjects))

    def crashing(case: Case, law: Law) -> Iterator[Finding]:
        if case.subject == victim:
            raise RuntimeError(victim)
        return MONITORS[norm](case, law)

    found = judge(market(), Law(), {**MONITORS, norm: crashing}, norms=[norm]).norms[norm]
    expected = [one for one in whole().norms[norm].findings if one.subject != victim]
    assert [one for one in found.findings if one.verdict != Verdict.ERROR] == expected
    assert {one.subject for one in found.findings if one.verdict == Verdict.ERROR} <= {victim}
    assert found.verdict == Verdict.FAIL or not any(one.verdict == Verdict.FAIL for one in expected)


# --- time that goes on -----------------------------------------------------------------------------------------


def decided(judgement: Judgement) -> Iterator[tuple[str, Finding]]:
    """Rulings that are their trigger's only one."""
    for name, one in judgement.norms.items():
        triggers = [(found.subject, found.evidence[:1]) for found in one.findings]
        yield from ((name, found) for found in one.findings if triggers.count((found.subject, found.evidence[:1])) == 1)


@given(st.sampled_from(histories()), st.integers(0, 400))
def test_what_was_decided_stays_so_while_nothing_happens_and_what_was_open_is_never_lost(told: Told, days: int) -> None:
    last = max((one.at for one in told.events), default=0) + 1
    early, late = told.judged(until=last), told.judged(until=last + days * DAY)
    for name, found in decided(early):
        same = {one.verdict for one in late.norms[name].findings if one.evidence[:1] == found.evidence[:1]}
        assert found.verdict in same, (told.title, name, found)
    for name, one in early.norms.items():
        assert late.norms[name].triggers >= one.triggers
        assert late.norms[name].open + len(late.norms[name].findings) == late.norms[name].triggers


EXCUSED_LATER = {
    "contract-names-account": "a contract may be mended before the money (WARN)",
    "own-or-msme-goods": "the last declaration counts",
    "local-measures": "the last answer for a period counts",
    "remind-purchaser": "without a number a late reminder counts",
    "submit-payment-plan": "a plan of too much may be returned; a payment shows a plan that the log lacks",
    "first-loan-in-time": "a reading lets a ground be recorded at any time (WARN)",
}
"""Norms of which a breach may be excused by what happens after it, and by what."""


@given(st.sampled_from(histories()), st.data())
def test_a_breach_stays_one_whatever_happens_later_unless_the_law_excuses_it(told: Told, data: st.DataObject) -> None:
    end = max((one.at for one in told.events), default=0)
    until = min(UNTIL, data.draw(st.integers(min((one.at for one in told.events), default=0), end + 60 * DAY)))
    early, late = told.judged(tuple(one for one in told.events if one.at < until), until=until), told.judged()
    for name, one in early.norms.items():
        if one.verdict == Verdict.FAIL and name not in EXCUSED_LATER:
            assert late.norms[name].verdict == Verdict.FAIL, (told.title, name)


@pytest.mark.parametrize("norm", EXCUSED_LATER)
def test_and_the_law_does_excuse_some_breaches_of_each_of_these(norm: str) -> None:
    def is_excused(told: Told) -> bool:
        whole_log = told.judged().norms[norm].verdict
        if whole_log == Verdict.FAIL:
            return False
        prefixes = (told.judged(tuple(e for e in told.events if e.at < at), until=at).norms[norm].verdict
                    for at in {one.at + more for one in told.events for more in (1, 40 * DAY)} if at <= UNTIL)  # fmt: skip
        return Verdict.FAIL in prefixes

    assert any(is_excused(told) for told in histories() if told.title.startswith(f"golden {norm}"))
