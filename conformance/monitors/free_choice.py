"""`free-choice`: the supplier itself applies, consents and accepts, to a bank that may decline (一(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from conformance.verdicts import Verdict
from notice.events import (
    Actor,
    ApplicationRejected,
    ApplicationSubmitted,
    AwardNoticeIssued,
    ConsentGiven,
    OfferAccepted,
)
from notice.law import Law

NORM = "free-choice"
Step = ApplicationSubmitted | ConsentGiven | OfferAccepted
_STEPS: tuple[type[Step], ...] = (ConsentGiven, ApplicationSubmitted, OfferAccepted)
_BANKS_OWN, _SUPPLIERS_OWN = ("1.2.a",), ("1.2.b", "1.2.c")


@monitors(NORM)
def free_choice(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an application: whether anybody else took a step of it; and one a decline, which is never a breach.

    A decline that came too late is for the loan clocks to judge, not for this norm.
    """
    foreign = [step for kind in _STEPS for step in case.all(kind) if not _is_the_suppliers(case, step)]
    for submitted in case.all(ApplicationSubmitted):
        steps = [step for step in foreign if _belongs(step, submitted)]
        foreign = [step for step in foreign if step not in steps]
        if covered(NORM, case, law, submitted):
            yield _ruled(case, submitted, steps)
    for step in foreign:
        if covered(NORM, case, law, step):
            yield _ruled(case, step, [step])
    for rejected in filter(is_the_banks, case.all(ApplicationRejected)):
        if covered(NORM, case, law, rejected):
            yield ruling(NORM, case, Verdict.PASS, "bank_declined", rejected, clauses=_BANKS_OWN)
    yield from _attempts(case, law)


def _is_the_suppliers(case: Case, step: Step) -> bool:
    """Whether the award's supplier did it; by its own word if the log has no award notice before it."""
    notice = next((one for one in reversed(case.all(AwardNoticeIssued)) if precedes(one, step)), None)
    return step.actor == Actor("supplier", notice.supplier if notice else step.supplier)


def _belongs(step: Step, submitted: ApplicationSubmitted) -> bool:
    if isinstance(step, ConsentGiven):
        return step.consent == submitted.consent or (
            submitted.consent is None and (step.supplier, step.bank) == (submitted.supplier, submitted.bank)
        )
    return step.application == submitted.application


def _ruled(case: Case, trigger: Step, foreign: list[Step]) -> Finding:
    if not foreign:
        return ruling(NORM, case, Verdict.PASS, "suppliers_own_choice", trigger, clauses=_SUPPLIERS_OWN)
    return absence_after(
        NORM, case, trigger, [step for step in foreign if step is not trigger] or [trigger], why="chosen_for_supplier",
        blames=tuple({step.actor for step in foreign}), clauses=_SUPPLIERS_OWN,
    )  # fmt: skip


def _attempts(case: Case, law: Law) -> Iterator[Finding]:
    for kind in _STEPS:
        for step in case.tried(kind):
            if not _is_the_suppliers(case, step) and covered(NORM, case, law, step):
                yield ruling(
                    NORM, case, Verdict.WARN, "tried_to_choose_for_supplier", step, blames=(step.actor,),
                    clauses=_SUPPLIERS_OWN,
                )  # fmt: skip
