"""Breaches of how a platform answers anybody: whose word it takes, what a refusal leaves, what a retry does."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Case
from notice.errors import InputError
from notice.events import Actor, ApplicationSubmitted, Event, LoanDisbursed
from notice.vocabulary import Reason

_IMPOSSIBLE = (LookupError, AttributeError, AssertionError, TypeError, InputError)
"""What applying a stimulus without a check can run into."""


@breaks("D-own-token")
class LetsBankApplyForSupplier(Platform):
    """A bank's token will do for an application."""

    def reasons(self, event: Event, subject: Actor, case: Case) -> Reasons:
        if isinstance(event, ApplicationSubmitted) and subject.role == "bank":
            return self.check_application_submitted(event, case)
        return super().reasons(event, subject, case)


@breaks("D-own-token")
class IgnoresRole(Platform):
    """Any role may say what any party may say."""

    def is_entitled(self, event: Event) -> bool:
        return type(event) in self.rules


@breaks("D-refusal-writes-nothing")
class RejectsButWrites(Platform):
    """Refused, and done all the same."""

    def refuse(self, event: Event, subject: Actor, reasons: tuple[Reason, ...]) -> Sequence[Event]:
        answer = super().refuse(event, subject, reasons)
        with suppress(*_IMPOSSIBLE):
            self.apply(event, self.case_of(event))
        return answer


@breaks("D-refusal-writes-nothing")
class AcceptsEverything(Platform):
    """Whatever comes is taken."""

    def reasons(self, _event: Event, _subject: Actor, _case: Case) -> Reasons:
        yield from ()

    def apply(self, event: Event, case: Case) -> None:
        with suppress(*_IMPOSSIBLE):
            super().apply(event, case)


@breaks("D-idempotent")
class DisbursesTwiceOnRetry(Platform):
    """The same disbursement again is more money."""

    def again(self, event: Event, subject: Actor) -> Sequence[Event]:
        if isinstance(event, LoanDisbursed) and event in self.accepted(event):
            self.pay_out(event, self.case_of(event).loans[event.loan])
        return super().again(event, subject)


@breaks("D-idempotent")
class TakesChangedBody(Platform):
    """Another body under the same id is another act."""

    def again(self, event: Event, subject: Actor) -> Sequence[Event]:
        if self.accepted(event)[:1] in ((), (event,)):
            return super().again(event, subject)
        mark = len(self.log)
        self.apply(event, self.case_of(event))
        return (event, *self.log[mark:])
