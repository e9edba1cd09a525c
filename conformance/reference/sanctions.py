"""Consequences for suppliers and purchasers (五(二)1, 3): each on a finding, on the party that was found, under a law."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.penalties import Penalties
from conformance.reference.state import Case
from notice.events import Actor, BadRecordListed, ReferredToJudiciary, SanctionImposed, SupplierBanned
from notice.vocabulary import Violation

_FALSE_AWARD: tuple[Violation, ...] = ("false_award_material",)
_PURCHASERS: tuple[Violation, ...] = (
    "non_cooperation",
    "late_signing",
    "non_publication",
    "unexcused_payment_delay",
)
_OF_PURCHASERS = "5.2.3"


class Sanctions(Penalties):
    """The register of bad records, bans, referrals, and sanctions."""

    # --- suppliers

    def check_bad_record_listed(self, event: BadRecordListed, _case: Case) -> Reasons:
        """列入不良行为记录名单: for false material of an award, and for that alone."""
        yield from self.finding_reasons(event.violation, _FALSE_AWARD, Actor("supplier", event.supplier))

    def apply_bad_record_listed(self, event: BadRecordListed, case: Case) -> None:
        """In the register, for everybody to see."""

    def check_supplier_banned(self, event: SupplierBanned, _case: Case) -> Reasons:
        """禁止参加政府采购活动 (政府采购法 77), until an instant that lies ahead."""
        yield from self.finding_reasons(event.violation, _FALSE_AWARD, Actor("supplier", event.supplier))
        if event.banned_until_at <= event.at:
            yield "FIELD_INVALID"

    def apply_supplier_banned(self, event: SupplierBanned, case: Case) -> None:
        """In the register. An award that is valid may still be financed: the ban is one from procurement."""

    def check_referred_to_judiciary(self, event: ReferredToJudiciary, _case: Case) -> Reasons:
        """移送司法机关: who is suspected of a crime."""
        finding = self.violations.get(event.violation)
        if finding is None or not finding.suspected_crime:
            yield "VIOLATION_NOT_ESTABLISHED"
        elif finding.party != event.party:
            yield "PENALTY_ON_WRONG_PARTY"

    def apply_referred_to_judiciary(self, event: ReferredToJudiciary, case: Case) -> None:
        """Recorded for the bureau and the party."""

    # --- any party, and purchasers under this notice

    def check_sanction_imposed(self, event: SanctionImposed, _case: Case) -> Reasons:
        """依法处理: by a law that is named; under 五(二)3 for its four triggers only."""
        finding = self.violations.get(event.violation)
        if finding is None or not self.carries(event.under, finding.violation_kind):
            yield "VIOLATION_NOT_ESTABLISHED"
        elif not self.is_found(finding.party, event.party):
            yield "PENALTY_ON_WRONG_PARTY"
        if self.lacks_law(event):
            yield "LAW_REFERENCE_MISSING"

    def carries(self, under: str | None, kind: Violation) -> bool:
        """Whether a sanction under this clause may rest on a violation of this kind; another law has its own rules."""
        return under != _OF_PURCHASERS or kind in _PURCHASERS

    def is_found(self, found: Actor, party: Actor) -> bool:
        """Whether the party is the one that was found."""
        return party == found

    def lacks_law(self, event: SanctionImposed) -> bool:
        """Whether no law is named."""
        return not (event.law_ref or "").strip()

    def apply_sanction_imposed(self, event: SanctionImposed, case: Case) -> None:
        """Recorded for the bureau and the party."""
