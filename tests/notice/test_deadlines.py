"""Statutory deadlines as data: each says all there is to say, and agrees with what judges it."""

from __future__ import annotations

from typing import get_args

import pytest

from notice.catalogue import catalogue
from notice.deadlines import Deadline, deadlines
from notice.policy import baseline
from notice.vocabulary import Clock

EVERY = list(deadlines().values())


@pytest.mark.parametrize("deadline", EVERY, ids=lambda one: one.id)
def test_a_deadline_names_only_what_exists(deadline: Deadline) -> None:
    assert {deadline.parameter, deadline.limit_max} - {""} <= set(baseline().ids)
    assert not deadline.norm or deadline.norm in catalogue().norms
    assert deadline.starts.zh and deadline.stops.zh and deadline.remedy.zh and deadline.source


@pytest.mark.parametrize("deadline", [one for one in EVERY if one.norm], ids=lambda one: one.id)
def test_the_norm_that_judges_a_deadline_reads_its_number(deadline: Deadline) -> None:
    assert deadline.parameter in catalogue().norms[deadline.norm].parameters


def test_every_clock_of_the_vocabulary_that_the_law_sets_has_its_deadline() -> None:
    asleep = {"accept_application", "push_application", "report_financing", "remind"}
    assert {one.clock for one in EVERY} - {None} == set(get_args(Clock)) - asleep


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("first_loan", (5, "working_days")),
        ("repeat_loan", (3, "working_days")),
        ("sign_contract", (30, "calendar_days")),
        ("publish_contract", (2, "working_days")),
        ("file_contract", (7, "working_days")),
        ("pay", (30, "calendar_days")),
        ("confirm_receivable", (30, "calendar_days")),
        ("rectify", (None, "calendar_days")),
        ("winner_chosen", (5, "working_days")),
        ("evaluation_report", (2, "working_days")),
        ("award_announced", (2, "working_days")),
        ("publish_amendment", (2, "working_days")),
        ("sign_after_force_majeure", (7, "calendar_days")),
        ("pay_after_invoice", (None, "working_days")),
        ("pay_after_invoice_2019", (30, "calendar_days")),
        ("complaint_decided", (30, "calendar_days")),
        ("overdue_list", ("03-31", "date")),
        ("complaint_forwarded", (10, "working_days")),
    ],
)
def test_the_length_of_a_deadline_is_the_laws(name: str, length: tuple[int | str | None, str]) -> None:
    assert deadlines()[name].length(baseline()) == length


def test_a_deadline_with_a_number_and_a_parameter_is_refused() -> None:
    given = deadlines()["pay"].model_dump() | {"limit": {"unit": "working_days", "days": 1}}
    with pytest.raises(ValueError, match="not both"):
        Deadline.model_validate(given)
