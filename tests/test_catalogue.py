"""The catalogue in both directions: nothing cites what does not exist, and nothing that exists is left uncited."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance.monitor import MONITORS
from conformance.reference.mutants import MUTANTS
from notice.catalogue import catalogue
from notice.errors import InputError
from notice.events import EVENT_TYPES, Event
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


def test_a_clause_is_found_by_its_id_and_by_its_article() -> None:
    assert catalogue().clause("2.3.5.c") == catalogue().clause("二(三)5c") == catalogue().clause("二（三）5c")
    with pytest.raises(InputError, match=r"did you mean '2\.3\.5\.c'"):
        catalogue().clause("2.3.5c")
