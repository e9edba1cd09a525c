"""What purchasers, banks and the authority do beside a loan: accounts, choices, reminders, lists, outreach, records."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.measures.application import working_days
from conformance.measures.register import Seen, measures
from conformance.monitors.accounts import account_agreed
from conformance.monitors.exceptions import Change, requests_of
from conformance.monitors.locks import Lock, agreement_locks, holding
from conformance.monitors.remind_purchaser import overdue, reminder
from notice.catalogue import catalogue
from notice.events import (
    EVENT_TYPES,
    AccountChanged,
    ApplicationSubmitted,
    AwardNoticeIssued,
    BadRecordListed,
    ContractAmended,
    LoanDisbursed,
    OutreachHeld,
    ViolationEstablished,
)
from notice.law import Law
from notice.trace import order


@measures("window_changes")
def window_changes(case: Case, _law: Law) -> Iterator[Seen]:
    """One an account moved while the supplier is bound and nobody else is, by who asked for it (or did it)."""
    locks, paid = agreement_locks(case), [Lock(case, one) for one in case.all(LoanDisbursed)]
    moved_to: set[str] = set()
    for change in _changes(case) if locks else ():
        account = change.new_account if isinstance(change, AccountChanged) else change.account
        actor = [act.actor for act in (change, *requests_of(case, change))][-1]
        if account in moved_to or not holding(locks, change) or holding(paid, change):
            continue
        moved_to.add(account or "")
        if actor.role != "supplier":
            yield Seen(change, 1, (actor.role,))


def _changes(case: Case) -> list[Change]:
    """Changes of the account, and amendments that name another than the one in force; in order."""
    named = [
        one for one in case.all(ContractAmended) if one.account is not None and one.account != account_agreed(case, one)
    ]
    return sorted([*case.all(AccountChanged), *named], key=order)


@measures("purchaser_bank_concentration")
def purchaser_bank_concentration(case: Case, _law: Law) -> Iterator[Seen]:
    """One an application: the bank that was chosen, by the award's purchaser."""
    notice = case.first(AwardNoticeIssued)
    for sent in case.all(ApplicationSubmitted) if notice else ():
        if notice and sent.bank:
            yield Seen(sent, 1, (notice.purchaser,), label=sent.bank)


@measures("reminder_lag_working_days")
def reminder_lag(case: Case, law: Law) -> Iterator[Seen]:
    """One a purchaser's clock that ran out, from its last lawful day to the first reminder."""
    for late in overdue(case, law):
        told = reminder(case, late)
        yield Seen(
            late.trigger, None if told is None else working_days(law, late.due_at - 1, told.at), (str(late.clock),)
        )


@measures("listing_lag_working_days", "log")
def listing_lag(case: Case, law: Law) -> Iterator[Seen]:
    """One a finding that a supplier won by false material, to the listing that cites it."""
    for found in case.all(ViolationEstablished):
        if found.violation_kind != "false_award_material" or found.party.role != "supplier":
            continue
        cited = (one for one in case.all(BadRecordListed) if one.violation == found.violation)
        listed = next((one for one in cited if precedes(found, one)), None)
        yield Seen(found, None if listed is None else working_days(law, found.at, listed.at))


@measures("outreach_held", "log")
def outreach_held(case: Case, _law: Law) -> Iterator[Seen]:
    """One an event held, by district and kind."""
    for held in case.all(OutreachHeld):
        yield Seen(held, 1, (held.district, held.outreach_kind))


@measures("outreach_attendees", "log")
def outreach_attendees(case: Case, _law: Law) -> Iterator[Seen]:
    """One an event held: how many came."""
    for held in case.all(OutreachHeld):
        yield Seen(held, held.attendees, (held.district, held.outreach_kind))


@measures("recording_lag_seconds")
def recording_lag(case: Case, _law: Law) -> Iterator[Seen]:
    """One a dated act whose record has an instant of its own, by who acted; negative if it was recorded first."""
    for name in catalogue().norms["X-record-in-time"].triggers:
        for event in case.all(EVENT_TYPES[name]):
            if event.recorded_at is not None:
                yield Seen(event, event.recorded_at - event.at, (event.actor.role,))
