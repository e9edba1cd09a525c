"""What loans cost against benchmarks, and whether banks compete (一(三), 四(三)). No number here convicts anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.measures.money import agreement, loans
from conformance.measures.register import Seen, measures
from notice.civil import day_of
from notice.events import LoanAgreementSigned, ProductPublished, QuoteIssued, ViolationEstablished
from notice.inclusive_rates import inclusive_average_bp
from notice.law import Law
from notice.money import BP, lpr_bp

_DAYS_A_YEAR = 365


class _Move(NamedTuple):
    """A change of a product's margin over the LPR."""

    published: ProductPublished
    day: int
    step_bp: int


@measures("bank_margin_bp")
def bank_margin(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan with money: its rate less the LPR, in the place of what money costs a bank, less losses a year."""
    for loan in loans(case):
        signed = agreement(case, loan)
        if signed is not None and loan.principal_fen:
            loss_bp = BP * loan.loss_fen / loan.principal_fen * _DAYS_A_YEAR / max(1, signed.tenor_days)
            yield Seen(
                signed, _over_lpr(signed) - loss_bp, (signed.bank,), loan.principal_fen * max(1, signed.tenor_days)
            )


@measures("spread_to_lpr_bp")
def spread_to_lpr(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan agreement, against the LPR of its day."""
    for signed in case.all(LoanAgreementSigned):
        yield Seen(signed, _over_lpr(signed), (signed.bank,))


@measures("spread_to_inclusive_bp")
def spread_to_inclusive(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan agreement in a period whose average was published."""
    for signed in case.all(LoanAgreementSigned):
        average = inclusive_average_bp(day_of(signed.at))
        if average is not None:
            yield Seen(signed, signed.apr_bp - average, (signed.bank,))


@measures("spread_to_comparable_bp")
def spread_to_comparable(case: Case, _law: Law) -> Iterator[Seen]:
    """One a loan agreement whose last quote names the same bank's rate for an ordinary loan of that kind."""
    for signed in case.all(LoanAgreementSigned):
        quotes = [one for one in case.all(QuoteIssued) if one.application == signed.application]
        comparable = [one.comparable_apr_bp for one in quotes if precedes(one, signed)]
        if comparable and comparable[-1] is not None:
            yield Seen(signed, signed.apr_bp - comparable[-1], (signed.bank,))


@measures("quotes_per_award")
def quotes_per_award(case: Case, _law: Law) -> Iterator[Seen]:
    """One an award on which anybody quoted: by how many banks."""
    quoted = _last_quotes(case)
    if quoted:
        yield Seen(next(iter(quoted.values())), len(quoted))


@measures("apr_dispersion_bp")
def apr_dispersion(case: Case, _law: Law) -> Iterator[Seen]:
    """One an award on which several banks quoted, each by its last quote."""
    rates = _rates(case)
    if len(rates) > 1:
        yield Seen(case.all(QuoteIssued)[0], max(rates) - min(rates))


@measures("identical_rates_share")
def identical_rates(case: Case, _law: Law) -> Iterator[Seen]:
    """One an award on which several banks quoted: whether all their rates are one."""
    rates = _rates(case)
    if len(rates) > 1:
        yield Seen(case.all(QuoteIssued)[0], float(len(set(rates)) == 1))


@measures("parallel_moves_share", "log")
def parallel_moves(case: Case, _law: Law) -> Iterator[Seen]:
    """One a change of margin: whether another bank made the same on that day. Who only follows the LPR makes none."""
    moves = list(_moves(case))
    movers: dict[tuple[int, int], set[str]] = defaultdict(set)
    for move in moves:
        movers[move.day, move.step_bp].add(move.published.bank)
    for move in moves:
        yield Seen(move.published, float(len(movers[move.day, move.step_bp]) > 1), (move.published.bank,))


@measures("price_alliances_found", "log")
def price_alliances(case: Case, _law: Law) -> Iterator[Seen]:
    """One a finding of the authority."""
    for found in case.all(ViolationEstablished):
        if found.violation_kind == "price_alliance" and found.actor.role == "finance_bureau":
            yield Seen(found, 1)


def _over_lpr(signed: LoanAgreementSigned) -> int:
    return signed.apr_bp - lpr_bp(day_of(signed.at))


def _last_quotes(case: Case) -> dict[str, QuoteIssued]:
    """The last complete quote of each bank on the award."""
    return {one.bank: one for one in case.all(QuoteIssued) if None not in (one.limit_fen, one.apr_bp)}


def _rates(case: Case) -> list[int]:
    return [one.apr_bp for one in _last_quotes(case).values() if one.apr_bp is not None]


def _moves(case: Case) -> Iterator[_Move]:
    known: dict[tuple[str, str], int] = {}
    for published in case.all(ProductPublished):
        product, day = (published.bank, published.product), day_of(published.at)
        margin = published.offered_apr_bp - lpr_bp(day)
        if margin != known.setdefault(product, margin):
            yield _Move(published, day, margin - known[product])
        known[product] = margin
