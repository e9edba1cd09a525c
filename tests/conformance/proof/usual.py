"""The usual case: a first loan, told beside the lawful log, every date and field of which can be another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notice.civil import HOUR, rfc3339
from notice.events import Event
from tests.conformance.builders import Story, at

Change = str | Mapping[str, Any] | None
"""At another time; or with other fields (`when`: the time); or not at all."""
Changes = Change | list[Change]
"""A list tells a type of event several times."""

NAMES = {"award": "A3", "supplier": "S3", "application": "L3", "loan": "D3", "contract": "C3"}
_USUAL: dict[str, float] = {
    "SizeDeclared": -15, "AwardNoticeIssued": -14, "ConsentGiven": -13, "ApplicationSubmitted": 8, "ApplicationPushed": 8.5,
    "ApplicationAccepted": 9, "QuoteIssued": 11, "OfferAccepted": 12, "RepaymentAccountAgreed": 13, "ContractSigned": 14,
    "ContractPublished": 24 + 9, "ContractFiled": 24 + 10, "LoanAgreementSigned": 24 + 11, "LoanDisbursed": 24 + 15,
    "FinancingReported": 24 + 16, "GoodsDelivered": 240 + 9, "PaymentPlanSubmitted": 336 + 9, "PaymentOrdered": 360 + 9,
    "TreasuryPaid": 384 + 9, "RepaymentCollected": 408 + 9, "LoanClosed": 408 + 10, "RepaymentAccountReleased": 408 + 10,
}  # fmt: skip
"""Hours after the midnight at which the day of acceptance begins."""

STILL_OWED: dict[str, Change] = dict.fromkeys(("RepaymentCollected", "LoanClosed", "RepaymentAccountReleased"))
UNPAID: dict[str, Change] = dict.fromkeys(("PaymentPlanSubmitted", "PaymentOrdered", "TreasuryPaid"))
NOT_LENT: dict[str, Change] = STILL_OWED | dict.fromkeys(
    ("OfferAccepted", "RepaymentAccountAgreed", "LoanAgreementSigned", "LoanDisbursed", "FinancingReported")
) | {"ContractSigned": {"bank": None, "account": None}}  # fmt: skip
"""An application that no loan follows."""
NOT_APPLIED: dict[str, Change] = NOT_LENT | dict.fromkeys(
    ("ConsentGiven", "ApplicationSubmitted", "ApplicationPushed", "ApplicationAccepted", "QuoteIssued")
)
"""A contract that nobody finances."""


def usual(day: str = "2022-10-10", **changes: Changes) -> list[Event]:
    """The case that the bank accepts on `day`, with changes by type of event."""
    told = [
        (_instant(kind, day, change), kind, _fields(change))
        for kind in _USUAL | changes
        for change in _several(changes.get(kind, {}))
        if change is not None
    ]
    paid = iter(sorted(when for when, kind, _ in told if kind == "LoanDisbursed"))
    story = Story(**NAMES)
    for when, kind, fields in sorted(told, key=lambda one: one[0]):
        if kind == "FinancingReported":
            fields = {"disbursed_at": next(paid)} | fields
        story.add(kind, rfc3339(when), **fields)
    return story.events


def _several(changes: Changes) -> list[Change]:
    return changes if isinstance(changes, list) else [changes]


def _instant(kind: str, day: str, change: str | Mapping[str, Any]) -> int:
    when = change if isinstance(change, str) else change.get("when")
    return at(day) + round(_USUAL[kind] * HOUR) if when is None else at(when)


def _fields(change: str | Mapping[str, Any]) -> dict[str, Any]:
    return {} if isinstance(change, str) else {name: value for name, value in change.items() if name != "when"}
