"""`pay-in-time`: an SME is paid within the payment regulation's period (保障中小企业款项支付条例; 五(二)无故拖延)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.debts import Debt, debts
from conformance.monitors.excuses import ground_for
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from conformance.monitors.payment_clocks import PayClock, if_freezes_shown
from conformance.monitors.plans import late_payer
from conformance.sight import unshown
from conformance.verdicts import ADVERSE
from notice.events import Actor, SizeDeclared
from notice.law import Law

NORM = "pay-in-time"


@monitors(NORM)
def pay_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an instalment whose clock has started, if its supplier is a small or medium firm."""
    for debt in case.once(debts, law):
        if covered(NORM, case, law, debt.clock.start):
            found = _ruled(case, law, debt)
            convicts = not debt.is_size_shown and found.verdict in ADVERSE
            yield unshown(found, (SizeDeclared.__name__,)) if convicts else found


def _ruled(case: Case, law: Law, debt: Debt) -> Finding:
    clock = debt.clock
    found = response_within(
        NORM, case, clock.start, debt.ended, clock.due_at, lambda: _late(case, law, clock),
        since_at=clock.since_at, details={"instalment": clock.instalment.instalment},
    )  # fmt: skip
    return if_freezes_shown(found, case, clock)


def _late(case: Case, law: Law, clock: PayClock) -> Late:
    """The treasury's if right plans for the whole instalment lay before it in time, else the purchaser's."""
    contract, owed = clock.contract, clock.instalment
    treasury = late_payer(case, law, contract.contract, owed.instalment, owed.amount_fen, clock.due_at)
    return Late((treasury or Actor("purchaser", contract.purchaser),), ground_for(case, law, clock, clock.due_at))
