"""Wrongs that stand alone: one act, or two, that somebody commits once an event of the award gives the occasion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from agents import authority_wrongs
from agents.world import Party
from notice.civil import DAY, HOUR
from notice.events import (
    ApplicationAccepted,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardNoticeIssued,
    ConsentGiven,
    ContractSigned,
    DisbursementOrdered,
    Event,
    GuaranteeGiven,
    LoanAgreementSigned,
    OfferAccepted,
    QuoteIssued,
    SizeDeclared,
)
from notice.vocabulary import ConsentScope, GuaranteeKind

if TYPE_CHECKING:
    from agents.bureau import Bureau
    from agents.misdeeds import Misdeed
    from agents.order import Order
    from agents.supplier import Job
    from agents.treasury import Treasury
    from agents.world import World

CONSENT: tuple[ConsentScope, ...] = ("credit_report", "basic_information", "award_content")
GUARANTEES: tuple[GuaranteeKind, ...] = ("guarantee", "compensation", "loss_sharing")
EARLY_DAYS = 90


class Scene(NamedTuple):
    """The parties of one award, and the authorities."""

    world: World
    job: Job
    order: Order
    bureau: Bureau
    treasury: Treasury
    banks: Mapping[str, Party]

    @property
    def authority(self) -> Party:
        """The bureau or the treasury."""
        return self.treasury if self.order.luck.chance("which_authority", 5_000) else self.bureau


def _applies_before_award(scene: Scene, _: SizeDeclared) -> None:
    """The supplier applies although it has not won yet; a bank may take that up. The paper is taken back soon."""
    world, job, award = scene.world, scene.job, scene.job.award
    bank = min(world.register.products, default=None)
    if bank is None:
        return
    early = _application(job, bank, "-0") | {"stated_award_fen": None, "channel": "online"}
    world.submit(
        job.supplier,
        ConsentGiven,
        award=award,
        supplier=job.supplier.id,
        bank=bank,
        consent=early["consent"],
        scope=CONSENT,
        expires_at=world.now + EARLY_DAYS * DAY,
    )
    blames = [job.supplier.actor]
    world.happens(job.supplier, ApplicationSubmitted, **early)
    case = {"award": award, "application": early["application"], "supplier": job.supplier.id, "bank": bank}
    if "accepted_before_award" in job.misdeeds:
        blames.append(scene.banks[bank].actor)
        world.call(600, lambda _: world.happens(scene.banks[bank], ApplicationAccepted, **case))
    world.confess("award-is-the-basis", award, *blames)
    world.call(HOUR // 2, lambda _: world.happens(job.supplier, ApplicationWithdrawn, **case))


def _applies_for_supplier(scene: Scene, _: AwardNoticeIssued) -> None:
    """The purchaser hands in an application in its supplier's stead, to a bank of its choice."""
    world, job = scene.world, scene.job
    bank = min(world.register.products, default=None)
    if bank is not None and job.declares:
        world.confess("free-choice", job.award, scene.order.purchaser.actor)
        world.happens(scene.order.purchaser, ApplicationSubmitted, **_application(job, bank, "-P"))


def _application(job: Job, bank: str, number: str) -> dict[str, Any]:
    return {
        "award": job.award,
        "application": job.award + number,
        "supplier": job.supplier.id,
        "bank": bank,
        "consent": "Z" + job.award + number,
        "amount_fen": max(1, job.amount_fen // 2),
        "channel": "offline",
        "purposes": ("buy_materials",),
        "stated_award_fen": job.amount_fen,
    }


def _accepts_for_supplier(scene: Scene, quoted: QuoteIssued) -> None:
    """The bank accepts its own offer."""
    if quoted.actor.role == "bank" and not scene.job.quoted:
        bank = scene.banks[quoted.bank]
        scene.world.confess("free-choice", quoted.award, bank.actor)
        case = {"application": quoted.application, "supplier": quoted.supplier, "bank": quoted.bank}
        scene.world.happens(bank, OfferAccepted, award=quoted.award, **case)


def _decides(scene: Scene, signed: LoanAgreementSigned) -> None:
    """An authority orders the bank's money out."""
    world, who = scene.world, scene.authority
    world.confess("bureau-takes-no-part", signed.award, who.actor)
    loan = {"loan": signed.loan, "supplier": signed.supplier, "bank": signed.bank}
    world.happens(who, DisbursementOrdered, award=signed.award, amount_fen=signed.principal_max_fen, **loan)


def _guarantees(scene: Scene, signed: LoanAgreementSigned) -> None:
    """An authority promises to stand in for losses."""
    world, who = scene.world, scene.authority
    kind = GUARANTEES[scene.order.luck.below("guarantee", len(GUARANTEES))]
    world.confess("risk-stays-private", signed.award, who.actor)
    world.call(
        2 * DAY,
        lambda _: world.happens(
            who, GuaranteeGiven, award=signed.award, loan=signed.loan, bank=signed.bank, guarantee_kind=kind
        ),
    )


Wrong = Callable[[Scene, Any], None]

WRONGS: dict[type[Event], dict[Misdeed, Wrong]] = {
    SizeDeclared: {"applied_before_award": _applies_before_award, "accepted_before_award": _applies_before_award},
    AwardNoticeIssued: {"applied_for_supplier": _applies_for_supplier},
    QuoteIssued: {"accepted_for_supplier": _accepts_for_supplier},
    LoanAgreementSigned: {"decided_by_bureau": _decides, "public_guarantee": _guarantees},
    ContractSigned: authority_wrongs.WRONGS,
}
"""By the event that gives the occasion."""


def hears(scene: Scene, event: Event) -> None:
    """Whatever is planned on the award and has its occasion now is done, each wrong once."""
    wrongs = WRONGS[type(event)]
    for wrong in dict.fromkeys(wrongs[misdeed] for misdeed in sorted(scene.job.misdeeds & wrongs.keys())):
        wrong(scene, event)
