"""Outcomes from records written by hand, each with the answer worked out beside it."""

from __future__ import annotations

import pytest

from notice.calendar import Calendar
from notice.civil import DAY, instant
from sim import metrics
from sim.records import CaseRecord, LoanRecord, Run

CALENDAR = Calendar.official()
UNTIL = instant("2023-12-29")
MILLION = 100_000_000


def _case(award="A1", **changes):
    facts = {
        "measured": True,
        "supplier": "S1",
        "size_class": "small",
        "industry": "software",
        "eligible": True,
        "amount_fen": 2 * MILLION,
    }
    return CaseRecord(award=award, **(facts | changes))


def _loan(award="A1", **changes):
    facts = {
        "application": "F1",
        "measured": True,
        "supplier": "S1",
        "bank": "B01",
        "bank_kind": "city",
        "size_class": "small",
        "submitted_at": instant("2023-03-01T09:00:00"),
        "accepted_at": instant("2023-03-01T10:00:00"),
        "amount_fen": 2 * MILLION,
    }
    return LoanRecord(award=award, **(facts | changes))


def _paid_out(award="A1", day="2023-03-03", **changes):
    at = instant(f"{day}T15:00:00")
    facts = {"decided_at": at - DAY, "approved": True, "disbursed_at": at, "principal_fen": MILLION}
    return _loan(award, **(facts | {"due_at": instant("2023-03-09"), "cost_fen": 4_000_000} | changes))


def _run(cases=(), loans=()):
    return Run(until=UNTIL, cases=list(cases), loans=list(loans), counts={"events": 9}, digest="00")


def _found(*records):
    cases = [record for record in records if isinstance(record, CaseRecord)]
    loans = [record for record in records if isinstance(record, LoanRecord)]
    return metrics.metrics(_run(cases, loans), CALENDAR)


def test_a_run_in_which_nothing_happened_has_no_shares_and_no_means():
    found = _found()
    assert list(found) == list(metrics.UNITS)
    assert {name for name, value in found.items() if value is not None} == {
        "diversions_attempted",
        "diversions_blocked",
        "participating_banks",
    }


def test_time_to_money_is_counted_in_working_days_from_acceptance():
    found = _found(_paid_out(day="2023-03-03"), _paid_out("A2", day="2023-03-07"), _paid_out("A3", first=False))
    assert found["disbursement_working_days_first"] == 3  # Wednesday to Friday 2, to Tuesday 4
    assert found["disbursement_working_days_first_median"] == 2
    assert found["disbursement_working_days_first_p90"] == 4
    assert found["disbursement_working_days_repeat"] == 2


def test_a_file_that_is_still_open_makes_the_mean_longer_and_one_that_was_rejected_does_not():
    in_time = _found(_paid_out())["disbursement_working_days_first"]
    rejected = _loan("A2", approved=False, decided_at=UNTIL - DAY, ended_at=UNTIL - DAY)
    assert _found(_paid_out(), rejected)["disbursement_working_days_first"] == in_time
    assert _found(_paid_out(), _loan("A2"))["disbursement_working_days_first"] > 50


def test_a_decision_that_the_supplier_did_not_wait_for_counts_as_not_yet_made():
    withdrawn = _loan("A2", ended_at=instant("2023-03-15T12:00:00"))
    assert _found(_paid_out())["decision_working_days_first"] == 1
    assert _found(_paid_out(), withdrawn)["decision_working_days_first"] == (1 + 10) / 2


def test_a_loan_is_in_time_before_its_due_instant_and_late_at_it():
    due_at = instant("2023-03-09")
    one = {"due_at": due_at}
    assert _found(_paid_out(disbursed_at=due_at - 1, **one))["sla_met_share_first"] == 1
    assert _found(_paid_out(disbursed_at=due_at, **one))["sla_met_share_first"] == 0


@pytest.mark.parametrize(
    ("file", "share"),
    [
        (_loan("A2", due_at=UNTIL + DAY), 1.0),  # not due when the run ended
        (_loan("A2", due_at=UNTIL - DAY), 0.5),  # overdue and open
        (_loan("A2", due_at=UNTIL - DAY, ended_at=UNTIL - 2 * DAY), 1.0),  # withdrawn before it was due
        (_loan("A2", due_at=UNTIL - 2 * DAY, ended_at=UNTIL - DAY), 0.5),  # withdrawn after it was due
        (_loan("A2", accepted_at=None), 1.0),  # never taken up: no clock ran
    ],
)
def test_only_clocks_that_are_over_count_for_the_share_in_time(file, share):
    assert _found(_paid_out(), file)["sla_met_share_first"] == share


def test_costs_are_per_million_yuan_and_not_the_mean_of_loans():
    large = _paid_out(principal_fen=3 * MILLION, cost_fen=6_000_000, alternative_cost_fen=15_000_000)
    found = _found(_case(need_fen=4 * MILLION, cost_fen=10_000_000), large, _paid_out("A2"))
    assert found["financing_cost_fen_per_million"] == (6_000_000 + 4_000_000) / 4
    assert found["cost_saved_fen_per_million"] == 9_000_000 / 3  # the other had no alternative
    assert found["need_cost_fen_per_million"] == 10_000_000 / 4


def test_take_up_is_of_the_value_of_eligible_awards():
    large_firms = _case("A9", eligible=False, amount_fen=50 * MILLION)
    assert _found(_case(), _case("A2"), large_firms, _paid_out())["take_up_share_by_value"] == 0.25


def test_the_funnel_counts_decisions_approvals_and_loans():
    approved = _loan("A2", approved=True, decided_at=UNTIL - DAY)
    rejected = _loan("A3", approved=False, decided_at=UNTIL - DAY, ended_at=UNTIL - DAY)
    found = _found(_paid_out(), approved, rejected, _loan("A4"))
    assert found["approval_share"] == 2 / 3
    assert found["draw_share"] == 1 / 2


def test_losses_are_of_the_principal_of_failed_loans():
    failed = _paid_out("A2", defaulted=True, loss_fen=MILLION // 4)
    found = _found(_paid_out(), failed)
    assert found["default_share"] == 0.5
    assert found["loss_given_default_bp"] == 2_500
    assert found["loan_to_award_bp"] == 5_000


DUE = instant("2023-06-01")


@pytest.mark.parametrize(
    ("paid_at", "days"),
    [(DUE - 1, 0), (DUE, 1), (DUE + DAY - 1, 1), (DUE + DAY, 2), (DUE - 100 * DAY, 0)],
)
def test_a_payment_is_late_by_the_days_begun_after_its_due_instant(paid_at, days):
    assert _found(_case(pay_due_at=DUE, paid_at=paid_at))["payment_delay_days"] == days


def test_an_unpaid_instalment_counts_once_it_is_due():
    paid, unpaid = _case(pay_due_at=DUE, paid_at=DUE + 9 * DAY), _case("A2", pay_due_at=UNTIL - 20 * DAY)
    assert _found(paid, _case("A2", pay_due_at=UNTIL + 1))["payment_delay_days"] == 10
    assert _found(paid, unpaid)["payment_delay_days"] > 10


def test_warm_up_awards_count_nowhere():
    warm = (_case(measured=False, diversions_attempted=3), _paid_out(measured=False, bank="B09"))
    assert _found(*warm) == _found()
    assert metrics.durations(_run((), warm[1:]), CALENDAR) == {"first": (0,) * 31, "repeat": (0,) * 31}


def test_the_last_bin_of_durations_holds_all_longer_ones():
    run = _run((), (_paid_out(), _paid_out("A2", day="2023-06-30"), _paid_out("A3", first=False)))
    bins = metrics.durations(run, CALENDAR)
    assert (bins["first"][2], bins["first"][30], sum(bins["first"]), bins["repeat"][2]) == (1, 1, 2, 1)


def test_counts_say_how_much_stands_behind_the_outcomes():
    run = _run((_case(), _case("A2", measured=False)), (_paid_out(closed_at=UNTIL - 1), _paid_out("A2"), _loan("A3")))
    assert metrics.counts(run) == {
        "events": 9,
        "measured_cases": 1,
        "measured_applications": 3,
        "measured_loans": 2,
        "measured_defaults": 0,
        "measured_loans_open": 1,
    }
