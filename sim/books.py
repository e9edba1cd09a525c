"""The books: every money event as postings, so that nothing is created or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notice.events import Event, FeeCharged, LoanDisbursed, LossBooked, RepaymentCollected, TreasuryPaid
from sim.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.ledger import Posting

BUDGET, OUTSIDE = "budget", "outside"


class Books:
    """Accounts: the budget, each bank, each supplier, payment accounts, and the outside (costs, other sources).

    Live principal stands on `lent:<loan>`, so that what a bank is owed is what it lent, less repaid, less written off.
    """

    def __init__(self, journal: Callable[[Posting], object] | None = None) -> None:
        self.ledger = Ledger(frozenset((BUDGET, OUTSIDE, "bank", "claims")), journal)

    def by_type(self, supplier_of: Callable[[str], str]) -> dict[type[Event], Callable[[Any], None]]:
        """What to post for each type of money event; `supplier_of` an award."""
        posts: dict[type[Event], Callable[[Any, str], None]] = {
            LoanDisbursed: self._disbursed,
            RepaymentCollected: self._collected,
            LossBooked: self._lost,
            TreasuryPaid: self._paid,
            FeeCharged: self._charged,
        }
        return {kind: _for(post, supplier_of) for kind, post in posts.items()}

    def _disbursed(self, event: LoanDisbursed, supplier: str) -> None:
        self.ledger.post(event.at, f"supplier:{supplier}", f"bank:{event.bank}", event.amount_fen, "disbursement")
        self.ledger.post(event.at, f"lent:{event.loan}", "claims", event.amount_fen, "claim")

    def _collected(self, event: RepaymentCollected, supplier: str) -> None:
        amount_fen = event.principal_fen + event.interest_fen
        payer, bank = f"supplier:{supplier}", f"bank:{event.actor.id}"
        missing_fen = amount_fen - self.ledger.balance(payer)
        if missing_fen > 0:  # what the firm earns elsewhere
            self.ledger.post(event.at, payer, OUTSIDE, missing_fen, "own means")
        if amount_fen:
            self.ledger.post(event.at, bank, payer, amount_fen, "repayment")
        if event.principal_fen:
            self.ledger.post(event.at, "claims", f"lent:{event.loan}", event.principal_fen, "principal")

    def _lost(self, event: LossBooked, _supplier: str) -> None:
        self.ledger.post(event.at, "claims", f"lent:{event.loan}", event.amount_fen, "loss")

    def _paid(self, event: TreasuryPaid, supplier: str) -> None:
        self.ledger.post(event.at, f"supplier:{supplier}", BUDGET, event.amount_fen, "payment")

    def _charged(self, event: FeeCharged, _supplier: str) -> None:
        if event.step == "collected":
            self.ledger.post(event.at, f"bank:{event.bank}", OUTSIDE, event.amount_fen, "fee")

    def lent_fen(self, loan: str) -> int:
        """Live principal of a loan."""
        return self.ledger.balance(f"lent:{loan}")


def _for(post: Callable[[Any, str], None], supplier_of: Callable[[str], str]) -> Callable[[Any], None]:
    return lambda event: post(event, supplier_of(event.award))
