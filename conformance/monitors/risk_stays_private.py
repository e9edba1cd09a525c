"""`risk-stays-private`: bank and supplier bear the risk, finance departments none of it (风险自担, 一(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from conformance.monitors.public_side import is_public
from conformance.verdicts import Verdict
from notice.events import Event, GuaranteeGiven, LoanAgreementSigned, LossBooked
from notice.law import Law

NORM = "risk-stays-private"
Act = GuaranteeGiven | LossBooked
_OWN_RISK, _NO_PUBLIC_RISK = "1.2.f", "1.2.g"


@monitors(NORM)
def risk_stays_private(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a loan agreement; and one a public promise or loss that belongs to no loan of an award.

    Promising is the breach, refused or not. What is promised for no award in particular is judged on who promised it.
    """
    is_breach = not law.policy.flag("public_guarantee_allowed")
    acts: list[Act] = [*case.said(GuaranteeGiven), *case.all(LossBooked)] if is_breach else []
    public = [*filter(is_public, acts)]
    yield from _on_awards(case, law, public) if case.about == "award" else _beyond(case, law, public)
    for loss in case.tried(LossBooked) if is_breach else ():
        if is_public(loss) and covered(NORM, case, law, loss):
            yield ruling(NORM, case, Verdict.WARN, "public_side_tried_to_bear_risk", loss, blames=(loss.actor,))


def _on_awards(case: Case, law: Law, acts: list[Act]) -> Iterator[Finding]:
    signings = case.all(LoanAgreementSigned)
    loans = {signed.loan for signed in signings}
    for signed in signings:
        if covered(NORM, case, law, signed):
            # what names no loan is meant for every loan on the award
            yield _ruled(case, signed, [act for act in acts if act.loan in (None, signed.loan)])
    for act in acts:
        if act.loan not in loans and not (act.loan is None and loans) and covered(NORM, case, law, act):
            yield _ruled(case, act, [act])


def _beyond(case: Case, law: Law, acts: list[Act]) -> Iterator[Finding]:
    for act in acts:
        if act.award is None and act.actor == case.party and covered(NORM, case, law, act):
            yield _ruled(case, act, [act])


def _ruled(case: Case, trigger: Event, acts: list[Act]) -> Finding:
    bears = any(isinstance(act, LossBooked) for act in acts)
    return absence_after(
        NORM, case, trigger, [act for act in acts if act is not trigger] or acts, why="public_side_bears_risk",
        blames=tuple({act.actor for act in acts}), clauses=(_OWN_RISK, _NO_PUBLIC_RISK) if bears else (_NO_PUBLIC_RISK,),
    )  # fmt: skip
