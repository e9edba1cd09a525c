"""`treasury-interconnected`: what the treasury and its purchasers do stands on the platform (二(一)互联互通).

Decided where the platform's own log lies beside the treasury's, or beside all that happened.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, breach, response_within
from conformance.sight import unshown
from conformance.verdicts import Verdict
from notice.events import (
    PLATFORM,
    ContractEvent,
    Event,
    PaymentOrdered,
    PaymentPlanSubmitted,
    TreasuryPaid,
)
from notice.law import Law

NORM = "treasury-interconnected"
Act = PaymentPlanSubmitted | PaymentOrdered | TreasuryPaid


@monitors(NORM)
def treasury_interconnected(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an act; on one log alone, one that says what is wanting."""
    if case.platform is None and case.observation.vantage == "world":
        return
    acts = [act for act in _acts(case) if covered(NORM, case, law, act)]
    if case.platform is None:
        if acts:
            yield ruling(NORM, case, Verdict.INCONCLUSIVE, "needs_both_logs", acts[0])
        return
    for act in acts:
        yield _ruled(case, case.platform, act, _due(case, law, act))


def _acts(case: Case) -> list[Act]:
    return [*case.all(PaymentPlanSubmitted), *case.all(PaymentOrdered), *case.all(TreasuryPaid)]


def _ruled(case: Case, platform: Case, act: Act, due_at: int | None) -> Finding:
    known = _counterparts(platform, act)
    same = next((one for one in known if _told(one) == _told(act)), None)
    if known and same is None:
        return breach(NORM, case, "differs_on_platform", act, *known, blames=(PLATFORM,))
    arrived = None if same is None else msgspec.structs.replace(same, at=same.known_at)
    found = response_within(NORM, case, act, arrived, due_at, lambda: Late((PLATFORM,)))
    hidden = found.verdict == Verdict.FAIL and same is None and not _shows(platform, act, due_at or act.at)
    return unshown(found, (type(act).__name__,)) if hidden else found


def _told(act: Act) -> tuple[str, str, int, str]:
    """What the platform has to know of an act as it was."""
    return act.contract, act.instalment, act.amount_fen, act.payee_account


def _due(case: Case, law: Law, act: Act) -> int | None:
    """By the seconds that a reform gives, the last of them included; else by the next event of the contract."""
    longest = law.policy.number_if_given("sync_lag_max_seconds")
    if longest is not None:
        return act.at + longest + 1
    later = [event.at for event in case.events if _is_of(event, act) and event.at > act.at]
    return later[0] + 1 if later else None


def _is_of(event: Event, act: Act) -> bool:
    return isinstance(event, ContractEvent) and event.contract == act.contract


def _counterparts(platform: Case, act: Act) -> list[Act]:
    """What the platform's log has under the same id; what it refused it knows of, too."""
    name = "plan" if isinstance(act, PaymentPlanSubmitted) else "payment"
    return [one for one in platform.said(type(act)) if getattr(one, name) == getattr(act, name)]


def _shows(platform: Case, act: Act, until: int) -> bool:
    """Whether the platform's log would show the act if it had come to it by then."""
    seen = platform.observation
    return seen.sees(type(act).__name__) and seen.until >= until and not seen.blind_in(act.at, until)
