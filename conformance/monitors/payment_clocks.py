"""When the purchaser owes which instalment: the starts of the pay clock under the contract's terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitors.accounts import freezes
from conformance.sight import if_shown
from conformance.verdicts import Verdict
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
from notice.law import Law

_FIXED = ("fixed_date", "retention_end")


class PayClock(NamedTuple):
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
    if case.all(CourtFreezeRecorded) and found.verdict in (Verdict.WARN, Verdict.FAIL):
        return if_shown(found, case, RepaymentAccountAgreed, LoanAgreementSigned)  # whether it was that account
    return found


class _Start(NamedTuple):
    event: Event
    at: int


def pay_clocks(case: Case, law: Law) -> list[PayClock]:
    """The started clocks of the case's contracts; a delivery rejected with a ground before its due instant has none."""
    found: list[PayClock] = []
    for contract in case.all(ContractSigned):
        versions = _versions(case, contract)
        for name in dict.fromkeys([one.instalment for _, terms in versions for one in terms.instalments]):
            found += _clock(case, law, contract, versions, name)
    return found


def _versions(case: Case, contract: ContractSigned) -> list[tuple[Event, PaymentTerms]]:
    """The terms as signed, then as amended, each with the event from which they hold."""
    amended = [
        (event, event.payment_terms)
        for event in case.all(ContractAmended)
        if event.contract == contract.contract and event.payment_terms is not None
    ]
    return [(contract, contract.payment_terms), *amended]


def _clock(
    case: Case, law: Law, contract: ContractSigned, versions: list[tuple[Event, PaymentTerms]], name: str
) -> Iterator[PayClock]:
    """The clock under the terms that held when it started: later amendments do not restart it."""
    ends = [event.at for event, _ in versions[1:]]
    for (_, terms), until in zip(versions, [*ends, None], strict=True):
        instalment = next((one for one in terms.instalments if one.instalment == name), None)
        if instalment is None:
            continue
        for start in _starts(case, law, contract, terms, instalment):
            if until is not None and start.at >= until:
                break
            due_at = _due(case, law, terms, instalment, start)
            if not _cancelled(case, contract, instalment, start, due_at):
                yield PayClock(
                    contract, instalment, terms, start.event, start.at, due_at, bool(case.once(freezes, law))
                )
                return


def _due(case: Case, law: Law, terms: PaymentTerms, instalment: Instalment, start: _Start) -> int | None:
    intervals = [interval for _, interval in case.once(freezes, law)]
    if instalment.starts in _FIXED:
        return law.pay_due(start.at, 0, intervals)
    agreed = terms.pay_days if terms.pay_days is not None else law.policy.number("pay_days_default")
    return law.pay_due(start.at, min(agreed, law.policy.number("pay_days_max")), intervals)


def _starts(
    case: Case, law: Law, contract: ContractSigned, terms: PaymentTerms, instalment: Instalment
) -> Iterator[_Start]:
    """What may have started the clock, in order: after a grounded rejection a new delivery starts it afresh."""
    if instalment.starts == "signing":
        yield _Start(contract, contract.at)
    elif instalment.starts in _FIXED:
        if instalment.due_on is not None:
            yield _Start(contract, instalment.due_on)
    elif _needs_acceptance(law, terms):
        yield from _acceptances(case, law, contract, terms, instalment)
    else:
        for delivered in _deliveries(case, contract, instalment):
            yield _Start(delivered, delivered.at)


def _needs_acceptance(law: Law, terms: PaymentTerms) -> bool:
    """Whether acceptance starts the clock and not the delivery: as the terms say, or as a reading does."""
    reading = law.policy.reading("pay_clock_starts")
    return terms.acceptance_is_condition if reading == "by_terms" else reading == "acceptance"


def _acceptances(
    case: Case, law: Law, contract: ContractSigned, terms: PaymentTerms, instalment: Instalment
) -> Iterator[_Start]:
    """Acceptance, or the end of a period of acceptance that brought neither acceptance nor a grounded rejection."""
    accepted = [event for event in case.all(DeliveryAccepted) if _is_of(event, contract, instalment)]
    starts, answered = [], set()
    for delivered in _deliveries(case, contract, instalment):
        rejected = _rejection(case, contract, instalment, delivered)
        standing = [yes for yes in accepted if precedes(delivered, yes) and not (rejected and precedes(rejected, yes))]
        answered |= {yes.key for yes in standing}
        limit = law.calendar_due(delivered.at, terms.acceptance_days) if terms.acceptance_days is not None else None
        if limit is not None and not any(one and one.at < limit for one in (rejected, *standing[:1])):
            starts += [_Start(delivered, limit - 1)] if limit <= case.until else []
        else:
            starts += [_Start(yes, yes.at) for yes in standing[:1]]
    starts += [_Start(yes, yes.at) for yes in accepted if yes.key not in answered]
    yield from sorted(starts, key=lambda start: start.at)


def _is_of(
    event: GoodsDelivered | DeliveryAccepted | DeliveryRejected, contract: ContractSigned, instalment: Instalment
) -> bool:
    return event.contract == contract.contract and event.instalment == instalment.instalment


def _deliveries(case: Case, contract: ContractSigned, instalment: Instalment) -> list[GoodsDelivered]:
    return [event for event in case.all(GoodsDelivered) if _is_of(event, contract, instalment)]


def _rejection(case: Case, contract: ContractSigned, instalment: Instalment, since: Event) -> DeliveryRejected | None:
    """The first rejection with a ground after `since`; one without a ground cancels nothing."""
    return case.first(
        DeliveryRejected,
        lambda event: _is_of(event, contract, instalment) and bool(event.ground.strip()) and precedes(since, event),
    )


def _cancelled(case: Case, contract: ContractSigned, instalment: Instalment, start: _Start, due_at: int | None) -> bool:
    """Whether a grounded rejection set the clock back to idle before it was due."""
    if instalment.starts != "delivery":
        return False
    rejected = _rejection(case, contract, instalment, start.event)
    return rejected is not None and (due_at is None or rejected.at < due_at)
