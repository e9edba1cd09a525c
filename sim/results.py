"""What experiments yield: plain records, the same for every executor and readable without the simulator."""

from __future__ import annotations

import msgspec


class Replication(msgspec.Struct, frozen=True, kw_only=True):
    """One market run. `metrics` are None where nothing was observed; `counts` are integers (cases, loans, events, …).

    `durations` maps a group ("first", "repeat") to counts of loans by working days from acceptance to money: index =
    days, the last entry holds all longer ones. `digest` is the SHA-256 over the whole event log: equal seeds, equal bytes.
    """

    policy: str
    replication: int
    seed: int
    metrics: dict[str, float | None]
    counts: dict[str, int]
    durations: dict[str, tuple[int, ...]]
    digest: str


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A mean over replications with its 95 % interval (Student t)."""

    unit: str
    estimate: float | None
    low: float | None
    high: float | None
    replications: int


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A paired difference (reform minus baseline) with its 95 % interval.

    `variance_reduction` is what pairing bought: variance of the unpaired over that of the paired difference; None
    where the paired difference is constant.
    """

    unit: str
    baseline: float | None
    reform: float | None
    difference: float | None
    low: float | None
    high: float | None
    variance_reduction: float | None
    replications: int


class PolicyInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Which policy was played. `changes` maps a parameter to (baseline value, value here), as text."""

    name: str
    title: dict[str, str]
    origin: dict[str, str]
    hash: str
    changes: dict[str, tuple[str, str]]


class Assumption(msgspec.Struct, frozen=True, kw_only=True):
    """A number that stands behind the results, with its source; status `assumed` has none."""

    name: str
    value: str
    status: str
    source: str
    meaning: dict[str, str]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """An experiment: the first policy is the baseline, `differences` are against it."""

    market: str
    seed: int
    replications: int
    policies: tuple[PolicyInfo, ...]
    estimates: dict[str, dict[str, Estimate]]
    differences: dict[str, dict[str, Difference]]
    durations: dict[str, dict[str, tuple[int, ...]]]
    runs: tuple[Replication, ...]
    assumptions: tuple[Assumption, ...]
