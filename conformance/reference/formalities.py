"""The purchaser's formalities, each with its clock: the contract signed, published, filed, a receivable confirmed."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.reminders import Reminders
from conformance.reference.state import Case, Clock, Contract
from conformance.reference.submissions import in_scope
from notice.events import (
    Actor,
    AwardNoticeIssued,
    ContractAmended,
    ContractFiled,
    ContractPublished,
    ContractSigned,
    SupportRequested,
)
from notice.vocabulary import Clock as ClockName


class Formalities(Reminders):
    """Thirty days to sign (政府采购法 46), then working days to publish (实施条例 50) and to file (政府采购法 47).

    Thirty days to confirm a receivable that somebody asks to have confirmed (payment regulation 14).
    """

    def start_formality(
        self,
        kind: ClockName,
        case: Case,
        event: AwardNoticeIssued | ContractSigned | ContractAmended | SupportRequested,
        days: int,
        contract: str | None = None,
        support: str | None = None,
    ) -> Clock | None:
        """Starts a clock of the award's purchaser; none where the scheme does not cover the award."""
        notice = case.notice
        if notice is None or not in_scope(notice):
            return None
        clock = Clock(
            kind=kind,
            bearer=Actor("purchaser", notice.purchaser),
            started_at=event.at,
            days=days,
            award=event.award,
            contract=contract,
            support=support,
        )
        return self.start(clock, case, event)

    # --- signed

    def can_be_signed_for(self, event: AwardNoticeIssued) -> bool:
        """Whether the last day to sign lies inside the calendar."""
        return self.is_in_calendar(self.law.calendar_due, event.at, self.policy.number("contract_sign_days"))

    def sign_within(self, case: Case, event: AwardNoticeIssued) -> None:
        """Starts the time to sign."""
        days = self.policy.number("contract_sign_days")
        case.signing = self.start_formality("sign_contract", case, event, days)

    # --- published

    def _days_to_publish(self, event: ContractSigned | ContractAmended) -> int:
        amended = isinstance(event, ContractAmended)
        return self.policy.number("amendment_publish_working_days" if amended else "publish_working_days")

    def can_be_published(self, event: ContractSigned | ContractAmended) -> bool:
        """Whether the last day to publish lies inside the calendar."""
        return self.is_in_calendar(self.law.working_due, event.at, self._days_to_publish(event))

    def publish_within(self, case: Case, contract: Contract, event: ContractSigned | ContractAmended) -> None:
        """Starts the time to publish what was signed or amended."""
        days = self._days_to_publish(event)
        if isinstance(event, ContractAmended):
            clock = self.start_formality("publish_amendment", case, event, days, contract.id)
            contract.publishing[event.amendment] = clock
        else:
            contract.publishing[None] = self.start_formality("publish_contract", case, event, days, contract.id)

    def check_contract_published(self, event: ContractPublished, case: Case) -> Reasons:
        """Published is what was signed or amended, once, even if it has ended meanwhile."""
        contract = case.contract
        if contract is None or contract.id != event.contract or event.amendment not in contract.publishing:
            yield "OBJECT_UNKNOWN"
        elif event.amendment in contract.published:
            yield "STATE_FORBIDS"

    def apply_contract_published(self, event: ContractPublished, case: Case) -> None:
        """Stops the publication clock."""
        assert case.contract is not None
        case.contract.published.add(event.amendment)
        self.stop(case.contract.publishing.get(event.amendment))

    # --- filed

    def can_be_filed(self, event: ContractSigned) -> bool:
        """Whether the last day to file lies inside the calendar."""
        return self.is_in_calendar(self.law.working_due, event.at, self.policy.number("file_working_days"))

    def file_within(self, case: Case, contract: Contract, event: ContractSigned) -> None:
        """Starts the time to file."""
        days = self.policy.number("file_working_days")
        contract.filing = self.start_formality("file_contract", case, event, days, contract.id)

    def check_contract_filed(self, event: ContractFiled, case: Case) -> Reasons:
        """Filed is what was signed, once, even if it has ended meanwhile."""
        contract = case.contract
        if contract is None or contract.id != event.contract:
            yield "OBJECT_UNKNOWN"
        elif contract.filed:
            yield "STATE_FORBIDS"

    def apply_contract_filed(self, _event: ContractFiled, case: Case) -> None:
        """Stops the filing clock (合同备案)."""
        assert case.contract is not None
        case.contract.filed = True
        self.stop(case.contract.filing)

    # --- confirmed

    def check_support_requested(self, event: SupportRequested, case: Case) -> Reasons:
        """As any request; the last day to confirm lies inside the calendar."""
        yield from super().check_support_requested(event, case)
        if not self.is_in_calendar(self.law.calendar_due, event.at, self.policy.number("confirm_receivable_days")):
            yield "AT_OUT_OF_RANGE"

    def apply_support_requested(self, event: SupportRequested, case: Case) -> None:
        """Starts the time to confirm, where that is asked (确权); an answer either way ends it."""
        super().apply_support_requested(event, case)
        if event.support_kind == "confirm_receivable":
            days = self.policy.number("confirm_receivable_days")
            clock = self.start_formality("confirm_receivable", case, event, days, support=event.support)
            case.supports[event.support].clock = clock
