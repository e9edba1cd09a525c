"""A mapping file with a change, and a short business story to send a vendor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.adapters.mapping import MappingTarget
from notice import events as e
from notice.civil import instant
from notice.events import Actor, Event
from notice.trace import Observation
from notice.vocabulary import FilingPart

MAPPING = Path(__file__).resolve().parents[3] / "examples" / "vendor" / "mapping.yaml"
START = instant("2022-10-10T09:00:00")
SUPPLIER, BANK, OTHER_BANK = Actor("supplier", "S1"), Actor("bank", "B1"), Actor("bank", "B2")
PURCHASER, TREASURY, BUREAU = Actor("purchaser", "P1"), Actor("treasury", "T1"), Actor("finance_bureau", "F1")
EVERYBODY = (SUPPLIER, BANK, OTHER_BANK, PURCHASER, TREASURY, BUREAU)
PARTS: tuple[FilingPart, ...] = (
    "unit_profile", "application_and_commitment", "product", "specific_plan", "business_process", "loan_rates",
    "concessions", "risk_controls", "platform_integration",
)  # fmt: skip
APPLIED: dict[str, Any] = {"award": "A1", "application": "L1", "supplier": "S1", "bank": "B1"}
LOAN: dict[str, Any] = {"award": "A1", "loan": "D1"}
WORKS: dict[str, Any] = {"award": "A1", "contract": "C1"}


def changed(folder: Path, old: str, new: str, times: int = 1) -> Path:
    """A copy of the vendor's mapping in which `old` reads `new`."""
    text = MAPPING.read_text(encoding="utf-8")
    assert text.count(old) == times, f"'{old}' stands {text.count(old)} times"
    path = folder / "mapping.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


class Player:
    """Sends stimuli to one sandbox and keeps count of their ids."""

    def __init__(self, target: MappingTarget, start_at: int = START) -> None:
        self.sandbox = target.open(start_at, EVERYBODY)
        self.now, self.sent = start_at, 0

    def event(self, kind: type[Event], actor: Actor, **fields: Any) -> Event:
        """A stimulus at the present time."""
        self.sent += 1
        return kind(at=self.now, actor=actor, source="test", id=str(self.sent), seq=self.sent, **fields)

    def do(self, kind: type[Event], actor: Actor, **fields: Any) -> list[Event]:
        """Submits a stimulus and returns the answer."""
        return list(self.sandbox.submit(self.event(kind, actor, **fields)))

    def wait_until(self, time: str) -> None:
        """Moves the clock."""
        self.now = instant(time)
        self.sandbox.advance(self.now)

    def until_pushed(self) -> None:
        """Filing, award, consent and application."""
        self.do(e.BankFiled, BANK, bank="B1", parts=PARTS, commitments=(e.Commitment("K1", "fees_none", 0),))
        size = {"industry": "software", "entity_kind": "enterprise", "employees": 50}
        self.do(e.SizeDeclared, SUPPLIER, award="A1", supplier="S1", declared_for="award", **size,
                revenue_fen=500_000_000, assets_fen=500_000_000)  # fmt: skip
        self.do(e.AwardNoticeIssued, PURCHASER, award="A1", supplier="S1", purchaser="P1", amount_fen=100_000_000,
                purchaser_kind="state_organ", fund_source="fiscal", procurement_scope="catalogue",
                district="盘龙区")  # fmt: skip
        self.do(e.ConsentGiven, SUPPLIER, award="A1", consent="Q1", supplier="S1", bank="B1",
                scope=("credit_report", "basic_information", "award_content"),
                expires_at=instant("2023-10-10"))  # fmt: skip
        self.do(e.ApplicationSubmitted, SUPPLIER, award="A1", application="L1", supplier="S1", amount_fen=60_000_000,
                bank="B1", consent="Q1", documents=("licence",))  # fmt: skip

    def until_lent(self, amount_fen: int = 60_000_000) -> None:
        """All the way to the money."""
        self.until_pushed()
        self.do(e.ApplicationAccepted, BANK, **APPLIED)
        self.do(e.QuoteIssued, BANK, **APPLIED, limit_fen=60_000_000, apr_bp=435, reviewed=("award_notice",))
        self.do(e.OfferAccepted, SUPPLIER, **APPLIED)
        self.do(e.RepaymentAccountAgreed, BANK, award="A1", supplier="S1", bank="B1", account="ACC1")
        self.do(e.ContractSigned, PURCHASER, **WORKS, supplier="S1", purchaser="P1", amount_fen=100_000_000,
                payment_terms=TERMS, bank="B1", account="ACC1")  # fmt: skip
        self.do(e.LoanAgreementSigned, BANK, **APPLIED, loan="D1", account="ACC1", principal_max_fen=60_000_000,
                apr_bp=435, day_count="act_365", tenor_days=365)  # fmt: skip
        self.do(e.DisbursementOrdered, BANK, **LOAN, supplier="S1", bank="B1", amount_fen=amount_fen)
        self.do(e.LoanDisbursed, BANK, **LOAN, supplier="S1", bank="B1", amount_fen=amount_fen)

    def feed(self, actor: Actor | None = None) -> list[Event]:
        """What an actor may see."""
        return list(self.sandbox.feed(actor))

    def shown(self, kind: type[Any]) -> list[Any]:
        """Events of a type in the auditor's feed."""
        return [event for event in self.feed() if isinstance(event, kind)]


TERMS = e.PaymentTerms(
    instalments=(e.Instalment("1", 40_000_000, "delivery"), e.Instalment("2", 60_000_000, "delivery")),
    acceptance_is_condition=True,
    acceptance_days=10,
)


def seen_by_platform(until: int) -> Observation:
    """What a trace of the platform claims."""
    return Observation(vantage="platform", until=until)
