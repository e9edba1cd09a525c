"""What another reading would change is what the other policy says, and every ambiguity is tried."""

from __future__ import annotations

import pytest

from conformance.judge import judge
from conformance.readings import alternatives, other_readings, touched
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.law import Law
from notice.policy import baseline
from notice.trace import Observation, Trace, trace
from tests.conformance.builders import UNTIL, Story
from tests.conformance.stories import earlier, kept


def told(*stories: Story) -> Trace:
    return trace(Observation(vantage="world", until=UNTIL), [event for story in stories for event in story.events])


def late_with_ground() -> Story:
    """A first loan accepted on the 10th, paid on the 21st: late, with a ground recorded in time."""
    story = Story().accept()
    story.add("DelayExplained", "10-13 10:00", application="L1")
    story.add("LoanAgreementSigned", "10-20 10:00")
    story.add("LoanDisbursed", "10-21 10:00")
    return story


def changed(given: Trace) -> set[tuple[str, object, str]]:
    found = other_readings(given, Law(), judge(given, Law()))
    return {(one.parameter, one.other, change.norm) for one in found for change in one.changes}


def test_a_late_loan_with_a_ground_hangs_on_what_in_principle_means() -> None:
    found = changed(told(late_with_ground()))
    assert {("in_principle", "fail", "first-loan-in-time"), ("in_principle", "pass", "first-loan-in-time")} <= found


def test_a_repeat_loan_hangs_on_what_counts_as_first() -> None:
    assert ("first_scope", "award", "repeat-loan-in-time") in changed(told(earlier(), kept()))


def test_what_a_reading_changes_is_what_judging_by_it_says() -> None:
    given = told(late_with_ground(), earlier())
    for one in other_readings(given, Law(), judge(given, Law())):
        otherwise = judge(given, Law(baseline().read_as(one.parameter, one.other)))
        for change in one.changes:
            assert otherwise.norms[change.norm].verdict == change.other_verdict
            assert (
                len([x for x in otherwise.norms[change.norm].findings if x.verdict == Verdict.FAIL])
                == change.other_fails
            )


def test_what_is_not_listed_comes_out_alike_under_every_other_reading() -> None:
    given = told(late_with_ground())
    listed = changed(given)
    used = judge(given, Law())
    for name in baseline().ids:
        for other in alternatives(baseline().parameter(name)):
            otherwise = judge(given, Law(baseline().read_as(name, other)))
            differing = {norm for norm in used.norms if used.norms[norm].verdict != otherwise.norms[norm].verdict}
            assert differing <= {norm for parameter, value, norm in listed if (parameter, value) == (name, other)}


def test_an_empty_log_hangs_on_no_reading() -> None:
    assert changed(told()) == set()


@pytest.mark.parametrize("name", [name for name in baseline().ids if baseline().parameter(name).readings])
def test_every_reading_but_the_one_used_is_an_alternative(name: str) -> None:
    entry = baseline().parameter(name)
    reads = {one.value for one in entry.readings if not one.reforms_only}
    expected = reads - {entry.value} if entry.value is not None else set()
    assert set(alternatives(entry)) == expected


def test_a_guards_reading_touches_what_it_guards() -> None:
    guarded = {norm.id for norm in catalogue().norms.values() if "eligible-supplier" in norm.guards}
    assert guarded <= touched("sme_rule")
