"""Decisions and payments at the last lawful moment, and to the last lawful fen; a second or a fen more is a breach."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from notice.civil import instant, rfc3339
from notice.events import Event, Instalment, PaymentTerms
from tests.conformance.builders import at
from tests.conformance.proof.mutation import Edit, change, edited, move
from tests.conformance.proof.proving import LAWFUL
from tests.conformance.proof.usual import NOT_APPLIED, NOT_LENT, STILL_OWED, UNPAID, Changes, usual

B, S, P, T = "bank:B1", "supplier:S3", "purchaser:P1", "treasury:T1"
FIRST, REPEAT, PAY, PLAN = "first-loan-in-time", "repeat-loan-in-time", "pay-in-time", "submit-payment-plan"
SIGN, PUBLISH, FILE = "sign-contract-in-time", "publish-contract-in-time", "file-contract-in-time"
BY_BUSINESS = {"day_ends": "business"}
"""The reading by which a day ends with business, at 17:30."""


class Limit(NamedTuple):
    """A log in which something just keeps a norm, and one in which it just breaks it."""

    norm: str
    title: str
    blames: str
    kept: list[Event]
    broken: list[Event]
    law: Mapping[str, Any] = MappingProxyType({})


def last_second(norm: str, blames: str, title: str, kind: str, last: str, day: str = "2022-10-10",
                law: Mapping[str, Any] = MappingProxyType({}), **changes: Changes) -> Limit:  # fmt: skip
    """The usual case with an event in the last lawful second, and with it in the next one."""

    def told(when: int) -> list[Event]:
        return [*LAWFUL, *usual(day, **(changes | {kind: _with(changes.get(kind), when=rfc3339(when))}))]

    return Limit(norm, title, blames, told(at(last)), told(at(last) + 1), law)


def last_unit(norm: str, blames: str, title: str, kind: str, field: str, most: int, **changes: Changes) -> Limit:
    """The usual case with the largest lawful number in a field, and with one more."""

    def told(number: int) -> list[Event]:
        return [*LAWFUL, *usual(**(changes | {kind: _with(changes.get(kind), **{field: number})}))]

    return Limit(norm, title, blames, told(most), told(most + 1))


def _with(changed: Changes, **fields: Any) -> Changes:
    return {**changed, **fields} if isinstance(changed, Mapping) else fields


def edge(norm: str, blames: str, title: str, kept: tuple[Edit, ...], broken: tuple[Edit, ...]) -> Limit:
    """The lawful log itself, just keeping and just breaking a norm."""
    return Limit(norm, title, blames, edited(LAWFUL, kept), edited(LAWFUL, broken))


def terms(**fields: Any) -> PaymentTerms:
    """All is due after one delivery."""
    return PaymentTerms((Instalment("I1", 1_000_000, "delivery"),), **fields)


def lent(when: str, award: str = "A1") -> tuple[Edit, ...]:
    """A loan of the lawful log paid out at another time, and reported as it was."""
    return move("LoanDisbursed", when, award), change("FinancingReported", award, disbursed_at=at(when))


def dearer(apr_bp: int) -> tuple[Edit, ...]:
    """The first loan at another rate, which no promise excludes."""
    unpromised = change("BankFiled", "", commitments=())
    return unpromised, change("LoanAgreementSigned", apr_bp=apr_bp), change("FinancingReported", apr_bp=apr_bp)


LOANS = [
    last_second(FIRST, B, "paid out in the last second of the fifth working day", "LoanDisbursed", "10-17 23:59:59",
                FinancingReported="10-18 09:00"),
    last_second(FIRST, B, "by the reading that ends a day with business", "LoanDisbursed", "10-17 17:29:59",
                law=BY_BUSINESS, FinancingReported="10-18 09:00"),
    last_second(FIRST, B, "across the National Day holiday, with a weekend worked in exchange", "LoanDisbursed",
                "10-12 23:59:59", "2022-09-30", AwardNoticeIssued="09-29 09:00", SizeDeclared="09-29 08:00",
                FinancingReported="10-13 09:00"),
    last_second(FIRST, B, "on a Saturday worked in exchange for Labour Day", "LoanDisbursed", "2023-05-06 23:59:59",
                "2023-04-26", FinancingReported="2023-05-08 09:00"),
    last_second(FIRST, B, "over the New Year", "LoanDisbursed", "2023-01-06 23:59:59", "2022-12-29",
                FinancingReported="2023-01-09 09:00"),
    last_second(FIRST, B, "a supplement asked before the Spring Festival and provided after it", "LoanDisbursed",
                "2023-02-02 23:59:59", "2023-01-18", FinancingReported="2023-02-03 09:00",
                SupplementRequested={"when": "2023-01-20 10:00", "missing_docs": ("tax",)},
                SupplementProvided={"when": "2023-01-29 18:00", "documents": ("tax",)},
                QuoteIssued="2023-01-30 09:00", OfferAccepted="2023-01-30 10:00",
                LoanAgreementSigned="2023-01-31 09:00"),
    last_second(FIRST, B, "while the purchaser had not signed the contract", "LoanDisbursed", "11-10 23:59:59",
                ContractSigned="11-04 14:00", ContractPublished="11-07 09:00", ContractFiled="11-07 10:00",
                LoanAgreementSigned="11-08 09:00", FinancingReported="11-11 09:00", GoodsDelivered="11-11 10:00",
                PaymentPlanSubmitted="11-14 09:00", PaymentOrdered="11-15 09:00", TreasuryPaid="11-16 09:00",
                RepaymentCollected="11-17 09:00", LoanClosed="11-17 10:00", RepaymentAccountReleased="11-17 10:00"),
    last_second(FIRST, B, "while the supplier thought about the offer", "LoanDisbursed", "10-19 23:59:59",
                QuoteIssued="10-11 11:00", OfferAccepted="10-13 09:00", RepaymentAccountAgreed="10-10 13:00",
                LoanAgreementSigned="10-14 09:00", FinancingReported="10-20 08:00"),
    last_second(FIRST, B, "declined with a reason in the last second", "ApplicationRejected", "10-17 23:59:59",
                **NOT_LENT, QuoteIssued=None),
    last_second(FIRST, B, "returned for a document, handed in again, and paid out five working days after that",
                "LoanDisbursed", "10-21 23:59:59", FinancingReported="10-24 08:00",
                ApplicationReturned={"when": "10-12 09:00", "missing_docs": ("tax",)},
                ApplicationSubmitted=[{}, {"when": "10-14 09:00", "application": "L3b", "resubmits": "L3"}],
                ApplicationPushed=[{}, {"when": "10-14 09:10", "application": "L3b"}],
                ApplicationAccepted=[{}, {"when": "10-14 10:00", "application": "L3b"}],
                QuoteIssued={"when": "10-14 11:00", "application": "L3b"},
                OfferAccepted={"when": "10-14 12:00", "application": "L3b"},
                LoanAgreementSigned={"when": "10-17 09:00", "application": "L3b"}),
    edge(REPEAT, B, "a repeat loan in the last second of the third working day",
         (*lent("11-04 23:59:59", "A2"), move("FinancingReported", "11-07 08:00", "A2")),
         (*lent("11-05 00:00", "A2"), move("FinancingReported", "11-07 08:00", "A2"))),
]  # fmt: skip
CONTRACTS = [
    last_second(SIGN, P, "the contract signed in the last second of the thirtieth day", "ContractSigned",
                "11-09 23:59:59", **(NOT_APPLIED | {"ContractSigned": {"bank": None, "account": None}}),
                AwardNoticeIssued="10-10 09:00", ContractPublished="11-10 09:00", ContractFiled="11-10 10:00",
                GoodsDelivered="11-11 09:00", PaymentPlanSubmitted="11-14 09:00", PaymentOrdered="11-15 09:00",
                TreasuryPaid="11-16 09:00"),
    last_second(SIGN, P, "the thirtieth day is a Saturday", "ContractSigned", "11-14 23:59:59",
                **NOT_APPLIED | UNPAID, AwardNoticeIssued="10-13 09:00", ContractPublished="11-15 09:00",
                ContractFiled="11-15 10:00", GoodsDelivered=None),
    last_second(PUBLISH, P, "published in the last second of the second working day", "ContractPublished", "10-12 23:59:59"),
    last_second(PUBLISH, P, "signed before the National Day holiday, published on the Sunday worked in exchange",
                "ContractPublished", "10-09 23:59:59", "2022-09-30", AwardNoticeIssued="09-29 09:00",
                SizeDeclared="09-29 08:00"),
    last_second(FILE, P, "filed in the last second of the seventh working day", "ContractFiled", "10-19 23:59:59"),
    last_second("purchaser-cooperates", P, "the receivable confirmed in the last second of the thirtieth day, a Monday",
                "SupportGiven", "11-14 23:59:59", SupportRequested={"when": "10-13 09:00"}),
]  # fmt: skip
MONEY = [
    last_second(PAY, T, "the thirtieth day after delivery is a Saturday: paid in the last second of Monday", "TreasuryPaid",
                "11-21 23:59:59", **STILL_OWED),
    last_second(PAY, T, "sixty days by contract", "TreasuryPaid", "12-19 23:59:59", **STILL_OWED,
                ContractSigned={"payment_terms": terms(pay_days=60)}),
    last_second(PAY, T, "ninety days by contract are sixty", "TreasuryPaid", "12-19 23:59:59", **STILL_OWED,
                ContractSigned={"payment_terms": terms(pay_days=90)}),
    last_second(PAY, T, "thirty days after the acceptance that the contract makes a condition", "TreasuryPaid",
                "11-24 23:59:59", **STILL_OWED, DeliveryAccepted="10-25 09:00",
                ContractSigned={"payment_terms": terms(acceptance_is_condition=True, acceptance_days=10)}),
    last_second(PAY, T, "a delivery rejected for its fault, and delivered anew", "TreasuryPaid", "11-30 23:59:59",
                **STILL_OWED, GoodsDelivered=[{}, {"when": "10-31 09:00"}], DeliveryRejected="10-24 09:00"),
    last_second(PLAN, P, "planned and paid in the last second", "PaymentPlanSubmitted", "11-21 23:59:59", **STILL_OWED,
                PaymentOrdered="11-21 23:59:59", TreasuryPaid="11-21 23:59:59"),
    last_unit("award-ceiling", B, "the whole award lent", "LoanDisbursed", "amount_fen", 1_000_000,
              ApplicationSubmitted={"amount_fen": 1_000_000}, QuoteIssued={"limit_fen": 1_000_000},
              LoanAgreementSigned={"principal_max_fen": 1_000_000}, FinancingReported={"amount_fen": 1_000_000}),
    last_unit("disburse-as-agreed", B, "all that was agreed", "LoanDisbursed", "amount_fen", 700_000,
              LoanAgreementSigned={"principal_max_fen": 700_000}, FinancingReported={"amount_fen": 700_000},
              RepaymentCollected={"principal_fen": 700_000}),
    last_unit("limit-within-request", B, "a limit of all that was asked for", "QuoteIssued", "limit_fen", 800_000),
    last_unit("collect-from-locked-account", B, "interest to the last fen that had accrued", "RepaymentCollected",
              "interest_fen", 1_423),
    last_unit("keep-commitments", B, "the highest rate that was promised", "LoanAgreementSigned", "apr_bp", 450,
              FinancingReported={"apr_bp": 450}),
]  # fmt: skip
REFORMED = [
    edge("X-report-in-time", B, "reported in the last second of two days", (move("FinancingReported", "10-14 15:00"),),
         (move("FinancingReported", "10-14 15:00:01"),)),
    edge("X-push-in-time", "platform:platform", "pushed in the last second of the hour",
         (move("ApplicationPushed", "10-10 09:00"),), (move("ApplicationPushed", "10-10 09:00:01"),)),
    last_second("X-accept-in-time", B, "taken up in the last second of the second working day", "ApplicationAccepted",
                "10-12 23:59:59", "2022-10-13", SizeDeclared="09-30 09:00", AwardNoticeIssued="09-30 10:00",
                ConsentGiven="09-30 11:00", ApplicationSubmitted="10-10 08:00", ApplicationPushed="10-10 08:30",
                QuoteIssued="10-12 23:00"),
    edge("X-quote-same-day", B, "quoted in the last second of the day", (move("QuoteIssued", "10-10 23:59:59"),),
         (move("QuoteIssued", "10-11 00:00"),)),
    edge("X-instant-money", B, "credited in the last second of the hour", lent("10-12 15:50"), lent("10-12 15:50:01")),
    edge("X-pay-after-invoice", T, "paid in the last second of the tenth working day after the invoice",
         (move("TreasuryPaid", "11-04 23:59:59"),), (move("TreasuryPaid", "11-05 00:00"),)),
    edge("X-supplement-cap", P, "a supplement of a tenth", (change("ContractAmended", amount_delta_fen=100_000),),
         (change("ContractAmended", amount_delta_fen=100_001),)),
    edge("X-record-in-time", B, "written down in the last second of the hour",
         (change("DisbursementOrdered", recorded_at=instant("2022-10-12 15:50")),),
         (change("DisbursementOrdered", recorded_at=instant("2022-10-12 15:50:01")),)),
    *(edge(norm, B, "the highest rate that the reform allows", dearer(465), dearer(466))
      for norm in ("X-apr-cap", "preferential-rate")),
]  # fmt: skip
DISCIPLINE = [
    edge("discipline-bank", B, "mended in the last second", (move("RectificationConfirmed", "11-24 23:59:59", ""),),
         (move("RectificationConfirmed", "11-25 00:00", ""),)),
]  # fmt: skip
LIMITS = [*LOANS, *CONTRACTS, *MONEY, *REFORMED, *DISCIPLINE]
