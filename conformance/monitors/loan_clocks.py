"""Which loan clock an application starts: first or repeat (首次申请贷款, 再次贷款申请), and until when it runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, History
from notice.events import (
    ApplicationAccepted,
    ApplicationReturned,
    ApplicationSubmitted,
    Event,
    LoanAgreementSigned,
    LoanDisbursed,
)
from notice.law import Law

Start = ApplicationAccepted | ApplicationSubmitted
Step = ApplicationSubmitted | ApplicationAccepted | LoanAgreementSigned | LoanDisbursed

_STEPS: dict[str, type[Step]] = {
    "application": ApplicationSubmitted,
    "accepted": ApplicationAccepted,
    "approved": LoanAgreementSigned,
    "disbursed": LoanDisbursed,
}


class LoanClock(NamedTuple):
    """A started clock. `certain`: that no earlier loan made it a repeat one was seen, not only not contradicted.

    `applications`: those it runs for, one that resubmits another after it; `returns`: what did not end it in between.
    """

    start: Start
    applications: tuple[str, ...]
    returns: tuple[ApplicationReturned, ...]
    bank: str
    supplier: str
    repeat: bool
    certain: bool


def loan_clocks(case: Case, law: Law) -> list[LoanClock]:
    """The loan clocks of a case under the readings of what starts them, channel, return, and first or repeat."""
    chains = _chains(case, law)
    return [
        _clock(case, law, start, start.bank, tuple(chains.get(start.application, ())))
        for start in _starts(case, law, chains)
        if start.bank is not None
    ]


def _chains(case: Case, law: Law) -> dict[str, list[str]]:
    """Applications that share a clock: if a return without cause does not reset it, the resubmission goes on with it."""
    chains: dict[str, list[str]] = {}
    if law.policy.flag("return_resets_clock"):
        return chains
    returned = {event.application for event in case.all(ApplicationReturned) if not event.missing_docs}
    for submitted in case.all(ApplicationSubmitted):
        if submitted.application not in chains:
            chain = chains.get(submitted.resubmits or "", []) if submitted.resubmits in returned else []
            chains[submitted.application] = chain
            chain.append(submitted.application)
    return chains


def _starts(case: Case, law: Law, chains: dict[str, list[str]]) -> Iterator[Start]:
    """The first start of each application that has a clock of its own."""
    kind: type[Start] = (
        ApplicationAccepted if law.policy.reading("clock_starts_at") == "accepted" else ApplicationSubmitted
    )
    offline: set[str] = set()
    if law.policy.reading("offline_channel") == "not_covered":
        offline = {event.application for event in case.all(ApplicationSubmitted) if event.channel == "offline"}
    seen: set[str] = set()
    for start in case.all(kind):
        if start.application not in seen and start.application not in offline:
            seen.update(chains.get(start.application, ()), (start.application,))
            yield start


def _clock(case: Case, law: Law, start: Start, bank: str, chain: tuple[str, ...]) -> LoanClock:
    kind = _STEPS[law.policy.reading("repeat_counts")]
    repeat = _is_repeat(case.of_supplier(start.supplier), start, kind, law.policy.reading("first_scope"))
    certain = repeat or case.knows(kind, start.at)
    returns = tuple(event for event in case.all(ApplicationReturned) if event.application in chain[:-1])
    return LoanClock(start, chain or (start.application,), returns, bank, start.supplier, repeat, certain)


def _is_repeat(history: History, start: Start, kind: type[Step], scope: str) -> bool:
    """Whether the supplier had, within the scope and strictly earlier, such a step on another application."""
    for step in history.all(kind):
        if step.at >= start.at:
            return False
        if scope == "bank" and step.bank != start.bank:
            continue
        if scope == "award" and step.award != start.award:
            continue
        if _application_of(history, step) != start.application:
            return True
    return False


def _application_of(history: History, step: Step) -> str | None:
    if not isinstance(step, LoanDisbursed):
        return step.application
    agreement = history.first(LoanAgreementSigned, lambda event: event.loan == step.loan)
    return agreement.application if agreement else None


def loans_of(case: Case, application: str) -> set[str]:
    """The loans agreed under an application."""
    return {signed.loan for signed in case.all(LoanAgreementSigned) if signed.application == application}


def disbursed_under(case: Case, application: str) -> Event | None:
    """The first money under an application's agreement, whatever its amount."""
    loans = loans_of(case, application)
    return next((paid for paid in case.all(LoanDisbursed) if paid.loan in loans), None)
