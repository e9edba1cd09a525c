# tables: a row reads best on few lines
"""Golden cases of paying in time, publishing in time, and the discipline of banks."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Actor, Commitment, Instalment, PaymentTerms
from tests.conformance.builders import BANK, BUREAU, SUPPLIER, TREASURY, Story
from tests.conformance.monitors.golden import B1, F1, FAIL, INCONCLUSIVE, NONE, OPEN, P1, PASS, T1, WARN, Golden

PAY, PUBLISH, DISCIPLINE = "pay-in-time", "publish-contract-in-time", "discipline-bank"
PLAN, PAID = "PaymentPlanSubmitted", "TreasuryPaid"
LARGE = {"employees": 5000, "revenue_fen": 10**12}


def terms(starts: str = "delivery", due_on: str | None = None, **fields: object) -> PaymentTerms:
    instalment = Instalment("I1", 1_000_000, starts, instant(due_on) if due_on else None)  # type: ignore[arg-type]
    return PaymentTerms(instalments=(instalment,), **fields)  # type: ignore[arg-type]


def signed(payment_terms: PaymentTerms | None = None, **fields: object) -> Story:
    """A contract of 11 October 2022 with a small firm."""
    story = Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued")
    return story.then("10-11 14:00", "ContractSigned", payment_terms=payment_terms or terms(), **fields)


def delivered(payment_terms: PaymentTerms | None = None, **fields: object) -> Story:
    """Delivered on Friday 14 October; thirty days end with Sunday 13 November, so with Monday the 14th."""
    return signed(payment_terms, **fields).then("10-14 09:00", "GoodsDelivered")


def accepted(days: int | None = 10) -> Story:
    return delivered(terms(acceptance_is_condition=True, acceptance_days=days))


def moved_after_plan() -> Story:
    """Planned on 1 November for the account agreed and named, which is moved the day after."""
    story = signed().then("10-10 09:00", "RepaymentAccountAgreed").then("10-14 09:00", "GoodsDelivered")
    return (
        story.then("11-01 09:00", PLAN)
        .then("11-02 09:00", "AccountChanged")
        .then("11-02 10:00", "ContractAmended", account="X2")
    )


PAYING = [
    Golden("paid in the last lawful second", PAY, delivered().then("11-14 23:59:59", PAID), PASS, "in_time"),
    Golden("paid in the first unlawful one", PAY, delivered().then("11-15 00:00:00", PAID), FAIL, "late", P1),
    Golden("a statutory holiday alone is rolled, under that reading", PAY, delivered().then("11-14 00:00:00", PAID),
           FAIL, "late", P1, law={"calendar_day_roll": "statutory_only"}),
    Golden("the day ends with business under that reading", PAY, delivered().then("11-14 17:30:00", PAID), FAIL, "late", P1,
           law={"day_ends": "business"}),
    Golden("never paid", PAY, delivered(), FAIL, "overdue", P1),
    Golden("not delivered, nothing owed", PAY, signed(), NONE),
    Golden("other default days", PAY, delivered().then("11-14 12:00", PAID), FAIL, "late", P1, law={"pay_days_default": 20}),
    Golden("a contract may take longer", PAY, delivered(terms(pay_days=60)).then("12-13 23:59:59", PAID), PASS),
    Golden("but not longer than sixty days", PAY, delivered(terms(pay_days=90)).then("12-14 00:00", PAID), FAIL, "late", P1),
    Golden("nor than the cap of a reform", PAY, delivered(terms(pay_days=60)).then("12-13 12:00", PAID), FAIL, "late", P1,
           law={"pay_days_max": 45}),
    Golden("half is not all", PAY, delivered().then("11-01 09:00", PAID, amount_fen=500_000), FAIL, "overdue", P1),
    Golden("two halves are", PAY, delivered().then("11-01 09:00", PAID, amount_fen=500_000)
           .then("11-02 09:00", PAID, amount_fen=500_000), PASS),
    Golden("another instalment's money does not count", PAY, delivered().then("11-01 09:00", PAID, instalment="I2"),
           FAIL, "overdue", P1),
    Golden("from signing", PAY, signed(terms("signing")).then("11-11 00:00", PAID), FAIL, "late", P1),
    Golden("on a fixed date, rolled off the weekend", PAY, signed(terms("fixed_date", "2022-11-12")).then("11-14 12:00", PAID),
           PASS),
    Golden("and not later", PAY, signed(terms("fixed_date", "2022-11-12")).then("11-15 00:00", PAID), FAIL, "late", P1),
    Golden("at the end of a retention", PAY, signed(terms("retention_end", "2022-12-01")), FAIL, "overdue", P1),
    Golden("with acceptance as a condition the clock starts with it", PAY,
           accepted().then("10-20 09:00", "DeliveryAccepted").then("11-22 00:00", PAID), FAIL, "late", P1),
    Golden("and not with the delivery", PAY,
           accepted().then("10-20 09:00", "DeliveryAccepted").then("11-21 12:00", PAID), PASS),
    Golden("from the delivery all the same, under that reading", PAY,
           accepted().then("10-20 09:00", "DeliveryAccepted").then("11-21 12:00", PAID), FAIL, "late", P1,
           law={"pay_clock_starts": "delivery"}),
    Golden("from the acceptance though it is no condition, under that reading", PAY,
           delivered().then("10-20 09:00", "DeliveryAccepted").then("11-21 12:00", PAID), PASS,
           law={"pay_clock_starts": "acceptance"}),
    Golden("acceptance that stalls starts it with the end of its period", PAY, accepted().then("11-24 00:00", PAID),
           FAIL, "late", P1),
    Golden("and no earlier", PAY, accepted().then("11-23 12:00", PAID), PASS),
    Golden("acceptance after that end changes nothing", PAY,
           accepted().then("10-28 09:00", "DeliveryAccepted").then("11-24 00:00", PAID), FAIL, "late", P1),
    Golden("acceptance in the very instant of that end is after it", PAY,
           accepted().then("10-25 00:00", "DeliveryAccepted").then("11-24 00:00", PAID), FAIL, "late", P1),
    Golden("another instalment's acceptance starts nothing", PAY,
           accepted().then("10-16 09:00", "DeliveryAccepted", instalment="I2").then("11-23 12:00", PAID), PASS),
    Golden("a new delivery that stalls has its own period", PAY,
           accepted().then("10-16 09:00", "DeliveryRejected").then("10-18 09:00", "GoodsDelivered")
           .then("11-10 09:00", "DeliveryAccepted").then("11-29 00:00", PAID), FAIL, "late", P1),
    Golden("and pays by its end", PAY,
           accepted().then("10-16 09:00", "DeliveryRejected").then("10-18 09:00", "GoodsDelivered")
           .then("11-10 09:00", "DeliveryAccepted").then("11-28 12:00", PAID), PASS),
    Golden("accepted after all, though it had been rejected", PAY,
           accepted().then("10-16 09:00", "DeliveryRejected").then("10-20 09:00", "DeliveryAccepted").then("11-22 00:00", PAID),
           FAIL, "late", P1),
    Golden("without a period there is nothing to wait for", PAY, accepted(None), NONE),
    Golden("a grounded rejection takes the delivery back", PAY, delivered().then("10-20 09:00", "DeliveryRejected"), NONE),
    Golden("one without a ground does not", PAY, delivered().then("10-20 09:00", "DeliveryRejected", ground=" "),
           FAIL, "overdue", P1),
    Golden("nor one of another instalment", PAY,
           delivered().then("10-20 09:00", "DeliveryRejected", instalment="I2"), FAIL, "overdue", P1),
    Golden("nor one after it was due", PAY, delivered().then("11-20 09:00", "DeliveryRejected"), FAIL, "overdue", P1),
    Golden("a new delivery starts afresh", PAY,
           delivered().then("10-20 09:00", "DeliveryRejected").then("11-14 09:00", "GoodsDelivered")
           .then("12-14 12:00", PAID), PASS),
    Golden("and owes again", PAY,
           delivered().then("10-20 09:00", "DeliveryRejected").then("11-14 09:00", "GoodsDelivered"), FAIL, "overdue", P1),
    Golden("terminated in time", PAY, delivered().then("11-01 09:00", "ContractTerminated"), PASS),
    Golden("terminated when it was late already", PAY, delivered().then("11-20 09:00", "ContractTerminated"), FAIL, "late", P1),
    Golden("the award voided in time", PAY, delivered().then("11-01 09:00", "AwardVoided"), PASS),
    Golden("a large firm is not protected", PAY,
           Story().then("09-30 09:00", "SizeDeclared", **LARGE).then("09-30 10:00", "AwardNoticeIssued")
           .then("10-11 14:00", "ContractSigned").then("10-14 09:00", "GoodsDelivered"), NONE),
    Golden("nor one that declared nothing", PAY,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-11 14:00", "ContractSigned")
           .then("10-14 09:00", "GoodsDelivered"), NONE),
    Golden("one that may have declared itself large before the log began", PAY,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-11 14:00", "ContractSigned")
           .then("10-14 09:00", "GoodsDelivered"), INCONCLUSIVE, "not_observed", observation={"since": instant("2022-09-30")}),
    Golden("one that had grown by the contract is not", PAY,
           delivered().then("10-10 09:00", "SizeDeclared", declared_for="contract", **LARGE), NONE),
    Golden("one that grew once it was signed is", PAY,
           delivered().then("10-12 09:00", "SizeDeclared", declared_for="contract", **LARGE), FAIL, "overdue", P1),
    Golden("unless its size at the award counts", PAY,
           delivered().then("10-10 09:00", "SizeDeclared", declared_for="contract", **LARGE), FAIL, "overdue", P1,
           law={"size_at_contract": "award"}),
    Golden("a prison enterprise that is large is deemed small elsewhere", PAY,
           Story().then("09-30 09:00", "SizeDeclared", entity_kind="prison_enterprise", **LARGE)
           .then("09-30 10:00", "AwardNoticeIssued").then("10-11 14:00", "ContractSigned")
           .then("10-14 09:00", "GoodsDelivered"), NONE),
    Golden("a right plan in time makes it the treasury's", PAY, delivered().then("11-01 09:00", PLAN), FAIL, "overdue",
           ("treasury:treasury",)),
    Golden("by its name if it acts", PAY, delivered().then("11-01 09:00", PLAN).then("12-01 09:00", PAID), FAIL, "late", T1),
    Golden("a plan for a day too late is none", PAY, delivered().then("11-01 09:00", PLAN, pay_on=instant("2022-11-15")),
           FAIL, "overdue", P1),
    Golden("a plan for half is none", PAY, delivered().then("11-01 09:00", PLAN, amount_fen=500_000), FAIL, "overdue", P1),
    Golden("a plan to the wrong account is none", PAY,
           Story().lend().then("10-14 09:00", "GoodsDelivered").then("11-01 09:00", PLAN, payee_account="X9"),
           FAIL, "overdue", P1),
    Golden("a plan returned for the purchaser's error is none", PAY,
           delivered().then("11-01 09:00", PLAN).then("11-02 09:00", "PaymentPlanReturned", ground="wrong_amount"),
           FAIL, "overdue", P1),
    Golden("returned for an account that was right it is the treasury's", PAY,
           delivered().then("11-01 09:00", PLAN).then("11-02 09:00", "PaymentPlanReturned", ground="wrong_account"),
           FAIL, "overdue", T1),
    Golden("returned because the account had moved it is the purchaser's to plan again", PAY,
           moved_after_plan().then("11-03 09:00", "PaymentPlanReturned", ground="wrong_account"), FAIL, "overdue", P1),
    Golden("returned for that once it was due it had lain there in time", PAY,
           moved_after_plan().then("11-16 09:00", "PaymentPlanReturned", ground="wrong_account"), FAIL, "overdue", T1),
    Golden("returned for want of budget it is the treasury's", PAY,
           delivered().then("11-01 09:00", PLAN).then("11-02 09:00", "PaymentPlanReturned"), FAIL, "overdue", T1),
    Golden("an excuse recorded in time", PAY,
           delivered().then("11-10 09:00", "DelayExplained", clock="pay", ground="force_majeure", actor=Actor("purchaser", "P1")),
           WARN, "late_with_ground", P1),
    Golden("want of staff is no excuse", PAY,
           delivered().then("11-10 09:00", "DelayExplained", clock="pay", ground="staff_shortage", actor=Actor("purchaser", "P1")),
           FAIL, "overdue", P1),
    Golden("unless any ground is read to be one", PAY,
           delivered().then("11-10 09:00", "DelayExplained", clock="pay", ground="staff_shortage", actor=Actor("purchaser", "P1")),
           WARN, "late_with_ground", P1, law={"excuses": "any"}),
    Golden("or none", PAY,
           delivered().then("11-10 09:00", "DelayExplained", clock="pay", ground="force_majeure", actor=Actor("purchaser", "P1")),
           FAIL, "overdue", P1, law={"excuses": "none"}),
    Golden("an audit excuses a contract that waits for it", PAY,
           delivered(terms(waits_for_audit=True)).then("11-10 09:00", "DelayExplained", clock="pay",
           ground="waiting_for_audit", actor=TREASURY), WARN, "late_with_ground", P1),
    Golden("and no other", PAY,
           delivered().then("11-10 09:00", "DelayExplained", clock="pay", ground="waiting_for_audit", actor=TREASURY),
           FAIL, "overdue", P1),
    Golden("the supplier does not excuse its purchaser", PAY,
           delivered().then("11-10 09:00", "DelayExplained", clock="pay", ground="force_majeure", actor=SUPPLIER),
           FAIL, "overdue", P1),
    Golden("an excuse after the due instant is none", PAY,
           delivered().then("11-15 09:00", "DelayExplained", clock="pay", ground="force_majeure", actor=Actor("purchaser", "P1")),
           FAIL, "overdue", P1),
    Golden("days of a court's freeze are not counted", PAY,
           delivered().then("10-10 09:00", "RepaymentAccountAgreed").then("10-20 09:00", "CourtFreezeRecorded")
           .then("10-22 09:00", "CourtFreezeLifted").then("11-15 12:00", PAID), PASS),
    Golden("nor more of them once the account is changed", PAY,
           delivered().then("10-10 09:00", "RepaymentAccountAgreed").then("10-20 09:00", "CourtFreezeRecorded")
           .then("10-22 09:00", "AccountChanged").then("11-16 00:00", PAID), FAIL, "late", P1),
    Golden("a freeze of the agreed account, whatever the contract names", PAY,
           delivered(account=None).then("10-10 09:00", "RepaymentAccountAgreed").then("10-20 09:00", "CourtFreezeRecorded")
           .then("10-22 09:00", "CourtFreezeLifted").then("11-15 12:00", PAID), PASS),
    Golden("and while it stands nothing is due", PAY,
           delivered().then("10-10 09:00", "RepaymentAccountAgreed").then("10-20 09:00", "CourtFreezeRecorded"), OPEN),
    Golden("a freeze of the account that was given up holds no payment back", PAY,
           delivered().then("10-10 09:00", "RepaymentAccountAgreed").then("10-15 09:00", "AccountChanged")
           .then("10-20 09:00", "CourtFreezeRecorded"), FAIL, "overdue", P1),
    Golden("a freeze of the account that comes into force later does from then on", PAY,
           delivered().then("10-10 09:00", "RepaymentAccountAgreed").then("10-15 09:00", "CourtFreezeRecorded", account="X2")
           .then("10-20 09:00", "AccountChanged"), OPEN),
    Golden("terms amended before the clock started hold", PAY,
           signed().then("10-12 09:00", "ContractAmended", payment_terms=terms(pay_days=60))
           .then("10-14 09:00", "GoodsDelivered").then("12-13 12:00", PAID), PASS),
    Golden("terms amended afterwards do not", PAY,
           delivered().then("10-20 09:00", "ContractAmended", payment_terms=terms(pay_days=60)).then("12-13 12:00", PAID),
           FAIL, "late", P1),
]  # fmt: skip


def published(when: str) -> Story:
    return signed().then(when, "ContractPublished")


def amended(when: str) -> Story:
    """A contract published in time and amended."""
    return published("10-12 09:00").then(when, "ContractAmended")


PUBLISHING = [
    Golden("in the last lawful second", PUBLISH, published("10-13 23:59:59"), PASS, "in_time"),
    Golden("in the first unlawful one", PUBLISH, published("10-14 00:00:00"), FAIL, "late", P1),
    Golden("never", PUBLISH, signed(), FAIL, "overdue", P1),
    Golden("another contract's publication does not count", PUBLISH,
           signed().then("10-12 09:00", "ContractPublished", contract="C2"), FAIL, "overdue", P1),
    Golden("the day ends with business under that reading", PUBLISH, published("10-13 17:30:00"), FAIL, "late", P1,
           law={"day_ends": "business"}),
    Golden("more days are more days", PUBLISH, published("10-14 00:00:00"), PASS, law={"publish_working_days": 3}),
    Golden("a ground does not help", PUBLISH,
           published("10-14 00:00").then("10-12 09:00", "DelayExplained", clock="publish_contract",
           actor=Actor("purchaser", "P1"), ground="force_majeure"), FAIL, "late", P1),
    Golden("an amendment of 2022 need not be published", PUBLISH, amended("10-20 09:00"), PASS),
    Golden("one of 2023-12-15 must", PUBLISH, amended("2023-12-15 09:00"), FAIL, "overdue", P1),
    Golden("the day before it need not", PUBLISH, amended("2023-12-14 09:00"), PASS),
    Golden("outside the scope it need not", PUBLISH,
           Story().then("09-30 10:00", "AwardNoticeIssued", fund_source="other")
           .then("2023-12-15 09:00", "ContractAmended"), NONE),
    Golden("published in time", PUBLISH,
           amended("2023-12-15 09:00").then("2023-12-19 23:59:59", "ContractPublished", amendment="M1"), PASS),
    Golden("more days for amendments", PUBLISH,
           amended("2023-12-15 09:00").then("2023-12-20 09:00", "ContractPublished", amendment="M1"), PASS,
           law={"amendment_publish_working_days": 3}),
    Golden("another amendment's publication does not count", PUBLISH,
           amended("2023-12-15 09:00").then("2023-12-18 09:00", "ContractPublished", amendment="M9"), FAIL, "overdue", P1),
    Golden("the purchaser is known from the award alone", PUBLISH,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("2023-12-15 09:00", "ContractAmended"), FAIL, "overdue", P1),
]  # fmt: skip

FOUND, ORDER, MENDED, ENDED = (
    "ViolationEstablished",
    "RectificationOrdered",
    "RectificationConfirmed",
    "CooperationTerminated",
)
DUE = instant("2022-11-11")


def found(**fields: object) -> Story:
    return Story().then("11-01 09:00", FOUND, **fields)


def ordered(**fields: object) -> Story:
    return found().then("11-02 09:00", ORDER, **({"due_at": DUE} | fields))


def ended(**fields: object) -> Story:
    return found(serious=True).then("11-02 09:00", ENDED, **fields)


def filed(*names: str, **fields: object) -> Story:
    commitments = tuple(Commitment(name, "fees_none", 1) for name in names)
    return Story().then("10-01 09:00", "BankFiled", commitments=commitments, **fields)


BROKEN = {"violation_kind": "broken_commitment", "commitment": "K1"}

BANKS = [
    Golden("found, not yet ordered: no term", DISCIPLINE, found(), OPEN),
    Golden("found of a kind that this notice does not discipline", DISCIPLINE, found(violation_kind="interference"), NONE),
    Golden("found of another party", DISCIPLINE, found(party=SUPPLIER), NONE),
    Golden("ordered without a deadline", DISCIPLINE, ordered(due_at=None), FAIL, "order_without_deadline", F1),
    Golden("ordered to have mended already", DISCIPLINE, ordered(due_at=instant("2022-11-02 09:00")), FAIL,
           "order_without_deadline", F1),
    Golden("mended in the last lawful second", DISCIPLINE, ordered().then("11-10 23:59:59", MENDED,
           recorded_at=instant("2022-12-01")), PASS, "in_time"),
    Golden("mended in the first unlawful one", DISCIPLINE, ordered().then("11-11 00:00:00", MENDED), FAIL, "late", B1),
    Golden("never mended", DISCIPLINE, ordered(), FAIL, "overdue", B1),
    Golden("an order before the finding binds nobody", DISCIPLINE,
           found().then("10-31 09:00", ORDER, due_at=DUE), OPEN),
    Golden("not yet due", DISCIPLINE, ordered(), PASS, "ordered_to_mend", observation={"until": DUE}),
    Golden("another order's mending does not count", DISCIPLINE, ordered().then("11-05 09:00", MENDED, order="R9"),
           FAIL, "overdue", B1),
    Golden("a bank does not confirm itself", DISCIPLINE, ordered().then("11-05 09:00", MENDED, actor=BANK), FAIL, "overdue", B1),
    Golden("a second order counts like the first", DISCIPLINE,
           ordered().then("11-05 09:00", MENDED).then("11-06 09:00", ORDER, order="R2", due_at=instant("2022-11-20")),
           FAIL, "overdue", B1),
    Golden("an order without a deadline hides no miss of the next", DISCIPLINE,
           ordered(due_at=None).then("11-06 09:00", ORDER, order="R2", due_at=instant("2022-11-20")), FAIL, "", (*B1, *F1)),
    Golden("a commitment that was filed can be broken", DISCIPLINE,
           filed("K1").then("11-01 09:00", FOUND, **BROKEN), PASS, "on_its_ground"),
    Golden("one that somebody else filed cannot", DISCIPLINE,
           filed("K1", actor=BUREAU).then("11-01 09:00", FOUND, **BROKEN), FAIL, "commitment_not_filed", F1),
    Golden("one that was not cannot", DISCIPLINE, filed("K2").then("11-01 09:00", FOUND, **BROKEN), FAIL,
           "commitment_not_filed", F1),
    Golden("one that a later filing dropped may have been broken before", DISCIPLINE,
           filed("K1").then("10-20 09:00", "BankFiled").then("11-01 09:00", FOUND, **BROKEN), PASS, "on_its_ground"),
    Golden("ended as serious", DISCIPLINE, ended(), PASS, "on_its_ground"),
    Golden("ended without being serious", DISCIPLINE, found().then("11-02 09:00", ENDED), FAIL,
           "ended_without_serious_finding", F1),
    Golden("ended without any finding", DISCIPLINE, Story().then("11-02 09:00", ENDED), FAIL,
           "ended_without_serious_finding", F1),
    Golden("ended for another bank's breach", DISCIPLINE, found(serious=True).then("11-02 09:00", ENDED, bank="B2"), FAIL,
           "ended_without_serious_finding", F1),
    Golden("a second finding makes it serious, under that reading", DISCIPLINE,
           found(violation="V0").then("11-01 10:00", FOUND).then("11-02 09:00", ENDED), PASS,
           law={"serious_means": "repeated"}),
    Golden("a first one does not", DISCIPLINE, ended(), FAIL, "ended_without_serious_finding", F1,
           law={"serious_means": "repeated"}),
    Golden("an order not met makes it serious, under that one", DISCIPLINE, ordered().then("11-11 00:00", ENDED), FAIL,
           "overdue", B1, law={"serious_means": "order_not_met"}),
    Golden("an order without a deadline cannot be missed", DISCIPLINE,
           ordered(due_at=None).then("11-11 09:00", ENDED), FAIL, "ended_without_serious_finding", F1,
           law={"serious_means": "order_not_met"}),
    Golden("an order that may still be met does not", DISCIPLINE, ordered().then("11-10 09:00", MENDED)
           .then("11-11 09:00", ENDED), FAIL, "ended_without_serious_finding", F1, law={"serious_means": "order_not_met"}),
    Golden("new business afterwards", DISCIPLINE, ended().then("11-02 09:00:01", "QuoteIssued"), FAIL, "business_after_end", B1),
    Golden("on an award outside the scope it is none", DISCIPLINE,
           ended().then("10-01 09:00", "AwardNoticeIssued", fund_source="other").then("11-03 09:00", "QuoteIssued"), PASS),
    Golden("in that very second it is none", DISCIPLINE, ended().then("11-02 09:00", "QuoteIssued"), PASS),
    Golden("an acceptance is new business", DISCIPLINE, ended().then("11-03 09:00", "ApplicationAccepted"), FAIL,
           "business_after_end", B1),
    Golden("an agreement is new business", DISCIPLINE, ended().then("11-03 09:00", "LoanAgreementSigned"), FAIL,
           "business_after_end", B1),
    Golden("refused it is an attempt", DISCIPLINE, ended().tries("11-03 09:00", "QuoteIssued"), WARN,
           "tried_business_after_end", B1),
    Golden("before it was told it is nobody's", DISCIPLINE,
           ended(recorded_at=instant("2022-11-05")).then("11-03 09:00", "QuoteIssued"), WARN, "business_before_told"),
    Golden("declining, collecting and closing go on", DISCIPLINE,
           ended().then("11-03 09:00", "ApplicationRejected").then("11-03 10:00", "RepaymentCollected")
           .then("11-03 11:00", "LoanClosed"), PASS),
    Golden("drawings under an older agreement go on", DISCIPLINE, ended().then("11-03 09:00", "LoanDisbursed"), PASS),
    Golden("not if no run-off is read to be allowed", DISCIPLINE, ended().then("11-03 09:00", "LoanDisbursed"), FAIL,
           "business_after_end", B1, law={"termination_run_off": "none"}),
    Golden("before the notice nobody is disciplined", DISCIPLINE,
           Story().then("09-28 09:00", FOUND).then("09-28 10:00", ORDER), NONE),
]  # fmt: skip

ROWS = [*PAYING, *PUBLISHING, *BANKS]
