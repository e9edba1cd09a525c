"""The second oracle of golden due days: the law in use, asked about the same steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.clocks import due_day
from notice.events import (
    ApplicationAccepted,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ContractAmended,
    ContractSigned,
    Event,
    GoodsDelivered,
    SupplementProvided,
    SupplementRequested,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notice.law import Interval, Law
    from scenarios.binding import BoundStep
    from scenarios.wanted import DueDay

_LOAN_DAYS = {"first_loan": "first_sla_working_days", "repeat_loan": "repeat_sla_working_days"}
_WORKING: dict[str, tuple[type[Event], str]] = {
    "publish_contract": (ContractSigned, "publish_working_days"),
    "publish_amendment": (ContractAmended, "amendment_publish_working_days"),
    "file_contract": (ContractSigned, "file_working_days"),
}
GOLDEN = frozenset({*_LOAN_DAYS, *_WORKING, "sign_contract", "pay"})
"""Clocks of which scenarios name due days."""


def lawful_due_day(wanted: DueDay, steps: Sequence[BoundStep], law: Law) -> int | None:
    """The day number to which the law puts such a clock last started in `steps`; None if it runs to no day.

    Only supplements move it: on what other causes do readings differ, so no golden day rests on them.
    """
    stimuli = [step.stimulus for step in steps if step.stimulus is not None]
    if wanted.clock in _LOAN_DAYS:
        due_at = _loan_due(wanted.clock, stimuli, law)
    elif wanted.clock in _WORKING:
        kind, days = _WORKING[wanted.clock]
        started = _last(stimuli, kind)
        due_at = None if started is None else law.working_due(started.at, law.policy.number(days))
    elif wanted.clock == "sign_contract":
        started = _last(stimuli, AwardNoticeIssued)
        due_at = None if started is None else law.calendar_due(started.at, law.policy.number("contract_sign_days"))
    else:
        due_at = _pay_due(stimuli, law)
    return None if due_at is None else due_day(due_at)


def _last(stimuli: Sequence[Event], *kinds: type[Event]) -> Event | None:
    return next((one for one in reversed(stimuli) if isinstance(one, kinds)), None)


def _pay_due(stimuli: Sequence[Event], law: Law) -> int | None:
    """From delivery, or from signing where the contract pays in advance: as many days as it says, up to the most."""
    contract, started = _last(stimuli, ContractSigned), _last(stimuli, ContractSigned, GoodsDelivered)
    if not isinstance(contract, ContractSigned) or started is None:
        return None
    days = contract.payment_terms.pay_days
    policy = law.policy
    days = policy.number("pay_days_default") if days is None else min(days, policy.number("pay_days_max"))
    return law.calendar_due(started.at, days)


def _loan_due(clock: str, stimuli: Sequence[Event], law: Law) -> int | None:
    accepted = _last(stimuli, ApplicationAccepted)
    if not isinstance(accepted, ApplicationAccepted):
        return None
    about = [one for one in stimuli if getattr(one, "application", None) == accepted.application]
    return law.working_due(accepted.at, law.policy.number(_LOAN_DAYS[clock]), _supplements(about))


def _supplements(stimuli: Sequence[Event]) -> list[Interval]:
    """When documents were asked for and not all given."""
    given: set[str] = set()
    missing: set[str] = set()
    since_at, found = 0, list[tuple[int, int | None]]()
    for one in stimuli:
        if isinstance(one, ApplicationSubmitted | SupplementProvided):
            given |= set(one.documents)
            if missing and missing <= given:
                found.append((since_at, one.at))
                missing = set()
        elif isinstance(one, SupplementRequested):
            since_at = since_at if missing else one.at
            missing |= set(one.missing_docs) - given
    return [*found, (since_at, None)] if missing else found
