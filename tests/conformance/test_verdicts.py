"""The algebra of verdicts: a join in a chain, and an outcome that is no maximum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conformance.verdicts import Outcome, Verdict, outcome, worst

verdicts = st.lists(st.sampled_from(list(Verdict)))
one = st.sampled_from(list(Verdict))


@given(one, one, one)
def test_the_join_is_commutative_associative_and_idempotent(first: Verdict, second: Verdict, third: Verdict) -> None:
    assert worst([first, second]) == worst([second, first])
    assert worst([worst([first, second]), third]) == worst([first, worst([second, third])])
    assert worst([first, first]) == first


@given(verdicts, verdicts)
def test_grouping_does_not_matter(left: list[Verdict], right: list[Verdict]) -> None:
    assert worst([*left, *right]) == worst([worst(left), worst(right)])


@given(verdicts)
def test_nothing_hides_a_fail_and_an_error_is_never_a_pass(given_verdicts: list[Verdict]) -> None:
    found = worst(given_verdicts)
    assert (found == Verdict.FAIL) == (Verdict.FAIL in given_verdicts)
    if Verdict.ERROR in given_verdicts:
        assert found not in (Verdict.PASS, Verdict.WARN, Verdict.OPEN, Verdict.NOT_EXERCISED)


def test_of_nothing_the_verdict_is_not_exercised() -> None:
    assert worst([]) == Verdict.NOT_EXERCISED


@given(verdicts)
def test_an_unwaived_fail_is_never_certified_whatever_stands_beside_it(beside: list[Verdict]) -> None:
    assert outcome([*beside, Verdict.FAIL]) == Outcome.NOT_CERTIFIED


@given(st.lists(st.sampled_from([Verdict.PASS, Verdict.WARN]), min_size=1))
def test_passes_and_warnings_certify(required: list[Verdict]) -> None:
    assert outcome(required) == Outcome.CERTIFIED


@given(st.sampled_from([Verdict.NOT_EXERCISED, Verdict.OPEN, Verdict.INCONCLUSIVE, Verdict.ERROR]))
def test_what_was_not_decided_is_incomplete(undecided: Verdict) -> None:
    assert outcome([Verdict.PASS, undecided]) == Outcome.INCOMPLETE


def test_no_duties_at_all_are_incomplete() -> None:
    assert outcome([]) == Outcome.INCOMPLETE


def test_a_waiver_lets_a_failed_duty_through_and_is_named() -> None:
    assert outcome([Verdict.PASS], [Verdict.FAIL]) == Outcome.CERTIFIED_WITH_WAIVERS


def test_a_waiver_that_was_not_needed_leaves_no_trace() -> None:
    assert outcome([Verdict.PASS], [Verdict.WARN]) == Outcome.CERTIFIED


def test_a_waiver_does_not_cure_another_duty() -> None:
    assert outcome([Verdict.FAIL], [Verdict.FAIL]) == Outcome.NOT_CERTIFIED
