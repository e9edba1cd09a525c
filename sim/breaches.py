"""Plants breaches: who makes up his mind to do what wrong on which award, and what banks and the authority do.

A pure function of (market, draws): the rates are the market's, and at most one misdeed comes to an award or bank. A
test may plant as it likes: several on one, and on which it chooses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from agents.misdeeds import BANK_MISDEEDS, MISDEEDS, BankMisdeeds, Misdeed, Misdeeds
from notice.errors import InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.markets import Market
    from sim.draws import Row

FIGURE = "breach_rates_bp"


class Plants(Protocol):
    """What is planted in a world, and where."""

    def on_award(self, number: int, luck: Row) -> Misdeeds:
        """What is planted on an award."""
        ...

    def on_banks(self, lucks: Sequence[Row]) -> list[BankMisdeeds]:
        """What is planted on each bank."""
        ...


class Breaches:
    """What is planted in one market. Raises `InputError` for rates of an unknown kind or beyond 10,000 in all."""

    def __init__(self, market: Market) -> None:
        rates = market.numbers(FIGURE)
        where, known = f"{market.market}: {FIGURE}", (*MISDEEDS, *BANK_MISDEEDS)
        for kind in rates:
            if kind not in known:
                raise InputError(f"no breach is called '{kind}'", where=where, instead=nearest(kind, known))
        self._on_awards = [(kind, rates[kind]) for kind in MISDEEDS if rates.get(kind)]
        self._on_banks = [(kind, rates[kind]) for kind in BANK_MISDEEDS if rates.get(kind)]
        for planted in (self._on_awards, self._on_banks):
            if sum(rate for _, rate in planted) > 10_000:
                raise InputError("more breaches than cases", where=where, instead="let rates sum to 10000 at most")

    def on_award(self, _number: int, luck: Row) -> Misdeeds:
        """What is planted on the award with this luck."""
        return _pick(luck.below("misdeed", 10_000), self._on_awards) if self._on_awards else frozenset()

    def on_banks(self, lucks: Sequence[Row]) -> list[BankMisdeeds]:
        """What is planted on each bank: as many of each kind as its rate says, dealt out by luck."""
        planted: list[BankMisdeeds] = [frozenset()] * len(lucks)
        drawn = sorted(range(len(lucks)), key=lambda number: lucks[number].share("misdeed"))
        for kind, rate in self._on_banks:
            for _ in range(min(len(drawn), (rate * len(lucks) + 5_000) // 10_000)):
                planted[drawn.pop()] = frozenset((kind,))
        return planted


def _pick(place: int, kinds: Sequence[tuple[Misdeed, int]]) -> Misdeeds:
    for kind, rate in kinds:
        if place < rate:
            return frozenset((kind,))
        place -= rate
    return frozenset()
