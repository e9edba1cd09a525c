"""`X-pay-after-invoice`: paid within so many working days of the invoice (三(一)督促其按时支付; asleep by default)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.debts import ended
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from conformance.monitors.plans import late_payer
from notice.events import Actor, ContractSigned, InvoiceReceived
from notice.law import Law

NORM = "X-pay-after-invoice"


@monitors(NORM)
def pay_after_invoice(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an invoice: with those before it for its instalment it is paid by then, or the debt has ended."""
    days = law.policy.number("invoice_pay_working_days")
    for invoice in case.all(InvoiceReceived):
        if covered(NORM, case, law, invoice):
            owed_fen = _asked_by_then(case, invoice)
            due_at = law.working_due(invoice.at, days)
            end = ended(case, invoice.contract, invoice.instalment, owed_fen)
            late = partial(_late, case, law, invoice, owed_fen, due_at)
            yield response_within(NORM, case, invoice, end, due_at, late, details={"instalment": invoice.instalment})


def _asked_by_then(case: Case, invoice: InvoiceReceived) -> int:
    return sum(
        one.amount_fen
        for one in case.all(InvoiceReceived)
        if (one.contract, one.instalment) == (invoice.contract, invoice.instalment) and precedes(one, invoice)
    )


def _late(case: Case, law: Law, invoice: InvoiceReceived, owed_fen: int, due_at: int | None) -> Late:
    signed = case.first(ContractSigned, lambda event: event.contract == invoice.contract)
    purchaser = Actor("purchaser", signed.purchaser) if signed else invoice.actor
    return Late((late_payer(case, law, invoice.contract, invoice.instalment, owed_fen, due_at) or purchaser,))
