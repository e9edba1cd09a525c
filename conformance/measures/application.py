"""How applications are passed on, completed and decided (二(三), 三(三))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from conformance.case import Case, precedes
from conformance.measures.register import Seen, measures
from conformance.monitors.guards import declared, eligible_supplier
from conformance.monitors.quote_same_day import complete_files
from notice.civil import DAY, day_of
from notice.events import (
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationPushed,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    BankFiled,
    Event,
    ProductPublished,
    QuoteIssued,
    SupplementRequested,
)
from notice.law import Law
from notice.size import classify
from notice.trace import order

E = TypeVar("E", bound=ApplicationEvent)

_BUSINESS: tuple[type[ProductPublished | ApplicationAccepted | QuoteIssued], ...] = (
    ProductPublished,
    ApplicationAccepted,
    QuoteIssued,
)
_ANSWERS: tuple[type[ApplicationEvent], ...] = (
    ApplicationAccepted,
    ApplicationReturned,
    SupplementRequested,
    QuoteIssued,
    ApplicationRejected,
)


def working_days(law: Law, begin: int, end: int) -> int:
    """Working days from one instant's day to another's; negative if the end came first."""
    return law.calendar.working_days_between(day_of(begin), day_of(end))


@measures("filing_lag_working_days", "log")
def filing_lag(case: Case, law: Law) -> Iterator[Seen]:
    """One a bank that filed, from its first filing to its first business; not if the log may begin after either."""
    first: dict[str, Event] = {}
    business = [act for kind in _BUSINESS for act in case.all(kind)]
    for act in sorted(business, key=order):
        first.setdefault(act.bank, act)
    for bank, filed in {filed.bank: filed for filed in reversed(case.all(BankFiled))}.items():
        begun = first.get(bank)
        if case.knows(BankFiled, filed.at) and (begun is None or case.knows(type(begun), begun.at)):
            yield Seen(filed, None if begun is None else working_days(law, filed.at, begun.at))


@measures("push_lag_seconds")
def push_lag(case: Case, _law: Law) -> Iterator[Seen]:
    """One an application, to the first push of it; one that was withdrawn first has none."""
    for sent in case.all(ApplicationSubmitted):
        pushed = _first_of(case, sent, ApplicationPushed)
        if pushed is not None or _first_of(case, sent, ApplicationWithdrawn) is None:
            yield Seen(sent, None if pushed is None else pushed.at - sent.at, (sent.bank or "",))


@measures("quote_same_day_share")
def answered_same_day(case: Case, _law: Law) -> Iterator[Seen]:
    """One a complete file whose day is over or which was decided on it; withdrawn files are none."""
    for file in complete_files(case):
        day_over = (file.since.at // DAY + 1) * DAY
        in_time = file.decision is not None and file.decision.at < day_over
        if not isinstance(file.decision, ApplicationWithdrawn) and (in_time or day_over <= case.until):
            yield Seen(file.accepted, float(in_time), (file.accepted.bank,))


@measures("approval_share")
def approval(case: Case, law: Law) -> Iterator[Seen]:
    """One a decided application of an eligible supplier, by its size class; who is declined after a quote is declined."""
    for sent in case.all(ApplicationSubmitted):
        rejected = _first_of(case, sent, ApplicationRejected)
        if eligible_supplier(case, law, sent) and (rejected is not None or _quoted(case, sent) is not None):
            yield Seen(sent, float(rejected is None), (_size_class(case, law, sent),))


def _size_class(case: Case, law: Law, sent: ApplicationSubmitted) -> str:
    counting = declared(case, law, sent)
    if counting is None:
        return "undeclared"
    said = counting[0]
    return classify(said.industry, said.employees, said.revenue_fen, said.assets_fen)


@measures("documents_asked")
def documents_asked(case: Case, _law: Law) -> Iterator[Seen]:
    """One an application that a bank answered: how many different documents it asked for besides those handed in."""
    for sent in _answered(case):
        requests: list[SupplementRequested | ApplicationReturned] = [
            *case.all(SupplementRequested),
            *case.all(ApplicationReturned),
        ]
        asked = {name for one in requests if one.application == sent.application for name in one.missing_docs}
        yield Seen(sent, len(asked - set(sent.documents)), (sent.bank or "",))


@measures("supplement_rounds")
def supplement_rounds(case: Case, _law: Law) -> Iterator[Seen]:
    """One an application that a bank answered: how often it asked for something."""
    for sent in _answered(case):
        requests = (event for event in case.all(SupplementRequested) if event.application == sent.application)
        yield Seen(sent, sum(bool(request.missing_docs) for request in requests), (sent.bank or "",))


@measures("decision_working_days")
def decision(case: Case, law: Law) -> Iterator[Seen]:
    """One an application taken up, to its quote or rejection; a quote before it was taken up counts 0.

    What was returned, withdrawn or voided first never was decided.
    """
    for taken in {event.application: event for event in reversed(case.all(ApplicationAccepted))}.values():
        decisions = [one for one in (_quoted(case, taken), _first_of(case, taken, ApplicationRejected)) if one]
        if decisions:
            end = min(one.at for one in decisions)
            yield Seen(taken, max(0, working_days(law, taken.at, end)), (taken.bank,))
        elif not _ended_otherwise(case, taken):
            yield Seen(taken, None, (taken.bank,))


def _ended_otherwise(case: Case, taken: ApplicationAccepted) -> bool:
    ends = (_first_of(case, taken, ApplicationReturned), _first_of(case, taken, ApplicationWithdrawn))
    return any(ends) or bool(case.all(AwardVoided))


def _answered(case: Case) -> Iterator[ApplicationSubmitted]:
    for sent in case.all(ApplicationSubmitted):
        if any(_first_of(case, sent, kind) for kind in _ANSWERS):
            yield sent


def _quoted(case: Case, of: ApplicationSubmitted | ApplicationAccepted) -> QuoteIssued | None:
    """The first quote on an application that has both limit and rate."""
    return case.first(
        QuoteIssued,
        lambda quote: quote.application == of.application and None not in (quote.limit_fen, quote.apr_bp),
    )


def _first_of(case: Case, of: ApplicationSubmitted | ApplicationAccepted, kind: type[E]) -> E | None:
    """The first event of a kind on an application, after it."""
    return case.first(kind, lambda event: event.application == of.application and precedes(of, event))
