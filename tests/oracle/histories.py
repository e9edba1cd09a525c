"""Histories made at random: plausible stories of two awards and two banks, in which anything is left out, late or doubled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from hypothesis import strategies as st

from notice.civil import DAY, HOUR
from notice.events import (
    AccountChanged,
    Actor,
    CourtFreezeRecorded,
    Event,
    LoanAgreementSigned,
    PaymentOrdered,
    PaymentPlanSubmitted,
    RepaymentAccountAgreed,
)
from notice.trace import Observation, Trace, trace
from tests.conformance.builders import SUPPLIER, UNTIL, Story, at
from tests.oracle import account_histories, discipline_histories, payment_histories

FIRST = at("2022-09-29 00:00")
_STEPS: tuple[tuple[str, float], ...] = (
    ("SizeDeclared", 1), ("AwardNoticeIssued", 1.1), ("ConsentGiven", 9), ("ApplicationSubmitted", 11),
    ("ApplicationPushed", 11.1), ("ApplicationAccepted", 11.4), ("QuoteIssued", 12), ("OfferAccepted", 13),
    ("RepaymentAccountAgreed", 13.2), ("ContractSigned", 14), ("ContractPublished", 15.5), ("ContractFiled", 20),
    ("LoanAgreementSigned", 14.4), ("LoanDisbursed", 15), ("FinancingReported", 15.01),
    ("RepaymentCollected", 70), ("LoanClosed", 71),
)  # fmt: skip
_CHANCES = (
    "SupplementRequested", "SupplementProvided", "SupportRequested", "SupportGiven", "ConsentWithdrawn", "ConsentGiven",
    "CourtFreezeRecorded", "CourtFreezeLifted", "AccountChanged", "ApplicationRejected", "ApplicationWithdrawn",
    "ApplicationReturned", "AwardVoided", "DelayExplained", "FeeCharged", "ConditionAttached", "SecurityRequested",
    "ContractAmended", "LoanDisbursed", "QuoteIssued", "LossBooked", "GuaranteeGiven", "RepaymentCollected",
    "ProductPublished", "FloorConfigured",
)  # fmt: skip
_CHOICES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "SizeDeclared": {"employees": st.sampled_from([50, 50, 50, 5000]), "revenue_fen": st.just(10**12),
                     "entity_kind": st.sampled_from(["enterprise", "enterprise", "welfare_unit"])},
    "AwardNoticeIssued": {"fund_source": st.sampled_from(["fiscal"] * 6 + ["other"])},
    "ApplicationSubmitted": {"documents": st.sampled_from([(), ("tax",)]),
                             "channel": st.sampled_from(["online"] * 5 + ["offline"])},
    "SupplementRequested": {"missing_docs": st.sampled_from([(), ("tax",), ("tax", "bill")])},
    "SupplementProvided": {"documents": st.sampled_from([("tax",), ("bill",), ("tax", "bill")])},
    "QuoteIssued": {"limit_fen": st.sampled_from([None, 800_000, 800_001, 1_000_001])},
    "LoanAgreementSigned": {"principal_max_fen": st.sampled_from([800_000, 800_001])},
    "LoanDisbursed": {"amount_fen": st.sampled_from([200_000, 400_000, 800_000, 800_001])},
    "RepaymentCollected": {"principal_fen": st.sampled_from([1, 200_000, 800_000])},
    "DelayExplained": {"clock": st.sampled_from(["first_loan", "repeat_loan", "sign_contract"])},
    "ProductPublished": {"requires": st.sampled_from([(), (), ("cross_sale",), ("property_mortgage",)])},
    "FloorConfigured": {"apr_min_bp": st.sampled_from([None, 365])},
    "SecurityRequested": {"security": st.sampled_from(["property_mortgage", "receivable_pledge"])},
}  # fmt: skip
_FIELDS = (_CHOICES, account_histories.FIELDS, payment_histories.FIELDS, discipline_histories.FIELDS)
_ACTORS = account_histories.ACTORS | discipline_histories.ACTORS
_LATE = ("LoanDisbursed", "ContractSigned", "RepaymentAccountAgreed", "RepaymentAccountLocked", "AccountChanged",
         "DelayExplained")  # fmt: skip
"""What may be written down, and so heard of, only days later."""
_STRANGERS = (Actor("finance_bureau", "F1"), Actor("purchaser", "P1"), SUPPLIER)
_HITCHES = st.sampled_from([0.0] * 8 + [-2.0, 0.5, 1.0, 3.0, 7.0, 20.0])
"""Days by which a step comes off its time."""


@st.composite
def histories(draw: st.DrawFn) -> Trace:
    """One supplier, up to three applications to two banks on two awards; seen until some day of the first months."""
    stories = [draw(_stories(f"L{number}")) for number in range(draw(st.integers(1, 3)))]
    events = {event.key: event for story in stories for event in story.events}
    until = draw(st.sampled_from([UNTIL, UNTIL, FIRST + 30 * DAY, FIRST + 45 * DAY, FIRST + 85 * DAY]))
    unlike = discipline_histories.numbered_twice(events.values())
    told = [one for one in events.values()
            if one.at < until and one.key not in unlike and not _moves_the_unnamed(one, events.values())]  # fmt: skip
    once = {_order_of(one) or one.key: one for one in reversed(told)}
    return trace(Observation(vantage="world", until=until), once.values())


def _order_of(event: Event) -> tuple[object, ...] | None:
    """The name of a plan or order; none is given twice."""
    if isinstance(event, PaymentPlanSubmitted):
        return event.award, "plan", event.plan
    return (event.award, "payment", event.payment) if isinstance(event, PaymentOrdered) else None


def _moves_the_unnamed(event: Event, events: Iterable[Event]) -> bool:
    """Whether an account is frozen or moved before anybody named it: of that the text says nothing."""
    if not isinstance(event, CourtFreezeRecorded | AccountChanged):
        return False
    naming = (one for one in events if isinstance(one, RepaymentAccountAgreed | LoanAgreementSigned))
    return not any(one.award == event.award and one.at < event.at for one in naming)


@st.composite
def _stories(draw: st.DrawFn, application: str) -> Story:
    award, bank = draw(st.sampled_from(["A1", "A1", "A2"])), draw(st.sampled_from(["B1", "B1", "B2"]))
    names = {"award": award, "bank": bank, "contract": f"C{award}", "loan": f"D{application}"}
    story = Story(application=application, **names)
    later = draw(st.sampled_from([0, 0, 10, 17]))
    for kind, day in (*discipline_histories.STEPS, *_STEPS, *payment_histories.STEPS):
        if draw(st.integers(0, 14)):  # else it is left out
            _tell(draw, story, kind, FIRST + int((day + later + draw(_HITCHES)) * DAY))
    chances = [*draw(st.lists(st.sampled_from(_CHANCES), max_size=5))]
    chances += draw(st.lists(st.sampled_from(account_histories.CHANCES), max_size=6))
    chances += draw(st.lists(st.sampled_from(discipline_histories.CHANCES), max_size=3))
    chances += draw(st.lists(st.sampled_from(discipline_histories.FINDINGS), max_size=5))
    money = draw(st.lists(st.sampled_from(payment_histories.CHANCES), max_size=6))
    for kind, last in [*((kind, 35) for kind in chances), *((kind, 80) for kind in money)]:
        _tell(draw, story, kind, FIRST + draw(st.integers(10 * 24, last * 24)) * HOUR)
    return story


def _tell(draw: st.DrawFn, story: Story, kind: str, when: int) -> None:
    choices = {name: choice for fields in _FIELDS for name, choice in fields.get(kind, {}).items()}
    fields = {name: draw(choice) for name, choice in choices.items()}
    number = f"{story.names['application']}-{len(story.events)}"
    if kind in _LATE:
        fields["recorded_at"] = draw(st.sampled_from([None] * 6 + [when + DAY, when + 20 * DAY]))
    actor = draw(_ACTORS.get(kind, st.none()))
    actor = draw(st.sampled_from([actor] * 12 + [*_STRANGERS]))
    event = story.make(kind, "10-10 09:00", actor=actor, **fields, at=when, id=number)
    story.tell(msgspec.structs.replace(event, source=f"{event.source} {story.names['application']}"))
