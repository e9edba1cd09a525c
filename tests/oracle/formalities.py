"""What the purchaser does with the contract, in the words of the notice and of higher law."""

from __future__ import annotations

from notice.events import (
    AwardNoticeIssued,
    AwardVoided,
    ContractAmended,
    ContractFiled,
    ContractPublished,
    ContractSigned,
    DelayExplained,
)
from tests.oracle.days import calendar_days_after, working_days_after
from tests.oracle.told import Conviction, Told, oracle

AMENDMENTS_FROM = 19706 * 24 * 3600
"""2023-12-15: from then on amendments are to be published too (243号)."""


@oracle("file-contract-in-time")
def filed_late(told: Told) -> set[Conviction]:
    """三(二): 及时进行合同备案; 政府采购法 47: 7 working days."""
    return {
        ("file-contract-in-time", signed.award, frozenset({f"purchaser:{signed.purchaser}"}))
        for signed in told.of(ContractSigned)
        for due_at in (working_days_after(signed.at, 7),)
        if told.in_scope(signed) and due_at < told.until
        if not any(one.at < due_at for one in told.of(ContractFiled, award=signed.award, contract=signed.contract))
    }


@oracle("publish-contract-in-time")
def published_late(told: Told) -> set[Conviction]:
    """三(二): 依法按时公开政府采购合同信息; 实施条例 50: 2 working days."""
    changes: list[tuple[ContractSigned | ContractAmended, str | None]] = [
        (one, None) for one in told.of(ContractSigned)
    ]
    contracts: list[ContractSigned | AwardNoticeIssued] = [*told.of(ContractSigned), *told.of(AwardNoticeIssued)]
    changes += [(one, one.amendment) for one in told.of(ContractAmended) if one.at >= AMENDMENTS_FROM]
    return {
        ("publish-contract-in-time", one.award, frozenset({f"purchaser:{known[0].purchaser}"}))
        for one, amendment in changes
        for known in ([known for known in contracts if known.award == one.award],)
        for due_at in (working_days_after(one.at, 2),)
        if told.in_scope(one) and due_at < told.until
        if not any(
            public.at < due_at
            for public in told.of(ContractPublished, award=one.award, contract=one.contract, amendment=amendment)
        )
    }


@oracle("sign-contract-in-time")
def signed_late(told: Told) -> set[Conviction]:
    """五(二): 不按时签订采购合同; 政府采购法 46: 30 days, unless somebody recorded a ground that excuses."""
    return {
        ("sign-contract-in-time", award.award, frozenset({f"purchaser:{award.purchaser}"}))
        for award in told.of(AwardNoticeIssued)
        for due_at in (calendar_days_after(award.at, 30),)
        if told.in_scope(award) and due_at < told.until
        if not any(
            end.at < due_at for kind in (ContractSigned, AwardVoided) for end in told.of(kind, award=award.award)
        )
        if not any(
            said.known_at < due_at
            and said.actor.role == "purchaser"
            and said.ground in ("force_majeure", "court_order", "supplier_request", "disputed_delivery")
            for said in told.of(DelayExplained, award=award.award, clock="sign_contract")
        )
    }
