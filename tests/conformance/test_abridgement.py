"""An abridgement counts as if everything had been kept, however the cases were spread; and keeps little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from conformance.abridgement import Abridgement, abridged
from conformance.finding import Finding
from conformance.judge import Judgement, NormVerdict, clause_verdicts
from conformance.tally import SAMPLES, canonical
from conformance.verdict_table import norm_row
from conformance.verdicts import Verdict
from conformance.worst import STORIES, worst_subjects
from reports.audit import by_actor
from reports.matrix import rows
from tests.conformance.test_judgement_algebra import whole

Norms = Mapping[str, NormVerdict]


@cache
def subjects() -> tuple[str, ...]:
    return tuple(sorted({finding.subject for finding in whole().kept()}))


@cache
def in_short() -> Judgement:
    return msgspec.structs.replace(whole(), norms=abridged(whole().norms))


def part_about(chosen: Iterable[str]) -> Norms:
    """What a log of these cases alone comes to; rulings that are open are told by that of the first case."""
    chosen = set(chosen)
    parts = {}
    for name, norm in whole().norms.items():
        own = tuple(finding for finding in norm.findings if finding.subject in chosen)
        still_open = norm.open if subjects()[0] in chosen else 0
        hits = norm.boundary_hits if subjects()[0] in chosen else {}
        parts[name] = msgspec.structs.replace(
            norm,
            verdict=max((finding.verdict for finding in own), default=Verdict.OPEN if still_open else Verdict(0)),
            triggers=len(own) + still_open,
            open=still_open,
            findings=own,
            boundary_hits=hits,
        )
    return parts


def summed(logs: Iterable[Norms]) -> Norms:
    total = Abridgement()
    for log in logs:
        total.add(log)
    return total.norms()


def spread(assigned: list[int]) -> list[Norms]:
    """The cases over some logs, each abridged."""
    logs = sorted(set(assigned))
    return [
        abridged(part_about(name for name, log in zip(subjects(), assigned, strict=True) if log == own)) for own in logs
    ]


def assignments() -> st.SearchStrategy[list[int]]:
    return st.integers(1, 9).flatmap(
        lambda logs: st.lists(st.integers(0, logs), min_size=len(subjects()), max_size=len(subjects()))
    )


@given(assigned=assignments(), shuffled=st.randoms(use_true_random=False))
def test_it_does_not_matter_how_cases_are_spread_nor_in_which_order_they_come(assigned: list[int], shuffled) -> None:
    logs = spread(assigned)
    shuffled.shuffle(logs)
    assert summed(logs) == in_short().norms


@given(assigned=assignments(), cut=st.integers(0, 9))
def test_sums_of_sums_are_the_sum(assigned: list[int], cut: int) -> None:
    logs = spread(assigned)
    assert summed([summed(logs[:cut]), summed(logs[cut:])]) == in_short().norms


def test_an_abridgement_abridged_stays_as_it_is() -> None:
    assert abridged(in_short().norms) == in_short().norms


def test_everything_that_is_counted_comes_out_as_if_all_findings_had_been_kept() -> None:
    full, short = whole(), in_short()
    assert len([*short.kept()]) < len([*full.kept()]) / 3
    assert [norm_row(norm) for norm in short.norms.values()] == [norm_row(norm) for norm in full.norms.values()]
    assert {name: norm.numbers() for name, norm in short.norms.items()} == {
        name: norm.numbers() for name, norm in full.norms.items()
    }
    assert clause_verdicts(short.norms) == clause_verdicts(full.norms)
    assert [row.cells for row in rows(short)] == [row.cells for row in rows(full)]
    assert by_actor(short) == by_actor(full)
    for verdict in Verdict:
        assert short.number(verdict) == full.number(verdict) == len(full.findings(verdict)), verdict


def test_of_the_worst_cases_every_finding_is_kept() -> None:
    worst = worst_subjects(whole().kept(), STORIES)
    assert worst == worst_subjects(in_short().kept(), STORIES) and len(worst) == STORIES
    kept, found = (
        sorted((finding for finding in judgement.kept() if finding.subject in worst), key=repr)
        for judgement in (in_short(), whole())
    )
    assert kept == found


def test_of_every_kind_the_first_few_are_kept_and_no_more() -> None:
    worst = set(worst_subjects(whole().kept(), STORIES))
    kinds = {finding.kind for finding in whole().kept()}
    for kind in kinds:
        found = sorted((one for one in whole().kept() if one.kind == kind), key=canonical)
        kept = [one for one in in_short().kept() if one.kind == kind]
        assert kept == [one for one in found if one in found[:SAMPLES] or one.subject in worst]


def test_what_is_kept_does_not_follow_the_number_of_findings() -> None:
    few, many = (summed(retold(time) for time in range(times)) for times in (SAMPLES, 40))
    kept = [{name: len(norm.findings) for name, norm in norms.items()} for norms in (few, many)]
    assert kept[0] == kept[1]
    for name, norm in whole().norms.items():
        assert many[name].numbers() == {kind: 40 * number for kind, number in norm.numbers().items()}


def retold(time: int) -> Norms:
    """The same again, by the same actors in other cases."""
    return {
        name: msgspec.structs.replace(norm, findings=tuple(_elsewhere(finding, time) for finding in norm.findings))
        for name, norm in whole().norms.items()
    }


def _elsewhere(finding: Finding, time: int) -> Finding:
    return msgspec.structs.replace(finding, subject=f"{finding.subject}/{time:02}")
