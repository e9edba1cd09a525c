"""How the platform speaks: one method per observation, each with the platform's own source, id and gapless `seq`."""

from __future__ import annotations

from typing import cast

from conformance.reference.ground import Ground
from conformance.reference.state import Application, Case, Change, Clock, Hold, Loan
from notice.events import (
    PLATFORM,
    AccountChanged,
    Actor,
    ApplicationPushed,
    BreachFlagged,
    CaseEvent,
    ClockResumed,
    ClockStarted,
    ClockSuspended,
    DeadlineMissed,
    Event,
    PurchaserReminded,
    Refused,
    RepaymentAccountLocked,
    RepaymentAccountReleased,
    Stimulus,
)
from notice.vocabulary import Lock, PushPart, Reason


class Speech(Ground):
    """Writes observations into the log, stamped with the sandbox's clock; overdue work carries its own instant."""

    source = "platform"
    said = 0

    def name(self, number: int) -> str:
        """The id of the platform's own event number `number`."""
        return str(number)

    def _next(self) -> int:
        self.said += 1
        return self.said

    # --- the case

    def say_pushed(self, application: Application, bank: str, parts: tuple[PushPart, ...], by: Event) -> None:
        """推送 to one bank."""
        number = self._next()
        self.log.append(
            ApplicationPushed(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                award=application.award,
                application=application.id,
                supplier=application.supplier,
                bank=bank,
                parts=parts,
            )
        )

    def say_locked(self, case: Case, loan: Loan, lock: Lock, by: Event) -> None:
        """The account in force is locked for the supplier (A) or for all (B)."""
        number = self._next()
        self.log.append(
            RepaymentAccountLocked(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                award=case.award,
                loan=loan.id,
                account=case.account.number or "",
                lock=lock,
            )
        )

    def say_released(self, case: Case, by: Event) -> None:
        """Nothing binds the account any longer."""
        number = self._next()
        self.log.append(
            RepaymentAccountReleased(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                award=case.award,
                account=case.account.number or "",
            )
        )

    def say_changed(self, change: Change, by: Event) -> None:
        """A requested change was carried out."""
        number, request = self._next(), change.request
        self.log.append(
            AccountChanged(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                award=request.award,
                change=request.change,
                account=request.account,
                new_account=request.new_account,
                exception=request.exception,
            )
        )

    # --- clocks

    def say_started(self, clock: Clock, due_at: int, by: Event, at: int) -> None:
        """A clock began, as the page of the instant `at` says or now."""
        number = self._next()
        self.log.append(
            ClockStarted(
                at=at,
                recorded_at=self.now if at < self.now else None,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                clock=clock.kind,
                award=clock.award,
                application=clock.application,
                contract=clock.contract,
                instalment=clock.instalment,
                support=clock.support,
                order=clock.order,
                bearer=clock.bearer,
                due_at=due_at,
            )
        )

    def say_suspended(self, clock: Clock, hold: Hold) -> None:
        """A clock stands still, and why."""
        number = self._next()
        self.log.append(
            ClockSuspended(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(hold.by,),
                clock=clock.kind,
                award=clock.award,
                application=clock.application,
                contract=clock.contract,
                instalment=clock.instalment,
                cause=hold.cause,
                waiting_on=hold.waiting_on,
            )
        )

    def say_resumed(self, clock: Clock, due_at: int, by: Event) -> None:
        """A clock runs again, and until when."""
        number = self._next()
        self.log.append(
            ClockResumed(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                clock=clock.kind,
                award=clock.award,
                application=clock.application,
                contract=clock.contract,
                instalment=clock.instalment,
                due_at=due_at,
            )
        )

    def say_missed(self, clock: Clock, due_at: int) -> None:
        """A miss carries its due instant, whenever it is written."""
        number = self._next()
        self.log.append(
            DeadlineMissed(
                at=due_at,
                recorded_at=self.now if due_at < self.now else None,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                clock=clock.kind,
                award=clock.award,
                application=clock.application,
                contract=clock.contract,
                instalment=clock.instalment,
                support=clock.support,
                order=clock.order,
                late_party=self.late_party(clock),
                due_at=due_at,
            )
        )

    def say_reminded(self, clock: Clock, purchaser: str, due_at: int, by: Event) -> None:
        """A reminder, on the bureau's behalf, at the instant from which on something is overdue."""
        number = self._next()
        self.log.append(
            PurchaserReminded(
                at=due_at,
                recorded_at=self.now if due_at < self.now else None,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(by.key,),
                award=clock.award or "",
                contract=clock.contract or "",
                purchaser=purchaser,
                clock=clock.kind,
            )
        )

    def late_party(self, clock: Clock) -> Actor:
        """Whom a miss is put down to."""
        return clock.bearer

    # --- verdicts on stimuli

    def flag(self, fact: CaseEvent, reasons: list[Reason], *blames: Actor) -> None:
        """Flags a recorded fact as a breach, if there are reasons."""
        if reasons:
            number = self._next()
            flag = BreachFlagged(
                at=self.now,
                actor=PLATFORM,
                source=self.source,
                id=self.name(number),
                seq=number,
                caused_by=(fact.key,),
                award=fact.award,
                reasons=tuple(reasons),
                blames=tuple(sorted(set(blames))),
            )
            self.log.append(flag)
            self.flagged[flag.id] = fact

    def say_refused(self, stimulus: Event, reasons: tuple[Reason, ...]) -> Refused:
        """A stimulus was refused; it stands in the log nowhere else."""
        number = self._next()
        refused = Refused(
            at=self.now,
            actor=PLATFORM,
            source=self.source,
            id=self.name(number),
            seq=number,
            caused_by=(stimulus.key,),
            award=getattr(stimulus, "award", None),
            reasons=reasons,
            stimulus=cast(Stimulus, stimulus),
        )
        self.log.append(refused)
        return refused
