"""Files of a run directory: whole or absent, in the documented shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.judge import Judgement
from conformance.tally import counted
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.errors import InputError
from notice.events import Actor
from notice.trace import Trace
from reports.certification import CertificationSummary
from reports.files import audit_files, certification_files, document, document_parts, experiment_files, write_files
from reports.gallery import experiment_gallery
from reports.groups import by_role, grouped
from reports.inputs import Judged
from reports.junit import junit
from reports.tables import comparison, summary
from sim.results import Result

CHARTS = {
    f"charts/{name}.{lang}.{kind}"
    for name in ("disbursement", "cost")
    for lang in ("zh", "en")
    for kind in ("svg", "png")
}
JUDGED_CHARTS = {
    f"charts/{name}.{lang}.{kind}"
    for name in ("verdicts", "case-1")
    for lang in ("zh", "en")
    for kind in ("svg", "png")
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=9,
)
EVERY = len(catalogue().duties)


def test_an_experiment_leaves_its_report_figures_and_charts(
    tmp_path: Path, result: Result, trace: Trace, judgement: Judgement
) -> None:
    files = experiment_files(result, "<p>", wall_s=1.25, judged=Judged(trace=trace, judgement=judgement))
    assert set(files) == {"report.html", "summary.json", "comparison.json"} | CHARTS | JUDGED_CHARTS
    write_files(tmp_path / "new" / "folder", files)
    written = {path.relative_to(tmp_path / "new/folder").as_posix(): path.read_bytes() for path in _files(tmp_path)}
    assert written == files


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_experiment_that_nobody_judged_has_no_verdict_charts(result: Result) -> None:
    assert set(experiment_files(result, "", wall_s=0)) == {"report.html", "summary.json", "comparison.json"} | CHARTS


def test_an_audit_and_a_certification_leave_their_files(
    trace: Trace, judgement: Judgement, certifications: list[CertificationSummary]
) -> None:
    assert (
        set(audit_files(Path("scratch"), "", trace, judgement))
        == {
            "report.html",
            "verdicts.json",
            "findings.csv",
        }
        | JUDGED_CHARTS
    )
    assert set(certification_files({}, "", certifications[0])) == {"report.html", "verdicts.json", "junit.xml"}


def test_the_summary_has_every_metric_by_policy(result: Result, judgement: Judgement) -> None:
    made = msgspec.json.decode(document(summary(result, judgement, 12.34)))
    metric = made["metrics"]["all_in_apr_bp"]
    assert set(made) == {"metrics", "verdicts", "wall_s"} and made["wall_s"] == 12.3
    assert metric["unit"] == "bp" and metric["estimate"] == 435.2 and metric["low"] < 435.2 < metric["high"]
    assert metric["by"]["policy"]["owner-guarantee"]["estimate"] == pytest.approx(435.2 - 41.7)
    assert made["verdicts"]["FAIL"] == 2
    assert summary(result, None, 0)["verdicts"] == {}


def test_the_comparison_is_per_metric_and_reform(result: Result) -> None:
    made = comparison(result)
    found = made["all_in_apr_bp"]["three-days"]
    keys = ["baseline", "reform", "difference", "low", "high", "variance_reduction", "replications"]
    assert list(found) == keys and found["difference"] == -3.0 and set(made["all_in_apr_bp"]) == set(result.differences)


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a.json": b"old"})

    def full(self: Path, _: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_files(tmp_path, {"a.json": b"new"})
    assert [path.name for path in _files(tmp_path)] == ["a.json"] and (tmp_path / "a.json").read_bytes() == b"old"


def test_a_folder_that_is_a_file_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_files(tmp_path / "out", {"charts/a.svg": b""})


def test_junit_is_green_for_a_platform_that_meets_its_duties(certifications: list[CertificationSummary]) -> None:
    suite = Xml.fromstring(junit(certifications[0])).find("testsuite")
    assert suite is not None and suite.get("failures") == suite.get("errors") == suite.get("skipped") == "0"
    assert suite.get("tests") == str(EVERY) and len(suite.findall("testcase")) == EVERY


def test_junit_names_the_failed_duty_and_why(certifications: list[CertificationSummary]) -> None:
    suite = Xml.fromstring(junit(certifications[1])).find("testsuite")
    assert suite is not None and suite.get("failures") == "1"
    failed = next(case for case in suite if len(case))
    failure = failed.find("failure")
    assert failed.get("name") == "D-computes-due" and failure is not None
    assert "Computes the due day" in str(failure.get("message")) and "(x2)" in str(failure.text)


@pytest.mark.parametrize("verdict", [Verdict.NOT_EXERCISED, Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.OPEN])
def test_junit_is_never_green_for_what_was_not_decided(
    verdict: Verdict, certifications: list[CertificationSummary]
) -> None:
    duties = tuple(
        msgspec.structs.replace(duty, verdict=verdict, findings=(), missing=("positive",))
        for duty in certifications[0].duties
    )
    undecided = msgspec.structs.replace(certifications[0], duties=duties)
    suite = Xml.fromstring(junit(undecided)).find("testsuite")
    assert suite is not None and suite.get("errors") == str(EVERY)


def test_a_waived_failure_is_skipped_and_keeps_its_verdict(certifications: list[CertificationSummary]) -> None:
    waived = msgspec.structs.replace(certifications[1], waived=("D-computes-due",))
    suite = Xml.fromstring(junit(waived)).find("testsuite")
    assert suite is not None and suite.get("skipped") == "1" and suite.get("failures") == "0"
    skipped = suite.find("testcase/skipped")
    assert skipped is not None and skipped.get("type") == "FAIL"


def test_the_case_that_is_told_is_the_one_asked_for(result: Result, trace: Trace, judgement: Judgement) -> None:
    judged = Judged(trace=trace, judgement=judgement)
    told, other = (experiment_gallery(result, judged, case)["case-1"]["en"] for case in ("A-0042", "A-0001"))
    assert "A-0042" in told.alt and "A-0001" in other.alt and told.svg() != other.svg()


def test_a_report_tells_a_case_with_a_loan(result: Result, trace: Trace, judgement: Judgement) -> None:
    late = judgement.norms["publish-contract-in-time"]
    elsewhere = msgspec.structs.replace(late.findings[0], subject="A-0001")
    norms = judgement.norms | {late.id: msgspec.structs.replace(late, findings=(elsewhere,) * 99)}
    judged = Judged(trace=trace, judgement=msgspec.structs.replace(judgement, norms=norms))
    assert "A-0042" in experiment_gallery(result, judged)["case-1"]["en"].alt
    well = Judged(trace=trace, judgement=msgspec.structs.replace(judgement, norms={}))
    assert "A-0042" in experiment_gallery(result, well)["case-1"]["en"].alt


def test_many_who_did_the_same_read_as_one_line(judgement: Judgement) -> None:
    late = judgement.norms["first-loan-in-time"].findings[0]
    others = [msgspec.structs.replace(late, blames=(Actor("bank", f"B{number}"),)) for number in range(40)]
    line, *rest = by_role(counted([late, late, *others]))
    assert rest == [] and line.number == 42 and len(line.groups) == 40
    assert [group.number for group in line.groups[:2]] == [3, 1]


def test_findings_are_listed_worst_first_and_then_by_number(judgement: Judgement) -> None:
    findings = [*judgement.kept()]
    listed = [(group.first.verdict, group.number) for group in grouped(counted(findings))]
    assert listed == sorted(listed, key=lambda row: (-row[0], -row[1]))
    assert sum(number for _, number in listed) == len(findings)
    assert all(group.first.verdict != Verdict.PASS for group in grouped(counted(findings), without=(Verdict.PASS,)))


@given(
    scalars=st.dictionaries(st.text(), JSON),
    rows=st.dictionaries(st.text(min_size=1), st.lists(JSON)),
)
def test_a_document_by_parts_has_the_bytes_of_the_document(scalars: dict[str, Any], rows: dict[str, Any]) -> None:
    whole = scalars | rows or {"a": 1}
    parted = {name: iter(value) if name in rows else value for name, value in whole.items()}
    assert b"".join(document_parts(parted)) == document(whole)
