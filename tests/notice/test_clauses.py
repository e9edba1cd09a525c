from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from notice.yaml import packaged

CLAUSES: list[dict[str, Any]] = packaged("notice", "data/clauses.yaml").data["clauses"]
BY_ID = {clause["id"]: clause for clause in CLAUSES}
NOTICE = (files("notice") / "data" / "notice.txt").read_text("utf-8")
FIELDS = {"id", "article", "bearer", "kind", "checkability", "quote", "en", "home"}
BEARERS = {
    "supplier", "bank", "purchaser", "treasury", "finance_bureau", "platform", "anyone", "districts"
}  # fmt: skip
SECTIONS = {"1": "一", "2": "二", "3": "三", "4": "四", "5": "五"}
PARTS = {"1": "(一)", "2": "(二)", "3": "(三)", "4": "(四)"}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


each_clause = pytest.mark.parametrize("clause", CLAUSES, ids=[clause["id"] for clause in CLAUSES])


# --- the whole ------------------------------------------------------------------------------------------------


def test_notice_has_eighty_six_clauses():
    assert len(CLAUSES) == len(BY_ID) == 86


def test_clauses_are_counted_by_what_can_be_decided():
    assert Counter(clause["checkability"] for clause in CLAUSES) == {"H": 54, "P": 7, "S": 8, "X": 14, "N": 3}


def test_clauses_are_counted_by_kind():
    kinds = {"MUST": 48, "NOT": 15, "MAY": 6, "GOAL": 5, "DEF": 9, "CAN": 3}
    assert Counter(clause["kind"] for clause in CLAUSES) == kinds


def test_ids_and_articles_are_unique():
    assert len({clause["article"] for clause in CLAUSES}) == 86


def test_no_two_clauses_are_told_in_the_same_words():
    assert len({clause["en"] for clause in CLAUSES}) == 86


def test_only_the_preferential_rate_is_said_twice_in_the_notice():
    twice = {clause["id"] for clause in CLAUSES if squeezed(NOTICE).count(squeezed(clause["quote"])) > 1}
    assert twice == {"1.3.b", "4.3.b"}


def test_notice_is_whole_from_its_number_to_its_printing():
    assert squeezed(NOTICE).startswith("昆明市财政局文件昆财采〔2022〕24号")
    assert squeezed(NOTICE).endswith("昆明市财政局2022年9月29日印发")


# --- each clause ----------------------------------------------------------------------------------------------


@each_clause
def test_quote_stands_in_the_notice(clause: dict[str, Any]):
    assert squeezed(clause["quote"]) in squeezed(NOTICE)


@each_clause
def test_quote_stands_in_the_section_of_its_article(clause: dict[str, Any]):
    heads = {
        "0": "",
        "1": "一、基本原则",
        "2": "二、主要内容",
        "3": "三、各方职责",
        "4": "四、政策特点",
        "5": "五、保障措施",
    }
    parts = re.split(r"\n(?=[一二三四五]、)", NOTICE)
    section = clause["id"][0]
    if section == "6":
        assert clause["quote"] in parts[5]
        return
    assert parts[int(section)].startswith(heads[section])
    assert squeezed(clause["quote"]) in squeezed(parts[int(section)])


@each_clause
def test_clause_has_its_fields_and_no_others(clause: dict[str, Any]):
    assert clause.keys() - {"undecided_because"} == FIELDS
    assert all(clause.values())


@each_clause
def test_clause_binds_known_bearers_once_each(clause: dict[str, Any]):
    assert set(clause["bearer"]) <= BEARERS
    assert len(set(clause["bearer"])) == len(clause["bearer"])


@each_clause
def test_clause_says_why_it_is_undecided_exactly_where_it_is(clause: dict[str, Any]):
    assert ("undecided_because" in clause) == (clause["checkability"] in "SXN")


@each_clause
def test_reason_why_a_clause_is_undecided_is_one_sentence(clause: dict[str, Any]):
    reason = clause.get("undecided_because", "One.")
    assert reason.endswith(".")
    assert ". " not in reason


@each_clause
def test_paraphrase_is_one_english_sentence(clause: dict[str, Any]):
    assert clause["en"].isascii()
    assert clause["en"].endswith(".")


@each_clause
def test_article_is_the_id_in_the_notices_numbering(clause: dict[str, Any]):
    number = clause["id"].split(".")
    if number[0] in SECTIONS and number[1] in PARTS:
        assert clause["article"] == SECTIONS[number[0]] + PARTS[number[1]] + "".join(number[2:])
    else:
        assert (clause["id"], clause["article"]) in {("0", "前言"), ("1.0", "一-0"), ("6", "附")}


@each_clause
def test_id_is_ascii(clause: dict[str, Any]):
    assert re.fullmatch(r"\d(\.\d)*(\.[a-g])?", clause["id"])


# --- homes ----------------------------------------------------------------------------------------------------


def test_clauses_share_fifty_two_homes():
    homes = {clause["home"] for clause in CLAUSES}
    # 37 norms, 8 attestations, 6 metrics and 1 text; three more norms rest on other law and house no clause
    assert len(homes) == 52


@each_clause
def test_home_fits_what_can_be_decided(clause: dict[str, Any]):
    attested = {
        "bureau-supports", "no-interference", "local-measures", "own-or-msme-goods",
        "purchaser-cooperates", "bank-organises-itself", "true-material", "use-for-purpose",
    }  # fmt: skip
    home, checkability = clause["home"], clause["checkability"]
    assert (home in attested) == (checkability == "X")
    assert home.startswith("M-") == (checkability == "S")
    assert (home == "purpose-and-principles") == (checkability == "N")


@pytest.mark.parametrize(
    ("home", "clauses"),
    [
        ("in-scope", ["2.2.3", "6"]),
        ("eligible-supplier", ["2.2.1.a", "2.2.1.c", "4.2.c"]),
        ("award-is-the-basis", ["2.1.a", "2.1.b", "2.3.2.a", "4.1.a"]),
        ("no-security", ["1.3.a", "1.3.d", "1.3.e", "1.3.f", "4.1.d"]),
        ("first-loan-in-time", ["4.2.a"]),
        ("repeat-loan-in-time", ["4.2.b"]),
        ("award-ceiling", ["4.1.b"]),
        ("full-lock", ["2.3.5.c", "2.3.5.d"]),
        ("supplier-lock", ["3.4.b", "3.4.c"]),
        ("pay-locked-account-only", ["2.3.6.b", "3.2.d"]),
        ("no-fees", ["4.3.f"]),
        ("sanction-purchaser", ["5.2.3"]),
    ],
)
def test_home_houses_its_clauses(home: str, clauses: list[str]):
    assert [clause["id"] for clause in CLAUSES if clause["home"] == home] == clauses


@pytest.mark.parametrize(
    ("clause", "bearer"),
    [
        ("2.3.5.c", ["supplier", "purchaser", "bank", "treasury"]),
        ("3.4.c", ["supplier"]),
        ("3.2.d", ["purchaser"]),
        ("2.3.6.b", ["treasury"]),
        ("1.4.b", ["districts"]),
        ("1.2.d", ["anyone"]),
    ],
)
def test_clause_binds_whom_the_sentence_names(clause: str, bearer: list[str]):
    assert BY_ID[clause]["bearer"] == bearer
