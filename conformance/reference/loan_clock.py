"""The loan clock: first or repeat, from 受理 on, and what holds it (四(二))."""

from __future__ import annotations

from conformance.reference.accounts import Accounts
from conformance.reference.state import Application, Case, Clock
from notice.events import Actor, ApplicationAccepted, ApplicationSubmitted
from notice.law import Law


class LoanClock(Accounts):
    """One clock an application. Which of two limits it has depends on how far earlier applications came."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self._steps: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    def start_loan_clock(
        self, case: Case, application: Application, event: ApplicationAccepted | ApplicationSubmitted
    ) -> None:
        """Starts it, unless the readings leave this channel out."""
        if application.channel == "offline" and self.policy.reading("offline_channel") == "not_covered":
            return
        repeat = self.is_repeat(application, event.at)
        freezes = self.policy.reading("tolling") == "cause_events"
        clock = Clock(
            kind="repeat_loan" if repeat else "first_loan",
            bearer=Actor("bank", application.bank),
            started_at=self.loan_clock_from(application, event.at),
            days=self.policy.number("repeat_sla_working_days" if repeat else "first_sla_working_days"),
            award=application.award,
            application=application.id,
            tolling=(application.tolling, case.frozen) if freezes else (application.tolling,),
        )
        application.clock = clock
        self.start(clock, case, event)

    def loan_clock_from(self, _application: Application, at: int) -> int:
        """From when the loan clock counts: the event that starts it."""
        return at

    def is_repeat(self, application: Application, at: int) -> bool:
        """Whether an earlier application of the supplier came far enough (`first_scope` x `repeat_counts`)."""
        earlier = self._steps.get(self._scope(application), ())
        return any(when < at and other != application.id for when, other in earlier)

    def _scope(self, application: Application) -> tuple[str, ...]:
        scope = self.policy.reading("first_scope")
        if scope == "platform":
            return (application.supplier,)
        return application.supplier, application.bank if scope == "bank" else application.award

    def step(self, reached: str, application: Application, at: int) -> None:
        """Remembers that an application reached the step which makes later ones repeats."""
        if reached == self.policy.reading("repeat_counts"):
            self._steps.setdefault(self._scope(application), []).append((at, application.id))
