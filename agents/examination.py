"""How a bank examines an application it took up, and what it offers."""

from __future__ import annotations

from typing import Any

from agents import bank_wrongs
from agents.files import File, Step, rejects
from agents.pricing import USUAL_DAYS, lends_to, rate_bp
from agents.world import Distribution
from notice.civil import DAY
from notice.events import QuoteIssued, SecurityRequested
from notice.money import BP

SHARE_MIN_BP = 500
TENOR_MAX_DAYS = 365

SITTINGS = (1, 4)
"""Weekdays of the credit committee: Tuesday and Friday."""

EPOCH_WEEKDAY = 3
"""Day number 0 was a Thursday."""


def examines(file: File) -> Step:
    """By machine, or by an officer and the credit committee."""
    world, bank = file.world, file.bank
    if not file.is_offline and file.luck.chance("automated", bank.automated_bp):
        seconds = file.luck.table("effort", world.habits.effort_automated_seconds)
        yield world.hours.after(world.now, seconds) - world.now
        return not file.is_over
    # in the order of due instants; the green channel moves a file ahead of other business
    yield bank.desk.request((_means_to_be_done_by(file) - bank.lead_days * DAY,))
    if not file.is_over:
        yield world.hours.after(world.now, _effort(file)) - world.now
    bank.desk.release()
    yield _sitting(file) - world.now
    return not file.is_over


def _sitting(file: File) -> int:
    """When the credit committee decides: at its next sitting if the due instant leaves time for it, else at once."""
    world = file.world
    day = world.now // DAY + 1
    while (day + EPOCH_WEEKDAY) % 7 not in SITTINGS:
        day += 1
    sits_at = world.hours.opens(day * DAY)
    takes = file.luck.table("lag", world.habits.first_lag_seconds)
    in_time = world.hours.after(sits_at, takes) < _means_to_be_done_by(file) - DAY
    return sits_at if in_time else world.now


def _means_to_be_done_by(file: File) -> int:
    """The due instant as told, or the bank's own for other business where no clock runs; tonight if a quote is due."""
    if file.decide_by is not None:
        return file.decide_by
    if file.due_at is not None:
        return file.due_at
    world = file.world
    return world.calendar.working_day_after(world.now // DAY, world.habits.background_due_working_days) * DAY


def effort_table(file: File) -> Distribution[int]:
    """How long officers work on files that came in like this one, business seconds."""
    habits = file.world.habits
    return habits.effort_offline_seconds if file.is_offline else habits.effort_online_seconds


def _effort(file: File) -> int:
    habits = file.world.habits
    seconds = file.luck.table("effort", effort_table(file))
    return seconds * habits.repeat_effort_percent // 100 if file.supplier in file.bank.customers else seconds


def offers(file: File) -> bool:
    """Declines, or quotes limit and rate. Whether it quoted."""
    world, bank = file.world, file.bank
    if bank.terminated:
        rejects(file, "other")
        return False
    if not file.misdeeds and not lends_to(bank, file.frailty):
        rejects(file, "credit")
        return False
    if "rejected_for_security" in file.misdeeds:
        world.confess("no-security", file.award, bank.actor)
        rejects(file, "no_security_offered")
        return False
    bank_wrongs.before_quoting(file)
    if world.scheme.guarantee_allowed and "security_requested" not in file.misdeeds:
        world.submit(bank, SecurityRequested, **file.case, security="natural_person_guarantee")
    quoted = terms(file)
    file.is_over = bool(world.submit(bank, QuoteIssued, **file.case, **quoted))
    if not file.is_over:
        bank_wrongs.beside_quote(file, quoted)
    return not file.is_over


def terms(file: File) -> dict[str, Any]:
    """Limit, rate and tenor of the offer: at most what was asked for, and a share of the award."""
    share_bp = file.luck.table("limit", file.world.habits.loan_to_award_bp)
    limit_fen = min(file.requested_fen, file.award_fen * min(max(share_bp, SHARE_MIN_BP), BP) // BP)
    file.limit_fen = max(1, limit_fen)
    file.apr_bp = bank_wrongs.rate_bp(file, rate_bp(file.bank, file.frailty, USUAL_DAYS))
    return {
        "limit_fen": file.limit_fen,
        "apr_bp": file.apr_bp,
        "tenor_days": TENOR_MAX_DAYS,
        "reviewed": bank_wrongs.reviewed(file),
        "comparable_apr_bp": file.world.habits.ordinary_loan_apr_bp,
    }
