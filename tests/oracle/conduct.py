"""Who may act, and what may not be asked for, in the words of the notice."""

from __future__ import annotations

from itertools import chain
from typing import get_args

from notice.events import (
    ApplicationAccepted,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    AwardNoticeIssued,
    CaseEvent,
    ConditionAttached,
    ConsentGiven,
    DisbursementOrdered,
    FloorConfigured,
    GuaranteeGiven,
    LoanAgreementSigned,
    LoanDisbursed,
    LossBooked,
    OfferAccepted,
    ProductPublished,
    QuoteIssued,
    RepaymentCollected,
    SecurityRequested,
)
from notice.vocabulary import Condition, Security
from tests.oracle.lending import bank, by_itself
from tests.oracle.told import IN_FORCE, Conviction, Told, oracle

PUBLIC = ("finance_bureau", "treasury")
_SECURITIES = tuple(kind for kind in get_args(Security) if kind != "receivable_pledge")
"""The locked receivable itself is none (reading `receivable_pledge_is_security`)."""
LENDING: tuple[type[CaseEvent], ...] = (
    ApplicationAccepted,
    ApplicationReturned,
    QuoteIssued,
    ApplicationRejected,
    LoanAgreementSigned,
    DisbursementOrdered,
    LoanDisbursed,
    RepaymentCollected,
)


def _required(told: Told, norm: str, words: tuple[str, ...]) -> set[Conviction]:
    """A product that asks for it asks everybody for it."""
    return {
        (norm, product.bank, bank(product.bank))
        for product in told.said(ProductPublished)
        if product.at >= IN_FORCE and str(product.actor) == f"bank:{product.bank}"
        if set(product.requires) & set(words)
    }


@oracle("no-conditions")
def conditions(told: Told) -> set[Conviction]:
    """四(三): 不得…附加其他条件."""
    return _required(told, "no-conditions", get_args(Condition)) | {
        ("no-conditions", one.award, bank(one.bank))
        for one in told.said(ConditionAttached)
        if by_itself(one) and told.lends_within(one)
    }


@oracle("no-security")
def securities(told: Told) -> set[Conviction]:
    """四(一): 不得要求中小微企业提供任何形式的抵押或担保."""
    asked = [one for one in told.said(SecurityRequested) if one.security != "receivable_pledge"]
    taken = [one for one in told.said(LoanAgreementSigned) if {*one.security} - {"receivable_pledge"}]
    refused = [one for one in told.said(ApplicationRejected) if one.ground == "no_security_offered"]
    return _required(told, "no-security", _SECURITIES) | {
        ("no-security", one.award, bank(one.bank))
        for one in chain(asked, taken, refused)
        if by_itself(one) and told.lends_within(one)
    }


@oracle("no-concession-floor")
def floors(told: Told) -> set[Conviction]:
    """四(三): 不设优惠下限; a floor is a lowest rate or a largest concession that the bank itself fixed."""
    return {
        ("no-concession-floor", floor.bank, bank(floor.bank))
        for floor in told.of(FloorConfigured)
        if floor.at >= IN_FORCE and str(floor.actor) == f"bank:{floor.bank}"
        if (floor.apr_min_bp, floor.concession_max_bp) != (None, None)
    }


@oracle("bureau-takes-no-part")
def public_lenders(told: Told) -> set[Conviction]:
    """一(一): 各级财政部门…不参与具体融资活动."""
    return {
        ("bureau-takes-no-part", one.award, frozenset({str(one.actor)}))
        for kind in LENDING
        for one in told.of(kind)
        if one.actor.role in PUBLIC and told.in_scope(one)
    }


@oracle("free-choice")
def chosen_for_it(told: Told) -> set[Conviction]:
    """一(二): 中小微企业自主决定是否参加融资活动并自由选择合作银行."""
    acts: list[ApplicationSubmitted | ConsentGiven | OfferAccepted] = [*told.of(ApplicationSubmitted)]
    acts += [*told.of(ConsentGiven), *told.of(OfferAccepted)]
    return {
        ("free-choice", one.award, frozenset({str(one.actor)}))
        for one in acts
        for winner in ([one.supplier, *(known.supplier for known in told.of(AwardNoticeIssued, award=one.award))][-1],)
        if told.in_scope(one) and str(one.actor) != f"supplier:{winner}"
    }


@oracle("risk-stays-private")
def public_risk(told: Told) -> set[Conviction]:
    """一(二): 各级财政部门不提供任何形式的担保，不承担融资风险."""
    risks: list[GuaranteeGiven | LossBooked] = [*told.said(GuaranteeGiven), *told.of(LossBooked)]
    return {
        ("risk-stays-private", one.award or str(one.actor), frozenset({str(one.actor)}))
        for one in risks
        if one.actor.role in PUBLIC and told.in_scope(one)
    }
