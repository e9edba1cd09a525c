"""`remind-purchaser`: the bureau presses a purchaser that is overdue with publishing, filing or paying (三(一)督促)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.debts import Debt, debts
from conformance.monitors.formalities import Formality, formalities
from conformance.monitors.guards import covered
from conformance.sight import if_shown, unshown
from conformance.verdicts import Verdict
from notice.events import (
    AccountChanged,
    Actor,
    AwardVoided,
    ContractAmended,
    ContractFiled,
    ContractPublished,
    ContractSigned,
    ContractTerminated,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    DeliveryAccepted,
    DeliveryRejected,
    Event,
    GoodsDelivered,
    LoanAgreementSigned,
    PurchaserReminded,
    RepaymentAccountAgreed,
    SizeDeclared,
    TreasuryPaid,
)
from notice.law import Law
from notice.vocabulary import Clock

NORM = "remind-purchaser"
_PUBLICITY, _PAYMENT = ("3.1.c",), ("3.1.d",)
_BEHIND: dict[Clock, tuple[type[Event], ...]] = {
    "publish_contract": (ContractPublished,),
    "file_contract": (ContractFiled,),
    "pay": (TreasuryPaid, GoodsDelivered, DeliveryAccepted, DeliveryRejected, ContractAmended, ContractTerminated,
            AwardVoided, CourtFreezeRecorded, CourtFreezeLifted, AccountChanged),
}  # fmt: skip
"""What may start, move or end a clock, so that it was not overdue, or longer than it seems."""


class Overdue(NamedTuple):
    """A purchaser's clock that ran out before the end of the log; `done`: the act it waited for, if that came."""

    clock: Clock
    contract: ContractSigned
    trigger: Event
    due_at: int
    done: Event | None
    debt: Debt | None = None


@monitors(NORM)
def remind_purchaser(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a clock of a purchaser that is overdue."""
    for late in overdue(case, law):
        if covered(NORM, case, law, late.trigger):
            yield _as_sure_as(late, _ruled(case, law, late), case)


def overdue(case: Case, law: Law) -> Iterator[Overdue]:
    """Every clock of a purchaser that ran out: to publish, to file, to pay."""
    for one in case.once(formalities, law):
        owed: tuple[tuple[Clock, Formality], ...] = ("publish_contract", one.publication), ("file_contract", one.filing)
        for clock, formality in owed:
            due_at, done = formality.due_at, formality.done
            if due_at is not None and _ran_out(case, due_at, done):
                yield Overdue(clock, one.signed, one.signed, due_at, done)
    for debt in case.once(debts, law):
        due_at = debt.clock.due_at
        if due_at is not None and _ran_out(case, due_at, debt.ended):
            yield Overdue("pay", debt.clock.contract, debt.clock.start, due_at, debt.ended, debt)


def _ran_out(case: Case, due_at: int, done: Event | None) -> bool:
    return due_at < case.until and (done is None or done.at >= due_at)


def _ruled(case: Case, law: Law, late: Overdue) -> Finding:
    """Without a number a reminder counts whenever it came, and one is owed once a whole working day has passed."""
    days = law.policy.number_if_given("remind_within_working_days")
    limit = law.working_due(late.due_at - 1, days or 1)
    assert limit is not None  # nothing suspends it
    pressed = reminder(case, late)
    if pressed is not None and (days is None or pressed.at < limit):
        return _found(case, late, limit, Verdict.PASS, "reminded", pressed)
    if late.done is not None and late.done.at < limit:
        return _found(case, late, limit, Verdict.PASS, "done_before_reminder", late.done)
    if limit >= case.until:
        return _found(case, late, limit, Verdict.OPEN, "not_yet_due")
    if pressed is not None:
        return _found(case, late, limit, Verdict.FAIL, "reminded_late", pressed)
    return _found(case, late, limit, Verdict.FAIL, "not_reminded", *() if late.done is None else (late.done,))


def _found(case: Case, late: Overdue, limit: int, verdict: Verdict, why: str, *last: Event) -> Finding:
    return ruling(
        NORM, case, verdict, why, late.trigger, *last, since_at=late.due_at, due_at=limit,
        details={"clock": late.clock}, clauses=_PAYMENT if late.clock == "pay" else _PUBLICITY,
        blames=(_bureau(case),) if verdict == Verdict.FAIL else (),
    )  # fmt: skip


def reminder(case: Case, late: Overdue) -> PurchaserReminded | None:
    """The first reminder of that clock by the bureau, or by the platform for it; one before it is overdue counts."""
    return case.first(
        PurchaserReminded,
        lambda event: (
            event.actor.role in ("finance_bureau", "platform")
            and (event.contract, event.clock) == (late.contract.contract, late.clock)
            and event.at >= late.trigger.at
        ),
    )


def _bureau(case: Case) -> Actor:
    """The bureau of the case, as it acted; a log in which it never acts names it by its role."""
    acted = (event.actor for event in case.events if event.actor.role == "finance_bureau")
    return next(acted, Actor("finance_bureau", "finance_bureau"))


def _as_sure_as(late: Overdue, found: Finding, case: Case) -> Finding:
    """The finding, or INCONCLUSIVE if the log may hide that the clock was not overdue, or longer than it seems."""
    if found.verdict == Verdict.OPEN:
        return found
    if late.debt is not None and not late.debt.is_size_shown and found.verdict == Verdict.FAIL:
        return unshown(found, (SizeDeclared.__name__,))
    frozen = late.clock == "pay" and case.all(CourtFreezeRecorded)
    whose = (RepaymentAccountAgreed, LoanAgreementSigned) if frozen else ()  # whether it was that account
    through = case.until if found.why == "not_reminded" else None
    return if_shown(found, case, *_BEHIND[late.clock], *whose, through=through)
