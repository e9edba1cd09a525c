"""Measures the project's performance goals and prints them as one table.

P1: the full market against the skeleton `plain`. P2: judging against decoding the same trace. P5: a desk with 50,000
waiting against one with 10. P11: a due date from a start. Every figure is measured in this run, none is stored.
"""

from __future__ import annotations

import os
from datetime import date
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import simpy

from benchmarks import naive, plain
from benchmarks.norms import profile
from benchmarks.timing import ROUNDS, Ratio, interleaved
from conformance.judge import judge
from notice.civil import DAY, day_number
from notice.events import AnyEvent
from notice.law import Law
from notice.trace import Observation, encode, trace
from scenarios.markets import Market, market
from sim.desk import Desk
from sim.kernel import Kernel
from sim.world import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.records import Run

HORIZON_DAYS = 724
"""Days over which the awards of the market `kunming` arrive."""

AWARDS_PER_YEAR = 4_000
"""So many keep about 2,000 contracts open at once."""

FIRST_DAY = day_number(date(2022, 10, 8))
STARTS = 200_000
CYCLES = 20_000


class Row(NamedTuple):
    """One line of the table."""

    goal: str
    what: str
    measured: str
    wanted: str


def main() -> None:
    """Prints the table, with the load of the machine before and after."""
    print(f"load {_load()}; {os.cpu_count()} CPUs; CPU time, medians of {ROUNDS} interleaved rounds")
    for row in _rows():
        print(f"{row.goal:4} {row.what:62} {row.measured:52} {row.wanted}", flush=True)
    _print_norms()
    print(f"load {_load()}")


def _print_norms() -> None:
    """Where the judge spends its time on the benchmark's market."""
    law, run = Law(), simulate(_benchmark_market(), Law(), 1, keep_trace=True)
    assert run.trace is not None
    for share in profile(trace(Observation(vantage="world", until=run.until), run.trace), law):
        print(
            f"P2   judging {share.norm:54} {share.ns_per_event:,.0f} ns an event, {share.rulings:,} rulings", flush=True
        )


def _load() -> str:
    return " ".join(f"{load:.2f}" for load in os.getloadavg())


def _rows() -> Iterator[Row]:
    given, law = _benchmark_market(), Law()
    yield from _market_rows(given, law)
    yield from _judge_rows(simulate(given, law, 1, keep_trace=True), law)
    yield from _desk_rows()
    yield _due_date_row(law)


def _benchmark_market() -> Market:
    kunming = market("kunming")
    awards = kunming.figures["awards_per_year"].model_copy(update={"value": AWARDS_PER_YEAR})
    return kunming.model_copy(update={"figures": kunming.figures | {"awards_per_year": awards}})


def _market_rows(given: Market, law: Law) -> Iterator[Row]:
    run = simulate(given, law, 1, keep_trace=True)
    awards, loans = len(run.cases), sum(loan.disbursed_at is not None for loan in run.loans)
    assert run.trace is not None
    share, events = loans / awards, len(run.trace)
    yield Row("P1", "this market", f"{awards} awards, {events / awards:.1f} events each, {share:.1%} with a loan", "")
    yield Row("P1", "open contracts, mean", f"{_open_contracts(run):.0f}", "about 2000")

    def full() -> None:
        simulate(given, law, 1, keep_trace=False)

    for name, skeleton in (("plain", plain.simulate), ("naive", naive.simulate)):
        found = interleaved(lambda simulation=skeleton: simulation(awards, HORIZON_DAYS, share), full)
        yield Row(
            "P1",
            f"contracts/s, full market against {name}",
            f"{awards / found.theirs:,.0f} against {awards / found.ours:,.0f}/s = {_spread(found)}",
            ">= 0.6x" if name == "plain" else "",
        )


def _open_contracts(run: Run) -> float:
    """Mean number of contracts between first and last event, over the time in which awards arrive."""
    assert run.trace is not None
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for event in run.trace:
        award = getattr(event, "award", None)
        if award is not None:
            first.setdefault(award, event.at)
            last[award] = event.at
    return sum(last[award] - at for award, at in first.items()) / (HORIZON_DAYS * DAY)


def _judge_rows(run: Run, law: Law) -> Iterator[Row]:
    assert run.trace is not None
    whole = trace(Observation(vantage="world", until=run.until), run.trace)
    lines = b"\n".join(encode(event) for event in whole.events)
    decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)

    def decode_and_judge() -> None:
        decoder.decode_lines(lines)
        judge(whole, law)

    found = interleaved(decode_and_judge, lambda: decoder.decode_lines(lines))
    events = len(whole.events)
    yield Row(
        "P2",
        f"judging {events:,} events, decoding included, against decode_lines",
        f"{found.ours / events * 1e9:,.0f} against {found.theirs / events * 1e9:,.0f} ns/event = {_spread(found)}",
        "<= 4x",
    )


def _desk_rows() -> Iterator[Row]:
    ours = interleaved(_standing_desk(50_000), _standing_desk(10))
    yield Row("P5", "desk: a request and a release, 50,000 waiting against 10", _spread(ours), "<= 2x")
    stock = interleaved(_standing_resource(1_000), _standing_resource(10))
    yield Row("P5", "SimPy's PriorityResource, 1,000 waiting against 10", _spread(stock), "")


def _due_at(number: int, waiting: int) -> int:
    """Priorities as they come at a desk: due instants that rise with time, in no order among those waiting."""
    return number + number * 7_919 % (waiting + 1)


def _standing_desk(waiting: int) -> Callable[[], None]:
    """One officer and a queue that stays `waiting` long: every cycle lets one come and serves one."""
    kernel, numbers = Kernel(), count()
    desk = Desk(kernel, 1)
    for number in islice(numbers, waiting + 1):
        desk.request((_due_at(number, waiting),))

    def cycles() -> None:
        for number in islice(numbers, CYCLES):
            desk.request((_due_at(number, waiting),))
            desk.release()
            kernel.run()

    return cycles


def _standing_resource(waiting: int) -> Callable[[], None]:
    """The same with SimPy's own resource, for fewer cycles: it sorts its queue every time."""
    env, numbers = simpy.Environment(), count()
    officers = simpy.PriorityResource(env, 1)
    for number in islice(numbers, waiting + 1):
        officers.request(priority=_due_at(number, waiting))

    def cycles() -> None:
        for number in islice(numbers, CYCLES // 10):
            officers.request(priority=_due_at(number, waiting))
            officers.release(officers.users[0])
            env.run()

    return cycles


def _due_date_row(law: Law) -> Row:
    starts = [FIRST_DAY * DAY + number % 700 * DAY + 36_000 for number in range(STARTS)]

    def dues() -> None:
        for at in starts:
            law.working_due(at, 5)

    def nothing() -> None:
        for _ in starts:
            pass

    found = interleaved(dues, nothing)
    return Row("P11", "a due date from a start", f"{(found.ours - found.theirs) / STARTS * 1e9:,.0f} ns", "<= 100 ns")


def _spread(found: Ratio) -> str:
    return f"{found.ratio:.2f}x [{found.least:.2f}-{found.greatest:.2f}]"


if __name__ == "__main__":
    main()
