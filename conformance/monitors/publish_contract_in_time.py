"""`publish-contract-in-time`: a signed or amended contract is made public within so many working days (三(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.civil import day_of
from notice.events import Actor, AwardNoticeIssued, ContractAmended, ContractPublished, ContractSigned
from notice.law import Law

NORM = "publish-contract-in-time"


@monitors(NORM)
def publish_contract_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a contract, and one an amendment from the day on which amendments must be published."""
    for signed in case.all(ContractSigned):
        if covered(NORM, case, law, signed):
            yield _published(case, law, signed, None, "publish_working_days")
    for amended in case.all(ContractAmended):
        rule = "amendment_publish_working_days"
        if law.policy.valid_on(rule, day_of(amended.at)) and covered(NORM, case, law, amended):
            yield _published(case, law, amended, amended.amendment, rule)


def _published(
    case: Case, law: Law, trigger: ContractSigned | ContractAmended, amendment: str | None, rule: str
) -> Finding:
    due_at = law.working_due(trigger.at, law.policy.number(rule))
    answer = next(
        (
            event
            for event in case.all(ContractPublished)
            if event.contract == trigger.contract and event.amendment == amendment
        ),
        None,
    )
    return response_within(NORM, case, trigger, answer, due_at, lambda: Late((_purchaser(case, trigger),)))


def _purchaser(case: Case, trigger: ContractSigned | ContractAmended) -> Actor:
    """The purchaser of the contract (an agency acts as the purchaser)."""
    if isinstance(trigger, ContractSigned):
        return Actor("purchaser", trigger.purchaser)
    signed = case.first(ContractSigned, lambda event: event.contract == trigger.contract)
    named = signed or case.first(AwardNoticeIssued)
    return Actor("purchaser", named.purchaser) if named else trigger.actor
