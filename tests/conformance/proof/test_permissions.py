"""What the notice leaves to the parties: who makes use of it, or does not, breaches nothing of any norm.

A permission (可…, 自主决定, 有意向) is tested by the absence of a FAIL wherever it is used.
"""

from __future__ import annotations

import pytest

from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import Event
from tests.conformance.proof.otherwise import OTHERWISE
from tests.conformance.proof.proving import LAWFUL, judgement_of
from tests.conformance.proof.usual import NOT_APPLIED, NOT_LENT, usual

_TOLD = {other.title: other.events for other in OTHERWISE}
PERMITTED: dict[str, tuple[str, list[Event]]] = {
    "a bank declines": ("1.2.a", _TOLD["declined with a reason"]),
    "a bank lends less than it was asked for": ("1.2.a", usual(
        QuoteIssued={"limit_fen": 1}, LoanDisbursed={"amount_fen": 1}, FinancingReported={"amount_fen": 1},
        RepaymentCollected={"principal_fen": 1})),
    "a bank files and then does nothing": ("1.2.a", usual(BankFiled={"when": "09-29 10:00", "bank": "B7"})[:1]),
    "a supplier takes no part": ("1.2.b", usual(**NOT_APPLIED)),
    "a supplier takes no offer": ("1.2.b", usual(**NOT_LENT)),
    "a supplier withdraws": ("1.2.b", _TOLD["withdrawn before it is pushed"]),
    "a supplier chooses the second of two banks": ("1.2.c", _TOLD["two banks quote, and the supplier takes the second"]),
    "a supplier applies on its notice, before any contract": ("2.1.a", usual()),
    "a supplier applies by itself, online": ("2.3.2.a", usual()),
    "a supplier applies beside the platform": ("2.3.2.a", _TOLD["beside the platform"]),
    "an account is moved after a court's freeze": ("2.3.5.d", _TOLD["a court's freeze, and another account with the bank's consent"]),
}  # fmt: skip
"""What is done, the clause that permits it, and how it is told beside the lawful log."""


@pytest.mark.parametrize("used", PERMITTED)
def test_who_makes_use_of_a_permission_breaches_nothing(used: str) -> None:
    judgement = judgement_of([*LAWFUL, *PERMITTED[used][1]])
    assert [judgement.findings(verdict) for verdict in (Verdict.FAIL, Verdict.WARN, Verdict.ERROR)] == [[], [], []]


def test_every_clause_that_permits_is_made_use_of() -> None:
    assert {clause for clause, _ in PERMITTED.values()} == {
        name for name, clause in catalogue().clauses.items() if clause.kind == "MAY"
    }
