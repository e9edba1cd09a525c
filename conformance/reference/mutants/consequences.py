"""Breaches of what follows for suppliers and purchasers, and of what a void award ends."""

from __future__ import annotations

from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Case
from notice.events import Actor, AwardVoided, BadRecordListed, Event, SanctionImposed
from notice.vocabulary import Violation


@breaks("D-false-award-chain")
class ListsSmeForFalseLoanMaterial(Platform):
    """False is false, whatever it was for."""

    def check_bad_record_listed(self, event: BadRecordListed, case: Case) -> Reasons:
        finding = self.violations.get(event.violation)
        if finding is None or finding.violation_kind != "false_loan_material":
            yield from super().check_bad_record_listed(event, case)


@breaks("D-false-award-chain")
class ListsWithoutFinding(Platform):
    """The bureau will have had its reasons."""

    def check_bad_record_listed(self, event: BadRecordListed, case: Case) -> Reasons:
        if event.violation in self.violations:
            yield from super().check_bad_record_listed(event, case)


@breaks("D-false-award-chain")
class ForgetsListing(Platform):
    """Listed, and in no register."""

    def visible(self, actor: Actor | None, event: Event) -> bool:
        hidden = isinstance(event, BadRecordListed) and actor not in (None, event.actor)
        return not hidden and super().visible(actor, event)


@breaks("D-ban-and-void")
class IgnoresVoidAward(Platform):
    """A void award is a note in a file."""

    def apply_award_voided(self, event: AwardVoided, case: Case) -> None:
        pass


@breaks("D-ban-and-void")
class KillsLiveDebt(Platform):
    """No award, no debt."""

    def apply_award_voided(self, event: AwardVoided, case: Case) -> None:
        super().apply_award_voided(event, case)
        for loan in case.loans.values():
            loan.state = "closed"


@breaks("D-purchaser-sanction")
class SanctionsLateFilingUnderThisNotice(Platform):
    """Filing is a duty like the others."""

    def carries(self, under: str | None, kind: Violation) -> bool:
        return kind == "late_filing" or super().carries(under, kind)


@breaks("D-purchaser-sanction")
class SanctionsWithoutLaw(Platform):
    """Some law will do."""

    def lacks_law(self, _event: SanctionImposed) -> bool:
        return False


@breaks("D-purchaser-sanction")
class SanctionsSupplierForPurchaser(Platform):
    """The supplier answers for its customer."""

    def is_found(self, found: Actor, party: Actor) -> bool:
        return (found.role, party.role) == ("purchaser", "supplier") or super().is_found(found, party)
