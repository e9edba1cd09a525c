"""The repayment account (回款账户): agreed, locked for the supplier (A), locked for all (B), released."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.reference.ground import Reasons
from conformance.reference.parties import Parties
from conformance.reference.state import Account, Application, Case, Change, Clock, Contract, Hold, Loan
from notice.events import (
    AccountChangeConsented,
    AccountChanged,
    AccountChangeRequested,
    Actor,
    ContractSigned,
    CourtFreezeLifted,
    CourtFreezeRecorded,
    Event,
    OfferAccepted,
    RepaymentAccountAgreed,
)
from notice.vocabulary import Lock

AnyChange = AccountChangeRequested | AccountChanged


class Accounts(Parties):
    """One account in force per case. Before the loan agreement it is free; under a lock only an exception moves it."""

    # --- agreed

    def check_repayment_account_agreed(self, event: RepaymentAccountAgreed, case: Case) -> Reasons:
        """Agreed between the award's supplier and a bank it applied to; no second account under a lock."""
        is_theirs = case.notice is None or event.supplier == case.notice.supplier
        if not is_theirs or not case.known_bank(event.bank):
            yield "OBJECT_NOT_OWN"
        if self.is_second_account(case, event.account):
            yield from self.lock_names(case.account, by_supplier=True)

    def is_second_account(self, case: Case, account: str) -> bool:
        """Whether this is another account than the one locked (唯一账户)."""
        return case.account.lock is not None and account != case.account.number

    def apply_repayment_account_agreed(self, event: RepaymentAccountAgreed, case: Case) -> None:
        """The account in force, until a lock. An application that waited for it now waits for the contract."""
        account, contract = case.account, case.contract
        if event.account != account.number:
            account.number, account.named = event.account, False
            account.agreed_with = frozenset()
            self._hold_frozen(case, event)
        account.agreed_with |= {event.bank}
        account.released = False
        own = [one for one in case.applications.values() if one.bank == event.bank]
        for application in own:
            self.await_contract(case, application, event)
        if contract is not None and self.is_agreed_too_late(contract, own):
            self.flag(event, ["ACCOUNT_AGREED_TOO_LATE"], event.actor, Actor("supplier", event.supplier))

    def is_agreed_too_late(self, contract: Contract, applications: Sequence[Application]) -> bool:
        """Whether it should have been agreed before the contract: the bank had an application by then (二(三)4)."""
        return any(one.submitted_at < contract.signed_at for one in applications)

    def await_contract(self, case: Case, application: Application, by: OfferAccepted | RepaymentAccountAgreed) -> None:
        """CONTRACT: from the later of offer and account on, until the contract, the purchaser holds the ball."""
        agreed = application.bank in case.account.agreed_with
        if application.state == "offer_accepted" and agreed and case.contract is None and case.notice is not None:
            hold = Hold("CONTRACT", by.at, by.key, Actor("purchaser", case.notice.purchaser))
            self.hold_loan(application, hold)

    def contract_came(self, application: Application, contract: ContractSigned) -> None:
        """The purchaser gave the ball back."""
        self.let_loan_go(application, "CONTRACT", contract)

    def hold_loan(self, application: Application, hold: Hold, name: str = "") -> None:
        """Suspends a loan clock for a cause that the reading `tolling` knows; the hold is called by its cause."""
        reading = self.policy.reading("tolling")
        if reading == "cause_events" or (reading == "supplement_only" and hold.cause == "SUPPLEMENT"):
            self.hold(application.tolling, name or hold.cause, hold, loan_clocks(application))

    def let_loan_go(self, application: Application, name: str, by: Event) -> None:
        """Ends what held a loan clock."""
        self.let_go(application.tolling, name, loan_clocks(application), by)

    # --- locked

    def lock(self, case: Case, loan: Loan, lock: Lock, by: Event) -> None:
        """Locks the account, unless that lock or a stronger one holds."""
        account = case.account
        if account.lock not in (lock, "all") and account.number is not None:
            account.lock = lock
            self.say_locked(case, loan, lock, by)

    def lock_at_agreement(self, case: Case, loan: Loan, by: Event) -> None:
        """Lock A, from the loan agreement on (三(四))."""
        if self.policy.reading("lock_from") == "agreement":
            self.lock(case, loan, "supplier", by)

    def lock_at_disbursement(self, case: Case, loan: Loan, by: Event) -> None:
        """Lock B, from the first disbursement on (二(三)5)."""
        if self.policy.reading("lock_from") != "none":
            self.lock(case, loan, "all", by)

    def release_if_free(self, case: Case, by: Event) -> None:
        """Releases the account once no loan agreement on the case binds it any longer."""
        if case.loans and not case.lenders and not case.account.released:
            self.release(case, by)

    def release(self, case: Case, by: Event) -> None:
        """Nothing binds the account any longer."""
        case.account.lock, case.account.released = None, True
        self.say_released(case, by)

    def lock_names(self, account: Account, *, by_supplier: bool) -> Reasons:
        """The locks in force that bind the actor, as reasons."""
        if account.lock is not None and by_supplier:
            yield "ACCOUNT_LOCKED_FOR_SUPPLIER"
        if account.lock == "all":
            yield "ACCOUNT_LOCKED_FOR_ALL"

    # --- changed

    def change_reasons(self, event: AnyChange, case: Case) -> Reasons:
        """Why this actor may not have the account changed on this ground."""
        account = case.account
        by_supplier = event.actor.role == "supplier"
        if account.lock is None or (account.lock == "supplier" and not by_supplier):
            return
        if account.lock == "all" and (not by_supplier or self.policy.flag("exception_reaches_supplier")):
            if event.exception is not None and self.is_evidenced(event, case):
                return
            if event.exception is not None:
                yield "EXCEPTION_NOT_EVIDENCED"
        yield from self.lock_names(account, by_supplier=by_supplier)

    def is_evidenced(self, event: AnyChange, case: Case) -> bool:
        """Whether the exception claimed is one the reading `exceptions` admits, a freeze being on record."""
        if event.exception == "COURT_FREEZE":
            freezes = case.account.freezes.values()
            return any(self.freeze_reaches(freeze, event, case) for freeze in freezes)
        admitted = self.policy.reading("exceptions")
        return admitted == "open" or (admitted == "listed" and event.exception != "OTHER_SPECIAL")

    def freeze_reaches(self, freeze: CourtFreezeRecorded, event: AnyChange, case: Case) -> bool:
        """Whether a freeze not lifted is the one claimed: on this very account, under the same order."""
        order_ref = getattr(event, "order_ref", freeze.order_ref)
        return freeze.account == case.account.number and freeze.order_ref == order_ref

    def lacks_consent(self, event: AnyChange, case: Case, consents: frozenset[str]) -> bool:
        """Whether a lender's consent is missing; its own request is its consent."""
        if case.account.lock is None:
            return False
        if event.exception == "COURT_FREEZE" and not self.policy.flag("freeze_needs_bank_consent"):
            return False
        own = {event.actor.id} if event.actor.role == "bank" else set()
        return bool(case.lenders - consents - own)

    def _object_reasons(self, event: AnyChange, case: Case) -> Reasons:
        if event.actor.role == "bank" and not case.known_bank(event.actor.id):
            yield "OBJECT_NOT_OWN"
        if case.account.number is None:
            yield "STATE_FORBIDS"
        elif event.account != case.account.number:
            yield "OBJECT_UNKNOWN"

    def check_account_change_requested(self, event: AccountChangeRequested, case: Case) -> Reasons:
        """An order: refused while the account is locked for the actor, unless an exception is evidenced."""
        yield from self.change_reasons(event, case)
        yield from self._object_reasons(event, case)
        if event.change in case.account.changes:
            yield "STATE_FORBIDS"

    def apply_account_change_requested(self, event: AccountChangeRequested, case: Case) -> None:
        """Carried out at once if nobody's consent is missing; else it waits for the lender's."""
        change = case.account.changes[event.change] = Change(event)
        self._carry_out(case, change, event)

    def check_account_change_consented(self, event: AccountChangeConsented, case: Case) -> Reasons:
        """Consent to a change that waits and is still allowed: a freeze may have been lifted meanwhile."""
        change = case.account.changes.get(event.change)
        if change is None:
            yield "OBJECT_UNKNOWN"
            return
        if event.actor.role == "bank" and event.actor.id not in case.lenders:
            yield "OBJECT_NOT_OWN"
        if change.done:
            yield "STATE_FORBIDS"
        else:
            yield from self.change_reasons(change.request, case)

    def apply_account_change_consented(self, event: AccountChangeConsented, case: Case) -> None:
        """The purchaser's consent is recorded; the lender's moves the account."""
        change = case.account.changes[event.change]
        if event.actor.role == "bank":
            change.consents |= {event.actor.id}
            self._carry_out(case, change, event)

    def _carry_out(self, case: Case, change: Change, by: Event) -> None:
        request = change.request
        if self.lacks_consent(request, case, change.consents):
            return
        change.done = True
        self.say_changed(change, by)
        self.move_account(case, request.new_account, by)

    def check_account_changed(self, event: AccountChanged, case: Case) -> Reasons:
        """Said by bank or purchaser: the register moves only as a request would move it."""
        yield from self.change_reasons(event, case)
        yield from self._object_reasons(event, case)
        change = case.account.changes.get(event.change)
        if change is not None and change.done:
            yield "STATE_FORBIDS"
        elif self.lacks_consent(event, case, change.consents if change else frozenset()):
            yield "LENDER_CONSENT_MISSING"

    def apply_account_changed(self, event: AccountChanged, case: Case) -> None:
        """Recorded as it was said."""
        change = case.account.changes.get(event.change)
        if change is not None:
            change.done = True
        self.move_account(case, event.new_account, event)

    def move_account(self, case: Case, number: str, by: Event) -> None:
        """Another account is in force; a freeze of the old one holds nothing any longer."""
        case.account.number = number
        for freeze in list(case.frozen.open):
            self.let_go(case.frozen, freeze, freezable_clocks(case), by)
        self._hold_frozen(case, by)

    # --- frozen

    def check_court_freeze_recorded(self, event: CourtFreezeRecorded, case: Case) -> Reasons:
        """Recorded once, in any state."""
        if event.freeze in case.account.freezes or event.freeze in case.account.lifted:
            yield "STATE_FORBIDS"

    def apply_court_freeze_recorded(self, event: CourtFreezeRecorded, case: Case) -> None:
        """FREEZE: on the repayment account it holds loan and pay clocks; on another it is recorded."""
        case.account.freezes[event.freeze] = event
        self._hold_frozen(case, event)

    def _hold_frozen(self, case: Case, by: Event) -> None:
        """Holds what a freeze of the account in force holds; one recorded earlier, since that account came into force."""
        for freeze in case.account.freezes.values():
            if freeze.account == case.account.number:
                hold = Hold("FREEZE", by.at, freeze.key, None)
                self.hold(case.frozen, freeze.freeze, hold, freezable_clocks(case))

    def check_court_freeze_lifted(self, event: CourtFreezeLifted, case: Case) -> Reasons:
        """Lifted is a freeze on record, of that account, under that order."""
        freeze = case.account.freezes.get(event.freeze)
        if freeze is None or (freeze.account, freeze.order_ref) != (event.account, event.order_ref):
            yield "OBJECT_UNKNOWN"

    def apply_court_freeze_lifted(self, event: CourtFreezeLifted, case: Case) -> None:
        """The exception is gone with the freeze."""
        case.account.lifted[event.freeze] = case.account.freezes.pop(event.freeze)
        self.let_go(case.frozen, event.freeze, freezable_clocks(case), event)


def loan_clocks(application: Application) -> tuple[Clock, ...]:
    """The application's clock, if it has started."""
    return (application.clock,) if application.clock is not None else ()


def freezable_clocks(case: Case) -> Sequence[Clock]:
    """Clocks of the case that a court's freeze holds."""
    return [clock for clock in case.clocks if case.frozen in clock.tolling]
