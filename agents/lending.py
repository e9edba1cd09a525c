"""What a bank does about one application, from the push to the money or an end without it: one story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents import loans
from agents.agreement import agrees, agrees_on_account
from agents.examination import examines, offers
from agents.files import File, waits_for
from agents.intake import completes, finds_time, takes_up, takes_up_by
from notice.events import OfferAccepted

if TYPE_CHECKING:
    from agents.world import Story


def handles(file: File) -> Story:
    """Takes up, examines, decides, agrees, pays out. Wherever the supplier has withdrawn meanwhile, the file ends."""
    world = file.world
    if file.contract is None and "account_agreed_late" not in file.misdeeds:
        agrees_on_account(file)
        file.bank.agreed_in_time.add(file.account)
    intake_until = world.hours.after(world.now, file.luck.table("intake", world.habits.intake_seconds))
    yield max(world.now, min(intake_until, takes_up_by(file))) - world.now
    if not (yield from finds_time(file)) or not takes_up(file):
        return
    if not (yield from completes(file)):
        return
    if not (yield from examines(file)) or not offers(file):
        return
    if (yield from waits_for(file, OfferAccepted)) and (yield from agrees(file)):
        yield from loans.pays_out(file)
