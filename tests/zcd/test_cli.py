"""The front door as its user meets it: answers, exit codes, and one clear message for whatever is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from notice.catalogue import catalogue
from notice.policy import baseline
from notice.trace import Observation, write
from zcd import audits
from zcd.__main__ import run
from zcd.app import COMMANDS
from zcd.console import SETTING
from zcd.exits import Exit


class Done(NamedTuple):
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Zcd = Callable[..., Done]


@pytest.fixture
def zcd(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Zcd:
    """Runs a command in `tmp_path`, as its user would there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SETTING, "lang", "en")

    def command(*words: str) -> Done:
        capfd.readouterr()
        return Done(run(list(words)), *capfd.readouterr())

    return command


def assert_refused(done: Done, *says: str) -> None:
    """One message on stderr, exit 2, no traceback."""
    assert done.returncode == Exit.BAD_INPUT, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    for words in says:
        assert words in done.stderr, done.stderr
    assert done.stderr.count("zcd: ") <= 1


def test_an_empty_log_is_not_exercised_and_no_breach(zcd: Zcd, tmp_path: Path) -> None:
    write(tmp_path / "empty.jsonl", Observation(vantage="source", until=1_700_000_000), [])
    done = zcd("audit", str(tmp_path / "empty.jsonl"), "--json")
    assert done.returncode == Exit.AS_IT_SHOULD_BE
    norms = json.loads(done.stdout)["norms"]
    assert {norm["verdict"] for norm in norms} == {"NOT_EXERCISED"}
    assert {norm["id"] for norm in norms} == {
        norm.id for norm in catalogue().norms.values() if norm.is_awake(baseline())
    }


def test_an_audit_says_what_is_asked_where_no_log_can_show_it(zcd: Zcd, tmp_path: Path) -> None:
    write(tmp_path / "empty.jsonl", Observation(vantage="source", until=1_700_000_000), [])
    norms = json.loads(zcd("audit", str(tmp_path / "empty.jsonl"), "--json").stdout)["norms"]
    asked = {norm["id"] for norm in norms if norm.get("asked", {}).get("zh")}
    assert asked == {norm.id for norm in catalogue().norms.values() if norm.attested}
    assert {"local-measures", "bureau-supports", "no-interference"} <= asked


def test_an_audit_counts_what_it_does_not_judge(zcd: Zcd, tmp_path: Path) -> None:
    write(tmp_path / "empty.jsonl", Observation(vantage="source", until=1_700_000_000, observes=("OutreachHeld",)), [])
    rows = {row["id"]: row for row in json.loads(zcd("audit", "empty.jsonl", "--json").stdout)["measures"]}
    assert set(rows) == set(catalogue().measures)
    assert (rows["outreach_held"]["value"], rows["outreach_held"]["missing"]) == (0, [])
    assert rows["district_loans"]["missing"] == ["LoanDisbursed", "AwardNoticeIssued"]
    assert rows["parallel_moves_share"]["suspicion"] and rows["parallel_moves_share"]["tells_of"] == ["M-competition"]
    assert not any("verdict" in row for row in rows.values())


def test_an_audit_tells_what_it_counted_after_the_verdicts_in_both_languages(zcd: Zcd, tmp_path: Path) -> None:
    write(tmp_path / "empty.jsonl", Observation(vantage="source", until=1_700_000_000, observes=("OutreachHeld",)), [])
    idle = len(catalogue().measures) - 2
    english = zcd("audit", "empty.jsonl").stdout
    assert english.index("what is counted, and no verdict") > english.index("NOT_EXERCISED")
    assert "Outreach held" in english and f"{idle} measures of which this log shows nothing" in english
    chinese = zcd("--lang", "zh", "audit", "empty.jsonl").stdout
    assert "统计指标（不是结论）" in chinese and f"日志未涉及或未载明的指标{idle}项" in chinese


def test_a_market_is_simulated_its_log_audited_and_its_report_made_again(zcd: Zcd, tmp_path: Path) -> None:
    done = zcd("simulate", "--market", "smoke", "--out", "run", "--workers", "1")
    assert done.returncode == Exit.AS_IT_SHOULD_BE, done.stderr
    files = {path.name for path in (tmp_path / "run").iterdir()}
    assert {"run.json", "summary.json", "report.html", "events.jsonl", "platform.jsonl", "truth.jsonl"} <= files
    assert not list((tmp_path / "run").rglob("*.part"))
    audited = zcd("audit", "run/events.jsonl", "--out", "audit")
    assert audited.returncode in (Exit.AS_IT_SHOULD_BE, Exit.FAIL_FOUND), audited.stderr
    files = {path.name for path in (tmp_path / "audit").iterdir()}
    assert files == {"report.html", "verdicts.json", "findings.csv", "charts", "run.json"}
    both = zcd("audit", "run/events.jsonl", "--platform-log", "run/platform.jsonl", "--json")
    verdicts = {norm["id"]: norm["verdict"] for norm in json.loads(both.stdout)["norms"]}
    assert verdicts["treasury-interconnected"] == "PASS"
    again = zcd("report", "run", "--out", "again")
    assert again.returncode == Exit.AS_IT_SHOULD_BE, again.stderr
    for chart in (tmp_path / "again/charts").glob("*.svg"):
        assert chart.read_bytes() == (tmp_path / "run/charts" / chart.name).read_bytes(), chart.name


def test_a_large_log_is_audited_to_the_same_files_as_a_small_one(
    zcd: Zcd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zcd("simulate", "--market", "smoke", "--out", "run", "--workers", "1")
    zcd("audit", "run/events.jsonl", "--out", "small")
    monkeypatch.setattr(audits, "LARGE_BYTES", 0)
    zcd("audit", "run/events.jsonl", "--out", "large", "--workers", "1")
    small, large = (json.loads((tmp_path / name / "verdicts.json").read_bytes()) for name in ("small", "large"))
    assert large == small and large["norms"] != [] and large["measures"] != []
    assert (tmp_path / "large/findings.csv").read_bytes() == (tmp_path / "small/findings.csv").read_bytes()
    for name, digest in json.loads((tmp_path / "large/run.json").read_bytes())["files_sha256"].items():
        assert sha256((tmp_path / "large" / name).read_bytes()).hexdigest() == digest, name


def test_the_same_seed_gives_the_same_result_for_one_and_two_workers(zcd: Zcd, tmp_path: Path) -> None:
    for workers in ("1", "2"):
        arguments = ("--market", "smoke", "--reform", "faster-clocks", "--replications", "3", "--workers", workers)
        done = zcd("compare", *arguments, "--out", workers)
        assert done.returncode == Exit.AS_IT_SHOULD_BE, done.stderr
    assert (tmp_path / "1/result.json").read_bytes() == (tmp_path / "2/result.json").read_bytes()


def test_a_null_reform_differs_by_exactly_nothing(zcd: Zcd, tmp_path: Path) -> None:
    arguments = ("--market", "smoke", "--reform", "null", "--replications", "2", "--workers", "1", "--json")
    done = zcd("compare", *arguments)
    assert done.returncode == Exit.AS_IT_SHOULD_BE, done.stderr
    found = [row["null"] for row in json.loads(done.stdout).values()]
    assert {row["difference"] for row in found} <= {0.0, None}
    assert any(row["difference"] == 0.0 for row in found)


def test_a_sound_platform_is_certified_and_its_certificate_verified(zcd: Zcd, tmp_path: Path) -> None:
    done = zcd("certify", "reference", "--key", "key.pem", "--out", "c")
    assert done.returncode == Exit.AS_IT_SHOULD_BE, done.stderr
    assert "CERTIFIED" in done.stdout and "profile core" in done.stdout
    assert zcd("verify", "c", "--trust", "key.pem.pub").returncode == Exit.AS_IT_SHOULD_BE
    unknown = zcd("verify", "c/certificate.zip")
    assert unknown.returncode == Exit.INCOMPLETE and "issuer unknown" in unknown.stdout


def test_a_mutant_is_not_certified_and_the_duty_is_named(zcd: Zcd, tmp_path: Path) -> None:
    done = zcd("certify", "mutant:ceiling_off_by_one", "--out", "c")
    assert done.returncode == Exit.FAIL_FOUND
    assert "NOT_CERTIFIED" in done.stdout and "FAIL D-ceiling-over-banks" in done.stdout
    verdicts = json.loads((tmp_path / "c/verdicts.json").read_text())
    assert verdicts["target"] == "mutant:ceiling_off_by_one" and verdicts["outcome"] == "NOT_CERTIFIED"


def test_clauses_and_policy_print_in_both_languages(zcd: Zcd) -> None:
    assert len(json.loads(zcd("clauses", "--json").stdout)["clauses"]) == 86
    assert "full-lock" in zcd("clauses", "2.3.5.c").stdout
    assert "不得变更" in zcd("--lang", "zh", "policy", "show").stdout + zcd("clauses", "二(三)5c").stdout
    changed = json.loads(zcd("policy", "diff", "faster-clocks", "--json").stdout)
    assert changed["changes"] == {"first_sla_working_days": [5, 3], "repeat_sla_working_days": [3, 1]}


def test_the_doctor_finds_nothing_wrong(zcd: Zcd) -> None:
    done = zcd("doctor")
    assert done.returncode == Exit.AS_IT_SHOULD_BE, done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("audit", "none.jsonl"), "none.jsonl: cannot be read"),
        (("audit", "."), "is a folder"),
        (("audit", "broken.jsonl"), "broken.jsonl:1: no trace header"),
        (("audit", "log.jsonl", "--reform", "fastr-clocks"), "did you mean 'faster-clocks'?"),
        (("certify", "refrence"), "names no platform"),
        (("certify", "mutant:never_lock"), "did you mean 'never_locks'?"),
        (("certify", "variant:nope"), "variant"),
        (("certify", "mapping:none.yaml"), "none.yaml: no such file"),
        (("certify", "mapping:broken.yaml"), "broken.yaml:2:1"),
        (("certify", "http://127.0.0.1:9"), "ZCD_ADMIN_SECRET"),
        (("verify", "none.zip"), "none.zip: cannot be read"),
        (("verify", "broken.yaml"), "is no certificate"),
        (("simulate", "--market", "kunmin"), "did you mean 'kunming'?"),
        (("simulate", "--market", "broken.yaml"), "broken.yaml:2:1"),
        (("simulate", "--replications", "0"), "--replications"),
        (("compare", "--reform", "null", "--replications", "1"), "--replications 2"),
        (("compare", "--reform", "null", "--reform", "null", "--market", "smoke"), "two policies are called 'null'"),
        (("compare",), "--reform"),
        (("policy", "diff", "nul"), "did you mean 'null'?"),
        (("policy", "check", "broken.yaml"), "broken.yaml:2:1"),
        (("clauses", "9.9"), "no clause is called '9.9'"),
        (("report", "."), "result.json: cannot be read"),
        (("serve", "--db", "mysql://x"), "mysql://x"),
        (("serve", "--platform", "refrence"), "did you mean 'reference'?"),
        (("--lang", "fr", "doctor"), "fr"),
        (("nonsense",), "nonsense"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_one_message_and_exit_2(
    zcd: Zcd, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    (tmp_path / "broken.jsonl").write_text("hello\n")
    (tmp_path / "broken.yaml").write_text("a: [\n")
    write(tmp_path / "log.jsonl", Observation(vantage="source", until=1), [])
    before = sorted(tmp_path.iterdir())
    assert_refused(zcd(*words), says)
    assert sorted(tmp_path.iterdir()) == before, "nothing half-written is left"


def test_a_folder_that_cannot_be_written_is_said_so(zcd: Zcd, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert_refused(zcd("certify", "reference", "--out", "file"), "file")


@pytest.mark.parametrize("words", [("--help",), ("policy", "list"), ("audit", "none.jsonl"), ("verify", "none.zip")])
def test_charts_servers_and_statistics_are_not_loaded_where_nobody_needs_them(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    code = (
        "import sys; from zcd.__main__ import run; run(sys.argv[1:]);"
        "sys.exit(', '.join({'matplotlib', 'scipy', 'fastapi', 'simpy'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_that_is_listed_is_there_and_says_the_same_of_itself(zcd: Zcd) -> None:
    for name, told in COMMANDS.items():
        done = zcd(name, "--help")
        assert done.returncode == Exit.AS_IT_SHOULD_BE, done.stderr
        assert told.split()[0] in done.stdout


def test_a_process_of_its_own_ends_with_the_exit_code_and_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "zcd", "audit", "none.jsonl"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert_refused(Done(done.returncode, done.stdout, done.stderr), "none.jsonl: cannot be read")


@pytest.mark.parametrize("name", ["log.jsonl", "log.csv", "log.json", "log.parquet"])
def test_a_gigabyte_in_one_line_is_refused_before_it_is_read(zcd: Zcd, tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(2**30)  # sparse: it takes no room, and whoever read it whole would need a gigabyte
    tracemalloc.start()
    done = zcd("audit", name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert_refused(done, name)
    assert peak < 2**26
