"""`review-then-quote`: a bank looks at four kinds of material, then fixes limit and rate (二(三)3)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import breach
from conformance.sight import if_shown
from conformance.verdicts import Verdict
from notice.events import ApplicationPushed, ApplicationSubmitted, QuoteIssued
from notice.law import Law
from notice.vocabulary import ReviewInput

NORM = "review-then-quote"
_MATERIAL: tuple[ReviewInput, ...] = ("award_notice", "award_announcement", "financing_intent", "award_history")
"""What the text lists; the list is open (等), so a bank may look at more."""


@monitors(NORM)
def review_then_quote(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a quote; a quote that was refused is an attempt, and a warning where it lacked something."""
    for quote in filter(is_the_banks, case.all(QuoteIssued)):
        if covered(NORM, case, law, quote):
            yield _ruled(case, quote)
    for quote in filter(is_the_banks, case.tried(QuoteIssued)):
        if covered(NORM, case, law, quote) and not _is_complete(quote):
            yield ruling(NORM, case, Verdict.WARN, "tried_incomplete_quote", quote, blames=(quote.actor,))


def _is_complete(quote: QuoteIssued) -> bool:
    return quote.limit_fen is not None and quote.apr_bp is not None


def _ruled(case: Case, quote: QuoteIssued) -> Finding:
    blames = (quote.actor,)
    if not _is_complete(quote):
        return breach(NORM, case, "quote_incomplete", quote, blames=blames)
    unseen = [material for material in _MATERIAL if material not in quote.reviewed]
    if unseen and quote.reviewed:
        return breach(NORM, case, "not_reviewed", quote, blames=blames, details={"material": ", ".join(unseen)})
    if not _had_been_pushed(case, quote):
        found = breach(NORM, case, "quoted_before_push", quote, blames=blames)
        return if_shown(found, case, ApplicationPushed, ApplicationSubmitted)
    if unseen:  # a source that names nothing does not say what a bank looked at
        return ruling(NORM, case, Verdict.INCONCLUSIVE, "review_unknown", quote)
    return ruling(NORM, case, Verdict.PASS, "reviewed_then_quoted", quote)


def _had_been_pushed(case: Case, quote: QuoteIssued) -> bool:
    """Whether the bank had been given the application; one made beside the platform it has from the supplier."""
    pushes = (push for push in case.all(ApplicationPushed) if push.application == quote.application)
    if any(push.bank == quote.bank and precedes(push, quote) for push in pushes):
        return True
    submitted = case.first(ApplicationSubmitted, lambda event: event.application == quote.application)
    return submitted is not None and submitted.channel == "offline"
