"""What a purchaser must do with a signed contract, and by when: publish it and file it (三(二))."""

from __future__ import annotations

from typing import NamedTuple

from conformance.case import Case
from notice.events import ContractFiled, ContractPublished, ContractSigned, Event
from notice.law import Law


class Formality(NamedTuple):
    """The first unlawful instant of one formality, and the act that met it, whenever that came."""

    due_at: int | None
    done: Event | None


def publication(case: Case, law: Law, signed: ContractSigned) -> Formality:
    """合同公开 of the contract as signed."""
    return Formality(
        law.working_due(signed.at, law.policy.number("publish_working_days")),
        published(case, signed.contract, None),
    )


def filing(case: Case, law: Law, signed: ContractSigned) -> Formality:
    """合同备案: a copy goes to the authority."""
    return Formality(
        law.working_due(signed.at, law.policy.number("file_working_days")),
        case.first(ContractFiled, lambda event: event.contract == signed.contract),
    )


def published(case: Case, contract: str, amendment: str | None) -> ContractPublished | None:
    """The publication of a contract, or of one of its amendments."""
    return case.first(ContractPublished, lambda event: event.contract == contract and event.amendment == amendment)
