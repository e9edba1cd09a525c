"""Who buys, and its record of one procurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.world import Luck, Party, World

if TYPE_CHECKING:
    from agents.misdeeds import Misdeeds
    from notice.events import Actor, PaymentTerms
    from notice.vocabulary import FundSource, ProcurementScope, ProcurementSubject, PurchaserKind


class Purchaser(Party):
    """A purchasing unit."""

    __slots__ = ("careless", "kind")

    def __init__(self, actor: Actor, kind: PurchaserKind, careless: bool) -> None:
        super().__init__(actor)
        self.kind, self.careless = kind, careless


class Order:
    """A purchaser's record of one procurement.

    `account` is where it means to pay, `own_account` the supplier's everyday one. `dues` are the due instants that the
    platform told it, by clock or instalment; `omits`: the contract names no account though one was agreed, and is not to;
    `planned`: instalments for which a plan lies with the treasury; `pending` the plans handed in: (instalment, fen, day of payment).
    """

    __slots__ = (
        "account",
        "agreed",
        "amendments",
        "amount_fen",
        "award",
        "bank",
        "contract",
        "district",
        "dues",
        "fund_source",
        "invoiced",
        "locked",
        "luck",
        "misdeeds",
        "named",
        "omits",
        "own_account",
        "pending",
        "planned",
        "plans",
        "procurement_scope",
        "purchaser",
        "sign_after",
        "signed",
        "subject",
        "supplier",
        "terminated",
        "terms",
        "world",
    )

    def __init__(
        self,
        world: World,
        purchaser: Purchaser,
        award: str,
        supplier: str,
        amount_fen: int,
        *,
        account: str,
        district: str,
        fund_source: FundSource,
        procurement_scope: ProcurementScope,
        subject: ProcurementSubject,
        sign_after: int,
        terms: PaymentTerms,
        luck: Luck,
        misdeeds: Misdeeds,
    ) -> None:
        self.world, self.purchaser, self.award, self.supplier = world, purchaser, award, supplier
        self.amount_fen, self.district = amount_fen, district
        self.account = self.own_account = account
        self.fund_source, self.procurement_scope, self.subject = fund_source, procurement_scope, subject
        self.sign_after, self.terms, self.luck, self.misdeeds = sign_after, terms, luck, misdeeds
        self.contract = "C" + award[1:]
        self.bank: str | None = None
        self.agreed: str | None = None
        self.named: str | None = None
        self.signed = self.terminated = self.locked = self.omits = False
        self.amendments = self.plans = 0
        self.dues: dict[str, int] = {}
        self.invoiced: dict[str, int] = {}
        self.planned: set[str] = set()
        self.pending: dict[str, tuple[str, int, int]] = {}

    @property
    def is_public(self) -> bool:
        """Whether the scheme is for contracts like this one: a public purchaser's, paid from fiscal funds."""
        by_law = self.procurement_scope != "other" and self.purchaser.kind != "other"
        return by_law and self.fund_source == "fiscal"
