"""What a bank promised when it filed, and whether it kept it: 违背服务承诺, in the words of 五(二)."""

from __future__ import annotations

from itertools import chain

from notice.events import (
    ApplicationAccepted,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardVoided,
    CaseEvent,
    ConditionAttached,
    DisbursementOrdered,
    Event,
    FeeCharged,
    LoanAgreementSigned,
    LoanDisbursed,
    QuoteIssued,
    SupplementProvided,
    SupplementRequested,
)
from tests.oracle.days import DAY
from tests.oracle.filings import filing
from tests.oracle.lending import bank, by_itself, is_repeat, overdue
from tests.oracle.told import Conviction, Told, before, oracle


def _promised(told: Told, name: str, kind: str, act: Event) -> int | None:
    """The tightest value of that kind in the bank's filing in force."""
    filed = filing(told, name, act)
    values = [one.value for one in filed.commitments if one.kind == kind] if filed else []
    return min(values) if values else None


@oracle("keep-commitments")
def promises_broken(told: Told) -> set[Conviction]:
    """违背服务承诺开展融资: the values filed, of days, rates, nothing beside, the same day, seconds."""
    return {
        ("keep-commitments", act.award, bank(act.bank))
        for act in chain(_slow(told), _dear(told), _beside(told), _another_day(told), _not_at_once(told))
    }


def _slow(told: Told) -> list[ApplicationAccepted]:
    slow = []
    for start in told.of(ApplicationAccepted):
        kind = "repeat_sla_working_days" if is_repeat(told, start) else "first_sla_working_days"
        days = _promised(told, start.bank, kind, start)
        if days is not None and overdue(told, start, days) is not None:
            slow.append(start)
    return slow


def _dear(told: Told) -> list[QuoteIssued | LoanAgreementSigned]:
    return [
        offer
        for offer in (*told.of(QuoteIssued), *told.of(LoanAgreementSigned))
        for most in (_promised(told, offer.bank, "apr_max_bp", offer),)
        if by_itself(offer) and told.lends_within(offer)
        if most is not None and offer.apr_bp is not None and offer.apr_bp > most
    ]


def _beside(told: Told) -> list[FeeCharged | ConditionAttached]:
    """Asking is enough, refused or not."""
    asked: list[tuple[str, FeeCharged | ConditionAttached]] = [
        ("fees_none", fee) for fee in told.said(FeeCharged) if fee.amount_fen > 0
    ]
    asked += [("conditions_none", condition) for condition in told.said(ConditionAttached)]
    return [
        act
        for kind, act in asked
        if by_itself(act) and told.lends_within(act) and _promised(told, act.bank, kind, act) is not None
    ]


def _another_day(told: Told) -> list[ApplicationAccepted]:
    """当天出: limit and rate on the day on which the file was complete."""
    late = []
    for taken in told.of(ApplicationAccepted):
        of = {"award": taken.award, "application": taken.application}
        ends = [one for kind in (ApplicationRejected, ApplicationWithdrawn, ApplicationReturned)
                for one in told.of(kind, **of)]  # fmt: skip
        ends += [quote for quote in told.of(QuoteIssued, **of) if None not in (quote.limit_fen, quote.apr_bp)]
        decided = min((one.at for one in (*ends, *told.of(AwardVoided, award=taken.award))), default=told.until)
        whole = _whole(told, taken, decided)
        if whole is None or taken is not told.of(ApplicationAccepted, **of)[0] or not told.lends_within(taken):
            continue
        midnight = (whole.at // DAY + 1) * DAY
        is_late = decided >= midnight and midnight < told.until
        if is_late and _promised(told, taken.bank, "quote_same_day", whole) is not None:
            late.append(taken)
    return late


def _whole(told: Told, taken: ApplicationAccepted, decided: float) -> CaseEvent | None:
    """What made the file complete: the acceptance, or the last supplement; none if something asked for stays open."""
    of = {"award": taken.award, "application": taken.application}
    asked = [one for one in told.of(SupplementRequested, **of) if one.at < decided]
    given = [one for one in told.of(SupplementProvided, **of) if one.at < decided]
    wanted = {doc for one in asked for doc in one.missing_docs}
    had = {doc for one in (*told.of(ApplicationSubmitted, **of), *given) for doc in one.documents}
    return max([taken, *given], key=lambda one: one.at) if wanted <= had else None


def _not_at_once(told: Told) -> list[DisbursementOrdered]:
    """秒到账: the money is there so many seconds after its order."""
    late, used = [], set[str]()
    for order in (one for one in told.of(DisbursementOrdered) if str(one.actor) == f"bank:{one.bank}"):
        loan = told.of(LoanDisbursed, award=order.award, loan=order.loan)
        paid = [one for one in loan if before(order, one) and one.key not in used][:1]
        used |= {one.key for one in paid}
        seconds = _promised(told, order.bank, "instant_seconds", order)
        if seconds is None or not told.lends_within(order):
            continue
        due_at = order.at + seconds + 1
        if due_at < told.until and not any(one.at < due_at for one in paid):
            late.append(order)
    return late
