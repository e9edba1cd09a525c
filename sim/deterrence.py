"""Deterrence (五(二)): breaches of habit are the rarer, the more a party expects to follow from them.

What a party expects is read off the rules that say whether something follows, what, and how soon: each of them that is
stricter than the notice's raises the expected sanction by one step, each that is laxer lowers it by one. A step divides
or multiplies the frequency of a breach by 100 % and the market's figure `deterrence_percent`; under the notice's own
rules every habit is the market's figure. No number is known of any place, so that figure is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from notice.errors import InputError
from notice.money import BP, half_up

if TYPE_CHECKING:
    from notice.policy import Policy
    from scenarios.markets import Market

FIGURE = "deterrence_percent"
PERCENT_MAX = 100

Deterred = Literal["bank", "purchaser", "supplier"]

READINGS = {
    "in_principle": ("pass", "warn", "fail"),
    "serious_means": ("order_not_met", "authority_finding", "repeated"),
    "excuses": ("any", "listed", "none"),
}
"""Readings from lax to strict; the middle one is the notice's."""
LIMITS = ("act_within_working_days", "remind_within_working_days")
"""Numbers that the notice does not give: any makes what follows come for certain and soon."""
REACHES: dict[Deterred, tuple[str, ...]] = {
    "bank": ("in_principle", "serious_means", "act_within_working_days"),
    "purchaser": ("excuses", "act_within_working_days", "remind_within_working_days"),
    "supplier": ("act_within_working_days",),
}
"""Whose breaches each rule is about."""


class Deterrence:
    """What the rules of one policy make of the habits of one market. Raises `InputError` for a figure out of range."""

    def __init__(self, market: Market, policy: Policy) -> None:
        self._percent = market.number(FIGURE)
        if not 0 <= self._percent <= PERCENT_MAX:
            where = f"{market.market}: {FIGURE}"
            raise InputError(f"{self._percent} percent", where=where, instead=f"write 0 to {PERCENT_MAX}")
        self._policy = policy

    def steps(self, who: Deterred) -> int:
        """How many rules about a party's breaches are stricter than the notice's, less those that are laxer."""
        return sum(self._step(rule) for rule in REACHES[who])

    def _step(self, rule: str) -> int:
        if rule in LIMITS:
            return int(self._policy.number_if_given(rule) is not None)
        return READINGS[rule].index(self._policy.reading(rule)) - 1

    def rarer(self, who: Deterred, frequency: int, most: int = BP) -> int:
        """How often a party does what it has the habit of doing wrong; `most` is the highest it can be."""
        return min(self._scaled(frequency, -self.steps(who)), most)

    def warier(self, who: Deterred, care: int) -> int:
        """How much care it takes not to do wrong."""
        return self._scaled(care, self.steps(who))

    def _scaled(self, amount: int, steps: int) -> int:
        whole = 100 + self._percent * abs(steps)
        return half_up(amount * whole, 100) if steps > 0 else half_up(amount * 100, whole)
