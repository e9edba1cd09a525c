"""What norms.yaml says of each norm is true of its monitor, both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from conformance.judge import NormVerdict
from conformance.measures.figures import figures
from conformance.monitor import MONITORS
from conformance.monitors import guards
from conformance.verdicts import Verdict
from notice.arrears import rate_cap_bp
from notice.catalogue import Norm, catalogue
from notice.civil import DAY, instant
from notice.errors import InputError
from notice.events import EVENT_TYPES, CaseEvent, Event, Refused
from notice.law import Law
from notice.policy import baseline
from notice.trace import Observation, trace
from tests.conformance.builders import BUREAU, UNTIL, Story, judged, law_with
from tests.conformance.monitors.golden import Golden
from tests.conformance.monitors.golden_contract import PAID, delivered
from tests.conformance.monitors.test_golden import ROWS
from tests.conformance.stories import AFTER_BREACHES, AWARD_NORMS, broken, earlier, kept

NORMS = catalogue().norms
PAIRS = [(norm.id, parameter) for norm in NORMS.values() for parameter in norm.parameters]


def outcome(verdict: NormVerdict) -> tuple[object, ...]:
    """All of a norm's rulings but their due instants: verdicts, blamed and reasons."""
    return verdict.open, sorted((one.verdict, one.blames, one.why) for one in verdict.findings)


def test_every_norm_has_a_monitor_and_every_monitor_a_norm() -> None:
    assert set(MONITORS) == set(NORMS)


@pytest.mark.parametrize("norm", NORMS.values(), ids=lambda norm: norm.id)
def test_a_norm_names_only_what_exists(norm: Norm) -> None:
    assert set(norm.clauses) | set(norm.cites) <= set(catalogue().clauses)
    assert set(norm.parameters) <= set(baseline().ids)
    assert {*norm.triggers, *norm.needs, *norm.convicting, *norm.beyond} <= set(EVENT_TYPES)
    assert set(norm.guards) <= set(guards.GUARDS)


def test_a_clause_has_its_home_where_the_clauses_say() -> None:
    told = {clause: norm.id for norm in NORMS.values() for clause in norm.clauses}
    assert told == {clause.id: clause.home for clause in catalogue().clauses.values() if clause.home in NORMS}


def _due_after_estimate(law: Law) -> object:
    try:
        return law.working_due(instant("2026-12-31 09:00"), 1)
    except InputError:
        return "refused"


def _late_interest(law: Law) -> object:
    events = delivered().then("11-30 12:00", PAID).events
    seen = figures(trace(Observation(vantage="world", until=UNTIL), events), law)
    return next(one.value for one in seen if one.id == "late_interest_fen_per_million")


OUTSIDE_NORMS: dict[str, tuple[object, Callable[[Law], object]]] = {
    "county_holidays": (("2022-10-12",), lambda law: law.working_due(instant("2022-10-10 09:00"), 5)),
    "calendar_estimates": (True, _due_after_estimate),
    "rate_cap_lpr_multiple": (2, lambda law: rate_cap_bp(law.policy, instant("2022-10-10") // DAY)),
    "late_interest_daily_bp": (10, _late_interest),
}
"""Parameters that no norm reads but the calendar, the market or a measure: another value, and what it changes."""


def test_every_policy_parameter_belongs_to_a_norm_or_says_what_else_reads_it() -> None:
    assert {parameter for _, parameter in PAIRS} | set(OUTSIDE_NORMS) == set(baseline().ids)
    assert not {parameter for _, parameter in PAIRS} & set(OUTSIDE_NORMS)


@pytest.mark.parametrize("name", OUTSIDE_NORMS)
def test_changing_a_parameter_outside_the_norms_changes_what_reads_it(name: str) -> None:
    value, outcome_under = OUTSIDE_NORMS[name]
    assert outcome_under(law_with()) != outcome_under(law_with(**{name: value}))


def test_a_county_s_day_off_moves_a_due_day() -> None:
    late = Story().accept().then("10-18 10:00", "ApplicationRejected")
    plain, county = (judged(late, law=law_with(**law)) for law in ({}, {"county_holidays": ("2022-10-12",)}))
    assert plain.norms["first-loan-in-time"].verdict == Verdict.FAIL
    assert county.norms["first-loan-in-time"].verdict == Verdict.PASS


def test_beyond_the_published_calendar_only_a_permission_judges() -> None:
    accepted = instant("2026-12-31 09:00")
    with pytest.raises(InputError, match="calendar_estimates"):
        law_with().working_due(accepted, 1)
    assert law_with(calendar_estimates=True).working_due(accepted, 1) == instant("2027-01-05")


@pytest.mark.parametrize(("norm", "parameter"), PAIRS)
def test_changing_a_parameter_changes_a_verdict(norm: str, parameter: str) -> None:
    rows = [row for row in ROWS if parameter in row.law]
    assert any(_differs(norm, parameter, row, told) for row in rows for told in (row.told, (earlier(), *row.told)))


def _differs(norm: str, parameter: str, row: Golden, told: tuple[Story, ...]) -> bool:
    """Whether the row's value of the parameter matters to the norm, all else in the row being equal."""
    others = {name: value for name, value in row.law.items() if name != parameter}
    plain, changed = (
        judged(*told, law=law_with(**law), **row.observation, **row.beside).norms for law in (others, row.law)
    )
    return _outcome_of(norm, plain) != _outcome_of(norm, changed)


def _outcome_of(norm: str, verdicts: Mapping[str, NormVerdict]) -> tuple[object, ...] | None:
    """None of a norm that is asleep."""
    return outcome(verdicts[norm]) if norm in verdicts else None


@pytest.mark.parametrize("norm", NORMS.values(), ids=lambda norm: norm.id)
def test_without_its_triggers_a_norm_rules_on_nothing(norm: Norm) -> None:
    triggers = {EVENT_TYPES[name] for name in norm.triggers}
    for row in (row for row in ROWS if norm.is_awake(law_with(**row.law).policy)):
        story = [event for told in row.told for event in told.events if not _about(event, triggers)]
        rest = Story()
        rest.events = story
        assert judged(rest, law=law_with(**row.law)).norms[norm.id].triggers == 0


def _about(event: Event, kinds: set[type[Event]]) -> bool:
    return type(event) in kinds or (isinstance(event, Refused) and type(event.stimulus) in kinds)


def test_in_scope_is_triggered_by_whatever_triggers_a_norm_it_guards() -> None:
    guarded = [norm for norm in NORMS.values() if "in-scope" in norm.guards and norm.is_about("award")]
    triggers = {name for norm in guarded for name in norm.triggers}
    assert {name for name in triggers if issubclass(EVENT_TYPES[name], CaseEvent)} <= set(NORMS["in-scope"].triggers)


def _unseen(row: Golden) -> Iterator[tuple[str, NormVerdict]]:
    """The norm's verdict if the source had not shown the events of one type, type by type.

    No norm needs refusals: what is asked and refused is read where a source shows it.
    """
    for kind in sorted({type(event).__name__ for told in row.told for event in told.events} - {"Refused"}):
        stories = []
        for told in row.told:
            rest = Story()
            rest.events = [event for event in told.events if type(event).__name__ != kind]
            stories.append(rest)
        seen = tuple(name for name in EVENT_TYPES if name != kind)
        yield kind, judged(*stories, law=law_with(**row.law), observes=seen).norms[row.norm]


@pytest.mark.parametrize("row", [row for row in ROWS if not row.observation], ids=lambda row: f"{row.norm}: {row.name}")
def test_what_is_not_shown_neither_convicts_nor_acquits(row: Golden) -> None:
    seen = judged(*row.told, law=law_with(**row.law)).norms[row.norm]
    broken_at = _triggers(seen, Verdict.FAIL) - _triggers(seen, Verdict.PASS)
    for kind, unseen in _unseen(row):
        if row.verdict == Verdict.PASS:
            assert unseen.verdict not in (Verdict.WARN, Verdict.FAIL), kind
        if kind not in NORMS[row.norm].triggers:
            assert broken_at.isdisjoint(_triggers(unseen, Verdict.PASS)), kind


def _triggers(norm: NormVerdict, verdict: Verdict) -> set[str]:
    """What the norm's findings of one verdict answer to."""
    return {finding.evidence[0] for finding in norm.findings if finding.verdict == verdict}


@pytest.mark.parametrize("norm", [*AWARD_NORMS, *AFTER_BREACHES])
def test_a_breach_is_inconclusive_without_what_could_excuse_it(norm: str) -> None:
    assert judged(broken()).norms[norm].verdict == Verdict.FAIL
    for name in NORMS[norm].needs:
        seen = tuple(kind for kind in EVENT_TYPES if kind != name)
        assert judged(broken(), observes=seen).norms[norm].verdict == Verdict.INCONCLUSIVE, name


@pytest.mark.parametrize("norm", AWARD_NORMS)
def test_a_norm_kept_is_inconclusive_without_what_could_convict(norm: str) -> None:
    assert judged(kept()).norms[norm].verdict == Verdict.PASS
    for name in EVENT_TYPES:
        seen = tuple(kind for kind in EVENT_TYPES if kind != name)
        convicts = name in NORMS[norm].convicting
        assert (judged(kept(), observes=seen).norms[norm].verdict == Verdict.INCONCLUSIVE) == convicts, name


def test_a_loan_in_time_passes_though_suspensions_are_not_observed() -> None:
    seen = ("SizeDeclared", "AwardNoticeIssued", "ApplicationSubmitted", "ApplicationAccepted", "LoanAgreementSigned",
            "LoanDisbursed")  # fmt: skip
    assert judged(kept(), observes=seen).norms["first-loan-in-time"].verdict == Verdict.PASS


OUTSIDE = {
    "in-scope": broken(notice={"purchaser_kind": "other"}),
    "eligible-supplier": broken(size={"employees": 5000, "revenue_fen": 10**12}),
}


@pytest.mark.parametrize(
    ("norm", "guard"),
    [
        (norm.id, guard)
        for norm in NORMS.values()
        for guard in norm.guards
        if norm.id in (*AWARD_NORMS, *AFTER_BREACHES)
    ],
)
def test_a_guard_removed_changes_the_verdict_of_the_norm_it_guards(
    norm: str, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judged(OUTSIDE[guard]).norms[norm].verdict == Verdict.NOT_EXERCISED
    monkeypatch.setitem(guards.GUARDS, guard, lambda *_: True)
    guards.guards_of.cache_clear()
    removed = judged(OUTSIDE[guard]).norms[norm].verdict
    monkeypatch.undo()
    guards.guards_of.cache_clear()
    assert removed == Verdict.FAIL


@pytest.mark.parametrize("story", [OUTSIDE["in-scope"], OUTSIDE["eligible-supplier"]])
def test_the_repeat_limb_is_guarded_alike(story: Story) -> None:
    assert judged(earlier(), broken()).norms["repeat-loan-in-time"].verdict == Verdict.FAIL
    assert judged(earlier(), story).norms["repeat-loan-in-time"].verdict == Verdict.NOT_EXERCISED


def test_before_the_notice_nobody_is_disciplined() -> None:
    early = Story().then("09-28 09:00", "CooperationTerminated", actor=BUREAU)
    assert judged(early).norms["discipline-bank"].verdict == Verdict.NOT_EXERCISED
