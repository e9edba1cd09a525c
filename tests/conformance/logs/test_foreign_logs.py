"""Two foreign logs in words, zones, encodings and tables of their own: what became of their rows, and the verdicts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.judge import judge
from conformance.logs.log import Log
from conformance.logs.mapping import load
from conformance.logs.sources import read, write
from conformance.verdicts import Verdict
from notice.civil import rfc3339
from notice.errors import InputError
from notice.events import ApplicationAccepted, LoanDisbursed
from notice.law import Law
from notice.trace import Trace

LOGS = Path(__file__).parents[3] / "examples/logs"
SITE, BANK = LOGS / "site", LOGS / "bank"

Blamed = set[tuple[str, str, tuple[str, ...]]]

SITE_FAILS: Blamed = {
    ("first-loan-in-time", "XM002", ("bank:春城银行",)),
    ("no-fees", "XM003", ("bank:春城银行",)),
    ("pay-locked-account-only", "XM004", ("treasury:昆明市国库支付中心",)),
    ("publish-contract-in-time", "XM005", ("purchaser:昆明市公安局",)),
}
BANK_FAILS: Blamed = {
    ("first-loan-in-time", "T-2", ("bank:B7",)),
    ("no-security", "T-5", ("bank:B7",)),
}


def site() -> Log:
    return read(SITE / "events.csv", mapping=SITE / "mapping.yaml")


def bank() -> Log:
    return read(BANK, mapping=BANK / "mapping.yaml")


def fails(trace: Trace) -> Blamed:
    found = judge(trace, Law()).findings(Verdict.FAIL)
    return {(one.id, one.subject, tuple(map(str, one.blames))) for one in found}


def test_a_platform_s_export_in_gb18030_is_judged_as_it_was_planted() -> None:
    assert fails(site().trace) == SITE_FAILS


def test_a_bank_s_tables_in_utc_and_milliseconds_are_judged_as_they_were_planted() -> None:
    assert fails(bank().trace) == BANK_FAILS


def test_rows_that_no_rule_takes_are_counted_with_their_place_and_those_left_out_on_purpose_apart() -> None:
    assert [(one.what, one.rows, one.first) for one in site().unmapped] == [("业务环节=风险评分", 2, "events.csv:45")]
    assert [(one.what, one.rows) for one in bank().unmapped] == [("status=SCORED", 4)]
    assert (site().ignored, bank().ignored) == (1, 1)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "jsonocel"])
@pytest.mark.parametrize(("given", "expected"), [(site, SITE_FAILS), (bank, BANK_FAILS)], ids=["site", "bank"])
def test_exported_in_any_format_a_foreign_log_is_judged_alike(tmp_path: Path, given, expected, suffix: str) -> None:
    write(given().trace, tmp_path / f"log.{suffix}")
    assert fails(read(tmp_path / f"log.{suffix}").trace) == expected


def test_instants_of_another_zone_are_civil_time_of_kunming() -> None:
    accepted = next(event for event in bank().trace.events if isinstance(event, ApplicationAccepted))
    assert rfc3339(accepted.at) == "2023-03-01T10:00:00+08:00"
    paid = next(event for event in bank().trace.events if isinstance(event, LoanDisbursed))
    assert rfc3339(paid.at) == "2023-03-03T11:00:00+08:00" and paid.amount_fen == 50_000_000


def changed(tmp_path: Path, name: str, old: str, new: str, encoding: str = "utf-8") -> Log:
    """A foreign log with one text changed, in the mapping or in a table."""
    folder = tmp_path / "log"
    shutil.copytree(SITE if name in ("mapping.yaml", "events.csv") else BANK, folder)
    text = (folder / name).read_text(encoding=encoding)
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding=encoding)
    return read(folder, mapping=folder / "mapping.yaml")


def test_a_word_that_no_table_knows_is_unmapped_and_its_type_no_longer_observed(tmp_path: Path) -> None:
    log = changed(tmp_path, "events.csv", "评估费", "咨询费", "gb18030")
    assert ("FeeCharged", "说明|收费项目: unknown word '咨询费'") in {(one.what, one.why) for one in log.unmapped}
    assert not log.trace.observation.sees("FeeCharged")
    assert {one for one in fails(log.trace) if one[0] == "no-fees"} == set()
    assert judge(log.trace, Law()).norms["no-fees"].verdict == Verdict.INCONCLUSIVE


def test_an_amount_that_is_none_is_unmapped_not_guessed(tmp_path: Path) -> None:
    log = changed(tmp_path, "money.csv", ";50;", ";fifty;")
    assert [one.why for one in log.unmapped if one.what == "LoanDisbursed"] == ["valueWan|wan: 'fifty' is no amount"]
    assert not log.trace.observation.sees("LoanDisbursed")


def test_a_date_that_is_none_is_unmapped_not_guessed(tmp_path: Path) -> None:
    log = changed(tmp_path, "events.csv", "2022-10-13 09:00:00,XM001", "13/10/2022,XM001", "gb18030")
    assert any("13/10/2022" in one.why and one.first.startswith("events.csv:") for one in log.unmapped)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("event: FeeCharged", "event: FeeCharge", "did you mean 'FeeCharged'?"),
        ("'{办理时间|datetime}'", "'{办理时间|datetme}'", "did you mean 'datetime'?"),
        ("encoding: gb18030", "encoding: gbk18030", "write utf-8 or gb18030"),
        ("vantage: platform", "vantage: plattform", "did you mean 'platform'?"),
        ("until: '2022-12-31'", "until: someday", "write 2022-10-10"),
        ("declared_for: award, ", "", "SizeDeclared needs the field 'declared_for'"),
        ("fee: ", "fees: ", "did you mean 'fee'?"),
        ("role: treasury", "role: treasurer", "did you mean 'treasury'?"),
        ("of: 授权范围", "of: 授权", "'授权' is no converter"),
        ("ignore:", "ignored:", "did you mean 'ignore'?"),
    ],
)
def test_a_faulty_mapping_is_refused_before_the_first_row(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        changed(tmp_path, "mapping.yaml", old, new)
    assert says in str(error.value) and "mapping.yaml:" in str(error.value)


def test_a_log_in_another_encoding_than_the_mapping_says_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the text is not utf-8"):
        changed(tmp_path, "mapping.yaml", "encoding: gb18030", "encoding: utf-8")


def test_shuffled_rows_and_columns_change_no_verdict(tmp_path: Path) -> None:
    lines = (SITE / "events.csv").read_text(encoding="gb18030").splitlines()
    rows = [line.split(",") for line in lines]
    turned = [list(reversed(row)) for row in [rows[0], *reversed(rows[1:])]]
    (tmp_path / "events.csv").write_text("\n".join(map(",".join, turned)), encoding="gb18030")
    assert fails(read(tmp_path / "events.csv", mapping=SITE / "mapping.yaml").trace) == SITE_FAILS


def test_json_lines_need_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="need no mapping"):
        read(tmp_path / "log.jsonl", mapping=SITE / "mapping.yaml")


def test_every_rule_of_both_mappings_takes_a_row() -> None:
    for log, mapping in ((site(), SITE / "mapping.yaml"), (bank(), BANK / "mapping.yaml")):
        told = {type(event).__name__ for event in log.trace.events}
        assert {rule.event for rule in load(mapping).mapping.rows} == told
