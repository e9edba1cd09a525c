"""Every reason has a sentence in both languages, and every sentence is somebody's reason."""

from __future__ import annotations

import re
import string

import pytest

from conformance.case import Case
from conformance.finding import Finding
from conformance.judge import judge
from conformance.monitor import MONITORS, Monitor
from conformance.verdicts import Verdict
from conformance.whys import sentence, whys
from notice.errors import InputError
from notice.events import Actor
from notice.law import Law
from notice.trace import Observation, trace
from notice.yaml import packaged_in
from tests.conformance.builders import UNTIL, Story, judged, law_with
from tests.conformance.monitors.test_golden import ROWS

OF_NORMS = {
    code
    for document in packaged_in("conformance", "data")
    if document.path.name.startswith("whys_norms")
    for code in document.data["whys"]
}


def all_findings() -> list[Finding]:
    """What the monitors say on every golden row, open rulings included; and what only the judge says."""
    found: list[Finding] = []

    def listening(monitor: Monitor) -> Monitor:
        def listen(case: Case, law: Law):  # type: ignore[no-untyped-def]
            for finding in monitor(case, law):
                found.append(finding)
                yield finding

        return listen

    ears = {name: listening(monitor) for name, monitor in MONITORS.items()}
    for row in ROWS:
        verdicts = judged(*row.told, law=law_with(**row.law), monitors=ears, **row.observation, **row.beside)
        found += [finding for norm in verdicts.norms.values() for finding in norm.findings]
    return found + judges_own()


def judges_own() -> list[Finding]:
    """Findings that no monitor makes."""
    story = Story().accept().then("10-18 00:00", "ApplicationRejected", at_slack_seconds=9)
    seen = trace(Observation(vantage="world", until=UNTIL), Story().accept().events)
    crashed = judge(seen, Law(), {**MONITORS, "no-fees": lambda *_: iter([1 / 0])})  # type: ignore[list-item]
    missing = judge(seen, Law(), {})
    unseen = judged(Story().accept(), observes=("ApplicationAccepted",))
    several = (judged(story), crashed, missing, unseen)
    return [finding for judgement in several for norm in judgement.norms.values() for finding in norm.findings]


FOUND = all_findings()


def test_every_reason_has_a_sentence_and_every_sentence_is_a_reason() -> None:
    assert {finding.why for finding in FOUND} == OF_NORMS


def test_in_chinese_no_word_is_left_that_is_not_an_id() -> None:
    for finding in FOUND:
        if finding.why != "monitor_crashed":
            said = re.sub("wuhua|regulator", "", sentence(finding, "zh"))
            assert not re.search(r"[A-Za-z]{2,}_?[a-z]", said), (finding.why, said)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_sentence_finds_what_it_quotes(lang: str) -> None:
    for finding in FOUND:
        said = sentence(finding, lang)  # type: ignore[arg-type]
        assert said and "?" not in said, (finding.why, said)


@pytest.mark.parametrize("code", sorted(OF_NORMS))
def test_both_languages_quote_the_same(code: str) -> None:
    quoted = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in (whys()[code].en, whys()[code].zh)
    ]
    assert quoted[0] == quoted[1]


def test_instants_and_actors_are_written_out() -> None:
    finding = Finding(
        id="no-fees",
        verdict=Verdict.FAIL,
        why="fee_charged",
        subject="A1",
        blames=(Actor("bank", "B1"),),
        details={"value": 123405},
    )
    assert sentence(finding, "en") == "bank B1 charged fees of 1,234.05 yuan beside interest."
    late = Finding(id="x", verdict=Verdict.FAIL, why="overdue", subject="A1", due_at=0)
    assert "1970-01-01 00:00" in sentence(late, "zh")


def test_a_code_without_a_sentence_is_refused_with_the_nearest() -> None:
    finding = Finding(id="x", verdict=Verdict.FAIL, why="fee_charge", subject="A1")
    with pytest.raises(InputError, match="did you mean 'fee_charged'"):
        sentence(finding, "en")
