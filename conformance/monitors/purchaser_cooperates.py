"""`purchaser-cooperates`: a purchaser gives the support that financing needs (三(二)).

Declining needs a ground; a receivable is confirmed within the payment regulation's days. Nothing else has a term.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case, precedes
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.attestations import attested
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, breach, response_within
from notice.events import Actor, SupportDeclined, SupportGiven, SupportRequested
from notice.law import Law
from notice.trace import order

NORM = "purchaser-cooperates"
Answer = SupportGiven | SupportDeclined


@monitors(NORM)
def purchaser_cooperates(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a request, and one a refusal of a request that is not shown; for a purchaser, what it attested."""
    if case.about == "party":
        yield from attested(NORM, case, law)
        return
    requests = case.all(SupportRequested)
    for asked in requests:
        if covered(NORM, case, law, asked):
            yield _ruled(case, law, asked)
    shown = {asked.support for asked in requests}
    for declined in case.all(SupportDeclined):
        if declined.support not in shown and _is_bare(declined) and covered(NORM, case, law, declined):
            yield breach(NORM, case, "declined_without_ground", declined, blames=(declined.actor,))


def _ruled(case: Case, law: Law, asked: SupportRequested) -> Finding:
    purchaser, answers = Actor("purchaser", asked.purchaser), _answers(case, asked)
    bare = [answer for answer in answers if _is_bare(answer)]
    if bare:
        return breach(NORM, case, "declined_without_ground", asked, *bare, blames=(purchaser,))
    days = law.policy.number("confirm_receivable_days")
    due_at = law.calendar_due(asked.at, days) if asked.support_kind == "confirm_receivable" else None
    return response_within(NORM, case, asked, next(iter(answers), None), due_at, lambda: Late((purchaser,)))


def _answers(case: Case, asked: SupportRequested) -> list[Answer]:
    """What the purchaser answered to a request, in order."""
    said: list[Answer] = [*case.all(SupportGiven), *case.all(SupportDeclined)]
    own = [one for one in said if one.support == asked.support and one.actor.role == "purchaser"]
    return sorted((one for one in own if precedes(asked, one)), key=order)


def _is_bare(answer: Answer) -> bool:
    return isinstance(answer, SupportDeclined) and answer.actor.role == "purchaser" and not answer.ground.strip()
