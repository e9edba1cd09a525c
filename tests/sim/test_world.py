"""The world: one function of market, law and seed; its money adds up; agents hear what they may and take a no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial

import pytest

from agents import amendments, files, loans, payments, purchaser, supplier, treasury
from conformance.port import OutcomeUnknown
from conformance.reference.visibility import Visibility
from notice.events import (
    Actor,
    ApplicationAccepted,
    DisbursementOrdered,
    Event,
    GoodsDelivered,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    OfferAccepted,
    PaymentOrdered,
    PaymentPlanSubmitted,
    QuoteIssued,
    Refused,
    RepaymentCollected,
    TreasuryPaid,
)
from notice.law import Law
from scenarios.markets import market
from scenarios.reforms import reform
from sim.executor import execute
from sim.platform import reference
from sim.play import Play
from sim.world import World, play, simulate
from tests.sim.worlds import busy_market, changed, tiny_market


@cache
def _busy() -> Play:
    return play(busy_market(), Law(), 1)


def _digest(seed: int) -> str:
    return simulate(tiny_market(), Law(), seed).digest


# --- a pure function ------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert _digest(1) == _digest(1)
    assert _digest(1) != _digest(2)


def test_the_bytes_do_not_depend_on_the_number_of_workers_or_on_what_ran_before() -> None:
    assert execute(_digest, [1, 2, 3], workers=2) == [_digest(3 - n) for n in (2, 1, 0)]


def test_a_reform_that_changes_nothing_changes_nothing() -> None:
    base, null = (simulate(busy_market(), law, 5) for law in (Law(), Law(reform("null"))))
    assert base.digest == null.digest
    assert (base.cases, base.loans) == (null.cases, null.loans)


def test_keeping_the_trace_changes_no_byte() -> None:
    assert simulate(busy_market(), Law(), 1).digest == _busy().run.digest


def test_two_policies_meet_the_same_firms_with_the_same_luck() -> None:
    base, other = (simulate(busy_market(), law, 5) for law in (Law(), Law(reform("slower-clocks"))))
    assert [(c.award, c.supplier, c.amount_fen) for c in base.cases] == [
        (c.award, c.supplier, c.amount_fen) for c in other.cases
    ]


# --- time -------------------------------------------------------------------------------------------------------------


def test_nothing_happens_at_or_after_the_end_and_what_is_open_stays_open() -> None:
    given = market("smoke")
    short = given.cohort.model_copy(update={"run_off_until": given.cohort.measured_until})
    played = play(changed(busy_market(), short), Law(), 1)
    assert max(event.at for event in played.world) < played.run.until
    money_out = [loan for loan in played.run.loans if loan.disbursed_at is not None]
    assert any(loan.closed_at is None for loan in money_out)


def test_time_never_runs_backward_in_any_source() -> None:
    last: dict[str, tuple[int, int]] = {}
    for event in _busy().world:
        at = event.known_at
        before_at, before_seq = last.get(event.source, (0, 0))
        assert at >= before_at
        assert event.seq > before_seq
        last[event.source] = at, event.seq


def test_every_loan_follows_its_steps() -> None:
    steps = (QuoteIssued, OfferAccepted, LoanAgreementSigned, LoanDisbursed, LoanClosed)
    seen: dict[str, list[type[Event]]] = {}
    for event in _busy().world:
        if isinstance(event, steps):
            seen.setdefault(event.award, []).append(type(event))
    financed = [kinds for kinds in seen.values() if LoanDisbursed in kinds]
    assert len(financed) > 50
    assert all(kinds[-4:] == [*steps[1:]] for kinds in financed if kinds[-1] is LoanClosed)


def test_an_award_whose_supplier_never_applies_costs_few_events() -> None:
    played = _busy()
    borrowers = {loan.award for loan in played.run.loans}
    per_award = Counter(getattr(event, "award", None) for event in played.world)
    others = [per_award[case.award] for case in played.run.cases if case.award not in borrowers]
    assert sum(others) / len(others) < 18


# --- money ------------------------------------------------------------------------------------------------------------


def test_the_books_balance_after_every_posting() -> None:
    world = World(busy_market(), Law(), 1, journal=lambda _: balanced())
    postings = Counter[str]()

    def balanced() -> None:
        postings["all"] += 1
        if postings["all"] % 25 == 0:  # a check looks at every account
            world.books.ledger.check()

    run = world.play().run
    world.books.ledger.check()
    assert postings["all"] > 500
    lent = sum(world.books.lent_fen(f"L{loan.application}") for loan in run.loans)
    live = sum(loan.principal_fen for loan in run.loans if loan.disbursed_at is not None and loan.closed_at is None)
    assert 0 <= lent <= live


def test_money_is_paid_out_once_and_comes_back_once() -> None:
    out, back, closed = Counter[str](), Counter[str](), set()
    for event in _busy().world:
        match event:
            case LoanDisbursed():
                out[event.loan] += event.amount_fen
            case RepaymentCollected():
                back[event.loan] += event.principal_fen
            case LoanClosed():
                closed.add(event.loan)
    lost = Counter({f"L{loan.application}": loan.loss_fen for loan in _busy().run.loans})
    assert closed
    assert all(out[loan] == back[loan] + lost[loan] for loan in closed)


def test_no_instalment_is_paid_twice() -> None:
    paid = Counter((e.award, e.instalment) for e in _busy().world if isinstance(e, TreasuryPaid))
    assert set(paid.values()) == {1}


def test_a_loan_stays_within_award_and_need_and_is_paid_out_of_what_was_agreed() -> None:
    need = {case.award: case for case in _busy().run.cases}
    for loan in _busy().run.loans:
        assert loan.principal_fen <= min(need[loan.award].need_fen, need[loan.award].amount_fen)
        assert loan.cost_fen >= 0


# --- who hears what -----------------------------------------------------------------------------------------------------


def test_agents_hear_only_what_the_platform_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(busy_market(), Law(), 1)
    platform: Visibility = world._sandbox.platform  # type: ignore[attr-defined]
    heard = Counter[str]()

    def watched(hears: Callable[..., object], actor_of: Callable[[object], Actor]) -> Callable[..., object]:
        def hear(who: object, event: Event, *rest: object) -> object:
            actor = actor_of(who)
            shown = getattr(event, "at", None) is None or platform.visible(actor, event)
            assert shown, f"{actor} heard of {event}"
            heard[actor.role] += 1
            return hears(who, event, *rest)

        return hear

    bank_of, order_of = (lambda file: file.bank.actor), (lambda order: order.purchaser.actor)
    for module, names, actor_of in (
        (files, ("hears", "ends"), bank_of),
        (loans, ("hears_payment", "hears_account_changed"), bank_of),
        (purchaser, ("hears_clock",), order_of),
        (payments, ("hears_delivery",), order_of),
        (amendments, ("hears_account_agreed", "hears_account_changed", "hears_lock"), order_of),
        (treasury, ("hears_account",), lambda one: one.actor),
    ):
        for name in names:
            monkeypatch.setattr(module, name, watched(getattr(module, name), actor_of))
    put = supplier.Job.hears
    monkeypatch.setattr(supplier.Job, "hears", watched(put, lambda job: job.supplier.actor))
    world.play()
    assert set(heard) == {"bank", "purchaser", "treasury", "supplier"}


def test_a_bank_learns_nothing_of_an_application_to_its_rival() -> None:
    played = _busy()
    rivals = {event.application: event.bank for event in played.world if isinstance(event, ApplicationAccepted)}
    for event in played.world:
        if isinstance(event, (QuoteIssued, LoanAgreementSigned)):
            assert event.actor.id == rivals[event.application]


# --- other platforms ------------------------------------------------------------------------------------------------


class _Wrapped:
    """A target whose sandbox goes through `between`."""

    name = "wrapped"

    def __init__(self, between: Callable[..., object]) -> None:
        self._inner, self._between = reference(Law(), lambda _: frozenset()), between

    def capabilities(self):  # type: ignore[no-untyped-def]
        return self._inner.capabilities()

    def open(self, start_at: int, actors: Sequence[Actor]):  # type: ignore[no-untyped-def]
        return self._between(self._inner.open(start_at, actors))


class _Through:
    def __init__(self, sandbox) -> None:  # type: ignore[no-untyped-def]
        self._sandbox = sandbox

    def __getattr__(self, name: str) -> object:
        return getattr(self._sandbox, name)


class _Asynchronous(_Through):
    """Answers nothing; the feed shows what became of it after `settle`."""

    def submit(self, event: Event, **_: object) -> Sequence[Event]:
        self._sandbox.submit(event)
        return ()


class _Forgetful(_Through):
    """Every third answer is lost, though the stimulus has arrived."""

    count = 0

    def submit(self, event: Event, **_: object) -> Sequence[Event]:
        answer = self._sandbox.submit(event)
        self.count += 1
        if self.count % 3 == 0:
            raise OutcomeUnknown
        return answer


class _Stubborn(_Through):
    """Refuses the first of every few stimuli of one kind."""

    def __init__(self, sandbox, kind: type[Event], every: int = 3) -> None:  # type: ignore[no-untyped-def]
        super().__init__(sandbox)
        self._kind, self._every, self._seen = kind, every, 0

    def submit(self, event: Event, **_: object) -> Sequence[Event]:
        if isinstance(event, self._kind):
            self._seen += 1
            if self._seen % self._every == 1:
                platform = self._sandbox.platform
                return platform.refuse(event, event.actor, ("STATE_FORBIDS",))
        return self._sandbox.submit(event)


@pytest.mark.parametrize("between", [_Asynchronous, _Forgetful])
def test_a_slow_or_forgetful_platform_changes_nothing_that_happens(between: Callable[..., object]) -> None:
    assert simulate(tiny_market(), Law(), 1, target=_Wrapped(between)).digest == _digest(1)


@pytest.mark.parametrize(
    "kind",
    [
        ApplicationAccepted,
        QuoteIssued,
        OfferAccepted,
        LoanAgreementSigned,
        DisbursementOrdered,
        PaymentPlanSubmitted,
        PaymentOrdered,
    ],
)
def test_an_agent_that_is_refused_goes_on_sensibly(kind: type[Event]) -> None:
    played = play(busy_market(), Law(), 1, target=_Wrapped(partial(_Stubborn, kind=kind)))
    refused = [event.stimulus for event in played.platform if isinstance(event, Refused)]
    stubborn = [stimulus for stimulus in refused if isinstance(stimulus, kind)]
    assert stubborn
    happened = {event.key for event in played.world}
    assert not [stimulus for stimulus in stubborn if stimulus.key in happened]
    taken = [event for event in played.world if isinstance(event, kind)]
    assert taken  # the others went on
    if kind is DisbursementOrdered:
        ordered = {event.loan for event in taken}
        assert {event.loan for event in played.world if isinstance(event, LoanDisbursed)} <= ordered


def test_what_a_platform_refuses_to_record_has_happened_all_the_same() -> None:
    played = play(busy_market(), Law(), 1, target=_Wrapped(partial(_Stubborn, kind=GoodsDelivered)))
    refused = [event.stimulus for event in played.platform if isinstance(event, Refused)]
    delivered = [stimulus.key for stimulus in refused if isinstance(stimulus, GoodsDelivered)]
    assert delivered
    assert set(delivered) <= {event.key for event in played.world}
    assert not set(delivered) & {event.key for event in played.platform}


def test_a_plan_that_was_refused_is_handed_in_again_and_paid() -> None:
    played = play(busy_market(), Law(), 1, target=_Wrapped(partial(_Stubborn, kind=PaymentPlanSubmitted)))
    refused = {
        (event.stimulus.award, event.stimulus.instalment)
        for event in played.platform
        if isinstance(event, Refused) and isinstance(event.stimulus, PaymentPlanSubmitted)
    }
    paid = {(event.award, event.instalment) for event in played.world if isinstance(event, TreasuryPaid)}
    assert len(refused - paid) < len(refused) / 20  # but for those at the run's end
