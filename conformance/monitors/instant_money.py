"""`X-instant-money`: money within seconds of the bank's order (秒到账), where a reform gives their number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.events import Actor, DisbursementOrdered, LoanDisbursed
from notice.law import Law

NORM = "X-instant-money"


class Ordered(NamedTuple):
    """An order that a platform took, and the money that answered it."""

    order: DisbursementOrdered
    paid: LoanDisbursed | None


@monitors(NORM)
def instant_money(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an order."""
    seconds = law.policy.number("instant_seconds")
    for one in orders(case):
        if covered(NORM, case, law, one.order):
            yield paid_within(NORM, case, one, seconds)


def paid_within(norm: str, case: Case, one: Ordered, seconds: int) -> Finding:
    """Whether the money was there within so many seconds of the order, the last of them included."""
    bank = Actor("bank", one.order.bank)
    return response_within(norm, case, one.order, one.paid, one.order.at + seconds + 1, lambda: Late((bank,)))


def orders(case: Case) -> Iterator[Ordered]:
    """Every order of a bank, on its own loan, with the first disbursement of its loan after it that answers no earlier one."""
    unused = list(case.all(LoanDisbursed))
    for order in case.all(DisbursementOrdered):
        if order.actor != Actor("bank", order.bank):
            continue
        paid = next((one for one in unused if one.loan == order.loan and precedes(order, one)), None)
        if paid is not None:
            unused.remove(paid)
        yield Ordered(order, paid)
