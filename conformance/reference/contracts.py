"""Award and contract: public procurement facts, delivery, and the time to pay."""

from __future__ import annotations

from conformance.reference.formalities import Formalities
from conformance.reference.ground import Reasons
from conformance.reference.state import OPEN, Account, Case, Clock, Contract, Dated, Due, Inspection
from conformance.reference.submissions import in_scope
from notice.civil import day_of
from notice.events import (
    Actor,
    AwardNoticeIssued,
    AwardVoided,
    ContractAmended,
    ContractEvent,
    ContractSigned,
    ContractTerminated,
    DeliveryAccepted,
    DeliveryRejected,
    Event,
    GoodsDelivered,
    InvoiceReceived,
    PaymentTerms,
)

_DATED = ("fixed_date", "retention_end")


class Contracts(Formalities):
    """The contract's life: awarded, signed, published, amended, delivered, terminated or void."""

    # --- award

    def check_award_notice_issued(self, event: AwardNoticeIssued, case: Case) -> Reasons:
        """One award notice per award."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        if case.notice is not None:
            yield "STATE_FORBIDS"
        if not self.can_be_signed_for(event):
            yield "AT_OUT_OF_RANGE"

    def apply_award_notice_issued(self, event: AwardNoticeIssued, _case: Case) -> None:
        """中标通知书: the case stands, its amount is the ceiling, and the time to sign begins."""
        case = self.opened(event.award)
        case.notice = event
        self.sign_within(case, event)

    def check_award_voided(self, _event: AwardVoided, case: Case) -> Reasons:
        """An award is void once."""
        if case.voided:
            yield "STATE_FORBIDS"

    def apply_award_voided(self, event: AwardVoided, case: Case) -> None:
        """Applications, the time to sign and the times to pay end; a live loan stays a debt."""
        case.voided = True
        self.stop(case.signing)
        for application in list(case.applications.values()):
            if application.state in OPEN:
                self.end_application(case, application, "void", event)
        self._end_pay_clocks(case.contract)
        self.release_if_free(case, event)

    # --- contract

    def contract_reasons(self, event: ContractEvent, case: Case) -> Reasons:
        """Why this is no act on a contract in force."""
        contract = case.contract
        if contract is None or contract.id != event.contract:
            yield "OBJECT_UNKNOWN"
        elif contract.terminated:
            yield "STATE_FORBIDS"
        if case.voided:
            yield "AWARD_VOIDED"

    def check_contract_signed(self, event: ContractSigned, case: Case) -> Reasons:
        """One contract per award, between the parties of the award, its instalments adding up."""
        notice = case.notice
        assert notice is not None
        if event.amount_fen <= 0 or not self.is_sound(event.payment_terms, event.amount_fen):
            yield "FIELD_INVALID"
        if (event.supplier, event.purchaser) != (notice.supplier, notice.purchaser):
            yield "OBJECT_NOT_OWN"
        if case.contract is not None:
            yield "STATE_FORBIDS"
        if case.voided:
            yield "AWARD_VOIDED"
        in_time = self.can_be_published(event) and self.can_be_filed(event)
        if not in_time or not self._can_be_paid_for(event.payment_terms, event.at):
            yield "AT_OUT_OF_RANGE"

    def apply_contract_signed(self, event: ContractSigned, case: Case) -> None:
        """In time or not: it is to be published, filed and, where an instalment is dated, paid; CONTRACT holds end."""
        account = case.account
        lacks = self.lacks_agreed_account(event, account)
        account.named = account.number is not None and event.account == account.number
        case.contract = contract = Contract(
            id=event.contract,
            signed_at=event.at,
            supplier=event.supplier,
            purchaser=event.purchaser,
            amount_fen=event.amount_fen,
            terms=event.payment_terms,
        )
        self.stop(case.signing)
        self.publish_within(case, contract, event)
        self.file_within(case, contract, event)
        self._install(case, contract, event)
        for application in case.applications.values():
            self.contract_came(application, event)
        if lacks:
            self.flag(event, ["CONTRACT_LACKS_AGREED_ACCOUNT"], event.actor, Actor("supplier", event.supplier))

    def lacks_agreed_account(self, event: ContractSigned, account: Account) -> bool:
        """Whether bank and account were agreed and the contract names others, or none (二(三)4)."""
        agreed = {(bank, account.number) for bank in account.agreed_with}
        return account.number is not None and (event.bank, event.account) not in agreed

    def is_sound(self, terms: PaymentTerms, amount_fen: int) -> bool:
        """Whether instalments add up under names of their own, and every date needed is there and in the calendar."""
        owed_fen, names = 0, set()
        for one in terms.instalments:
            if one.amount_fen <= 0 or (one.starts in _DATED and not self._is_day(one.due_on)):
                return False
            owed_fen += one.amount_fen
            names.add(one.instalment)
        if min(terms.acceptance_days or 0, terms.pay_days or 0) < 0:
            return False
        endless = terms.acceptance_is_condition and terms.acceptance_days is None
        return owed_fen == amount_fen and len(names) == len(terms.instalments) and not endless

    def _is_day(self, at: int | None) -> bool:
        """Whether a date is given and can be a last day in the calendar."""
        calendar = self.law.calendar
        return at is not None and calendar.first_day <= day_of(at) < calendar.last_day

    def _install(self, case: Case, contract: Contract, event: ContractSigned | ContractAmended) -> None:
        """Takes over the instalments of the terms in force; clocks that run already keep their due instant."""
        for terms in contract.terms.instalments:
            due = contract.instalments.get(terms.instalment)
            if due is None:
                due = contract.instalments[terms.instalment] = Due(terms=terms)
            due.terms = terms
            if terms.starts != "delivery" and not due.started:
                self._start_dated(case, contract, due, event)

    def _start_dated(self, case: Case, contract: Contract, due: Due, event: ContractSigned | ContractAmended) -> None:
        if due.terms.starts == "signing" or due.terms.due_on is None:
            self.start_pay(case, contract, due, contract.signed_at, event)
        else:  # the date named in the contract is itself the last day
            self.start_pay(case, contract, due, due.terms.due_on, event, days=0)

    def check_contract_amended(self, event: ContractAmended, case: Case) -> Reasons:
        """An amendment has its own id; new terms add up to the new amount."""
        yield from self.contract_reasons(event, case)
        contract = case.contract
        if contract is None:
            return
        amount = contract.amount_fen + contract.amended_fen + event.amount_delta_fen
        if amount <= 0 or (event.payment_terms is not None and not self.is_sound(event.payment_terms, amount)):
            yield "FIELD_INVALID"
        if event.amendment in contract.publishing:
            yield "STATE_FORBIDS"
        if not self.can_be_published(event):
            yield "AT_OUT_OF_RANGE"

    def apply_contract_amended(self, event: ContractAmended, case: Case) -> None:
        """To be published from the day of 243号 on. The ceiling does not move, nor does a locked account."""
        contract, account = case.contract, case.account
        assert contract is not None
        contract.amended_fen += event.amount_delta_fen
        if self.policy.valid_on("amendment_publish_working_days", day_of(event.at)):
            self.publish_within(case, contract, event)
        else:
            contract.publishing[event.amendment] = None
        if event.payment_terms is not None:
            contract.terms = event.payment_terms
            self._install(case, contract, event)
        if event.account is not None:
            account.named = event.account == account.number
            if not account.named and account.lock is not None:
                both = (event.actor, Actor("supplier", contract.supplier))
                account.named = True  # the platform stays with the account in force
                self.flag(event, list(self.lock_names(account, by_supplier=account.lock == "supplier")), *both)

    def check_contract_terminated(self, event: ContractTerminated, case: Case) -> Reasons:
        """A contract ends once."""
        yield from self.contract_reasons(event, case)

    def apply_contract_terminated(self, _event: ContractTerminated, case: Case) -> None:
        """Nothing is to be paid any longer."""
        assert case.contract is not None
        case.contract.terminated = True
        self._end_pay_clocks(case.contract)

    # --- delivery

    def instalment_reasons(
        self, event: GoodsDelivered | DeliveryAccepted | DeliveryRejected | InvoiceReceived, case: Case
    ) -> Reasons:
        """Why this is no act on an instalment of a contract in force."""
        yield from self.contract_reasons(event, case)
        if case.contract is not None and event.instalment not in case.contract.instalments:
            yield "OBJECT_UNKNOWN"

    def _due(self, case: Case, instalment: str) -> Due | None:
        return case.contract.instalments.get(instalment) if case.contract is not None else None

    def check_goods_delivered(self, event: GoodsDelivered, case: Case) -> Reasons:
        """Delivered once, unless the delivery was rejected."""
        yield from self.instalment_reasons(event, case)
        due = self._due(case, event.instalment)
        if due is not None and due.delivered_at is not None:
            yield "STATE_FORBIDS"
        terms = case.contract.terms if case.contract is not None else None
        if terms is not None and not self._can_be_paid_for(terms, event.at):
            yield "AT_OUT_OF_RANGE"

    def _can_be_paid_for(self, terms: PaymentTerms, delivered_at: int) -> bool:
        """Whether what follows a delivery, acceptance and then payment, falls due inside the calendar."""
        accept_days = (terms.acceptance_days or 0) if terms.acceptance_is_condition else 0
        if not self.is_in_calendar(self.law.calendar_due, delivered_at, accept_days):
            return False
        accepted_at = self.law.calendar_due(delivered_at, accept_days)
        return self.is_in_calendar(self.law.calendar_due, accepted_at, self.pay_days(terms))

    def apply_goods_delivered(self, event: GoodsDelivered, case: Case) -> None:
        """The pay clock starts; where acceptance is a condition, at the latest when the time for it has run out."""
        contract = case.contract
        assert contract is not None
        due = contract.instalments[event.instalment]
        due.delivered_at = event.at
        if due.started or due.terms.starts != "delivery":
            return
        if not self.waits_for_acceptance(contract.terms):
            self.start_pay(case, contract, due, event.at, event)
        elif contract.terms.acceptance_days is not None:
            ends_at = self.law.calendar_due(event.at, contract.terms.acceptance_days)
            self.note(ends_at, Inspection(case, due, event))

    def waits_for_acceptance(self, terms: PaymentTerms) -> bool:
        """Whether the time to pay begins with acceptance: only where the contract makes that a condition."""
        return terms.acceptance_is_condition

    def turn(self, thing: Dated, due_at: int) -> None:
        """Acceptance that stalled until its time ran out starts the pay clock."""
        if not isinstance(thing, Inspection):
            super().turn(thing, due_at)
        elif thing.due.delivered_at == thing.delivered.at and not thing.due.started and thing.case.contract is not None:
            # the period ends with its last day, which is day 0 of the time to pay
            self.start_pay(thing.case, thing.case.contract, thing.due, due_at - 1, thing.delivered, said_at=due_at)

    def check_delivery_accepted(self, event: DeliveryAccepted, case: Case) -> Reasons:
        """Accepted is what was delivered, once."""
        yield from self.instalment_reasons(event, case)
        due = self._due(case, event.instalment)
        if due is not None and (due.delivered_at is None or due.accepted):
            yield "STATE_FORBIDS"

    def apply_delivery_accepted(self, event: DeliveryAccepted, case: Case) -> None:
        """Acceptance within its time starts the pay clock, where it is a condition."""
        contract = case.contract
        assert contract is not None
        due = contract.instalments[event.instalment]
        due.accepted = True
        if due.terms.starts == "delivery" and not due.started:
            self.start_pay(case, contract, due, event.at, event)

    def check_delivery_rejected(self, event: DeliveryRejected, case: Case) -> Reasons:
        """Rejected, with a ground, is what was delivered and not accepted."""
        if not event.ground.strip():
            yield "FIELD_INVALID"
        yield from self.instalment_reasons(event, case)
        due = self._due(case, event.instalment)
        if due is not None and (due.delivered_at is None or due.accepted):
            yield "STATE_FORBIDS"

    def apply_delivery_rejected(self, event: DeliveryRejected, case: Case) -> None:
        """The delivery is as if it had not been: a new one starts afresh."""
        assert case.contract is not None
        due = case.contract.instalments[event.instalment]
        due.delivered_at = None
        if due.terms.starts == "delivery":
            self.stop(due.clock)
            due.started, due.clock = False, None

    def check_invoice_received(self, event: InvoiceReceived, case: Case) -> Reasons:
        """For an instalment of a contract in force."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.instalment_reasons(event, case)

    def apply_invoice_received(self, event: InvoiceReceived, case: Case) -> None:
        """Recorded: the time to pay runs from delivery or acceptance, not from the invoice."""

    # --- pay clocks

    def start_pay(
        self,
        case: Case,
        contract: Contract,
        due: Due,
        at: int,
        by: Event,
        *,
        days: int | None = None,
        said_at: int | None = None,
    ) -> None:
        """The instalment is to be paid: 30 days by default, at most 60; a clock only for a small or medium supplier."""
        due.started = True
        if not self.is_protected(case):
            return
        clock = Clock(
            kind="pay",
            bearer=Actor("purchaser", contract.purchaser),
            started_at=at,
            days=self.pay_days(contract.terms) if days is None else days,
            award=case.award,
            contract=contract.id,
            instalment=due.terms.instalment,
            tolling=(case.frozen,),
        )
        due.clock = self.start(clock, case, by, said_at)

    def pay_days(self, terms: PaymentTerms) -> int:
        """Days to pay: the contract's, at most the longest allowed; without any, the default."""
        if terms.pay_days is None:
            return self.policy.number("pay_days_default")
        return min(terms.pay_days, self.policy.number("pay_days_max"))

    def is_protected(self, case: Case) -> bool:
        """Whether payment has a clock: the award in scope, the supplier small or medium (`size_at_contract`)."""
        size_at = self.policy.reading("size_at_contract")
        return in_scope(case.notice) and case.small.get(size_at, case.small.get("award", False))

    def _end_pay_clocks(self, contract: Contract | None) -> None:
        if contract is not None:
            for due in contract.instalments.values():
                self.stop(due.clock)
