"""What goes before business, and what is told of it: filing, application, push, review, report; in the words of the notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from notice.events import (
    ApplicationAccepted,
    ApplicationEvent,
    ApplicationPushed,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AwardNoticeIssued,
    BankFiled,
    ConsentGiven,
    ConsentWithdrawn,
    ContractSigned,
    Event,
    FinancingReported,
    LoanAgreementSigned,
    LoanClosed,
    LoanDisbursed,
    ProductPublished,
    QuoteIssued,
    Refused,
)
from notice.vocabulary import FilingPart
from tests.oracle.lending import bank, by_itself
from tests.oracle.told import IN_FORCE, Conviction, Told, before, binds, oracle

PLATFORM = frozenset({"platform:platform"})


def _who(event: Event) -> frozenset[str]:
    return frozenset({str(event.actor)})


# --- before business --------------------------------------------------------------------------------------------


def filing(told: Told, name: str, act: Event) -> BankFiled | None:
    """What the bank itself had filed last before it acted."""
    filed = [one for one in told.of(BankFiled, bank=name) if str(one.actor) == f"bank:{name}" and before(one, act)]
    return filed[-1] if filed else None


@oracle("file-before-business")
def unfiled(told: Told) -> set[Conviction]:
    """二(二)2: 有意向开展“政采贷”业务的金融机构，应及时向市财政局报备, with all that the brackets list."""
    done: list[ProductPublished | ApplicationAccepted | QuoteIssued] = [
        one for one in told.of(ProductPublished) if one.at >= IN_FORCE and str(one.actor) == f"bank:{one.bank}"
    ]
    done += [one for kind in (ApplicationAccepted, QuoteIssued) for one in told.of(kind)
             if by_itself(one) and told.in_scope(one)]  # fmt: skip
    firsts = {name: min(one.at for one in done if one.bank == name) for name in {one.bank for one in done}}
    return {
        ("file-before-business", one.bank, bank(one.bank))
        for one in done
        for filed in (filing(told, one.bank, one),)
        if one.at == firsts[one.bank]
        if filed is None or not {*get_args(FilingPart)} <= {*filed.parts}
    }


@oracle("award-is-the-basis")
def without_basis(told: Told) -> set[Conviction]:
    """二(一): 在获得…中标（成交）通知书后，即可…提出申请; 依据…中标(成交)通知书和政府采购合同，…提供融资服务."""
    return {
        ("award-is-the-basis", award, blamed)
        for award, blamed in (*_without_award(told), *_without_contract(told), *_turned_away(told))
    }


def _awarded(told: Told, asked: ApplicationSubmitted, by: Event) -> bool:
    return any(before(one, by) for one in told.of(AwardNoticeIssued, award=asked.award, supplier=asked.supplier))


def _online(told: Told, asked: ApplicationSubmitted) -> bool:
    """通过…专区…在线提出: the notice speaks of applications through the platform."""
    return asked.channel == "online" and told.in_scope(asked)


def _without_award(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    for asked in told.of(ApplicationSubmitted):
        if _online(told, asked) and not _awarded(told, asked, asked):
            yield asked.award, _who(asked)
            for taken in told.of(ApplicationAccepted, award=asked.award, application=asked.application):
                if by_itself(taken) and not _awarded(told, asked, taken):
                    yield asked.award, _who(taken)


def _without_contract(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    for paid in told.of(LoanDisbursed):
        signed = any(before(one, paid) for one in told.of(ContractSigned, award=paid.award))
        if told.in_scope(paid) and not signed:
            yield paid.award, _who(paid)


def _turned_away(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    """即可: nobody may ask for the contract before the application."""
    for refused in told.of(Refused):
        asked = refused.stimulus
        if isinstance(asked, ApplicationSubmitted) and "CONTRACT_NOT_SIGNED" in refused.reasons:
            signed = any(before(one, asked) for one in told.of(ContractSigned, award=asked.award))
            if _online(told, asked) and _awarded(told, asked, asked) and not signed:
                yield asked.award, _who(refused)


# --- push and review --------------------------------------------------------------------------------------------


def _consented(told: Told, pushed: ApplicationPushed, asked: ApplicationSubmitted) -> bool:
    """征信查询授权: by the supplier itself, to this bank, for all three, neither run out nor taken back."""
    of = {"award": pushed.award, "bank": pushed.bank, "supplier": asked.supplier}
    taken = [one for one in told.of(ConsentWithdrawn, **of) if binds(one, pushed) and _is_the_suppliers(one)]
    return any(
        before(one, pushed)
        and _is_the_suppliers(one)
        and pushed.at < one.expires_at
        and {*one.scope} >= {"credit_report", "basic_information", "award_content"}
        and not any(back.consent == one.consent and before(one, back) for back in taken)
        for one in told.of(ConsentGiven, **of)
    )


def _is_the_suppliers(consent: ConsentGiven | ConsentWithdrawn) -> bool:
    return str(consent.actor) == f"supplier:{consent.supplier}"


@oracle("push-three-parts")
def pushed_otherwise(told: Told) -> set[Conviction]:
    """二(三)2: 服务平台将…基本信息、中标（成交）内容、征信查询授权等资料推送至金融机构: to the bank chosen, and before it acts."""
    refused = {one.stimulus.key for one in told.of(Refused)}
    return {
        ("push-three-parts", asked.award, blamed)
        for asked in told.of(ApplicationSubmitted)
        if told.in_scope(asked)
        for blamed in (*_pushed_wrongly(told, asked), *(() if asked.key in refused else _pushed_late(told, asked)))
    }


def _pushed_wrongly(told: Told, asked: ApplicationSubmitted) -> Iterator[frozenset[str]]:
    for push in _pushes(told, asked):
        if push.bank != asked.bank or not _consented(told, push, asked):
            yield _who(push)


def _pushes(told: Told, asked: ApplicationSubmitted) -> list[ApplicationPushed]:
    """服务平台…推送: what the platform itself hands over."""
    pushes = told.of(ApplicationPushed, award=asked.award, application=asked.application)
    return [one for one in pushes if one.actor.role == "platform"]


def _pushed_late(told: Told, asked: ApplicationSubmitted) -> Iterator[frozenset[str]]:
    """The text gives no time; a bank that acts had to have all three. What is made beside the platform it need not push."""
    pushed = _pushes(told, asked)
    parts = {"basic_information", "award_content", "credit_authorisation"}
    ends: list[Event] = [one for one in pushed if {*one.parts} >= parts]
    ends += told.of(ApplicationWithdrawn, award=asked.award, application=asked.application)
    acts = [one for one in told.events if isinstance(one, ApplicationEvent) and _acts_on(one, asked)]
    if (asked.channel == "online" or pushed) and any(not any(before(one, act) for one in ends) for act in acts):
        yield PLATFORM


def _acts_on(act: ApplicationEvent, asked: ApplicationSubmitted) -> bool:
    """Whether the chosen bank does something about the application after it was made."""
    same = (act.award, act.application, act.bank) == (asked.award, asked.application, asked.bank)
    return same and by_itself(act) and before(asked, act)


@oracle("review-then-quote")
def quoted_blindly(told: Told) -> set[Conviction]:
    """二(三)3: 审核…中标（成交）通知书、…公告、…融资意向及历史中标（成交）信息等，核定预授信额度及贷款利率."""
    inputs = {"award_notice", "award_announcement", "financing_intent", "award_history"}
    return {
        ("review-then-quote", quote.award, bank(quote.bank))
        for quote in told.of(QuoteIssued)
        for of in ({"award": quote.award, "application": quote.application},)
        if by_itself(quote) and told.in_scope(quote)
        if None in (quote.limit_fen, quote.apr_bp)
        or (quote.reviewed and not inputs <= {*quote.reviewed})
        or not (
            any(before(one, quote) for one in told.of(ApplicationPushed, **of, bank=quote.bank))
            or any(one.channel == "offline" for one in told.of(ApplicationSubmitted, **of))
        )
    }


# --- report -------------------------------------------------------------------------------------------------------


@oracle("report-financing")
def told_otherwise(told: Told) -> set[Conviction]:
    """二(三)5: 中小微企业获得贷款以后，相关融资信息同步反馈至服务平台."""
    return {("report-financing", award, blamed) for award, blamed in (*_never_told(told), *_told_wrongly(told))}


def _is_of(told: Told, report: FinancingReported, paid: LoanDisbursed) -> bool:
    signed = [one for one in told.of(LoanAgreementSigned, award=paid.award, loan=paid.loan) if before(one, paid)]
    return (
        (report.award, report.loan) == (paid.award, paid.loan)
        and (report.amount_fen, report.disbursed_at) == (paid.amount_fen, paid.at)
        and before(paid, report)
        and all(report.apr_bp == one.apr_bp for one in signed[-1:])
    )


def _never_told(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    """同步 has no number; once the loan is closed it is too late."""
    for paid in told.of(LoanDisbursed):
        for closed in told.of(LoanClosed, award=paid.award, loan=paid.loan):
            reports = [
                one for one in told.of(FinancingReported, award=paid.award, loan=paid.loan) if before(one, closed)
            ]
            if told.in_scope(paid) and before(paid, closed) and not any(_is_of(told, one, paid) for one in reports):
                yield paid.award, bank(paid.bank)


def _told_wrongly(told: Told) -> Iterator[tuple[str, frozenset[str]]]:
    for report in told.of(FinancingReported):
        loans = told.of(LoanDisbursed, award=report.award, loan=report.loan)
        if (
            report.actor.role == "bank"
            and told.in_scope(report)
            and not any(_is_of(told, report, paid) for paid in loans)
        ):
            yield report.award, _who(report)
