"""Who may say what, as a table: the notice gives each act to certain actors. Absent types only a platform says."""

from __future__ import annotations

from notice import events as e
from notice.events import Event
from notice.vocabulary import Role

_BY_ROLES: dict[tuple[Role, ...], tuple[type[Event], ...]] = {
    ("supplier",): (
        e.SizeDeclared,
        e.GoodsDelivered,
        e.ConsentGiven,
        e.ConsentWithdrawn,
        e.ApplicationSubmitted,
        e.ApplicationWithdrawn,
        e.SupplementProvided,
        e.OfferAccepted,
    ),
    ("bank",): (
        e.BankFiled,
        e.ProductPublished,
        e.FloorConfigured,
        e.ApplicationAccepted,
        e.ApplicationReturned,
        e.SupplementRequested,
        e.QuoteIssued,
        e.ApplicationRejected,
        e.SecurityRequested,
        e.ConditionAttached,
        e.FeeCharged,
        e.RepaymentAccountAgreed,
        e.LoanAgreementSigned,
        e.DisbursementOrdered,
        e.LoanDisbursed,
        e.FinancingReported,
        e.RepaymentCollected,
        e.LoanClosed,
        e.ClockSuspended,
        e.ClockResumed,
    ),
    ("purchaser",): (
        e.ContractSigned,
        e.ContractFiled,
        e.ContractAmended,
        e.ContractTerminated,
        e.DeliveryAccepted,
        e.DeliveryRejected,
        e.InvoiceReceived,
        e.SupportGiven,
        e.SupportDeclined,
        e.PaymentPlanSubmitted,
    ),
    ("treasury",): (e.PaymentPlanReturned, e.PaymentOrdered, e.TreasuryPaid),
    ("finance_bureau",): (
        e.ViolationEstablished,
        e.RectificationOrdered,
        e.RectificationConfirmed,
        e.CooperationTerminated,
        e.BadRecordListed,
        e.SupplierBanned,
        e.ReferredToJudiciary,
        e.SanctionImposed,
        e.PurchaserReminded,
    ),
    ("harness",): (e.ClockAdvanced,),
    ("purchaser", "procurement_site"): (e.AwardNoticeIssued, e.ContractPublished),
    ("finance_bureau", "procurement_site"): (e.AwardVoided,),
    ("finance_bureau", "treasury"): (e.GuaranteeGiven,),  # theirs to give, and forbidden unless a reform allows it
    ("bank", "supplier"): (e.LossBooked, e.FundUseReported, e.SupportRequested),
    ("supplier", "bank", "purchaser"): (e.MessageSent,),
    ("finance_bureau", "bank", "purchaser"): (e.OutreachHeld,),
    ("supplier", "bank", "purchaser", "treasury", "finance_bureau"): (e.AttestationGiven,),
    ("bank", "treasury"): (e.CourtFreezeRecorded, e.CourtFreezeLifted),
    ("bank", "purchaser"): (e.AccountChangeConsented, e.AccountChanged),
    ("bank", "purchaser", "treasury"): (e.DelayExplained,),
    ("supplier", "purchaser", "bank", "treasury"): (e.AccountChangeRequested,),
}

ENTITLED: dict[type[Event], frozenset[Role]] = {
    kind: frozenset(roles) for roles, kinds in _BY_ROLES.items() for kind in kinds
}
"""Event type to the roles that may emit it. A court's order is recorded by bank or treasury."""

LENDING = (
    e.ApplicationAccepted,
    e.ApplicationReturned,
    e.QuoteIssued,
    e.ApplicationRejected,
    e.LoanAgreementSigned,
    e.DisbursementOrdered,
    e.LoanDisbursed,
    e.RepaymentCollected,
)
"""The business of lending, in which the public side takes no part (一(一))."""
