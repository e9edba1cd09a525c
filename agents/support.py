"""The purchaser's support (配合支持): a supplier asks to have its receivable confirmed, the purchaser answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.civil import DAY
from notice.events import SupportDeclined, SupportGiven, SupportRequested

if TYPE_CHECKING:
    from agents.misdeeds import Misdeeds
    from agents.order import Order
    from agents.supplier import Job

ANSWER_DAYS_MAX = 25
"""A purchaser that answers does so well within the month that it has to confirm what it owes."""
WITHHELD: Misdeeds = frozenset(("support_declined", "support_unanswered"))
DECLINED = "debt_not_yet_due"


def asks_to_confirm(job: Job) -> None:
    """A supplier that has an agreement with a bank may ask its purchaser to confirm what it will owe (确权)."""
    world = job.world
    if job.misdeeds & WITHHELD or job.luck.chance("asks_support", world.habits.support_asked_bp):
        world.submit(
            job.supplier,
            SupportRequested,
            support="U" + job.application,
            award=job.award,
            purchaser=job.purchaser.id,
            support_kind="confirm_receivable",
        )


def hears_request(order: Order, asked: SupportRequested) -> None:
    """The purchaser sees to it within some days."""
    world = order.world
    if "support_unanswered" in order.misdeeds:
        due_at = (world.calendar.roll(world.now // DAY + world.scheme.confirm_days) + 1) * DAY
        world.confess("purchaser-cooperates", order.award, order.purchaser.actor, due_at=due_at)
        return
    days = min(order.luck.table("answers", world.habits.support_answer_days), ANSWER_DAYS_MAX)
    world.call(world.hours.opens(world.now + days * DAY) - world.now, _answers, (order, asked))


def _answers(request: tuple[Order, SupportRequested]) -> None:
    """It does what it was asked for, or says why not."""
    order, asked = request
    about = {"support": asked.support, "award": asked.award}
    if "support_declined" in order.misdeeds:
        order.world.confess("purchaser-cooperates", order.award, order.purchaser.actor)
        order.world.happens(order.purchaser, SupportDeclined, **about)
    elif order.luck.chance("declines", order.world.habits.support_declined_bp):
        order.world.submit(order.purchaser, SupportDeclined, ground=DECLINED, **about)
    else:
        order.world.submit(order.purchaser, SupportGiven, **about)
