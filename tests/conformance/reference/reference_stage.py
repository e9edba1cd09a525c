"""A stage for table tests: one line an action, its last column the expected answer.

    10-10 09:00  ApplicationAccepted                      -> ok ClockStarted
    10-10 10:00  QuoteIssued limit_fen=2000               -> AWARD_CEILING_EXCEEDED
    10-18        advance                                  -> DeadlineMissed

A line is: instant in 2022 (`MM-DD`, `MM-DD HH:MM`, or `.` for the instant before), then an event type with the fields
that differ from the standard case (award A1 of 1000 fen, supplier S1, bank B1, purchaser P1), then `->` and either
`ok` with the observations it causes, or the reason of the refusal. `by=role:id` names the actor, `as=role:id` the
token's subject.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import msgspec

from conformance.reference.platform import Platform
from notice import events as e
from notice.civil import instant
from notice.errors import InputError
from notice.events import EVENT_TYPES, Actor, Event, Refused
from notice.law import Law
from notice.policy import baseline
from notice.vocabulary import ConsentScope, FilingPart
from notice.yaml import Document

LAW = Law()
START = instant("2022-10-08T09:00")
ACTORS = {
    "supplier": Actor("supplier", "S1"),
    "bank": Actor("bank", "B1"),
    "purchaser": Actor("purchaser", "P1"),
    "treasury": Actor("treasury", "T1"),
    "finance_bureau": Actor("finance_bureau", "F1"),
    "harness": Actor("harness", "harness"),
}
TERMS = e.PaymentTerms(instalments=(e.Instalment("I1", 1000, "delivery"),))

_APPLICATION = {"award": "A1", "application": "AP1", "supplier": "S1", "bank": "B1"}
_CONTRACT = {"award": "A1", "contract": "C1"}
_INSTALMENT = {**_CONTRACT, "instalment": "I1", "amount_fen": 1000}
_LOAN = {"award": "A1", "loan": "L1"}
_MONEY = {**_LOAN, "supplier": "S1", "bank": "B1", "amount_fen": 800}
_PAID = {**_INSTALMENT, "payee_account": "acc", "plan": "PL1"}
_CHANGE = {"award": "A1", "change": "CH1", "account": "acc", "new_account": "new"}
_FREEZE = {"award": "A1", "freeze": "FR1", "account": "acc", "order_ref": "court-1"}
_AGREED = {"award": "A1", "supplier": "S1", "bank": "B1", "account": "acc"}

STANDARD: dict[str, tuple[str, dict[str, Any]]] = {
    "BankFiled": ("bank", {"bank": "B1", "parts": get_args(FilingPart)}),
    "ProductPublished": (
        "bank",
        {"bank": "B1", "product": "PR1", "offered_apr_bp": 400, "loan_max_fen": 1000, "tenor_max_days": 365},
    ),
    "FloorConfigured": ("bank", {"bank": "B1", "product": "PR1", "apr_min_bp": 300}),
    "SizeDeclared": (
        "supplier",
        {
            "award": "A1",
            "supplier": "S1",
            "declared_for": "award",
            "industry": "industry",
            "entity_kind": "enterprise",
            "employees": 50,
            "revenue_fen": 10**9,
            "assets_fen": 10**9,
        },
    ),
    "AwardNoticeIssued": (
        "purchaser",
        {
            "award": "A1",
            "supplier": "S1",
            "purchaser": "P1",
            "amount_fen": 1000,
            "purchaser_kind": "state_organ",
            "fund_source": "fiscal",
            "procurement_scope": "catalogue",
            "district": "wuhua",
        },
    ),
    "ContractSigned": (
        "purchaser",
        {
            **_CONTRACT,
            "supplier": "S1",
            "purchaser": "P1",
            "amount_fen": 1000,
            "payment_terms": TERMS,
            "bank": "B1",
            "account": "acc",
        },
    ),
    "ContractPublished": ("purchaser", _CONTRACT),
    "ContractFiled": ("purchaser", _CONTRACT),
    "ContractAmended": ("purchaser", {**_CONTRACT, "amendment": "AM1"}),
    "ContractTerminated": ("purchaser", _CONTRACT),
    "GoodsDelivered": ("supplier", _INSTALMENT),
    "DeliveryAccepted": ("purchaser", _INSTALMENT),
    "DeliveryRejected": ("purchaser", {**_CONTRACT, "instalment": "I1", "ground": "broken"}),
    "SupportRequested": (
        "bank",
        {"award": "A1", "support": "SU1", "purchaser": "P1", "support_kind": "sign_contract"},
    ),
    "SupportGiven": ("purchaser", {"award": "A1", "support": "SU1"}),
    "SupportDeclined": ("purchaser", {"award": "A1", "support": "SU1", "ground": "not delivered yet"}),
    "InvoiceReceived": ("purchaser", _INSTALMENT),
    "PurchaserReminded": ("finance_bureau", {**_CONTRACT, "purchaser": "P1", "clock": "pay"}),
    "AwardVoided": ("finance_bureau", {"award": "A1"}),
    "ConsentGiven": (
        "supplier",
        {
            "award": "A1",
            "consent": "K1",
            "supplier": "S1",
            "bank": "B1",
            "scope": get_args(ConsentScope),
            "expires_at": instant("2023-10-01"),
        },
    ),
    "ConsentWithdrawn": ("supplier", {"award": "A1", "consent": "K1", "supplier": "S1", "bank": "B1"}),
    "ApplicationSubmitted": ("supplier", {**_APPLICATION, "amount_fen": 800, "consent": "K1"}),
    "ApplicationAccepted": ("bank", _APPLICATION),
    "ApplicationReturned": ("bank", {**_APPLICATION, "missing_docs": ("licence",)}),
    "ApplicationWithdrawn": ("supplier", _APPLICATION),
    "SupplementRequested": ("bank", {**_APPLICATION, "missing_docs": ("licence",)}),
    "SupplementProvided": ("supplier", {**_APPLICATION, "documents": ("licence",)}),
    "QuoteIssued": ("bank", {**_APPLICATION, "limit_fen": 800, "apr_bp": 400}),
    "ApplicationRejected": ("bank", {**_APPLICATION, "ground": "credit"}),
    "OfferAccepted": ("supplier", _APPLICATION),
    "SecurityRequested": ("bank", {**_APPLICATION, "security": "property_mortgage"}),
    "ConditionAttached": ("bank", {**_APPLICATION, "condition": "cross_sale"}),
    "FeeCharged": ("bank", {**_APPLICATION, "fee": "service", "amount_fen": 1, "step": "demanded"}),
    "RepaymentAccountAgreed": ("bank", _AGREED),
    "LoanAgreementSigned": (
        "bank",
        {
            **_APPLICATION,
            "loan": "L1",
            "account": "acc",
            "principal_max_fen": 800,
            "apr_bp": 400,
            "day_count": "act_360",
            "tenor_days": 180,
        },
    ),
    "AccountChangeRequested": ("supplier", _CHANGE),
    "AccountChangeConsented": ("bank", {"award": "A1", "change": "CH1"}),
    "AccountChanged": ("purchaser", _CHANGE),
    "CourtFreezeRecorded": ("treasury", _FREEZE),
    "CourtFreezeLifted": ("treasury", _FREEZE),
    "DisbursementOrdered": ("bank", _MONEY),
    "LoanDisbursed": ("bank", _MONEY),
    "FinancingReported": (
        "bank",
        {**_LOAN, "bank": "B1", "amount_fen": 800, "apr_bp": 400, "disbursed_at": instant("2022-10-12T09:00")},
    ),
    "RepaymentCollected": ("bank", {**_LOAN, "account": "acc", "principal_fen": 800, "interest_fen": 9}),
    "LoanClosed": ("bank", {**_LOAN, "bank": "B1"}),
    "LossBooked": ("bank", {**_LOAN, "amount_fen": 800}),
    "GuaranteeGiven": ("finance_bureau", {**_LOAN, "bank": "B1", "guarantee_kind": "guarantee"}),
    "PaymentPlanSubmitted": ("purchaser", {**_PAID, "pay_on": instant("2022-11-01")}),
    "PaymentPlanReturned": ("treasury", {**_CONTRACT, "plan": "PL1", "ground": "no_budget"}),
    "PaymentOrdered": ("treasury", {**_PAID, "payment": "PAY1"}),
    "TreasuryPaid": ("treasury", {**_PAID, "payment": "PAY1"}),
    "ClockSuspended": ("bank", {"clock": "first_loan", "award": "A1", "application": "AP1", "cause": "SUPPLEMENT"}),
    "ClockResumed": ("bank", {"clock": "first_loan", "award": "A1", "application": "AP1", "due_at": START}),
    "DelayExplained": (
        "bank",
        {"clock": "first_loan", "award": "A1", "application": "AP1", "ground": "system_outage"},
    ),
    "ClockAdvanced": ("harness", {"to_at": instant("2022-11-01")}),
    "ViolationEstablished": (
        "finance_bureau",
        {"violation": "V1", "party": Actor("bank", "B1"), "violation_kind": "broken_commitment", "serious": True},
    ),
    "RectificationOrdered": (
        "finance_bureau",
        {"violation": "V1", "order": "O1", "bank": "B1", "due_at": instant("2022-11-01")},
    ),
    "RectificationConfirmed": ("finance_bureau", {"order": "O1", "bank": "B1"}),
    "CooperationTerminated": ("finance_bureau", {"violation": "V1", "bank": "B1"}),
    "BadRecordListed": ("finance_bureau", {"violation": "V1", "supplier": "S1"}),
    "SupplierBanned": (
        "finance_bureau",
        {"violation": "V1", "supplier": "S1", "banned_until_at": instant("2024-10-08")},
    ),
    "ReferredToJudiciary": ("finance_bureau", {"violation": "V1", "party": Actor("supplier", "S1")}),
    "SanctionImposed": (
        "finance_bureau",
        {
            "violation": "V1",
            "party": Actor("purchaser", "P1"),
            "measure": "warning",
            "law_ref": "GPL 71",
            "under": "5.2.3",
        },
    ),
    "MessageSent": ("bank", {"message": "M1", "to": Actor("supplier", "S1")}),
    # what only a platform says
    "ApplicationPushed": ("bank", {**_APPLICATION, "parts": ()}),
    "RepaymentAccountReleased": ("bank", {"award": "A1", "account": "acc"}),
}
"""Each type's usual actor and fields in the standard case."""

LIFE = """
    10-08 09:00  BankFiled                -> ok
    .            SizeDeclared             -> ok
    10-09 10:00  AwardNoticeIssued        -> ok ClockStarted
    .            ConsentGiven             -> ok
    10-10 08:00  ApplicationSubmitted     -> ok ApplicationPushed
    10-10 09:00  ApplicationAccepted      -> ok ClockStarted
    10-10 15:00  QuoteIssued              -> ok ClockSuspended
    10-10 16:00  OfferAccepted            -> ok ClockResumed
    10-10 16:30  RepaymentAccountAgreed   -> ok ClockSuspended
    10-11 09:00  ContractSigned           -> ok ClockStarted ClockStarted ClockResumed
    10-11 10:00  ContractPublished        -> ok
    10-11 10:30  ContractFiled            -> ok
    10-11 11:00  LoanAgreementSigned      -> ok RepaymentAccountLocked
    10-12 08:00  DisbursementOrdered      -> ok
    10-12 09:00  LoanDisbursed            -> ok RepaymentAccountLocked
    10-12 10:00  FinancingReported        -> ok
    10-20 09:00  GoodsDelivered           -> ok ClockStarted
    10-21 09:00  DeliveryAccepted         -> ok
    10-24 09:00  PaymentPlanSubmitted     -> ok
    10-25 09:00  PaymentOrdered           -> ok
    10-26 09:00  TreasuryPaid             -> ok
    10-27 09:00  RepaymentCollected       -> ok
    .            LoanClosed               -> ok RepaymentAccountReleased
"""
"""The standard case from filing to release."""


def life(upto: str) -> str:
    """The standard case up to and including the line of this event type."""
    lines = LIFE.splitlines()
    last = next(number for number, line in enumerate(lines) if upto in line.split())
    return "\n".join(lines[: last + 1])


class Stage:
    """A platform and the numbering of what is said to it."""

    def __init__(self, make: type[Platform] = Platform, law: Law = LAW) -> None:
        self.platform = make(law, START)
        self.platform.enrol(list(ACTORS.values()))
        self._said = 0

    def play(self, table: str) -> list[Event]:
        """Plays a table, checks the last column of each line, and returns the last line's answer."""
        answer: list[Event] = []
        for line in filter(None, (line.strip() for line in table.splitlines())):
            action, _, expected = line.partition("->")
            answer = self.line(action)
            assert self.shown(answer) == expected.split(), line
        return answer

    def line(self, action: str) -> list[Event]:
        """Plays one line without its last column."""
        at, words = self._instant(action.split())
        kind, *given = words
        answer = list(self.platform.advance(at))
        if kind == "advance":
            return answer
        event, subject = self.event(kind, dict(word.split("=", 1) for word in given))
        return list(self.platform.submit(event, subject))

    def _instant(self, words: list[str]) -> tuple[int, list[str]]:
        if words[0] == ".":
            return self.platform.now, words[1:]
        try:
            return instant(f"2022-{words[0]}T{words[1]}"), words[2:]
        except InputError:
            return instant(f"2022-{words[0]}"), words[1:]

    def event(self, kind: str, given: dict[str, str]) -> tuple[Event, Actor]:
        """An event of the standard case with some fields given, and the token it comes with."""
        role, fields = STANDARD[kind]
        actor = _actor(given.pop("by")) if "by" in given else ACTORS[role]
        subject = _actor(given.pop("as")) if "as" in given else actor
        self._said += 1
        envelope = {"id": str(self._said), "at": self.platform.now, "source": str(actor), "seq": self._said}
        spoken = {name: _value(text) for name, text in given.items()}
        body = msgspec.to_builtins({**fields, "actor": actor, **envelope, **spoken})
        return msgspec.convert(body | {"type": kind}, EVENT_TYPES[kind]), subject

    @staticmethod
    def shown(answer: list[Event]) -> list[str]:
        """An answer as the last column writes it."""
        if answer and isinstance(answer[0], Refused):
            return list(answer[0].reasons)
        platforms = [event for event in answer if event.actor.role == "platform"]
        shown = [
            f"{type(one).__name__}:{one.reasons[0]}" if isinstance(one, e.BreachFlagged) else type(one).__name__
            for one in platforms
        ]
        return shown if len(platforms) == len(answer) else ["ok", *shown]


def _actor(text: str) -> Actor:
    role, _, name = text.partition(":")
    return msgspec.convert({"role": role, "id": name}, Actor)


def _value(text: str) -> Any:
    """null, a whole number, an instant, a list (`a,b` or `[]`), JSON (`{...}`), or a word."""
    if text.startswith(("{", "[")) or text in ("null", "true", "false"):
        return msgspec.json.decode(text)
    if text.lstrip("-").isdigit():
        return int(text)
    if text[:5] == "2022-" or text[:5] == "2023-":
        return instant(text)
    return text.split(",") if "," in text else text


def reformed(**values: Any) -> Law:
    """The law with other policy values."""
    changes = {name: {"value": value} for name, value in values.items()}
    overlay = {"reform": "test", "title": {"en": "-", "zh": "-"}, "origin": {"en": "-", "zh": "-"}, "changes": changes}
    return Law(baseline().reformed(Document(Path("test.yaml"), msgspec.json.encode(overlay).decode())))
