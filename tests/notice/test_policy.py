"""The policy: cited values, reforms as new objects, errors with file, line, column and advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice.errors import InputError
from notice.policy import baseline, reform
from scenarios import reforms

HEAD = "reform: test\ntitle: {en: t, zh: 试}\norigin: {en: o, zh: 源}\n"


def overlay(tmp_path: Path, changes: str, head: str = HEAD) -> Path:
    path = tmp_path / "reform.yaml"
    path.write_text(head + changes, encoding="utf-8")
    return path


def refusal(tmp_path: Path, changes: str, head: str = HEAD) -> str:
    with pytest.raises(InputError) as error:
        reform(overlay(tmp_path, changes, head))
    return str(error.value).replace(str(tmp_path), "")


def test_every_value_of_the_baseline_says_where_it_stands() -> None:
    for name in baseline().ids:
        entry = baseline().parameter(name)
        assert entry.meaning.en and entry.meaning.zh
        assert entry.article, name
        assert entry.quote or entry.source, f"{name} needs the words of the text or a source"
        if entry.status == "letter":
            assert entry.quote, f"{name} claims the letter of the notice"


def test_every_quote_stands_in_the_notice() -> None:
    text = "".join((Path(__file__).parents[2] / "notice/data/notice.txt").read_text(encoding="utf-8").split())
    for name in baseline().ids:
        assert "".join(baseline().parameter(name).quote.split()) in text, name


def test_a_reform_is_a_new_policy_and_leaves_the_baseline_alone(tmp_path: Path) -> None:
    before = baseline().hash
    faster = reform(overlay(tmp_path, "changes:\n  first_sla_working_days: {value: 3}\n"))
    assert faster.number("first_sla_working_days") == 3
    assert baseline().number("first_sla_working_days") == 5
    assert baseline().hash == before != faster.hash
    assert baseline().differences(faster) == {"first_sla_working_days": (5, 3)}


def test_the_notice_as_it_stands_is_known_by_one_hash() -> None:
    """Results name it: a change of the law's values is meant, and is written here, or is a mistake."""
    assert baseline().hash == "ee3fb1b083ce4e604bb0c0755737fa774f4169336a99061e79e7e39be7813085"


def test_a_null_reform_has_the_hash_of_the_baseline() -> None:
    assert reforms.reform("null").hash == baseline().hash


def test_reforms_stack_and_applying_one_twice_changes_nothing_more(tmp_path: Path) -> None:
    path = overlay(tmp_path, "changes:\n  lock_from: {value: none}\n")
    once = reform(path)
    assert reform(path, once).hash == once.hash
    both = reforms.reform("faster-clocks", once)
    assert both.reading("lock_from") == "none" and both.number("first_sla_working_days") == 3


@pytest.mark.parametrize("name", reforms.names())
def test_every_shipped_reform_reads_and_tells_its_origin(name: str) -> None:
    policy = reforms.reform(name)
    assert policy.title.en and policy.title.zh
    assert policy.origin and policy.origin.en and policy.origin.zh
    assert policy.differences(baseline()) or policy.market_changes or name == "null"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ("changes:\n  first_sla_working_dys: {value: 3}\n", "/reform.yaml:5:3 (changes.first_sla_working_dys): no parameter"),
        ("changes:\n  first_sla_working_dys: {value: 3}\n", "did you mean 'first_sla_working_days'?"),
        ("changes:\n  first_sla_working_days: {value: 0}\n", "write a whole number from 1 to 60"),
        ("changes:\n  first_sla_working_days: {value: 2.5}\n", "changes.first_sla_working_days.value"),
        ("changes:\n  first_sla_working_days: {value: true}\n", "write a whole number of working days"),
        ("changes:\n  first_sla_working_days: {value: null}\n", "write a whole number of working days"),
        ("changes:\n  first_sla_working_days: {valeu: 3}\n", "did you mean 'value'?"),
        ("changes:\n  first_sla_working_days: 3\n", "/reform.yaml:5:3"),
        ("changes:\n  lock_from: {value: never}\n", "write one of: agreement, disbursement, none"),
        ("changes:\n  treasury_gate: {value: nope}\n", "write true or false"),
        ("changes:\n  in_force_from: {value: soon}\n", "write a date in quotes, like '2022-09-29'"),
        ("changes:\n  lock_from: {value: none}\n  lock_from: {value: none}\n", "/reform.yaml:6:3: 'lock_from' stands twice"),
        ("changes: [\n", "not readable as YAML"),
        ("changes:\n\tlock_from: {value: none}\n", "/reform.yaml:5:1"),
        ("chnages: {}\n", "unknown field 'chnages'; did you mean 'changes'?"),
        ("changes:\n  lock_from: {value: none, status: guessed}\n", "changes.lock_from.status"),
    ],
)  # fmt: skip
def test_a_faulty_reform_is_refused_with_its_place_and_advice(tmp_path: Path, changes: str, says: str) -> None:
    assert says in refusal(tmp_path, changes)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("", "the field 'reform' is missing"),
        ("reform: Bad Name\ntitle: {en: t, zh: t}\norigin: {en: o, zh: o}\n", "/reform.yaml:1:1 (reform)"),
        ("reform: a\ntitle: {en: t}\norigin: {en: o, zh: o}\n", "the field 'zh' is missing"),
    ],
)
def test_a_reform_without_its_head_is_refused(tmp_path: Path, head: str, says: str) -> None:
    assert says in refusal(tmp_path, "changes: {}\n", head)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("reform: \xe9".encode("latin-1"))
    (tmp_path / "empty.yaml").write_text("")
    for name, says in (("none.yaml", "no such file"), ("latin.yaml", "not UTF-8"), ("empty.yaml", "is empty")):
        with pytest.raises(InputError, match=says):
            reform(tmp_path / name)
    with pytest.raises(InputError, match="a folder"):
        reform(tmp_path)


def test_asking_a_value_in_another_kind_is_a_mistake() -> None:
    for ask in (baseline().number, baseline().flag):
        with pytest.raises(TypeError):
            ask("lock_from")
    with pytest.raises(KeyError):
        baseline().number("no_such")


def test_a_value_holds_from_its_date_on() -> None:
    from notice.civil import day_of, instant

    assert not baseline().valid_on("amendment_publish_working_days", day_of(instant("2023-12-14")))
    assert baseline().valid_on("amendment_publish_working_days", day_of(instant("2023-12-15")))
    assert baseline().valid_on("first_sla_working_days", day_of(instant("2022-09-29")))


AMBIGUOUS = [name for name in baseline().ids if baseline().parameter(name).readings]


def test_thirty_four_places_of_the_text_are_ambiguous() -> None:
    assert len(AMBIGUOUS) == 34


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_every_reading_of_an_ambiguity_says_in_both_languages_what_it_means(name: str) -> None:
    entry = baseline().parameter(name)
    assert entry.value in entry.choices or entry.value is None
    assert len(set(entry.choices)) == len(entry.readings) > 1
    for lang in ("en", "zh"):
        sentences = [getattr(one.means, lang) for one in entry.readings]
        assert all(sentences) and len(set(sentences)) == len(sentences)


def test_every_choice_is_a_flag_or_an_ambiguity_with_readings() -> None:
    entries = {name: baseline().parameter(name) for name in baseline().ids}
    assert all(entry.readings for entry in entries.values() if entry.unit == "reading")
    assert {entry.unit for entry in entries.values() if entry.readings} == {"reading", "flag"}


def test_readings_that_the_words_do_not_bear_say_why_and_none_is_the_default() -> None:
    strained = {(name, one.value) for name in AMBIGUOUS for one in baseline().parameter(name).readings if one.strained}
    assert strained == {
        ("clock_starts_at", "submitted"),
        ("tolling", "none"),
        ("ceiling_scope", "per_loan"),
        ("lock_from", "disbursement"),
        ("calendar_day_roll", "none"),
    }
    assert not strained & {(name, baseline().parameter(name).value) for name in AMBIGUOUS}
