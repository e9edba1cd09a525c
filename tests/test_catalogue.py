"""The catalogue in both directions: nothing cites what does not exist, and nothing that exists is left uncited."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance.measures.register import MEASURES
from conformance.monitor import MONITORS
from conformance.reference.mutants import MUTANTS
from notice.catalogue import catalogue
from notice.errors import InputError
from notice.events import EVENT_TYPES, Commitment, Event, Instalment, PaymentTerms
from notice.policy import baseline

ROOT = Path(__file__).parents[1]
LAW_READERS = ("conformance", "agents", "sim", "notice")


def sources(*folders: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for name in folders for path in sorted((ROOT / name).rglob("*.py"))
    )


def test_norms_and_duties_cite_clauses_that_exist() -> None:
    for entry in (*catalogue().norms.values(), *catalogue().duties.values()):
        assert set(entry.clauses) <= set(catalogue().clauses), entry.id
    for norm in catalogue().norms.values():
        assert set(norm.cites) <= set(catalogue().clauses), norm.id


def test_a_clause_has_its_home_norm_where_that_norm_is_built() -> None:
    for clause in catalogue().clauses.values():
        homes = [norm.id for norm in catalogue().norms.values() if clause.id in norm.clauses]
        assert homes == ([clause.home] if clause.home in catalogue().norms else []), clause.id


def test_every_clause_is_judged_tested_counted_or_told_why_not() -> None:
    held = catalogue()
    for clause in held.clauses.values():
        homes = [one for one in (held.norms, held.metrics, held.words) if clause.home in one]
        assert len(homes) == 1, f"{clause.id} has its home in {clause.home}, which is no one norm, metric or text"
        assert clause.id in homes[0][clause.home].clauses, clause.id
    assert all(text.because.en and text.because.zh for text in held.words.values())


def test_what_is_attested_asks_something_in_both_languages() -> None:
    asked = [norm.attested for norm in catalogue().norms.values() if norm.attested]
    assert asked and all(text.en and text.zh for text in asked)


def test_metrics_and_texts_cite_clauses_and_events_that_exist() -> None:
    for entry in (*catalogue().metrics.values(), *catalogue().words.values()):
        assert set(entry.clauses) <= set(catalogue().clauses), entry.id
    for metric in catalogue().metrics.values():
        assert set(metric.needs) <= set(EVENT_TYPES), metric.id


def test_every_measure_is_named_by_a_clause_of_degree_or_a_norm_and_every_name_is_a_measure() -> None:
    held = catalogue()
    named = {name for metric in held.metrics.values() for name in metric.names}
    named |= {name for norm in held.norms.values() for name in norm.measures}
    assert named == set(held.measures) == set(MEASURES)
    assert all(set(measure.needs) <= set(EVENT_TYPES) for measure in held.measures.values())
    assert all(held.tells_of(name) for name in held.measures)


def test_every_measure_has_a_title_of_its_own_in_both_languages() -> None:
    for lang in ("en", "zh"):
        titles = [getattr(measure.title, lang) for measure in catalogue().measures.values()]
        assert all(titles) and len(set(titles)) == len(titles)


def test_every_mutant_breaks_a_duty_that_exists() -> None:
    assert {mutant.breaks for mutant in MUTANTS.values()} <= set(catalogue().duties)


def test_every_norm_has_one_monitor_and_every_monitor_a_norm() -> None:
    assert set(MONITORS) == set(catalogue().norms)


def test_every_mutant_breaks_a_duty_that_names_it_and_every_named_mutant_is_built() -> None:
    named = {mutant: duty.id for duty in catalogue().duties.values() for mutant in duty.mutants}
    assert {name: mutant.breaks for name, mutant in MUTANTS.items()} == named


def test_norms_need_events_and_parameters_that_exist() -> None:
    for norm in catalogue().norms.values():
        assert {*norm.needs, *norm.convicting, *norm.triggers, *norm.beyond} <= set(EVENT_TYPES), norm.id
        assert set(norm.parameters) <= set(baseline().ids), norm.id
        assert set(norm.guards) <= set(catalogue().norms), norm.id


@pytest.mark.parametrize("name", baseline().ids)
def test_every_parameter_is_read_by_something_that_judges_or_acts(name: str) -> None:
    assert f'"{name}"' in sources(*LAW_READERS), f"nothing reads {name}"


@pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
def test_every_event_is_read_by_a_norm_a_platform_or_an_agent(kind: str) -> None:
    needed = {name for norm in catalogue().norms.values() for name in norm.needs}
    users = sources("conformance", "agents", "sim")
    assert kind in needed or re.search(rf"\b{kind}\b", users), kind


def test_every_field_of_every_event_is_read_somewhere() -> None:
    users = sources("conformance", "agents", "sim", "reports") + "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "scenarios/certification").glob("*.yaml")
    )
    envelope = set(Event.__struct_fields__)
    fields = {field for kind in EVENT_TYPES.values() for field in kind.__struct_fields__} - envelope
    assert [field for field in sorted(fields) if not re.search(rf"\b{field}\b", users)] == []


def test_every_field_within_an_event_s_field_is_read_and_not_only_written() -> None:
    read = set(re.findall(r"\.(\w+)\b", sources("conformance", "agents", "sim")))
    inner = (PaymentTerms, Instalment, Commitment)
    assert {field for kind in inner for field in kind.__struct_fields__} <= read


def test_a_clause_is_found_by_its_id_and_by_its_article() -> None:
    assert catalogue().clause("2.3.5.c") == catalogue().clause("二(三)5c") == catalogue().clause("二（三）5c")
    with pytest.raises(InputError, match=r"did you mean '2\.3\.5\.c'"):
        catalogue().clause("2.3.5c")
