"""The loan: agreed, ordered, paid out, reported, collected, closed. The award amount is its ceiling (四(一))."""

from __future__ import annotations

from conformance.reference.contracts import Contracts
from conformance.reference.ground import Reasons
from conformance.reference.state import Case, Loan
from notice.events import (
    DisbursementOrdered,
    FinancingReported,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    LossBooked,
    RepaymentCollected,
)
from notice.vocabulary import Reason

AnyDisbursement = DisbursementOrdered | LoanDisbursed
AnyLoanEvent = AnyDisbursement | FinancingReported | RepaymentCollected | LoanClosed | LossBooked


class Loans(Contracts):
    """Orders are refused; a disbursement has happened, so it is recorded and, if need be, flagged."""

    # --- agreed

    def check_loan_agreement_signed(self, event: LoanAgreementSigned, case: Case) -> Reasons:
        """On an accepted offer after 受理, naming the account in force, without any security."""
        if event.principal_max_fen <= 0 or event.apr_bp < 0:
            yield "FIELD_INVALID"
        yield from self.application_reasons(event, case, "offer_accepted")
        yield from self.bank_reasons(event.bank)
        application = case.applications.get(event.application)
        if event.loan in case.loans or (application is not None and application.accepted_at is None):
            yield "STATE_FORBIDS"
        if any(self.forbids_security(kind) for kind in event.security):
            yield "SECURITY_NOT_ALLOWED"
        if case.notice is not None and event.principal_max_fen > case.notice.amount_fen:
            yield "AWARD_CEILING_EXCEEDED"
        if self.is_second_account(case, event.account):
            yield from self.lock_names(case.account, by_supplier=True)
        elif case.account.lock is None and event.account != case.account.number:
            yield "STATE_FORBIDS"

    def apply_loan_agreement_signed(self, event: LoanAgreementSigned, case: Case) -> None:
        """From here on the supplier may not move the account (lock A)."""
        application = case.applications[event.application]
        application.state = "agreed"
        loan = case.loans[event.loan] = Loan(
            id=event.loan,
            application=event.application,
            supplier=event.supplier,
            bank=event.bank,
            account=event.account,
            principal_max_fen=event.principal_max_fen,
            apr_bp=event.apr_bp,
        )
        case.account.released = False
        self.step("approved", application, event.at)
        self.lock_at_agreement(case, loan, event)

    # --- ordered and disbursed

    def loan_reasons(self, event: AnyLoanEvent, case: Case, *states: str) -> Reasons:
        """Why this is no act on the actor's own loan in one of these states."""
        loan = case.loans.get(event.loan)
        if loan is None:
            yield "OBJECT_UNKNOWN"
            return
        if event.actor.role == "bank" and loan.bank != event.actor.id:
            yield "OBJECT_NOT_OWN"
        if loan.state not in states:
            yield "STATE_FORBIDS"

    def check_disbursement_ordered(self, event: DisbursementOrdered, case: Case) -> Reasons:
        """An order within agreement and ceiling, after the contract."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.loan_reasons(event, case, "agreed", "live")
        loan = case.loans.get(event.loan)
        if loan is not None:
            reserved = sum(one.reserved_fen for one in self.exposed(case, loan))
            yield from self.limit_reasons(event, case, loan, reserved, loan.reserved_fen)

    def apply_disbursement_ordered(self, event: DisbursementOrdered, case: Case) -> None:
        """Reserves its amount, so that two orders together never exceed the ceiling."""
        case.loans[event.loan].reserved_fen += event.amount_fen

    def limit_reasons(
        self, event: AnyDisbursement, case: Case, loan: Loan, reserved_fen: int, own_reserved_fen: int
    ) -> Reasons:
        """Why so much may not be paid out now. `reserved_fen`: by accepted orders, this loan's included."""
        amount = event.amount_fen
        if case.voided:
            yield "AWARD_VOIDED"
        if self.is_terminated(loan.bank) and self.policy.reading("termination_run_off") == "none":
            yield "BANK_TERMINATED"
        if case.contract is None and not self.policy.flag("disburse_before_contract"):
            yield "CONTRACT_NOT_SIGNED"
        if self.exceeds(self.exposure_fen(case, loan) + reserved_fen + amount, self.ceiling_fen(case)):
            yield "AWARD_CEILING_EXCEEDED"
        if self.is_financed_elsewhere(case, loan.bank):
            yield "AWARD_FINANCED_BY_ANOTHER_BANK"
        if loan.disbursed_fen + own_reserved_fen + amount > loan.principal_max_fen:
            yield "PRINCIPAL_ABOVE_AGREEMENT"

    def ceiling_fen(self, case: Case) -> int:
        """The award amount (中标金额); amendments do not move it."""
        ceiling = case.notice.amount_fen if case.notice is not None else 0
        return ceiling - case.paid_fen if self.policy.reading("ceiling_scope") == "minus_paid" else ceiling

    def exposed(self, case: Case, loan: Loan) -> list[Loan]:
        """Loans that count against the ceiling: those of all banks."""
        return [loan] if self.policy.reading("ceiling_scope") == "per_loan" else list(case.loans.values())

    def exposure_fen(self, case: Case, loan: Loan) -> int:
        """Live principal that counts against the ceiling."""
        return sum(one.live_fen for one in self.exposed(case, loan))

    def exceeds(self, principal_fen: int, ceiling_fen: int) -> bool:
        """At the ceiling is within it."""
        return principal_fen > ceiling_fen

    def is_financed_elsewhere(self, case: Case, bank: str) -> bool:
        """Whether another bank's loan is live or ordered, where one bank at a time may finance an award."""
        return self.policy.reading("financing_banks_per_award") == "one" and any(
            loan.bank != bank and loan.live_fen + loan.reserved_fen > 0 for loan in case.loans.values()
        )

    def check_loan_disbursed(self, event: LoanDisbursed, case: Case) -> Reasons:
        """A fact about a known loan of this bank and supplier."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.loan_reasons(event, case, "agreed", "live")
        loan = case.loans.get(event.loan)
        if loan is not None and loan.supplier != event.supplier:
            yield "OBJECT_NOT_OWN"

    def apply_loan_disbursed(self, event: LoanDisbursed, case: Case) -> None:
        """The clock stops, the account is locked for all (B); what should not have been is flagged."""
        loan = case.loans[event.loan]
        flaws: list[Reason] = list(self.limit_reasons(event, case, loan, 0, 0))
        if loan.reserved_fen < event.amount_fen:
            flaws.append("STATE_FORBIDS")
        self.pay_out(event, loan)
        application = case.applications[loan.application]
        application.state = "disbursed"
        self.stop(application.clock)
        self.step("disbursed", application, event.at)
        self.lock_at_disbursement(case, loan, event)
        self.flag(event, flaws, event.actor)

    def pay_out(self, event: LoanDisbursed, loan: Loan) -> None:
        """Live principal rises; the order's reservation is used up."""
        loan.state = "live"
        loan.reserved_fen = max(0, loan.reserved_fen - event.amount_fen)
        loan.disbursed_fen += event.amount_fen
        loan.disbursements.append((event.at, event.amount_fen))

    # --- reported, collected, closed

    def check_financing_reported(self, event: FinancingReported, case: Case) -> Reasons:
        """Equal to a disbursement: amount, instant and the agreement's rate."""
        yield from self.loan_reasons(event, case, "live", "closed")
        loan = case.loans.get(event.loan)
        if loan is not None and self.differs_from_disbursement(event, loan):
            yield "REPORT_DIFFERS_FROM_DISBURSEMENT"

    def differs_from_disbursement(self, event: FinancingReported, loan: Loan) -> bool:
        """Whether no disbursement of that amount and instant, at that rate, is on record."""
        return (event.disbursed_at, event.amount_fen) not in loan.disbursements or event.apr_bp != loan.apr_bp

    def apply_financing_reported(self, event: FinancingReported, case: Case) -> None:
        """Recorded (融资信息反馈)."""

    def check_repayment_collected(self, event: RepaymentCollected, case: Case) -> Reasons:
        """From the account in force, or paid by the supplier itself; never more principal than is live."""
        if min(event.principal_fen, event.interest_fen) < 0:
            yield "FIELD_INVALID"
        yield from self.loan_reasons(event, case, "live")
        loan = case.loans.get(event.loan)
        if self.is_collected_elsewhere(event, case):
            yield "COLLECTION_NOT_FROM_LOCKED_ACCOUNT"
        if loan is not None and event.principal_fen > self.debt_fen(loan):
            yield "COLLECTION_ABOVE_DEBT"

    def is_collected_elsewhere(self, event: RepaymentCollected, case: Case) -> bool:
        """Whether the bank took it from another account; what the supplier pays itself may come from anywhere."""
        return event.money_from == "repayment_account" and event.account != case.account.number

    def debt_fen(self, loan: Loan) -> int:
        """How much principal may still be collected."""
        return loan.live_fen

    def apply_repayment_collected(self, event: RepaymentCollected, case: Case) -> None:
        """Repayments free room under the ceiling."""
        case.loans[event.loan].repaid_fen += event.principal_fen

    def check_loan_closed(self, event: LoanClosed, case: Case) -> Reasons:
        """Closed is what is repaid or written off."""
        yield from self.loan_reasons(event, case, "live")
        loan = case.loans.get(event.loan)
        if loan is not None and loan.live_fen > loan.lost_fen:
            yield "STATE_FORBIDS"

    def apply_loan_closed(self, event: LoanClosed, case: Case) -> None:
        """The last one on the case releases the account."""
        loan = case.loans[event.loan]
        loan.state, loan.reserved_fen = "closed", 0
        self.release_if_free(case, event)

    def check_loss_booked(self, event: LossBooked, case: Case) -> Reasons:
        """On a live loan, by who bears it (一(二))."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.loan_reasons(event, case, "live")

    def apply_loss_booked(self, event: LossBooked, case: Case) -> None:
        """Written down; the debt stays until the loan is closed."""
        case.loans[event.loan].lost_fen += event.amount_fen
