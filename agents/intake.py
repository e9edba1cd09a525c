"""How a bank takes an application up (受理): when it gets to it, whether it does, and what it still asks for."""

from __future__ import annotations

from typing import get_args

from agents import bank_wrongs
from agents.examination import effort_table
from agents.files import File, Step, rejects, waits_for
from notice.civil import DAY
from notice.events import ApplicationAccepted, ApplicationReturned, SupplementProvided, SupplementRequested
from notice.vocabulary import PushPart

PARTS_PUSHED = len(get_args(PushPart))
MISSING = ("tax_record",)

STALLS_MAX = 5
"""Mornings for which a bank whose desk is full puts off taking an application up."""
LONG_AFTER = 1 << 40
"""Later than any run."""

HALF = 1 << 31
"""The share of luck at the median."""
QUEUE_PER_OFFICER = 2
"""Files an officer gets through in a day, about."""


def finds_time(file: File) -> Step:
    """A bank whose queue is longer than the time limit puts off taking up: the clock starts only then."""
    world = file.world
    for _ in range(STALLS_MAX):
        if file.is_over or _gets_done(file):
            break
        tomorrow = world.hours.opens((world.now // DAY + 1) * DAY)
        if tomorrow > takes_up_by(file):
            break
        yield tomorrow - world.now
    return not file.is_over


def _gets_done(file: File) -> bool:
    """Whether the queue is short enough for the time limit; for a quote on the same day, the day long enough, too."""
    world, bank, scheme = file.world, file.bank, file.world.scheme
    days = scheme.repeat_working_days if file.supplier in bank.customers else scheme.first_working_days
    if not scheme.quote_same_day:
        return bank.desk.waiting <= bank.officers * QUEUE_PER_OFFICER * days
    quotes_at = world.hours.after(world.now, effort_table(file).at(HALF))
    return bank.desk.waiting <= bank.officers * QUEUE_PER_OFFICER and quotes_at // DAY == world.now // DAY


def takes_up_by(file: File) -> int:
    """The opening hour of the last working day that a reform leaves for taking up, counted from the application."""
    world, days = file.world, file.world.scheme.accept_working_days
    if days is None:
        return LONG_AFTER
    return world.hours.opens(world.calendar.working_day_after(file.submitted_at // DAY, days) * DAY)


def takes_up(file: File) -> bool:
    """受理, or back to the supplier for its missing documents, or no for want of staff. Whether the file goes on."""
    world, bank, luck = file.world, file.bank, file.luck
    if len(file.pushed.parts) < PARTS_PUSHED:  # the bank acts on what it was never given in whole
        world.confess("push-three-parts", file.award, file.pushed.actor)
    full = bank.desk.waiting > bank.officers * QUEUE_PER_OFFICER * world.scheme.first_working_days
    if bank.terminated:
        rejects(file, "other")
    elif full:
        rejects(file, "capacity")
    elif luck.chance("returned", world.habits.returned_file_bp) and file.application.endswith("-1"):
        world.submit(bank, ApplicationReturned, **file.case, missing_docs=MISSING)
    else:
        return _accepts(file)
    file.is_over = True
    return False


def _accepts(file: File) -> bool:
    world, bank = file.world, file.bank
    if world.submit(bank, ApplicationAccepted, **file.case):
        file.is_over = True
        return False
    bank_wrongs.on_taking_up(file)
    return True


def completes(file: File) -> Step:
    """Asks for documents that are missing and waits for them."""
    if file.luck.chance("incomplete", file.world.habits.incomplete_file_bp):
        file.world.submit(file.bank, SupplementRequested, **file.case, missing_docs=MISSING)
        if not (yield from waits_for(file, SupplementProvided)):
            return False
    if file.world.scheme.quote_same_day:
        file.decide_by = (file.world.now // DAY + 1) * DAY
        file.world.call(file.decide_by - file.world.now, _lets_day_pass, file)
    return True


def _lets_day_pass(file: File) -> None:
    """The day on which a file was complete is over, and it was neither quoted nor ended."""
    if not (file.is_over or file.limit_fen):
        file.world.confess("X-quote-same-day", file.award, file.bank.actor, due_at=file.decide_by)
