"""What a purchaser must do with a signed contract, and by when: publish it and file it (三(二))."""

from __future__ import annotations

import msgspec

from conformance.case import Case
from notice.events import ContractFiled, ContractPublished, ContractSigned, Event
from notice.law import Law


class Formality(msgspec.Struct, frozen=True):
    """The first unlawful instant of one formality, and the act that met it, whenever that came."""

    due_at: int | None
    done: Event | None


class Formalities(msgspec.Struct, frozen=True):
    """What is to be done with a contract as signed: 合同公开, and 合同备案 (a copy goes to the authority)."""

    signed: ContractSigned
    publication: Formality
    filing: Formality


def formalities(case: Case, law: Law) -> list[Formalities]:
    """Those of every contract of the case."""
    publish_days, file_days = law.policy.number("publish_working_days"), law.policy.number("file_working_days")
    return [
        Formalities(
            signed,
            Formality(law.working_due(signed.at, publish_days), published(case, signed.contract, None)),
            Formality(law.working_due(signed.at, file_days), _filed(case, signed.contract)),
        )
        for signed in case.all(ContractSigned)
    ]


def published(case: Case, contract: str, amendment: str | None) -> ContractPublished | None:
    """The publication of a contract, or of one of its amendments."""
    for event in case.all(ContractPublished):
        if event.contract == contract and event.amendment == amendment:
            return event
    return None


def _filed(case: Case, contract: str) -> ContractFiled | None:
    for event in case.all(ContractFiled):
        if event.contract == contract:
            return event
    return None
