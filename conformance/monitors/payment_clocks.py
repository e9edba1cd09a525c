"""When the purchaser owes which instalment: the starts of the pay clock under the contract's terms."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

import msgspec

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitors.accounts import freezes
from conformance.sight import if_shown
from conformance.verdicts import ADVERSE, Verdict
from notice.events import (
    AccountChanged,
    ContractAmended,
    ContractSigned,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    DeliveryAccepted,
    DeliveryRejected,
    Event,
    GoodsDelivered,
    Instalment,
    LoanAgreementSigned,
    PaymentTerms,
    RepaymentAccountAgreed,
)
from notice.law import Interval, Law

_FIXED = ("fixed_date", "retention_end")

Goods = TypeVar("Goods", GoodsDelivered, DeliveryAccepted, DeliveryRejected)

Start = tuple[Event, int]
"""What may have started a clock, and the instant from which it runs then."""

Version = tuple[PaymentTerms, int | None]
"""A contract's terms, and until when they hold: to the next amendment of them, if there is one."""

_AT = itemgetter(1)


class PayClock(msgspec.Struct, frozen=True):
    """One instalment's clock: what started it, the instant it runs from, and the first unlawful one."""

    contract: ContractSigned
    instalment: Instalment
    terms: PaymentTerms
    start: Event
    since_at: int
    due_at: int | None
    frozen: bool


def if_freezes_shown(found: Finding, case: Case, clock: PayClock) -> Finding:
    """The finding on a pay clock, or INCONCLUSIVE where the source may hide what a court's freeze hangs on."""
    if clock.frozen and found.verdict in (Verdict.PASS, Verdict.OPEN):
        return if_shown(found, case, CourtFreezeLifted, AccountChanged)
    if case.all(CourtFreezeRecorded) and found.verdict in ADVERSE:
        return if_shown(found, case, RepaymentAccountAgreed, LoanAgreementSigned)  # whether it was that account
    return found


def pay_clocks(case: Case, law: Law) -> list[PayClock]:
    """The started clocks of the case's contracts; a delivery rejected with a ground before its due instant has none."""
    found = []
    frozen = [interval for _, interval in case.once(freezes, law)]
    for contract in case.all(ContractSigned):
        versions = _versions(case, contract)
        for name in _instalments(versions):
            clock = _clock(case, law, contract, versions, name, frozen)
            if clock is not None:
                found.append(clock)
    return found


def _versions(case: Case, contract: ContractSigned) -> list[Version]:
    """The terms as signed, then as amended."""
    versions: list[Version] = [(contract.payment_terms, None)]
    for amended in case.all(ContractAmended):
        if amended.contract == contract.contract and amended.payment_terms is not None:
            versions[-1] = versions[-1][0], amended.at
            versions.append((amended.payment_terms, None))
    return versions


def _instalments(versions: list[Version]) -> dict[str, None]:
    """The names of all instalments, in the order in which the terms first have them."""
    return {instalment.instalment: None for terms, _ in versions for instalment in terms.instalments}


def _clock(
    case: Case, law: Law, contract: ContractSigned, versions: list[Version], name: str, frozen: list[Interval]
) -> PayClock | None:
    """The clock under the terms that held when it started: later amendments do not restart it."""
    for terms, until in versions:
        instalment = _called(name, terms)
        if instalment is None:
            continue
        for start, at in _starts(case, law, contract, terms, instalment):
            if until is not None and at >= until:
                break
            due_at = _due(law, terms, instalment, at, frozen)
            if not _cancelled(case, contract, instalment, start, due_at):
                return PayClock(contract, instalment, terms, start, at, due_at, bool(frozen))
    return None


def _called(name: str, terms: PaymentTerms) -> Instalment | None:
    for instalment in terms.instalments:
        if instalment.instalment == name:
            return instalment
    return None


def _due(law: Law, terms: PaymentTerms, instalment: Instalment, at: int, frozen: list[Interval]) -> int | None:
    if instalment.starts in _FIXED:
        return law.pay_due(at, 0, frozen)
    agreed = terms.pay_days if terms.pay_days is not None else law.policy.number("pay_days_default")
    return law.pay_due(at, min(agreed, law.policy.number("pay_days_max")), frozen)


def _starts(
    case: Case, law: Law, contract: ContractSigned, terms: PaymentTerms, instalment: Instalment
) -> Sequence[Start]:
    """What may have started the clock, in order: after a grounded rejection a new delivery starts it afresh."""
    if instalment.starts == "signing":
        return [(contract, contract.at)]
    if instalment.starts in _FIXED:
        return [] if instalment.due_on is None else [(contract, instalment.due_on)]
    if _needs_acceptance(law, terms):
        return _acceptances(case, law, contract, terms, instalment)
    return [(delivered, delivered.at) for delivered in _of(case.all(GoodsDelivered), contract, instalment)]


def _needs_acceptance(law: Law, terms: PaymentTerms) -> bool:
    """Whether acceptance starts the clock and not the delivery: as the terms say, or as a reading does."""
    reading = law.policy.reading("pay_clock_starts")
    return terms.acceptance_is_condition if reading == "by_terms" else reading == "acceptance"


def _acceptances(
    case: Case, law: Law, contract: ContractSigned, terms: PaymentTerms, instalment: Instalment
) -> list[Start]:
    """Acceptance, or the end of a period of acceptance that brought neither acceptance nor a grounded rejection."""
    accepted = _of(case.all(DeliveryAccepted), contract, instalment)
    starts: list[Start] = []
    answered: list[DeliveryAccepted] = []
    for delivered in _of(case.all(GoodsDelivered), contract, instalment):
        rejected = _rejection(case, contract, instalment, delivered)
        standing = [yes for yes in accepted if precedes(delivered, yes) and not (rejected and precedes(rejected, yes))]
        answered += standing
        limit = None if terms.acceptance_days is None else law.calendar_due(delivered.at, terms.acceptance_days)
        if limit is not None and not any(one and one.at < limit for one in (rejected, *standing[:1])):
            starts += [(delivered, limit - 1)] if limit <= case.until else []
        else:
            starts += [(yes, yes.at) for yes in standing[:1]]
    starts += [(yes, yes.at) for yes in accepted if yes not in answered]
    return sorted(starts, key=_AT)


def _of(events: list[Goods], contract: ContractSigned, instalment: Instalment) -> list[Goods]:
    """Those of the events that are about this instalment of this contract."""
    return [
        event for event in events if event.instalment == instalment.instalment and event.contract == contract.contract
    ]


def _rejection(case: Case, contract: ContractSigned, instalment: Instalment, since: Event) -> DeliveryRejected | None:
    """The first rejection with a ground after `since`; one without a ground cancels nothing."""
    for rejected in _of(case.all(DeliveryRejected), contract, instalment):
        if rejected.ground.strip() and precedes(since, rejected):
            return rejected
    return None


def _cancelled(case: Case, contract: ContractSigned, instalment: Instalment, start: Event, due_at: int | None) -> bool:
    """Whether a grounded rejection set the clock back to idle before it was due."""
    if instalment.starts != "delivery":
        return False
    rejected = _rejection(case, contract, instalment, start)
    return rejected is not None and (due_at is None or rejected.at < due_at)
