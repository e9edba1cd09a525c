"""`limit-within-request`: the limit follows the contract and what was asked for (贷款额度…确定, 一(三))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import bound
from conformance.verdicts import Verdict
from notice.events import ApplicationSubmitted, AwardNoticeIssued, LoanAgreementSigned, QuoteIssued
from notice.law import Law

NORM = "limit-within-request"
Offer = QuoteIssued | LoanAgreementSigned


@monitors(NORM)
def limit_within_request(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a quote with a limit, and one an agreement. A quote refused was an offer; an agreement an attempt."""
    offers: list[Offer] = [*case.all(QuoteIssued), *case.all(LoanAgreementSigned)]
    for offer in filter(is_the_banks, offers):
        if (limit_fen := _limit_fen(offer)) is not None and covered(NORM, case, law, offer):
            yield _ruled(case, law, offer, limit_fen)
    for signed in filter(is_the_banks, case.tried(LoanAgreementSigned)):
        if covered(NORM, case, law, signed):
            found = _ruled(case, law, signed, signed.principal_max_fen)
            if found.verdict == Verdict.FAIL:
                yield ruling(NORM, case, Verdict.WARN, found.why, signed, blames=found.blames, details=found.details)


def _limit_fen(offer: Offer) -> int | None:
    return offer.limit_fen if isinstance(offer, QuoteIssued) else offer.principal_max_fen


def _ruled(case: Case, law: Law, offer: Offer, limit_fen: int) -> Finding:
    award_fen, asked_fen = _award_fen(case, offer), _asked_fen(case, law, offer)
    bounds = [fen for fen in (award_fen, asked_fen) if fen is not None]
    if not bounds:
        return ruling(NORM, case, Verdict.INCONCLUSIVE, "bound_unknown", offer)
    largest_fen = min(bounds)
    why = "limit_above_award" if award_fen == largest_fen else "limit_above_request"
    return bound(NORM, case, offer, limit_fen, largest_fen, why=why, blames=(offer.actor,))


def _award_fen(case: Case, offer: Offer) -> int | None:
    """What the award is worth, as told before the offer; fen."""
    notice = next((notice for notice in reversed(case.all(AwardNoticeIssued)) if precedes(notice, offer)), None)
    return notice.amount_fen if notice else None


def _asked_fen(case: Case, law: Law, offer: Offer) -> int | None:
    """What the supplier asked for, if that binds; fen."""
    if not law.policy.flag("limit_bound_by_request"):
        return None
    submitted = case.first(ApplicationSubmitted, lambda event: event.application == offer.application)
    return submitted.amount_fen if submitted else None
