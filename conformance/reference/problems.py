"""What the server answers when it does not do what was asked: RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from notice.errors import InputError
from notice.vocabulary import Reason

MEDIA_TYPE = "application/problem+json"

_FORBIDDEN: frozenset[Reason] = frozenset({"ACTOR_NOT_TOKEN_SUBJECT", "ROLE_NOT_ENTITLED", "OBJECT_NOT_OWN"})
_CONFLICT: frozenset[Reason] = frozenset(
    {
        "ID_REUSED",
        "STATE_FORBIDS",
        "BANK_TERMINATED",
        "AWARD_VOIDED",
        "AWARD_CEILING_EXCEEDED",
        "AWARD_FINANCED_BY_ANOTHER_BANK",
        "ACCOUNT_AGREED_TOO_LATE",
        "ACCOUNT_LOCKED_FOR_SUPPLIER",
        "ACCOUNT_LOCKED_FOR_ALL",
        "LENDER_CONSENT_MISSING",
        "CONTRACT_NOT_SIGNED",
        "PRINCIPAL_ABOVE_AGREEMENT",
        "COLLECTION_ABOVE_DEBT",
    }
)
"""Refused for the state they met: later, or in another state, the same body may pass."""

CLAUSES: dict[Reason, str] = {
    "SUPPLIER_NOT_MSME": "2.2.1.a",
    "PURCHASER_OUT_OF_SCOPE": "2.2.3",
    "NOTICE_NOT_IN_FORCE": "6",
    "BANK_NOT_FILED": "2.2.2.a",
    "FILING_INCOMPLETE": "2.2.2.b",
    "BANK_TERMINATED": "5.2.2.b",
    "AWARD_NOTICE_MISSING": "4.1.a",
    "AWARD_VOIDED": "4.1.a",
    "CONSENT_MISSING": "2.3.2.b",
    "BANK_NOT_CHOSEN": "1.2.c",
    "QUOTE_INCOMPLETE": "2.3.3",
    "LIMIT_ABOVE_REQUEST": "1.3.c",
    "AWARD_CEILING_EXCEEDED": "4.1.b",
    "AWARD_FINANCED_BY_ANOTHER_BANK": "3.4.c",
    "SECURITY_NOT_ALLOWED": "4.1.d",
    "FEE_NOT_ALLOWED": "4.3.f",
    "CONDITION_NOT_ALLOWED": "4.3.g",
    "ACCOUNT_AGREED_TOO_LATE": "2.3.4.a",
    "CONTRACT_LACKS_AGREED_ACCOUNT": "2.3.4.b",
    "ACCOUNT_LOCKED_FOR_SUPPLIER": "3.4.c",
    "ACCOUNT_LOCKED_FOR_ALL": "2.3.5.c",
    "EXCEPTION_NOT_EVIDENCED": "2.3.5.d",
    "LENDER_CONSENT_MISSING": "2.3.5.d",
    "PAYEE_NOT_LOCKED_ACCOUNT": "2.3.6.b",
    "CONTRACT_NOT_SIGNED": "2.1.b",
    "REPORT_DIFFERS_FROM_DISBURSEMENT": "2.3.5.b",
    "COLLECTION_NOT_FROM_LOCKED_ACCOUNT": "2.3.6.c",
    "PLAN_DIFFERS_FROM_CONTRACT": "2.3.6.a",
    "SUSPENSION_WITHOUT_CAUSE": "4.2.a",
    "NOT_SERIOUS": "5.2.2.b",
    "DEADLINE_MISSING": "5.2.2.a",
}
"""The clause of the notice behind a reason, where one clause is."""


class Problem(Exception):
    """An answer other than what was asked for. `members` are extension members; `headers` go with the answer."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        members: Mapping[str, object] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.status, self.headers = status, headers or {}
        members = members or {}
        about = f"urn:zcd:problem:{members['reason']}" if "reason" in members else "about:blank"
        self.body: dict[str, Any] = {"type": about, "title": title, "status": status}
        if detail:
            self.body["detail"] = detail
        self.body |= members
        super().__init__(title)

    def encoded(self) -> bytes:
        """The body as JSON."""
        return msgspec.json.encode(self.body)


def refused(reasons: Sequence[Reason]) -> Problem:
    """The platform refused for `reasons`; the first one decides status and clause."""
    first = reasons[0]
    status = 403 if first in _FORBIDDEN else 409 if first in _CONFLICT else 422
    clause = {"clause": CLAUSES[first]} if first in CLAUSES else {}
    return _because(status, reasons, "Refused; nothing was changed.", **clause)


def malformed(error: InputError) -> Problem:
    """The body could not be understood; nothing was done."""
    what = f"{error.what}; {error.instead}" if error.instead else error.what
    return _because(400, ("FIELD_INVALID",), what, field=error.where or "$")


def unknown(what: str) -> Problem:
    """There is no such thing, or the asker may not know of it: the two are not told apart."""
    return _because(404, ("OBJECT_UNKNOWN",), what)


def forbidden(detail: str) -> Problem:
    """The token's role may not do this."""
    return _because(403, ("ROLE_NOT_ENTITLED",), detail)


def out_of_range(detail: str) -> Problem:
    """The instant is not one that this may happen at."""
    return _because(409, ("AT_OUT_OF_RANGE",), detail)


def _because(status: int, reasons: Sequence[Reason], detail: str, **members: object) -> Problem:
    title = reasons[0].replace("_", " ").capitalize()
    return Problem(status, title, detail, members={"reason": reasons[0], "reasons": list(reasons), **members})
