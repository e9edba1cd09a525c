"""`sign-contract-in-time`: an award becomes a contract within thirty days (政府采购法 46; 五(二)不按时签订采购合同)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.excuses import excuses
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.events import Actor, AwardNoticeIssued, AwardVoided, ContractSigned, DelayExplained, Event
from notice.law import Law

NORM = "sign-contract-in-time"
_AT = attrgetter("at")


@monitors(NORM)
def sign_contract_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an award notice; an award that is void needs no contract any more."""
    for notice in case.all(AwardNoticeIssued):
        if covered(NORM, case, law, notice):
            due_at = law.calendar_due(notice.at, law.policy.number("contract_sign_days"))
            late = partial(_late, case, law, notice, due_at)
            yield response_within(NORM, case, notice, _end(case), due_at, late)


def _end(case: Case) -> Event | None:
    ends: list[Event] = [*case.all(ContractSigned)[:1], *case.all(AwardVoided)[:1]]
    return min(ends, key=_AT, default=None)


def _late(case: Case, law: Law, notice: AwardNoticeIssued, due_at: int) -> Late:
    """The purchaser's, unless it recorded in time that the supplier had asked for the delay: then the supplier's."""
    purchaser = Actor("purchaser", notice.purchaser)
    ground = case.first(
        DelayExplained,
        lambda said: (
            (said.clock, said.actor.role) == ("sign_contract", "purchaser")
            and said.known_at < due_at
            and excuses(law, said.ground)
        ),
    )
    asked_for = ground is not None and ground.ground == "supplier_request"
    return Late((Actor("supplier", notice.supplier) if asked_for else purchaser,), ground)
