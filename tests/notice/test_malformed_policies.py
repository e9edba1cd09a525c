"""Thirty and more ways to write a reform wrongly: each is refused with its line, its column and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice.errors import InputError
from notice.policy import reform

HEAD = "reform: test\ntitle: {en: t, zh: 试}\norigin: {en: o, zh: 源}\nchanges:\n"

FAULTS = {
    # what: (the text after a sound head, line:column, what to write)
    "an unknown parameter": ("  first_sla_workng_days: {value: 3}\n", "5:3", "did you mean 'first_sla_working_days'?"),
    "a parameter like no other": ("  qqq: {value: 3}\n", "5:3", "known: "),
    "a misspelt field": ("  lock_from: {valeu: none}\n", "5:15", "did you mean 'value'?"),
    "a number too small": ("  first_sla_working_days: {value: 0}\n", "5:28", "a whole number from 1 to 60"),
    "a number too large": ("  first_sla_working_days: {value: 61}\n", "5:28", "a whole number from 1 to 60"),
    "a negative number": ("  fees_allowed_fen: {value: -1}\n", "5:22", "a whole number from 0 to"),
    "a decimal": ("  first_sla_working_days: {value: 2.5}\n", "5:28", "write a whole number"),
    "a number in quotes": ("  first_sla_working_days: {value: '3'}\n", "5:28", "a whole number of working days"),
    "a number in words": ("  first_sla_working_days: {value: three}\n", "5:28", "a whole number of working days"),
    "yes for a number": ("  first_sla_working_days: {value: yes}\n", "5:28", "a whole number of working days"),
    "nothing for a number": ("  first_sla_working_days: {value: null}\n", "5:28", "a whole number of working days"),
    "a list for a number": ("  first_sla_working_days: {value: [3]}\n", "5:28", "a whole number of working days"),
    "fields for a number": ("  first_sla_working_days: {value: {days: 3}}\n", "5:28", "write"),
    "a number for a flag": ("  treasury_gate: {value: 1}\n", "5:19", "write true or false"),
    "a word for a flag": ("  treasury_gate: {value: off_}\n", "5:19", "write true or false"),
    "an unknown reading": ("  lock_from: {value: never}\n", "5:15", "agreement, disbursement, none"),
    "a flag for a reading": ("  lock_from: {value: false}\n", "5:15", "agreement, disbursement, none"),
    "a reading of another parameter": ("  exceptions: {value: midnight}\n", "5:16", "closed, listed, open"),
    "a date in words": ("  in_force_from: {value: soon}\n", "5:19", "a date in quotes, like '2022-09-29'"),
    "a date that does not exist": ("  in_force_from: {value: '2022-02-30'}\n", "5:19", "a date in quotes"),
    "a date for a list of dates": ("  county_holidays: {value: '2024-07-29'}\n", "5:21", "['2024-07-29']"),
    "a list with no date in it": ("  county_holidays: {value: [torch]}\n", "5:21", "['2024-07-29']"),
    "the same parameter twice": ("  lock_from: {value: none}\n  lock_from: {value: none}\n", "6:3", "keep one of them"),
    "the same field twice": ("  lock_from: {value: none, value: none}\n", "5:28", "keep one of them"),
    "a bare value": ("  lock_from: none\n", "5:3", "write fields below it"),
    "no value": ("  lock_from:\n", "5:3", "write fields below it"),
    "an empty change": ("  lock_from: {}\n", "5:3", "add it"),
    "an unknown status": ("  lock_from: {value: none, status: guessed}\n", "5:28", "did you mean 'assumed'?"),
    "a reason that is no text": ("  lock_from: {value: none, why: 3}\n", "5:28", "write text"),
    "a list of changes": ("  - lock_from\n", "4:1", "write fields below it"),
    "a tabulator": ("\tlock_from: {value: none}\n", "5:1", "mend the file there"),
    "a bracket left open": ("  lock_from: {value: none\n", "6:1", "mend the file there"),
    "a wrong indent": ("  lock_from: {value: none}\n treasury_gate: {value: false}\n", "6:2", "mend the file there"),
    "an unknown part of the file": ("  {}\nnotes: x\n", "6:1", "did you mean 'changes'?"),
    "a control character": ('  lock_from: {value: "\\x07"}\n', "5:15", "agreement, disbursement, none"),
}

HEADS = {
    "no name": ("title: {en: t, zh: 试}\norigin: {en: o, zh: 源}\n", "1:1", "add it"),
    "a name with a blank": (
        "reform: Bad Name\ntitle: {en: t, zh: 试}\norigin: {en: o, zh: 源}\n",
        "1:1",
        "write it like",
    ),
    "one language": ("reform: a\ntitle: {en: t}\norigin: {en: o, zh: 源}\n", "2:1", "add it"),
    "a bare title": ("reform: a\ntitle: t\norigin: {en: o, zh: 源}\n", "2:1", "write fields below it"),
    "a number for a name": (
        "reform: 3\ntitle: {en: t, zh: 试}\norigin: {en: o, zh: 源}\n",
        "1:1",
        "write text; in quotes",
    ),
    "no origin": ("reform: a\ntitle: {en: t, zh: 试}\n", "1:1", "add it"),
    "changes misspelt": (
        "reform: a\ntitle: {en: t, zh: 试}\norigin: {en: o, zh: 源}\nchnages: {}\n",
        "4:1",
        "'changes'?",
    ),
    "a text for a file": ("just words\n", "1:1", "write fields below it"),
}


def refusal(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        reform(path)
    return str(error.value)


@pytest.mark.parametrize(("text", "place", "advice"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_change_is_refused_with_place_and_advice(tmp_path: Path, text: str, place: str, advice: str) -> None:
    said = refusal(tmp_path / "reform.yaml", HEAD + text)
    assert said.startswith(f"{tmp_path}/reform.yaml:{place}"), said
    assert advice in said.split("; ", 1)[1], said


@pytest.mark.parametrize(("text", "place", "advice"), HEADS.values(), ids=HEADS)
def test_a_faulty_head_is_refused_with_place_and_advice(tmp_path: Path, text: str, place: str, advice: str) -> None:
    said = refusal(tmp_path / "reform.yaml", text)
    assert said.startswith(f"{tmp_path}/reform.yaml:{place}"), said
    assert advice in said.split("; ", 1)[1], said


def test_two_reforms_that_contradict_each_other_are_refused_naming_both_places(tmp_path: Path) -> None:
    for name, value in (("a", "none"), ("b", "disbursement")):
        text = HEAD.replace("test", name) + f"  lock_from: {{value: {value}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        reform(tmp_path / "b.yaml", reform(tmp_path / "a.yaml"))
    said = str(error.value)
    assert f"{tmp_path}/b.yaml:5:15" in said and f"{tmp_path}/a.yaml:5:15" in said
    assert "disbursement here and none in" in said


def test_two_reforms_that_agree_stack() -> None:
    from scenarios.reforms import reform as shipped

    assert shipped("no-account-lock", shipped("no-account-lock")).hash == shipped("no-account-lock").hash
