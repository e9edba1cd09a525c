"""Plants breaches: who makes up his mind to do what wrong on which award, and which banks fall out with the authority.

A pure function of (market, draws): the rates are the market's, at most one misdeed is planted on an award or bank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.misdeeds import DISCIPLINE_MISDEEDS, MISDEEDS, DisciplineMisdeed, Misdeed
from notice.errors import InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.markets import Market
    from sim.draws import Row

FIGURE = "breach_rates_bp"


class Breaches:
    """What is planted in one market. Raises `InputError` for rates of an unknown kind or beyond 10,000 in all."""

    def __init__(self, market: Market) -> None:
        rates = market.numbers(FIGURE)
        where, known = f"{market.market}: {FIGURE}", (*MISDEEDS, *DISCIPLINE_MISDEEDS)
        for kind in rates:
            if kind not in known:
                raise InputError(f"no breach is called '{kind}'", where=where, instead=nearest(kind, known))
        self._on_awards = [(kind, rates[kind]) for kind in MISDEEDS if rates.get(kind)]
        self._on_banks = [(kind, rates[kind]) for kind in DISCIPLINE_MISDEEDS if rates.get(kind)]
        for planted in (self._on_awards, self._on_banks):
            if sum(rate for _, rate in planted) > 10_000:
                raise InputError("more breaches than cases", where=where, instead="let rates sum to 10000 at most")

    def on_award(self, luck: Row) -> Misdeed | None:
        """What is planted on the award with this luck."""
        return _pick(luck.below("misdeed", 10_000), self._on_awards) if self._on_awards else None

    def on_banks(self, lucks: Sequence[Row]) -> list[DisciplineMisdeed | None]:
        """What is planted on each bank: as many of each kind as its rate says, dealt out by luck."""
        planted: list[DisciplineMisdeed | None] = [None] * len(lucks)
        drawn = sorted(range(len(lucks)), key=lambda number: lucks[number].share("misdeed"))
        for kind, rate in self._on_banks:
            for _ in range(min(len(drawn), (rate * len(lucks) + 5_000) // 10_000)):
                planted[drawn.pop()] = kind
        return planted


def _pick(place: int, kinds: Sequence[tuple[Misdeed, int]]) -> Misdeed | None:
    for kind, rate in kinds:
        if place < rate:
            return kind
        place -= rate
    return None
