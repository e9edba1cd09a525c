"""A bank in the scheme: files, publishes a product, and keeps a desk with other files than these on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from agents import product_wrongs
from agents.commitments import PARTS, promises
from agents.examination import TENOR_MAX_DAYS, terms
from agents.pricing import MEAN_FRAILTY, USUAL_DAYS, rate_bp
from agents.world import Desk, Distribution, Luck, Party, World
from notice.civil import DAY
from notice.events import Actor, BankFiled, ProductPublished, QuoteIssued
from notice.vocabulary import CommitmentKind

if TYPE_CHECKING:
    from agents.files import File
    from agents.misdeeds import BankMisdeeds

BankKind = Literal["state_owned", "joint_stock", "city", "rural"]

LOAN_MAX_FEN = 1_000_000_000
PRICES_EVERY_DAYS = 90
LOOKS_AGAIN_DAYS = 15


class Bank(Party):
    """A lender. `lead_days`: working days by which contract loans go ahead of other files; `terminated`:
    its cooperation was ended;
    `promised`: what it filed as commitments, by kind; `last_file`: of the applications that it is done with, the last."""

    __slots__ = (
        "agreed_in_time",
        "appetite_bp",
        "automated_bp",
        "background_effort",
        "background_gap",
        "commitment",
        "customers",
        "desk",
        "funding_spread_bp",
        "kind",
        "last_file",
        "lead_days",
        "luck",
        "margin_bp",
        "misdeeds",
        "officers",
        "promised",
        "terminated",
        "world",
    )

    def __init__(
        self,
        world: World,
        actor: Actor,
        *,
        kind: BankKind,
        desk: Desk,
        officers: int,
        funding_spread_bp: int,
        margin_bp: int,
        appetite_bp: int,
        automated_bp: int,
        background_effort: Distribution[int],
        background_gap: Distribution[int] | None,
        luck: Luck,
    ) -> None:
        super().__init__(actor)
        self.world, self.kind, self.desk, self.officers = world, kind, desk, officers
        self.funding_spread_bp, self.margin_bp = funding_spread_bp, margin_bp
        self.appetite_bp, self.automated_bp = appetite_bp, automated_bp
        self.background_effort, self.background_gap, self.luck = background_effort, background_gap, luck
        self.commitment = "K" + actor.id
        self.lead_days = world.habits.green_lead_working_days
        self.promised: dict[CommitmentKind, int] = {}
        self.customers: set[str] = set()
        self.agreed_in_time: set[str] = set()
        """Repayment accounts agreed while there was no contract yet."""
        self.last_file: File | None = None
        self.terminated = False
        self.misdeeds: BankMisdeeds = frozenset()


def joins(bank: Bank) -> None:
    """Files with all parts and its commitments, and publishes its product; who means to do wrong begins here."""
    files_after = product_wrongs.before_filing(bank, _product(bank))
    bank.world.call(files_after, _files, bank)
    product_wrongs.plans(bank)


def _files(bank: Bank) -> None:
    commitments = promises(bank)
    bank.promised = {one.kind: one.value for one in commitments}
    bank.world.submit(bank, BankFiled, bank=bank.id, parts=PARTS, commitments=commitments)
    publishes(bank)


def publishes(bank: Bank) -> None:
    """Publishes its product at the rate that an average customer would pay today; again every quarter."""
    if not bank.terminated:
        bank.world.submit(bank, ProductPublished, **_product(bank))
        bank.world.call(PRICES_EVERY_DAYS * DAY, publishes, bank)


def _product(bank: Bank) -> dict[str, Any]:
    return {
        "bank": bank.id,
        "product": "D" + bank.id,
        "offered_apr_bp": rate_bp(bank, MEAN_FRAILTY, USUAL_DAYS),
        "loan_max_fen": LOAN_MAX_FEN,
        "tenor_max_days": TENOR_MAX_DAYS,
    }


def hears_termination(bank: Bank) -> None:
    """It is out of the scheme. One that means to go on soon approaches an old customer, beside the platform."""
    bank.terminated = True
    if "business_after_termination" in bank.misdeeds:
        bank.world.call(bank.luck.between("goes_on", 3, 20) * DAY, _goes_on, bank)


def _goes_on(bank: Bank) -> None:
    if bank.last_file is None:
        bank.world.call(LOOKS_AGAIN_DAYS * DAY, _goes_on, bank)
    else:
        bank.world.confess("discipline-bank", bank.id, bank.actor)
        bank.world.happens(bank, QuoteIssued, **bank.last_file.case, **terms(bank.last_file))


def other_business(bank: Bank, until: int, number: int = 0) -> None:
    """The bank's other small-firm files, this one and those behind it: they come up to `until`."""
    assert bank.background_gap is not None
    world, luck = bank.world, bank.luck.sub(number)
    now = world.now
    comes_at = world.hours.after(now, max(luck.table("gap", bank.background_gap), 1))
    if comes_at < until:
        seconds = luck.table("effort", bank.background_effort)
        world.call(comes_at - now, _other_file_comes, (bank, until, number, seconds))


def _other_file_comes(file: tuple[Bank, int, int, int]) -> None:
    """It waits for an officer like any other."""
    bank, until, number, seconds = file
    world = bank.world
    due_day = world.calendar.working_day_after(world.now // DAY, world.habits.background_due_working_days)
    bank.desk.call((due_day * DAY,), _works_on_other_file, (bank, seconds))
    other_business(bank, until, number + 1)


def _works_on_other_file(file: tuple[Bank, int]) -> None:
    """It takes an officer's time."""
    bank, seconds = file
    world = bank.world
    world.call(world.hours.after(world.now, seconds) - world.now, bank.desk.release)
