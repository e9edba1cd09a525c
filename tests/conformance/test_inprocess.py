"""The reference in this process as a target: the port's promises, kept without a copy."""

from __future__ import annotations

from typing import get_args

import pytest

from conformance.adapters.inprocess import InProcess
from conformance.port import Sandbox, Target
from notice.civil import DAY, instant
from notice.errors import InputError
from notice.events import EVENT_TYPES, Actor, BankFiled, ProductPublished, Refused, ViolationEstablished
from notice.law import Law
from notice.vocabulary import FilingPart

START = instant("2022-10-10T09:00")
BANK, RIVAL = Actor("bank", "B1"), Actor("bank", "B2")
BUREAU = Actor("finance_bureau", "F1")


@pytest.fixture
def sandbox() -> Sandbox:
    target: Target = InProcess.named("reference", Law())
    return target.open(START, [BANK, RIVAL, BUREAU, Actor("treasury", "T9")])


def filed(bank: Actor, number: str = "1") -> BankFiled:
    return BankFiled(at=START, actor=bank, source=str(bank), id=number, bank=bank.id, parts=get_args(FilingPart))


def test_it_observes_everything_with_a_clock_that_the_harness_moves() -> None:
    capabilities = InProcess.named("reference", Law()).capabilities()
    assert (capabilities.name, capabilities.clock_level) == ("reference", "V3")
    assert set(capabilities.observes) == set(EVENT_TYPES)


def test_an_unknown_platform_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="did you mean 'reference'"):
        InProcess.named("refrence", Law())


def test_an_accepted_stimulus_is_answered_with_itself(sandbox: Sandbox) -> None:
    event = filed(BANK)
    assert list(sandbox.submit(event)) == [event]
    assert sandbox.feed(None)[0] is event


def test_a_token_of_another_subject_is_refused(sandbox: Sandbox) -> None:
    (refused,) = sandbox.submit(filed(BANK), as_subject=RIVAL)
    assert isinstance(refused, Refused)
    assert refused.reasons == ("ACTOR_NOT_TOKEN_SUBJECT",)
    assert sandbox.feed(RIVAL) == [refused]
    assert sandbox.feed(BANK) == []


def test_positions_in_an_actors_feed_are_those_of_the_whole_feed(sandbox: Sandbox) -> None:
    finding = ViolationEstablished(
        at=START, actor=BUREAU, source="F", id="1", violation="V1", party=BANK, violation_kind="broken_commitment"
    )
    for event in (filed(BANK), finding, filed(RIVAL)):
        sandbox.submit(event)
    assert [event.id for event in sandbox.feed(RIVAL)] == ["1", "1"]
    assert list(sandbox.feed(RIVAL, 1)) == [filed(RIVAL)]
    assert list(sandbox.feed(BANK, 1)) == [finding, filed(RIVAL)]
    assert list(sandbox.feed(None, 3)) == []


def test_the_clock_moves_forward_only(sandbox: Sandbox) -> None:
    sandbox.advance(START + DAY)
    sandbox.advance(START)
    published = ProductPublished(
        at=START + DAY,
        actor=BANK,
        source=str(BANK),
        id="2",
        bank="B1",
        product="P",
        offered_apr_bp=400,
        loan_max_fen=1,
        tenor_max_days=1,
    )
    sandbox.submit(filed(BANK))
    assert list(sandbox.submit(published)) == [published]


def test_sandboxes_of_one_target_share_nothing() -> None:
    target = InProcess.named("reference", Law())
    first, second = target.open(START, []), target.open(START, [])
    first.submit(filed(BANK))
    first.close()
    assert list(second.feed(None)) == []
    assert second.read("A1") is None
