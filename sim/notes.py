"""What is noted of each award and application for the outcomes, event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents.sources import cost_fen, waiting_fen
from notice.civil import DAY
from notice.events import (
    AccountChangeRequested,
    ApplicationAccepted,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ClockResumed,
    ClockStarted,
    Event,
    FeeCharged,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    LossBooked,
    QuoteIssued,
    Refused,
    RepaymentCollected,
    TreasuryPaid,
)
from notice.money import all_in_apr_bp, half_up
from notice.size import is_msme
from sim.records import CaseRecord, LoanRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.bank import Bank
    from agents.supplier import Job
    from sim.population import Award

MAIN_INSTALMENT = "delivery"
_DAY_COUNT_RATIO = (360, 365)


class Notes:
    """Records by award and application, in order of their first event; `by_type` notes an event that happened."""

    def __init__(self, jobs: Callable[[str], Job], banks: dict[str, Bank]) -> None:
        self.cases: dict[str, CaseRecord] = {}
        self.loans: dict[str, LoanRecord] = {}
        self._jobs, self._banks = jobs, banks
        self._by_loan: dict[str, LoanRecord] = {}
        self._flows: dict[str, list[tuple[int, int]]] = {}
        self.by_type: dict[type[Event], Callable[[Any], None]] = {
            ApplicationSubmitted: self._submitted,
            ApplicationAccepted: self._accepted,
            ClockStarted: self._clock,
            ClockResumed: self._clock,
            QuoteIssued: self._quoted,
            ApplicationRejected: self._rejected,
            ApplicationReturned: self._ended,
            ApplicationWithdrawn: self._ended,
            LoanAgreementSigned: self._agreed,
            LoanDisbursed: self._disbursed,
            FeeCharged: self._charged,
            RepaymentCollected: self._collected,
            LossBooked: self._lost,
            LoanClosed: self._closed,
            TreasuryPaid: self._paid,
            AccountChangeRequested: self._asked,
            Refused: self._refused,
        }

    def opens(self, award: Award, sme_rule: str) -> None:
        """Begins the record of an award."""
        supplier = award.supplier
        self.cases[award.id] = CaseRecord(
            award=award.id,
            measured=award.measured,
            supplier=supplier.id,
            size_class=supplier.size_class,
            industry=supplier.industry,
            eligible=is_msme(supplier.size_class, supplier.entity_kind, supplier.large_firm_controlled, sme_rule),
            amount_fen=award.amount_fen,
        )

    # --- applications

    def _submitted(self, event: ApplicationSubmitted) -> None:
        case, bank = self.cases[event.award], self._banks[event.bank or ""]
        self.loans[event.application] = LoanRecord(
            award=event.award,
            application=event.application,
            measured=case.measured,
            supplier=event.supplier,
            bank=bank.id,
            bank_kind=bank.kind,
            size_class=case.size_class,
            submitted_at=event.at,
            amount_fen=case.amount_fen,
        )

    def _accepted(self, event: ApplicationAccepted) -> None:
        record = self.loans[event.application]
        record.accepted_at = event.at
        record.first = event.supplier not in self._banks[event.bank].customers

    def _clock(self, event: ClockStarted | ClockResumed) -> None:
        if event.clock == "pay" and event.award is not None and event.instalment == MAIN_INSTALMENT:
            self.cases[event.award].pay_due_at = event.due_at
        elif event.application is not None:
            record = self.loans[event.application]
            record.due_at, record.first = event.due_at, event.clock == "first_loan"

    def _quoted(self, event: QuoteIssued) -> None:
        record = self.loans[event.application]
        record.decided_at, record.approved = event.at, True

    def _rejected(self, event: ApplicationRejected) -> None:
        record = self.loans[event.application]
        record.decided_at = record.ended_at = event.at
        record.approved = False

    def _ended(self, event: ApplicationReturned | ApplicationWithdrawn) -> None:
        self.loans[event.application].ended_at = event.at

    def _agreed(self, event: LoanAgreementSigned) -> None:
        record = self._by_loan[event.loan] = self.loans[event.application]
        record.apr_bp = record.all_in_apr_bp = event.apr_bp

    # --- loans

    def _disbursed(self, event: LoanDisbursed) -> None:
        record = self._by_loan[event.loan]
        record.disbursed_at = event.at
        record.principal_fen += event.amount_fen
        self._flow(record, event.at, event.amount_fen)

    def _flow(self, record: LoanRecord, at: int, amount_fen: int) -> None:
        self._flows.setdefault(record.application, []).append((at // DAY, amount_fen))

    def _charged(self, event: FeeCharged) -> None:
        if event.step == "collected":
            record = self.loans[event.application]
            record.cost_fen += event.amount_fen
            self._flow(record, event.at, -event.amount_fen)

    def _collected(self, event: RepaymentCollected) -> None:
        record = self._by_loan[event.loan]
        record.cost_fen += event.interest_fen
        self._flow(record, event.at, -event.principal_fen - event.interest_fen)

    def _lost(self, event: LossBooked) -> None:
        record = self._by_loan[event.loan]
        record.defaulted, record.loss_fen = True, record.loss_fen + event.amount_fen

    def _closed(self, event: LoanClosed) -> None:
        record, job = self._by_loan[event.loan], self._jobs(event.award)
        record.closed_at = event.at
        flows = self._flows.pop(record.application)
        interest = record.cost_fen
        if record.apr_bp and job.fallback is not None:
            day_count, year = _DAY_COUNT_RATIO
            record.alternative_cost_fen = half_up(interest * job.fallback.apr_bp * day_count, record.apr_bp * year)
        if any(fen < 0 for _, fen in flows) and not record.defaulted:
            record.all_in_apr_bp = _all_in_apr_bp(record, flows)

    # --- payments and accounts

    def _paid(self, event: TreasuryPaid) -> None:
        if event.instalment == MAIN_INSTALMENT:
            self.cases[event.award].paid_at = event.at

    def _asked(self, event: AccountChangeRequested) -> None:
        if event.actor.role == "supplier":
            self.cases[event.award].diversions_attempted += 1

    def _refused(self, event: Refused) -> None:
        asked = event.stimulus
        if isinstance(asked, AccountChangeRequested) and asked.actor.role == "supplier":
            self.cases[asked.award].diversions_attempted += 1
            self.cases[asked.award].diversions_blocked += 1

    # --- the end

    def finish(self, until: int) -> None:
        """Where each award's money came from in the end, and what it cost."""
        lent: dict[str, list[LoanRecord]] = {}
        for record in self.loans.values():
            if record.disbursed_at is not None:
                lent.setdefault(record.award, []).append(record)
        for award, case in self.cases.items():
            _finish(case, self._jobs(award), lent.get(award, ()), until)


def _all_in_apr_bp(record: LoanRecord, flows: list[tuple[int, int]]) -> int | None:
    """What a loan that was repaid cost a year, fees included; no rate fits a fee on money that went back the same day.

    Without fees it is the agreement's rate, and need not be searched for.
    """
    assert record.disbursed_at is not None
    day = record.disbursed_at // DAY
    if all(fen > 0 or paid_on >= day for paid_on, fen in flows):
        return record.apr_bp
    return all_in_apr_bp(flows, "act_360") if flows[-1][0] > day else None


def _finish(case: CaseRecord, job: Job, loans: list[LoanRecord] | tuple[()], until: int) -> None:
    case.need_fen = job.need_fen
    if not job.need_fen or job.fallback is None:
        case.source = "own_cash" if job.used_own_cash else "none_needed"
        return
    lent_fen = sum(loan.principal_fen for loan in loans)
    rest_fen = max(0, job.need_fen - lent_fen)
    days = (min(case.paid_at or until, until) - job.need_at) // DAY
    case.source = "contract_loan" if lent_fen else job.fallback.source
    case.cost_fen = sum(loan.cost_fen for loan in loans) + cost_fen(rest_fen, job.fallback.apr_bp, days)
    for loan in loans:
        waited = (loan.disbursed_at or until) - job.need_at
        case.cost_fen += waiting_fen(job.world.habits, loan.principal_fen, waited)
