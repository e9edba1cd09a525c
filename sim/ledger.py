"""The ledger: every fen that moves, by double entry."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable


class Posting(msgspec.Struct, frozen=True, gc=False):
    """One movement: `amount_fen` left the account `credit` and came to the account `debit`."""

    at: int
    debit: str
    credit: str
    amount_fen: int
    memo: str


class Ledger:
    """Accounts by name, balances in fen. A posting books one amount on two accounts, so the sum is always zero.

    Accounts in `overdrafts` may go below zero (sources of money: the budget, banks' funds, the rest of the world),
    as may those whose name begins with one of them and a colon, such as `bank:B01` with `bank`. `journal` is told of
    each posting; the ledger itself keeps balances only, so its size does not grow with time.
    """

    def __init__(self, overdrafts: frozenset[str], journal: Callable[[Posting], object] | None = None) -> None:
        self._balances: dict[str, int] = defaultdict(int)
        self._overdrafts, self._journal = overdrafts, journal

    def post(self, at: int, debit: str, credit: str, amount_fen: int, memo: str) -> None:
        """Moves `amount_fen` (more than 0) from `credit` to `debit`.

        Raises `ValueError` for another amount, for one account on both sides, and where an account would go below
        zero that must not; nothing is booked then.
        """
        if amount_fen <= 0 or debit == credit:
            raise ValueError(f"{memo}: cannot move {amount_fen} fen from '{credit}' to '{debit}'")
        left = self._balances[credit] - amount_fen
        if left < 0 and not self._may_overdraw(credit):
            raise ValueError(f"{memo}: '{credit}' holds {self._balances[credit]} fen and cannot pay {amount_fen}")
        self._balances[credit] = left
        self._balances[debit] += amount_fen
        if self._journal is not None:
            self._journal(Posting(at, debit, credit, amount_fen, memo))

    def balance(self, account: str) -> int:
        """What an account holds; 0 for one never booked."""
        return self._balances.get(account, 0)

    def check(self) -> None:
        """Raises `ValueError` if the sum is not zero or an account is below zero that must not be."""
        total = sum(self._balances.values())
        if total:
            raise ValueError(f"the ledger is out of balance by {total} fen")
        below = [name for name, held in self._balances.items() if held < 0 and not self._may_overdraw(name)]
        if below:
            raise ValueError(f"accounts below zero: {', '.join(sorted(below))}")

    def close(self, account: str) -> None:
        """Forgets an account that holds nothing. Raises `ValueError` if it holds something."""
        if self._balances.get(account, 0):
            raise ValueError(f"'{account}' still holds {self._balances[account]} fen")
        self._balances.pop(account, None)

    def _may_overdraw(self, account: str) -> bool:
        return account in self._overdrafts or account.partition(":")[0] in self._overdrafts
