"""What holds of the reference whatever is said to it, in any order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_stage import LIFE, Stage, life

from conformance.reference.mutants import MUTANTS
from conformance.reference.platform import Platform
from conformance.reference.variants import VARIANTS
from notice.events import (
    BreachFlagged,
    ClockStarted,
    ClockSuspended,
    DeadlineMissed,
    Event,
    Refused,
)
from notice.trace import encode

_STEPS = [line.split()[2 if ":" in line.split()[1] else 1] for line in LIFE.strip().splitlines()]
_ROWS = [
    line.split("|")
    for line in Path(__file__).with_name("refusals.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
_SAID = [part.strip() for row in _ROWS for cell in row[2:] for part in cell.split(";") if part.strip()]
POOL = sorted(
    {
        *_STEPS,
        *_SAID,
        "BankFiled bank=B2 by=bank:B2",
        "ConsentGiven bank=B2 consent=K2",
        "ApplicationSubmitted application=AP2 amount_fen=300",
        "ApplicationSubmitted application=AP3 bank=B2 consent=K2 amount_fen=500",
        *(f"{step} application=AP2" for step in ("ApplicationAccepted", "OfferAccepted", "ApplicationRejected")),
        "QuoteIssued application=AP2 limit_fen=300",
        "LoanAgreementSigned application=AP2 loan=L2 principal_max_fen=300",
        "DisbursementOrdered loan=L2 amount_fen=300",
        "LoanDisbursed loan=L2 amount_fen=300",
        "DisbursementOrdered amount_fen=300",
        "LoanDisbursed amount_fen=1001",
        "RepaymentCollected principal_fen=300",
        "TreasuryPaid payee_account=other plan=null",
        "TreasuryPaid contract=C9 plan=null",
        "SupplementRequested",
        "SupplementProvided",
        "ContractAmended amount_delta_fen=100",
        "AccountChangeRequested by=bank:B1 exception=BANK_MERGED change=CH2",
    }
)

HOURS = st.integers(min_value=0, max_value=150)
COMMANDS = st.tuples(
    st.sampled_from(["BankFiled", *_STEPS]),
    st.lists(st.tuples(HOURS, st.sampled_from(POOL)), max_size=30),
)
"""How far the standard case comes, and what is said afterwards, after how many hours each."""

Commands = tuple[str, list[tuple[int, str]]]


def played(commands: Commands, make: type[Platform] = Platform) -> Stage:
    """A stage after the commands."""
    stage = Stage(make)
    upto, further = commands
    for line in life(upto).strip().splitlines():
        stage.line(line.partition("->")[0])
        stage.platform.settle()
    for hours, action in further:
        stage.platform.advance(stage.platform.now + hours * 3600)
        stage.platform.settle()
        stage.line(". " + action)
        stage.platform.settle()
    return stage


@settings(max_examples=150)
@given(COMMANDS)
def test_a_refusal_changes_nothing_and_an_acceptance_enters_the_feed_once(commands: Commands) -> None:
    upto, further = commands
    stage = played((upto, []))
    platform = stage.platform
    for hours, action in further:
        platform.advance(platform.now + hours * 3600)
        state, size = platform.read("A1"), len(platform.log)
        answer = stage.line(". " + action)
        assert platform.log[size:] == answer
        if isinstance(answer[0], Refused):
            assert len(answer) == 1
            assert platform.read("A1") == state
        else:
            assert sum(event.key == answer[0].key for event in platform.log) == 1


@settings(max_examples=100)
@given(COMMANDS)
def test_the_feed_is_gapless_its_ids_are_its_own_and_nothing_is_dated_ahead(commands: Commands) -> None:
    platform = played(commands).platform
    own = [event for event in platform.log if event.source == "platform"]
    assert [event.seq for event in own] == list(range(1, len(own) + 1))
    assert len({event.key for event in platform.log}) == len(platform.log)
    assert all(event.at <= platform.now and event.known_at <= platform.now for event in own)


@settings(max_examples=60)
@given(COMMANDS)
def test_the_same_commands_give_the_same_bytes(commands: Commands) -> None:
    first, second = played(commands), played(commands)
    assert [*map(encode, first.platform.log)] == [*map(encode, second.platform.log)]


@settings(max_examples=150)
@given(COMMANDS)
def test_live_principal_above_the_award_is_always_flagged(commands: Commands) -> None:
    platform = played(commands).platform
    state = platform.read("A1")
    flagged = any(isinstance(one, BreachFlagged) and "AWARD_CEILING_EXCEEDED" in one.reasons for one in platform.log)
    if state is not None and state.ceiling_fen is not None and state.live_principal_fen > state.ceiling_fen:
        assert flagged


@settings(max_examples=100)
@given(COMMANDS)
def test_every_miss_is_of_a_clock_that_was_started_and_once(commands: Commands) -> None:
    log = played(commands).platform.log
    started = Counter(_clock(event) for event in log if isinstance(event, ClockStarted))
    missed = Counter(_clock(event) for event in log if isinstance(event, DeadlineMissed))
    assert missed <= started
    assert all(event.at == event.due_at for event in log if isinstance(event, DeadlineMissed))


def _clock(event: ClockStarted | DeadlineMissed) -> tuple[str | None, ...]:
    return event.clock, event.award, event.application, event.contract, event.instalment, event.order


@settings(max_examples=60)
@given(COMMANDS)
def test_retrying_everything_at_the_end_gives_every_answer_again_and_changes_nothing(commands: Commands) -> None:
    upto, further = commands
    stage = played((upto, []))
    answers = []
    for hours, action in further:
        stage.platform.advance(stage.platform.now + hours * 3600)
        answers.append(stage.line(". " + action))
    log, state = list(stage.platform.log), stage.platform.read("A1")
    for answer in answers:
        first = answer[0]
        stimulus, subject = first, first.actor
        if isinstance(first, Refused):
            stimulus = first.stimulus
            subject = stage.platform.senders.get(first.id, stimulus.actor)
        assert list(stage.platform.submit(stimulus, subject)) == answer
    assert stage.platform.log == log
    assert stage.platform.read("A1") == state


def _content(event: Event) -> bytes:
    """An event but for what a lawful platform may choose: its ids, and when it wrote a miss."""
    causes = tuple(cause for cause in event.caused_by if not cause.startswith(event.source + "#"))
    own = {"id": "", "source": "", "seq": 0, "recorded_at": None, "caused_by": causes}
    own = own if event.actor.role == "platform" else {}
    reasons = {"reasons": ()} if isinstance(event, Refused) else {}
    return encode(msgspec.structs.replace(event, **own, **reasons))


@pytest.mark.parametrize("name", VARIANTS)
@settings(max_examples=60)
@given(commands=COMMANDS)
def test_a_benign_variant_says_and_remembers_the_same_as_the_reference(name: str, commands: Commands) -> None:
    reference, variant = played(commands).platform, played(commands, VARIANTS[name]).platform
    assert variant.read("A1") == reference.read("A1")
    logs = [
        Counter(_content(event) for event in platform.log if not isinstance(event, ClockSuspended))
        for platform in (reference, variant)
    ]
    assert logs[0] == logs[1]


@pytest.mark.parametrize("name", MUTANTS)
@settings(max_examples=12)
@given(commands=COMMANDS)
def test_a_mutant_is_wrong_but_never_breaks_down(name: str, commands: Commands) -> None:
    played(commands, MUTANTS[name].platform)
