"""Both languages say the same things, and every word that is asked for exists."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from conformance.names import LANGS, Lang, listed, said
from conformance.verdicts import Outcome, Verdict
from notice.catalogue import Basis, Clause, Pattern, Profile, catalogue
from notice.policy import Status, Unit
from notice.trace import Vantage
from notice.yaml import packaged
from reports.metrics import metrics
from reports.words import word
from scenarios.markets import FigureStatus
from sim.metrics import UNITS

REPORTS = Path(__file__).parents[2] / "reports"
WORDS = packaged("reports", "data/words.yaml").data["words"]
ENUMERATED = {
    *(f"verdict_means_{verdict.name}" for verdict in Verdict),
    *(f"outcome_{outcome.name}" for outcome in Outcome),
    *(f"basis_{basis}" for basis in get_args(Basis)),
    *(f"profile_{profile}" for profile in get_args(Profile)),
    *(f"status_{status}" for status in (*get_args(Status), *get_args(FigureStatus))),
    *(f"vantage_{vantage}" for vantage in get_args(Vantage)),
    *(f"kind_{kind}" for kind in get_args(Clause.model_fields["kind"].annotation)),
    *(f"pattern_{pattern}" for pattern in get_args(Pattern)),
    *(f"law_part_{clause[0]}" for clause in catalogue().clauses),
    *(f"unit_{unit}" for unit in get_args(Unit) if unit not in ("date", "dates", "reading", "flag")),
}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_have_the_same_blanks(key: str) -> None:
    assert blanks(WORDS[key]["en"]) == blanks(WORDS[key]["zh"])


@pytest.mark.parametrize("key", sorted(ENUMERATED))
def test_every_enumerated_value_has_a_word(key: str) -> None:
    assert key in WORDS


def test_every_word_that_code_or_templates_ask_for_exists_and_no_other() -> None:
    sources = [*REPORTS.rglob("*.py"), *REPORTS.rglob("*.j2")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r"""\b(?:w|word)\(\s*['"](\w+)['"](?! ~)""", text))
    assert asked - set(WORDS) == set()
    quoted = set(re.findall(r"""['"](\w+)['"]""", text))
    assert set(WORDS) - quoted - ENUMERATED == set()


def test_every_outcome_of_the_simulation_has_a_title_and_no_other() -> None:
    assert set(metrics()) == set(UNITS)


@pytest.mark.parametrize("lang", LANGS)
def test_verbs_of_outcomes_take_an_amount(lang: Lang) -> None:
    verbs = [said(text, lang) for metric in metrics().values() for text in (metric.falls, metric.rises) if text]
    assert verbs and all(blanks(verb) == {"amount"} for verb in verbs)


def test_an_unknown_word_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        word("no_such_word", "en")

    assert listed(["甲", "乙"], "zh") == "甲、乙"
    assert listed([], "en") == ""
