"""How a platform's answer to a stimulus is ruled on: accepted, refused for a true reason, flagged, the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from conformance.verdicts import Verdict
from notice.events import BreachFlagged, Refused
from notice.vocabulary import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conformance.port import CaseState
    from conformance.transcript import Exchange
    from notice.trace import Observation
    from scenarios.binding import BoundStep
    from scenarios.wanted import Expected

KNOWN_REASONS = frozenset(get_args(Reason))


class Ruling(NamedTuple):
    """A verdict, why (a code), what was expected and what came, and the deciding events."""

    verdict: Verdict
    why: str
    expected: str = ""
    got: str = ""
    evidence: tuple[str, ...] = ()


def rule_answer(expected: Expected, exchange: Exchange, first: Exchange | None, seen: Observation) -> Ruling:
    """The ruling on one answer; `first` is the exchange that a retry repeats.

    Reasons within those that are true of the case: PASS. Another known reason, or an unknown one: WARN. Accepted what
    must be refused, refused what must be accepted, or anything written under a refusal: FAIL.
    """
    stimulus = exchange.stimulus
    assert stimulus is not None
    ruling = _RULES[expected.answer](expected, exchange, first)
    if exchange.answer == "unknown":
        ruling = Ruling(Verdict.INCONCLUSIVE, "answer_lost")
    elif exchange.answer == "none" and ruling.verdict == Verdict.FAIL:
        decisive = {type(stimulus).__name__, "Refused"}
        if not all(seen.sees(kind) for kind in decisive):
            ruling = Ruling(Verdict.INCONCLUSIVE, "unreported", got="no answer")
    return ruling._replace(
        expected=ruling.expected or _asked(expected),
        got=ruling.got or _answered(exchange),
        evidence=ruling.evidence or (stimulus.key,),
    )


def as_expected(step: BoundStep, exchange: Exchange) -> bool:
    """Whether a case goes on after this answer. Where it does not, what would follow proves nothing."""
    asked = {expected.answer for expected in step.expected if expected.answer} or {"accepted"}
    return bool(exchange.answer != "unknown" and asked & _GOES_ON[exchange.answer])


_GOES_ON: dict[str, frozenset[str]] = {
    "accepted": frozenset({"accepted", "may_refuse", "refused_or_flagged", "same_answer", "anything"}),
    "refused": frozenset({"refused", "refused_or_flagged", "same_answer", "anything"}),
    "none": frozenset({"same_answer", "anything"}),
}


def unchanged(before: CaseState | None, after: CaseState | None) -> bool:
    """Whether two read-backs of a case are the same; the order of deadlines means nothing."""
    if before is None or after is None:
        return before is after
    same_deadlines = sorted(map(repr, before.deadlines)) == sorted(map(repr, after.deadlines))
    return same_deadlines and _without_deadlines(before) == _without_deadlines(after)


def _without_deadlines(state: CaseState) -> tuple[Any, ...]:
    return tuple(getattr(state, name) for name in state.__struct_fields__ if name != "deadlines")


def wrote(exchange: Exchange) -> str:
    """What a refusal changed all the same, '' if nothing."""
    others = [event for event in exchange.caused if not isinstance(event, Refused)]
    if others:
        return ", ".join(type(event).__name__ for event in others)
    return "" if unchanged(exchange.before, exchange.after) else "the case as read back"


def _accepted(_expected: Expected, exchange: Exchange, _first: Exchange | None) -> Ruling:
    if exchange.answer == "accepted":
        return Ruling(Verdict.PASS, "accepted_as_due")
    return Ruling(Verdict.FAIL, "refused_what_is_lawful" if exchange.answer == "refused" else "no_answer")


def _refused(expected: Expected, exchange: Exchange, _first: Exchange | None) -> Ruling:
    if exchange.answer == "accepted":
        return Ruling(Verdict.FAIL, "accepted_what_is_forbidden")
    return _refusal(expected, exchange) if exchange.answer == "refused" else Ruling(Verdict.FAIL, "no_answer")


def _refusal(expected: Expected, exchange: Exchange) -> Ruling:
    if change := wrote(exchange):
        return Ruling(Verdict.FAIL, "refused_but_wrote", got=change)
    return _reasons(expected, exchange.reasons, "refused")


def _reasons(expected: Expected, reasons: Iterable[str], how: str) -> Ruling:
    given = set(reasons)
    if not given or given - KNOWN_REASONS:
        return Ruling(Verdict.WARN, f"{how}_for_unknown_reason")
    return (
        Ruling(Verdict.WARN, f"{how}_for_another_reason")
        if given - expected.reasons
        else Ruling(Verdict.PASS, f"{how}_as_due")
    )


def _refused_or_flagged(expected: Expected, exchange: Exchange, _first: Exchange | None) -> Ruling:
    if exchange.answer == "refused":
        return _refusal(expected, exchange)
    if exchange.answer != "accepted":
        return Ruling(Verdict.FAIL, "no_answer")
    flags = [event for event in exchange.caused if isinstance(event, BreachFlagged)]
    if not flags:
        return Ruling(Verdict.FAIL, "not_flagged")
    # one true reason among several flags is enough: a flag may carry one reason each
    rulings = [_reasons(expected, flag.reasons, "flagged") for flag in flags]
    return min(rulings)._replace(evidence=tuple(flag.key for flag in flags))


def _may_refuse(expected: Expected, exchange: Exchange, first: Exchange | None) -> Ruling:
    return (
        _accepted(expected, exchange, first) if exchange.answer == "accepted" else _refused(expected, exchange, first)
    )


def _same_answer(_expected: Expected, exchange: Exchange, first: Exchange | None) -> Ruling:
    """Nothing new was shown or written, and the stored answer came again, if an answer came at all."""
    if exchange.caused or not unchanged(exchange.before, exchange.after):
        effect = ", ".join(type(event).__name__ for event in exchange.caused) or "the case as read back"
        return Ruling(Verdict.FAIL, "retry_had_an_effect", got=effect)
    silent = exchange.answer == "none"
    same = first is not None and (exchange.answer, exchange.reasons) == (first.answer, first.reasons)
    return Ruling(Verdict.PASS, "same_answer") if silent or same else Ruling(Verdict.FAIL, "other_answer_on_retry")


_RULES: dict[str, Callable[[Expected, Exchange, Exchange | None], Ruling]] = {
    "accepted": _accepted,
    "refused": _refused,
    "refused_or_flagged": _refused_or_flagged,
    "may_refuse": _may_refuse,
    "same_answer": _same_answer,
}


def _asked(expected: Expected) -> str:
    reasons = " for " + " or ".join(sorted(expected.reasons)) if expected.reasons else ""
    return expected.answer.replace("_", " ") + reasons


def _answered(exchange: Exchange) -> str:
    return exchange.answer + (" for " + ", ".join(exchange.reasons) if exchange.reasons else "")
