"""Where several banks may lend on one award: together no more than the award, over one account, paid back in turn."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from conformance.judge import judge
from notice.events import (
    AwardNoticeIssued,
    ContractAmended,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    Refused,
    RepaymentCollected,
    TreasuryPaid,
)
from notice.law import Law
from scenarios.reforms import reform
from sim.comparison import revealed
from sim.play import Play
from sim.world import World, play
from tests.sim.worlds import busy_market

LAW = Law(reform("many-banks-per-award"))
MARKET = busy_market(background_utilisation_bp=0)


@cache
def _played() -> Play:
    return play(MARKET, LAW, 1)


def _by_award(kind: type) -> dict[str, list]:  # type: ignore[type-arg]
    found = defaultdict(list)
    for event in _played().world:
        if isinstance(event, kind):
            found[event.award].append(event)
    return found


def _shared() -> set[str]:
    """Awards on which two banks lent."""
    return {award for award, lent in _by_award(LoanDisbursed).items() if len({one.bank for one in lent}) > 1}


def test_a_supplier_asks_a_second_bank_for_what_the_first_did_not_lend() -> None:
    assert len(_shared()) > 10
    one_bank = play(MARKET, Law(), 1)
    lent = defaultdict(set)
    for event in one_bank.world:
        if isinstance(event, LoanDisbursed):
            lent[event.award].add(event.bank)
    assert all(len(banks) == 1 for banks in lent.values())


def test_all_that_was_lent_on_an_award_stays_within_it() -> None:
    notices = _by_award(AwardNoticeIssued)
    for award, lent in _by_award(LoanDisbursed).items():
        assert sum(one.amount_fen for one in lent) <= notices[award][0].amount_fen


def test_one_account_serves_all_lenders_and_the_contract_names_the_last_of_them() -> None:
    agreements, amendments = _by_award(LoanAgreementSigned), _by_award(ContractAmended)
    for award in _shared():
        first, second = agreements[award]
        assert first.account == second.account
        assert (amendments[award][-1].bank, amendments[award][-1].account) == (second.bank, first.account)


def test_no_fen_that_the_purchaser_paid_is_collected_twice() -> None:
    for award in _shared():
        came = left = 0
        for event in _played().world:
            if isinstance(event, TreasuryPaid) and event.award == award:
                came += event.amount_fen
            elif isinstance(event, RepaymentCollected) and event.award == award:
                if event.money_from == "repayment_account":
                    left += event.principal_fen + event.interest_fen
                assert left <= came


def test_who_lent_first_is_paid_back_first_and_in_the_end_all_are() -> None:
    closed = {event.loan: event.at for event in _played().world if isinstance(event, LoanClosed)}
    lent = _by_award(LoanDisbursed)
    both = [tuple(one.loan for one in lent[award]) for award in _shared()]
    settled = [(first, second) for first, second in both if first in closed and second in closed]
    assert len(settled) > 10
    assert all(closed[first] <= closed[second] for first, second in settled)


def test_the_platform_takes_it_and_the_judge_convicts_nobody_who_is_not_to_blame() -> None:
    played = _played()
    refused = [event.stimulus for event in played.platform if isinstance(event, Refused)]
    assert not [one for one in refused if one.award in _shared() and one.actor.role == "bank"]
    result = revealed(played.truth, judge(played.world_trace(), LAW))
    assert (result.missed, result.unfounded) == (frozenset(), frozenset())


def test_the_books_balance_and_every_loan_that_was_closed_is_paid_or_written_off() -> None:
    world = World(MARKET, LAW, 1)
    run = world.play().run
    world.books.ledger.check()
    closed = ["L" + loan.application for loan in run.loans if loan.closed_at is not None]
    assert {world.books.lent_fen(loan) for loan in closed} == {0}
