"""What banks do on applications: each application with its bank, and the acts that are the bank's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from conformance.case import Case, History
from conformance.monitors.guards import covered
from notice.events import (
    Actor,
    ApplicationEvent,
    ApplicationSubmitted,
    BankFiled,
    Event,
    FloorConfigured,
    LoanDisbursed,
    ProductPublished,
)
from notice.law import Law

A = TypeVar("A", bound=ApplicationEvent)


def is_the_banks(act: ApplicationEvent | BankFiled | ProductPublished | FloorConfigured | LoanDisbursed) -> bool:
    """Whether the bank itself did it: what others say in its name is not its act."""
    return act.actor == Actor("bank", act.bank)


def filings(history: History) -> list[BankFiled]:
    """What banks themselves filed: nobody files or promises in a bank's stead."""
    return [filed for filed in history.all(BankFiled) if is_the_banks(filed)]


def by_application(norm: str, case: Case, law: Law, acts: Iterable[A]) -> Iterator[tuple[Event, str, list[A]]]:
    """Each application that `norm` covers, its bank, and the acts on it.

    One that is known from acts only is covered from the first act that is: its supplier may not have declared its size before.
    """
    submitted = {event.application: event for event in case.all(ApplicationSubmitted)}
    found: dict[tuple[str, str], list[A]] = {
        (name, event.bank): [] for name, event in submitted.items() if event.bank is not None
    }
    for act in acts:
        if act.application in submitted or covered(norm, case, law, act):
            found.setdefault((act.application, act.bank), []).append(act)
    for (application, bank), own in found.items():
        trigger = submitted.get(application) or own[0]
        if covered(norm, case, law, trigger):
            yield trigger, bank, own
