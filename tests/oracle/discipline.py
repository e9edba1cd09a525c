"""Who answers for a breach, and how, in the words of 五(二) and of the procurement law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from notice.events import (
    Actor,
    ApplicationAccepted,
    ApplicationEvent,
    AwardNoticeIssued,
    BadRecordListed,
    BankFiled,
    CooperationTerminated,
    DelayExplained,
    Event,
    LoanAgreementSigned,
    QuoteIssued,
    RectificationConfirmed,
    RectificationOrdered,
    ReferredToJudiciary,
    SanctionImposed,
    SupplierBanned,
    ViolationEstablished,
)
from tests.oracle.days import DAY
from tests.oracle.lending import bank, by_itself
from tests.oracle.told import IN_FORCE, Conviction, Told, before, binds, oracle

_BANKS_BREACHES = ("untrue_information", "false_advertising", "broken_commitment")
_PURCHASERS_BREACHES = ("non_cooperation", "late_signing", "non_publication", "unexcused_payment_delay")


def _who(event: Event) -> frozenset[str]:
    return frozenset({str(event.actor)})


def _findings(told: Told, violation: str, act: Event, party: Actor) -> list[ViolationEstablished]:
    """What had been found of this party under this number before something was done about it."""
    found = told.of(ViolationEstablished, violation=violation, party=party)
    return [one for one in found if before(one, act) and one.actor.role == "finance_bureau"]


# --- suppliers ----------------------------------------------------------------------------------------------------


@oracle("punish-false-award-material")
def listed_or_referred_wrongly(told: Told) -> set[Conviction]:
    """五(二): 通过提供虚假材料谋取中标、成交的，…列入不良行为记录名单；涉嫌犯罪的，移送司法机关处理."""
    return {
        ("punish-false-award-material", party, blamed)
        for party, blamed in (*_listed(told), *_referred(told), *_beyond_the_band(told))
    }


def _listed(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    for listed in told.of(BadRecordListed):
        found = _findings(told, listed.violation, listed, Actor("supplier", listed.supplier))
        if listed.at >= IN_FORCE and not any(one.violation_kind == "false_award_material" for one in found):
            yield f"supplier:{listed.supplier}", _who(listed)


def _referred(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    for sent in told.of(ReferredToJudiciary):
        found = _findings(told, sent.violation, sent, sent.party)
        if sent.at >= IN_FORCE and not any(one.suspected_crime for one in found):
            yield str(sent.party), _who(sent)


def _beyond_the_band(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    """政府采购法 77: 采购金额千分之五以上千分之十以下的罚款; 一至三年内禁止参加政府采购活动."""
    for fined in told.of(SanctionImposed):
        for found in _false_award(told, fined.violation, fined, fined.party):
            amounts = [one.amount_fen for one in told.of(AwardNoticeIssued) if one.award == found.award]
            if fined.fine_fen is not None and amounts:
                is_within = amounts[-1] * 5 <= fined.fine_fen * 1000 <= amounts[-1] * 10
                yield from () if is_within else [(str(fined.party), _who(fined))]
    for banned in told.of(SupplierBanned):
        year, *day = _date(banned.at)
        first, last = _date(banned.banned_until_at), _date(banned.banned_until_at - 1)
        if _false_award(told, banned.violation, banned, Actor("supplier", banned.supplier)) and not (
            [year + 1, *day] <= first and last <= [year + 3, *day]
        ):
            yield f"supplier:{banned.supplier}", _who(banned)


def _false_award(told: Told, violation: str, act: Event, party: Actor) -> list[ViolationEstablished]:
    found = _findings(told, violation, act, party)[-1:]
    material = [one for one in found if one.violation_kind == "false_award_material" and told.in_scope(one)]
    return material if party.role == "supplier" else []


def _date(at: int) -> list[int]:
    day = date(1970, 1, 1) + timedelta(at // DAY)
    return [day.year, day.month, day.day]


# --- banks --------------------------------------------------------------------------------------------------------


@oracle("discipline-bank")
def bank_disciplined_wrongly(told: Told) -> set[Conviction]:
    """五(二): 金融机构发布不实信息、虚假宣传或违背服务承诺…的，…责令限期改正；情节严重的，终止融资业务合作资格."""
    return {
        ("discipline-bank", name, blamed)
        for limb in (_unfiled_promise, _orders, _terminations, _after_termination)
        for name, blamed in limb(told)
    }


def _unfiled_promise(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    for found in told.of(ViolationEstablished):
        if found.party.role == "bank" and told.in_scope(found) and not _could_be_broken(told, found):
            yield found.party.id, _who(found)


def _could_be_broken(told: Told, found: ViolationEstablished) -> bool:
    """违背服务承诺: only what was promised can be broken."""
    filed = [one for one in told.of(BankFiled, bank=found.party.id, actor=found.party) if before(one, found)]
    promised = {promise.commitment for one in filed for promise in one.commitments}
    return found.violation_kind != "broken_commitment" or found.commitment in promised


def _orders(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    """限期: an order has a deadline, and the bank has mended by then; unless the finding behind it could not be made."""
    for order in told.of(RectificationOrdered):
        found = _findings(told, order.violation, order, Actor("bank", order.bank))[-1:]
        mended = [one.at for one in told.of(RectificationConfirmed, order=order.order, bank=order.bank)
                  if one.actor.role == "finance_bureau"]  # fmt: skip
        if not any(
            told.in_scope(one) and one.violation_kind in _BANKS_BREACHES and _could_be_broken(told, one)
            for one in found
        ):
            continue  # fmt: skip
        if order.actor.role != "finance_bureau" or order.due_at is None or order.due_at <= order.at:
            yield order.bank, _who(order)
        elif order.due_at < told.until and not any(at < order.due_at for at in mended):
            yield order.bank, bank(order.bank)


def _terminations(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    """情节严重的, and no others."""
    for ended in told.of(CooperationTerminated):
        found = _findings(told, ended.violation, ended, Actor("bank", ended.bank))
        serious = any(one.serious and one.violation_kind in _BANKS_BREACHES for one in found)
        if ended.at >= IN_FORCE and not (serious and ended.actor.role == "finance_bureau"):
            yield ended.bank, _who(ended)


def _after_termination(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    """终止融资业务合作资格: nothing new from then on."""
    acts: list[ApplicationEvent] = [*told.of(ApplicationAccepted), *told.of(QuoteIssued), *told.of(LoanAgreementSigned)]
    for act in acts:
        ended = [one for one in told.of(CooperationTerminated, bank=act.bank)
                 if one.at >= IN_FORCE and binds(one, act) and one.known_at <= act.at]  # fmt: skip
        if by_itself(act) and told.in_scope(act) and ended:
            yield act.bank, bank(act.bank)


# --- purchasers ---------------------------------------------------------------------------------------------------


@oracle("sanction-purchaser")
def sanctioned_wrongly(told: Told) -> set[Conviction]:
    """五(二): 采购单位不配合…、不按时签订…、未按规定公告…或无故拖延支付…的，由财政部门按照政府采购有关法律法规予以处理."""
    imposed = [one for one in told.of(SanctionImposed) if one.at >= IN_FORCE]
    return {
        ("sanction-purchaser", str(party), _who(one))
        for one in imposed
        for party in (one.party, *(found.party for found in told.of(ViolationEstablished, violation=one.violation)))
        if _wrongly(told, one, party)
    }


def _wrongly(told: Told, imposed: SanctionImposed, party: Actor) -> bool:
    """Whether the sanction wrongs this party, or hits somebody else for what it, a purchaser, did."""
    found = _findings(told, imposed.violation, imposed, party)[-1:]
    reached = all(told.in_scope(one) for one in found)
    if imposed.party.role != "purchaser":
        is_anothers = party.role == "purchaser" and bool(found) and reached
        return is_anothers or (party == imposed.party and imposed.under == "5.2.3")
    if party != imposed.party or not reached:
        return False
    beyond = imposed.under == "5.2.3" and any(one.violation_kind not in _PURCHASERS_BREACHES for one in found)
    return not found or not imposed.law_ref or beyond or any(_had_a_cause(told, one) for one in found)


def _had_a_cause(told: Told, found: ViolationEstablished) -> bool:
    """无故: not who had recorded, before it was found, one of the grounds that excuse a purchaser."""
    return found.violation_kind == "unexcused_payment_delay" and any(
        said.actor == found.party
        and said.known_at <= found.at
        and said.ground in ("force_majeure", "court_order", "supplier_request", "disputed_delivery")
        for said in told.of(DelayExplained, award=found.award, clock="pay")
        if found.award is not None
    )
