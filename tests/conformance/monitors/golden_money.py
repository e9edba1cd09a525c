# tables: a row reads best on few lines
"""Golden cases of money under way: paid out as agreed, planned for, and taken back."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Instalment, PaymentTerms
from tests.conformance.builders import PURCHASER, TREASURY, Story
from tests.conformance.monitors.golden import B1, FAIL, INCONCLUSIVE, NONE, OPEN, P1, PASS, WARN, Golden
from tests.conformance.monitors.golden_contract import LARGE, accepted, delivered, signed, terms

PAID_OUT, PLANNED, TAKEN = "disburse-as-agreed", "submit-payment-plan", "collect-from-locked-account"
LOAN, MONEY = "LoanAgreementSigned", "LoanDisbursed"
PLAN, BACK = "PaymentPlanSubmitted", "PaymentPlanReturned"
TAKES, CHANGED = "RepaymentCollected", "AccountChanged"


def drawn(*amounts: int) -> Story:
    """An agreement on 800,000 fen of the 12th at 10:00, drawn in parts an hour apart."""
    story = Story().open().then("10-12 10:00", LOAN)
    for number, amount in enumerate(amounts):
        story.add(MONEY, f"10-12 {11 + number}:00", amount_fen=amount)
    return story


TWO_DAYS = {"disburse_after_agreement_max_working_days": 2}
DISBURSED = [
    Golden("within the agreement", PAID_OUT, drawn(800_000), PASS, "within_bound"),
    Golden("one fen more", PAID_OUT, drawn(800_001), FAIL, "disbursed_above_agreement", B1),
    Golden("in parts", PAID_OUT, drawn(500_000, 300_000), PASS),
    Golden("parts add up", PAID_OUT, drawn(500_000, 300_001), FAIL, "disbursed_above_agreement", B1),
    Golden("what was repaid is not drawn again", PAID_OUT,
           drawn(800_000).then("10-13 09:00", TAKES).then("10-14 09:00", MONEY, amount_fen=1),
           FAIL, "disbursed_above_agreement", B1),
    Golden("without an agreement", PAID_OUT, Story().open().then("10-12 11:00", MONEY), FAIL, "disbursed_without_agreement", B1),
    Golden("under another loan's", PAID_OUT, Story().open().then("10-12 10:00", LOAN, loan="D9").then("10-12 11:00", MONEY),
           FAIL, "disbursed_without_agreement", B1),
    Golden("in the second of the agreement", PAID_OUT, Story().open().then("10-12 10:00", LOAN).then("10-12 10:00", MONEY), PASS),
    Golden("before the agreement", PAID_OUT, Story().open().then("10-12 09:00", MONEY).then("10-12 10:00", LOAN),
           FAIL, "disbursed_without_agreement", B1),
    Golden("refused it is an attempt", PAID_OUT, drawn(500_000).tries("10-12 12:00", MONEY, amount_fen=300_001),
           WARN, "tried_outside_agreement", B1),
    Golden("refused for another reason it is none", PAID_OUT, drawn(500_000).tries("10-12 12:00", MONEY, amount_fen=300_000),
           PASS),
    Golden("what somebody else tries in its name is not the bank's", PAID_OUT,
           drawn(500_000).tries("10-12 12:00", MONEY, actor=PURCHASER), PASS),
    Golden("an agreement alone", PAID_OUT, drawn(), NONE),
    Golden("a year later is not too late without a number", PAID_OUT,
           Story().open().then("10-12 10:00", LOAN).then("2023-10-12 10:00", MONEY), PASS),
    Golden("on the second working day", PAID_OUT, Story().open().then("10-12 10:00", LOAN).then("10-14 23:59:59", MONEY),
           PASS, law=TWO_DAYS),
    Golden("a second later", PAID_OUT, Story().open().then("10-12 10:00", LOAN).then("10-15 00:00", MONEY),
           FAIL, "late", B1, law=TWO_DAYS),
    Golden("never, under a number", PAID_OUT, drawn(), FAIL, "overdue", B1, law=TWO_DAYS),
    Golden("lapsed in time", PAID_OUT, drawn().then("10-13 09:00", "ApplicationWithdrawn"), PASS, "in_time", law=TWO_DAYS),
    Golden("while the purchaser's support was awaited", PAID_OUT,
           Story().open().then("10-12 10:00", LOAN).then("10-12 11:00", "SupportRequested")
           .then("10-18 09:00", "SupportGiven").then("10-19 10:00", MONEY), PASS, law=TWO_DAYS),
]  # fmt: skip


def planned(when: str = "11-01 09:00", **fields: object) -> Story:
    return delivered().then(when, PLAN, **fields)


HALVES = PaymentTerms(instalments=(Instalment("I1", 500_000, "delivery"), Instalment("I2", 500_000, "signing")))
PLANS = [
    Golden("planned in the last lawful second", PLANNED, planned("11-14 23:59:59"), PASS, "in_time"),
    Golden("planned in the first unlawful one", PLANNED, planned("11-15 00:00"), FAIL, "late", P1),
    Golden("never planned", PLANNED, delivered(), FAIL, "overdue", P1),
    Golden("paid without a plan is not planned", PLANNED, delivered().then("11-01 09:00", "TreasuryPaid"),
           FAIL, "overdue", P1),
    Golden("paid by a plan that the log does not show", PLANNED, delivered().then("12-01 09:00", "TreasuryPaid", plan="U9"),
           INCONCLUSIVE, "not_observed"),
    Golden("or shows as refused only", PLANNED,
           delivered().tries("11-01 09:00", PLAN).then("11-02 09:00", "PaymentOrdered"), INCONCLUSIVE, "not_observed"),
    Golden("nothing owed, nothing to plan", PLANNED, signed(), NONE),
    Golden("not yet due", PLANNED, delivered(), OPEN, observation={"until": instant("2022-11-10")}),
    Golden("planned before the delivery", PLANNED, signed().then("10-12 09:00", PLAN).then("10-14 09:00", "GoodsDelivered"),
           PASS),
    Golden("half is too little", PLANNED, planned(amount_fen=500_000), FAIL, "overdue", P1),
    Golden("two halves are the whole", PLANNED,
           planned(amount_fen=500_000).then("11-02 09:00", PLAN, plan="U2", amount_fen=500_000), PASS),
    Golden("another instalment's plan", PLANNED, planned(instalment="I2"), FAIL, "overdue", P1),
    Golden("each instalment has its own", PLANNED,
           delivered(HALVES).then("11-01 09:00", PLAN, amount_fen=500_000)
           .then("11-01 10:00", PLAN, plan="U2", amount_fen=500_000, instalment="I2"), PASS),
    Golden("more than is due", PLANNED, planned(amount_fen=1_000_001), FAIL, "planned_too_much", P1),
    Golden("more than is due in all", PLANNED, planned().then("11-02 09:00", PLAN, plan="U2", amount_fen=1),
           FAIL, "planned_too_much", P1),
    Golden("refused it is an attempt", PLANNED, planned().tries("11-02 09:00", PLAN, plan="U2", amount_fen=1_000_001),
           WARN, "tried_to_plan_too_much", P1),
    Golden("refused for another reason it is none", PLANNED, planned().tries("11-02 09:00", PLAN, plan="U2"), PASS),
    Golden("to which account is another norm's matter", PLANNED,
           Story().lend().then("10-14 09:00", "GoodsDelivered").then("11-01 09:00", PLAN, payee_account="X9"), PASS),
    Golden("returned for the purchaser's error it is none", PLANNED, planned().then("11-02 09:00", BACK, ground="not_due"),
           FAIL, "overdue", P1),
    Golden("returned for a wrong account", PLANNED,
           Story().lend().then("10-14 09:00", "GoodsDelivered").then("11-01 09:00", PLAN, payee_account="X9")
           .then("11-02 09:00", BACK, ground="wrong_account"), FAIL, "overdue", P1),
    Golden("that was right when the plan was made", PLANNED, planned().then("11-20 09:00", BACK, ground="wrong_account"), PASS),
    Golden("returned for want of budget it is not held against the purchaser", PLANNED, planned().then("11-20 09:00", BACK),
           PASS),
    Golden("what somebody else sends back is not returned", PLANNED,
           planned().then("11-02 09:00", BACK, ground="wrong_amount", actor=PURCHASER), PASS),
    Golden("nor is what was sent back before it was planned", PLANNED,
           delivered().then("10-20 09:00", BACK, ground="wrong_amount").then("11-01 09:00", PLAN), PASS),
    Golden("planned again after such a return is not twice", PLANNED,
           planned().then("11-02 09:00", BACK).then("11-03 09:00", PLAN, plan="U2"), PASS),
    Golden("mended after a return for its own error", PLANNED,
           planned().then("11-02 09:00", BACK, ground="wrong_amount").then("11-03 09:00", PLAN, plan="U2"), PASS),
    Golden("too much, mended", PLANNED,
           planned(amount_fen=2_000_000).then("11-02 09:00", BACK, ground="wrong_amount").then("11-03 09:00", PLAN, plan="U2"),
           PASS),
    Golden("an excuse recorded in time", PLANNED,
           delivered().then("11-01 09:00", "DelayExplained", clock="pay", ground="force_majeure", actor=PURCHASER),
           WARN, "late_with_ground", P1),
    Golden("not a ground that counts", PLANNED,
           delivered().then("11-01 09:00", "DelayExplained", clock="pay", ground="staff_shortage", actor=PURCHASER),
           FAIL, "overdue", P1),
    Golden("unless any ground does", PLANNED,
           delivered().then("11-01 09:00", "DelayExplained", clock="pay", ground="staff_shortage", actor=PURCHASER),
           WARN, "late_with_ground", P1, law={"excuses": "any"}),
    Golden("terminated in time", PLANNED, delivered().then("11-01 09:00", "ContractTerminated"), PASS),
    Golden("terminated when it was late already", PLANNED, delivered().then("11-20 09:00", "ContractTerminated"),
           FAIL, "late", P1),
    Golden("the award voided in time", PLANNED, delivered().then("11-01 09:00", "AwardVoided"), PASS),
    Golden("a grounded rejection takes the delivery back", PLANNED, delivered().then("10-20 09:00", "DeliveryRejected"), NONE),
    Golden("for a large firm too", PLANNED,
           Story().then("09-30 09:00", "SizeDeclared", **LARGE).then("09-30 10:00", "AwardNoticeIssued")
           .then("10-11 14:00", "ContractSigned").then("10-14 09:00", "GoodsDelivered"), FAIL, "overdue", P1),
    Golden("days on which the account is frozen do not count", PLANNED,
           Story().lend().then("10-14 09:00", "GoodsDelivered").then("11-01 09:00", "CourtFreezeRecorded", actor=TREASURY)
           .then("11-08 09:00", "CourtFreezeLifted", actor=TREASURY).then("11-16 09:00", PLAN), PASS),
    Golden("a week before it is due, under that number", PLANNED, planned("11-07 23:59:59"), PASS, law={"plan_lead_days": 7}),
    Golden("and no later", PLANNED, planned("11-08 00:00"), FAIL, "late", P1, law={"plan_lead_days": 7}),
    Golden("other default days", PLANNED, planned("11-14 12:00"), FAIL, "late", P1, law={"pay_days_default": 20}),
    Golden("the cap of a reform", PLANNED, delivered(terms(pay_days=60)).then("12-13 12:00", PLAN), FAIL, "late", P1,
           law={"pay_days_max": 45}),
    Golden("rolled off statutory holidays only, under that reading", PLANNED, planned("11-14 00:00"), FAIL, "late", P1,
           law={"calendar_day_roll": "statutory_only"}),
    Golden("the day ends with business under that reading", PLANNED, planned("11-14 17:30"), FAIL, "late", P1,
           law={"day_ends": "business"}),
    Golden("from the delivery, though acceptance is a condition, under that reading", PLANNED,
           accepted().then("10-20 09:00", "DeliveryAccepted").then("11-21 12:00", PLAN), FAIL, "late", P1,
           law={"pay_clock_starts": "delivery"}),
    Golden("from the acceptance, though it is no condition, under that reading", PLANNED,
           delivered().then("10-20 09:00", "DeliveryAccepted").then("11-21 12:00", PLAN), PASS,
           law={"pay_clock_starts": "acceptance"}),
]  # fmt: skip


def taken(when: str = "11-11 15:00", story: Story | None = None, **fields: object) -> Story:
    """Lent on 12 October at 15:00, 800,000 fen at 400 bp on act/360: in thirty days they bear 2,667 fen."""
    return (story or Story().lend()).then(when, TAKES, **fields)


def moved(**fields: object) -> Story:
    """The account moved to X2 on the 14th."""
    return Story().lend().then("10-14 09:00", CHANGED, **fields)


COLLECTED = [
    Golden("from the repayment account", TAKEN, taken(), PASS, "collected_rightly"),
    Golden("from elsewhere, before any payment", TAKEN, taken(account="X9"), FAIL, "collected_before_payment", B1),
    Golden("from elsewhere, after one", TAKEN,
           taken(story=Story().lend().then("11-10 09:00", "TreasuryPaid"), account="X9"), FAIL, "collected_elsewhere", B1),
    Golden("the supplier's own early payment is free", TAKEN, taken(account="X9", money_from="supplier_paid"), PASS),
    Golden("after a change from the new account", TAKEN, taken(story=moved(), account="X2"), PASS),
    Golden("and not from the old one", TAKEN, taken(story=moved(), account="X1"), FAIL, "collected_before_payment", B1),
    Golden("unless it had not been told", TAKEN, taken(story=moved(recorded_at=instant("2022-12-01")), account="X1"),
           WARN, "collected_before_payment"),
    Golden("which does not cover that it was too much", TAKEN,
           taken(story=moved(recorded_at=instant("2022-12-01")), account="X1", principal_fen=800_001),
           FAIL, "collected_above_principal", B1),
    Golden("from the loan's own account where the award has another", TAKEN,
           taken(story=Story().open().then("10-11 12:00", "RepaymentAccountAgreed", account="X0")
                 .then("10-12 10:00", LOAN).then("10-12 15:00", MONEY)), PASS),
    Golden("all that was lent", TAKEN, taken(principal_fen=800_000), PASS),
    Golden("one fen more", TAKEN, taken(principal_fen=800_001), FAIL, "collected_above_principal", B1),
    Golden("in parts that add up to more", TAKEN,
           taken("10-20 09:00", principal_fen=500_000).then("11-11 09:00", TAKES, principal_fen=300_001),
           FAIL, "collected_above_principal", B1),
    Golden("before anything was lent", TAKEN, taken("10-12 14:00", principal_fen=1), FAIL, "collected_above_principal", B1),
    Golden("the interest accrued, rounded up", TAKEN, taken(interest_fen=2_668), PASS),
    Golden("one fen more interest", TAKEN, taken(interest_fen=2_669), FAIL, "collected_above_interest", B1),
    Golden("by act/365 it is less", TAKEN,
           taken(story=Story().open().then("10-11 12:00", "RepaymentAccountAgreed").then("10-12 10:00", LOAN, day_count="act_365")
                 .then("10-12 15:00", MONEY), interest_fen=2_632), FAIL, "collected_above_interest", B1),
    Golden("principal paid back bears none", TAKEN,
           taken("10-27 15:00", principal_fen=400_000).then("11-11 15:00", TAKES, principal_fen=400_000, interest_fen=2_003),
           FAIL, "collected_above_interest", B1),
    Golden("and until then it did", TAKEN,
           taken("10-27 15:00", principal_fen=400_000).then("11-11 15:00", TAKES, principal_fen=400_000, interest_fen=2_002),
           PASS),
    Golden("after the term a loan bears penalty interest", TAKEN, taken("2023-04-11 09:00", interest_fen=100_000), PASS),
    Golden("on its last day not yet", TAKEN, taken("2023-04-10 09:00", interest_fen=100_000),
           FAIL, "collected_above_interest", B1),
    Golden("refused it is an attempt", TAKEN, Story().lend().tries("11-11 15:00", TAKES, account="X9"),
           WARN, "tried_to_collect", B1),
    Golden("refused for another reason it is none", TAKEN, Story().lend().tries("11-11 15:00", TAKES), NONE),
    Golden("what somebody else tries is not the bank's", TAKEN,
           Story().lend().tries("11-11 15:00", TAKES, account="X9", actor=PURCHASER), NONE),
]  # fmt: skip

ROWS = [*DISBURSED, *PLANS, *COLLECTED]
