"""What a preferential rate (优惠利率, 一(三), 四(三)) may be compared with; the notice itself names nothing."""

from __future__ import annotations

from conformance.case import Case, precedes
from notice.civil import day_of
from notice.errors import InputError
from notice.events import LoanAgreementSigned, QuoteIssued
from notice.inclusive_rates import inclusive_average_bp
from notice.law import Law
from notice.money import BP, lpr_bp


def limit_bp(case: Case, law: Law, signed: LoanAgreementSigned, benchmark: str) -> int | None:
    """The highest rate that is still preferential under the benchmark; None where it is not known of that day or loan.

    `comparable` is what the quote says of the same bank's ordinary loans, less the discount asked for (rounded down).
    """
    if benchmark == "lpr":
        return lpr_limit_bp(law, signed)
    if benchmark == "inclusive_average":
        return inclusive_average_bp(day_of(signed.at))
    quotes = [
        quote for quote in case.all(QuoteIssued) if quote.application == signed.application and precedes(quote, signed)
    ]
    comparable = quotes[-1].comparable_apr_bp if quotes else None
    if comparable is None:
        return None
    return comparable * (BP - (law.policy.number_if_given("comparable_discount_min_bp") or 0)) // BP


def lpr_limit_bp(law: Law, signed: LoanAgreementSigned) -> int | None:
    """One-year LPR of the day of signing and the spread allowed over it (none if no number is given)."""
    try:
        return lpr_bp(day_of(signed.at)) + (law.policy.number_if_given("apr_spread_max_bp") or 0)
    except InputError:  # a day that the table does not reach
        return None
