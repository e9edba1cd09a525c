# tables: a row reads best on few lines
"""Golden cases of what a log does not show: each breach here, or its excuse, lies in the part that is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from notice.civil import instant
from notice.events import EVENT_TYPES, Event
from notice.trace import Gap
from tests.conformance.builders import BUREAU, PURCHASER, SUPPLIER, Story, at
from tests.conformance.monitors.golden import FAIL, INCONCLUSIVE, NONE, OPEN, PASS, Golden
from tests.conformance.monitors.golden_account import agreed, asked
from tests.conformance.monitors.golden_commitments import advertised, priced
from tests.conformance.monitors.golden_contract import BROKEN, filed
from tests.conformance.monitors.golden_formalities import overdue, reminded
from tests.conformance.monitors.golden_naming import amended
from tests.conformance.monitors.golden_participation import business

LOAN = "first-loan-in-time"


def _told(stories: Iterable[Story], shown: Any) -> Story:
    rest = Story()
    rest.events = [event for story in stories for event in story.events if shown(event)]
    return rest


def hidden(norm: str, name: str, kind: str, *stories: Story, **row: Any) -> Golden:
    """A source that reports everything but one type."""
    observes = tuple(other for other in EVENT_TYPES if other != kind)
    told = _told(stories, lambda event: type(event).__name__ != kind)
    return Golden(
        name, norm, told, **({"verdict": INCONCLUSIVE, "why": "not_observed"} | row), observation={"observes": observes}
    )


def gap(norm: str, name: str, when: str, *stories: Story, **row: Any) -> Golden:
    """A source that was away for one second."""
    second = at(when)
    told = _told(stories, lambda event: event.at != second)
    return Golden(name, norm, told, **({"verdict": INCONCLUSIVE, "why": "not_observed"} | row),
                  observation={"gaps": (Gap(second, second + 1),)})  # fmt: skip


def begun(norm: str, name: str, when: str, *stories: Story, **row: Any) -> Golden:
    """A source that begins at an instant."""

    def since(event: Event) -> bool:
        return event.at >= at(when)

    return Golden(name, norm, _told(stories, since), **({"verdict": INCONCLUSIVE, "why": "not_observed"} | row),
                  observation={"since": at(when)})  # fmt: skip


def supported() -> Story:
    return Story().accept().then("10-11 09:00", "SupportRequested").then("10-12 09:00", "SupportGiven")


def frozen() -> Story:
    story = Story().lend().then("10-13 09:00", "GoodsDelivered").then("10-20 09:00", "CourtFreezeRecorded")
    return story.then("10-24 09:00", "CourtFreezeLifted")


def unnamed() -> Story:
    story = (
        Story().open().then("10-11 12:00", "RepaymentAccountAgreed").then("10-11 14:00", "ContractSigned", account=None)
    )
    return story.then("10-12 15:00", "LoanDisbursed")


def once_large() -> Story:
    story = (
        Story()
        .then("09-30 09:00", "SizeDeclared")
        .then("09-30 09:30", "SizeDeclared", employees=5000, revenue_fen=10**12)
    )
    return (
        story.then("09-30 10:00", "AwardNoticeIssued")
        .then("10-11 14:00", "ContractSigned")
        .then("10-13 09:00", "GoodsDelivered")
    )


def attested(answer: str) -> Story:
    return Story().then("2023-02-01 09:00", "AttestationGiven", norm="local-measures", actor=BUREAU, answer=answer)


def disciplined(**order: Any) -> Story:
    story = Story().then("11-01 09:00", "ViolationEstablished")
    return story.then("11-02 09:00", "RectificationOrdered", **({"due_at": instant("2022-11-25")} | order))


ROWS = [
    # an excuse or a bound may be hidden: undecided, not OPEN
    hidden(LOAN, "whether the support it waits for was given", "SupportGiven", supported()),
    Golden("while it waits for support nothing is due", LOAN, _told([supported()], lambda e: type(e).__name__ != "SupportGiven"), OPEN),
    hidden("submit-payment-plan", "whether a freeze was lifted", "CourtFreezeLifted", frozen()),
    hidden("account-agreed-before-contract", "whether the money came before the amendment", "LoanDisbursed", amended(account="X9")),
    hidden("report-financing", "whether the loan was closed before it was reported", "LoanClosed",
           Story().lend().then("11-01 09:00", "LoanClosed")),
    hidden("report-financing", "whether a loan was reported otherwise", "FinancingReported", Story().lend()),
    hidden("push-three-parts", "whether the bank acted before the push", "QuoteIssued",
           Story().open().then("10-11 09:00", "QuoteIssued")),
    hidden("discipline-bank", "whether the bank was ordered to mend it by no date", "RectificationOrdered", disciplined(due_at=None)),
    hidden("sanction-purchaser", "whether the sanction named its law", "SanctionImposed",
           Story().then("11-01 09:00", "ViolationEstablished", party=PURCHASER, violation_kind="late_signing")
           .then("11-02 09:00", "SanctionImposed", party=PURCHASER, law_ref=None)),
    hidden("punish-false-award-material", "whether it was listed", "BadRecordListed",
           Story().then("11-01 09:00", "ViolationEstablished", party=SUPPLIER, violation_kind="false_award_material")),
    # a warning may have been a breach
    hidden("full-lock", "whether who moved the account had been told of its lock", "RepaymentAccountLocked",
           Story().lend(recorded_at=instant("2022-10-20")).then("10-12 16:00", "RepaymentAccountLocked")
           .then("10-13 09:00", "AccountChanged", actor=PURCHASER)),
    hidden("full-lock", "whether what was asked for was done by the contract", "ContractAmended",
           asked(Story().lend(), actor=PURCHASER).then("10-13 10:00", "ContractAmended", account="X2", actor=PURCHASER)),
    hidden("supplier-lock", "whether the supplier got what it asked for", "ContractAmended",
           asked(agreed()).then("10-13 10:00", "ContractAmended", account="X2")),
    gap("supplier-lock", "whether it got it while the log was away", "10-13 10:00",
        asked(agreed()).then("10-13 10:00", "AccountChanged")),
    # what came later may have replaced, mended or excused it
    gap("contract-names-account", "whether the contract was mended before the money", "10-12 09:00",
        unnamed().then("10-12 09:00", "ContractAmended", account="X1")),
    gap("contract-names-account", "after the money nothing mends it", "10-13 09:00", unnamed(), verdict=FAIL,
        why="account_not_named", blames=("purchaser:P1", "supplier:S1")),
    gap("remind-purchaser", "whether a reminder came late", "10-26 09:00", reminded(overdue("10-25 09:00"), "10-26 09:00")),
    gap("own-or-msme-goods", "whether it declared other goods later", "10-01 09:00",
        Story().then("09-30 09:00", "SizeDeclared", goods_origin="other").then("09-30 10:00", "AwardNoticeIssued")
        .then("10-01 09:00", "SizeDeclared")),
    gap("local-measures", "whether the bureau answered again", "2023-02-02 09:00", attested("no")),
    gap("local-measures", "also where it had said yes", "2023-02-02 09:00", attested("yes")),
    gap("keep-commitments", "whether a dearer product was on offer", "09-29 17:00",
        advertised(400).then("09-29 17:00", "ProductPublished", product="Q2", offered_apr_bp=500), priced(450),
        law={"commitment_means": "advertised"}),
    gap("file-before-business", "whether a later filing replaced a whole one", "10-08 09:00",
        business().then("10-08 09:00", "BankFiled", parts=())),
    gap(LOAN, "whether a ground was recorded at any time", "10-25 10:00",
        Story().accept().then("10-20 09:00", "ApplicationRejected").then("10-25 10:00", "DelayExplained", clock="first_loan"),
        law={"delay_explained_by": "any_time"}),
    gap(LOAN, "a ground after the due instant would not help", "10-25 10:00",
        Story().accept().then("10-20 09:00", "ApplicationRejected"), verdict=FAIL, why="late", blames=("bank:B1",)),
    # what came earlier may be what breaks it
    begun("no-fees", "whether a fee came before the application, in an older case", "10-10 07:00",
          Story().open().then("10-10 06:00", "FeeCharged")),
    begun("no-fees", "a case that begins in the log is shown", "09-30 09:00", Story().open(), verdict=PASS, why="kept_clear"),
    begun("risk-stays-private", "whether the bureau had promised before", "10-11 00:00",
          agreed().then("10-10 09:00", "GuaranteeGiven", actor=BUREAU)),
    begun("X-supplement-rounds", "how often it had asked before", "10-12 00:00",
          Story().accept().then("10-11 09:00", "SupplementRequested", missing_docs=("tax",))
          .then("10-12 09:00", "SupplementRequested", missing_docs=("bill",)),
          law={"supplement_rounds_max": 1}),
    begun("account-agreed-before-contract", "whether an application stood open before the log", "09-30 09:30",
          Story().open().then("10-11 12:00", "ApplicationRejected").then("10-11 14:00", "ContractSigned")
          .then("10-12 10:00", "LoanAgreementSigned")),
    begun("discipline-bank", "whether what was broken had been filed before the log", "10-02 09:00",
          filed("K1").then("10-20 09:00", "BankFiled").then("11-01 09:00", "ViolationEstablished", **BROKEN)),
    # when a case began, and whose declaration counts
    begun("push-three-parts", "a case older than its notice began earlier than the log", "09-30 12:00",
          Story().then("09-30 09:00", "SizeDeclared").then("09-30 11:00", "ConsentGiven").then("10-10 08:00", "ApplicationSubmitted")
          .then("10-10 08:30", "ApplicationPushed").then("10-11 09:30", "AwardNoticeIssued")),
    begun(LOAN, "another bidder's declaration is not the winner's", "09-30 09:30",
          Story().then("09-30 09:00", "SizeDeclared", employees=5000, revenue_fen=10**12).then("09-30 09:30", "SizeDeclared", supplier="S9")
          .then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted").then("10-10 09:00", "ApplicationAccepted")),
    gap("pay-in-time", "whether it declared itself large before the award", "09-30 09:30", once_large()),
    Golden("large by its last declaration it has no such clock", "pay-in-time", once_large(), NONE),
    gap("no-fees", "whether it had declared its size before it applied", "10-03 09:00",
        Story().then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted")
        .then("10-11 09:00", "FeeCharged").then("10-12 09:00", "SizeDeclared")),
]  # fmt: skip
