"""Money in whole fen, rates in whole basis points, and what a loan costs.

Nothing here is a float but the two searches for a rate, whose result is rounded to a
basis point. Every rounding is `half_up`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from notice.calendar import date_shown
from notice.civil import date_of, day_number
from notice.errors import InputError, nearest
from notice.yaml import Model, packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BP = 10_000
"""Basis points in one."""

DAYS_OF_YEAR = {"act_360": 360, "act_365": 365}
"""Day counts of a loan agreement: interest of a day is the yearly rate by this many."""

Flow = tuple[int, int]
"""A dated payment as the borrower sees it: day number, fen (+ received, - paid)."""

_YUAN = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
_RATE_MAX = 2.0**20


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest integer, a half upwards. `denominator` is positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def yuan(fen: int) -> str:
    """An amount for display: 123456 fen is '1,234.56'."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def fen_of_yuan(text: str) -> int:
    """Exact fen of an amount in yuan such as '1234.5' or '1,234.56'.

    Raises `InputError` for anything else, a third decimal included: nothing is rounded.
    """
    found = _YUAN.fullmatch(text)
    if not found:
        raise InputError(f"'{text}' is no amount in yuan", instead="write it with at most two decimals: 1234.56")
    sign, whole, decimals = found.groups(default="")
    return int(sign + whole.replace(",", "") + decimals.ljust(2, "0"))


class LprTable(Model):
    """One-year LPR: date of each change to basis points, and the last day it is known for."""

    official_through: date
    changes: dict[date, int]


@cache
def _lpr() -> tuple[tuple[int, ...], tuple[int, ...], int]:
    table = packaged("notice", "data/lpr.yaml").parse(LprTable)
    changes = sorted(table.changes.items())
    return (
        tuple(day_number(changed) for changed, _ in changes),
        tuple(rate for _, rate in changes),
        day_number(table.official_through),
    )


def lpr_bp(day: int) -> int:
    """One-year LPR in force on the day number `day`. Raises `InputError` for a day before or behind the table."""
    days, rates, last_day = _lpr()
    if days[0] <= day <= last_day:
        return rates[bisect_right(days, day) - 1]
    raise InputError(
        f"the LPR table reaches from {date_of(days[0])} to {date_of(last_day)}, not to {date_shown(day)}",
        instead="use a day inside the table or add the published rate to lpr.yaml",
    )


def interest_fen(principal_fen: int, apr_bp: int, days: int, day_count: str) -> int:
    """Simple interest on a principal over some days at a nominal yearly rate, rounded `half_up` to the fen.

    `day_count` is act_360 or act_365. Raises `InputError` for another one and for negative figures.
    """
    if min(principal_fen, apr_bp, days) < 0:
        raise InputError(
            f"no interest on negative figures (principal_fen {principal_fen}, apr_bp {apr_bp}, days {days})",
            instead="give 0 or more",
        )
    return half_up(principal_fen * apr_bp * days, BP * _days_of_year(day_count))


def all_in_apr_bp(flows: Sequence[Flow], day_count: str) -> int:
    """The nominal yearly rate that the borrower pays, fees included: the rate at which all flows settle the debt.

    Interest is simple, on the principal outstanding, with the agreement's `day_count`. What
    the borrower pays goes to accrued interest first and then to principal (Civil Code 561);
    unpaid interest bears none. So a loan without fees whose repayments each bring the interest
    accrued costs its `apr_bp`, be it bullet, in instalments or drawn in parts.

    Raises `InputError` if nothing was received or nothing paid, or if no rate settles the flows.
    """
    year = _days_of_year(day_count)
    ordered = _two_sided(flows)
    return _in_bp(_root(lambda rate: _owed(ordered, rate / year), floor=-_RATE_MAX))


def apy_bp(flows: Sequence[Flow]) -> int:
    """The effective yearly rate that the borrower pays: XIRR, compounded yearly on 365 days.

    Raises `InputError` if nothing was received or nothing paid, or if no rate above -100 % balances the flows.
    """
    ordered = _two_sided(flows)
    last = ordered[-1][0]
    # valued on the last day, so that the value grows with the rate like a debt and no power is negative
    return _in_bp(_root(lambda rate: sum(fen * (1 + rate) ** ((last - day) / 365) for day, fen in ordered), floor=-1.0))


def _owed(flows: Sequence[Flow], daily_rate: float) -> float:
    """What is left of the debt, principal and interest, after the last flow."""
    principal = interest = 0.0
    day_before = flows[0][0]
    for day, fen in flows:
        interest += principal * daily_rate * (day - day_before)
        to_interest = min(-fen, max(interest, 0.0)) if fen < 0 else 0.0
        interest -= to_interest
        principal += fen + to_interest
        day_before = day
    return principal + interest


def _root(value: Callable[[float], float], floor: float) -> float:
    """The rate, not below `floor`, at which a growing `value` crosses zero."""
    from scipy.optimize import brentq  # slow to load, and only costs of loans need it

    low, high = -1.0, 1.0
    while value(high) < 0 and high < _RATE_MAX:
        high *= 2
    while value(low) > 0 and low > floor:
        low *= 2
    if value(low) > 0 or value(high) < 0:
        raise InputError(
            "no yearly rate balances these flows", instead="check their days and signs (+ received, - paid)"
        )
    return float(brentq(value, low, high, xtol=1e-12))


def _two_sided(flows: Sequence[Flow]) -> list[Flow]:
    """The flows by day, if there are both receipts and payments."""
    if not any(fen > 0 for _, fen in flows) or not any(fen < 0 for _, fen in flows):
        raise InputError(
            "a loan's cost needs money received (+) and money paid (-)",
            instead="give the disbursement and the repayments",
        )
    return sorted(flows)


def _in_bp(rate: float) -> int:
    exact = Fraction(rate) * BP
    return half_up(exact.numerator, exact.denominator)


def _days_of_year(day_count: str) -> int:
    if day_count not in DAYS_OF_YEAR:
        raise InputError(f"'{day_count}' is no day count", instead=nearest(day_count, DAYS_OF_YEAR))
    return DAYS_OF_YEAR[day_count]
