"""Yardstick `naive`: the contract life cycle as a textbook shows it. FROZEN: a change voids all ratios.

A draw from the generator at every step, `PriorityResource`, a dictionary kept for every record, working days by trying
day after day.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import simpy

DAY = 86_400
BANKS = 10
UTILISATION = 0.85
REVIEW_SECONDS = 14_400


class Outcome(NamedTuple):
    """What a run did: contracts, loans and the log with every record."""

    contracts: int
    loans: int
    log: list[dict[str, Any]]


def _working_day_after(now: float, n: int) -> float:
    day = int(now // DAY)
    while n:
        day += 1
        if day % 7 < 5:
            n -= 1
    return (day - now // DAY) * DAY


def simulate(contracts: int, horizon_days: int, loan_share: float, seed: int = 1) -> Outcome:  # noqa: PLR0915  # one script
    """Runs the life cycle of `contracts` contracts."""
    rng = np.random.default_rng(seed)
    env = simpy.Environment()
    log: list[dict[str, Any]] = []
    load = contracts * loan_share * REVIEW_SECONDS / (horizon_days * DAY) / BANKS
    banks = [simpy.PriorityResource(env, max(1, round(load / UTILISATION))) for _ in range(BANKS)]

    def rec(kind: str, number: int) -> None:
        log.append({"type": kind, "at": env.now, "contract": number})

    def borrow(number: int):
        yield env.timeout(8 * DAY * rng.lognormal(0, 0.7))
        rec("ApplicationSubmitted", number)
        rec("ApplicationPushed", number)
        yield env.timeout(_working_day_after(env.now, rng.integers(1, 3)))
        rec("ApplicationAccepted", number)
        with banks[rng.integers(0, BANKS)].request(priority=env.now + 5 * DAY) as turn:
            yield turn
            yield env.timeout(rng.exponential(REVIEW_SECONDS))
        rec("QuoteIssued", number)
        rec("LoanAgreementSigned", number)
        yield env.timeout(_working_day_after(env.now, rng.integers(1, 4)))
        rec("LoanDisbursed", number)
        rec("RepaymentAccountLocked", number)
        rec("FinancingReported", number)

    def life(number: int):
        rec("AwardNoticeIssued", number)
        yield env.timeout(12 * DAY * rng.lognormal(0, 0.5))
        rec("ContractSigned", number)
        yield env.timeout(_working_day_after(env.now, rng.integers(1, 3)))
        rec("ContractPublished", number)
        borrows = rng.random() < loan_share
        if borrows:
            yield from borrow(number)
        yield env.timeout(50 * DAY * rng.lognormal(0, 0.6))
        rec("GoodsDelivered", number)
        yield env.timeout(_working_day_after(env.now, rng.integers(1, 8)))
        rec("DeliveryAccepted", number)
        yield env.timeout(_working_day_after(env.now, rng.integers(1, 6)))
        rec("PaymentPlanSubmitted", number)
        yield env.timeout(20 * DAY * rng.lognormal(0, 0.6))
        rec("TreasuryPaid", number)
        if borrows:
            rec("RepaymentCollected", number)
            rec("LoanClosed", number)

    def arrivals():
        for number in range(contracts):
            yield env.timeout(rng.exponential(horizon_days * DAY / contracts))
            env.process(life(number))

    env.process(arrivals())
    env.run()
    loans = sum(record["type"] == "LoanDisbursed" for record in log)
    return Outcome(contracts, loans, log)


if __name__ == "__main__":
    outcome = simulate(10_000, 540, 0.5)
    print(outcome.contracts, outcome.loans, len(outcome.log))
