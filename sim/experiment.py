"""An experiment: policies x replications of one market, and what they differ in.

Replication `n` has the same seed under every policy, so that policies meet the same firms and the same luck.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

import msgspec

from notice.errors import InputError
from notice.law import Law
from notice.policy import Policy, Value, baseline, shown_value
from scenarios.markets import Figure, Market, reformed
from sim import metrics
from sim.executor import Progress, execute
from sim.records import Run
from sim.results import Assumption, Difference, Estimate, PolicyInfo, Replication, Result
from sim.statistics import difference, estimate
from sim.world import simulate


class World(Protocol):
    """A world to experiment with, such as `sim.world.simulate`."""

    def __call__(self, market: Market, law: Law, seed: int, *, keep_trace: bool) -> Run:
        """One run, a pure function of its arguments."""
        ...


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One replication to be run."""

    world: World
    market: Market
    policy: Policy
    replication: int
    seed: int

    def __str__(self) -> str:
        return f"replication {self.replication} under '{name_of(self.policy)}' (seed {self.seed})"


def run(
    market: Market,
    policies: Sequence[Policy],
    replications: int = 10,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
    *,
    world: World = simulate,
) -> Result:
    """Plays every policy in every replication of `world` (by default the simulated market).

    The first policy is the baseline of the differences. The result does not depend on `workers`.
    Raises `InputError` for no policy, two of one name, or no replication.
    """
    _check(policies, replications)
    tasks = [
        Task(world=world, market=market, policy=policy, replication=number, seed=replication_seed(seed, number))
        for policy in policies
        for number in range(replications)
    ]
    runs = execute(replicate, tasks, workers, progress)
    by_policy = {name_of(policy): [one for one in runs if one.policy == name_of(policy)] for policy in policies}
    base = next(iter(by_policy.values()))
    return Result(
        market=market.market,
        seed=seed,
        replications=replications,
        policies=tuple(_info(policy, market) for policy in policies),
        estimates={name: _estimates(own) for name, own in by_policy.items()},
        differences={name: _differences(base, own) for name, own in by_policy.items() if own is not base},
        durations={name: _durations(own) for name, own in by_policy.items()},
        runs=tuple(runs),
        assumptions=tuple(_assumption(name, figure) for name, figure in sorted(market.figures.items())),
    )


def replicate(task: Task) -> Replication:
    """Runs one replication and measures it."""
    law = Law(task.policy)
    played = task.world(task.market, law, task.seed, keep_trace=False)
    return Replication(
        policy=name_of(task.policy),
        replication=task.replication,
        seed=task.seed,
        metrics=metrics.metrics(played, law.calendar),
        counts=metrics.counts(played),
        durations=metrics.durations(played, law.calendar),
        digest=played.digest,
    )


def replication_seed(seed: int, replication: int) -> int:
    """The seed of a replication: unrelated between replications and between experiments' seeds."""
    return int.from_bytes(hashlib.blake2b(f"{seed}/{replication}".encode(), digest_size=8).digest(), "big")


def name_of(policy: Policy) -> str:
    """What results call a policy: the reforms it has gone through, or the notice's own name."""
    return "+".join(policy.reforms) or policy.name


def _check(policies: Sequence[Policy], replications: int) -> None:
    if not policies:
        raise InputError("no policy to play", instead="name one or more")
    names = [name_of(policy) for policy in policies]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"two policies are called '{twice}'", instead="name each policy once")
    if replications < 1:
        raise InputError(f"{replications} replications show nothing", instead="write 2 or more for an interval")


def _estimates(runs: Sequence[Replication]) -> dict[str, Estimate]:
    return {
        name: estimate([one.metrics[name] for one in runs], unit, metrics.within(name))
        for name, unit in metrics.UNITS.items()
    }


def _differences(base: Sequence[Replication], runs: Sequence[Replication]) -> dict[str, Difference]:
    return {
        name: difference([one.metrics[name] for one in base], [one.metrics[name] for one in runs], unit)
        for name, unit in metrics.UNITS.items()
    }


def _durations(runs: Sequence[Replication]) -> dict[str, tuple[int, ...]]:
    groups = runs[0].durations
    return {group: tuple(map(sum, zip(*(one.durations[group] for one in runs), strict=True))) for group in groups}


def _info(policy: Policy, market: Market) -> PolicyInfo:
    changes: dict[str, tuple[Value | dict[str, int], Value | dict[str, int]]] = {
        name: (old, new) for name, (new, old) in policy.differences(baseline()).items()
    }
    figures = reformed(market, policy).figures
    changes |= {name: (market.figures[name].value, figures[name].value) for name in policy.market_changes}
    return PolicyInfo(
        name=name_of(policy),
        title=policy.title.model_dump(),
        origin=policy.origin.model_dump() if policy.origin else {},
        hash=policy.hash,
        changes={name: (_shown(old), _shown(new)) for name, (old, new) in changes.items()},
    )


def _shown(value: Value | dict[str, int]) -> str:
    return ", ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else shown_value(value)


def _assumption(name: str, figure: Figure) -> Assumption:
    return Assumption(
        name=name,
        value=f"{_shown(figure.value)} {figure.unit}",
        status=figure.status,
        source=": ".join(part for part in (figure.place, figure.source) if part),
        meaning=figure.meaning.model_dump(),
    )
