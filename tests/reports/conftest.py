"""A made-up experiment to draw: nothing in it comes from a run."""

from __future__ import annotations

import random

import pytest

from sim.results import Assumption, Difference, Estimate, PolicyInfo, Replication, Result

TITLES = {
    "baseline": {"en": "The notice of 2022 as it stands", "zh": "2022年通知原文"},
    "three-days": {"en": "Three working days for every loan", "zh": "所有贷款三个工作日放款"},
    "owner-guarantee": {"en": "A natural person's guarantee may be asked, as in Hubei", "zh": "参照湖北，允许自然人保证"},
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
            metric: estimate(unit, base + (0 if name == "baseline" else changes[names.index(name) - 1]), abs(base) * 0.01)
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
