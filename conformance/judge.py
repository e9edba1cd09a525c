"""The judge: pure, it never sleeps, prints or calls a platform. A trace goes in, verdicts come out."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

import msgspec

import conformance.monitors  # noqa: F401  # registers every monitor
from conformance.boundary import boundary_hits
from conformance.case import About, Case
from conformance.docket import award_cases, bank_cases, party_cases, types
from conformance.finding import Finding, Kind
from conformance.monitor import MONITORS, Monitor
from conformance.sight import Sight, as_observed, sight
from conformance.slack import at_both_ends
from conformance.tally import Counted, counted, numbers
from conformance.verdicts import Verdict, worst
from notice.catalogue import Norm, catalogue
from notice.events import Event
from notice.law import Law
from notice.trace import Observation, Trace

_SLACK, _VERDICT = attrgetter("at_slack_seconds"), attrgetter("verdict")
_OPEN = Verdict.OPEN
_BATCH = 64
"""Cases that one monitor judges in a row: its code then stays in the processor's cache, a quarter of the time."""


class NormVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """How one norm came out. `triggers` counts rulings, `open` those not yet due; `findings` hold the others.

    `boundary_hits` counts findings on the borders of the norm's clock (`conformance.boundary`). `more`: how many findings
    of each kind were counted and not kept (`conformance.abridgement`); who counts findings asks `numbers` or `counted`.
    """

    id: str
    verdict: Verdict
    triggers: int
    open: int
    findings: tuple[Finding, ...]
    boundary_hits: dict[str, int] = {}
    more: dict[Kind, int] = {}

    def numbers(self) -> dict[Kind, int]:
        """How many findings of each kind there are, kept or not."""
        return numbers(self.findings, self.more)

    def counted(self) -> list[Counted]:
        """Every kind of finding with its number and a few examples, the worst verdict first."""
        return counted(self.findings, self.more)

    def number(self, verdict: Verdict) -> int:
        """How many findings have this verdict."""
        return sum(number for kind, number in self.numbers().items() if kind.verdict == verdict)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """The verdicts of every norm of the catalogue on one trace."""

    observation: Observation
    policy: str
    norms: dict[str, NormVerdict]

    def kept(self) -> Iterator[Finding]:
        """The findings of all norms that were kept."""
        return (finding for norm in self.norms.values() for finding in norm.findings)

    def findings(self, verdict: Verdict) -> list[Finding]:
        """Those kept that have this verdict."""
        return [finding for finding in self.kept() if finding.verdict == verdict]

    def number(self, verdict: Verdict) -> int:
        """How many findings have this verdict, kept or not."""
        return sum(norm.number(verdict) for norm in self.norms.values())

    def clauses(self) -> dict[str, Verdict]:
        """The verdicts fanned back to the clauses."""
        return clause_verdicts(self.norms)


def clause_verdicts(norms: Mapping[str, NormVerdict]) -> dict[str, Verdict]:
    """The verdicts of norms fanned back to the clauses of each.

    A finding may narrow them: a breach of some clauses is none of the others, and what keeps some says nothing of them.
    """
    rows: dict[str, list[Verdict]] = defaultdict(list)
    for norm in norms.values():
        kinds = norm.numbers()
        for clause in catalogue().norms[norm.id].clauses:
            rows[clause].append(Verdict.OPEN if norm.open else Verdict.NOT_EXERCISED)
            rows[clause].extend(_on_clause(kind, clause) for kind in kinds)
    return {clause: worst(verdicts) for clause, verdicts in sorted(rows.items())}


def combined(judged: Iterable[Mapping[str, NormVerdict]]) -> dict[str, NormVerdict]:
    """The verdicts of several logs as one: every norm's worst verdict, counts and findings together."""
    by_norm: dict[str, list[NormVerdict]] = defaultdict(list)
    for norms in judged:
        for name, verdict in norms.items():
            by_norm[name].append(verdict)
    return {name: _together(name, verdicts) for name, verdicts in by_norm.items()}


def _together(norm: str, verdicts: list[NormVerdict]) -> NormVerdict:
    hits: Counter[str] = Counter()
    more: Counter[Kind] = Counter()
    for verdict in verdicts:
        hits.update(verdict.boundary_hits)
        more.update(verdict.more)
    return NormVerdict(
        id=norm,
        verdict=worst(one.verdict for one in verdicts),
        triggers=sum(one.triggers for one in verdicts),
        open=sum(one.open for one in verdicts),
        findings=tuple(finding for one in verdicts for finding in one.findings),
        boundary_hits=dict(sorted(hits.items())),
        more=dict(more),
    )


def _on_clause(kind: Kind, clause: str) -> Verdict:
    if not kind.clauses or clause in kind.clauses:
        return kind.verdict
    return Verdict.NOT_EXERCISED if kind.verdict == Verdict.PASS else Verdict.PASS


class _Seat(NamedTuple):
    """A norm with its monitor, what triggers it, and what the source hides from it."""

    norm: Norm
    monitor: Monitor
    triggers: frozenset[type[Event]]
    sight: Sight


EVERYTHING: tuple[About, ...] = ("award", "bank", "party")


def judge(
    trace: Trace,
    law: Law,
    monitors: Mapping[str, Monitor] = MONITORS,
    *,
    about: Collection[About] = EVERYTHING,
    norms: Collection[str] | None = None,
    platform: Trace | None = None,
) -> Judgement:
    """Judges every norm (or these) that is awake on every case (`about` one of these subjects).

    `platform`: the platform's own log, to be compared with a trace that is not it.
    A norm without a monitor is an ERROR, never a PASS.
    """
    awake = {name: norm for name, norm in catalogue().norms.items() if norm.is_awake(law.policy)}
    judged = {name: norm for name, norm in awake.items() if norms is None or name in norms}
    rulings: dict[str, list[Finding]] = {name: [] for name in judged}
    for name in judged.keys() - monitors.keys():
        rulings[name].append(Finding(id=name, verdict=Verdict.ERROR, why="no_monitor", subject=""))
    seats = [
        _Seat(norm, monitors[norm.id], types(norm.triggers), sight(norm, catalogue(), trace.observation))
        for norm in judged.values()
        if norm.id in monitors
    ]
    uncertain = any(map(_SLACK, trace.events))
    with _uncollected():
        for seat, cases in _sittings(trace, seats, about, platform):
            found = rulings[seat.norm.id]
            for case in cases:
                found += _rulings(seat, case, law, uncertain)
    verdicts = {name: _verdict(name, rulings[name], law) for name in judged}
    return Judgement(observation=trace.observation, policy=law.policy.hash, norms=verdicts)


def _verdict(norm: str, rulings: list[Finding], law: Law) -> NormVerdict:
    decided = tuple([finding for finding in rulings if finding.verdict != _OPEN])
    return NormVerdict(
        id=norm,
        verdict=worst(map(_VERDICT, rulings)),
        triggers=len(rulings),
        open=len(rulings) - len(decided),
        findings=decided,
        boundary_hits=boundary_hits(decided, law.calendar),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """The collector of cyclic garbage pauses, a tenth of the time: judging makes many records and hardly a cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _sittings(
    trace: Trace, seats: list[_Seat], subjects: Collection[About], platform: Trace | None
) -> Iterator[tuple[_Seat, list[Case]]]:
    """Every case before the norms that something in it triggers."""
    docket = _docket(trace, seats, platform)
    for about in subjects:
        cases = docket[about]
        seated = [seat for seat in seats if seat.norm.is_about(about)]
        called: dict[frozenset[type[Event]], list[int]] = {}
        while batch := list(islice(cases, _BATCH)):
            queues: list[list[Case]] = [[] for _ in seated]
            for case in batch:
                kinds = case.kinds
                if kinds not in called:
                    called[kinds] = [n for n, seat in enumerate(seated) if not seat.triggers.isdisjoint(kinds)]
                for number in called[kinds]:
                    queues[number].append(case)
            yield from zip(seated, queues, strict=True)


def _docket(trace: Trace, seats: Iterable[_Seat], platform: Trace | None) -> dict[About, Iterator[Case]]:
    def about(kind: About) -> list[Norm]:
        return [seat.norm for seat in seats if seat.norm.is_about(kind)]

    return {
        "award": award_cases(trace, [seat.norm for seat in seats], platform),
        "bank": bank_cases(trace, about("bank")),
        "party": party_cases(trace, about("party")),
    }


def _rulings(seat: _Seat, case: Case, law: Law, uncertain: bool) -> list[Finding]:
    try:
        found = list(at_both_ends(seat.monitor, case, law) if uncertain else seat.monitor(case, law))
    except Exception as crash:  # noqa: BLE001  # a crashing monitor must not hide what the others find
        what = f"{type(crash).__name__}: {crash}"
        return [
            Finding(
                id=seat.norm.id,
                verdict=Verdict.ERROR,
                why="monitor_crashed",
                subject=case.subject,
                details={"error": what},
            )
        ]
    return found if seat.sight.all else [as_observed(seat.norm, seat.sight, finding, case) for finding in found]
