"""What the finance bureau does about a purchaser that pays late again and again, and about false award material."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY
from notice.events import (
    BadRecordListed,
    DeadlineMissed,
    ReferredToJudiciary,
    SanctionImposed,
    ViolationEstablished,
)
from notice.money import BP

if TYPE_CHECKING:
    from agents.bureau import Bureau
    from agents.supplier import Job
    from agents.world import Story, World

MEMORY_DAYS = 180
"""For how long the authority remembers a late payment."""
LATE_PAYMENT_LAW = "保障中小企业款项支付条例第二十五条"
FALSE_MATERIAL_LAW = "中华人民共和国政府采购法第七十七条"
FINE_BP = 75
"""Of the award: within the statutory five to ten per mille."""
TRIGGERS_CLAUSE = "5.2.3"


def hears_late_payment(bureau: Bureau, world: World, missed: DeadlineMissed) -> None:
    """A purchaser owes a supplier its money; one that does so again and again is found to have no cause for it."""
    late = str(missed.late_party)
    lately = [at for at in bureau.misses.get(late, ()) if at > world.now - MEMORY_DAYS * DAY]
    bureau.misses[late] = [*lately, missed.at]
    if len(lately) >= world.habits.late_payments_tolerated:
        bureau.misses[late] = []
        bureau.cases += 1
        world.start(_sanctions(bureau, world, missed, f"V{bureau.cases}-{missed.late_party.id}"))


def _sanctions(bureau: Bureau, world: World, missed: DeadlineMissed, violation: str) -> Story:
    """A finding, then a measure with the law it rests on."""
    yield world.hours.opens(world.now + 10 * DAY) - world.now
    about = {"violation": violation, "party": missed.late_party}
    if world.submit(
        bureau, ViolationEstablished, violation_kind="unexcused_payment_delay", award=missed.award, **about
    ):
        return
    yield _acts_at(world, 7) - world.now
    world.submit(bureau, SanctionImposed, measure="rectify", law_ref=LATE_PAYMENT_LAW, under=TRIGGERS_CLAUSE, **about)


def _acts_at(world: World, usual_days: int) -> int:
    """When a measure follows a finding of now: after the usual days, or on the last one that a reform leaves for it."""
    usual_at, days = world.hours.opens(world.now + usual_days * DAY), world.scheme.act_working_days
    if days is None:
        return usual_at
    return min(usual_at, world.hours.opens(world.calendar.working_day_after(world.now // DAY, days) * DAY))


def may_be_found_out(bureau: Bureau, job: Job) -> None:
    """A supplier that dares to win by false material is found out some time after, or never."""
    world, luck = job.world, job.luck
    dares = job.supplier.is_fraudulent and luck.chance("dares", world.habits.fraud_dared_bp)
    if dares and luck.chance("found_out", world.habits.fraud_found_bp):
        found_at = world.hours.opens(world.now + luck.between("found_after", 60, 200) * DAY)
        world.call(found_at - world.now, world.start, _punishes(bureau, job))


def _punishes(bureau: Bureau, job: Job) -> Story:
    """A finding, the list of bad records, a fine; a suspected crime goes to the judiciary."""
    world, party, violation = job.world, job.supplier.actor, "VF-" + job.award
    crime = job.luck.chance("crime", world.habits.fraud_is_crime_bp)
    about = {"violation": violation, "party": party}
    world.submit(
        bureau,
        ViolationEstablished,
        violation_kind="false_award_material",
        suspected_crime=crime,
        award=job.award,
        **about,
    )
    yield _acts_at(world, 5) - world.now
    world.submit(bureau, BadRecordListed, violation=violation, supplier=party.id)
    fine_fen = job.amount_fen * FINE_BP // BP
    world.submit(bureau, SanctionImposed, measure="fine", fine_fen=fine_fen, law_ref=FALSE_MATERIAL_LAW, **about)
    if crime:
        world.submit(bureau, ReferredToJudiciary, **about)
