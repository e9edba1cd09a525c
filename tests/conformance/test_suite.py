"""The suite as a vendor runs it with pytest: green for a sound platform, red for a broken one, plain for a wrong word."""

from __future__ import annotations

import subprocess
import sys


def suite(*words: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "conformance.suite.plugin",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
    ]
    return subprocess.run([*command, "-q", "--pyargs", *words], capture_output=True, text=True, check=False)


def test_a_sound_platform_passes_its_cases_and_stories() -> None:
    done = suite("conformance.suite", "--target", "variant:other_ids", "--stories", "60", "-k", "stories or ceiling")
    assert done.returncode == 0, done.stdout
    assert "1 failed" not in done.stdout and " passed" in done.stdout


def test_a_broken_platform_fails_the_cases_of_its_duty_and_a_story_is_told() -> None:
    done = suite("conformance.suite", "--target", "mutant:never_locks", "-k", "stories or treasury or disbursement")
    assert done.returncode == 1
    assert "test_whatever_happens_the_books_stay_right" in done.stdout
    assert "FAIL D-locks-at-disbursement" in done.stdout
    assert "by bank:bank-" in done.stdout, "the shrunk story is told step by step"


def test_a_wrong_word_for_a_platform_is_said_in_one_line() -> None:
    done = suite("conformance.suite.test_stories", "--target", "refrence")
    assert done.returncode == 2
    assert "'refrence' names no platform" in done.stdout + done.stderr
