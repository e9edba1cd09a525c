"""Breaches of who may take part: which banks, which suppliers, which purchasers."""

from __future__ import annotations

import msgspec

from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Application, Case
from conformance.reference.submissions import PARTS
from notice.events import ApplicationSubmitted, AwardNoticeIssued, BankFiled, SizeDeclared
from notice.size import Floors, SizeClass, industries


@breaks("D-free-choice-of-bank")
class HidesSmallBank(Platform):
    """Only the bank that came first is on offer."""

    def check_application_submitted(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        yield from super().check_application_submitted(event, case)
        if event.bank in self.filed and event.bank != next(iter(self.filed)):
            yield "BANK_NOT_FILED"


@breaks("D-free-choice-of-bank")
class RoutesToPartnerBank(Platform):
    """Whoever was chosen, a partner gets the file."""

    def push(self, application: Application, event: ApplicationSubmitted) -> None:
        self.say_pushed(application, next(iter(self.filed)), PARTS, event)
        application.state = "pushed"


@breaks("D-free-choice-of-bank")
class FillsInDefaultBank(Platform):
    """Who names no bank gets the house bank."""

    def check_application_submitted(self, event: ApplicationSubmitted, case: Case) -> Reasons:
        return super().check_application_submitted(self._filled_in(event), case)

    def apply_application_submitted(self, event: ApplicationSubmitted, case: Case) -> None:
        super().apply_application_submitted(self._filled_in(event), case)

    def _filled_in(self, event: ApplicationSubmitted) -> ApplicationSubmitted:
        house_bank = next(iter(self.filed), None)
        return msgspec.structs.replace(event, bank=house_bank) if event.bank is None else event


@breaks("D-refuse-unfiled-bank")
class LetsUnfiledBankQuote(Platform):
    """Nobody asks whether a bank has filed."""

    def bank_reasons(self, bank: str) -> Reasons:
        return (reason for reason in super().bank_reasons(bank) if reason != "BANK_NOT_FILED")


@breaks("D-refuse-unfiled-bank")
class AcceptsEmptyFiling(Platform):
    """A filing is a filing, whatever it holds."""

    def lacks_parts(self, _filing: BankFiled) -> bool:
        return False


@breaks("D-refuse-ineligible")
class ClassifiesByEitherFloor(Platform):
    """One floor of a large firm makes a large firm."""

    def size_of(self, event: SizeDeclared) -> SizeClass:
        floors = industries()[event.industry].large
        named = {name: floor for name, floor in floors.model_dump().items() if floor is not None}
        each_alone = (Floors.model_validate({name: floor}) for name, floor in named.items())
        figures = event.employees, event.revenue_fen, event.assets_fen
        return "large" if any(alone.met_by(*figures) for alone in each_alone) else super().size_of(event)


@breaks("D-refuse-ineligible")
class IgnoresDeemedClasses(Platform):
    """A prison enterprise is as large as it is."""

    def is_eligible(self, event: SizeDeclared, size: SizeClass) -> bool:
        return super().is_eligible(msgspec.structs.replace(event, entity_kind="enterprise"), size)


@breaks("D-refuse-ineligible")
class LendsToLargeFirm(Platform):
    """Nobody is too large."""

    def is_eligible(self, _event: SizeDeclared, _size: SizeClass) -> bool:
        return True


@breaks("D-refuse-out-of-scope")
class TakesAnyPurchaser(Platform):
    """An award is an award."""

    def covers(self, _notice: AwardNoticeIssued) -> bool:
        return True


@breaks("D-refuse-out-of-scope")
class IgnoresStartDate(Platform):
    """The notice has always been in force."""

    def is_in_force(self, _at: int) -> bool:
        return True
