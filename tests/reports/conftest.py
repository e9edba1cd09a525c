"""A made-up experiment to draw: nothing in it comes from a run."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from conformance.duties import DutyVerdict
from conformance.finding import Finding
from conformance.judge import Judgement, NormVerdict
from conformance.verdicts import Outcome, Verdict, worst
from notice.catalogue import catalogue
from notice.civil import instant
from notice.events import (
    EVENT_TYPES,
    PLATFORM,
    AccountChangeRequested,
    Actor,
    ApplicationAccepted,
    ApplicationPushed,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ConsentGiven,
    ContractPublished,
    ContractSigned,
    DeadlineMissed,
    DeliveryAccepted,
    Event,
    FinancingReported,
    GoodsDelivered,
    Instalment,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    OfferAccepted,
    PaymentPlanSubmitted,
    PaymentTerms,
    QuoteIssued,
    Refused,
    RepaymentAccountAgreed,
    RepaymentAccountLocked,
    RepaymentCollected,
    TreasuryPaid,
)
from notice.policy import baseline
from notice.trace import Observation, Trace
from reports.certification import CertificationSummary
from reports.inputs import Reproduction
from sim.results import Assumption, Difference, Estimate, PolicyInfo, Replication, Result

TITLES = {
    "baseline": {"en": "The notice of 2022 as it stands", "zh": "2022年通知原文"},
    "three-days": {"en": "Three working days for every loan", "zh": "所有贷款三个工作日放款"},
    "owner-guarantee": {
        "en": "A natural person's guarantee may be asked, as in Hubei",
        "zh": "参照湖北，允许自然人保证",
    },
}
LEVELS = {
    "disbursement_working_days_first": ("working_days", 3.9, -1.31, 0.4),
    "disbursement_working_days_repeat": ("working_days", 2.2, -0.12, 0.05),
    "sla_met_share_first": ("share", 0.873, -0.061, -0.09),
    "sla_met_share_repeat": ("share", 0.912, 0.004, 0.01),
    "all_in_apr_bp": ("bp", 435.2, -3.0, -41.7),
    "financing_cost_fen_per_million": ("fen", 1_812_300.0, -21_000.0, -310_400.0),
    "take_up_share_by_value": ("share", 0.0352, 0.0021, 0.0064),
}


def estimate(unit: str, value: float | None, half: float) -> Estimate:
    if value is None:
        return Estimate(unit=unit, estimate=None, low=None, high=None, replications=20)
    return Estimate(unit=unit, estimate=value, low=value - half, high=value + half, replications=20)


def difference(unit: str, base: float, change: float, half: float) -> Difference:
    return Difference(
        unit=unit,
        baseline=base,
        reform=base + change,
        difference=change,
        low=change - half,
        high=change + half,
        variance_reduction=6.4,
        replications=20,
    )


def counts(seed: int, mean: float, loans: int) -> tuple[int, ...]:
    rng = random.Random(seed)
    row = [0] * 31
    for _ in range(loans):
        row[min(30, int(rng.gammavariate(3, mean / 3)))] += 1
    return tuple(row)


@pytest.fixture
def result() -> Result:
    names = list(TITLES)
    policies = (
        PolicyInfo(name="baseline", title=TITLES["baseline"], origin={"en": "", "zh": ""}, hash="a1" * 32, changes={}),
        PolicyInfo(
            name="three-days",
            title=TITLES["three-days"],
            origin={"en": "A thought", "zh": "设想"},
            hash="b2" * 32,
            changes={"first_sla_working_days": ("5", "3")},
        ),
        PolicyInfo(
            name="owner-guarantee",
            title=TITLES["owner-guarantee"],
            origin={"en": "Hubei", "zh": "湖北"},
            hash="c3" * 32,
            changes={"natural_person_guarantee_allowed": ("false", "true")},
        ),
    )
    estimates = {
        name: {
            metric: estimate(
                unit, base + (0 if name == "baseline" else changes[names.index(name) - 1]), abs(base) * 0.01
            )
            for metric, (unit, base, *changes) in LEVELS.items()
        }
        for name in names
    }
    differences = {
        name: {
            metric: difference(unit, base, changes[position], abs(base) * 0.004)
            for metric, (unit, base, *changes) in LEVELS.items()
        }
        for position, name in enumerate(names[1:])
    }
    durations = {
        name: {"first": counts(1, mean, 2412), "repeat": counts(2, mean * 0.6, 811)}
        for name, mean in zip(names, (4.4, 3.0, 4.6), strict=True)
    }
    assumptions = (
        Assumption(
            name="awards_per_year",
            value="10000",
            status="derived",
            source="9,000-17,000 contracts, from a procurement of about 8 billion yuan a year (order of magnitude)",
            meaning={"en": "Awards a year.", "zh": "每年中标（成交）数。"},
        ),
        Assumption(
            name="desk_utilisation_bp",
            value="8000",
            status="assumed",
            source="",
            meaning={"en": "How busy credit officers are without these loans.", "zh": "信贷人员其他业务的负荷。"},
        ),
    )
    runs = (
        Replication(
            policy="baseline", replication=0, seed=7, metrics={}, counts={"awards": 10}, durations={}, digest="d4" * 32
        ),
    )
    return Result(
        market="kunming",
        seed=20220929,
        replications=20,
        policies=policies,
        estimates=estimates,
        differences=differences,
        durations=durations,
        runs=runs,
        assumptions=assumptions,
    )


def at(text: str) -> int:
    return instant(text)


@pytest.fixture
def trace() -> Trace:
    """One award whose loan comes three working days late and whose contract is published late."""
    supplier, bank, buyer = Actor("supplier", "S17"), Actor("bank", "B2"), Actor("purchaser", "P4")
    treasury = Actor("treasury", "T1")
    case: dict[str, str] = {"award": "A-0042"}
    file = case | {"application": "AP-1", "supplier": "S17", "bank": "B2"}
    contract = case | {"contract": "C-1"}
    loan = case | {"loan": "L-1"}
    money = 128_000_000
    told: list[tuple[type[Event], Actor, str, dict[str, Any]]] = [
        (
            AwardNoticeIssued,
            buyer,
            "2023-10-09T10:00",
            {
                "supplier": "S17",
                "purchaser": "P4",
                "amount_fen": 160_000_000,
                "purchaser_kind": "state_organ",
                "fund_source": "fiscal",
                "procurement_scope": "above_threshold",
                "district": "panlong",
            }
            | case,
        ),
        (
            ConsentGiven,
            supplier,
            "2023-10-10T09:10",
            {
                "consent": "K1",
                "supplier": "S17",
                "bank": "B2",
                "scope": ("credit_report",),
                "expires_at": at("2024-10-10"),
            }
            | case,
        ),
        (
            ApplicationSubmitted,
            supplier,
            "2023-10-10T09:12",
            {"application": "AP-1", "supplier": "S17", "amount_fen": money, "bank": "B2", "consent": "K1"} | case,
        ),
        (
            ApplicationPushed,
            PLATFORM,
            "2023-10-10T09:12:05",
            {"parts": ("basic_information", "award_content", "credit_authorisation")} | file,
        ),
        (ApplicationAccepted, bank, "2023-10-11T11:00", file),
        (QuoteIssued, bank, "2023-10-12T16:20", {"limit_fen": money, "apr_bp": 405} | file),
        (OfferAccepted, supplier, "2023-10-12T17:05", file),
        (
            RepaymentAccountAgreed,
            bank,
            "2023-10-13T10:00",
            {"supplier": "S17", "bank": "B2", "account": "6222-1"} | case,
        ),
        (
            ContractSigned,
            buyer,
            "2023-10-13T15:00",
            {
                "supplier": "S17",
                "purchaser": "P4",
                "amount_fen": 160_000_000,
                "payment_terms": PaymentTerms((Instalment("I1", 160_000_000, "delivery"),)),
                "bank": "B2",
                "account": "6222-1",
            }
            | contract,
        ),
        (
            LoanAgreementSigned,
            bank,
            "2023-10-16T10:30",
            {
                "loan": "L-1",
                "account": "6222-1",
                "principal_max_fen": money,
                "apr_bp": 405,
                "day_count": "act_360",
                "tenor_days": 180,
            }
            | file,
        ),
        (RepaymentAccountLocked, PLATFORM, "2023-10-16T10:30", {"account": "6222-1", "lock": "supplier"} | loan),
        (ContractPublished, buyer, "2023-10-19T09:00", contract),
        (
            DeadlineMissed,
            PLATFORM,
            "2023-10-19",
            {
                "clock": "first_loan",
                "award": "A-0042",
                "application": "AP-1",
                "late_party": bank,
                "due_at": at("2023-10-19"),
            },
        ),
        (
            Refused,
            PLATFORM,
            "2023-10-20T10:00",
            {
                "reasons": ("ACCOUNT_LOCKED_FOR_SUPPLIER",),
                "award": "A-0042",
                "stimulus": AccountChangeRequested(
                    at=at("2023-10-20T10:00"),
                    actor=supplier,
                    source="p",
                    id="x1",
                    award="A-0042",
                    change="X1",
                    account="6222-1",
                    new_account="6222-9",
                ),
            },
        ),
        (
            LoanDisbursed,
            bank,
            "2023-10-23T14:40",
            {"supplier": "S17", "bank": "B2", "amount_fen": money} | loan,
        ),
        (
            FinancingReported,
            bank,
            "2023-10-23T14:41",
            {"bank": "B2", "amount_fen": money, "apr_bp": 405, "disbursed_at": at("2023-10-23T14:40")} | loan,
        ),
        (GoodsDelivered, supplier, "2024-01-08T10:00", {"instalment": "I1", "amount_fen": 160_000_000} | contract),
        (DeliveryAccepted, buyer, "2024-01-10T10:00", {"instalment": "I1", "amount_fen": 160_000_000} | contract),
        (
            PaymentPlanSubmitted,
            buyer,
            "2024-01-29T10:00",
            {
                "plan": "PL1",
                "instalment": "I1",
                "amount_fen": 160_000_000,
                "payee_account": "6222-1",
                "pay_on": at("2024-02-02"),
            }
            | contract,
        ),
        (
            TreasuryPaid,
            treasury,
            "2024-02-02T11:00",
            {"payment": "PM1", "plan": "PL1", "instalment": "I1", "amount_fen": 160_000_000, "payee_account": "6222-1"}
            | contract,
        ),
        (
            RepaymentCollected,
            bank,
            "2024-02-02T11:30",
            {"account": "6222-1", "principal_fen": money, "interest_fen": 1_468_800} | loan,
        ),
        (LoanClosed, bank, "2024-02-02T11:30", {"bank": "B2"} | loan),
    ]
    events = [
        kind(at=at(when), actor=actor, source="p", id=f"e{number}", seq=number, **fields)
        for number, (kind, actor, when, fields) in enumerate(told)
    ]
    return Trace(
        Observation(vantage="platform", until=at("2024-06-30"), observes=tuple(EVENT_TYPES)[:-1]), tuple(events)
    )


def finding(norm: str, verdict: Verdict, why: str, *blames: Actor, **more: Any) -> Finding:
    return Finding(id=norm, verdict=verdict, why=why, subject="A-0042", blames=blames, **more)


@pytest.fixture
def judgement(trace: Trace) -> Judgement:
    """Findings as monitors would give them for `trace` and a few hundred awards like it."""
    bank, buyer, supplier = Actor("bank", "B2"), Actor("purchaser", "P4"), Actor("supplier", "S17")
    late = finding(
        "first-loan-in-time",
        Verdict.FAIL,
        "late",
        bank,
        evidence=("p#e4", "p#e14"),
        since_at=at("2023-10-11T11:00"),
        at=at("2023-10-23T14:40"),
        due_at=at("2023-10-19"),
        details={"days": 5},
    )
    published = finding(
        "publish-contract-in-time",
        Verdict.FAIL,
        "late",
        buyer,
        evidence=("p#e8", "p#e11"),
        since_at=at("2023-10-13T15:00"),
        at=at("2023-10-19T09:00"),
        due_at=at("2023-10-18"),
        details={"days": 2},
    )
    paid = finding(
        "pay-in-time",
        Verdict.PASS,
        "in_time",
        evidence=("p#e16", "p#e19"),
        since_at=at("2024-01-08T10:00"),
        at=at("2024-02-02T11:00"),
        due_at=at("2024-02-08"),
    )
    tried = finding("supplier-lock", Verdict.WARN, "asked_to_move_account", supplier, evidence=("p#e9", "p#e13"))
    unseen = finding(
        "no-fees", Verdict.INCONCLUSIVE, "not_observed", details={"would_be": "PASS", "missing": "FeeCharged"}
    )
    found: dict[str, list[Finding]] = {
        "first-loan-in-time": [late] * 3 + [msgspec.structs.replace(paid, id="first-loan-in-time", due_at=None)] * 209,
        "publish-contract-in-time": [published],
        "pay-in-time": [paid] * 1180,
        "supplier-lock": [tried],
        "no-fees": [unseen] * 212,
    }
    norms = {
        norm: NormVerdict(
            id=norm,
            verdict=worst(one.verdict for one in found.get(norm, [])),
            triggers=len(found.get(norm, [])) + (4 if norm == "pay-in-time" else 0),
            open=4 if norm == "pay-in-time" else 0,
            findings=tuple(found.get(norm, [])),
        )
        for norm in catalogue().norms
    }
    return Judgement(observation=trace.observation, policy=baseline().hash, norms=norms)


def certification(target: str, failed: str = "") -> CertificationSummary:
    """Every duty PASS, but `failed`, which was broken twice."""
    duties = []
    for duty in catalogue().duties:
        verdict, why = (Verdict.FAIL, "wrong_due_day") if duty == failed else (Verdict.PASS, "accepted_as_due")
        found = Finding(
            id=duty, verdict=verdict, why=why, subject="loan-clock/national_day", blames=(PLATFORM,), due_at=0, at=1
        )
        duties.append(
            DutyVerdict(id=duty, verdict=verdict, triggers=2, boundary_hits=(), missing=(), findings=(found, found))
        )
    return CertificationSummary(
        target=target,
        outcome=Outcome.NOT_CERTIFIED if failed else Outcome.CERTIFIED,
        duties=tuple(duties),
        seed=7,
        policy_sha256="a1" * 32,
        plan_sha256="f6" * 32,
        planted=failed,
    )


@pytest.fixture
def certifications() -> list[CertificationSummary]:
    """The reference, and a mutant that was caught."""
    return [certification("reference"), certification("mutant:counts_calendar_days", failed="D-computes-due")]


@pytest.fixture
def reproduction() -> Reproduction:
    return Reproduction(
        command="zcd demo --seed 20220929 --replications 20",
        notice_sha256="e5" * 32,
        versions={"zcd": "0.1.0", "python": "3.11.7"},
    )
