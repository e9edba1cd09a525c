"""The judge: pure, it never sleeps, prints or calls a platform. A trace goes in, verdicts come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

import conformance.monitors  # noqa: F401  # registers every monitor
from conformance.case import Case, History
from conformance.finding import Finding
from conformance.monitor import MONITORS, Monitor
from conformance.slack import at_both_ends
from conformance.verdicts import Verdict, worst
from notice.catalogue import Norm, catalogue
from notice.events import EVENT_TYPES, Event
from notice.law import Law
from notice.trace import Observation, Trace


class NormVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """How one norm came out. `triggers` counts rulings, `open` those not yet due; `findings` hold all but the open ones."""

    id: str
    verdict: Verdict
    triggers: int
    open: int
    findings: tuple[Finding, ...]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """The verdicts of every norm of the catalogue on one trace."""

    observation: Observation
    policy: str
    norms: dict[str, NormVerdict]

    def findings(self, verdict: Verdict) -> list[Finding]:
        """All findings with this verdict."""
        return [finding for norm in self.norms.values() for finding in norm.findings if finding.verdict == verdict]

    def clauses(self) -> dict[str, Verdict]:
        """The verdicts fanned back to the clauses of each norm (a finding may narrow them)."""
        rows: dict[str, list[Verdict]] = defaultdict(list)
        for norm in self.norms.values():
            home = catalogue().norms[norm.id].clauses
            for clause in home:
                rows[clause].append(min(norm.verdict, Verdict.OPEN))
            for finding in norm.findings:
                for clause in finding.clauses or home:
                    rows[clause].append(finding.verdict)
        return {clause: worst(verdicts) for clause, verdicts in sorted(rows.items())}


def judge(trace: Trace, law: Law, monitors: Mapping[str, Monitor] = MONITORS) -> Judgement:
    """Judges every norm on every case. A norm without a monitor is an ERROR, never a PASS."""
    cases = {"award": _award_cases(trace), "bank": _bank_cases(trace)}
    norms = {
        norm.id: _verdict(norm, cases[norm.subject], law, monitors.get(norm.id)) for norm in catalogue().norms.values()
    }
    return Judgement(observation=trace.observation, policy=law.policy.hash, norms=norms)


def _verdict(norm: Norm, cases: list[Case], law: Law, monitor: Monitor | None) -> NormVerdict:
    rulings = [finding for case in cases for finding in _rulings(norm, case, law, monitor)]
    decided = tuple(finding for finding in rulings if finding.verdict != Verdict.OPEN)
    return NormVerdict(
        id=norm.id,
        verdict=worst(finding.verdict for finding in rulings),
        triggers=len(rulings),
        open=len(rulings) - len(decided),
        findings=decided,
    )


def _rulings(norm: Norm, case: Case, law: Law, monitor: Monitor | None) -> Iterator[Finding]:
    if monitor is None:
        yield Finding(id=norm.id, verdict=Verdict.ERROR, why="no_monitor", subject=case.subject)
        return
    try:
        found = list(at_both_ends(monitor, case, law))
    except Exception as crash:  # noqa: BLE001  # a crashing monitor must not hide what the others find
        yield Finding(
            id=norm.id,
            verdict=Verdict.ERROR,
            why="monitor_crashed",
            subject=case.subject,
            details={"error": f"{type(crash).__name__}: {crash}"},
        )
        return
    for finding in found:
        yield _as_observed(norm, finding, case)


def _as_observed(norm: Norm, finding: Finding, case: Case) -> Finding:
    """The finding, or INCONCLUSIVE where something that was not observed could change it."""
    if finding.verdict in (Verdict.FAIL, Verdict.WARN):
        could_change = norm.needs
    elif finding.verdict == Verdict.PASS:
        could_change = norm.convicting
    else:
        return finding
    missing = [kind for kind in could_change if not case.observation.sees(kind)]
    blind = bool(could_change) and _blind(finding, case)
    if not missing and not blind:
        return finding
    return msgspec.structs.replace(
        finding,
        verdict=Verdict.INCONCLUSIVE,
        why="not_observed",
        blames=(),
        details={"would_be": finding.verdict.name, "missing": ", ".join(missing) or "an interval"},
    )


def _blind(finding: Finding, case: Case) -> bool:
    begin = finding.since_at if finding.since_at is not None else case.until
    end = max(finding.due_at or begin, finding.at or begin)
    return case.observation.blind_in(begin, min(end, case.until))


def _beyond() -> tuple[type[Event], ...]:
    names = {name for norm in catalogue().norms.values() for name in norm.beyond}
    return tuple(EVENT_TYPES[name] for name in sorted(names))


def _award_cases(trace: Trace) -> list[Case]:
    suppliers: dict[str, History] = defaultdict(History)
    banks: dict[str, History] = defaultdict(History)
    cases: dict[str, Case] = {}
    beyond = _beyond()
    for event in trace.events:
        award = getattr(event, "award", None)
        if award is not None:
            case = cases.get(award)
            if case is None:
                case = cases[award] = Case(award, trace.observation, suppliers=suppliers, banks=banks)
            case.add(event)
        if isinstance(event, beyond):
            if supplier := getattr(event, "supplier", None):
                suppliers[supplier].add(event)
            if bank := getattr(event, "bank", None):
                banks[bank].add(event)
    return list(cases.values())


def _bank_cases(trace: Trace) -> list[Case]:
    cases: dict[str, Case] = {}
    for event in trace.events:
        for bank in _banks_of(event):
            if bank not in cases:
                cases[bank] = Case(bank, trace.observation)
            cases[bank].add(event)
    return list(cases.values())


def _banks_of(event: Event) -> set[str]:
    """The banks an event is about: by its object, or as the party of a violation or clock."""
    named = {getattr(event, "bank", None)}
    for field in ("party", "bearer", "late_party"):
        actor = getattr(event, field, None)
        if actor is not None and actor.role == "bank":
            named.add(actor.id)
    stimulus = getattr(event, "stimulus", None)
    return {bank for bank in named if bank} | (_banks_of(stimulus) if stimulus is not None else set())
