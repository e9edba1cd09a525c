"""Statutory clocks of the reference: due instants, suspension by causes only, misses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_stage import ACTORS, LAW, Stage, life, reformed

from conformance.reference.platform import Platform
from conformance.reference.variants import InstantDecisions
from notice.civil import DAY, instant
from notice.errors import InputError
from notice.events import ClockEvent, ClockResumed, ClockStarted, DeadlineMissed, PurchaserReminded

ACCEPTED = life("ApplicationAccepted")
ASKED = "10-11 10:00 SupplementRequested -> ok ClockSuspended"


def due_on(stage: Stage, *clocks: str) -> list[int | None]:
    """Due instants of the open deadlines of these clocks, or of the loan clock."""
    state = stage.platform.read("A1")
    assert state is not None
    return [deadline.due_at for deadline in state.deadlines if deadline.clock in (clocks or ("first_loan",))]


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ([], "2022-10-18"),
        ([ASKED, "10-13 09:00 SupplementProvided -> ok ClockResumed"], "2022-10-20"),
        ([ASKED, "10-11 16:00 SupplementProvided -> ok ClockResumed"], "2022-10-18"),
        (
            [
                "10-11 17:00 SupplementRequested -> ok ClockSuspended",
                "10-11 17:31 SupplementProvided -> ok ClockResumed",
            ],
            "2022-10-19",
        ),
        (["10-14 11:00 QuoteIssued -> ok ClockSuspended"], None),
        (["10-11 10:00 ClockSuspended -> SUSPENSION_WITHOUT_CAUSE"], "2022-10-18"),
        (["10-11 10:00 SupplementRequested missing_docs=[] -> ok"], "2022-10-18"),
        ([ASKED, '10-11 11:00 SupplementProvided documents=["other"] -> ok'], None),
        (
            [ASKED, "10-12 10:00 QuoteIssued -> ok ClockSuspended", "10-13 10:00 OfferAccepted -> ok ClockResumed"],
            "2022-10-20",
        ),
        (["10-11 10:00 ConsentWithdrawn -> ok ClockSuspended"], None),
        (
            [
                "10-11 10:00 ConsentWithdrawn -> ok ClockSuspended",
                "10-13 09:00 ConsentGiven consent=K2 -> ok ClockResumed",
            ],
            "2022-10-20",
        ),
        (["10-11 10:00 ConsentWithdrawn -> ok ClockSuspended", "10-13 ConsentGiven consent=K2 bank=B2 -> ok"], None),
        (["10-11 10:00 SupportRequested -> ok ClockSuspended"], None),
        (["10-11 10:00 SupportRequested by=supplier:S1 -> ok"], "2022-10-18"),
        (
            ["10-11 10:00 SupportRequested -> ok ClockSuspended", "10-13 09:00 SupportGiven -> ok ClockResumed"],
            "2022-10-20",
        ),
        (
            ["10-11 10:00 SupportRequested -> ok ClockSuspended", "10-12 09:00 SupportDeclined -> ok ClockResumed"],
            "2022-10-19",
        ),
        (
            [
                "10-11 10:00 SupportRequested -> ok ClockSuspended",
                "10-11 11:00 SupportRequested support=SU2 -> ok ClockSuspended",
                "10-12 09:00 SupportGiven -> ok",
                "10-13 09:00 SupportGiven support=SU2 -> ok ClockResumed",
            ],
            "2022-10-20",
        ),
    ],
)
def test_only_causes_move_the_due_instant_and_by_the_days_they_hold(lines: list[str], due: str | None) -> None:
    stage = Stage()
    stage.play("\n".join([ACCEPTED, *lines]))
    assert due_on(stage) == [None if due is None else instant(due)]


@pytest.mark.parametrize(
    ("begins", "ends"), [("ConsentWithdrawn", "ConsentGiven consent=K2"), ("SupportRequested", "SupportGiven")]
)
def test_what_held_the_bank_up_before_it_accepted_holds_its_clock_from_the_start(begins: str, ends: str) -> None:
    stage = Stage()
    stage.play(
        life("ApplicationSubmitted") + f"\n. {begins} -> ok\n. ApplicationAccepted -> ok ClockStarted ClockSuspended"
    )
    assert due_on(stage) == [None]
    stage.play(f"10-12 09:00 {ends} -> ok ClockResumed")
    assert due_on(stage) == [instant("2022-10-19")]


@pytest.mark.parametrize("begins", ["ConsentWithdrawn", "SupportRequested"])
def test_under_the_reading_of_supplements_only_neither_consent_nor_support_holds_the_clock(begins: str) -> None:
    stage = Stage(law=reformed(tolling="supplement_only"))
    stage.play(ACCEPTED + f"\n10-11 10:00 {begins} -> ok")
    assert due_on(stage) == [instant("2022-10-18")]


@pytest.mark.parametrize(
    ("lines", "missed"),
    [
        ("10-17 23:59:59 advance ->", False),
        ("10-18 advance -> DeadlineMissed", True),
        ("10-17 23:59:59 ApplicationRejected -> ok\n10-18 advance ->", False),
        ("10-17 23:59:59 ApplicationWithdrawn -> ok\n10-18 advance ->", False),
        ("10-17 23:59:59 ApplicationReturned -> ok\n10-18 advance ->", False),
        ("10-17 DelayExplained -> ok\n10-18 advance -> DeadlineMissed", True),
        ("10-17 SupplementRequested -> ok ClockSuspended\n10-30 advance ->", False),
        ("10-18 advance -> DeadlineMissed\n10-19 ApplicationRejected -> ok\n10-30 advance ->", True),
    ],
)
def test_a_deadline_is_missed_from_its_due_instant_on_and_once(lines: str, missed: bool) -> None:
    stage = Stage()
    stage.play(ACCEPTED + "\n" + lines)
    misses = [event for event in stage.platform.log if isinstance(event, DeadlineMissed)]
    assert len(misses) == missed
    for miss in misses:
        assert (miss.at, miss.due_at, miss.late_party) == (instant("2022-10-18"), instant("2022-10-18"), ACTORS["bank"])


def test_misses_are_written_in_the_order_in_which_they_fell_due_each_with_its_own_instant() -> None:
    stage = Stage()
    stage.play(life("ContractSigned"))
    misses = stage.line("11-30 advance")
    assert [(event.clock, event.at) for event in misses if isinstance(event, ClockEvent | PurchaserReminded)] == [
        ("publish_contract", instant("2022-10-14")),
        ("publish_contract", instant("2022-10-14")),
        ("first_loan", instant("2022-10-18")),
        ("file_contract", instant("2022-10-21")),
        ("file_contract", instant("2022-10-21")),
    ]
    assert [type(event) for event in misses] == [
        DeadlineMissed, PurchaserReminded, DeadlineMissed, DeadlineMissed, PurchaserReminded
    ]  # fmt: skip
    assert all(event.recorded_at == instant("2022-11-30") for event in misses)


def test_a_sandbox_outside_the_published_calendar_is_refused_with_the_years_it_holds() -> None:
    with pytest.raises(InputError, match="holidays are published through 2026"):
        Platform(LAW, instant("2035-01-01"))


def test_a_terminated_contract_may_still_be_published_in_time() -> None:
    stage = Stage()
    stage.play(life("ContractSigned") + "\n. ContractTerminated -> ok\n. ContractPublished -> ok")


def test_an_act_recorded_late_but_done_in_time_is_no_late_act() -> None:
    stage = Stage(InstantDecisions)
    stage.play(life("ContractSigned") + "\n10-20 advance ->")
    answer = stage.line(". ContractPublished at=2022-10-13")
    assert [event.clock for event in answer if isinstance(event, DeadlineMissed)] == ["first_loan"]


def test_a_platform_may_flag_lazily_but_then_says_when_the_deadline_was() -> None:
    stage = Stage(InstantDecisions)
    stage.play(ACCEPTED + "\n10-20 09:00 advance ->")
    _, miss = stage.play(". DelayExplained -> ok DeadlineMissed")
    assert (miss.at, miss.recorded_at) == (instant("2022-10-18"), instant("2022-10-20T09:00"))


def test_a_clock_started_late_is_missed_at_once_if_its_day_has_passed() -> None:
    stage = Stage()
    stage.play(life("ApplicationSubmitted"))
    stage.play("10-20 ApplicationAccepted at=2022-10-10 -> ok ClockStarted DeadlineMissed")


@pytest.mark.parametrize(
    "moved", ["CourtFreezeLifted", "AccountChangeRequested by=bank:B1 exception=COURT_FREEZE order_ref=court-1"]
)
def test_a_freeze_of_the_repayment_account_holds_loan_and_pay_clock(moved: str) -> None:
    stage = Stage()
    stage.play(life("LoanAgreementSigned"))
    stage.play("10-12 09:00 GoodsDelivered -> ok ClockStarted")
    stage.play("10-12 10:00 CourtFreezeRecorded -> ok ClockSuspended ClockSuspended")
    assert due_on(stage, "first_loan", "pay") == [None, None]
    resumed = stage.line("10-14 10:00 " + moved)
    dues = {event.clock: event.due_at for event in resumed if isinstance(event, ClockResumed)}
    assert dues == {"first_loan": instant("2022-10-20"), "pay": instant("2022-11-15")}


@pytest.mark.parametrize(
    "moved",
    ["AccountChangeRequested new_account=other", "RepaymentAccountAgreed account=other"],
)
def test_a_freeze_holds_from_when_its_account_comes_into_force(moved: str) -> None:
    stage = Stage()
    stage.play(life("RepaymentAccountAgreed") + "\n. CourtFreezeRecorded account=other -> ok")
    stage.play(f". {moved} -> ok " + ("AccountChanged " if "Change" in moved else "") + "ClockSuspended")


def test_a_freeze_of_another_account_holds_nothing() -> None:
    stage = Stage()
    stage.play(life("LoanAgreementSigned") + "\n. CourtFreezeRecorded account=other -> ok")


@pytest.mark.parametrize(
    ("terms", "delivered", "due"),
    [
        ({}, "10-20", "2022-11-22"),
        ({"pay_days": 10}, "10-20", "2022-11-01"),
        ({"pay_days": 90}, "10-20", "2022-12-20"),
    ],
)
def test_a_payment_is_due_after_thirty_days_or_as_agreed_but_at_most_sixty_rolled_off_days_off(
    terms: dict[str, int], delivered: str, due: str
) -> None:
    instalments = '[{"instalment":"I1","amount_fen":1000,"starts":"delivery"}]'
    extra = "".join(f',"{name}":{value}' for name, value in terms.items())
    stage = Stage()
    stage.play(life("RepaymentAccountAgreed"))
    stage.line(f'10-11 09:00 ContractSigned payment_terms={{"instalments":{instalments}{extra}}}')
    _, started = stage.line(f"{delivered} 09:00 GoodsDelivered")
    assert isinstance(started, ClockStarted)
    assert started.due_at == instant(due)


def test_an_advance_starts_at_signing_and_a_dated_payment_is_due_on_its_date() -> None:
    terms = (
        '{"instalments":[{"instalment":"advance","amount_fen":300,"starts":"signing"},'
        f'{{"instalment":"rest","amount_fen":700,"starts":"fixed_date","due_on":{instant("2022-12-03")}}}]}}'
    )
    stage = Stage()
    stage.play(life("RepaymentAccountAgreed"))
    answer = stage.line(f"10-11 09:00 ContractSigned payment_terms={terms}")
    pay = [event for event in answer if isinstance(event, ClockStarted) and event.clock == "pay"]
    dues = {event.instalment: event.due_at for event in pay}
    assert dues == {"advance": instant("2022-11-11"), "rest": instant("2022-12-06")}


@pytest.mark.parametrize(
    ("upto", "clock", "due"),
    [
        ("AwardNoticeIssued", "sign_contract", "2022-11-09"),  # Sunday 10-09, a make-up day, and thirty days
        ("ContractSigned", "publish_contract", "2022-10-14"),
        ("ContractSigned", "file_contract", "2022-10-21"),
    ],
)
def test_a_formality_is_due_from_what_starts_it(upto: str, clock: str, due: str) -> None:
    stage = Stage()
    stage.play(life(upto))
    assert due_on(stage, clock) == [instant(due)]


@pytest.mark.parametrize(
    ("upto", "act", "clock"),
    [
        ("RepaymentAccountAgreed", "11-08 17:00 ContractSigned", "sign_contract"),
        ("AwardNoticeIssued", "11-08 17:00 AwardVoided", "sign_contract"),
        ("ContractPublished", "10-20 17:00 ContractFiled", "file_contract"),
    ],
)
def test_a_formality_done_in_time_is_not_missed(upto: str, act: str, clock: str) -> None:
    stage = Stage()
    stage.play(life(upto))
    assert type(stage.line(act)[-1]).__name__ != "Refused"
    misses = stage.line("12-30 advance")
    assert clock not in {event.clock for event in misses if isinstance(event, DeadlineMissed)}


@pytest.mark.parametrize("answer", ["SupportGiven", "SupportDeclined"])
def test_a_receivable_is_to_be_confirmed_within_thirty_days_of_being_asked(answer: str) -> None:
    stage = Stage()
    asked = "\n10-17 SupportRequested by=supplier:S1 support_kind=confirm_receivable -> ok ClockStarted"
    stage.play(life("ContractFiled") + asked)
    assert due_on(stage, "confirm_receivable") == [instant("2022-11-17")]
    stage.play(f". {answer} -> ok")
    assert due_on(stage, "confirm_receivable") == []


def test_an_unconfirmed_receivable_is_missed_by_its_purchaser() -> None:
    stage = Stage()
    stage.play(
        life("AwardNoticeIssued")
        + "\n. SupportRequested support_kind=confirm_receivable by=supplier:S1 -> ok ClockStarted"
    )
    *_, missed = stage.line("12-30 advance")
    assert isinstance(missed, DeadlineMissed)
    assert (missed.clock, missed.support, str(missed.late_party)) == ("confirm_receivable", "SU1", "purchaser:P1")


def test_a_purchaser_out_of_scope_has_no_formality_to_keep() -> None:
    stage = Stage()
    stage.play(life("SizeDeclared") + "\n. AwardNoticeIssued purchaser_kind=other -> ok\n12-30 advance ->")


@pytest.mark.parametrize("clock", ["publish_contract", "file_contract", "pay"])
def test_an_overdue_purchaser_is_reminded_of_it_once_in_the_instant_in_which_it_is_late(clock: str) -> None:
    stage = Stage()
    stage.play(life("ContractSigned") + "\n10-12 09:00 GoodsDelivered -> ok ClockStarted")
    stage.line("12-30 advance")
    (missed,) = [one for one in stage.platform.log if isinstance(one, DeadlineMissed) and one.clock == clock]
    (reminded,) = [one for one in stage.platform.log if isinstance(one, PurchaserReminded) and one.clock == clock]
    assert (reminded.at, reminded.purchaser, reminded.contract) == (missed.due_at, "P1", "C1")


def test_a_large_suppliers_payment_has_no_clock() -> None:
    stage = Stage()
    stage.play(
        life("ContractPublished")
        + "\n. SizeDeclared declared_for=contract employees=5000 revenue_fen=900000000000 -> ok"
    )
    stage.play("10-20 GoodsDelivered -> ok")


def test_an_amendment_is_to_be_published_only_since_the_rule_says_so() -> None:
    stage = Stage()
    stage.play(
        life("ContractPublished") + "\n. ContractAmended amendment=AM1 -> ok\n. ContractPublished amendment=AM1 -> ok"
    )
    stage.platform.advance(instant("2023-12-18T09:00"))
    stage.play(". ContractAmended amendment=AM2 -> ok ClockStarted\n. ContractPublished amendment=AM2 -> ok")


HALF_HOURS = st.integers(min_value=1, max_value=48 * 6)


@settings(max_examples=60)
@given(
    accepted_at=st.integers(min_value=instant("2022-10-11"), max_value=instant("2025-12-01")),
    rounds=st.lists(st.tuples(HALF_HOURS, HALF_HOURS), max_size=4),
)
def test_every_due_instant_is_the_laws_own_whatever_supplements_were_asked_for(
    accepted_at: int, rounds: list[tuple[int, int]]
) -> None:
    stage = Stage()
    stage.play(life("ApplicationSubmitted"))
    stage.platform.advance(accepted_at)
    (started,) = [one for one in stage.line(". ApplicationAccepted") if isinstance(one, ClockStarted)]
    due_at: int | None = LAW.working_due(accepted_at, 5)
    assert started.due_at == due_at
    held: list[tuple[int, int]] = []
    for number, (wait, hold) in enumerate(rounds):
        begin_at = stage.platform.now + wait * 1800
        if due_at is None or begin_at >= due_at:
            break
        end_at = begin_at + hold * 1800
        stage.platform.advance(begin_at)
        stage.line(f'. SupplementRequested missing_docs=["d{number}"]')
        stage.platform.advance(end_at)
        answer = stage.line(f'. SupplementProvided documents=["d{number}"]')
        held.append((begin_at, end_at))
        due_at = LAW.working_due(accepted_at, 5, held)
        assert [event.due_at for event in answer if isinstance(event, ClockResumed)] == [due_at]
    assert due_at is not None
    for until, missed_at in ((due_at - 1, []), (due_at, [due_at])):
        misses = [one for one in stage.platform.advance(until) if isinstance(one, DeadlineMissed)]
        assert [one.at for one in misses if one.clock == "first_loan"] == missed_at


@settings(max_examples=40)
@given(days=st.lists(st.integers(min_value=0, max_value=200), min_size=1, max_size=8))
def test_moving_the_clock_in_steps_or_at_once_flags_the_same_misses(days: list[int]) -> None:
    def played(steps: list[int]) -> list[tuple[str, int]]:
        stage = Stage(Platform)
        stage.play(life("GoodsDelivered"))
        for step in steps:
            stage.platform.advance(step)
        return [(one.clock, one.at) for one in stage.platform.log if isinstance(one, DeadlineMissed)]

    instants = sorted(instant("2022-10-21") + day * DAY for day in days)
    assert played(instants) == played(instants[-1:])
