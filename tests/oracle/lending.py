"""Applications, terms and loans, in the words of the notice."""

from __future__ import annotations

from itertools import chain

from notice.events import (
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardNoticeIssued,
    AwardVoided,
    ConsentGiven,
    ConsentWithdrawn,
    ContractSigned,
    DelayExplained,
    Event,
    FeeCharged,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    OfferAccepted,
    QuoteIssued,
    RepaymentAccountAgreed,
    RepaymentCollected,
    SupplementProvided,
    SupplementRequested,
    SupportDeclined,
    SupportGiven,
    SupportRequested,
)
from tests.oracle.accounts import freezes
from tests.oracle.days import Wait, working_days_after
from tests.oracle.told import Conviction, Told, before, oracle


def bank(name: str) -> frozenset[str]:
    """A bank as the one who is blamed."""
    return frozenset({f"bank:{name}"})


def by_itself(event: ApplicationEvent) -> bool:
    """Whether the bank that an event names did it, not somebody else in its name."""
    return str(event.actor) == f"bank:{event.bank}"


@oracle("no-fees")
def fees(told: Told) -> set[Conviction]:
    """四(三): 不得另行收取其他费用."""
    return {
        ("no-fees", fee.award, bank(fee.bank))
        for fee in told.said(FeeCharged)
        if fee.amount_fen > 0 and by_itself(fee) and told.lends_within(fee)
    }


@oracle("disburse-as-agreed")
def disbursed_otherwise(told: Told) -> set[Conviction]:
    """二(三)5: 金融机构根据融资合同的约定及时向中小微企业发放贷款."""
    return {
        ("disburse-as-agreed", paid.award, bank(paid.bank))
        for paid in told.of(LoanDisbursed)
        if told.in_scope(paid)
        if sum(one.amount_fen for one in told.of(LoanDisbursed, award=paid.award, loan=paid.loan) if before(one, paid))
        > [
            0,
            *(
                signed.principal_max_fen
                for signed in told.of(LoanAgreementSigned, award=paid.award, loan=paid.loan)
                if before(signed, paid)
            ),
        ][-1]
    }


@oracle("limit-within-request")
def above_request(told: Told) -> set[Conviction]:
    """一(三): 贷款额度由银行根据政府采购合同的具体情况和中小微企业申请额度确定; a bank knows what was told before it offers."""
    limits = [(quote, quote.limit_fen or 0) for quote in told.of(QuoteIssued)]
    limits_signed = [(signed, signed.principal_max_fen) for signed in told.of(LoanAgreementSigned)]
    return {
        ("limit-within-request", one.award, bank(one.bank))
        for one, limit in chain(limits, limits_signed)
        if told.lends_within(one) and by_itself(one)
        if any(limit > asked.amount_fen for asked in told.of(ApplicationSubmitted, award=one.award,
                                                            application=one.application))
        or any(limit > award.amount_fen for award in told.of(AwardNoticeIssued, award=one.award) if before(award, one))
    }  # fmt: skip


def _live(told: Told, paid: LoanDisbursed) -> int:
    """Live principal on the award at a disbursement, as far as its bank had been told; its own batch in.

    What is paid back on one loan makes room for no other.
    """
    closed = [one for one in told.of(LoanClosed, award=paid.award) if before(one, paid)]

    def settled(one: LoanDisbursed | RepaymentCollected) -> bool:
        return any(end.loan == one.loan and before(one, end) for end in closed)

    lent = [one for one in told.of(LoanDisbursed, award=paid.award)
            if one.at <= paid.at and not settled(one)
            and (one.bank == paid.bank or one.known_at <= paid.at)
            and (one.at < paid.at or one.source != paid.source or one.seq <= paid.seq)]  # fmt: skip
    back = [one for one in told.of(RepaymentCollected, award=paid.award) if before(one, paid) and not settled(one)]
    return sum(
        max(0, sum(one.amount_fen for one in lent if one.loan == loan)
            - sum(one.principal_fen for one in back if one.loan == loan))
        for loan in {one.loan for one in lent}
    )  # fmt: skip


@oracle("award-ceiling")
def above_the_award(told: Told) -> set[Conviction]:
    """四(一): 以中标金额为上限; a bank answers for what it had been told the others had lent."""
    return {
        ("award-ceiling", paid.award, bank(paid.bank))
        for paid in told.of(LoanDisbursed)
        for award in [one for one in told.of(AwardNoticeIssued, award=paid.award) if before(one, paid)][-1:]
        if told.lends_within(paid) and _live(told, paid) > award.amount_fen
    }


# --- the loan clocks ------------------------------------------------------------------------------------------


def _wait(begin: Event, *ends: Event) -> Wait:
    return begin.at, min((end.at for end in ends if before(begin, end)), default=float("inf"))


def _supplement(told: Told, asked: SupplementRequested) -> Wait:
    of = {"award": asked.award, "application": asked.application}
    handed: list[ApplicationSubmitted | SupplementProvided] = [*told.of(ApplicationSubmitted, **of)]
    handed = sorted([*handed, *told.of(SupplementProvided, **of)], key=lambda one: one.at)
    whole = [one.at for number, one in enumerate(handed)
             if {*asked.missing_docs} <= {doc for past in handed[: number + 1] for doc in past.documents}]  # fmt: skip
    given = max(min(whole, default=float("inf")), asked.at) if asked.missing_docs else asked.at
    decisions = (ApplicationWithdrawn, QuoteIssued, ApplicationRejected, ApplicationReturned, LoanAgreementSigned)
    _, decided = _wait(asked, *(one for kind in decisions for one in told.of(kind, **of)))
    return asked.at, min(given, decided)


def _waits(told: Told, start: ApplicationAccepted) -> list[Wait]:
    """While the ball is with the supplier, the purchaser or a court, the bank's days do not count."""
    of = {"award": start.award, "application": start.application}
    here = {"award": start.award}
    accepted = [one for one in told.of(OfferAccepted, **of) if one.actor.role == "supplier"]
    signed, gone = told.of(LoanAgreementSigned, **of), told.of(ApplicationWithdrawn, **of)
    agreed = told.of(RepaymentAccountAgreed, **here, bank=start.bank)
    waits = [_supplement(told, asked) for asked in told.of(SupplementRequested, **of)]
    waits += [_wait(quote, *accepted, *signed, *gone) for quote in told.of(QuoteIssued, **of)
              if quote.actor.role == "bank" and None not in (quote.limit_fen, quote.apr_bp)]  # fmt: skip
    contract = [one.at for kind in (ContractSigned, AwardVoided) for one in told.of(kind, **here)]
    waits += [(max(accepted[0].at, agreed[0].at), min(contract, default=float("inf")))
              for _ in accepted[:1] if agreed]  # fmt: skip
    waits += [_wait(asked, *(one for kind in (SupportGiven, SupportDeclined)
                             for one in told.of(kind, **here, support=asked.support)))
              for asked in told.of(SupportRequested, **here)
              if str(asked.actor) == f"bank:{start.bank}"]  # fmt: skip
    waits += [_wait(taken, *told.of(ConsentGiven, **here, bank=start.bank), *gone)
              for taken in told.of(ConsentWithdrawn, **here, bank=start.bank)
              if taken.actor.role == "supplier"]  # fmt: skip
    return waits + freezes(told, start.award)


def is_repeat(told: Told, start: ApplicationAccepted) -> bool:
    """再次: the same supplier has had money of the same bank on another application."""
    return any(
        paid.at < start.at
        and start.application not in {one.application for one in told.of(LoanAgreementSigned, loan=paid.loan)}
        for paid in told.of(LoanDisbursed, supplier=start.supplier, bank=start.bank)
    )


def _ends(told: Told, start: ApplicationAccepted) -> list[Event]:
    of = {"award": start.award, "application": start.application}
    loans = {signed.loan for signed in told.of(LoanAgreementSigned, **of)}
    decided = [one for kind in (ApplicationRejected, ApplicationWithdrawn, ApplicationReturned)
               for one in told.of(kind, **of)]  # fmt: skip
    paid = [one for one in told.of(LoanDisbursed, award=start.award) if one.loan in loans]
    return [*decided, *paid, *told.of(AwardVoided, award=start.award)]


def overdue(told: Told, start: ApplicationAccepted, days: int) -> float | None:
    """When the days from this acceptance were over, if they are, nothing was decided and the ball was with the bank."""
    of = {"award": start.award, "application": start.application}
    channels = {one.channel for one in told.of(ApplicationSubmitted, **of)}
    due_at = working_days_after(start.at, days, _waits(told, start))
    counts = start is told.of(ApplicationAccepted, **of)[0] and "offline" not in channels and told.lends_within(start)
    ended = any(end.at < due_at for end in _ends(told, start))
    return due_at if counts and due_at < told.until and not ended else None


def _late(told: Told, norm: str, days: int, *, repeat: bool) -> set[Conviction]:
    """原则上: a ground that the bank recorded in time excuses."""
    return {
        (norm, start.award, bank(start.bank))
        for start in told.of(ApplicationAccepted)
        for due_at in (overdue(told, start, days),)
        if due_at is not None and is_repeat(told, start) == repeat
        if not any(
            said.known_at < due_at and str(said.actor) == f"bank:{start.bank}"
            and said.clock in ("first_loan", "repeat_loan") and said.application in (None, start.application)
            for said in told.of(DelayExplained, award=start.award)
        )
    }  # fmt: skip


@oracle("first-loan-in-time")
def first_loan_late(told: Told) -> set[Conviction]:
    """四(二): 首次申请贷款，金融机构自受理之日起原则上应在 5个工作日完成审批并放款."""
    return _late(told, "first-loan-in-time", 5, repeat=False)


@oracle("repeat-loan-in-time")
def repeat_loan_late(told: Told) -> set[Conviction]:
    """四(二): 再次贷款申请应在 3个工作日完成审批并放款."""
    return _late(told, "repeat-loan-in-time", 3, repeat=True)
