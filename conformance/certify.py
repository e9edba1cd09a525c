"""Certification: a plan of cases is played against a platform, and its duties are judged from what was written down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cache

import msgspec

from conformance.duties import DutyVerdict, duty_verdicts, judge_duties
from conformance.finding import Finding
from conformance.judge import NormVerdict, combined, judge
from conformance.port import Target
from conformance.replay import play
from conformance.transcript import Transcript
from conformance.verdicts import Outcome, Verdict, outcome
from notice.catalogue import Profile, catalogue
from notice.errors import InputError
from notice.law import Law
from notice.trace import trace
from scenarios.binding import bind
from scenarios.case import Case
from scenarios.certification import certification
from scenarios.draws import draw

Step = Callable[[int, int], None]
_DEAD_AFTER = 5
"""So many cases in a row without a word from the platform, and the rest is not played: it would wait for each."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is examined, and how: equal plans are the same exam. `challenge` is the certifier's nonce, or empty."""

    profile: Profile
    seed: int
    challenge: str
    suite_sha256: str
    policy_sha256: str
    duties: tuple[str, ...]
    cases: tuple[str, ...]


class Certification(msgspec.Struct, frozen=True, kw_only=True):
    """How a platform came out. `duties` decide the outcome; `norms` tell what the harness's own actors did."""

    target: str
    plan: Plan
    outcome: Outcome
    duties: dict[str, DutyVerdict]
    norms: dict[str, NormVerdict]
    transcripts: tuple[Transcript, ...]


@cache
def suite_hash() -> str:
    """SHA-256 over every case of the installed suite."""
    digest = hashlib.sha256()
    for case in certification():
        digest.update(case.model_dump_json().encode())
    return digest.hexdigest()


def make_plan(law: Law, *, profile: Profile = "core", seed: int = 1, challenge: str = "") -> Plan:
    """The plan of a profile. A challenge seeds identities and the order of cases, so an old run can't be shown again."""
    duties = {duty.id for duty in catalogue().duties.values() if profile == "full" or duty.profile == "core"}
    cases = [case.id for case in certification() if _is_of(profile, case, duties)]
    if challenge:
        seed = int.from_bytes(hashlib.sha256(challenge.encode()).digest()[:4])
        cases.sort(key=lambda name: hashlib.sha256(f"{challenge}/{name}".encode()).digest())
    return Plan(
        profile=profile,
        seed=seed,
        challenge=challenge,
        suite_sha256=suite_hash(),
        policy_sha256=law.policy.hash,
        duties=tuple(name for name in catalogue().duties if name in duties),
        cases=tuple(cases),
    )


def _is_of(profile: Profile, case: Case, duties: Collection[str]) -> bool:
    """Whether a case is played in the profile: it asks something of one of its `duties`, or is a twin for one."""
    return (profile == "full" or case.profile == "core") and not {case.duty, *case.duties}.isdisjoint(duties)


def certify(target: Target, law: Law, plan: Plan, progress: Step | None = None) -> Certification:
    """Plays every case of the plan against the platform and judges it. Raises `InputError` if it is no platform."""
    target.capabilities()
    cases, transcripts = _cases(plan), []
    _try_sandbox(target, cases[0], plan.seed)
    for number, case in enumerate(cases):
        transcripts.append(play(target, case, seed=plan.seed))
        if len(transcripts) >= _DEAD_AFTER and all(map(_is_dead, transcripts[-_DEAD_AFTER:])):
            break
        if progress:
            progress(number + 1, len(plan.cases))
    return _judged(plan, tuple(transcripts), law, target.name)


def _is_dead(transcript: Transcript) -> bool:
    """Whether the platform broke down before it said anything."""
    return bool(transcript.error) and not transcript.exchanges


def _try_sandbox(target: Target, case: Case, seed: int) -> None:
    """Opens a sandbox and closes it, so that a platform that is not there is said so at once, not case by case."""
    script = bind(case, draw(case, seed))
    target.open(script.start_at, script.actors).close()


def judged(plan: Plan, transcripts: tuple[Transcript, ...], law: Law, *, target: str) -> Certification | None:
    """The certification recomputed from its transcripts; None if the installed suite or policy is another one."""
    if (plan.suite_sha256, plan.policy_sha256) != (suite_hash(), law.policy.hash):
        return None
    return _judged(plan, transcripts, law, target)


def _cases(plan: Plan) -> list[Case]:
    by_id = {case.id: case for case in certification()}
    return [by_id[name] for name in plan.cases]


def _judged(plan: Plan, transcripts: tuple[Transcript, ...], law: Law, target: str) -> Certification:
    duties = duty_verdicts(judge_duties(_cases(plan), transcripts, law), catalogue(), plan.profile)
    return Certification(
        target=target,
        plan=plan,
        outcome=outcome(duty.verdict for duty in duties.values()),
        duties=duties,
        norms=judge_norms(transcripts, law),
        transcripts=transcripts,
    )


def judge_norms(transcripts: Iterable[Transcript], law: Law) -> dict[str, NormVerdict]:
    """The verdicts of every norm over all transcripts, each judged as a log of its own."""
    return combined([_norms(transcript, law) for transcript in transcripts])


def _norms(transcript: Transcript, law: Law) -> dict[str, NormVerdict]:
    try:
        return judge(trace(transcript.observation, transcript.events), law).norms
    except InputError as fault:  # the platform showed two events under one identity
        return {name: _unusable(name, transcript, fault) for name in catalogue().norms}


def _unusable(norm: str, transcript: Transcript, fault: InputError) -> NormVerdict:
    subject = f"{transcript.scenario}/{transcript.case}"
    finding = Finding(
        id=norm, verdict=Verdict.ERROR, why="trace_unusable", subject=subject, details={"error": fault.what}
    )
    return NormVerdict(id=norm, verdict=Verdict.ERROR, triggers=1, open=0, findings=(finding,))
