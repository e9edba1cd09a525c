"""A supplier: bids, performs, and looks for money where performing costs more than it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from agents import borrowing
from agents.sources import Fallback, fallback
from agents.world import Luck, Party, Word, World
from notice.civil import DAY, HOUR
from notice.events import Actor, Event, GoodsDelivered, SizeDeclared
from notice.money import lpr_bp

if TYPE_CHECKING:
    from agents.misdeeds import Misdeeds
    from notice.size import SizeClass
    from notice.vocabulary import EntityKind, GoodsOrigin, ProcurementSubject

Answer = Literal["pays", "waits", "cannot"]
"""What a supplier says to a lender who asks for its money: it pays, waits to be paid itself, or cannot."""


class Supplier(Party):
    """A firm. `frailty` in [0, 10000): how likely it is to fail, compared with others (banks rate it, too)."""

    __slots__ = (
        "account",
        "assets_fen",
        "aware_from_at",
        "cash_fen",
        "employees",
        "entity_kind",
        "frailty",
        "gets_ordinary_loan",
        "industry",
        "is_fraudulent",
        "is_opportunist",
        "large_firm_controlled",
        "lenders",
        "luck",
        "revenue_fen",
        "size_class",
    )

    def __init__(
        self,
        actor: Actor,
        *,
        size_class: SizeClass,
        industry: str,
        entity_kind: EntityKind,
        employees: int,
        revenue_fen: int,
        assets_fen: int,
        large_firm_controlled: bool,
        is_opportunist: bool,
        is_fraudulent: bool,
        cash_fen: int,
        aware_from_at: int,
        gets_ordinary_loan: bool,
        frailty: int,
        luck: Luck,
    ) -> None:
        super().__init__(actor)
        self.size_class, self.industry, self.entity_kind = size_class, industry, entity_kind
        self.employees, self.revenue_fen, self.assets_fen = employees, revenue_fen, assets_fen
        self.large_firm_controlled, self.is_opportunist = large_firm_controlled, is_opportunist
        self.is_fraudulent = is_fraudulent
        self.cash_fen, self.aware_from_at = cash_fen, aware_from_at
        self.gets_ordinary_loan, self.frailty = gets_ordinary_loan, frailty
        self.account = "N" + actor.id[1:]
        self.lenders: set[str] = set()
        self.luck = luck


class Job:
    """A supplier's record of one contract it won.

    `need_fen`: what performing costs beyond advance and own cash. `need_at`: when it must have it. `fails`: how it will
    fail, if it does. `mail`: where it waits for the bank that it applied to.
    """

    __slots__ = (
        "advance_fen",
        "agreed",
        "amount_fen",
        "application",
        "applications",
        "award",
        "blocked",
        "contract",
        "cost_fen",
        "declares",
        "deliveries",
        "diversions",
        "diverted",
        "execution_seconds",
        "expected_paid_at",
        "fails",
        "fallback",
        "financed_fen",
        "in_e_mall",
        "is_closed",
        "loan",
        "luck",
        "mail",
        "misdeeds",
        "need_at",
        "need_fen",
        "open_loans",
        "own_fen",
        "paid_fen",
        "purchaser",
        "quoted",
        "repayment_account",
        "subject",
        "supplier",
        "used_own_cash",
        "world",
    )

    def __init__(
        self,
        world: World,
        supplier: Supplier,
        award: str,
        amount_fen: int,
        *,
        cost_fen: int,
        advance_fen: int,
        deliveries: tuple[tuple[str, int], ...],
        execution_seconds: int,
        in_e_mall: bool,
        subject: ProcurementSubject,
        purchaser: Actor,
        luck: Luck,
        misdeeds: Misdeeds,
    ) -> None:
        self.world, self.supplier, self.award, self.amount_fen = world, supplier, award, amount_fen
        self.cost_fen, self.advance_fen, self.execution_seconds = cost_fen, advance_fen, execution_seconds
        self.deliveries, self.purchaser, self.in_e_mall = deliveries, purchaser, in_e_mall
        self.luck, self.misdeeds, self.subject = luck, misdeeds, subject
        self.contract = "C" + award[1:]
        self.need_fen = self.financed_fen = self.applications = self.open_loans = 0
        self.own_fen = self.paid_fen = self.diversions = self.blocked = 0
        self.need_at = self.expected_paid_at = 0
        self.fallback: Fallback | None = None
        self.application = self.loan = self.repayment_account = ""
        self.agreed = self.quoted = self.diverted = self.is_closed = self.used_own_cash = self.declares = False
        self.fails: str | None = None
        self.mail: Any = None

    @property
    def missing_fen(self) -> int:
        """What it still has to find."""
        return max(0, self.need_fen - self.financed_fen)

    def hears(self, event: Event) -> None:
        """A word from its bank, or about it: read by the application that waits for it."""
        self.mail.put(event)


def bids(job: Job) -> None:
    """Reckons what performing costs beyond what it has, and declares its size.

    A large firm has nothing to declare; for an order in the e-mall only who will want to borrow takes the trouble.
    """
    supplier = job.supplier
    to_find_fen = max(0, job.cost_fen - job.advance_fen)
    job.own_fen = min(supplier.cash_fen, to_find_fen)
    job.used_own_cash = job.own_fen > 0
    job.need_fen = to_find_fen - job.own_fen
    supplier.cash_fen -= job.own_fen
    job.declares = supplier.size_class != "large" and (job.need_fen > 0 or not job.in_e_mall)
    if job.declares:
        job.world.submit(
            supplier,
            SizeDeclared,
            award=job.award,
            supplier=supplier.id,
            declared_for="award",
            industry=supplier.industry,
            entity_kind=supplier.entity_kind,
            employees=supplier.employees,
            revenue_fen=supplier.revenue_fen,
            assets_fen=supplier.assets_fen,
            large_firm_controlled=supplier.large_firm_controlled,
            goods_origin=_origin(job),
        )


def _origin(job: Job) -> GoodsOrigin:
    """Whose goods it delivers: its own, another small firm's, or somebody else's whose they may not be."""
    if "foreign_goods" in job.misdeeds:
        if job.subject == "goods" and job.world.scheme.small_firms_goods_only:
            job.world.confess("own-or-msme-goods", job.award, job.supplier.actor)
        return "other"
    return "other_msme" if job.luck.chance("origin", job.world.habits.goods_of_others_bp) else "own"


def hears_award(job: Job) -> None:
    """It won: if it needs money, it thinks of what its other source would cost, and whether a loan is worth a try."""
    world, supplier, luck = job.world, job.supplier, job.luck
    if not job.need_fen:
        return
    habits = world.habits
    signs_about = world.now + habits.signing_days.at(1 << 31) * DAY
    job.need_at = signs_about + luck.table("needs", habits.need_after_signing_days) * DAY
    job.expected_paid_at = signs_about + job.execution_seconds + (world.scheme.pay_days + 15) * DAY
    multiple_max = world.scheme.private_rate_max_lpr_multiple
    job.fallback = fallback(habits, lpr_bp(world.now // DAY), multiple_max, supplier.gets_ordinary_loan)
    if borrowing.is_interested(job):
        applies_at = world.hours.opens(world.now + HOUR + luck.table("applies", habits.apply_after_award_days) * DAY)
        world.call(applies_at - world.now, world.start, borrowing.seeks(job))


def hears_contract(job: Job) -> None:
    """Performs from the day of signing on."""
    world = job.world
    job.need_at = world.now + job.luck.table("needs", world.habits.need_after_signing_days) * DAY
    world.call(job.execution_seconds, _performs, job)


def hears_paid(job: Job, amount_fen: int) -> None:
    """Money came; what the supplier had put in itself is free for the next contract."""
    job.paid_fen += amount_fen
    if job.paid_fen > job.advance_fen:
        job.supplier.cash_fen += job.own_fen
        job.own_fen = 0


def hears_closed(job: Job) -> None:
    """A loan is settled."""
    job.open_loans -= 1
    job.is_closed = job.open_loans <= 0


def answers_lender(job: Job) -> Answer:
    """What it says to a bank that asks for its money."""
    if job.misdeeds:
        return "pays"
    if job.fails == "unperformed" or (job.fails == "insolvent" and job.diverted):
        return "cannot"
    if job.diverted and job.luck.chance("keeps_it", job.world.habits.diverts_unrepaid_bp):
        return "cannot"
    return "pays" if job.paid_fen > job.advance_fen or job.diverted else "waits"


def _performs(job: Job) -> None:
    """Delivers, or fails to."""
    world = job.world
    if job.fails == "unperformed":
        world.off_platform(job.award, Word(what="cannot_perform"))
        return
    for instalment, amount_fen in job.deliveries:
        world.happens(
            job.supplier,
            GoodsDelivered,
            award=job.award,
            contract=job.contract,
            instalment=instalment,
            amount_fen=amount_fen,
        )
