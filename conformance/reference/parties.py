"""Entering the scheme: which banks filed, which products they publish, which suppliers are eligible."""

from __future__ import annotations

from typing import get_args

from conformance.reference.clocks import Clocks
from conformance.reference.ground import Reasons
from conformance.reference.state import Case
from notice.events import BankFiled, ProductPublished, SizeDeclared
from notice.law import Law
from notice.size import SizeClass, classify, industries, is_msme
from notice.vocabulary import Condition, FilingPart, Security

_GROUPS: tuple[tuple[FilingPart, ...], ...] = (
    ("unit_profile",),
    ("application_and_commitment",),
    ("product", "specific_plan", "business_process", "loan_rates", "concessions", "risk_controls"),
    ("platform_integration",),
)
"""The parts of a filing as 二(二)2 groups them."""
_SECURITIES = get_args(Security)
_CONDITIONS = get_args(Condition)


class Parties(Clocks):
    """The register of banks, and suppliers' declarations."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self.filed: dict[str, BankFiled] = {}
        self.incomplete: set[str] = set()
        """Banks whose last filing lacks a part."""
        self.terminated: set[str] = set()

    def bank_reasons(self, bank: str) -> Reasons:
        """Why a bank may do no new business: it has not filed all (二(二)2), or its cooperation was ended (五(二)2)."""
        if bank not in self.filed:
            yield "BANK_NOT_FILED"
        elif bank in self.incomplete:
            yield "FILING_INCOMPLETE"
        if self.is_terminated(bank):
            yield "BANK_TERMINATED"

    def lacks_parts(self, filing: BankFiled) -> bool:
        """Whether a part is missing that the reading `filing_parts` asks for: each kind, or one of each group."""
        kinds = ((one,) for one in get_args(FilingPart))
        wanted = kinds if self.policy.reading("filing_parts") == "nine" else _GROUPS
        return not all(set(group) & set(filing.parts) for group in wanted)

    def is_terminated(self, bank: str) -> bool:
        """Whether the bank's cooperation was terminated."""
        return bank in self.terminated

    def forbids_security(self, kind: str) -> bool:
        """Whether this security may not be asked for (一(三), 四(一)), under the readings chosen."""
        if kind == "natural_person_guarantee":
            return not self.policy.flag("natural_person_guarantee_allowed")
        if kind == "receivable_pledge":
            return self.policy.flag("receivable_pledge_is_security")
        return kind in _SECURITIES

    def forbids_condition(self, kind: str) -> bool:
        """Whether this is a condition: none may be attached (四(三))."""
        return kind in _CONDITIONS

    def check_bank_filed(self, _event: BankFiled, _case: Case) -> Reasons:
        """Filing is not approval: nothing is examined."""
        yield from ()

    def apply_bank_filed(self, event: BankFiled, _case: Case) -> None:
        """A later filing replaces the earlier; what it lacks tells only when the bank does business."""
        self.filed[event.bank] = event
        self.incomplete.discard(event.bank)
        if self.lacks_parts(event):
            self.incomplete.add(event.bank)

    def check_product_published(self, event: ProductPublished, _case: Case) -> Reasons:
        """A product of a bank that filed, asking for no security and no condition."""
        yield from self.bank_reasons(event.bank)
        if any(self.forbids_security(kind) for kind in event.requires):
            yield "SECURITY_NOT_ALLOWED"
        if any(self.forbids_condition(kind) for kind in event.requires):
            yield "CONDITION_NOT_ALLOWED"

    def apply_product_published(self, event: ProductPublished, case: Case) -> None:
        """Public from now on; nothing else hangs on it."""

    def check_size_declared(self, event: SizeDeclared, case: Case) -> Reasons:
        """An industry of the size standard, and no negative figures."""
        figures = (event.employees, event.revenue_fen, event.assets_fen)
        if event.industry not in industries() or min(figures) < 0 or event.declared_for not in ("award", "contract"):
            yield "FIELD_INVALID"
        if case.notice is not None and case.notice.supplier != event.supplier:
            yield "OBJECT_NOT_OWN"

    def apply_size_declared(self, event: SizeDeclared, _case: Case) -> None:
        """The last declaration for award or contract counts."""
        size = self.size_of(event)
        case = self.opened(event.award)
        case.msme[event.declared_for] = self.is_eligible(event, size)
        case.small[event.declared_for] = size != "large"  # the payment regulation asks for size alone

    def size_of(self, event: SizeDeclared) -> SizeClass:
        """The size class under 300号."""
        return classify(event.industry, event.employees, event.revenue_fen, event.assets_fen)

    def is_eligible(self, event: SizeDeclared, size: SizeClass) -> bool:
        """Whether the supplier may take part (二(二)1): by its size, or deemed small."""
        rule = self.policy.reading("sme_rule")
        return is_msme(size, event.entity_kind, event.large_firm_controlled, rule)
