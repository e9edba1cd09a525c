"""A bank's file on one application, from the push to the money or an end without it: one story."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, get_args

from agents import bank_wrongs, loans
from agents.bank_wrongs import SECURITIES
from agents.commitments import breaks
from agents.pricing import USUAL_DAYS, exceeds_cap, lends_to, rate_bp
from notice.civil import DAY, HOUR
from notice.events import (
    AccountChanged,
    Actor,
    ApplicationAccepted,
    ApplicationPushed,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ClockResumed,
    ClockStarted,
    ClockSuspended,
    ContractAmended,
    ContractSigned,
    Event,
    LoanAgreementSigned,
    OfferAccepted,
    QuoteIssued,
    RepaymentAccountAgreed,
    SecurityRequested,
    SupplementProvided,
    SupplementRequested,
)
from notice.money import BP
from notice.vocabulary import PushPart, Security

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.misdeeds import Misdeeds
    from agents.world import Luck, Story, World
    from notice.vocabulary import RejectionGround

PARTS_PUSHED = len(get_args(PushPart))
MISSING = ("tax_record",)
STALLS_MAX = 5
LONG_AFTER = 1 << 40
"""Mornings for which a bank whose desk is full puts off taking an application up."""
QUEUE_PER_OFFICER = 2
"""Files an officer gets through in a day, about."""
SHARE_MIN_BP = 500
TENOR_MAX_DAYS = 365
SITTINGS = (1, 4)
"""Weekdays of the credit committee: Tuesday and Friday."""
EPOCH_WEEKDAY = 3
"""Day number 0 was a Thursday."""
PATIENCE_DAYS = 10
"""How long a bank waits for the contract to name the account where no clock runs."""
LAST_DAY = "last day"
"""The letter by which a bank stops waiting for the contract to name the account."""


class File:
    """What a bank knows of one application. `due_at`: as the platform told it, None while others hold the ball.

    `named`: the contract names the repayment account. `is_over`: the supplier withdrew, or the bank is done with it.
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
        self.account = f"R{self.award[1:]}-{bank.id}"
        self.due_at: int | None = None
        self.clock = ""
        self.limit_fen = self.apr_bp = 0
        self.named = contract is not None and contract.account == self.account
        self.is_over = self.suspended = self.lapsed = False
        self.loan: loans.Loan | None = None
        self.mail: Any = world.mailbox()

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
            file.contract, file.named = event, event.account == file.account
            file.mail.put(event)
        case ContractAmended():
            file.named = event.account == file.account or file.named
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


def handles(file: File) -> Story:
    """Takes up, examines, decides, agrees, pays out. Wherever the supplier has withdrawn meanwhile, the file ends."""
    world = file.world
    if file.contract is None and "account_agreed_late" not in file.misdeeds:
        _agrees_on_account(file)
        file.bank.agreed_in_time.add(file.account)
    intake_until = world.hours.after(world.now, file.luck.table("intake", world.habits.intake_seconds))
    yield max(world.now, min(intake_until, _takes_up_by(file))) - world.now
    if not (yield from _finds_time(file)) or not _takes_up(file):
        return
    if not (yield from _completes(file)):
        return
    if not (yield from _examines(file)) or not _offers(file):
        return
    if (yield from _waits_for(file, OfferAccepted)) and (yield from _agrees(file)):
        yield from loans.pays_out(file)


Step = Generator[Any, Any, bool]
"""Part of the story; it returns whether the file goes on."""


def _finds_time(file: File) -> Step:
    """A bank whose queue is longer than the time limit puts off taking up: the clock starts only then."""
    world, bank = file.world, file.bank
    days = world.scheme.repeat_working_days if file.supplier in bank.customers else world.scheme.first_working_days
    for _ in range(STALLS_MAX):
        if bank.desk.waiting <= bank.officers * QUEUE_PER_OFFICER * days or file.is_over:
            break
        tomorrow = world.hours.opens((world.now // DAY + 1) * DAY)
        if tomorrow > _takes_up_by(file):
            break
        yield tomorrow - world.now
    return not file.is_over


def _takes_up_by(file: File) -> int:
    """The opening hour of the last working day that a reform leaves for taking up, counted from the application."""
    world, days = file.world, file.world.scheme.accept_working_days
    if days is None:
        return LONG_AFTER
    return world.hours.opens(world.calendar.working_day_after(file.submitted_at // DAY, days) * DAY)


def _takes_up(file: File) -> bool:
    """受理, or back to the supplier for its missing documents, or no for want of staff. Whether the file goes on."""
    world, bank, luck = file.world, file.bank, file.luck
    if len(file.pushed.parts) < PARTS_PUSHED:  # the bank acts on what it was never given in whole
        world.confess("push-three-parts", file.award, file.pushed.actor)
    full = bank.desk.waiting > bank.officers * QUEUE_PER_OFFICER * world.scheme.first_working_days
    if bank.terminated:
        _rejects(file, "other")
    elif full:
        _rejects(file, "capacity")
    elif luck.chance("returned", world.habits.returned_file_bp) and file.application.endswith("-1"):
        world.submit(bank, ApplicationReturned, **file.case, missing_docs=MISSING)
    else:
        return _accepts(file)
    file.is_over = True
    return False


def _accepts(file: File) -> bool:
    world, bank = file.world, file.bank
    if world.submit(bank, ApplicationAccepted, **file.case):
        file.is_over = True
        return False
    bank_wrongs.on_taking_up(file)
    return True


def _completes(file: File) -> Step:
    """Asks for documents that are missing and waits for them."""
    if file.luck.chance("incomplete", file.world.habits.incomplete_file_bp):
        file.world.submit(file.bank, SupplementRequested, **file.case, missing_docs=MISSING)
        return (yield from _waits_for(file, SupplementProvided))
    return True


def _examines(file: File) -> Step:
    """By machine, or by an officer and the credit committee."""
    world, bank = file.world, file.bank
    if not file.is_offline and file.luck.chance("automated", bank.automated_bp):
        seconds = file.luck.table("effort", world.habits.effort_automated_seconds)
        yield world.hours.after(world.now, seconds) - world.now
        return not file.is_over
    # in the order of due instants; the green channel moves a file ahead of other business
    yield bank.desk.request((_means_to_be_done_by(file) - bank.lead_days * DAY,))
    if not file.is_over:
        yield world.hours.after(world.now, _effort(file)) - world.now
    bank.desk.release()
    yield _sitting(file) - world.now
    return not file.is_over


def _sitting(file: File) -> int:
    """When the credit committee decides: at its next sitting if the due instant leaves time for it, else at once."""
    world = file.world
    day = world.now // DAY + 1
    while (day + EPOCH_WEEKDAY) % 7 not in SITTINGS:
        day += 1
    sits_at = world.hours.opens(day * DAY)
    takes = file.luck.table("lag", world.habits.first_lag_seconds)
    in_time = world.hours.after(sits_at, takes) < _means_to_be_done_by(file) - DAY
    return sits_at if in_time else world.now


def _means_to_be_done_by(file: File) -> int:
    """The due instant as told, or the bank's own for other business where no clock runs."""
    if file.due_at is not None:
        return file.due_at
    world = file.world
    return world.calendar.working_day_after(world.now // DAY, world.habits.background_due_working_days) * DAY


def _effort(file: File) -> int:
    habits = file.world.habits
    table = habits.effort_offline_seconds if file.is_offline else habits.effort_online_seconds
    seconds = file.luck.table("effort", table)
    return seconds * habits.repeat_effort_percent // 100 if file.supplier in file.bank.customers else seconds


def _offers(file: File) -> bool:
    """Declines, or quotes limit and rate. Whether it quoted."""
    world, bank = file.world, file.bank
    if bank.terminated:
        _rejects(file, "other")
        return False
    if not file.misdeeds and not lends_to(bank, file.frailty):
        _rejects(file, "credit")
        return False
    if "rejected_for_security" in file.misdeeds:
        world.confess("no-security", file.award, bank.actor)
        _rejects(file, "no_security_offered")
        return False
    bank_wrongs.before_quoting(file)
    if world.scheme.guarantee_allowed and "security_requested" not in file.misdeeds:
        world.submit(bank, SecurityRequested, **file.case, security="natural_person_guarantee")
    quoted = terms(file)
    file.is_over = bool(world.submit(bank, QuoteIssued, **file.case, **quoted))
    if not file.is_over:
        bank_wrongs.beside_quote(file, quoted)
    return not file.is_over


def terms(file: File) -> dict[str, Any]:
    """Limit, rate and tenor of the offer: at most what was asked for, and a share of the award."""
    share_bp = file.luck.table("limit", file.world.habits.loan_to_award_bp)
    limit_fen = min(file.requested_fen, file.award_fen * min(max(share_bp, SHARE_MIN_BP), BP) // BP)
    file.limit_fen = max(1, limit_fen)
    file.apr_bp = bank_wrongs.rate_bp(file, rate_bp(file.bank, file.frailty, USUAL_DAYS))
    return {
        "limit_fen": file.limit_fen,
        "apr_bp": file.apr_bp,
        "tenor_days": TENOR_MAX_DAYS,
        "reviewed": bank_wrongs.reviewed(file),
        "comparable_apr_bp": file.world.habits.ordinary_loan_apr_bp,
    }


def _rejects(file: File, ground: RejectionGround) -> None:
    file.is_over = True
    file.world.submit(file.bank, ApplicationRejected, **file.case, ground=ground)


def _agrees(file: File) -> Step:
    """Account, agreement; then it waits for the contract and for the account to be named in it, as long as it can."""
    world = file.world
    if "account_agreed_late" in file.misdeeds:
        yield from _has_contract(file)
        yield HOUR
    if file.is_over:
        return False
    if file.contract is not None and not file.named:
        _agrees_on_account(file)
    yield world.hours.after(world.now, HOUR) - world.now
    if file.is_over or not _signs(file):
        return False
    if file.contract is None and "disbursed_before_contract" in file.misdeeds:
        return True
    if not (yield from _has_contract(file)):
        return False
    waits_until = world.now + PATIENCE_DAYS * DAY if file.due_at is None else file.due_at - DAY
    world.call(max(0, waits_until - world.now), file.mail.put, LAST_DAY)
    while not file.named and not file.is_over:
        if (yield file.mail) == LAST_DAY:
            break
    return not file.is_over


def _has_contract(file: File) -> Step:
    """Waits until the contract is signed, or the supplier withdraws."""
    while file.contract is None and not file.is_over:
        yield file.mail
    return not file.is_over


def _signs(file: File) -> bool:
    """The loan agreement, once with a security it may not take if it means to. Whether there is one."""
    world, bank = file.world, file.bank
    agreement = {
        **file.case,
        "loan": "L" + file.application,
        "account": file.account,
        "principal_max_fen": file.limit_fen,
        "apr_bp": file.apr_bp,
        "day_count": loans.DAY_COUNT,
        "tenor_days": TENOR_MAX_DAYS,
        "purposes": file.purposes,
    }
    security: tuple[Security, ...] = ("natural_person_guarantee",) if world.scheme.guarantee_allowed else ()
    if "security_taken" in file.misdeeds:
        security = (SECURITIES[file.luck.below("security", len(SECURITIES) - 1)],)
        world.confess("no-security", file.award, bank.actor)
    refused = world.submit(bank, LoanAgreementSigned, **agreement, security=security)
    if refused and "security_taken" in file.misdeeds:
        refused = world.submit(bank, LoanAgreementSigned, **agreement)
    if refused:
        file.is_over = True
        return False
    if "account_agreed_late" in file.misdeeds and file.contract is not None and file.submitted_at < file.contract.at:
        supplier = Actor("supplier", file.supplier)
        world.confess("account-agreed-before-contract", file.award, bank.actor, supplier)
    if exceeds_cap(bank, file.apr_bp):
        for norm in ("X-apr-cap", "preferential-rate"):
            world.confess(norm, file.award, bank.actor)
    file.loan = loans.Loan(file, agreement["loan"])
    return True


def _agrees_on_account(file: File) -> None:
    """Bank and supplier agree on the account for the purchaser's money."""
    file.world.submit(
        file.bank,
        RepaymentAccountAgreed,
        award=file.award,
        supplier=file.supplier,
        bank=file.bank.id,
        account=file.account,
    )


def _waits_for(file: File, kind: type[Event]) -> Step:
    """Until the next letter of a kind, or until the supplier withdraws."""
    while not file.is_over:
        if isinstance((yield file.mail), kind):
            return True
    return False
