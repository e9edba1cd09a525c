"""`pay-in-time`: an SME is paid within the payment regulation's period (保障中小企业款项支付条例; 五(二)无故拖延)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.excuses import excuses
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from conformance.monitors.payment_clocks import PayClock, pay_clocks
from conformance.monitors.plans import right_plans
from conformance.monitors.sizes import sizes
from conformance.sight import if_shown, unshown
from conformance.verdicts import Verdict
from notice.events import (
    AccountChanged,
    Actor,
    AwardVoided,
    ContractSigned,
    ContractTerminated,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    DelayExplained,
    Event,
    LoanAgreementSigned,
    PaymentOrdered,
    PaymentPlanReturned,
    RepaymentAccountAgreed,
    SizeDeclared,
    TreasuryPaid,
)
from notice.law import Law
from notice.size import SizeClass

NORM = "pay-in-time"


@monitors(NORM)
def pay_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an instalment whose clock has started, if its supplier is a small or medium firm."""
    for contract in case.all(ContractSigned):
        size = _size(case, law, contract)
        if size == "large" or (size is None and case.knows(SizeDeclared, contract.at)):
            continue
        for clock in pay_clocks(case, law, contract):
            if covered(NORM, case, law, clock.start):
                found = _ruled(case, law, clock)
                convicts = size is None and found.verdict in (Verdict.WARN, Verdict.FAIL)
                yield unshown(found, (SizeDeclared.__name__,)) if convicts else found


def _size(case: Case, law: Law, contract: ContractSigned) -> SizeClass | None:
    """The supplier's size as of the reading's date; it stands until another is declared. None: none is shown."""
    declared = [size for size in case.once(sizes, law) if size.said.supplier == contract.supplier]
    as_of = [size for size in declared if size.said.declared_for == law.policy.reading("size_at_contract")]
    counted = as_of or [size for size in declared if size.said.declared_for == "award"]
    return counted[-1].size if counted else None


def _ruled(case: Case, law: Law, clock: PayClock) -> Finding:
    found = response_within(
        NORM, case, clock.start, _end(case, clock), clock.due_at, lambda: _late(case, law, clock),
        since_at=clock.since_at, details={"instalment": clock.instalment.instalment},
    )  # fmt: skip
    if clock.frozen and found.verdict == Verdict.PASS:
        return if_shown(found, case, CourtFreezeLifted, AccountChanged)
    if case.all(CourtFreezeRecorded) and found.verdict in (Verdict.WARN, Verdict.FAIL):
        return if_shown(found, case, RepaymentAccountAgreed, LoanAgreementSigned)  # whether it was that account
    return found


def _end(case: Case, clock: PayClock) -> Event | None:
    """The payment that made the instalment whole, or what ended the debt; whichever came first."""
    contract = clock.contract.contract
    ends: list[Event] = [event for event in case.all(ContractTerminated) if event.contract == contract]
    ends += case.all(AwardVoided)
    owed = clock.instalment.amount_fen
    for paid in case.all(TreasuryPaid):
        if paid.contract == contract and paid.instalment == clock.instalment.instalment:
            owed -= paid.amount_fen
            if owed <= 0:
                ends.insert(0, paid)
                break
    return min(ends, key=lambda event: event.at, default=None)


def _late(case: Case, law: Law, clock: PayClock) -> Late:
    """The treasury's if right plans for the whole instalment lay before it in time, else the purchaser's."""
    planned = right_plans(case, clock)
    late = _treasury(case) if planned >= clock.instalment.amount_fen else Actor("purchaser", clock.contract.purchaser)
    return Late((late,), _excuse(case, law, clock))


def _treasury(case: Case) -> Actor:
    """The treasury of the case, as it acted; a log in which it never acts names it by its role."""
    acts = (event for kind in (TreasuryPaid, PaymentOrdered, PaymentPlanReturned) for event in case.all(kind))
    return next((act.actor for act in acts if act.actor.role == "treasury"), Actor("treasury", "treasury"))


def _excuse(case: Case, law: Law, clock: PayClock) -> Event | None:
    """A ground that counts, recorded by purchaser or treasury before the money was due."""
    due_at = clock.due_at
    if due_at is None:
        return None
    return case.first(
        DelayExplained,
        lambda said: (
            said.clock == "pay"
            and said.actor.role in ("purchaser", "treasury")
            and said.contract in (None, clock.contract.contract)
            and said.instalment in (None, clock.instalment.instalment)
            and said.known_at < due_at
            and excuses(law, said.ground, waits_for_audit=clock.terms.waits_for_audit)
        ),
    )
