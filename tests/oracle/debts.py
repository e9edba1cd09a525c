"""What a purchaser owes under its contract, and until when, in the words of the payment regulation (art. 8)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from notice.events import (
    AwardVoided,
    CaseEvent,
    ContractAmended,
    ContractSigned,
    ContractTerminated,
    DelayExplained,
    DeliveryAccepted,
    DeliveryRejected,
    GoodsDelivered,
    Instalment,
    PaymentTerms,
    SizeDeclared,
    TreasuryPaid,
)
from tests.oracle.accounts import freezes
from tests.oracle.days import calendar_days_after
from tests.oracle.told import Told, before, is_large

EXCUSES = ("force_majeure", "court_order", "supplier_request", "disputed_delivery")
Start = tuple[CaseEvent, int]
"""What starts a pay clock, and the instant from which it runs."""


class Debt(msgspec.Struct, frozen=True):
    """One instalment whose pay clock has started: to be paid before `due_at` (infinity: nobody knows when).

    `ended_at`: when contract or award came to their end, infinity if they did not.
    """

    contract: ContractSigned
    instalment: Instalment
    terms: PaymentTerms
    start: CaseEvent
    due_at: float
    ended_at: float

    @property
    def of(self) -> dict[str, str]:
        """What every event about it has."""
        return {**_of(self.contract), "instalment": self.instalment.instalment}

    def paid_at(self, told: Told) -> float:
        """When its amount was whole, in one or in parts."""
        paid = told.of(TreasuryPaid, **self.of)
        whole = [one.at for one in paid
                 if sum(past.amount_fen for past in paid if past.at <= one.at) >= self.instalment.amount_fen]  # fmt: skip
        return min(whole, default=float("inf"))

    def is_excused(self, told: Told) -> bool:
        """Whether who pays had recorded a ground that is one before it was due (五(二): 无故)."""
        grounds = (*EXCUSES, "waiting_for_audit") if self.terms.waits_for_audit else EXCUSES
        return any(
            said.known_at < self.due_at and said.ground in grounds and said.actor.role in ("purchaser", "treasury")
            and said.contract in (None, self.contract.contract)
            and said.instalment in (None, self.instalment.instalment)
            for said in told.of(DelayExplained, award=self.contract.award, clock="pay")
        )  # fmt: skip


def is_protected(told: Told, contract: ContractSigned) -> bool:
    """Payment regulation art. 3: medium, small or micro when the contract was made, as declared for it or for the award."""
    declared = [size for size in told.of(SizeDeclared, award=contract.award, supplier=contract.supplier)
                if before(size, contract)]  # fmt: skip
    own = [size for size in declared if size.declared_for == "contract"]
    return any(not is_large(size) for size in (own or declared)[-1:])


def debts(told: Told) -> Iterator[Debt]:
    """Every instalment that came to be owed: one clock each, the first that no rejection set back in time."""
    for contract in told.of(ContractSigned):
        amended = [one for one in told.of(ContractAmended, **_of(contract)) if one.payment_terms is not None]
        names = [one.instalment for terms in [contract.payment_terms, *(one.payment_terms for one in amended)]
                 for one in (terms.instalments if terms else ())]  # fmt: skip
        for name in dict.fromkeys(names):
            running = next(_running(told, contract, [contract, *amended], name), None)
            if running is not None and told.in_scope(running.start):
                yield running


def _of(contract: ContractSigned) -> dict[str, str]:
    return {"award": contract.award, "contract": contract.contract}


def _running(
    told: Told, contract: ContractSigned, versions: list[ContractSigned | ContractAmended], name: str
) -> Iterator[Debt]:
    """Under the terms that held when the clock started."""
    ends = [*told.of(ContractTerminated, **_of(contract)), *told.of(AwardVoided, award=contract.award)]
    ended_at = min((end.at for end in ends), default=float("inf"))
    until = [*(one.at for one in versions[1:]), float("inf")]
    for version, end in zip(versions, until, strict=True):
        terms = version.payment_terms or contract.payment_terms
        for instalment in (one for one in terms.instalments if one.instalment == name):
            for start, at in _starts(told, contract, terms, instalment):
                due_at = _due(told, contract, terms, instalment, at)
                back = [one.at for one in _rejected(told, {**_of(contract), "instalment": name}) if before(start, one)]
                if at < end and not (instalment.starts == "delivery" and any(one < due_at for one in back)):
                    yield Debt(contract, instalment, terms, start, due_at, ended_at)


def _due(told: Told, contract: ContractSigned, terms: PaymentTerms, instalment: Instalment, at: int) -> float:
    """30 days if nothing is agreed, at most 60; a fixed date is the last day itself."""
    days = min(30 if terms.pay_days is None else terms.pay_days, 60)
    return calendar_days_after(at, 0 if instalment.due_on is not None else days, freezes(told, contract.award))


def _rejected(told: Told, of: dict[str, str]) -> list[DeliveryRejected]:
    """Rejections with a ground."""
    return [one for one in told.of(DeliveryRejected, **of) if one.ground.strip()]


def _starts(told: Told, contract: ContractSigned, terms: PaymentTerms, instalment: Instalment) -> list[Start]:
    of = {**_of(contract), "instalment": instalment.instalment}
    delivered, accepted = told.of(GoodsDelivered, **of), told.of(DeliveryAccepted, **of)
    if instalment.due_on is not None:
        return [(contract, instalment.due_on)]
    if instalment.starts == "signing":
        return [(contract, contract.at)]
    if not terms.acceptance_is_condition:
        return [(one, one.at) for one in delivered]
    rejected = _rejected(told, of)
    starts = [start for one in delivered for start in _accepted(told, terms, one, accepted, rejected)]
    starts += [(yes, yes.at) for yes in accepted if not any(_stands(one, yes, rejected) for one in delivered)]
    return sorted(starts, key=lambda start: start[1])


def _stands(delivered: GoodsDelivered, event: CaseEvent, rejected: list[DeliveryRejected]) -> bool:
    """Whether a delivery came before an event, and was not sent back in between."""
    return before(delivered, event) and not any(before(delivered, no) and before(no, event) for no in rejected)


def _accepted(
    told: Told, terms: PaymentTerms, delivered: GoodsDelivered, accepted: list[DeliveryAccepted],
    rejected: list[DeliveryRejected],
) -> list[Start]:  # fmt: skip
    """With its acceptance, or with the end of the time for it if that brought no answer."""
    yes = [one for one in accepted if _stands(delivered, one, rejected)][:1]
    if terms.acceptance_days is not None:
        end = int(calendar_days_after(delivered.at, terms.acceptance_days))
        answers = [one.at for one in [*yes, *rejected] if before(delivered, one)]
        if not any(at < end for at in answers):
            return [(delivered, end - 1)] if end <= told.until else []
    return [(one, one.at) for one in yes]
