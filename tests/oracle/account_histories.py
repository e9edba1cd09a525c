"""What may befall a repayment account, drawn at random: agreed twice, asked for, allowed, moved, frozen, named anew, let go."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from notice.events import Actor

CHANCES = (
    "RepaymentAccountAgreed", "AccountChangeRequested", "AccountChangeRequested", "AccountChangeConsented",
    "AccountChanged", "AccountChanged", "CourtFreezeRecorded", "CourtFreezeLifted", "ContractAmended",
    "RepaymentAccountReleased", "RepaymentAccountLocked", "LoanAgreementSigned", "LoanDisbursed", "LoanClosed",
    "ApplicationWithdrawn", "AwardVoided", "SupportRequested",
)  # fmt: skip
_BANKS = st.sampled_from(["B1", "B1", "B2"])
_ACCOUNTS = st.sampled_from(["X1", "X1", "X1", "X2", "X2", "X3"])
_CHANGES = st.sampled_from(["H1", "H1", "H2"])
_EXCEPTIONS = st.sampled_from([None, "COURT_FREEZE", "COURT_FREEZE", "ACCOUNT_CLOSED_BY_BANK", "OTHER_SPECIAL"])
_ORDERS = st.sampled_from(["O1", "O1", "O2"])
_MOVE = {"change": _CHANGES, "account": _ACCOUNTS, "new_account": _ACCOUNTS, "exception": _EXCEPTIONS}
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "RepaymentAccountAgreed": {"account": _ACCOUNTS},
    "ContractSigned": {"account": st.sampled_from(["X1", "X1", "X1", "X2", None])},
    "ContractAmended": {"account": st.one_of(st.none(), _ACCOUNTS), "bank": st.sampled_from([None, "B1", "B2"])},
    "AccountChangeRequested": {**_MOVE, "order_ref": st.one_of(st.none(), _ORDERS)},
    "AccountChangeConsented": {"change": _CHANGES},
    "AccountChanged": _MOVE,
    "CourtFreezeRecorded": {"freeze": st.sampled_from(["Z1", "Z2"]), "account": _ACCOUNTS, "order_ref": _ORDERS},
    "CourtFreezeLifted": {"freeze": st.sampled_from(["Z1", "Z2"]), "account": _ACCOUNTS},
    "RepaymentAccountReleased": {"account": _ACCOUNTS},
    "RepaymentAccountLocked": {"lock": st.sampled_from(["supplier", "all"])},
    "SupportRequested": {"support_kind": st.sampled_from(["confirm_receivable", "name_account"])},
}  # fmt: skip
ACTORS: dict[str, st.SearchStrategy[Actor | None]] = {
    "AccountChangeRequested": st.sampled_from(
        [Actor("supplier", "S1"), Actor("supplier", "S1"), Actor("purchaser", "P1"), Actor("treasury", "T1"), None]
    ),
    "AccountChanged": st.sampled_from(
        [None, None, Actor("supplier", "S1"), Actor("purchaser", "P1"), Actor("bank", "B1"), Actor("bank", "B2")]
    ),
    "AccountChangeConsented": st.sampled_from([None, None, None, Actor("bank", "B2"), Actor("purchaser", "P1")]),
}  # fmt: skip
