"""Who is in a market: suppliers, purchasers and banks, each a pure function of (market, seed, number)."""

from __future__ import annotations

from itertools import chain, repeat
from math import log
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from notice.civil import DAY
from notice.size import Floors, SizeClass, industries
from notice.vocabulary import EntityKind, PurchaserKind
from sim import kunming
from sim.draws import Row
from sim.tables import Choice, Table, lognormal

if TYPE_CHECKING:
    from scenarios.markets import Market
    from sim.draws import Draws

Conduct = Literal["honest", "opportunist", "fraudulent"]
BankKind = Literal["state_owned", "joint_stock", "city", "rural"]

SIZE_CLASSES: tuple[SizeClass, ...] = get_args(SizeClass)

_FEN_PER_WAN_YUAN = 1_000_000
_YEAR = 365 * DAY


class Supplier(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A firm. `cash_fen`: what it holds when the market begins; `aware_from_at`: when it hears of the scheme."""

    id: str
    size_class: SizeClass
    industry: str
    entity_kind: EntityKind
    employees: int
    revenue_fen: int
    assets_fen: int
    large_firm_controlled: bool
    conduct: Conduct
    cash_fen: int
    aware_from_at: int
    luck: Row

    @property
    def name(self) -> str:
        """Its invented name."""
        return kunming.supplier_name(self.luck, self.industry)


class Purchaser(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A purchasing unit. `careless`: it forgets duties."""

    id: str
    kind: PurchaserKind
    district: str
    careless: bool
    luck: Row

    @property
    def name(self) -> str:
        """Its invented name."""
        return kunming.purchaser_name(self.luck, self.kind, self.district)


class Bank(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A bank. `funding_spread_bp` over the one-year LPR; `automated_bp`: files its system handles."""

    id: str
    kind: BankKind
    number: int
    officers: int
    funding_spread_bp: int
    margin_bp: int
    appetite_bp: int
    automated_bp: int
    luck: Row

    @property
    def name(self) -> str:
        """Its invented name."""
        return kunming.bank_name(self.luck, self.kind, self.number)


class SupplierLaws:
    """The distributions that suppliers come from."""

    def __init__(self, market: Market) -> None:
        self._industry = Choice(market.numbers("supplier_industry_shares_bp"))
        self._entity = Choice(market.numbers("supplier_entity_shares_bp"))
        self._conduct = Choice(market.numbers("supplier_conduct_shares_bp"))
        self._controlled_bp = market.number("large_firm_controlled_bp")
        self._cash_days = lognormal(
            market.number("supplier_cash_median_days"), market.number("supplier_cash_sigma_percent")
        )
        self._hears = awareness(market.number("awareness_p_bp"), market.number("awareness_q_bp"))
        self._told_from_at = market.cohort.begin_at - market.number("awareness_began_days") * DAY

    def supplier(self, number: int, size_class: SizeClass, luck: Row) -> Supplier:
        """The supplier with this luck; its figures put it in `size_class` (300号)."""
        industry = luck.table("industry", self._industry)
        employees, revenue, assets = _figures(industry, size_class, luck)
        revenue_fen = revenue * _FEN_PER_WAN_YUAN
        return Supplier(
            id=f"S{number:06}",
            size_class=size_class,
            industry=industry,
            entity_kind=luck.table("entity", self._entity),  # type: ignore[arg-type]  # a test holds the file to the words
            employees=employees,
            revenue_fen=revenue_fen,
            assets_fen=assets * _FEN_PER_WAN_YUAN,
            large_firm_controlled=luck.chance("controlled", self._controlled_bp),
            conduct=luck.table("conduct", self._conduct),  # type: ignore[arg-type]  # a test holds the file to the words
            cash_fen=revenue_fen * luck.table("cash", self._cash_days) // 365,
            aware_from_at=self._told_from_at + luck.table("hears", self._hears),
            luck=luck,
        )


def awareness(p_bp: int, q_bp: int) -> Table:
    """Seconds until a firm hears of something that spreads by publicity and by word of mouth.

    The quantiles of Bass (1969): F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t), p and q a year.
    """
    p, q = p_bp / 10_000, q_bp / 10_000
    return Table(lambda share: _YEAR * log((1 + q / p * share) / (1 - share)) / (p + q))


_OTHERWISE = {  # for measures that an industry's row does not name; revenue and assets in 万元
    "micro": Floors(employees=1, revenue=20, assets=10),
    "small": Floors(employees=10, revenue=100, assets=50),
    "medium": Floors(employees=100, revenue=1_000, assets=500),
    "large": Floors(employees=300, revenue=10_000, assets=5_000),
}
_LARGE_SPAN = 5
_ABOVE: dict[str, SizeClass] = {"micro": "small", "small": "medium", "medium": "large"}


def _figures(industry: str, size_class: SizeClass, luck: Row) -> tuple[int, int, int]:
    """Employees, revenue and assets (万元) between the floors of the class and those of the class above."""
    measures = (_measure(industry, size_class, name, luck) for name in ("employees", "revenue", "assets"))
    employees, revenue, assets = measures
    return employees, revenue, assets


def _measure(industry: str, size_class: SizeClass, name: str, luck: Row) -> int:
    low = _floor(industry, size_class, name)
    high = low * _LARGE_SPAN if size_class == "large" else _floor(industry, _ABOVE[size_class], name)
    share = luck.share(name)
    return low + ((high - low) * (share * share >> 32) >> 32)  # squared: the smaller are the more frequent


def _floor(industry: str, size_class: SizeClass, name: str) -> int:
    row = industries()[industry]
    named: int | None = 1 if size_class == "micro" else getattr(getattr(row, size_class), name)
    if size_class == "micro" and getattr(row.small, name) is not None:
        return 1
    floor: int = getattr(_OTHERWISE[size_class], name) if named is None or size_class == "micro" else named
    return floor


def suppliers(market: Market, draws: Draws) -> dict[SizeClass, list[Supplier]]:
    """All suppliers by size class; each class that ever wins has at least one."""
    shares, laws = market.numbers("supplier_size_shares_bp"), SupplierLaws(market)
    total, number, found = market.number("suppliers"), 0, {}
    for size_class in SIZE_CLASSES:
        count = max(1, total * shares[size_class] // 10_000)
        numbers = range(number, number + count)
        found[size_class] = [laws.supplier(n, size_class, draws.row(n)) for n in numbers]
        number += count
    return found


def purchasers(market: Market, draws: Draws) -> list[Purchaser]:
    """All purchasing units."""
    kinds = Choice(market.numbers("purchaser_kind_shares_bp"))
    districts, careless_bp = Choice(kunming.DISTRICTS), market.number("purchaser_careless_bp")
    return [
        Purchaser(
            id=f"P{number:05}",
            kind=luck.table("kind", kinds),  # type: ignore[arg-type]  # a test holds the file to the words
            district=luck.table("district", districts),
            careless=luck.chance("careless", careless_bp),
            luck=luck,
        )
        for number in range(market.number("purchasers"))
        for luck in (draws.row(number),)
    ]


def banks(market: Market, draws: Draws) -> list[Bank]:
    """All banks that file for the scheme."""
    kinds = chain.from_iterable(repeat(kind, count) for kind, count in market.numbers("banks").items())
    return [
        Bank(
            id=f"B{number:02}",
            kind=kind,  # type: ignore[arg-type]  # a test holds the file to the words
            number=number,
            officers=market.numbers("bank_officers")[kind],
            funding_spread_bp=market.numbers("bank_funding_spread_bp")[kind],
            margin_bp=market.numbers("bank_margin_bp")[kind],
            appetite_bp=market.numbers("bank_appetite_bp")[kind],
            automated_bp=market.numbers("bank_automated_bp")[kind],
            luck=draws.row(number),
        )
        for number, kind in enumerate(kinds, start=1)
    ]
