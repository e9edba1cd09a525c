"""Mutants and variants by name, against the catalogue's duties."""

from __future__ import annotations

import pytest
from reference_stage import LAW, START, Stage, life

from conformance.reference.mutants import MUTANTS
from conformance.reference.platform import Platform
from conformance.reference.register import PLATFORMS, make
from conformance.reference.variants import VARIANTS
from notice.catalogue import catalogue
from notice.errors import InputError

RULES = 3
"""No mutant overrides more methods than this."""


def test_the_mutants_are_those_that_the_duties_name() -> None:
    named = {mutant: duty.id for duty in catalogue().duties.values() for mutant in duty.mutants}
    assert {name: mutant.breaks for name, mutant in MUTANTS.items()} == named


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_is_made_by_name_with_its_clock_at_the_start(name: str) -> None:
    platform = make(name, LAW)(START)
    assert isinstance(platform, PLATFORMS[name])
    assert (platform.now, platform.log) == (START, [])


@pytest.mark.parametrize("name", [*MUTANTS, *VARIANTS])
def test_a_mutant_or_variant_differs_from_the_reference_in_a_few_methods(name: str) -> None:
    own = [attribute for attribute in vars(PLATFORMS[name]) if not attribute.startswith("__")]
    assert issubclass(PLATFORMS[name], Platform)
    assert 1 <= len(own) <= RULES or "__init__" in vars(PLATFORMS[name])


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match="did you mean 'never_flags_miss'"):
        make("never_flags_mis", LAW)


def test_a_variant_with_its_own_ids_uses_none_of_the_references() -> None:
    stage = Stage(VARIANTS["other_ids"])
    *_, first = stage.play(life("AwardNoticeIssued"))
    assert first.source != Platform.source
    assert first.seq == 1
    assert first.id != "1"


def test_an_asynchronous_platform_answers_nothing_until_it_settles() -> None:
    stage = Stage(VARIANTS["asynchronous"])
    assert stage.line(". BankFiled") == []
    assert stage.platform.log == []
    stage.platform.settle()
    assert [type(event).__name__ for event in stage.platform.log] == ["BankFiled"]


def test_an_asynchronous_platform_works_off_what_it_took_before_time_moves() -> None:
    stage = Stage(VARIANTS["asynchronous"])
    stage.line(". BankFiled")
    stage.line("10-09 advance")
    assert [event.at for event in stage.platform.log] == [START]
