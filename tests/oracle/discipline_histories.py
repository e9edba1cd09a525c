"""Filings, promises, findings and what follows them, drawn at random, lawful and not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from hypothesis import strategies as st

from notice.civil import DAY
from notice.events import Actor, Commitment, Event, ViolationEstablished
from notice.vocabulary import ConsentScope, FilingPart, PushPart, Violation
from tests.conformance.builders import BANK, BUREAU, PURCHASER, REVIEWED, SUPPLIER, UNTIL, at

STEPS: tuple[tuple[str, float], ...] = (("BankFiled", 0.5),)
"""What goes before everything else."""
CHANCES = (
    "BankFiled", "ConsentGiven", "ConsentWithdrawn", "ApplicationPushed", "ApplicationAccepted", "QuoteIssued",
    "ContractSigned", "FinancingReported", "LoanClosed", "DisbursementOrdered", "ProductPublished", "FloorConfigured",
    "FeeCharged", "ConditionAttached",
)  # fmt: skip
FINDINGS = (
    "ViolationEstablished", "ViolationEstablished", "ViolationEstablished", "RectificationOrdered",
    "RectificationConfirmed", "CooperationTerminated", "BadRecordListed", "SupplierBanned", "ReferredToJudiciary",
    "SanctionImposed", "SanctionImposed", "DelayExplained",
)  # fmt: skip
"""What an authority finds, and what it does about it."""

_FIRST = at("2022-09-29 00:00")
_PARTIES = st.sampled_from([BANK, SUPPLIER, PURCHASER, Actor("bank", "B2"), Actor("supplier", "S2")])
_VIOLATIONS = st.sampled_from(["V1", "V1", "V2"])
_ORDERS = st.sampled_from(["R1", "R1", "R2"])
_KINDS = ("fees_none", "conditions_none", "apr_max_bp", "first_sla_working_days", "repeat_sla_working_days",
          "quote_same_day", "instant_seconds", "other")  # fmt: skip


def numbered_twice(events: Iterable[Event]) -> set[str]:
    """Findings under a number that another finding has: which of them a measure cites nobody can say."""
    numbers: set[str] = set()
    twice = set()
    for event in events:
        if isinstance(event, ViolationEstablished):
            twice |= {event.key} if event.violation in numbers else set()
            numbers.add(event.violation)
    return twice


def _without_some(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([words] * 6 + [words[:-1], words[1:]])


def _commitments() -> st.SearchStrategy[tuple[Commitment, ...]]:
    one = st.builds(Commitment, st.sampled_from(["K1", "K2"]), st.sampled_from(_KINDS), st.sampled_from([1, 2, 3, 400]))
    return st.lists(one, max_size=3).map(tuple)


FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "BankFiled": {"parts": _without_some(get_args(FilingPart)), "commitments": _commitments()},
    "ProductPublished": {"requires": st.sampled_from([(), (), ("deposit_as_security",), ("cross_sale",)])},
    "FloorConfigured": {"apr_min_bp": st.sampled_from([None, 365])},
    "ConsentGiven": {"scope": _without_some(get_args(ConsentScope)), "consent": st.sampled_from(["N1", "N1", "N2"]),
                     "expires_at": st.sampled_from([UNTIL, UNTIL, _FIRST + 12 * DAY])},
    "ConsentWithdrawn": {"consent": st.sampled_from(["N1", "N2"])},
    "ApplicationSubmitted": {"bank": st.sampled_from(["B1", "B1", "B1", "B2"])},
    "ApplicationPushed": {"parts": _without_some(get_args(PushPart))},
    "QuoteIssued": {"apr_bp": st.sampled_from([400, 400, 401, None]),
                    "reviewed": st.sampled_from([REVIEWED, REVIEWED, REVIEWED[1:], ()])},
    "LoanAgreementSigned": {"apr_bp": st.sampled_from([400, 400, 400, 401])},
    "DisbursementOrdered": {"amount_fen": st.just(800_000)},
    "ViolationEstablished": {"violation": _VIOLATIONS, "party": _PARTIES, "serious": st.booleans(),
                             "violation_kind": st.sampled_from(get_args(Violation)), "suspected_crime": st.booleans(),
                             "commitment": st.sampled_from([None, "K1", "K2"])},
    "RectificationOrdered": {"violation": _VIOLATIONS, "order": _ORDERS,
                             "due_at": st.sampled_from([None, _FIRST + 20 * DAY, _FIRST + 40 * DAY])},
    "RectificationConfirmed": {"order": _ORDERS},
    "CooperationTerminated": {"violation": _VIOLATIONS},
    "BadRecordListed": {"violation": _VIOLATIONS, "supplier": st.sampled_from(["S1", "S2"])},
    "SupplierBanned": {"violation": _VIOLATIONS,
                       "banned_until_at": st.sampled_from([at(f"{year}-10-20 00:00") for year in (2022, 2024, 2026)])},
    "ReferredToJudiciary": {"violation": _VIOLATIONS, "party": _PARTIES},
    "SanctionImposed": {"violation": _VIOLATIONS, "party": _PARTIES, "law_ref": st.sampled_from(["政府采购法 71", None]),
                        "fine_fen": st.sampled_from([None, 4_999, 5_000, 10_000, 10_001]),
                        "under": st.sampled_from([None, "5.2.3"])},
}  # fmt: skip
ACTORS: dict[str, st.SearchStrategy[Actor | None]] = {
    "DelayExplained": st.sampled_from([None, None, PURCHASER]),
    **dict.fromkeys(("RectificationConfirmed", "CooperationTerminated", "RectificationOrdered"),
                    st.sampled_from([BUREAU] * 6 + [PURCHASER, BANK])),
}  # fmt: skip
