"""The law page: every clause is there with its words, in both languages, and every home and duty is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import escape

from conformance.names import LANGS
from notice.catalogue import Clause, catalogue
from notice.glossary import glossary
from notice.policy import baseline
from reports.inputs import Reproduction
from reports.law import article, cases_by_duty, law_page, proofs
from scenarios.certification import certification
from scenarios.reforms import reform
from tests.conformance.monitors.test_golden import ROWS
from tests.conformance.proof.mutations import MUTATIONS

REPRODUCTION = Reproduction(command="zcd clauses", notice_sha256="0", versions={})
CLAUSES = catalogue().clauses.values()
README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def page() -> str:
    return law_page(baseline(), REPRODUCTION)


@pytest.mark.parametrize("lang", LANGS)
def test_every_clause_stands_on_the_page_with_its_words(page: str, lang: str) -> None:
    assert all(f'id="{lang}-{clause.id}"' in page for clause in CLAUSES)
    assert all(clause.quote in page for clause in CLAUSES)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_clause_has_a_home_that_is_told(clause: Clause) -> None:
    told = article(clause, baseline())
    assert [bool(home) for home in (told.norm, told.metric, told.words)].count(True) == 1


def test_every_link_leads_somewhere(page: str) -> None:
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_a_reform_shows_its_own_values() -> None:
    assert "<strong>3</strong>" in law_page(reform("faster-clocks"), REPRODUCTION)


def test_the_glossary_of_the_readme_is_the_table() -> None:
    rows = [f"| {one.term.en} | {one.term.zh} | {one.means.en} |" for one in glossary()]
    assert "\n".join(rows) in README.read_text(encoding="utf-8")


def test_terms_cite_clauses_that_exist() -> None:
    assert {one.clause for one in glossary()} - {""} <= set(catalogue().clauses)


def test_the_page_names_every_case_and_every_planted_fault_of_every_duty(page: str) -> None:
    cases = [case.name for case in certification()]
    mutants = [mutant for duty in catalogue().duties.values() if duty.clauses for mutant in duty.mutants]
    assert all(str(escape(name)) in page for name in (*cases, *mutants))
    assert sum(map(len, cases_by_duty().values())) == len(cases)


@pytest.mark.parametrize("norm", catalogue().norms)
def test_a_norm_has_no_fewer_stories_and_planted_breaches_than_the_page_says(norm: str) -> None:
    assert sum(row.norm == norm for row in ROWS) >= proofs()[norm].stories > 0
    assert sum(one.norm == norm for one in MUTATIONS) >= proofs()[norm].planted
