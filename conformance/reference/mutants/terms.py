"""Breaches of the ceiling, of the ban on security, fees, conditions and floors, and of the public side's abstention."""

from __future__ import annotations

from conformance.reference.entitlements import LENDING
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Case, Loan
from notice.events import Event, FeeCharged, FloorConfigured, GuaranteeGiven


@breaks("D-ceiling-over-banks")
class CeilingPerLoan(Platform):
    """Each loan may reach the award amount."""

    def exposed(self, _case: Case, loan: Loan) -> list[Loan]:
        return [loan]


@breaks("D-ceiling-over-banks")
class CeilingPerBank(Platform):
    """Each bank may reach the award amount."""

    def exposed(self, case: Case, loan: Loan) -> list[Loan]:
        return [one for one in super().exposed(case, loan) if one.bank == loan.bank]

    def is_financed_elsewhere(self, _case: Case, _bank: str) -> bool:
        return False


@breaks("D-ceiling-over-banks")
class CeilingFollowsAmendment(Platform):
    """The contract's new amount is the ceiling."""

    def ceiling_fen(self, case: Case) -> int:
        amended = case.contract.amended_fen if case.contract is not None else 0
        return super().ceiling_fen(case) + amended


@breaks("D-ceiling-over-banks")
class CeilingOffByOne(Platform):
    """One fen above is not above."""

    def exceeds(self, principal_fen: int, ceiling_fen: int) -> bool:
        return principal_fen > ceiling_fen + 1


@breaks("D-stops-security")
class AcceptsMortgage(Platform):
    """A mortgage is no security."""

    def forbids_security(self, kind: str) -> bool:
        return kind != "property_mortgage" and super().forbids_security(kind)


@breaks("D-stops-security")
class AcceptsThirdPartyGuarantee(Platform):
    """A third party's guarantee is no security."""

    def forbids_security(self, kind: str) -> bool:
        return kind != "third_party_guarantee" and super().forbids_security(kind)


@breaks("D-stops-security")
class AcceptsDepositAsSecurity(Platform):
    """A deposit is no security."""

    def forbids_security(self, kind: str) -> bool:
        return kind != "deposit_as_security" and super().forbids_security(kind)


@breaks("D-stops-fees")
class AcceptsServiceFee(Platform):
    """Service has its price."""

    def forbids_fee(self, event: FeeCharged) -> bool:
        return event.fee != "service" and super().forbids_fee(event)


@breaks("D-stops-fees")
class AcceptsFeeAsInsurance(Platform):
    """A premium is no fee."""

    def forbids_fee(self, event: FeeCharged) -> bool:
        return event.fee != "insurance_premium" and super().forbids_fee(event)


@breaks("D-stops-conditions")
class AcceptsTiedProduct(Platform):
    """Another product beside the loan is no condition."""

    def forbids_condition(self, kind: str) -> bool:
        return kind != "cross_sale" and super().forbids_condition(kind)


@breaks("D-stops-floor")
class AcceptsRateFloor(Platform):
    """A lowest rate is no floor."""

    def forbids_floor(self, event: FloorConfigured) -> bool:
        return event.apr_min_bp is None and super().forbids_floor(event)


@breaks("D-keeps-bureau-out")
class LetsBureauApprove(Platform):
    """The bureau may do what a bank does."""

    def is_entitled(self, event: Event) -> bool:
        return super().is_entitled(event) or (isinstance(event, LENDING) and event.actor.role == "finance_bureau")


@breaks("D-keeps-bureau-out")
class AcceptsPublicGuarantee(Platform):
    """The public side may stand in for losses."""

    def forbids_guarantee(self, _event: GuaranteeGiven) -> bool:
        return False
