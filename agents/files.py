"""A bank's file on one application: what the bank knows of it, and hears about it."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from agents import loans
from agents.commitments import breaks
from notice.events import (
    AccountChanged,
    ApplicationPushed,
    ApplicationRejected,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ClockResumed,
    ClockStarted,
    ClockSuspended,
    ContractAmended,
    ContractSigned,
    Event,
)

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.misdeeds import Misdeeds
    from agents.world import Luck, World
    from notice.vocabulary import RejectionGround

Step = Generator[Any, Any, bool]
"""Part of the story; it returns whether the file goes on."""


class File:
    """What a bank knows of one application. `due_at`: as the platform told it, None while others hold the ball.

    `decide_by`: the end of the day on which it was complete, where a reform asks for a quote on that day.
    `account`: given if another bank's loan is already to be paid back from it (唯一账户). `named`: the contract names it,
    and this bank. `is_over`: the supplier withdrew, or the bank is done with it.
    """

    __slots__ = (
        "account",
        "application",
        "apr_bp",
        "award",
        "award_fen",
        "bank",
        "clock",
        "contract",
        "decide_by",
        "due_at",
        "frailty",
        "is_offline",
        "is_over",
        "lapsed",
        "limit_fen",
        "loan",
        "luck",
        "mail",
        "misdeeds",
        "named",
        "purposes",
        "pushed",
        "requested_fen",
        "submitted_at",
        "supplier",
        "suspended",
        "world",
    )

    def __init__(
        self,
        world: World,
        bank: Bank,
        submitted: ApplicationSubmitted,
        pushed: ApplicationPushed,
        notice: AwardNoticeIssued,
        contract: ContractSigned | None,
        account: str | None = None,
        *,
        frailty: int,
        luck: Luck,
        misdeeds: Misdeeds,
    ) -> None:
        self.world, self.bank, self.luck, self.misdeeds = world, bank, luck, misdeeds
        self.application, self.award, self.supplier = submitted.application, submitted.award, submitted.supplier
        self.requested_fen, self.award_fen = submitted.amount_fen, notice.amount_fen
        self.purposes = submitted.purposes
        self.is_offline = submitted.channel == "offline"
        self.pushed, self.frailty, self.contract = pushed, frailty, contract
        self.submitted_at = submitted.at
        self.account = account or f"R{self.award[1:]}-{bank.id}"
        self.due_at: int | None = None
        self.decide_by: int | None = None
        self.clock = ""
        self.limit_fen = self.apr_bp = 0
        self.named = contract is not None and self.is_named_in(contract)
        self.is_over = self.suspended = self.lapsed = False
        self.loan: loans.Loan | None = None
        self.mail: Any = world.mailbox()

    def is_named_in(self, contract: ContractSigned | ContractAmended) -> bool:
        """Whether the contract names this bank and the account agreed with it."""
        return (contract.bank, contract.account) == (self.bank.id, self.account)

    @property
    def case(self) -> dict[str, Any]:
        """The fields that every event about the application has."""
        return {
            "award": self.award,
            "application": self.application,
            "supplier": self.supplier,
            "bank": self.bank.id,
        }

    def lapses(self, due_at: int) -> None:
        """The bank is late, by decision or because its desk did not get there: one breach a file."""
        if not self.lapsed:
            self.lapsed = True
            first = self.clock != "repeat_loan"
            norm = "first-loan-in-time" if first else "repeat-loan-in-time"
            self.world.confess(norm, self.award, self.bank.actor, due_at=due_at)
            breaks(self, "first_sla_working_days" if first else "repeat_sla_working_days", due_at)


def hears(file: File, event: Event) -> None:
    """Notes what the platform shows the bank about its case; the file's story reads the letters it waits for."""
    match event:
        case ClockStarted() | ClockResumed():
            file.clock, file.due_at, file.suspended = event.clock, event.due_at, False
            file.world.call(max(0, event.due_at - file.world.now), _lets_pass, (file, event.due_at))
        case ClockSuspended():
            file.suspended = True
        case ContractSigned():
            file.contract, file.named = event, file.is_named_in(event)
            file.mail.put(event)
        case ContractAmended():
            file.named = file.is_named_in(event) or file.named
            file.mail.put(event)
        case AccountChanged():
            loans.hears_account_changed(file, event)
        case _:
            file.mail.put(event)


def _lets_pass(clock: tuple[File, int]) -> None:
    file, due_at = clock
    paid = file.loan is not None and file.loan.disbursed_at is not None
    if not (file.is_over or paid or file.suspended) and file.due_at == due_at:
        file.lapses(due_at)


def ends(file: File, event: Event) -> None:
    """The supplier withdrew, or the award is void."""
    file.is_over = True
    file.mail.put(event)


def rejects(file: File, ground: RejectionGround) -> None:
    file.is_over = True
    file.world.submit(file.bank, ApplicationRejected, **file.case, ground=ground)


def waits_for(file: File, kind: type[Event]) -> Step:
    """Until the next letter of a kind, or until the supplier withdraws."""
    while not file.is_over:
        if isinstance((yield file.mail), kind):
            return True
    return False
