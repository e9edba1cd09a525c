"""The judge of duties: pure. Cases and transcripts go in, findings that blame the platform come out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from conformance.answers import Ruling, as_expected, rule_answer, wrote
from conformance.feeds import rule_feeds
from conformance.finding import Finding
from conformance.observations import needed_types, rule_observations
from conformance.oracle import GOLDEN, lawful_due_day
from conformance.verdicts import ADVERSE, Verdict, worst
from notice.catalogue import Catalogue, Duty, Profile, catalogue
from notice.civil import date_of
from notice.events import PLATFORM, Refused
from scenarios.binding import bind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conformance.transcript import Exchange, Transcript
    from notice.law import Law
    from scenarios.binding import BoundStep
    from scenarios.case import Case
    from scenarios.wanted import Expected

WRITES_NOTHING = "D-refusal-writes-nothing"
"""Judged on every refusal of every transcript."""
RULED = (Verdict.PASS, Verdict.WARN, Verdict.FAIL)


class DutyVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """How one duty came out. `missing` is what its threshold lacks: 'positive', 'negative', or a boundary case."""

    id: str
    verdict: Verdict
    triggers: int
    boundary_hits: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def judge_duties(cases: Iterable[Case], transcripts: Iterable[Transcript], law: Law) -> list[Finding]:
    """One finding per expectation that was met or not, over all cases; a case without transcript is INCONCLUSIVE.

    `id` is the duty, `blames` the platform, `subject` 'scenario/case'. A due day of the scenarios that `law` computes
    otherwise is an ERROR: then the harness contradicts itself, and nobody is blamed.
    """
    played: dict[str, list[Transcript]] = defaultdict(list)
    for transcript in transcripts:
        played[f"{transcript.scenario}/{transcript.case}"].append(transcript)
    cases = list(cases)
    findings: list[Finding] = []
    for case in cases:
        for transcript in played[case.id]:
            findings += _Bench(case, transcript, law).findings()
        if not played[case.id]:
            findings += [_finding(case, duty, Ruling(Verdict.INCONCLUSIVE, "case_not_played")) for duty in case.duties]
    return _with_twins(cases, findings)


def duty_verdicts(findings: Iterable[Finding], known: Catalogue, profile: Profile) -> dict[str, DutyVerdict]:
    """The verdict of every duty of the profile; core is part of full.

    The worst finding, but INCONCLUSIVE below the duty's threshold and NOT_EXERCISED without any finding.
    """
    by_duty: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_duty[finding.id].append(finding)
    required = [duty for duty in known.duties.values() if profile == "full" or duty.profile == "core"]
    return {duty.id: _verdict(duty, by_duty[duty.id]) for duty in required}


def _verdict(duty: Duty, findings: list[Finding]) -> DutyVerdict:
    ruled = [finding for finding in findings if finding.verdict in RULED]
    hits = {name for finding in ruled for name in str(finding.details.get("boundary", "")).split(", ")}
    signs = {finding.details["sign"] for finding in ruled}
    missing = [] if "positive" in signs else ["positive"]
    missing += ["negative"] if duty.has_negative and "negative" not in signs else []
    missing += [name for name in duty.boundary_cases if name not in hits]
    verdict = worst(finding.verdict for finding in findings)
    if findings and missing:
        verdict = max(verdict, Verdict.INCONCLUSIVE)
    return DutyVerdict(
        id=duty.id,
        verdict=verdict,
        triggers=len(ruled),
        boundary_hits=tuple(name for name in duty.boundary_cases if name in hits),
        missing=tuple(missing),
        findings=tuple(findings),
    )


def _finding(
    case: Case, duty: str, ruling: Ruling, *, step: str = "", negative: bool = False, at: int | None = None
) -> Finding:
    details: dict[str, str | int] = {
        "scenario": case.scenario,
        "case": case.name,
        "step": step,
        "sign": "negative" if negative else "positive",
        "boundary": ", ".join(case.boundary),
        "expected": ruling.expected,
        "got": ruling.got,
    }
    return Finding(
        id=duty,
        verdict=ruling.verdict,
        why=ruling.why,
        subject=case.id,
        blames=(PLATFORM,) if ruling.verdict in ADVERSE else (),
        evidence=ruling.evidence,
        at=at,
        details={name: value for name, value in details.items() if value != ""},
    )


class _Bench:
    """One transcript before the judge."""

    def __init__(self, case: Case, transcript: Transcript, law: Law) -> None:
        self.case, self.transcript, self.law = case, transcript, law
        self.steps = bind(case, transcript.bindings).steps
        self._exchanges: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in transcript.exchanges:
            self._exchanges[exchange.label].append(exchange)

    def findings(self) -> Iterator[Finding]:
        """Everything that can be said of this transcript."""
        if self.transcript.lacking:
            ruling = Ruling(Verdict.INCONCLUSIVE, "not_offered", got=self.transcript.lacking)
            yield from (_finding(self.case, duty, ruling) for duty in self.case.duties)
            return
        for finding in (*self._steps(), *self._refusals(), *self._unreported()):
            yield self._timed(finding)
        if self.transcript.error:
            ruling = Ruling(Verdict.ERROR, "target_crashed", got=self.transcript.error)
            yield from (_finding(self.case, duty, ruling) for duty in self.case.duties)

    def _steps(self) -> Iterator[Finding]:
        told: list[Exchange] = []
        for number, step in enumerate(self.steps):
            exchanges = self._exchanges[step.label]
            told = [*told, *exchanges] if step.at_once else exchanges
            if not exchanges or (step.stimulus is not None and exchanges[-1].stimulus is None):
                return  # the target crashed here
            failed = []
            for finding in self._given(step, exchanges) if step.given else self._own(step, told):
                failed += [finding.id] if finding.verdict == Verdict.FAIL else []
                yield finding
            if step.stimulus is not None and not as_expected(step, exchanges[-1]):
                yield from self._unreached(step, exchanges[-1], self.steps[number:], failed)
                return

    def _given(self, step: BoundStep, exchanges: Sequence[Exchange]) -> Iterator[Finding]:
        """Only what went wrong on the way to the case, and only for the duties that the story names."""
        for expected in step.expected:
            for ruling in self._rulings(step, expected, exchanges):
                if ruling.verdict not in (Verdict.PASS, Verdict.INCONCLUSIVE):
                    yield _finding(self.case, expected.duty, ruling, step=step.label, at=step.at)

    def _own(self, step: BoundStep, exchanges: Sequence[Exchange]) -> Iterator[Finding]:
        for expected in step.expected:
            negative = expected.answer.startswith("refused") or self.case.is_negative
            for ruling in self._rulings(step, expected, exchanges):
                yield _finding(self.case, expected.duty, ruling, step=step.label, negative=negative, at=step.at)

    def _rulings(self, step: BoundStep, expected: Expected, exchanges: Sequence[Exchange]) -> Iterator[Ruling]:
        seen, last = self.transcript.observation, exchanges[-1]
        if expected.answer not in ("", "anything"):
            first = self._exchanges[step.again][-1] if step.again else None
            yield rule_answer(expected, last, first, seen)
        if step.stimulus is None or as_expected(step, last) or expected.answer == "may_refuse":
            for ruling in rule_observations(expected, exchanges, seen):
                yield self._checked(step, expected, ruling)
            yield from rule_feeds(expected, self._told_by(last), seen)

    def _told_by(self, last: Exchange) -> Sequence[Exchange]:
        """The exchanges up to and including this one."""
        number = next(number for number, one in enumerate(self.transcript.exchanges) if one is last)
        return self.transcript.exchanges[: number + 1]

    def _checked(self, step: BoundStep, expected: Expected, ruling: Ruling) -> Ruling:
        """The ruling, unless its golden due day contradicts the law that is judged by."""
        due = expected.due
        if due is None or due.clock not in GOLDEN:
            return ruling
        lawful = lawful_due_day(due, self.steps[: self.steps.index(step) + 1], self.law)
        if lawful == due.day:
            return ruling
        computed = "none" if lawful is None else date_of(lawful).isoformat()
        return Ruling(Verdict.ERROR, "oracles_disagree", date_of(due.day).isoformat(), computed)

    def _unreached(
        self, step: BoundStep, exchange: Exchange, rest: Sequence[BoundStep], failed: list[str]
    ) -> Iterator[Finding]:
        """Duties of which something was still to be seen when the case ended."""
        if any(expected.answer == "may_refuse" for expected in step.expected) and exchange.answer == "refused":
            return
        ruled = any(expected.answer and expected.answer != "anything" for expected in step.expected)
        left = {
            expected.duty
            for one in (rest[1:] if ruled and not step.given else rest)
            for expected in one.expected
            if not one.given
        }
        got = f"{exchange.answer} {', '.join(exchange.reasons)}".strip()
        ruling = Ruling(Verdict.INCONCLUSIVE, "case_not_reached" if step.given else "case_ended_early", got=got)
        for duty in sorted(left - set(failed)):
            yield _finding(self.case, duty, ruling, step=step.label, at=step.at)

    def _refusals(self) -> Iterator[Finding]:
        for step in self.steps:
            exchanges = self._exchanges[step.label]
            if exchanges and exchanges[-1].answer == "refused" and not self._is_retry(step):
                ruling = _refusal(exchanges[-1])
                yield _finding(self.case, WRITES_NOTHING, ruling, step=step.label, negative=True, at=step.at)

    def _unreported(self) -> Iterator[Finding]:
        """Duties that need a type which the platform does not report completely: they cannot be certified."""
        required: dict[str, set[str]] = defaultdict(set)
        for step in self.steps:
            for expected in () if step.given else step.expected:
                required[expected.duty] |= needed_types(step, expected)
        for duty, kinds in sorted(required.items()):
            missing = sorted(kind for kind in kinds if not self.transcript.observation.sees(kind))
            if missing:
                yield _finding(self.case, duty, Ruling(Verdict.INCONCLUSIVE, "unreported", got=", ".join(missing)))

    def _is_retry(self, step: BoundStep) -> bool:
        first = next((one for one in self.steps if one.label == step.again), None)
        return first is not None and first.stimulus == step.stimulus

    def _timed(self, finding: Finding) -> Finding:
        if self.transcript.clock_level != "V0" or not catalogue().duties[finding.id].timed:
            return finding
        return _inconclusive(finding, "clock_not_controlled")


def _refusal(exchange: Exchange) -> Ruling:
    """Exactly one `Refused`, no other new event, and the case reads back as before."""
    refused = tuple(event.key for event in exchange.caused if isinstance(event, Refused))
    expected = "one Refused and nothing else"
    if change := wrote(exchange):
        return Ruling(Verdict.FAIL, "refused_but_wrote", expected, change, refused)
    if len(refused) != 1:
        return Ruling(Verdict.FAIL, "refused_more_than_once", expected, f"{len(refused)} x Refused", refused)
    return Ruling(Verdict.PASS, "refusal_wrote_nothing", expected, expected, refused)


def _inconclusive(finding: Finding, why: str) -> Finding:
    details = {**finding.details, "would_be": finding.verdict.name}
    return msgspec.structs.replace(finding, verdict=Verdict.INCONCLUSIVE, why=why, blames=(), details=details)


def _with_twins(cases: Sequence[Case], findings: list[Finding]) -> list[Finding]:
    """A refusal proves nothing where the positive twin did not go through."""
    spoilt = {finding.subject for finding in findings if finding.verdict not in (Verdict.PASS, Verdict.WARN)}
    sound = {finding.subject for finding in findings} - spoilt
    orphans = {case.id for case in cases if case.is_negative and f"{case.scenario}/{case.twin}" not in sound}
    return [_inconclusive(one, "twin_did_not_pass") if _leans_on_twin(one, orphans) else one for one in findings]


def _leans_on_twin(finding: Finding, orphans: set[str]) -> bool:
    passed = finding.verdict == Verdict.PASS and finding.details["sign"] == "negative"
    return passed and finding.id != WRITES_NOTHING and finding.subject in orphans
