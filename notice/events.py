"""The one vocabulary: every trace is a sequence of these events and nothing else.

An event is a fact in the past participle. `at` is when it took effect; everything is judged on it.
A stimulus comes from a market participant, an observation from the platform. A refused stimulus stands in a
trace only inside its `Refused`; an event that stands by itself has happened.

All instants are integer seconds of civil time (`notice.civil`), all money integer fen, all rates basis points.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from notice import vocabulary as v


class Actor(msgspec.Struct, frozen=True, gc=False, order=True):
    """Who acted, or who bears a clock: a role and an id. `finance_bureau.id` says which authority."""

    role: v.Role
    id: str

    def __str__(self) -> str:
        return f"{self.role}:{self.id}"


PLATFORM = Actor("platform", "platform")
HARNESS = Actor("harness", "harness")


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="type", tag=True, omit_defaults=True):
    """The envelope common to all events.

    Identity is (`source`, `id`). `seq` is the position in `source`, strictly increasing. `recorded_at` is when the
    source wrote it (None: at once). `at_slack_seconds`: it is known only that it happened in (at - slack, at].
    """

    at: int
    actor: Actor
    source: str
    id: str
    seq: int = 0
    recorded_at: int | None = None
    at_slack_seconds: int = 0
    caused_by: tuple[str, ...] = ()

    @property
    def known_at(self) -> int:
        """From when a party that may see this event has received it (blame uses this)."""
        return self.at if self.recorded_at is None else self.recorded_at

    @property
    def key(self) -> str:
        """Identity in one word: `source#id`; what evidence and `caused_by` cite."""
        return f"{self.source}#{self.id}"


class CaseEvent(Event, frozen=True, gc=False, kw_only=True, tag=True, omit_defaults=True):
    """An event about a case. Case = award, so a monitor routes it without a look-up."""

    award: str


class ContractEvent(CaseEvent, frozen=True, gc=False, kw_only=True, tag=True, omit_defaults=True):
    """An event about the contract under an award."""

    contract: str


class ApplicationEvent(CaseEvent, frozen=True, gc=False, kw_only=True, tag=True, omit_defaults=True):
    """An event about one application (融资申请) of one supplier to one bank on one award."""

    application: str
    supplier: str
    bank: str


class LoanEvent(CaseEvent, frozen=True, gc=False, kw_only=True, tag=True, omit_defaults=True):
    """An event about one loan on an award."""

    loan: str


# --- 1 entering the scheme ------------------------------------------------------------------------------------


class Commitment(msgspec.Struct, frozen=True, gc=False):
    """A machine-readable service commitment (服务承诺) filed by a bank."""

    commitment: str
    kind: v.CommitmentKind
    value: int = 0


class BankFiled(Event, frozen=True, gc=False, kw_only=True):
    """报备: a bank filed for the scheme. Filing is not approval; a later filing replaces the earlier."""

    bank: str
    parts: tuple[v.FilingPart, ...]
    commitments: tuple[Commitment, ...] = ()


class ProductPublished(Event, frozen=True, gc=False, kw_only=True):
    """A bank published a loan product; `requires` names securities or conditions it asks for."""

    bank: str
    product: str
    offered_apr_bp: int
    loan_max_fen: int
    tenor_max_days: int
    requires: tuple[v.Security | v.Condition, ...] = ()


class FloorConfigured(Event, frozen=True, gc=False, kw_only=True):
    """优惠下限: a bank fixed a lowest rate or a largest concession for a product (不设优惠下限)."""

    bank: str
    product: str
    apr_min_bp: int | None = None
    concession_max_bp: int | None = None


# --- 2 award and contract -------------------------------------------------------------------------------------


class SizeDeclared(CaseEvent, frozen=True, gc=False, kw_only=True):
    """中小企业声明函: the supplier declared its size for an award or for a contract."""

    supplier: str
    declared_for: str
    industry: str
    entity_kind: v.EntityKind
    employees: int
    revenue_fen: int
    assets_fen: int
    large_firm_controlled: bool = False
    goods_origin: v.GoodsOrigin = "own"


class AwardNoticeIssued(CaseEvent, frozen=True, gc=False, kw_only=True):
    """中标（成交）通知书: `amount_fen` is the ceiling of financing, which contract changes do not move."""

    supplier: str
    purchaser: str
    amount_fen: int
    purchaser_kind: v.PurchaserKind
    fund_source: v.FundSource
    procurement_scope: v.ProcurementScope
    district: str
    subject: v.ProcurementSubject = "goods"


class Instalment(msgspec.Struct, frozen=True, gc=False):
    """One payment agreed in the contract; `due_on` is an instant for fixed_date and retention_end, else None."""

    instalment: str
    amount_fen: int
    starts: v.PaymentStart
    due_on: int | None = None


class PaymentTerms(msgspec.Struct, frozen=True, gc=False):
    """When the purchaser owes what. `pay_days` None: the statutory 30; days are calendar days.

    `late_apr_bp`: the interest agreed for late payment, as basis points a year; None: the statutory 0.05 % a day.
    """

    instalments: tuple[Instalment, ...]
    acceptance_is_condition: bool = False
    acceptance_days: int | None = None
    pay_days: int | None = None
    late_apr_bp: int | None = None
    waits_for_audit: bool = False


class ContractSigned(ContractEvent, frozen=True, gc=False, kw_only=True):
    """政府采购合同: `bank` and `account` are the financing bank and repayment account the contract names."""

    supplier: str
    purchaser: str
    amount_fen: int
    payment_terms: PaymentTerms
    bank: str | None = None
    account: str | None = None


class ContractPublished(ContractEvent, frozen=True, gc=False, kw_only=True):
    """合同公开: of the contract (`amendment` None) or of an amendment."""

    amendment: str | None = None


class ContractFiled(ContractEvent, frozen=True, gc=False, kw_only=True):
    """合同备案: a copy of the contract was filed with the authority."""


class ContractAmended(ContractEvent, frozen=True, gc=False, kw_only=True):
    """The contract was changed; `account` is a newly named repayment account, or None."""

    amendment: str
    amount_delta_fen: int = 0
    payment_terms: PaymentTerms | None = None
    bank: str | None = None
    account: str | None = None


class ContractTerminated(ContractEvent, frozen=True, gc=False, kw_only=True):
    """The contract ended before it was performed."""


class GoodsDelivered(ContractEvent, frozen=True, gc=False, kw_only=True):
    """Goods, works or services of one instalment were delivered."""

    instalment: str
    amount_fen: int


class DeliveryAccepted(ContractEvent, frozen=True, gc=False, kw_only=True):
    """验收: the purchaser accepted a delivery."""

    instalment: str
    amount_fen: int


class DeliveryRejected(ContractEvent, frozen=True, gc=False, kw_only=True):
    """The purchaser rejected a delivery; with a ground it cancels that delivery."""

    instalment: str
    ground: str


class InvoiceReceived(ContractEvent, frozen=True, gc=False, kw_only=True):
    """The purchaser received an invoice for an instalment."""

    instalment: str
    amount_fen: int


class SupportEvent(CaseEvent, frozen=True, gc=False, kw_only=True, tag=True, omit_defaults=True):
    """An event about one request for the purchaser's support (配合支持)."""

    support: str


class SupportRequested(SupportEvent, frozen=True, gc=False, kw_only=True):
    """A supplier or bank asked the purchaser for support, such as confirming the receivable (确权)."""

    purchaser: str
    support_kind: v.SupportKind


class SupportGiven(SupportEvent, frozen=True, gc=False, kw_only=True):
    """The purchaser did what it was asked for."""


class SupportDeclined(SupportEvent, frozen=True, gc=False, kw_only=True):
    """The purchaser declined; lawful with a ground."""

    ground: str = ""


class AwardVoided(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The award was declared void."""

    violation: str | None = None


# --- 3 application --------------------------------------------------------------------------------------------


class ConsentGiven(CaseEvent, frozen=True, gc=False, kw_only=True):
    """征信查询授权: the supplier allowed one bank to receive its data, until `expires_at`."""

    consent: str
    supplier: str
    bank: str
    scope: tuple[v.ConsentScope, ...]
    expires_at: int


class ConsentWithdrawn(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The supplier withdrew its consent towards one bank."""

    consent: str
    supplier: str
    bank: str


class ApplicationSubmitted(CaseEvent, frozen=True, gc=False, kw_only=True):
    """融资申请: one application names one bank (lawful only with `bank` and `consent`)."""

    application: str
    supplier: str
    amount_fen: int
    bank: str | None = None
    consent: str | None = None
    channel: v.Channel = "online"
    purposes: tuple[v.Purpose, ...] = ()
    stated_award_fen: int | None = None
    documents: tuple[str, ...] = ()
    resubmits: str | None = None


class ApplicationPushed(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """推送: the platform passed the application on to its bank."""

    parts: tuple[v.PushPart, ...]


class ApplicationAccepted(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """受理: the bank took the application up; the loan clock starts."""


class ApplicationReturned(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The bank sent the application back; lawful with the documents that are missing."""

    missing_docs: tuple[str, ...] = ()


class ApplicationWithdrawn(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The supplier withdrew its application."""


class SupplementRequested(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """补正: the bank asked for documents; an empty list suspends nothing."""

    missing_docs: tuple[str, ...] = ()


class SupplementProvided(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The supplier handed in documents."""

    documents: tuple[str, ...] = ()


class QuoteIssued(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """预授信: limit and rate (lawful only with both).

    `comparable_apr_bp`: what the same bank asked for an ordinary loan of that kind on that day.
    """

    limit_fen: int | None = None
    apr_bp: int | None = None
    tenor_days: int = 365
    reviewed: tuple[v.ReviewInput, ...] = ()
    comparable_apr_bp: int | None = None


class ApplicationRejected(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The bank declined. That alone is never a breach (银行自主决定)."""

    ground: v.RejectionGround


class OfferAccepted(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The supplier accepted the quote."""


class SecurityRequested(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The bank asked for a security: asking is the breach (不得要求)."""

    security: v.Security


class ConditionAttached(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """附加条件: the bank made the loan depend on something else; attaching is the breach."""

    condition: v.Condition


class FeeCharged(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """The bank demanded or collected a fee beside interest."""

    fee: v.Fee
    amount_fen: int
    step: v.FeeStep


class MessageSent(Event, frozen=True, gc=False, kw_only=True):
    """信息交流: a message from one party to another, seen by these two only."""

    message: str
    to: Actor
    award: str | None = None


# --- 4 agreement and account ----------------------------------------------------------------------------------


class RepaymentAccountAgreed(CaseEvent, frozen=True, gc=False, kw_only=True):
    """回款账户约定: joint act of bank and supplier, recorded by the bank."""

    supplier: str
    bank: str
    account: str


class LoanAgreementSigned(ApplicationEvent, frozen=True, gc=False, kw_only=True):
    """融资协议: joint act; `account` is the repayment account. From here the supplier may not change it (lock A)."""

    loan: str
    account: str
    principal_max_fen: int
    apr_bp: int
    day_count: v.DayCount
    tenor_days: int
    security: tuple[v.Security, ...] = ()
    purposes: tuple[v.Purpose, ...] = ()


class RepaymentAccountLocked(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The platform locked the account: `supplier` is lock A, `all` is lock B."""

    loan: str
    account: str
    lock: v.Lock


class AccountChangeRequested(CaseEvent, frozen=True, gc=False, kw_only=True):
    """Somebody asked to change the repayment account (an order: it can be refused)."""

    change: str
    account: str
    new_account: str
    exception: v.AccountException | None = None
    order_ref: str | None = None


class AccountChangeConsented(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The lender (or the purchaser) consented to a requested change."""

    change: str


class AccountChanged(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The repayment account moved (a fact)."""

    change: str
    account: str
    new_account: str
    exception: v.AccountException | None = None


class CourtFreezeRecorded(CaseEvent, frozen=True, gc=False, kw_only=True):
    """A bank or the treasury recorded a court's freeze of an account."""

    freeze: str
    account: str
    order_ref: str


class CourtFreezeLifted(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The freeze was lifted."""

    freeze: str
    account: str
    order_ref: str


class RepaymentAccountReleased(CaseEvent, frozen=True, gc=False, kw_only=True):
    """The platform released the account: nothing binds it any longer."""

    account: str


# --- 5 loan ---------------------------------------------------------------------------------------------------


class DisbursementOrdered(LoanEvent, frozen=True, gc=False, kw_only=True):
    """The bank ordered a disbursement (an order: it can be refused)."""

    supplier: str
    bank: str
    amount_fen: int


class LoanDisbursed(LoanEvent, frozen=True, gc=False, kw_only=True):
    """放款: money reached the supplier's account at `at` (a fact). From the first on, nobody moves the account (lock B)."""

    supplier: str
    bank: str
    amount_fen: int


class FinancingReported(LoanEvent, frozen=True, gc=False, kw_only=True):
    """融资信息反馈: the bank reported a disbursement to the platform."""

    bank: str
    amount_fen: int
    apr_bp: int
    disbursed_at: int


class FundUseReported(LoanEvent, frozen=True, gc=False, kw_only=True):
    """What a part of the loan was spent on, as supplier or bank reports it."""

    amount_fen: int
    purpose: v.Purpose


class RepaymentCollected(LoanEvent, frozen=True, gc=False, kw_only=True):
    """The bank collected principal and interest."""

    account: str
    principal_fen: int
    interest_fen: int
    money_from: v.MoneyFrom = "repayment_account"
    payment: str | None = None


class LoanClosed(LoanEvent, frozen=True, gc=False, kw_only=True):
    """The loan is settled."""

    bank: str


class LossBooked(LoanEvent, frozen=True, gc=False, kw_only=True):
    """The actor wrote off a loss and bears it."""

    amount_fen: int


class GuaranteeGiven(Event, frozen=True, gc=False, kw_only=True):
    """Somebody promised to stand in for losses; the public side may not (不提供任何形式的担保)."""

    guarantee_kind: v.GuaranteeKind
    award: str | None = None
    loan: str | None = None
    bank: str | None = None


# --- 6 treasury -----------------------------------------------------------------------------------------------


class PaymentPlanSubmitted(ContractEvent, frozen=True, gc=False, kw_only=True):
    """用款计划: the purchaser asked the treasury to pay an instalment."""

    plan: str
    instalment: str
    amount_fen: int
    payee_account: str
    pay_on: int


class PaymentPlanReturned(ContractEvent, frozen=True, gc=False, kw_only=True):
    """The treasury sent a plan back; the first three grounds are the purchaser's error."""

    plan: str
    ground: v.ReturnGround


class PaymentOrdered(ContractEvent, frozen=True, gc=False, kw_only=True):
    """The treasury ordered a payment (an order: it can be refused)."""

    payment: str
    plan: str
    instalment: str
    amount_fen: int
    payee_account: str


class TreasuryPaid(ContractEvent, frozen=True, gc=False, kw_only=True):
    """国库集中支付: money left the treasury (a fact)."""

    payment: str
    instalment: str
    amount_fen: int
    payee_account: str
    plan: str | None = None


# --- 7 clocks and the platform's word -------------------------------------------------------------------------


class ClockEvent(Event, frozen=True, gc=False, kw_only=True, tag=True, omit_defaults=True):
    """An event about one statutory clock; its object ids say of what."""

    clock: v.Clock
    award: str | None = None
    application: str | None = None
    contract: str | None = None
    instalment: str | None = None
    support: str | None = None
    loan: str | None = None
    order: str | None = None


class ClockStarted(ClockEvent, frozen=True, gc=False, kw_only=True):
    """A clock began; `due_at` is the first unlawful instant."""

    bearer: Actor
    due_at: int


class ClockSuspended(ClockEvent, frozen=True, gc=False, kw_only=True):
    """A statement that a clock stands still; without a valid cause event it changes nothing."""

    cause: v.Cause
    waiting_on: Actor | None = None


class ClockResumed(ClockEvent, frozen=True, gc=False, kw_only=True):
    """A statement that a clock runs again, and until when."""

    due_at: int


class DelayExplained(ClockEvent, frozen=True, gc=False, kw_only=True):
    """The bearer recorded why it is late."""

    ground: v.DelayGround
    text: str = ""


class DeadlineMissed(ClockEvent, frozen=True, gc=False, kw_only=True):
    """The platform flagged a miss: `at` = `due_at`, whenever it was written."""

    late_party: Actor
    due_at: int


class PurchaserReminded(ContractEvent, frozen=True, gc=False, kw_only=True):
    """督促: the bureau, or the platform for it, pressed the purchaser about an overdue clock."""

    purchaser: str
    clock: v.Clock


class BreachFlagged(Event, frozen=True, gc=False, kw_only=True):
    """The platform recorded a fact and flagged it as a breach, with reasons and whom it blames."""

    reasons: tuple[v.Reason, ...]
    blames: tuple[Actor, ...]
    award: str | None = None


class Refused(Event, frozen=True, gc=False, kw_only=True):
    """The platform refused a stimulus for `reasons`; nothing else changed. `stimulus` is the event as received."""

    reasons: tuple[v.Reason, ...]
    stimulus: Stimulus
    award: str | None = None


class ClockAdvanced(Event, frozen=True, gc=False, kw_only=True):
    """The harness let time pass with nothing else happening."""

    to_at: int


# --- 8 penalties ----------------------------------------------------------------------------------------------


class ViolationEstablished(Event, frozen=True, gc=False, kw_only=True):
    """The authority found a violation; `serious` is 情节严重, `suspected_crime` 涉嫌犯罪."""

    violation: str
    party: Actor
    violation_kind: v.Violation
    serious: bool = False
    suspected_crime: bool = False
    commitment: str | None = None
    award: str | None = None


class RectificationOrdered(Event, frozen=True, gc=False, kw_only=True):
    """责令限期改正: lawful only with `due_at`."""

    violation: str
    order: str
    bank: str
    due_at: int | None = None


class RectificationConfirmed(Event, frozen=True, gc=False, kw_only=True):
    """The bank had rectified at `at`, confirmed at `recorded_at`."""

    order: str
    bank: str


class CooperationTerminated(Event, frozen=True, gc=False, kw_only=True):
    """终止融资业务合作资格: no new application, quote or agreement; live loans run off."""

    violation: str
    bank: str


class BadRecordListed(Event, frozen=True, gc=False, kw_only=True):
    """列入不良行为记录名单: the supplier stands in the register of bad records."""

    violation: str
    supplier: str


class SupplierBanned(Event, frozen=True, gc=False, kw_only=True):
    """The supplier may not take part in government procurement until `banned_until_at` (政府采购法 77)."""

    violation: str
    supplier: str
    banned_until_at: int


class ReferredToJudiciary(Event, frozen=True, gc=False, kw_only=True):
    """移送司法机关: a suspected crime was handed to the judiciary."""

    violation: str
    party: Actor


class SanctionImposed(Event, frozen=True, gc=False, kw_only=True):
    """依法处理: a measure against a party; lawful only with `law_ref`. `under`: the clause it rests on, if any."""

    violation: str
    party: Actor
    measure: v.Measure
    law_ref: str | None = None
    fine_fen: int | None = None
    under: str | None = None


class OutreachHeld(Event, frozen=True, gc=False, kw_only=True):
    """Publicity, training or a meeting of banks and firms was held (政银企对接)."""

    outreach_kind: v.OutreachKind
    district: str
    attendees: int = 0


class AttestationGiven(Event, frozen=True, gc=False, kw_only=True):
    """The bearer of a norm that no trace can show answered for it, citing a document by its hash."""

    norm: str
    answer: v.AttestationAnswer
    document_sha256: str
    period_from_at: int
    period_until_at: int


Stimulus = (
    BankFiled
    | ProductPublished
    | FloorConfigured
    | SizeDeclared
    | AwardNoticeIssued
    | ContractSigned
    | ContractPublished
    | ContractFiled
    | ContractAmended
    | ContractTerminated
    | GoodsDelivered
    | DeliveryAccepted
    | DeliveryRejected
    | InvoiceReceived
    | SupportRequested
    | SupportGiven
    | SupportDeclined
    | AwardVoided
    | ConsentGiven
    | ConsentWithdrawn
    | ApplicationSubmitted
    | ApplicationAccepted
    | ApplicationReturned
    | ApplicationWithdrawn
    | SupplementRequested
    | SupplementProvided
    | QuoteIssued
    | ApplicationRejected
    | OfferAccepted
    | SecurityRequested
    | ConditionAttached
    | FeeCharged
    | MessageSent
    | RepaymentAccountAgreed
    | LoanAgreementSigned
    | AccountChangeRequested
    | AccountChangeConsented
    | AccountChanged
    | CourtFreezeRecorded
    | CourtFreezeLifted
    | DisbursementOrdered
    | LoanDisbursed
    | FinancingReported
    | FundUseReported
    | RepaymentCollected
    | LoanClosed
    | LossBooked
    | GuaranteeGiven
    | PaymentPlanSubmitted
    | PaymentPlanReturned
    | PaymentOrdered
    | TreasuryPaid
    | ClockSuspended
    | ClockResumed
    | DelayExplained
    | PurchaserReminded
    | ClockAdvanced
    | ViolationEstablished
    | RectificationOrdered
    | RectificationConfirmed
    | CooperationTerminated
    | BadRecordListed
    | SupplierBanned
    | ReferredToJudiciary
    | SanctionImposed
    | OutreachHeld
    | AttestationGiven
    # observations: what only the platform says, refused when somebody else says it
    | ApplicationPushed
    | RepaymentAccountLocked
    | RepaymentAccountReleased
    | ClockStarted
    | DeadlineMissed
    | BreachFlagged
)
"""Every event but `Refused`: what may be refused. All are sayable by anybody; who may lawfully say what is law, not schema."""

AnyEvent = Stimulus | Refused

EVENT_TYPES: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(AnyEvent)}
"""Event types by name."""

OBSERVATIONS: tuple[type[Event], ...] = (
    ApplicationPushed,
    RepaymentAccountLocked,
    RepaymentAccountReleased,
    ClockStarted,
    DeadlineMissed,
    BreachFlagged,
    Refused,
)
"""Types that only a platform emits (`AccountChanged` may come from either)."""
