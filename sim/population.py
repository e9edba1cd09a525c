"""The population of a market, as a pure function of (market, seed): no policy can change whom it meets."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import msgspec

from notice.civil import DAY, date_of
from notice.size import SizeClass
from notice.vocabulary import FundSource, ProcurementScope
from sim.draws import Draws, Row
from sim.hours import OPENING, WORKING_DAY_SECONDS
from sim.parties import Bank, Purchaser, Supplier, banks, purchasers, suppliers
from sim.tables import Choice, Table, lognormal, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notice.calendar import Calendar
    from scenarios.markets import Market

_BLOCK = 2_048
_AMOUNT_STEP_FEN = 10_000


class Award(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A contract that is won, with what is given about it: what people make of it is decided by agents with `luck`.

    `at`: when the award notice is issued. `execution_days`: from signing to delivery. `advance_bp`, `retention_bp`
    and `cost_bp`: basis points of the amount. `measured`: it counts for the outcomes.
    """

    number: int
    id: str
    at: int
    band: str
    supplier: Supplier
    purchaser: Purchaser
    amount_fen: int
    fund_source: FundSource
    procurement_scope: ProcurementScope
    execution_days: int
    advance_bp: int
    retention_bp: int
    cost_bp: int
    measured: bool
    luck: Row


class Population:
    """Suppliers, purchasers and banks of a market, and its awards in order of time."""

    def __init__(self, market: Market, seed: int, calendar: Calendar) -> None:
        draws = Draws(seed)
        self.market = market
        self.suppliers: dict[SizeClass, list[Supplier]] = suppliers(market, draws.kind("supplier"))
        self.purchasers: list[Purchaser] = purchasers(market, draws.kind("purchaser"))
        self.banks: list[Bank] = banks(market, draws.kind("bank"))
        self._draws = draws.kind("award")
        self._dates = _Dates(market, calendar)

    @property
    def awards_count(self) -> int:
        """How many awards there are."""
        return self._dates.count

    def awards(self, purposes: Sequence[str] = ()) -> Iterator[Award]:
        """All awards, in order of time. Draws for `purposes` are made in blocks, which is cheaper than one by one."""
        dealer = _Dealer(self.market, self)
        starts = range(0, self.awards_count, _BLOCK)
        return chain.from_iterable(
            self._block(range(start, min(start + _BLOCK, self.awards_count)), dealer, purposes) for start in starts
        )

    def _block(self, numbers: range, dealer: _Dealer, purposes: Sequence[str]) -> Iterator[Award]:
        for number, luck in zip(numbers, self._draws.rows(numbers, (*_DEALT, *purposes)), strict=True):
            yield dealer.award(number, self._dates.instant(number, luck.share("date")), luck)


class _Dates:
    """When awards are issued: on working days, by the months' weights, in business hours.

    The n-th of N awards falls into the n-th of N equal parts of the weighted time, at a keyed place in it: awards keep
    their order, and months their number, from seed to seed.
    """

    def __init__(self, market: Market, calendar: Calendar) -> None:
        begin, end = market.cohort.begin_at // DAY, market.cohort.measured_until_at // DAY
        weights = market.numbers("award_month_weights")
        self._days = [day for day in range(begin, end) if calendar.is_working(day)]
        self._ends = list(accumulate(weights[f"{date_of(day).month:02}"] for day in self._days))
        self.count = market.number("awards_per_year") * (end - begin) // 365

    def instant(self, number: int, share: int) -> int:
        """Instant of award `number`."""
        unit = self.count << 32
        place = ((number << 32) + share) * self._ends[-1]
        index = bisect_right(self._ends, place // unit)
        start = self._ends[index - 1] if index else 0
        second = (place - start * unit) * WORKING_DAY_SECONDS // ((self._ends[index] - start) * unit)
        return self._days[index] * DAY + OPENING + second


_DEALT = (
    "date",
    "band",
    "amount",
    "size",
    "winner",
    "purchaser",
    "fund",
    "scope",
    "execution",
    "advance",
    "retention",
    "cost",
)


class _Dealer:
    """Deals awards: the distributions of the market file and the parties to choose from."""

    def __init__(self, market: Market, population: Population) -> None:
        bands = market.numbers("award_band_shares_bp")
        self._bands = Choice(bands)
        self._amounts = _lognormals(market, "award_medians_fen", "award_sigmas_percent")
        sigma = market.number("execution_sigma_percent")
        self._execution = {
            band: lognormal(days, sigma) for band, days in market.numbers("execution_medians_days").items()
        }
        self._sizes = {band: Choice(market.numbers(f"winner_size_{band}_bp")) for band in bands}
        self._scopes = Choice(market.numbers("procurement_scope_shares_bp"))
        self._advances = Choice(_by_number(market, "advance_shares_bp"))
        self._retentions = Choice(_by_number(market, "retention_shares_bp"))
        mean, sd = market.number("supplier_cost_mean_bp"), market.number("supplier_cost_sd_bp")
        self._costs = normal(mean, sd, 0, 10_000)
        self._fiscal_bp = market.number("fiscal_fund_bp")
        self._concentration = market.number("supplier_concentration")
        self._measured_from_at = market.cohort.measured_from_at
        self._suppliers, self._purchasers = population.suppliers, population.purchasers

    def award(self, number: int, at: int, luck: Row) -> Award:
        """The award with this number, instant and luck. Its amount is rounded down to 100 yuan, at least 100."""
        band = luck.table("band", self._bands)
        amount_fen = luck.table("amount", self._amounts[band]) // _AMOUNT_STEP_FEN * _AMOUNT_STEP_FEN
        firms = self._suppliers[luck.table("size", self._sizes[band])]  # type: ignore[arg-type]  # a test holds the file to the words
        return Award(
            number=number,
            id=f"A{number:07}",
            at=at,
            band=band,
            supplier=firms[self._gathered(luck.share("winner"), len(firms))],
            purchaser=self._purchasers[self._gathered(luck.share("purchaser"), len(self._purchasers))],
            amount_fen=max(amount_fen, _AMOUNT_STEP_FEN),
            fund_source="fiscal" if luck.chance("fund", self._fiscal_bp) else "other",
            procurement_scope=luck.table("scope", self._scopes),  # type: ignore[arg-type]  # a test holds the file to the words
            execution_days=max(1, luck.table("execution", self._execution[band])),
            advance_bp=luck.table("advance", self._advances),
            retention_bp=luck.table("retention", self._retentions),
            cost_bp=luck.table("cost", self._costs),
            measured=at >= self._measured_from_at,
            luck=luck,
        )

    def _gathered(self, share: int, count: int) -> int:
        """A place among `count`: the share to the power of the concentration, in whole numbers."""
        place: int = share**self._concentration * count >> 32 * self._concentration
        return place


def _lognormals(market: Market, medians: str, sigmas: str) -> dict[str, Table]:
    spreads = market.numbers(sigmas)
    return {option: lognormal(median, spreads[option]) for option, median in market.numbers(medians).items()}


def _by_number(market: Market, name: str) -> dict[int, int]:
    return {int(option): weight for option, weight in market.numbers(name).items()}
