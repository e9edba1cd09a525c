"""What a bank may not ask for beside interest, and what the public side may not promise."""

from __future__ import annotations

from conformance.reference.applications import Applications
from conformance.reference.ground import Reasons
from conformance.reference.state import OPEN, Case
from notice.events import ConditionAttached, FeeCharged, FloorConfigured, GuaranteeGiven, SecurityRequested


class Terms(Applications):
    """No security, no fee, no condition, no floor to concessions (四); no guarantee of a public authority (一(二))."""

    def check_security_requested(self, event: SecurityRequested, case: Case) -> Reasons:
        """不得要求任何形式的抵押或担保 (四(一))."""
        yield from self.application_reasons(event, case, *OPEN)
        if self.forbids_security(event.security):
            yield "SECURITY_NOT_ALLOWED"

    def apply_security_requested(self, event: SecurityRequested, case: Case) -> None:
        """Recorded: a security that the readings allow."""

    def check_fee_charged(self, event: FeeCharged, case: Case) -> Reasons:
        """不得另行收取其他费用 (四(三))."""
        if event.amount_fen <= 0:
            yield "FIELD_INVALID"
        yield from self.application_reasons(event, case, *OPEN, "disbursed")
        if self.forbids_fee(event):
            yield "FEE_NOT_ALLOWED"

    def forbids_fee(self, event: FeeCharged) -> bool:
        """Whether the fee is above what is allowed: nothing, unless a reform says otherwise."""
        return event.amount_fen > self.policy.number("fees_allowed_fen")

    def apply_fee_charged(self, event: FeeCharged, case: Case) -> None:
        """Recorded: a fee that a reform allows."""

    def check_condition_attached(self, event: ConditionAttached, case: Case) -> Reasons:
        """不附加其他条件 (四(三)), whatever it is: naming the repayment account is none."""
        yield from self.application_reasons(event, case, *OPEN, "disbursed")
        if self.forbids_condition(event.condition):
            yield "CONDITION_NOT_ALLOWED"

    def apply_condition_attached(self, event: ConditionAttached, case: Case) -> None:
        """Never reached: no condition is allowed."""

    def check_floor_configured(self, event: FloorConfigured, _case: Case) -> Reasons:
        """不设优惠下限 (四(三)): neither a lowest rate nor a largest concession."""
        yield from self.bank_reasons(event.bank)
        if event.apr_min_bp is None and event.concession_max_bp is None:
            yield "FIELD_INVALID"
        if self.forbids_floor(event):
            yield "CONCESSION_FLOOR_NOT_ALLOWED"

    def forbids_floor(self, event: FloorConfigured) -> bool:
        """Whether it limits what the bank may concede."""
        return event.apr_min_bp is not None or event.concession_max_bp is not None

    def apply_floor_configured(self, event: FloorConfigured, case: Case) -> None:
        """Never reached: no floor is allowed."""

    def check_guarantee_given(self, event: GuaranteeGiven, _case: Case) -> Reasons:
        """各级财政部门不提供任何形式的担保 (一(二)), unless a reform shares losses."""
        if self.forbids_guarantee(event):
            yield "PUBLIC_GUARANTEE_NOT_ALLOWED"

    def forbids_guarantee(self, _event: GuaranteeGiven) -> bool:
        """Whether the public side may not stand in for losses."""
        return not self.policy.flag("public_guarantee_allowed")

    def apply_guarantee_given(self, event: GuaranteeGiven, case: Case) -> None:
        """Recorded: a guarantee that a reform allows."""
