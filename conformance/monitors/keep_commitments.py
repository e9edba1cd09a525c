"""`keep-commitments`: a bank keeps what it promised when it filed (违背服务承诺, 五(二)).

A promise tighter than the notice counts; one that is looser never loosens the notice, which its own norms judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.dealings import by_application, is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.instant_money import orders, paid_within
from conformance.monitors.kinds import Late, absence_after, bound
from conformance.monitors.loan_clocks import LoanClock, loan_clocks
from conformance.monitors.loan_decisions import decided, decision
from conformance.monitors.promises import ever_promised, promise
from conformance.monitors.quote_same_day import complete_files, quoted_same_day
from conformance.sight import if_shown, unshown
from conformance.verdicts import Verdict
from notice.catalogue import catalogue
from notice.events import (
    EVENT_TYPES,
    Actor,
    ApplicationAccepted,
    ConditionAttached,
    DisbursementOrdered,
    Event,
    FeeCharged,
    LoanAgreementSigned,
    ProductPublished,
    QuoteIssued,
)
from notice.law import Law
from notice.vocabulary import CommitmentKind

NORM = "keep-commitments"
Limb = tuple[CommitmentKind, str]
_LIMBS: dict[bool, Limb] = {
    False: ("first_sla_working_days", "first-loan-in-time"),
    True: ("repeat_sla_working_days", "repeat-loan-in-time"),
}


@monitors(NORM)
def keep_commitments(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling an event that a promise of its bank covers: days, rates, nothing beside interest, same day, seconds."""
    for found in _rulings(case, law):
        yield _as_promised(found, case) if found.verdict == Verdict.FAIL else found


def _as_promised(found: Finding, case: Case) -> Finding:
    """The breach of a promise, or INCONCLUSIVE if a later filing or offer, which replaced it, may be hidden."""
    said = case.of_bank(found.blames[0].id)
    begin, end = said.begins(), found.since_at or case.until
    return unshown(found, ()) if begin < end and case.observation.blind_in(begin, end) else found


def _rulings(case: Case, law: Law) -> Iterator[Finding]:
    for clock in case.once(loan_clocks, law):
        if covered(NORM, case, law, clock.start):
            yield from _first_or_either(case, law, clock)
    yield from _rates(case, law)
    fees = [fee for fee in case.said(FeeCharged) if fee.amount_fen > 0]
    yield from _nothing_beside(case, law, "fees_none", fees, FeeCharged)
    yield from _nothing_beside(case, law, "conditions_none", case.said(ConditionAttached), ConditionAttached)
    yield from _same_day(case, law)
    yield from _seconds(case, law)


def _first_or_either(case: Case, law: Law, clock: LoanClock) -> Iterator[Finding]:
    """By the days promised for its kind of loan; undecided if that kind is hidden from the source and matters."""
    found = _days(case, law, clock, repeat=clock.repeat)
    other = found if clock.certain else _days(case, law, clock, repeat=True)
    shown = found or other
    if shown is None:
        return
    if found is None or other is None or found.verdict != other.verdict:
        shown = msgspec.structs.replace(shown, verdict=Verdict.INCONCLUSIVE, why="first_or_repeat_unknown", blames=())
    yield shown


def _days(case: Case, law: Law, clock: LoanClock, *, repeat: bool) -> Finding | None:
    """With the clock, the suspensions and the needs of the loan norms; a ground (原则上) does not soften a promise."""
    kind, norm = _LIMBS[repeat]
    promised = promise(case, law, clock.bank, kind, clock.start)
    if promised is None:
        return None
    made = decision(case, law, clock, promised.value)
    found = decided(NORM, case, law, made, lambda: Late((Actor("bank", clock.bank),)))
    if found.verdict == Verdict.FAIL:
        return if_shown(found, case, *_needs(norm))
    return found


@cache
def _needs(norm: str) -> tuple[type[Event], ...]:
    """What a norm's verdicts rest on, in the order of the catalogue: a set has another in every process."""
    return tuple(EVENT_TYPES[name] for name in catalogue().norms[norm].needs)


def _rates(case: Case, law: Law) -> Iterator[Finding]:
    offers: list[QuoteIssued | LoanAgreementSigned] = [*case.all(QuoteIssued), *case.all(LoanAgreementSigned)]
    for offer in filter(is_the_banks, offers):
        promised = promise(case, law, offer.bank, "apr_max_bp", offer)
        if promised is None or offer.apr_bp is None or not covered(NORM, case, law, offer):
            continue
        blames = (offer.actor,)
        found = bound(NORM, case, offer, offer.apr_bp, promised.value, why="above_promised_rate", blames=blames)
        is_advertised = isinstance(promised.ground, ProductPublished)
        yield if_shown(found, case, ProductPublished) if is_advertised else found


def _nothing_beside(
    case: Case, law: Law, kind: CommitmentKind, acts: Sequence[FeeCharged | ConditionAttached], act_kind: type[Event]
) -> Iterator[Finding]:
    """A bank that promised to ask nothing beside interest breaks that by asking, refused or not."""
    own = [act for act in acts if is_the_banks(act)]
    for trigger, bank, found in by_application(NORM, case, law, own):
        broken = [act for act in found if promise(case, law, bank, kind, act)]
        if not (broken or promise(case, law, bank, kind, trigger)):
            continue
        evidence = [act for act in broken if act is not trigger] or broken
        ruled = absence_after(NORM, case, trigger, evidence, why="asked_beside_promise", blames=(Actor("bank", bank),))
        yield if_shown(ruled, case, act_kind) if ruled.verdict == Verdict.PASS else ruled


def _same_day(case: Case, law: Law) -> Iterator[Finding]:
    if not ever_promised(case, (event.bank for event in case.all(ApplicationAccepted)), "quote_same_day"):
        return
    for file in complete_files(case):
        if promise(case, law, file.accepted.bank, "quote_same_day", file.since) and covered(
            NORM, case, law, file.accepted
        ):
            found = quoted_same_day(NORM, case, file)
            late = found.verdict == Verdict.FAIL
            yield if_shown(found, case, *_needs("X-quote-same-day")) if late else found


def _seconds(case: Case, law: Law) -> Iterator[Finding]:
    if not ever_promised(case, (event.bank for event in case.all(DisbursementOrdered)), "instant_seconds"):
        return
    for one in orders(case):
        promised = promise(case, law, one.order.bank, "instant_seconds", one.order)
        if promised is not None and covered(NORM, case, law, one.order):
            found = paid_within(NORM, case, one, promised.value)
            late = found.verdict == Verdict.FAIL
            yield if_shown(found, case, *_needs("X-instant-money")) if late else found
