"""`award-ceiling`: live principal on an award stays within the award amount (以中标金额为上限, 四(一))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, binds, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import bound
from conformance.monitors.principal import Before, Live, live_at
from conformance.verdicts import Verdict
from notice.events import Actor, AwardNoticeIssued, DisbursementOrdered, LoanDisbursed, TreasuryPaid
from notice.law import Law

NORM = "award-ceiling"


@monitors(NORM)
def award_ceiling(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a disbursement, and a warning for each order that would have crossed the ceiling."""
    for paid in case.all(LoanDisbursed):
        if covered(NORM, case, law, paid):
            yield _disbursement(case, law, paid)
    for order in case.said(DisbursementOrdered):
        if order.actor == Actor("bank", order.bank) and covered(NORM, case, law, order):
            yield from _order(case, law, order)


def _disbursement(case: Case, law: Law, paid: LoanDisbursed) -> Finding:
    ceiling = _ceiling(case, law, paid, precedes)
    if ceiling is None:
        return ruling(NORM, case, Verdict.INCONCLUSIVE, "ceiling_unknown", paid)
    all_live = live_at(case, paid, paid.bank)
    loans = _compared(law, paid, all_live)
    others = [loan for loan in all_live if loan.bank != paid.bank and loan.amount_fen > 0]
    live, known = sum(loan.amount_fen for loan in loans), sum(loan.known_fen for loan in loans)
    lender = (Actor("bank", paid.bank),)
    if live <= ceiling and others and law.policy.reading("financing_banks_per_award") == "one":
        blames = lender if any(loan.known_fen for loan in others) else ()
        return ruling(NORM, case, Verdict.WARN, "second_bank", paid, blames=blames, details={"other": others[0].bank})
    blames = lender if known > ceiling else ()
    return bound(
        NORM, case, paid, live, ceiling, why="above_ceiling" if blames else "above_ceiling_untold", blames=blames
    )


def _order(case: Case, law: Law, order: DisbursementOrdered) -> Iterator[Finding]:
    """An order alone is an attempt; the fact that follows is judged by itself."""
    ceiling = _ceiling(case, law, order, binds)
    lent = sum([paid.amount_fen for paid in case.all(LoanDisbursed) if binds(paid, order)])
    if ceiling is None or order.amount_fen + lent <= ceiling:
        return
    loans = _compared(law, order, live_at(case, order, order.bank, binds))
    live = order.amount_fen + sum(loan.amount_fen for loan in loans)
    known = order.amount_fen + sum(loan.known_fen for loan in loans)
    if live > ceiling:
        blames = (Actor("bank", order.bank),) if known > ceiling else ()
        yield ruling(
            NORM,
            case,
            Verdict.WARN,
            "ordered_above_ceiling",
            order,
            blames=blames,
            details={"value": live, "limit": ceiling},
        )


def _compared(law: Law, act: LoanDisbursed | DisbursementOrdered, loans: list[Live]) -> list[Live]:
    """The loans whose sum is compared with the ceiling."""
    if law.policy.reading("ceiling_scope") == "per_loan":
        return [loan for loan in loans if loan.loan == act.loan]
    return loans


def _ceiling(case: Case, law: Law, act: LoanDisbursed | DisbursementOrdered, before: Before) -> int | None:
    """The award amount, fen; less what was paid, if the reading says so; None if the log does not show it."""
    notice = next((notice for notice in reversed(case.all(AwardNoticeIssued)) if precedes(notice, act)), None)
    if notice is None:
        return None
    ceiling = notice.amount_fen
    if law.policy.reading("ceiling_scope") == "minus_paid":
        if not case.knows(TreasuryPaid, act.at):
            return None
        ceiling -= sum(paid.amount_fen for paid in case.all(TreasuryPaid) if before(paid, act))
    return ceiling
