"""Mapping files: a fault is named with its line, its column and what was probably meant, before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from mapping_helpers import MAPPING, changed

from conformance.adapters.mapping import MappingTarget
from conformance.adapters.mapping.loading import load
from notice.errors import InputError

ACCEPTED = "融资申请[申请号={application}].受理时间"
PUSHED = "of: 融资申请\n    each: 推送记录"
PATCHED = "PATCH /融资申请/{application}\n    body: {状态: 已受理}"
FAULTS = [
    ("  LoanDisbursed:", "  LoanDisbursd:", "'LoanDisbursd' is no event type", "LoanDisbursed"),
    ("{principal_fen|yuan}", "{principl_fen|yuan}", "'principl_fen' is no field of RepaymentC", "principal_fen"),
    ("{principal_fen|yuan}", "{principal_fen|yaun}", "'yaun' is no converter", "yuan"),
    ("withheld: {bank: ", "withheld: {bnak: ", "'bnak' is no field of ContractSigned that may be none", "bank"),
    ("{suspected_crime}", "{suspected_crme}", "'suspected_crme' is no field of Viol", "suspected_crime"),
    ('item: {批次: "{instalment}', 'item: {批次: "{instalmnt}', "'instalmnt' is no field of Inst", "instalment"),
    ("ZC2003: AWARD_CEILING_EXCEEDED", "ZC2003: AWARD_CEILING_EXCEDED", "is no reason", "AWARD_CEILING_EXCEEDED"),
    (PUSHED, PUSHED.replace("融资申请", "融资申报"), "'融资申报' is no resource", "融资申请"),
    ('  parts: "{内容', '  part: "{内容', "'part' is no field of ApplicationPushed", "parts"),
    ('      bank: "{银行}"\n      parts', "      parts", "ApplicationPushed needs the field 'bank'", "add it"),
    ("  - event: BreachFlagged", "  - event: BreachFlaged", "'BreachFlaged' is no event type", "BreachFlagged"),
    (PATCHED, PATCHED.replace("PATCH", "PETCH"), "is not of the form asked for", ""),
    (ACCEPTED, ACCEPTED.replace("]", ""), "is no path", "a.b[key=value].c"),
    (ACCEPTED, ACCEPTED.replace("融资申请", "融资申报"), "'融资申报' is no resource", "融资申请"),
    ('  auditor: "{body.数据.审计令牌}"\n', "", "the field 'auditor' is missing", "add it"),
    ("timeout_seconds: 10", "timeout_seconds: 0", "greater than 0", ""),
    ("base_url: http://127.0.0.1:8790", "base_url: 127.0.0.1:8790", "is not of the form asked for", ""),
    ('  lock: "{回款账户', '  lokc: "{回款账户', "unknown field 'lokc'", "lock"),
    ("    first_loan: 首次放款", "    first_laon: 首次放款", "'first_laon' is no word of the fields", "first_loan"),
    ("    repeat_loan: 再次放款", "    repeat_loan: 首次放款", "'首次放款' stands for both", "its own word"),
    ("headers: {Authorization", "headers: {X: 1}\nheaders: {Authorization", "'headers' stands twice", "keep one"),
]


@pytest.mark.parametrize(("old", "new", "what", "instead"), FAULTS)
def test_a_fault_in_a_mapping_is_named_with_its_line_and_column(
    tmp_path: Path, old: str, new: str, what: str, instead: str
) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(InputError) as refused:
        MappingTarget(path)
    assert what in refused.value.what
    assert instead in refused.value.instead
    line, column = map(int, refused.value.where.removeprefix(f"{path}:").split(" ")[0].split(":"))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


def test_the_line_named_is_the_line_of_the_fault(tmp_path: Path) -> None:
    path = changed(tmp_path, "  LoanDisbursed:", "  LoanDisbursd:")
    with pytest.raises(InputError) as refused:
        MappingTarget(path)
    line = int(refused.value.where.removeprefix(f"{path}:").split(":")[0])
    assert path.read_text(encoding="utf-8").splitlines()[line - 1] == "  LoanDisbursd:"


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        MappingTarget(tmp_path / "none.yaml")


@pytest.mark.parametrize("url", ["localhost", "ftp://localhost", "http://", "http://[::1", "http://localhost:port"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(InputError, match="is no address"):
        MappingTarget(MAPPING, url)


def test_the_mapping_of_the_vendor_says_only_what_it_says() -> None:
    mapping = load(MAPPING).mapping
    assert {"LossBooked", "ContractTerminated", "ClockResumed"}.isdisjoint(mapping.stimuli)
    observed = set(MappingTarget(MAPPING).capabilities().observes)
    assert {"LossBooked", "ContractTerminated", "ClockResumed"}.isdisjoint(observed)
    assert {"ApplicationPushed", "DeadlineMissed", "LoanDisbursed", "Refused"} <= observed


def test_a_stimulus_that_nothing_shows_is_not_claimed_to_be_observed(tmp_path: Path) -> None:
    path = changed(tmp_path, '    shown: "融资申请[申请号={application}].受理时间"\n', "")
    assert "ApplicationAccepted" not in MappingTarget(path).capabilities().observes
