"""Breaches of who may take part: which banks, which suppliers, which purchasers."""

from __future__ import annotations

import msgspec

from conformance.reference.ground import Reasons
from conformance.reference.mutants.register import breaks
from conformance.reference.platform import Platform
from conformance.reference.state import Application, Case
from conformance.reference.submissions import PARTS
from notice.events import ApplicationSubmitted, BankFiled


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
