# tables: a row reads best on few lines
"""Golden cases of signing and filing in time, and of pressing purchasers that are overdue."""

from __future__ import annotations

from notice.civil import instant
from notice.events import PLATFORM, Actor, Instalment, PaymentTerms
from tests.conformance.builders import PURCHASER, TREASURY, Story
from tests.conformance.monitors.golden import F1, FAIL, INCONCLUSIVE, NONE, OPEN, P1, PASS, S1, WARN, Golden

SIGN, FILE, REMIND = "sign-contract-in-time", "file-contract-in-time", "remind-purchaser"
SIGNED, FILED, PUBLISHED, REMINDED = "ContractSigned", "ContractFiled", "ContractPublished", "PurchaserReminded"
PAID = "TreasuryPaid"
NOBODY_ACTED = ("finance_bureau:finance_bureau",)


def awarded(when: str = "09-30 10:00", **fields: object) -> Story:
    """Thirty days from Friday 30 September end with Sunday 30 October, so with Monday the 31st."""
    return Story().then("09-30 09:00", "SizeDeclared").then(when, "AwardNoticeIssued", **fields)


def explained(ground: str, when: str = "10-20 09:00", clock: str = "sign_contract", actor: Actor = PURCHASER) -> Story:
    """A contract signed a day late, with a ground recorded."""
    story = awarded().then("11-01 09:00", SIGNED)
    return story.then(when, "DelayExplained", clock=clock, actor=actor, ground=ground)


SIGNING = [
    Golden("in the last lawful second", SIGN, awarded().then("10-31 23:59:59", SIGNED), PASS, "in_time"),
    Golden("in the first unlawful one", SIGN, awarded().then("11-01 00:00:00", SIGNED), FAIL, "late", P1),
    Golden("a day off stays the last day where only holidays are rolled", SIGN, awarded().then("10-31 09:00", SIGNED),
           FAIL, "late", P1, law={"calendar_day_roll": "statutory_only"}),
    Golden("the day ends with business under that reading", SIGN, awarded().then("10-31 17:30:00", SIGNED), FAIL, "late", P1,
           law={"day_ends": "business"}),
    Golden("fewer days", SIGN, awarded().then("10-31 09:00", SIGNED), FAIL, "late", P1, law={"contract_sign_days": 20}),
    Golden("never", SIGN, awarded(), FAIL, "overdue", P1),
    Golden("not yet", SIGN, awarded(), OPEN, observation={"until": instant("2022-11-01")}),
    Golden("a void award needs no contract", SIGN, awarded().then("10-20 09:00", "AwardVoided"), PASS),
    Golden("but it did as long as it stood", SIGN, awarded().then("11-01 00:00:00", "AwardVoided"), FAIL, "late", P1),
    Golden("a ground outside the purchaser excuses", SIGN, explained("force_majeure"), WARN, "late_with_ground", P1),
    Golden("what the supplier asked for is the supplier's", SIGN, explained("supplier_request"), WARN, "late_with_ground", S1),
    Golden("the purchaser's own house is no ground", SIGN, explained("internal_process"), FAIL, "late", P1),
    Golden("unless any ground is", SIGN, explained("internal_process"), WARN, "late_with_ground", P1, law={"excuses": "any"}),
    Golden("an audit is none: no contract waits for it", SIGN, explained("waiting_for_audit"), FAIL, "late", P1),
    Golden("a ground given once it was late is none", SIGN, explained("force_majeure", "11-01 00:00:00"), FAIL, "late", P1),
    Golden("nor is one for another clock", SIGN, explained("force_majeure", clock="pay"), FAIL, "late", P1),
    Golden("nor one of somebody else", SIGN, explained("force_majeure", actor=TREASURY), FAIL, "late", P1),
    Golden("before the notice nobody was bound by it", SIGN, awarded("09-28 10:00"), NONE),
    Golden("outside its scope neither", SIGN, awarded(purchaser_kind="other"), NONE),
    Golden("a log that shows no void awards convicts nobody", SIGN, awarded(), INCONCLUSIVE, "not_observed",
           observation={"observes": ("AwardNoticeIssued", "ContractSigned", "DelayExplained")}),
]  # fmt: skip


def signed(starts: str = "delivery", when: str = "10-11 14:00") -> Story:
    """Signed on Tuesday 11 October 2022 with a small firm; its seven working days end with Thursday the 20th."""
    terms = PaymentTerms(instalments=(Instalment("I1", 1_000_000, starts),))
    return awarded().then(when, SIGNED, payment_terms=terms)


FILING = [
    Golden("in the last lawful second", FILE, signed().then("10-20 23:59:59", FILED), PASS, "in_time"),
    Golden("in the first unlawful one", FILE, signed().then("10-21 00:00:00", FILED), FAIL, "late", P1),
    Golden("never", FILE, signed(), FAIL, "overdue", P1),
    Golden("not yet", FILE, signed(), OPEN, observation={"until": instant("2022-10-21")}),
    Golden("another contract's filing does not count", FILE, signed().then("10-12 09:00", FILED, contract="C2"),
           FAIL, "overdue", P1),
    Golden("publishing is not filing", FILE, signed().then("10-12 09:00", PUBLISHED), FAIL, "overdue", P1),
    Golden("fewer days", FILE, signed().then("10-20 09:00", FILED), FAIL, "late", P1, law={"file_working_days": 5}),
    Golden("the day ends with business under that reading", FILE, signed().then("10-20 17:30:00", FILED), FAIL, "late", P1,
           law={"day_ends": "business"}),
    Golden("a ground does not help", FILE,
           signed().then("10-12 09:00", "DelayExplained", clock="file_contract", actor=PURCHASER, ground="force_majeure"),
           FAIL, "overdue", P1),
    Golden("outside the scope nothing is due", FILE, awarded(fund_source="other").then("10-11 14:00", SIGNED), NONE),
]  # fmt: skip


def overdue(published: str | None = None) -> Story:
    """Filed in time, and due to be published before Friday 14 October; a whole working day later is the 15th."""
    story = signed().then("10-12 09:00", FILED)
    return story.then(published, PUBLISHED) if published else story


def unfiled() -> Story:
    return signed().then("10-12 09:00", PUBLISHED)


def unpaid(starts: str = "delivery") -> Story:
    """All is done but the payment, due before Tuesday 15 November 2022 (delivered 14 October)."""
    return (
        signed(starts).then("10-12 09:00", PUBLISHED).then("10-12 10:00", FILED).then("10-14 09:00", "GoodsDelivered")
    )


def reminded(story: Story, when: str, clock: str = "publish_contract", **fields: object) -> Story:
    return story.then(when, REMINDED, clock=clock, **fields)


WITHIN_TWO = {"remind_within_working_days": 2}

REMINDING = [
    Golden("nothing is overdue, nobody is to be reminded", REMIND, overdue("10-13 09:00"), NONE),
    Golden("late by less than a working day", REMIND, overdue("10-14 23:59:59"), PASS, "done_before_reminder"),
    Golden("late by a whole one, and nobody said a word", REMIND, overdue("10-15 00:00:00"), FAIL, "not_reminded", NOBODY_ACTED),
    Golden("reminded, it is still late", REMIND, reminded(overdue("10-25 09:00"), "10-17 09:00"), PASS, "reminded"),
    Golden("a reminder ahead of time counts", REMIND, reminded(overdue("10-25 09:00"), "10-12 09:00"), PASS, "reminded"),
    Golden("without a number so does one that came after the act", REMIND,
           reminded(overdue("10-25 09:00"), "10-26 09:00"), PASS, "reminded"),
    Golden("the platform may remind for the bureau", REMIND,
           reminded(overdue("10-25 09:00"), "10-17 09:00", actor=PLATFORM), PASS, "reminded"),
    Golden("a treasury may not", REMIND, reminded(overdue("10-25 09:00"), "10-17 09:00", actor=TREASURY),
           FAIL, "not_reminded", NOBODY_ACTED),
    Golden("a reminder of another clock is none of this one", REMIND,
           reminded(overdue("10-25 09:00"), "10-17 09:00", clock="file_contract"), FAIL, "not_reminded", F1),
    Golden("nor is one of another contract", REMIND,
           reminded(overdue("10-25 09:00"), "10-17 09:00", contract="C2"), FAIL, "not_reminded", F1),
    Golden("never published, never reminded", REMIND, overdue(), FAIL, "not_reminded", NOBODY_ACTED),
    Golden("the working day has not passed yet", REMIND, overdue(), OPEN, observation={"until": instant("2022-10-15")}),
    Golden("what is due with the end of the log is not overdue in it", REMIND, overdue(), NONE,
           observation={"until": instant("2022-10-14")}),
    Golden("never filed, never reminded", REMIND, unfiled(), FAIL, "not_reminded", NOBODY_ACTED),
    Golden("never filed, and reminded", REMIND, reminded(unfiled(), "10-21 09:00", "file_contract"), PASS, "reminded"),
    Golden("never paid, never reminded", REMIND, unpaid(), FAIL, "not_reminded", NOBODY_ACTED),
    Golden("never paid, and reminded", REMIND, reminded(unpaid(), "11-15 09:00", "pay"), PASS, "reminded"),
    Golden("a reminder before the debt began is about another", REMIND, reminded(unpaid(), "10-13 09:00", "pay"),
           FAIL, "not_reminded", F1),
    Golden("paid a day late", REMIND, unpaid().then("11-15 23:59:59", PAID), PASS, "done_before_reminder"),
    Golden("paid in time", REMIND, unpaid().then("11-14 23:59:59", PAID), NONE),
    Golden("a large supplier has no such clock", REMIND,
           unpaid().then("09-30 09:30", "SizeDeclared", employees=5000, revenue_fen=10**12), NONE),
    Golden("within a number of days", REMIND, reminded(overdue("10-25 09:00"), "10-17 23:59:59"), PASS, "reminded",
           law=WITHIN_TWO),
    Golden("and not later", REMIND, reminded(overdue("10-25 09:00"), "10-18 00:00:00"), FAIL, "reminded_late", F1,
           law=WITHIN_TWO),
    Golden("what is done within that number of days needs no reminder", REMIND, overdue("10-17 09:00"), PASS,
           "done_before_reminder", law=WITHIN_TWO),
    Golden("outside the scope nobody is reminded", REMIND, awarded(fund_source="other").then("10-11 14:00", SIGNED), NONE),
    Golden("a log without reminders convicts no bureau", REMIND, overdue("10-25 09:00"), INCONCLUSIVE, "not_observed",
           observation={"observes": ("AwardNoticeIssued", SIGNED, PUBLISHED, FILED, PAID, "GoodsDelivered",
                                     "DeliveryAccepted", "DeliveryRejected")}),
    Golden("nor one that may hide that the contract had ended", REMIND, unpaid(), INCONCLUSIVE, "not_observed",
           observation={"observes": ("SizeDeclared", "AwardNoticeIssued", SIGNED, PUBLISHED, FILED, PAID, REMINDED,
                                     "GoodsDelivered", "DeliveryAccepted", "DeliveryRejected")}),
    Golden("nor one that does not show how large the supplier was", REMIND,
           Story().then("10-11 14:00", SIGNED).then("10-12 09:00", PUBLISHED).then("10-12 10:00", FILED)
           .then("10-14 09:00", "GoodsDelivered"), INCONCLUSIVE, "not_observed",
           observation={"since": instant("2022-10-01")}),
]  # fmt: skip

ROWS = [*SIGNING, *FILING, *REMINDING]
