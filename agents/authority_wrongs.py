"""What an authority does wrong in punishing: without a finding, without a law, beyond what the law allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notice.civil import DAY
from notice.events import Actor, BadRecordListed, ContractSigned, SanctionImposed, ViolationEstablished
from notice.vocabulary import Violation

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.misdeeds import Misdeed
    from agents.wrongs import Scene

PUNISHES_AFTER_DAYS = (10, 40)
LAW = "中华人民共和国政府采购法第七十七条"
FINED_PERCENT = 5
NORM_SUPPLIER, NORM_PURCHASER = "punish-false-award-material", "sanction-purchaser"


def _later(act: Callable[[Scene, str], None], name: str) -> Callable[[Scene, ContractSigned], None]:
    """Some weeks after signing a public contract; `name` tells apart what the authority does on one award."""

    def wrong(scene: Scene, _: ContractSigned) -> None:
        world, order = scene.world, scene.order
        if not order.is_public:
            return
        acts_at = world.hours.opens(world.now + order.luck.between(name, *PUNISHES_AFTER_DAYS) * DAY)
        world.call(acts_at - world.now, lambda _: act(scene, f"V{name}-{order.award}"))

    return wrong


def _finds(scene: Scene, violation: str, party: Actor, kind: Violation) -> None:
    scene.world.submit(
        scene.bureau,
        ViolationEstablished,
        violation=violation,
        party=party,
        violation_kind=kind,
        award=scene.order.award,
    )


def _sanctions(scene: Scene, violation: str, **how: Any) -> None:
    buyer = scene.order.purchaser.actor
    scene.world.confess(NORM_PURCHASER, str(buyer), scene.bureau.actor, on=scene.order.award)
    scene.world.happens(scene.bureau, SanctionImposed, violation=violation, party=buyer, measure="warning", **how)


def _without_law(scene: Scene, violation: str) -> None:
    _finds(scene, violation, scene.order.purchaser.actor, "non_cooperation")
    _sanctions(scene, violation, under="5.2.3")


def _without_finding(scene: Scene, violation: str) -> None:
    _sanctions(scene, violation, law_ref=LAW, under="5.2.3")


def _for_late_filing(scene: Scene, violation: str) -> None:
    _finds(scene, violation, scene.order.purchaser.actor, "late_filing")
    _sanctions(scene, violation, law_ref=LAW, under="5.2.3")


def _lists(scene: Scene, violation: str) -> None:
    """Listed although nothing was found, or only what the list is not for."""
    seller = scene.job.supplier
    scene.world.confess(NORM_SUPPLIER, str(seller.actor), scene.bureau.actor, on=scene.order.award)
    scene.world.happens(scene.bureau, BadRecordListed, violation=violation, supplier=seller.id)


def _lists_for_loan_material(scene: Scene, violation: str) -> None:
    seller = scene.job.supplier.actor
    scene.world.confess("true-material", str(seller), seller, on=scene.order.award)
    _finds(scene, violation, seller, "false_loan_material")
    _lists(scene, violation)


def _fines(scene: Scene, violation: str) -> None:
    """A fine far beyond what the law allows, after a finding and a listing that are in order."""
    seller = scene.job.supplier
    _finds(scene, violation, seller.actor, "false_award_material")
    scene.world.submit(scene.bureau, BadRecordListed, violation=violation, supplier=seller.id)
    scene.world.confess(NORM_SUPPLIER, str(seller.actor), scene.bureau.actor, on=scene.order.award)
    scene.world.happens(
        scene.bureau,
        SanctionImposed,
        violation=violation,
        party=seller.actor,
        measure="fine",
        law_ref=LAW,
        fine_fen=scene.order.amount_fen * FINED_PERCENT // 100,
    )


def _interferes(scene: Scene, violation: str) -> None:
    """The purchaser swayed the choice of the bank: what shows it is the authority's finding."""
    buyer = scene.order.purchaser.actor
    scene.world.confess("no-interference", str(buyer), buyer, on=scene.order.award)
    _finds(scene, violation, buyer, "interference")


WRONGS: dict[Misdeed, Callable[[Scene, ContractSigned], None]] = {
    "sanctioned_without_law": _later(_without_law, "L"),
    "sanctioned_without_finding": _later(_without_finding, "N"),
    "sanctioned_for_late_filing": _later(_for_late_filing, "F"),
    "listed_without_finding": _later(_lists, "B"),
    "listed_for_loan_material": _later(_lists_for_loan_material, "M"),
    "fined_beyond_band": _later(_fines, "X"),
    "interfered": _later(_interferes, "I"),
}
