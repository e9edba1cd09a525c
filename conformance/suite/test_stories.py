"""What must hold whatever happens: properties of every story, searched and shrunk by Hypothesis."""

from __future__ import annotations

from hypothesis import HealthCheck, given, note, settings

from conformance.duties import judge_duties
from conformance.port import CaseState, Target
from conformance.replay import play
from conformance.suite.stories import cases
from conformance.transcript import Exchange, Transcript
from conformance.verdicts import Verdict
from notice.events import AccountChanged, BreachFlagged, RepaymentAccountReleased
from notice.law import Law
from scenarios.case import Case


def test_whatever_happens_the_books_stay_right(platform: Target, law: Law, draw: int, stories: int) -> None:
    """Every stimulus is answered once, a refusal writes nothing, the ceiling holds, and a lock gives way to nobody."""

    @settings(
        max_examples=stories, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases())
    def story(case: Case) -> None:
        transcript = play(platform, case, seed=draw)
        note(told(transcript))
        assert not transcript.error, transcript.error
        for exchange in transcript.exchanges:
            assert broken(exchange) == []
        failed = [one for one in judge_duties([case], [transcript], law) if one.verdict == Verdict.FAIL]
        assert failed == []

    story()


def broken(exchange: Exchange) -> list[str]:
    """The rules that this exchange broke, in words."""
    rules = {
        "a stimulus was not answered by the barrier": exchange.stimulus is not None and exchange.answer == "none",
        "live loans exceed the award amount, and nobody was told": _above_ceiling(exchange),
        "a locked account moved without an AccountChanged": _moved_silently(exchange),
        "a lock opened without a release": _opened_silently(exchange),
        "money is owed and the account is not locked for all": _owed_unlocked(exchange),
    }
    return [rule for rule, is_broken in rules.items() if is_broken]


def _above_ceiling(exchange: Exchange) -> bool:
    state = exchange.after
    if state is None or state.ceiling_fen is None or state.live_principal_fen <= state.ceiling_fen:
        return False
    before = exchange.before
    grew = before is None or before.live_principal_fen < state.live_principal_fen
    return grew and not any(isinstance(event, BreachFlagged) for event in exchange.caused)


def _moved_silently(exchange: Exchange) -> bool:
    before, after = exchange.before, exchange.after
    if before is None or after is None or before.lock is None or before.account == after.account:
        return False
    return not any(isinstance(event, AccountChanged | RepaymentAccountReleased) for event in exchange.caused)


def _opened_silently(exchange: Exchange) -> bool:
    before, after = exchange.before, exchange.after
    if before is None or after is None or _strength(after) >= _strength(before):
        return False
    return not any(isinstance(event, RepaymentAccountReleased) for event in exchange.caused)


def _owed_unlocked(exchange: Exchange) -> bool:
    state = exchange.after
    return state is not None and state.live_principal_fen > 0 and state.account is not None and state.lock != "all"


def _strength(state: CaseState) -> int:
    return (None, "supplier", "all").index(state.lock)


def told(transcript: Transcript) -> str:
    """The story as a person tells it: one line a step."""
    return "\n".join(
        f"{exchange.label} by {exchange.stimulus.actor}: {exchange.answer} {', '.join(exchange.reasons)}"
        for exchange in transcript.exchanges
        if exchange.stimulus is not None
    )
