"""`pay-in-time`: an SME is paid within the payment regulation's period (保障中小企业款项支付条例; 五(二)无故拖延)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.debts import Debt, debts
from conformance.monitors.excuses import excuses
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from conformance.monitors.payment_clocks import PayClock
from conformance.monitors.plans import late_payer
from conformance.sight import if_shown, unshown
from conformance.verdicts import Verdict
from notice.events import (
    AccountChanged,
    Actor,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    DelayExplained,
    Event,
    LoanAgreementSigned,
    RepaymentAccountAgreed,
    SizeDeclared,
)
from notice.law import Law

NORM = "pay-in-time"


@monitors(NORM)
def pay_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an instalment whose clock has started, if its supplier is a small or medium firm."""
    for debt in case.once(debts, law):
        if covered(NORM, case, law, debt.clock.start):
            found = _ruled(case, law, debt)
            convicts = not debt.is_size_shown and found.verdict in (Verdict.WARN, Verdict.FAIL)
            yield unshown(found, (SizeDeclared.__name__,)) if convicts else found


def _ruled(case: Case, law: Law, debt: Debt) -> Finding:
    clock = debt.clock
    found = response_within(
        NORM, case, clock.start, debt.ended, clock.due_at, lambda: _late(case, law, clock),
        since_at=clock.since_at, details={"instalment": clock.instalment.instalment},
    )  # fmt: skip
    if clock.frozen and found.verdict == Verdict.PASS:
        return if_shown(found, case, CourtFreezeLifted, AccountChanged)
    if case.all(CourtFreezeRecorded) and found.verdict in (Verdict.WARN, Verdict.FAIL):
        return if_shown(found, case, RepaymentAccountAgreed, LoanAgreementSigned)  # whether it was that account
    return found


def _late(case: Case, law: Law, clock: PayClock) -> Late:
    """The treasury's if right plans for the whole instalment lay before it in time, else the purchaser's."""
    contract, owed = clock.contract, clock.instalment
    treasury = late_payer(case, contract.contract, owed.instalment, owed.amount_fen, clock.due_at)
    return Late((treasury or Actor("purchaser", contract.purchaser),), _excuse(case, law, clock))


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
