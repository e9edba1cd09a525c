"""What the platform remembers: one `Case` per award, and what hangs on it. Mutable; the rules live beside it."""

from __future__ import annotations

from typing import Literal

import msgspec

from notice.events import (
    AccountChangeRequested,
    Actor,
    AwardNoticeIssued,
    ConsentGiven,
    CourtFreezeRecorded,
    GoodsDelivered,
    Instalment,
    PaymentPlanSubmitted,
    PaymentTerms,
    SupportRequested,
)
from notice.law import Interval
from notice.vocabulary import Cause, Channel, Lock
from notice.vocabulary import Clock as ClockName

ApplicationState = Literal[
    "submitted",
    "pushed",
    "accepted",
    "quoted",
    "offer_accepted",
    "agreed",
    "disbursed",
    "returned",
    "rejected",
    "withdrawn",
    "void",
]
LoanState = Literal["agreed", "live", "closed", "lapsed"]

OPEN: frozenset[ApplicationState] = frozenset({"submitted", "pushed", "accepted", "quoted", "offer_accepted", "agreed"})
"""States in which an application still waits for something."""


class Hold(msgspec.Struct, frozen=True, gc=False):
    """A cause of suspension in force: since when, by which event, waiting on whom."""

    cause: Cause
    since_at: int
    by: str
    waiting_on: Actor | None


class Tolling(msgspec.Struct, gc=False, eq=False):
    """The suspensions of one object: holds in force by name, and intervals that have ended."""

    open: dict[str, Hold] = {}
    past: list[Interval] = []

    def intervals(self) -> list[Interval]:
        """All suspensions, those in force without an end."""
        return [*self.past, *((hold.since_at, None) for hold in self.open.values())] if self.open else self.past

    def end(self, name: str, at: int) -> Hold | None:
        """Ends the hold of this name at `at`, if there is one; a moment's hold leaves nothing behind."""
        hold = self.open.pop(name, None)
        if hold is not None and hold.since_at < at:
            self.past.append((hold.since_at, at))
        return hold


class Support(msgspec.Struct, gc=False, eq=False):
    """What the purchaser was asked for. `hold`: how its hold on a loan clock is called."""

    request: SupportRequested
    answered: bool = False
    clock: Clock | None = None

    @property
    def hold(self) -> str:
        return f"SUPPORT {self.request.support}"


class Clock(msgspec.Struct, gc=False, eq=False, kw_only=True):
    """One statutory clock. `due_at` None: suspended without a known end. `days` as the clock's kind counts them."""

    kind: ClockName
    bearer: Actor
    started_at: int
    days: int
    due_at: int | None = None
    award: str | None = None
    application: str | None = None
    contract: str | None = None
    instalment: str | None = None
    support: str | None = None
    order: str | None = None
    tolling: tuple[Tolling, ...] = ()
    missed: bool = False
    stopped: bool = False

    @property
    def running(self) -> bool:
        """Whether it can still be missed."""
        return not (self.missed or self.stopped)


class Application(msgspec.Struct, gc=False, eq=False, kw_only=True):
    """One application (融资申请). `given` and `missing` are documents; `accepted_at` is 受理."""

    id: str
    award: str
    supplier: str
    bank: str
    submitted_at: int
    channel: Channel
    state: ApplicationState = "submitted"
    accepted_at: int | None = None
    supplement_asked: bool = False
    given: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    clock: Clock | None = None
    tolling: Tolling = msgspec.field(default_factory=Tolling)


class Loan(msgspec.Struct, gc=False, eq=False, kw_only=True):
    """One loan (fen). `reserved_fen`: ordered and not yet paid out. `disbursements`: (at, amount) of each fact."""

    id: str
    application: str
    supplier: str
    bank: str
    account: str
    principal_max_fen: int
    apr_bp: int
    state: LoanState = "agreed"
    reserved_fen: int = 0
    disbursed_fen: int = 0
    repaid_fen: int = 0
    lost_fen: int = 0
    disbursements: list[tuple[int, int]] = []

    @property
    def live_fen(self) -> int:
        """Live principal: disbursed less repaid, until closed."""
        return self.disbursed_fen - self.repaid_fen if self.state == "live" else 0

    @property
    def unsettled(self) -> bool:
        """Whether the agreement still binds the repayment account."""
        return self.state in ("agreed", "live")


class Change(msgspec.Struct, gc=False, eq=False):
    """A requested change of the repayment account, and the lenders that consented to it."""

    request: AccountChangeRequested
    consents: frozenset[str] = frozenset()
    done: bool = False


class Account(msgspec.Struct, gc=False, eq=False):
    """The one repayment account of a case (唯一账户). `number`: the account in force; `agreed_with`: its banks."""

    number: str | None = None
    agreed_with: frozenset[str] = frozenset()
    named: bool = False
    lock: Lock | None = None
    released: bool = False
    changes: dict[str, Change] = {}
    freezes: dict[str, CourtFreezeRecorded] = {}
    lifted: dict[str, CourtFreezeRecorded] = {}


class Due(msgspec.Struct, gc=False, eq=False, kw_only=True):
    """One instalment: its terms and how far it came. `started`: its pay clock's start event has happened."""

    terms: Instalment
    started: bool = False
    delivered_at: int | None = None
    accepted: bool = False
    paid_fen: int = 0
    clock: Clock | None = None


class Contract(msgspec.Struct, gc=False, eq=False, kw_only=True):
    """The procurement contract. `publishing`: what is to be published (amendment, None: the contract) and its clock."""

    id: str
    signed_at: int
    supplier: str
    purchaser: str
    amount_fen: int
    amended_fen: int = 0
    terms: PaymentTerms
    instalments: dict[str, Due] = {}
    publishing: dict[str | None, Clock | None] = {}
    published: set[str | None] = set()
    filing: Clock | None = None
    filed: bool = False
    terminated: bool = False


class Plan(msgspec.Struct, gc=False, eq=False):
    """A payment plan (用款计划). `ordered_fen`: what the treasury has ordered on it."""

    event: PaymentPlanSubmitted
    ordered_fen: int = 0
    returned: str | None = None


class Case(msgspec.Struct, gc=False, eq=False):
    """One award and all that hangs on it. `notice` None: the award notice has not been issued."""

    award: str
    notice: AwardNoticeIssued | None = None
    voided: bool = False
    msme: dict[str, bool] = {}
    small: dict[str, bool] = {}
    consents: dict[str, ConsentGiven] = {}
    supports: dict[str, Support] = {}
    signing: Clock | None = None
    contract: Contract | None = None
    applications: dict[str, Application] = {}
    loans: dict[str, Loan] = {}
    account: Account = msgspec.field(default_factory=Account)
    frozen: Tolling = msgspec.field(default_factory=Tolling)
    plans: dict[str, Plan] = {}
    paid_fen: int = 0
    treasury: Actor | None = None
    clocks: list[Clock] = []

    @property
    def live_fen(self) -> int:
        """Live principal over all banks."""
        return sum(loan.live_fen for loan in self.loans.values())

    @property
    def lenders(self) -> set[str]:
        """Banks whose loan agreement still binds the account."""
        return {loan.bank for loan in self.loans.values() if loan.unsettled}

    def known_bank(self, bank: str) -> bool:
        """Whether the bank has or had an application on this award."""
        return any(application.bank == bank for application in self.applications.values())


class Inspection(msgspec.Struct, gc=False, eq=False):
    """A delivery that waits for acceptance, on the page of the instant when the time for it has run out."""

    case: Case
    due: Due
    delivered: GoodsDelivered


Dated = Clock | Inspection
"""What can stand on a page of due instants."""
