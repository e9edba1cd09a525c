"""Who hears what: each event goes to those parties of its case that may see it, and to nobody else.

Seen by: public procurement facts (P) the case's parties and the banks with a file on it; financing facts (C) the
supplier and the addressed bank; account facts (K) also purchaser and treasury; the register (R) everybody; discipline
(G) the authority and the bank concerned; a refusal its sender, as the answer to its stimulus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents import (
    amendments,
    bank,
    bureau,
    files,
    lending,
    loans,
    payments,
    penalties,
    purchaser,
    supplier,
    support,
    treasury,
    wrongs,
)
from agents.files import File
from agents.wrongs import Scene
from notice import events as e
from notice.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.bank import Bank
    from agents.bureau import Bureau
    from agents.order import Order
    from agents.supplier import Job
    from agents.treasury import Treasury
    from agents.world import World
    from sim.population import Award


class Deal:
    """One award as the world keeps it: its two parties' records, the banks' files, and the public facts."""

    __slots__ = ("award", "contract", "files", "job", "notice", "order", "submitted")

    def __init__(self, award: Award, order: Order, job: Job) -> None:
        self.award, self.order, self.job = award, order, job
        self.files: dict[str, File] = {}
        self.submitted: dict[str, e.ApplicationSubmitted] = {}
        self.notice: e.AwardNoticeIssued | None = None
        self.contract: e.ContractSigned | None = None

    @property
    def repayment_account(self) -> str | None:
        """Where a lender's money is still to come in; the supplier tells it to the next bank that it asks."""
        loans_made = (file.loan for file in self.files.values())
        return next((one.account for one in loans_made if one and one.disbursed_at and not one.closed), None)


class Routes:
    """Delivers events: `by_type` holds who hears what. `deals` by award, `banks` by id."""

    def __init__(self, world: World, the_treasury: Treasury, the_bureau: Bureau, banks: dict[str, Bank]) -> None:
        self.world, self.treasury, self.bureau, self.banks = world, the_treasury, the_bureau, banks
        self.deals: dict[str, Deal] = {}
        self.by_type: dict[type[Event], Callable[[Any], None]] = {
            e.SizeDeclared: self._gives_occasion,
            e.ProductPublished: world.register.hears,
            e.CooperationTerminated: self._terminated,
            e.DeadlineMissed: self._missed,
            e.PurchaserReminded: self._reminded,
            e.AwardNoticeIssued: self._awarded,
            e.ContractSigned: self._signed,
            e.ContractFiled: self._filed,
            e.ContractAmended: self._to_files,
            e.ContractTerminated: self._contract_over,
            e.GoodsDelivered: self._delivered,
            e.SupportRequested: self._support_asked,
            e.ApplicationSubmitted: self._submitted,
            e.ApplicationPushed: self._pushed,
            e.ApplicationWithdrawn: self._withdrawn,
            e.SupplementProvided: self._to_file,
            e.OfferAccepted: self._to_file,
            e.SupplementRequested: self._to_supplier,
            e.QuoteIssued: self._quoted,
            e.ApplicationRejected: self._to_supplier,
            e.ApplicationReturned: self._to_supplier,
            e.SecurityRequested: self._to_supplier,
            e.LoanAgreementSigned: self._agreed,
            e.LoanDisbursed: self._disbursed,
            e.LoanClosed: self._closed,
            e.RepaymentAccountAgreed: self._account_agreed,
            e.RepaymentAccountLocked: self._locked,
            e.RepaymentAccountReleased: self._locked,
            e.AccountChanged: self._account_changed,
            e.ClockStarted: self._clock,
            e.ClockResumed: self._clock,
            e.ClockSuspended: self._clock,
            e.PaymentPlanSubmitted: self._planned,
            e.PaymentPlanReturned: self._returned,
            e.TreasuryPaid: self._paid,
        }

    # --- register and discipline

    def _terminated(self, event: e.CooperationTerminated) -> None:
        self.world.register.hears(event)
        bank.hears_termination(self.banks[event.bank])
        for deal in self.deals.values():
            if any(file.bank.id == event.bank and not file.is_over for file in deal.files.values()):
                deal.job.hears(event)

    def _missed(self, event: e.DeadlineMissed) -> None:
        """The authority sees every miss: of a bank, of what it presses purchasers for, of payments."""
        if event.late_party.role == "bank" and event.application is not None:
            bureau.hears_miss(self.bureau, self.banks[event.late_party.id], event)
        elif event.contract is not None and event.award is not None:
            order = self.deals[event.award].order
            is_silent = "never_reminded" in order.misdeeds
            hears = bureau.stays_silent if is_silent else bureau.hears_overdue
            hears(self.bureau, self.world, order.purchaser.actor, event)
            if event.clock == "pay" and event.late_party == order.purchaser.actor:
                penalties.hears_late_payment(self.bureau, self.world, event)

    def _reminded(self, event: e.PurchaserReminded) -> None:
        bureau.hears_reminded(self.bureau, event)

    # --- award and contract

    def _awarded(self, event: e.AwardNoticeIssued) -> None:
        deal = self.deals[event.award]
        deal.notice = event
        supplier.hears_award(deal.job)
        self._gives_occasion(event)

    def _signed(self, event: e.ContractSigned) -> None:
        deal = self.deals[event.award]
        deal.contract = event
        supplier.hears_contract(deal.job)
        for file in deal.files.values():
            files.hears(file, event)
        if "never_reminded" not in deal.order.misdeeds:
            bureau.expects_copy(self.bureau, self.world, event)
        self._gives_occasion(event)

    def _filed(self, event: e.ContractFiled) -> None:
        bureau.hears_filed(self.bureau, event)

    def _to_files(self, event: e.ContractAmended) -> None:
        for file in self.deals[event.award].files.values():
            files.hears(file, event)

    def _contract_over(self, event: e.ContractTerminated) -> None:
        for file in self.deals[event.award].files.values():
            loans.hears_termination(file)

    def _delivered(self, event: e.GoodsDelivered) -> None:
        payments.hears_delivery(self.deals[event.award].order, event)

    def _support_asked(self, event: e.SupportRequested) -> None:
        support.hears_request(self.deals[event.award].order, event)

    # --- application

    def _submitted(self, event: e.ApplicationSubmitted) -> None:
        self.deals[event.award].submitted[event.application] = event

    def _pushed(self, event: e.ApplicationPushed) -> None:
        """The bank opens a file: it sees the application, and the public facts of the award."""
        deal, lender = self.deals[event.award], self.banks.get(event.bank)
        submitted = deal.submitted.get(event.application)
        if lender is None or submitted is None or deal.notice is None or event.application in deal.files:
            return
        file = File(
            self.world,
            lender,
            submitted,
            event,
            deal.notice,
            deal.contract,
            deal.repayment_account if self.world.scheme.several_banks else None,
            frailty=deal.job.supplier.frailty,
            luck=deal.award.luck.sub(len(deal.files)),
            misdeeds=deal.job.misdeeds,
        )
        deal.files[event.application] = file
        self.world.start(lending.handles(file))

    def _withdrawn(self, event: e.ApplicationWithdrawn) -> None:
        file = self.deals[event.award].files.get(event.application)
        if file is not None:
            files.ends(file, event)

    def _to_file(self, event: e.SupplementProvided | e.OfferAccepted) -> None:
        file = self.deals[event.award].files.get(event.application)
        if file is not None and event.actor.role == "supplier":
            files.hears(file, event)

    def _to_supplier(self, event: Any) -> None:
        job = self.deals[event.award].job
        if job.application == event.application:
            job.hears(event)

    def _quoted(self, event: e.QuoteIssued) -> None:
        self._gives_occasion(event)
        self._to_supplier(event)

    def _agreed(self, event: e.LoanAgreementSigned) -> None:
        self._gives_occasion(event)
        self._to_supplier(event)

    def _gives_occasion(self, event: e.CaseEvent) -> None:
        """Who means to do wrong on the award may now do so."""
        deal = self.deals[event.award]
        if deal.job.misdeeds:
            scene = Scene(self.world, deal.job, deal.order, self.bureau, self.treasury, self.banks)
            wrongs.hears(scene, event)

    # --- account and loan

    def _disbursed(self, event: e.LoanDisbursed) -> None:
        self.deals[event.award].job.hears(event)

    def _closed(self, event: e.LoanClosed) -> None:
        supplier.hears_closed(self.deals[event.award].job)

    def _account_agreed(self, event: e.RepaymentAccountAgreed) -> None:
        amendments.hears_account_agreed(self.deals[event.award].order, event)

    def _locked(self, event: e.RepaymentAccountLocked | e.RepaymentAccountReleased) -> None:
        treasury.hears_account(self.treasury, event)
        amendments.hears_lock(self.deals[event.award].order, event)

    def _account_changed(self, event: e.AccountChanged) -> None:
        """What a platform recorded, its treasury knows too; what happened beside it only the parties notice."""
        deal = self.deals[event.award]
        if event.actor.role == "platform":
            treasury.hears_account(self.treasury, event)
        amendments.hears_account_changed(deal.order, event)
        for file in deal.files.values():
            loans.hears_account_changed(file, event)

    def _clock(self, event: e.ClockStarted | e.ClockResumed | e.ClockSuspended) -> None:
        if event.award is None:
            return
        deal = self.deals[event.award]
        if event.application is not None:
            file = deal.files.get(event.application)
            if file is not None:
                files.hears(file, event)
        elif not isinstance(event, e.ClockSuspended):
            purchaser.hears_clock(deal.order, event)
            if event.clock == "pay":
                self.treasury.dues[event.award, event.instalment] = event.due_at

    # --- payment

    def _planned(self, event: e.PaymentPlanSubmitted) -> None:
        deal = self.deals[event.award]
        treasury.hears_plan(treasury.Payable(self.treasury, event, deal.award.luck, deal.job.misdeeds))

    def _returned(self, event: e.PaymentPlanReturned) -> None:
        payments.hears_return(self.deals[event.award].order, event.plan)

    def _paid(self, event: e.TreasuryPaid) -> None:
        deal = self.deals[event.award]
        supplier.hears_paid(deal.job, event.amount_fen)
        inflow = loans.Inflow(event.amount_fen)
        for file in deal.files.values():
            loans.hears_payment(file, event, inflow)
