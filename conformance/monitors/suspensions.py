"""Who else held the ball: the causes that suspend a loan clock, each as an interval (二 of the causes' table).

A cause begins with one event and ends with another party's answer. A party cannot suspend its own clock by saying so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.monitors.accounts import freezes
from notice.civil import DAY, END_OF_BUSINESS
from notice.events import (
    AccountChanged,
    Actor,
    ApplicationEvent,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    ConsentGiven,
    ConsentWithdrawn,
    ContractSigned,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    Event,
    LoanAgreementSigned,
    OfferAccepted,
    QuoteIssued,
    RepaymentAccountAgreed,
    SupplementProvided,
    SupplementRequested,
    SupportDeclined,
    SupportGiven,
    SupportRequested,
)
from notice.law import Interval, Law
from notice.vocabulary import Cause


class Suspension(NamedTuple):
    """[begin, end) during which a clock stands still; `end` None: nobody has answered yet."""

    cause: Cause
    begun_by: Event
    begin: int
    end: int | None


_TOLLING: dict[str, tuple[Cause, ...]] = {
    "cause_events": ("SUPPLEMENT", "OFFER", "CONTRACT", "SUPPORT", "CONSENT", "FREEZE"),
    "supplement_only": ("SUPPLEMENT",),
    "none": (),
}
SUSPENDING: tuple[type[Event], ...] = (
    SupplementRequested,
    QuoteIssued,
    OfferAccepted,
    RepaymentAccountAgreed,
    SupportRequested,
    ConsentWithdrawn,
    CourtFreezeRecorded,
)
"""What begins a suspension: where a source may hide it, lateness convicts nobody."""

_HANDS_BACK: dict[Cause, tuple[type[Event], ...]] = {
    "SUPPLEMENT": (SupplementProvided, ApplicationSubmitted, QuoteIssued, LoanAgreementSigned),
    "OFFER": (OfferAccepted, LoanAgreementSigned),
    "CONTRACT": (ContractSigned,),
    "SUPPORT": (SupportGiven, SupportDeclined),
    "CONSENT": (ConsentGiven,),
    "FREEZE": (CourtFreezeLifted, AccountChanged),
}


def loan_suspensions(case: Case, law: Law, application: str, bank: str) -> list[Suspension]:
    """Every cause that another party held an application up by, empty ones left out."""
    found = _offers(case, application)
    if case.all(SupplementRequested):
        found += _supplements(case, application)
    if case.all(CourtFreezeRecorded):
        found += _frozen(case, law)
    if case.all(SupportRequested):
        found += _supported(case, bank)
    if case.all(ConsentWithdrawn):
        found += _unconsented(case, application, bank)
    found += _contracts(case, law, application, bank)
    return [cause for cause in found if cause.end is None or cause.end > cause.begin]


def counted(suspensions: Iterable[Suspension], law: Law) -> list[Interval]:
    """The intervals that move due instants under the reading `tolling`; those within a day's business move none."""
    causes = _TOLLING[law.policy.reading("tolling")]
    return [(begin, end) for cause, _, begin, end in suspensions if cause in causes and _reaches_day_end(begin, end)]


def hands_back(suspensions: Iterable[Suspension], law: Law) -> list[type[Event]]:
    """The types of event whose coming would have ended earlier those of the suspensions that the reading counts."""
    causes = _TOLLING[law.policy.reading("tolling")]
    return [kind for one in suspensions if one.cause in causes for kind in _HANDS_BACK[one.cause]]


def _reaches_day_end(begin: int, end: int | None) -> bool:
    """Whether [begin, end) holds a close of business or a midnight, where days are counted and end."""
    if end is None or begin % DAY == 0 or begin // DAY != (end - 1) // DAY:
        return True
    return begin % DAY <= END_OF_BUSINESS < (end - 1) % DAY + 1


def _of(case: Case, application: str, *kinds: type[ApplicationEvent]) -> list[Event]:
    return [event for kind in kinds for event in case.all(kind) if event.application == application]


def _first_after(begin: Event, ends: Iterable[Event]) -> int | None:
    return min((end.at for end in ends if precedes(begin, end)), default=None)


def _supplements(case: Case, application: str) -> Iterator[Suspension]:
    for request in case.all(SupplementRequested):
        if request.application != application:
            continue
        answers = _of(
            case,
            application,
            ApplicationWithdrawn,
            QuoteIssued,
            ApplicationRejected,
            ApplicationReturned,
            LoanAgreementSigned,
        )
        ends = [end for end in (_given_at(case, request), _first_after(request, answers)) if end is not None]
        yield Suspension("SUPPLEMENT", request, request.at, min(ends, default=None))


def _given_at(case: Case, request: SupplementRequested) -> int | None:
    """When everything asked for had been handed in; the beginning of the clock for a list that asks for nothing new."""
    missing = set(request.missing_docs)
    given: list[ApplicationSubmitted | SupplementProvided] = [
        *(event for event in case.all(ApplicationSubmitted) if event.application == request.application),
        *(event for event in case.all(SupplementProvided) if event.application == request.application),
    ]
    if not missing:
        return request.at
    for event in sorted(given, key=lambda one: one.at):
        missing.difference_update(event.documents)
        if not missing:
            return max(event.at, request.at)
    return None


def _offers(case: Case, application: str) -> list[Suspension]:
    quotes = [
        quote
        for quote in case.all(QuoteIssued)
        if quote.application == application and quote.limit_fen is not None and quote.apr_bp is not None
        if quote.actor.role == "bank"
    ]
    if not quotes:
        return []
    # an agreement is an answer too: what is signed was accepted, even where no acceptance is written down
    answers = [*_accepted(case, application), *_of(case, application, ApplicationWithdrawn, LoanAgreementSigned)]
    return [Suspension("OFFER", quote, quote.at, _first_after(quote, answers)) for quote in quotes]


def _accepted(case: Case, application: str) -> list[OfferAccepted]:
    """The supplier's own word: a bank that accepts its own offer in the supplier's stead still waits for it."""
    return [one for one in case.all(OfferAccepted) if one.application == application and one.actor.role == "supplier"]


def _contracts(case: Case, law: Law, application: str, bank: str) -> list[Suspension]:
    accepted = _accepted(case, application)
    agreed = [event for event in case.all(RepaymentAccountAgreed) if event.bank == bank]
    if not accepted or not agreed or law.policy.flag("disburse_before_contract"):
        return []
    begin = accepted[0] if precedes(agreed[0], accepted[0]) else agreed[0]
    ends = [end.at for end in (*case.all(ContractSigned), *case.all(AwardVoided))]
    return [Suspension("CONTRACT", begin, begin.at, min(ends, default=None))]


def _supported(case: Case, bank: str) -> Iterator[Suspension]:
    """The bank asked the purchaser for its support; what a supplier asks for holds up no bank."""
    for asked in case.all(SupportRequested):
        if asked.actor == Actor("bank", bank):
            answers: list[SupportGiven | SupportDeclined] = [*case.all(SupportGiven), *case.all(SupportDeclined)]
            end = _first_after(asked, (answer for answer in answers if answer.support == asked.support))
            yield Suspension("SUPPORT", asked, asked.at, end)


def _unconsented(case: Case, application: str, bank: str) -> Iterator[Suspension]:
    """The supplier took back its consent: the bank may look at nothing until there is another."""
    for withdrawn in case.all(ConsentWithdrawn):
        if withdrawn.bank == bank and withdrawn.actor.role == "supplier":
            given = [event for event in case.all(ConsentGiven) if event.bank == bank]
            end = _first_after(withdrawn, [*given, *_of(case, application, ApplicationWithdrawn)])
            yield Suspension("CONSENT", withdrawn, withdrawn.at, end)


def _frozen(case: Case, law: Law) -> Iterator[Suspension]:
    for freeze, (begin, end) in case.once(freezes, law):
        yield Suspension("FREEZE", freeze, begin, end)
