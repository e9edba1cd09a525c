"""A small event builder: one award's story, told in dated lines with sensible fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args

from conformance.judge import Judgement, NormVerdict, judge
from conformance.monitor import MONITORS, Monitor
from notice.civil import instant
from notice.events import (
    EVENT_TYPES,
    PLATFORM,
    Actor,
    Event,
    Instalment,
    PaymentTerms,
    Refused,
)
from notice.law import Law
from notice.policy import Policy, Status, Value, baseline
from notice.trace import Observation, trace
from notice.vocabulary import ConsentScope, FilingPart, PushPart, ReviewInput

UNTIL = instant("2023-12-29")
SUPPLIER, BANK, PURCHASER, TREASURY = (
    Actor("supplier", "S1"),
    Actor("bank", "B1"),
    Actor("purchaser", "P1"),
    Actor("treasury", "T1"),
)
BUREAU = Actor("finance_bureau", "F1")
REVIEWED: tuple[ReviewInput, ...] = ("award_notice", "award_announcement", "financing_intent", "award_history")

_ACTORS: dict[str, Actor] = {
    **dict.fromkeys(
        ("SizeDeclared", "GoodsDelivered", "ConsentGiven", "ApplicationSubmitted", "ApplicationWithdrawn",
         "SupplementProvided", "OfferAccepted", "MessageSent", "ConsentWithdrawn"), SUPPLIER),
    **dict.fromkeys(
        ("AwardNoticeIssued", "ContractSigned", "ContractPublished", "ContractFiled", "ContractAmended",
         "ContractTerminated", "DeliveryAccepted", "DeliveryRejected", "PaymentPlanSubmitted", "SupportGiven",
         "SupportDeclined"), PURCHASER),
    **dict.fromkeys(("PaymentOrdered", "TreasuryPaid", "PaymentPlanReturned"), TREASURY),
    **dict.fromkeys(
        ("AwardVoided", "ViolationEstablished", "RectificationOrdered", "RectificationConfirmed",
         "CooperationTerminated", "BadRecordListed", "SupplierBanned", "ReferredToJudiciary", "SanctionImposed",
         "OutreachHeld", "PurchaserReminded"), BUREAU),
    **dict.fromkeys(
        ("ApplicationPushed", "RepaymentAccountLocked", "RepaymentAccountReleased", "ClockStarted", "DeadlineMissed",
         "BreachFlagged", "AccountChanged"), PLATFORM),
}  # fmt: skip

_FIELDS: dict[str, dict[str, Any]] = {
    "BankFiled": {"parts": get_args(FilingPart)},
    "ProductPublished": {"product": "Q1", "offered_apr_bp": 400, "loan_max_fen": 10**9, "tenor_max_days": 365},
    "FloorConfigured": {"product": "Q1"},
    "SizeDeclared": {"declared_for": "award", "industry": "industry", "entity_kind": "enterprise", "employees": 50,
                     "revenue_fen": 10**9, "assets_fen": 10**9},
    "AwardNoticeIssued": {"amount_fen": 1_000_000, "purchaser_kind": "state_organ", "fund_source": "fiscal",
                          "procurement_scope": "catalogue", "district": "wuhua"},
    "ContractSigned": {"amount_fen": 1_000_000, "bank": "B1", "account": "X1",
                       "payment_terms": PaymentTerms(instalments=(Instalment("I1", 1_000_000, "delivery"),))},
    "MessageSent": {"message": "G1", "to": BANK},
    "PurchaserReminded": {"clock": "publish_contract"},
    "ContractAmended": {"amendment": "M1"},
    "GoodsDelivered": {"amount_fen": 1_000_000},
    "DeliveryAccepted": {"amount_fen": 1_000_000},
    "DeliveryRejected": {"ground": "broken"},
    "SupportRequested": {"support": "U1", "support_kind": "confirm_receivable"},
    "SupportGiven": {"support": "U1"},
    "SupportDeclined": {"support": "U1", "ground": "disputed"},
    "FundUseReported": {"amount_fen": 100_000, "purpose": "buy_materials"},
    "ConsentGiven": {"consent": "N1", "scope": get_args(ConsentScope), "expires_at": UNTIL},
    "ConsentWithdrawn": {"consent": "N1"},
    "ApplicationSubmitted": {"amount_fen": 800_000},
    "ApplicationPushed": {"parts": get_args(PushPart)},
    "QuoteIssued": {"limit_fen": 800_000, "apr_bp": 400, "reviewed": REVIEWED},
    "ApplicationRejected": {"ground": "credit"},
    "SecurityRequested": {"security": "property_mortgage"},
    "ConditionAttached": {"condition": "cross_sale"},
    "FeeCharged": {"fee": "service", "amount_fen": 1, "step": "demanded"},
    "RepaymentAccountAgreed": {"account": "X1"},
    "LoanAgreementSigned": {"account": "X1", "principal_max_fen": 800_000, "apr_bp": 400, "day_count": "act_360",
                            "tenor_days": 180},
    "RepaymentAccountLocked": {"account": "X1", "lock": "all"},
    "AccountChangeRequested": {"change": "H1", "account": "X1", "new_account": "X2"},
    "AccountChangeConsented": {"change": "H1"},
    "AccountChanged": {"change": "H1", "account": "X1", "new_account": "X2"},
    "CourtFreezeRecorded": {"freeze": "Z1", "account": "X1", "order_ref": "O1"},
    "CourtFreezeLifted": {"freeze": "Z1", "account": "X1", "order_ref": "O1"},
    "RepaymentAccountReleased": {"account": "X1"},
    "DisbursementOrdered": {"amount_fen": 800_000},
    "LoanDisbursed": {"amount_fen": 800_000},
    "FinancingReported": {"amount_fen": 800_000, "apr_bp": 400},
    "RepaymentCollected": {"account": "X1", "principal_fen": 800_000, "interest_fen": 0},
    "PaymentPlanSubmitted": {"plan": "U1", "amount_fen": 1_000_000, "payee_account": "X1"},
    "PaymentPlanReturned": {"plan": "U1", "ground": "no_budget"},
    "PaymentOrdered": {"payment": "Y1", "plan": "U1", "amount_fen": 1_000_000, "payee_account": "X1"},
    "TreasuryPaid": {"payment": "Y1", "amount_fen": 1_000_000, "payee_account": "X1"},
    "GuaranteeGiven": {"guarantee_kind": "guarantee"},
    "LossBooked": {"amount_fen": 800_000},
    "ClockStarted": {"bearer": BANK, "due_at": 0},
    "ClockSuspended": {"clock": "first_loan", "cause": "OFFER"},
    "DelayExplained": {"ground": "system_outage", "clock": "first_loan"},
    "ViolationEstablished": {"violation": "V1", "party": BANK, "violation_kind": "untrue_information"},
    "RectificationOrdered": {"violation": "V1", "order": "R1"},
    "RectificationConfirmed": {"order": "R1"},
    "CooperationTerminated": {"violation": "V1"},
    "BadRecordListed": {"violation": "V1"},
    "SupplierBanned": {"violation": "V1", "banned_until_at": instant("2024-11-02")},
    "ReferredToJudiciary": {"violation": "V1", "party": SUPPLIER},
    "SanctionImposed": {"violation": "V1", "party": PURCHASER, "measure": "circular", "law_ref": "政府采购法 71"},
    "OutreachHeld": {"outreach_kind": "bank_firm_meeting", "district": "wuhua", "attendees": 40},
    "AttestationGiven": {"norm": "local-measures", "answer": "yes", "document_sha256": "a0" * 32,
                         "period_from_at": instant("2022-09-29"), "period_until_at": instant("2023-01-01")},
}  # fmt: skip

_NAMES = {
    "supplier": "S1",
    "purchaser": "P1",
    "bank": "B1",
    "award": "A1",
    "application": "L1",
    "contract": "C1",
    "instalment": "I1",
    "loan": "D1",
}


def at(text: str) -> int:
    """Seconds of '10-11 09:00' (of 2022) or of a full date."""
    return instant(text if len(text.split("-")[0]) == 4 else f"2022-{text}")


class Story:
    """Events as they are told; `names` are the ids that every event of the story carries where it has such a field."""

    def __init__(self, **names: str) -> None:
        self.names = _NAMES | names
        self.events: list[Event] = []

    def add(self, kind: str, when: str, *, actor: Actor | None = None, **fields: Any) -> Event:
        """Tells one event; its source is its actor, and its id is its number."""
        return self.tell(self.make(kind, when, actor=actor, **fields))

    def then(self, when: str, kind: str, *, actor: Actor | None = None, **fields: Any) -> Story:
        """Like `add`, to be chained."""
        self.add(kind, when, actor=actor, **fields)
        return self

    def tries(self, when: str, kind: str, *, actor: Actor | None = None, **fields: Any) -> Story:
        """Somebody tries something, and the platform refuses it."""
        self.refuse(self.make(kind, when, actor=actor, **fields))
        return self

    def tell(self, event: Event) -> Event:
        """Adds an event made elsewhere."""
        self.events.append(event)
        return event

    def make(self, kind: str, when: str, *, actor: Actor | None = None, **fields: Any) -> Event:
        """An event that is not (yet) part of the story."""
        struct = EVENT_TYPES[kind]
        names = {name: value for name, value in self.names.items() if name in struct.__struct_fields__}
        if kind == "ContractAmended":
            names.pop("bank")
        actor = actor or self._actor(kind)
        number = len(self.events) + 1
        given = names | _FIELDS.get(kind, {}) | self._own(kind) | {
            "at": at(when), "actor": actor, "source": str(actor), "seq": number,
            "id": f"{self.names['award']}-{number}",
        } | fields  # fmt: skip
        if kind == "FinancingReported":
            given.setdefault("disbursed_at", given["at"])
        if kind == "PaymentPlanSubmitted":
            given.setdefault("pay_on", given["at"])
        return struct(**given)

    def _own(self, kind: str) -> dict[str, Any]:
        """Fields whose usual value is one of the story's names."""
        if kind == "ContractSigned":
            return {"bank": self.names["bank"]}
        return {}

    def _actor(self, kind: str) -> Actor:
        usual = _ACTORS.get(kind, BANK)
        return Actor(usual.role, self.names.get(usual.role, usual.id))

    def refuse(self, stimulus: Event, *reasons: str) -> Event:
        """The platform refuses a stimulus: it stands only inside the refusal."""
        number = len(self.events) + 1
        return self.tell(
            Refused(
                at=stimulus.at, actor=PLATFORM, source="platform", id=f"{self.names['award']}-{number}", seq=number,
                reasons=reasons or ("STATE_FORBIDS",), stimulus=stimulus, award=getattr(stimulus, "award", None),
            )  # type: ignore[arg-type]
        )  # fmt: skip

    def open(self) -> Story:
        """Declared, awarded and applied for, on Monday 10 October 2022."""
        self.add("SizeDeclared", "09-30 09:00")
        self.add("AwardNoticeIssued", "09-30 10:00")
        self.add("ApplicationSubmitted", "10-10 08:00")
        return self

    def accept(self, when: str = "10-10 09:00") -> Story:
        """Opened, and accepted by the bank."""
        self.open()
        self.add("ApplicationAccepted", when)
        return self

    def lend(self, when: str = "10-12 15:00", **fields: Any) -> Story:
        """Accepted, contracted, agreed and paid out."""
        self.accept()
        self.add("QuoteIssued", "10-11 10:00")
        self.add("OfferAccepted", "10-11 11:00")
        self.add("RepaymentAccountAgreed", "10-11 12:00")
        self.add("ContractSigned", "10-11 14:00")
        self.add("ContractPublished", "10-12 09:00")
        self.add("ContractFiled", "10-12 09:30")
        self.add("LoanAgreementSigned", "10-12 10:00")
        self.add("LoanDisbursed", when, **fields)
        return self


def law_with(**changes: Value) -> Law:
    """The baseline with some values changed."""
    base = baseline()
    status: Status = "assumed"
    changed = {name: base.parameter(name) for name in base.ids}
    for name, value in changes.items():
        changed[name] = changed[name].model_copy(update={"value": value, "status": status})
    return Law(Policy(base.name, base.title, changed))


def judged(
    *stories: Story,
    law: Law | None = None,
    platform: Story | None = None,
    platform_sees: Mapping[str, Any] = MappingProxyType({}),
    monitors: Mapping[str, Monitor] = MONITORS,
    **observation: Any,
) -> Judgement:
    """The judgement on the stories told together, by default seen completely until the end of 2023.

    `platform`: what the platform's own log tells, and what that log claims to have seen.
    """
    seen, theirs = (
        Observation(**{"vantage": vantage, "until": UNTIL} | dict(claims))
        for vantage, claims in (("world", observation), ("platform", platform_sees))
    )
    beside = trace(theirs, platform.events) if platform else None
    told = trace(seen, (event for story in stories for event in story.events))
    return judge(told, law or Law(), monitors, platform=beside)


def norm(name: str, *stories: Story, law: Law | None = None, **observation: Any) -> NormVerdict:
    """The verdict of one norm."""
    return judged(*stories, law=law, **observation).norms[name]
