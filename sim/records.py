"""What a market run leaves behind for its outcomes: one record an award, one an application, and the run's totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from notice.events import Event
    from notice.size import SizeClass
    from sim.parties import BankKind

Source = Literal["none_needed", "own_cash", "contract_loan", "ordinary_loan", "private_loan", "waiting"]
"""Where the money for an award came from; `waiting`: nowhere, the supplier paid its own suppliers late."""


class CaseRecord(msgspec.Struct, kw_only=True, gc=False):
    """An award and how it was financed and paid; the world fills it while it runs.

    `eligible`: its supplier is a medium, small or micro one. `need_fen`: what the supplier had to find beyond its cash;
    `cost_fen`: what that cost it, whatever the source. `pay_due_at`: the first instant at which the payment for the
    delivery is late; `paid_at`: when it was paid. A diversion is a try to have the purchaser's money paid elsewhere.
    """

    award: str
    measured: bool
    supplier: str
    size_class: SizeClass
    industry: str
    eligible: bool
    amount_fen: int
    source: Source = "none_needed"
    need_fen: int = 0
    cost_fen: int = 0
    pay_due_at: int | None = None
    paid_at: int | None = None
    diversions_attempted: int = 0
    diversions_blocked: int = 0


class LoanRecord(msgspec.Struct, kw_only=True, gc=False):
    """An application to a bank and the loan that came of it, if one did; the world fills it while it runs.

    `first`: as the policy's `first_scope` reads it, at acceptance. `approved`: None while undecided. `ended_at`: it
    ended without money (rejected, returned, withdrawn, turned down). `due_at`: of the loan clock with suspensions.
    `cost_fen`: interest and fees over the loan's life; `alternative_cost_fen`: what the same money would have cost from
    the source this supplier would else have used, None if it had none.
    """

    award: str
    application: str
    measured: bool
    supplier: str
    bank: str
    bank_kind: BankKind
    size_class: SizeClass
    submitted_at: int
    amount_fen: int
    first: bool = True
    accepted_at: int | None = None
    decided_at: int | None = None
    approved: bool | None = None
    ended_at: int | None = None
    due_at: int | None = None
    disbursed_at: int | None = None
    principal_fen: int = 0
    apr_bp: int | None = None
    all_in_apr_bp: int | None = None
    cost_fen: int = 0
    alternative_cost_fen: int | None = None
    closed_at: int | None = None
    defaulted: bool = False
    loss_fen: int = 0


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a market: `until` is its first instant after the end, `digest` the SHA-256 over its event log.

    `counts` are whole-run totals such as events; `trace` holds the events if they were kept.
    """

    until: int
    cases: list[CaseRecord]
    loans: list[LoanRecord]
    counts: dict[str, int]
    digest: str
    trace: tuple[Event, ...] | None = None
