"""How a supplier looks for a contract loan, and what it does once it has the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents import support
from agents.loans import AFTERNOON
from agents.sources import cost_fen, waiting_fen
from agents.world import Word
from notice.civil import DAY, HOUR
from notice.events import (
    AccountChangeRequested,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConsentGiven,
    CooperationTerminated,
    LoanAgreementSigned,
    LoanDisbursed,
    OfferAccepted,
    ProductPublished,
    QuoteIssued,
    SecurityRequested,
    SupplementProvided,
    SupplementRequested,
)
from notice.vocabulary import ConsentScope, Purpose

if TYPE_CHECKING:
    from collections.abc import Generator

    from agents.supplier import Job
    from agents.world import Story

GIVES_UP = "gives up"
"""The letter by which a supplier's patience ends."""

BANKS_TRIED = 2
CONSENT: tuple[ConsentScope, ...] = ("credit_report", "basic_information", "award_content")
CONSENT_DAYS = 180
DOCUMENTS = ("business_licence", "award_notice")
RESUBMITTED = (*DOCUMENTS, "tax_record")
PURPOSES: tuple[tuple[Purpose, ...], ...] = (
    ("buy_materials", "logistics"),
    ("buy_materials", "pay_wages"),
    ("buy_equipment", "pay_wages"),
    ("subcontract",),
)
"""What performing is paid with."""
DISTANCE_MAX_BP = 150
STEPS_BEFORE_MONEY_DAYS = 3
"""Working days that a supplier reckons with for the steps before and after the bank's own."""


def is_interested(job: Job) -> bool:
    """Whether a supplier that needs money thinks of a contract loan at all."""
    world, supplier = job.world, job.supplier
    knows = max(supplier.aware_from_at, world.scheme.in_force_at) <= world.now
    return knows and supplier.size_class != "large" and not job.luck.chance("unwilling", world.habits.unwilling_bp)


def seeks(job: Job) -> Story:
    """Tries one bank after the other, as long as one promises money more cheaply than what it would do otherwise.

    Where several may lend on an award, it asks another for what the first did not lend.
    """
    tried: set[str] = set()
    while len(tried) < BANKS_TRIED:
        product = _chooses(job, tried)
        if product is None:
            return
        tried.add(product.bank)
        outcome = yield from _applies(job, product)
        if outcome == "returned":
            outcome = yield from _applies(job, product, resubmits=job.application)
        if outcome not in ("rejected", "returned", "declined") and not (outcome == "financed" and _wants_more(job)):
            return


def _wants_more(job: Job) -> bool:
    """Whether there is something left that another bank may lend."""
    return job.world.scheme.several_banks and not job.misdeeds and _to_borrow_fen(job) > 0


def _to_borrow_fen(job: Job) -> int:
    """What it asks a bank for: what it still has to find, together with what was lent no more than the award."""
    return min(job.missing_fen, job.amount_fen - job.financed_fen)


def _chooses(job: Job, tried: set[str]) -> ProductPublished | None:
    """The bank that costs least all in all, if it costs less than the supplier's other source."""
    assert job.fallback is not None
    products = [product for product in job.world.register.products.values() if product.bank not in tried]
    best = min(products, key=lambda product: (_expected_fen(job, product), product.bank), default=None)
    otherwise = cost_fen(job.missing_fen, job.fallback.apr_bp, _days_needed(job))
    return best if best is not None and _expected_fen(job, best) < otherwise else None


def _expected_fen(job: Job, product: ProductPublished) -> int:
    """What borrowing there is expected to cost: interest, waiting, paperwork (less at a bank it knows), and distance.

    Firms are closer to some banks than to others; how close is taken as a rate, at most `DISTANCE_MAX_BP`.
    """
    world, supplier, bank = job.world, job.supplier, product.bank
    repeat = bank in supplier.lenders
    comes_at = world.now + world.register.seconds(bank, repeat, promised(job, repeat))
    distance_bp = supplier.luck.below("distance" + bank, DISTANCE_MAX_BP)
    hassle_fen = world.habits.hassle_fen // (2 if repeat else 1)
    wait_fen = waiting_fen(world.habits, job.missing_fen, comes_at - job.need_at)
    return cost_fen(job.missing_fen, product.offered_apr_bp + distance_bp, _days_needed(job)) + wait_fen + hassle_fen


def promised(job: Job, repeat: bool) -> int:
    """Seconds to money that the notice lets a supplier expect."""
    scheme = job.world.scheme
    days = (scheme.repeat_working_days if repeat else scheme.first_working_days) + STEPS_BEFORE_MONEY_DAYS
    return days * 7 * DAY // 5


def _days_needed(job: Job) -> int:
    return max(30, (job.expected_paid_at - max(job.need_at, job.world.now)) // DAY)


def _applies(job: Job, product: ProductPublished, resubmits: str | None = None) -> Generator[Any, Any, str]:
    """One application to one bank, up to the money or an end without it. Returns how it ended."""
    world, supplier = job.world, job.supplier
    job.applications += 1
    job.application = application = f"{job.award}-{job.applications}"
    job.mail, job.agreed, job.quoted = world.mailbox(), False, False
    case = {"award": job.award, "supplier": supplier.id}
    consent = "Z" + application
    expires_at = world.now + CONSENT_DAYS * DAY
    refused = world.submit(
        supplier, ConsentGiven, **case, consent=consent, bank=product.bank, scope=CONSENT, expires_at=expires_at
    ) or world.submit(
        supplier,
        ApplicationSubmitted,
        **case,
        application=application,
        bank=product.bank,
        consent=consent,
        amount_fen=_to_borrow_fen(job),
        channel="online" if job.luck.chance("online" + product.bank, world.habits.online_bp) else "offline",
        purposes=PURPOSES[job.luck.below("purposes", len(PURPOSES))],
        stated_award_fen=_stated_fen(job),
        documents=DOCUMENTS if resubmits is None else RESUBMITTED,
        resubmits=resubmits,
    )
    if refused:
        return "refused"
    if "stated_award_wrong" in job.misdeeds:
        world.confess("true-material", job.award, supplier.actor)
    applied_at = world.now
    world.call(job.luck.table("patience", world.habits.patience_days) * DAY, job.mail.put, GIVES_UP)
    while True:
        letter = yield job.mail
        outcome = yield from _answers(job, product.bank, letter)
        if outcome == "financed":
            repeat = product.bank in supplier.lenders
            world.register.tells(product.bank, repeat, world.now - applied_at, promised(job, repeat))
            supplier.lenders.add(product.bank)
        if outcome:
            return outcome


def _stated_fen(job: Job) -> int:
    """What it says that its award amounts to."""
    misstated = "stated_award_wrong" in job.misdeeds
    return job.amount_fen + misstated * job.luck.between("misstated", 1, job.amount_fen)


def _answers(job: Job, bank: str, letter: object) -> Generator[Any, Any, str]:
    """What one letter makes the supplier do; the outcome, if it ends the application."""
    match letter:
        case SupplementRequested():
            yield from _supplements(job, bank, letter)
        case QuoteIssued() if not job.quoted:  # later ones come from beside the platform
            job.quoted = True
            return (yield from _decides(job, bank, letter))
        case LoanAgreementSigned():
            job.agreed, job.repayment_account = True, letter.account
            support.asks_to_confirm(job)
            if "window_change" in job.misdeeds:
                yield from _changes_in_window(job, letter)
        case LoanDisbursed():
            _has_money(job, letter)
            return "financed"
        case ApplicationReturned():
            yield HOUR
            return "returned"
        case ApplicationRejected():
            return "rejected"
        case CooperationTerminated():
            yield HOUR
            return _turns_away(job, bank, letter)
        case _:
            return _turns_away(job, bank, letter)
    return ""


def _turns_away(job: Job, bank: str, letter: object) -> str:
    """Withdraws: from a bank that asks for its owner's guarantee, or left the scheme; or because it waited too long."""
    habits = job.world.habits
    if job.agreed:
        return ""
    if letter == GIVES_UP:
        return _withdraws(job, bank, "gave_up")
    if isinstance(letter, CooperationTerminated):
        return _withdraws(job, bank, "rejected")
    asked = isinstance(letter, SecurityRequested) and job.world.scheme.guarantee_allowed
    if asked and job.luck.chance("refuses_guarantee", habits.refuses_guarantee_bp):
        return _withdraws(job, bank, "declined")
    return ""


def _supplements(job: Job, bank: str, letter: SupplementRequested) -> Generator[Any, Any, None]:
    world = job.world
    seconds = job.luck.table(f"supplements{job.applications}", world.habits.supplement_answer_seconds)
    yield world.hours.after(world.now, seconds) - world.now
    world.submit(
        job.supplier,
        SupplementProvided,
        award=job.award,
        application=letter.application,
        supplier=job.supplier.id,
        bank=bank,
        documents=letter.missing_docs,
    )


def _decides(job: Job, bank: str, quote: QuoteIssued) -> Generator[Any, Any, str]:
    """Takes the offer if it is still the cheaper way; a quote from outside the platform it cannot take."""
    world = job.world
    yield world.hours.after(world.now, HOUR + job.luck.below("thinks" + bank, 7 * HOUR)) - world.now
    amount_fen = min(job.missing_fen, quote.limit_fen or 0)
    days = _days_needed(job)
    assert job.fallback is not None
    dearer = cost_fen(amount_fen, quote.apr_bp or 0, days) >= cost_fen(amount_fen, job.fallback.apr_bp, days)
    case = {"award": job.award, "application": quote.application, "supplier": job.supplier.id, "bank": bank}
    if dearer or job.luck.chance("turns_down" + bank, world.habits.turns_down_bp):
        return _withdraws(job, bank, "turned_down")
    if world.submit(job.supplier, OfferAccepted, **case):
        return _withdraws(job, bank, "turned_down")
    return ""


def _withdraws(job: Job, bank: str, outcome: str) -> str:
    job.world.submit(
        job.supplier,
        ApplicationWithdrawn,
        award=job.award,
        application=job.application,
        supplier=job.supplier.id,
        bank=bank,
    )
    return outcome


def _has_money(job: Job, loan: LoanDisbursed) -> None:
    """The money is there; who means to, or has to, soon tries to have the purchaser's money paid elsewhere."""
    world, supplier, luck = job.world, job.supplier, job.luck
    job.open_loans += 1
    is_first, job.loan, job.financed_fen = not job.loan, loan.loan, job.financed_fen + loan.amount_fen
    if not is_first:
        return
    frailty_bp = world.habits.failing_bp * supplier.frailty // 5_000
    if luck.chance("fails", frailty_bp):
        job.fails = "unperformed" if luck.chance("unperformed", world.habits.unperformed_share_bp) else "insolvent"
    tempted = supplier.is_opportunist or job.fails == "insolvent"
    if "change_by_supplier" in job.misdeeds or (tempted and not job.misdeeds):
        asks_at = world.hours.opens(world.now + luck.between("tempted", 2, 20) * DAY) + AFTERNOON
        world.call(asks_at - world.now, _diverts, job)


def _asks_for_change(job: Job, change: str) -> tuple[str, ...]:
    return job.world.submit(
        job.supplier,
        AccountChangeRequested,
        award=job.award,
        change=change,
        account=job.repayment_account,
        new_account=job.supplier.account,
    )


def _diverts(job: Job) -> None:
    """Asks for another account. Where nothing locks the account, the purchaser pays as it is told."""
    world, change = job.world, "X" + job.award
    if job.is_closed:
        return
    job.diversions += 1
    refused = _asks_for_change(job, change)
    if "change_by_supplier" in job.misdeeds:
        world.confess("supplier-lock", job.award, job.supplier.actor)
        world.confess("full-lock", job.award, job.supplier.actor, job.purchaser)
        _tells_purchaser(job, change)
    elif refused:
        job.blocked += 1
    else:
        job.diverted = True
        _tells_purchaser(job, change)


def _changes_in_window(job: Job, signed: LoanAgreementSigned) -> Generator[Any, Any, None]:
    """Between agreement and money the supplier talks the purchaser into another account, whatever the platform says."""
    yield HOUR
    change = "W" + signed.application
    _asks_for_change(job, change)
    job.world.confess("supplier-lock", job.award, job.supplier.actor)
    _tells_purchaser(job, change)


def _tells_purchaser(job: Job, change: str) -> None:
    """Asks the purchaser directly to pay into another account."""
    word = Word(what="pay_elsewhere", change=change, account=job.repayment_account, new_account=job.supplier.account)
    job.world.off_platform(job.award, word)
