"""Yardstick `plain`: the contract life cycle as a careful SimPy user would write it. FROZEN: a change voids all ratios.

Pre-drawn lists, `simpy.Resource`, one process a contract, working days from a table, records counted only. Nobody
decides anything and no platform, law, ledger or trace is there: it is a skeleton that the full market is timed against.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import simpy

DAY = 86_400
BANKS = 10
UTILISATION = 0.85
REVIEW_SECONDS = 14_400
WORK_DAY_SECONDS = 30_600


class Outcome(NamedTuple):
    """What a run did: contracts, loans, records written, the most contracts open at once."""

    contracts: int
    loans: int
    records: int
    peak: int


class Draws(NamedTuple):
    """One list a purpose, one entry a contract."""

    gap: list[int]
    sign: list[int]
    publish: list[int]
    loan: list[bool]
    bank: list[int]
    apply: list[int]
    intake: list[int]
    review: list[int]
    disburse: list[int]
    deliver: list[int]
    accept: list[int]
    plan: list[int]
    pay: list[int]


def draws(contracts: int, horizon_days: int, loan_share: float, seed: int) -> Draws:
    """All draws of a run; `horizon_days` is the time over which the contracts arrive."""
    rng = np.random.default_rng(seed)

    def exponential(mean: float) -> list[int]:
        return rng.exponential(mean, contracts).astype(int).tolist()

    def lognormal(median: float, sigma: float) -> list[int]:
        return (median * rng.lognormal(0, sigma, contracts)).astype(int).tolist()

    return Draws(
        gap=exponential(horizon_days * DAY / contracts),
        sign=lognormal(12 * DAY, 0.5),
        publish=rng.integers(1, 3, contracts).tolist(),
        loan=(rng.random(contracts) < loan_share).tolist(),
        bank=rng.integers(0, BANKS, contracts).tolist(),
        apply=lognormal(8 * DAY, 0.7),
        intake=rng.integers(1, 3, contracts).tolist(),
        review=exponential(REVIEW_SECONDS),
        disburse=rng.integers(1, 4, contracts).tolist(),
        deliver=lognormal(50 * DAY, 0.6),
        accept=rng.integers(1, 8, contracts).tolist(),
        plan=rng.integers(1, 6, contracts).tolist(),
        pay=lognormal(20 * DAY, 0.6),
    )


def working_days(days: int) -> tuple[list[int], list[int]]:
    """Working day numbers, and for each day the place of the first working day after it (Monday to Friday)."""
    working = [day for day in range(days) if day % 7 < 5]
    place, places = 0, []
    for day in range(days):
        while place < len(working) and working[place] <= day:
            place += 1
        places.append(place)
    return working, places


def simulate(contracts: int, horizon_days: int, loan_share: float, seed: int = 1) -> Outcome:  # noqa: PLR0915  # one script
    """Runs the life cycle of `contracts` contracts."""
    drawn = draws(contracts, horizon_days, loan_share, seed)
    working, places = working_days(horizon_days * 2 + 4_000)
    env = simpy.Environment()
    load = contracts * loan_share * REVIEW_SECONDS / (horizon_days * DAY) / BANKS
    banks = [simpy.Resource(env, max(1, round(load / UTILISATION))) for _ in range(BANKS)]
    records = open_now = peak = loans = 0

    def rec() -> None:
        nonlocal records
        records += 1

    def until_working_day(n: int) -> int:
        """Seconds to the same time of the n-th working day from now."""
        day = int(env.now) // DAY
        return (working[places[day] + n - 1] - day) * DAY

    def borrow(number: int):
        nonlocal loans
        yield env.timeout(drawn.apply[number])
        rec()
        rec()
        yield env.timeout(until_working_day(drawn.intake[number]))
        rec()
        with banks[drawn.bank[number]].request() as turn:
            yield turn
            yield env.timeout(drawn.review[number])
        rec()
        rec()
        yield env.timeout(until_working_day(drawn.disburse[number]))
        rec()
        rec()
        rec()
        loans += 1

    def life(number: int):
        nonlocal open_now, peak
        open_now += 1
        peak = max(peak, open_now)
        rec()
        yield env.timeout(drawn.sign[number])
        rec()
        yield env.timeout(until_working_day(drawn.publish[number]))
        rec()
        if drawn.loan[number]:
            yield from borrow(number)
        yield env.timeout(drawn.deliver[number])
        rec()
        yield env.timeout(until_working_day(drawn.accept[number]))
        rec()
        yield env.timeout(until_working_day(drawn.plan[number]))
        rec()
        yield env.timeout(drawn.pay[number])
        rec()
        if drawn.loan[number]:
            rec()
            rec()
        open_now -= 1

    def arrivals():
        for number, gap in enumerate(drawn.gap):
            yield env.timeout(gap)
            env.process(life(number))

    env.process(arrivals())
    env.run()
    return Outcome(contracts, loans, records, peak)


if __name__ == "__main__":
    print(simulate(10_000, 540, 0.5))
