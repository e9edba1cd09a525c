"""Every reason for which the reference refuses (`refusals.txt`), and what a refusal leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from reference_stage import Stage, life

from conformance.reference.platform import Platform
from conformance.reference.variants import ExtraFields
from notice.events import BreachFlagged, Refused
from notice.vocabulary import Reason

LINES = Path(__file__).with_name("refusals.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in LINES if not line.startswith("#")]
IDS = [f"{reason}: {stimulus}" for reason, _, _, stimulus in ROWS]

ELSEWHERE = {
    "ID_REUSED": "test_the_same_id_with_another_body_is_refused",
    "CONTRACT_NOT_SIGNED": "test_no_money_before_the_contract",
    "AWARD_FINANCED_BY_ANOTHER_BANK": "test_a_second_bank_may_not_finance_an_award_while_the_first_ones_loan_is_live",
}
FLAGGED_ONLY = {"ACCOUNT_AGREED_TOO_LATE", "CONTRACT_LACKS_AGREED_ACCOUNT"}
NOT_STATED = {"LIMIT_ABOVE_REQUEST", "SUPPLIER_BANNED", "APR_ABOVE_CAP"}
"""Lawful answers that no duty demands: the first rests on a reading (`limit_bound_by_request`), a banned supplier may be
refused on a valid award and need not be, and a cap on rates is a reform's, judged and not refused."""


class StatesAllReasons(Platform):
    """The reference but for the reasons it states."""

    stated = ExtraFields.stated


def prepare(stage: Stage, upto: str, before: str) -> None:
    """Plays the standard case up to a line, and further lines that must be accepted."""
    stage.play(life(upto))
    for line in filter(None, (one.strip() for one in before.split(";"))):
        assert not isinstance(stage.line(". " + line)[0], Refused), line


@pytest.mark.parametrize(("reason", "upto", "before", "stimulus"), ROWS, ids=IDS)
def test_a_breach_is_refused_with_the_rule_it_breaks_and_changes_nothing(
    reason: str, upto: str, before: str, stimulus: str
) -> None:
    stage = Stage()
    prepare(stage, upto, before)
    state, size = stage.platform.read("A1"), len(stage.platform.log)
    (answer,) = stage.line(". " + stimulus)
    assert isinstance(answer, Refused)
    assert answer.reasons == (reason,)
    assert stage.platform.read("A1") == state
    assert stage.platform.log[size:] == [answer]


@pytest.mark.parametrize(("reason", "upto", "before", "stimulus"), ROWS, ids=IDS)
def test_all_true_reasons_can_be_stated_the_first_one_first(reason: str, upto: str, before: str, stimulus: str) -> None:
    stage = Stage(StatesAllReasons)
    prepare(stage, upto, before)
    (answer,) = stage.line(". " + stimulus)
    assert isinstance(answer, Refused)
    assert answer.reasons[0] == reason
    assert len(set(answer.reasons)) == len(answer.reasons)


def test_every_reason_of_the_vocabulary_is_shown_in_a_test() -> None:
    shown = {row[0] for row in ROWS} | set(ELSEWHERE) | FLAGGED_ONLY | NOT_STATED
    assert shown == set(get_args(Reason))
    assert all(name in globals() for name in ELSEWHERE.values())


def test_the_same_id_with_another_body_is_refused() -> None:
    stage = Stage()
    stage.play(life("ApplicationSubmitted"))
    event, bank = stage.event("ApplicationAccepted", {})
    accepted = list(stage.platform.submit(event, bank))
    size, state = len(stage.platform.log), stage.platform.read("A1")
    rejected, _ = stage.event("ApplicationRejected", {})
    other = msgspec.structs.replace(rejected, id=event.id)
    (answer,) = stage.platform.submit(other, bank)
    assert isinstance(answer, Refused)
    assert answer.reasons == ("ID_REUSED",)
    assert stage.platform.read("A1") == state
    assert list(stage.platform.submit(event, bank)) == accepted
    assert len(stage.platform.log) == size + 1


def test_a_refused_stimulus_is_answered_with_the_same_refusal_even_when_it_would_now_be_accepted() -> None:
    stage = Stage()
    stage.play(life("AwardNoticeIssued"))
    event, supplier = stage.event("ApplicationSubmitted", {})
    first = list(stage.platform.submit(event, supplier))
    stage.play(". ConsentGiven -> ok")
    size = len(stage.platform.log)
    assert list(stage.platform.submit(event, supplier)) == first
    assert len(stage.platform.log) == size


def test_a_strangers_refused_attempt_does_not_use_up_the_id() -> None:
    stage = Stage()
    stage.play(life("ConsentGiven"))
    event, supplier = stage.event("ApplicationSubmitted", {})
    stranger, _ = stage.event("BankFiled", {"by": "bank:B9"})
    (stolen,) = stage.platform.submit(event, stranger.actor)
    assert isinstance(stolen, Refused)
    assert stage.platform.submit(event, supplier)[0] == event


def test_another_token_gets_no_replay_of_an_accepted_answer() -> None:
    stage = Stage()
    stage.play(life("ConsentGiven"))
    event, supplier = stage.event("ApplicationSubmitted", {})
    stage.platform.submit(event, supplier)
    stranger, _ = stage.event("BankFiled", {"by": "bank:B9"})
    (answer,) = stage.platform.submit(event, stranger.actor)
    assert isinstance(answer, Refused)


def test_no_money_before_the_contract() -> None:
    stage = Stage()
    stage.play(life("RepaymentAccountAgreed"))
    stage.play(". LoanAgreementSigned -> ok RepaymentAccountLocked\n. DisbursementOrdered -> CONTRACT_NOT_SIGNED")


SECOND_BANK = (
    life("LoanDisbursed")
    + """
    .            BankFiled bank=B2 by=bank:B2                                                   -> ok
    .            ConsentGiven bank=B2 consent=K2                                                -> ok
    .            ApplicationSubmitted application=AP2 bank=B2 consent=K2 amount_fen=200         -> ok ApplicationPushed
    .            ApplicationAccepted application=AP2 bank=B2 by=bank:B2                         -> ok ClockStarted
    .            QuoteIssued application=AP2 bank=B2 by=bank:B2 limit_fen=200                   -> ok ClockSuspended
    .            OfferAccepted application=AP2 bank=B2                                          -> ok ClockResumed
    .            LoanAgreementSigned application=AP2 bank=B2 by=bank:B2 loan=L2 principal_max_fen=200 -> ok
"""
)


def test_a_second_bank_may_not_finance_an_award_while_the_first_ones_loan_is_live() -> None:
    stage = Stage()
    stage.play(SECOND_BANK)
    stage.play(". DisbursementOrdered loan=L2 bank=B2 by=bank:B2 amount_fen=200 -> AWARD_FINANCED_BY_ANOTHER_BANK")
    stage.play(". RepaymentCollected -> ok\n. LoanClosed -> ok")
    stage.play(". DisbursementOrdered loan=L2 bank=B2 by=bank:B2 amount_fen=200 -> ok")


def test_a_wrong_payment_blames_the_treasury_and_the_purchaser_whose_plan_it_followed() -> None:
    stage = Stage()
    stage.play(life("RepaymentAccountAgreed"))
    stage.play(
        "10-11 09:00 ContractSigned account=null bank=null -> ok ClockStarted ClockStarted ClockResumed "
        "BreachFlagged:CONTRACT_LACKS_AGREED_ACCOUNT"
    )
    stage.play("""
        .  GoodsDelivered                               -> ok ClockStarted
        .  PaymentPlanSubmitted payee_account=other     -> ok
        .  LoanAgreementSigned                          -> ok RepaymentAccountLocked
    """)
    _, flag = stage.line(". TreasuryPaid payee_account=other")
    assert isinstance(flag, BreachFlagged)
    assert [str(actor) for actor in flag.blames] == ["purchaser:P1", "treasury:T1"]
