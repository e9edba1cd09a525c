"""`no-concession-floor`: a bank sets no floor under what it may concede (不设优惠下限, 四(三))."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors, ruling
from conformance.monitors.dealings import is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from conformance.verdicts import Verdict
from notice.events import Actor, FloorConfigured, ProductPublished
from notice.law import Law

NORM = "no-concession-floor"
Offer = ProductPublished | FloorConfigured


@monitors(NORM)
def no_concession_floor(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a product, published or known from its floor only; a floor that was refused is an attempt.

    What a bank set before the notice is not judged. An offered rate is no floor.
    """
    floors = [floor for floor in case.all(FloorConfigured) if _is_floor(floor) and covered(NORM, case, law, floor)]
    products = [one for one in case.all(ProductPublished) if is_the_banks(one) and covered(NORM, case, law, one)]
    triggers: dict[str, Offer] = {}
    offers: list[Offer] = [*products, *floors]
    for offer in offers:
        triggers.setdefault(offer.product, offer)
    for product, trigger in triggers.items():
        acts = [floor for floor in floors if floor.product == product and floor is not trigger]
        lacks_floor = not acts and isinstance(trigger, ProductPublished)
        yield absence_after(
            NORM, case, trigger, () if lacks_floor else acts or [trigger], why="floor_set",
            blames=(Actor("bank", trigger.bank),), details={"product": product},
        )  # fmt: skip
    for floor in case.tried(FloorConfigured):
        if _is_floor(floor) and covered(NORM, case, law, floor):
            yield ruling(
                NORM, case, Verdict.WARN, "tried_floor", floor, blames=(floor.actor,),
                details={"product": floor.product},
            )  # fmt: skip


def _is_floor(said: FloorConfigured) -> bool:
    """Whether the bank itself fixed a lowest rate or a largest concession; without either figure nothing is fixed."""
    return is_the_banks(said) and (said.apr_min_bp is not None or said.concession_max_bp is not None)
