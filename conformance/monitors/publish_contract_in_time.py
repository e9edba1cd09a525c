"""`publish-contract-in-time`: a signed or amended contract is made public within so many working days (三(二))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.formalities import Formality, formalities, published
from conformance.monitors.guards import covered
from conformance.monitors.kinds import Late, response_within
from notice.civil import day_of
from notice.events import Actor, AwardNoticeIssued, ContractAmended, ContractSigned
from notice.law import Law

NORM = "publish-contract-in-time"
_OF_AMENDMENTS = "amendment_publish_working_days"


@monitors(NORM)
def publish_contract_in_time(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a contract, and one an amendment from the day on which amendments must be published."""
    for one in case.once(formalities, law):
        if covered(NORM, case, law, one.signed):
            yield _ruled(case, one.signed, one.publication)
    for amended in case.all(ContractAmended):
        if law.policy.valid_on(_OF_AMENDMENTS, day_of(amended.at)) and covered(NORM, case, law, amended):
            due_at = law.working_due(amended.at, law.policy.number(_OF_AMENDMENTS))
            done = published(case, amended.contract, amended.amendment)
            yield _ruled(case, amended, Formality(due_at, done))


def _ruled(case: Case, trigger: ContractSigned | ContractAmended, formality: Formality) -> Finding:
    return response_within(
        NORM, case, trigger, formality.done, formality.due_at, lambda: Late((_purchaser(case, trigger),))
    )


def _purchaser(case: Case, trigger: ContractSigned | ContractAmended) -> Actor:
    """The purchaser of the contract (an agency acts as the purchaser)."""
    if isinstance(trigger, ContractSigned):
        return Actor("purchaser", trigger.purchaser)
    signed = case.first(ContractSigned, lambda event: event.contract == trigger.contract)
    named = signed or case.first(AwardNoticeIssued)
    return Actor("purchaser", named.purchaser) if named else trigger.actor
