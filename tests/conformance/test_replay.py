"""Replay: what a transcript says of platforms that answer at once, later, oddly or not at all."""

from __future__ import annotations

import msgspec
import pytest
from flawed_targets import BreaksDown, LosesAnswers, LosesRequests, RefusesOffTheFeed, Wrapped, reference

from conformance.port import Sandbox, Target
from conformance.reference.mutants import MUTANTS
from conformance.reference.platform import Platform
from conformance.reference.variants import VARIANTS
from conformance.replay import play
from conformance.transcript import Transcript
from notice.events import PLATFORM, Refused
from scenarios.case import Case
from scenarios.certification import certification

CASES = {case.id: case for case in certification()}
ABOVE = CASES["ceiling-over-banks/two loans of one bank one fen above"]
MISSED = CASES["flags-miss/nothing by the next midnight"]
RETRIED = CASES["refusal-writes-nothing/a disbursement ordered on a loan that nobody knows, twice"]
RACED = CASES["ceiling-under-race/two orders at once, together one fen above"]
EVERY_ROLE = CASES["own-token/every role: QuoteIssued"]


def answers(transcript: Transcript) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.answer, one.reasons) for one in transcript.exchanges if one.stimulus is not None]


def test_a_transcript_tells_every_step_and_what_it_caused() -> None:
    told = play(reference(), ABOVE, seed=1)
    last = told.exchanges[-1]
    assert not told.error
    assert (last.answer, last.reasons) == ("refused", ("AWARD_CEILING_EXCEEDED",))
    assert [type(event) for event in last.caused] == [Refused]
    assert last.before == last.after and last.after is not None
    assert last.after.live_principal_fen == told.bindings["half_fen"]
    assert {one.answer for one in told.exchanges[:-1] if one.stimulus} == {"accepted"}


def test_what_falls_due_on_the_way_is_kept_apart_from_what_the_stimulus_causes() -> None:
    late = CASES["flags-miss/money on the next day"]
    told = play(reference(), late, seed=1)
    clock, stimulus = [one for one in told.exchanges if one.label.startswith("step 1 ")]
    assert clock.stimulus is None and [type(event).__name__ for event in clock.caused] == ["DeadlineMissed"]
    assert "DeadlineMissed" not in [type(event).__name__ for event in stimulus.caused]


def test_a_step_that_waits_shows_what_the_clock_brought() -> None:
    last = play(reference(), MISSED, seed=1).exchanges[-1]
    assert (last.stimulus, last.answer) == (None, "none")
    assert [type(event).__name__ for event in last.caused] == ["DeadlineMissed"]


def test_what_is_done_at_once_is_answered_each_for_itself() -> None:
    told = play(reference(), RACED, seed=1)
    first, second = told.exchanges[-2:]
    assert [(one.answer, len(one.caused)) for one in (first, second)] == [("accepted", 1), ("refused", 1)]
    assert (second.before, second.after) == (None, None)


def test_what_is_done_at_once_is_submitted_before_anything_is_settled() -> None:
    hasty = play(reference(MUTANTS["checks_then_writes"].platform), RACED, seed=1)
    assert [answer for answer, _ in answers(hasty)][-2:] == ["accepted", "accepted"]


def test_what_neither_of_two_acts_at_once_caused_is_kept_apart() -> None:
    class Chatters(Platform):
        """Says something of its own whenever it settles."""

        def settle(self) -> None:
            super().settle()
            if self.cases and self.said < 50:
                case = next(iter(self.cases.values()))
                self.say_released(case, msgspec.structs.replace(self.log[0], source="nobody"))

    told = play(reference(Chatters), RACED, seed=1)
    stray, first, second = told.exchanges[-3:]
    assert stray.stimulus is None and [type(one).__name__ for one in stray.caused] == ["RepaymentAccountReleased"]
    assert [len(one.caused) for one in (first, second)] == [1, 1]


@pytest.mark.parametrize("name", sorted(VARIANTS))
@pytest.mark.parametrize("case", [ABOVE, MISSED, EVERY_ROLE, RACED], ids=lambda case: case.name)
def test_the_answers_of_a_benign_variant_are_those_of_the_reference(name: str, case: Case) -> None:
    ours, theirs = play(reference(), case, seed=3), play(reference(VARIANTS[name]), case, seed=3)
    assert [answer for answer, _ in answers(ours)] == [answer for answer, _ in answers(theirs)]


def test_a_lost_answer_is_found_again_in_the_feed() -> None:
    assert answers(play(Wrapped(LosesAnswers), ABOVE, seed=1)) == answers(play(reference(), ABOVE, seed=1))


def test_a_lost_request_is_unknown_and_ends_the_case() -> None:
    told = play(Wrapped(LosesRequests), ABOVE, seed=1)
    assert answers(told) == [("unknown", ())] and not told.error


def test_a_crash_of_the_target_becomes_the_error_of_the_transcript() -> None:
    told = play(Wrapped(BreaksDown), ABOVE, seed=1)
    assert told.error == "ZeroDivisionError: out of order"
    assert [answer for answer, _ in answers(told)] == ["accepted"] * 3


def test_a_target_that_cannot_be_opened_is_an_error_too() -> None:
    class Shut(Wrapped):
        def open(self, *_: object) -> Sandbox:
            raise ConnectionError("nobody is there")

    told = play(Shut(), ABOVE, seed=1)
    assert told.error == "ConnectionError: nobody is there" and told.exchanges == ()


def test_a_refusal_that_stands_in_no_feed_is_told_by_the_answer() -> None:
    told = play(Wrapped(RefusesOffTheFeed), ABOVE, seed=1)
    last = told.exchanges[-1]
    assert last.answer == "refused"
    assert [type(event) for event in last.caused] == [Refused]


def test_a_retry_gets_the_stored_answer_and_causes_nothing_new() -> None:
    first, again = [one for one in play(reference(), RETRIED, seed=1).exchanges if one.label.startswith("step")][-2:]
    assert (again.answer, again.reasons) == (first.answer, first.reasons)
    assert again.caused == () and again.stimulus == first.stimulus
    assert again.at > first.at


def test_a_case_ends_where_the_platform_accepts_what_it_must_refuse() -> None:
    lax = reference(MUTANTS["ignores_role"].platform)
    told = play(lax, EVERY_ROLE, seed=1)
    assert told.exchanges[-1].answer == "accepted"
    assert told.exchanges[-1].label == "step 1 QuoteIssued"


def test_feeds_of_probed_actors_hold_only_what_they_may_see() -> None:
    case = CASES["push-to-chosen-bank/one application, two filed banks"]
    told = play(reference(), case, seed=1)
    feeds = told.exchanges[-1].feeds
    bank, bank2 = f"bank:{told.bindings['bank']}", f"bank:{told.bindings['bank2']}"
    pushed = {event.key for event in told.exchanges[-1].caused if type(event).__name__ == "ApplicationPushed"}
    assert pushed <= set(feeds[bank]) and not feeds[bank2]


def test_capabilities_and_clock_level_are_written_down() -> None:
    target: Target = Wrapped(observes=("Refused",), clock_level="V0")
    told = play(target, ABOVE, seed=1)
    assert (told.observation.observes, told.clock_level) == (("Refused",), "V0")


def test_a_transcript_survives_the_way_through_a_file() -> None:
    told = play(reference(), ABOVE, seed=1)
    assert msgspec.json.decode(msgspec.json.encode(told), type=Transcript) == told
    assert any(event.actor == PLATFORM for event in told.events)


def test_equal_seeds_give_equal_transcripts_and_others_share_no_identity() -> None:
    first, again, other = (play(reference(), ABOVE, seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert not {event.key for event in first.events if event.actor != PLATFORM} & {event.key for event in other.events}
