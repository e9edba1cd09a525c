# tables: a row reads best on few lines
"""Golden cases of the guards and of the two loan clocks. Monday 10 October 2022; five working days end with the 17th."""

from __future__ import annotations

from notice.civil import instant
from tests.conformance.builders import BANK, BUREAU, SUPPLIER, Story
from tests.conformance.monitors.golden import B1, FAIL, INCONCLUSIVE, NONE, OPEN, PASS, WARN, Golden
from tests.conformance.stories import earlier

IN, TO, FIRST, REPEAT = "in-scope", "eligible-supplier", "first-loan-in-time", "repeat-loan-in-time"


def awarded(**fields: object) -> Story:
    """An award, applied for and accepted, with something particular about the award notice."""
    return (
        Story()
        .then("09-30 09:00", "SizeDeclared")
        .then("09-30 10:00", "AwardNoticeIssued", **fields)
        .then("10-10 08:00", "ApplicationSubmitted")
        .then("10-10 09:00", "ApplicationAccepted")
    )


def declared(**fields: object) -> Story:
    """A supplier of some size whose loan is never decided."""
    return (
        Story()
        .then("09-30 09:00", "SizeDeclared", **fields)
        .then("09-30 10:00", "AwardNoticeIssued")
        .then("10-10 08:00", "ApplicationSubmitted")
        .then("10-10 09:00", "ApplicationAccepted")
    )


def offered() -> Story:
    """Quoted on Friday the 14th, and not answered yet."""
    return Story().accept().then("10-14 11:00", "QuoteIssued")


def agreed() -> Story:
    """Offer accepted and account agreed on the 11th, agreement signed, contract not."""
    return (
        Story()
        .accept()
        .then("10-11 10:00", "QuoteIssued")
        .then("10-11 11:00", "OfferAccepted")
        .then("10-11 12:00", "RepaymentAccountAgreed")
        .then("10-11 13:00", "LoanAgreementSigned")
    )


def supplemented(asked: str, given: str, **fields: object) -> Story:
    """A supplement asked and provided; the loan paid out on the given last second."""
    story = Story().accept()
    story.add("SupplementRequested", asked, missing_docs=fields.get("missing_docs", ("tax",)))
    story.add("SupplementProvided", given, documents=fields.get("documents", ("tax",)))
    return story


def supported() -> Story:
    """The bank asked the purchaser to confirm the receivable."""
    return Story().accept().then("10-11 09:00", "SupportRequested")


def resubmitted(when: str, *missing: str) -> Story:
    """Returned for what is missing, if anything is, and handed in again as another application, declined in the end."""
    return (
        Story()
        .accept()
        .then("10-11 09:00", "ApplicationReturned", missing_docs=missing)
        .then("10-12 08:00", "ApplicationSubmitted", application="L2", resubmits="L1")
        .then("10-12 09:00", "ApplicationAccepted", application="L2")
        .then(when, "ApplicationRejected", application="L2")
    )


def rejected(when: str) -> Story:
    return Story().accept().then(when, "ApplicationRejected")


def paid(when: str) -> Story:
    return Story().accept().then("10-10 10:00", "LoanAgreementSigned").then(when, "LoanDisbursed")


def sized_again(when: str, kind: str) -> Story:
    """A small firm when it bid that declared itself a large one later, and whose loan is never decided."""
    return declared().then(when, "SizeDeclared", declared_for=kind, employees=5000, revenue_fen=10**12)


GUARDS = [
    Golden("a fiscal purchaser is in scope", IN, awarded(), PASS, "in_scope"),
    Golden("another purchaser is out of scope", IN, awarded(purchaser_kind="other"), PASS, "out_of_scope"),
    Golden("own funds are out of scope", IN, awarded(fund_source="other"), PASS, "out_of_scope"),
    Golden("small purchases are out of scope", IN, awarded(procurement_scope="other"), PASS, "out_of_scope"),
    Golden("out of scope nothing is late", FIRST, awarded(purchaser_kind="other"), NONE),
    Golden("another bidder's declaration does not make it large", FIRST,
           awarded().then("09-30 11:00", "SizeDeclared", supplier="S9", employees=5000, revenue_fen=10**12), FAIL, "overdue", B1),
    Golden("nor small", FIRST,
           declared(employees=5000, revenue_fen=10**12).then("09-30 11:00", "SizeDeclared", supplier="S9"), NONE),
    Golden("a log without an award notice is judged all the same", IN, Story().then("10-10 09:00", "ApplicationAccepted"),
           INCONCLUSIVE, "no_award_notice"),
    Golden("the day before the notice nothing is triggered", FIRST,
           Story().then("09-28 08:00", "SizeDeclared").then("09-28 08:00", "AwardNoticeIssued")
           .then("09-28 09:00", "ApplicationSubmitted").then("09-28 10:00", "ApplicationAccepted"), NONE),
    Golden("its first second is the notice's first", FIRST,
           Story().then("09-28 08:00", "SizeDeclared").then("09-28 08:00", "AwardNoticeIssued")
           .then("09-28 09:00", "ApplicationSubmitted").then("09-29 00:00:00", "ApplicationAccepted"), FAIL, "overdue", B1),
    Golden("and the guard says so", IN,
           Story().then("09-28 08:00", "AwardNoticeIssued").then("09-28 10:00", "ApplicationAccepted"),
           PASS, "before_in_force"),
    Golden("an earlier start of the notice reaches that day", FIRST,
           Story().then("09-28 08:00", "SizeDeclared").then("09-28 08:00", "AwardNoticeIssued")
           .then("09-28 09:00", "ApplicationSubmitted").then("09-28 10:00", "ApplicationAccepted"),
           FAIL, "overdue", B1, law={"in_force_from": "2022-09-01"}),
    Golden("a small firm is eligible", TO, declared(), PASS, "eligible"),
    Golden("a large firm is not", TO, declared(employees=5000, revenue_fen=10**12), PASS, "not_eligible"),
    Golden("a large firm's late loan is nobody's breach", FIRST, declared(employees=5000, revenue_fen=10**12), NONE),
    Golden("a prison enterprise of any size has its clock", FIRST,
           declared(employees=5000, revenue_fen=10**12, entity_kind="prison_enterprise"), FAIL, "overdue", B1),
    Golden("a firm controlled by a large one is not eligible", FIRST, declared(large_firm_controlled=True), NONE),
    Golden("under the measures of 2011 it is", FIRST, declared(large_firm_controlled=True), FAIL, "overdue", B1,
           law={"sme_rule": "181_2011"}),
    Golden("a supplier that declared nothing is not eligible", TO,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted"),
           PASS, "undeclared"),
    Golden("a log that does not show declarations leaves it open", TO,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted"),
           INCONCLUSIVE, "size_unknown", observation={"observes": ("AwardNoticeIssued", "ApplicationSubmitted")}),
    Golden("a size declared after the application changes nothing", FIRST,
           declared().then("10-10 08:30", "SizeDeclared", employees=5000, revenue_fen=10**12), FAIL, "overdue", B1),
    Golden("nor does one made for the contract", TO, sized_again("10-09 09:00", "contract"), PASS, "eligible"),
    Golden("read as of the application any last declaration counts", TO, sized_again("10-09 09:00", "contract"),
           PASS, "not_eligible", law={"eligibility_at": "application"}),
    Golden("but none that comes after it", TO, sized_again("10-10 08:30", "contract"), PASS, "eligible",
           law={"eligibility_at": "application"}),
    Golden("read as of the contract one made for it counts whenever made", TO, sized_again("10-20 09:00", "contract"),
           PASS, "not_eligible", law={"eligibility_at": "contract"}),
    Golden("and without one that for the award stands", TO, declared(), PASS, "eligible", law={"eligibility_at": "contract"}),
]  # fmt: skip

CLOCK = [
    Golden("paid in the last lawful second", FIRST, paid("10-17 23:59:59"), PASS, "in_time"),
    Golden("paid in the first unlawful second", FIRST, paid("10-18 00:00:00"), FAIL, "late", B1),
    Golden("the day ends with business under that reading", FIRST, paid("10-17 17:30:00"), FAIL, "late", B1,
           law={"day_ends": "business"}),
    Golden("more days are more days", FIRST, paid("10-18 00:00:00"), PASS, "in_time", law={"first_sla_working_days": 6}),
    Golden("declined in time", FIRST, rejected("10-17 23:59:59"), PASS, "in_time"),
    Golden("declined too late", FIRST, rejected("10-18 00:00:00"), FAIL, "late", B1),
    Golden("an offer is not enough: the money counts", FIRST,
           Story().accept().then("10-10 10:00", "QuoteIssued").then("10-10 11:00", "OfferAccepted"), FAIL, "overdue", B1),
    Golden("an order is not enough: the credit counts", FIRST,
           Story().accept().then("10-10 10:00", "LoanAgreementSigned").then("10-10 11:00", "DisbursementOrdered"),
           FAIL, "overdue", B1),
    Golden("another application's money does not discharge", FIRST,
           Story().accept().then("10-11 11:00", "LoanDisbursed", loan="D9"), FAIL, "overdue", B1),
    Golden("withdrawn in time", FIRST, Story().accept().then("10-12 09:00", "ApplicationWithdrawn"), PASS, "in_time"),
    Golden("withdrawn when it was late already", FIRST, Story().accept().then("10-19 09:00", "ApplicationWithdrawn"),
           FAIL, "late", B1),
    Golden("the award was voided in time", FIRST, Story().accept().then("10-12 09:00", "AwardVoided"), PASS, "in_time"),
    Golden("returned for a missing document", FIRST,
           Story().accept().then("10-12 09:00", "ApplicationReturned", missing_docs=("tax",)), PASS, "in_time"),
    Golden("returned without a cause", FIRST, Story().accept().then("10-12 09:00", "ApplicationReturned"),
           WARN, "returned_without_cause", B1),
    Golden("handed in again it has a clock of its own", FIRST, resubmitted("10-18 09:00"), WARN, "returned_without_cause", B1),
    Golden("unless the first goes on", FIRST, resubmitted("10-18 09:00"), FAIL, "late", B1, law={"return_resets_clock": False}),
    Golden("in time for the first it was returned without cause all the same", FIRST, resubmitted("10-17 09:00"),
           WARN, "returned_without_cause", B1, law={"return_resets_clock": False}),
    Golden("a document that was missing ends it under either reading", FIRST, resubmitted("10-18 09:00", "tax"),
           PASS, "in_time", law={"return_resets_clock": False}),
    Golden("what is never handed in again was ended by the return", FIRST,
           Story().accept().then("10-12 09:00", "ApplicationReturned"), WARN, "returned_without_cause", B1,
           law={"return_resets_clock": False}),
    Golden("not yet due is open", FIRST, Story().accept(), OPEN, observation={"until": instant("2022-10-18")}),
    Golden("one second on it is overdue", FIRST, Story().accept(), FAIL, "overdue", B1,
           observation={"until": instant("2022-10-18") + 1}),
    Golden("accepted twice is one clock, from the first", FIRST,
           Story().accept().then("10-14 09:00", "ApplicationAccepted").then("10-18 09:00", "ApplicationRejected"),
           FAIL, "late", B1),
    Golden("submission starts no clock", FIRST, Story().open(), NONE),
    Golden("under that reading it does", FIRST, Story().open(), FAIL, "overdue", B1, law={"clock_starts_at": "submitted"}),
    Golden("an offline application has no clock", FIRST,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued")
           .then("10-10 08:00", "ApplicationSubmitted", channel="offline").then("10-10 09:00", "ApplicationAccepted"), NONE),
    Golden("under that reading it has", FIRST,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued")
           .then("10-10 08:00", "ApplicationSubmitted", channel="offline").then("10-10 09:00", "ApplicationAccepted"),
           FAIL, "overdue", B1, law={"offline_channel": "covered"}),
    Golden("an application that a platform refused starts nothing", FIRST,
           Story().tries("10-10 09:00", "ApplicationAccepted"), NONE),
]  # fmt: skip

EXPLAINED = "DelayExplained"
IN_PRINCIPLE = [
    Golden("a ground recorded in time softens", FIRST, rejected("10-19 09:00").then("10-17 10:00", EXPLAINED),
           WARN, "late_with_ground", B1),
    Golden("recorded after the due instant it does not", FIRST, rejected("10-19 09:00").then("10-18 10:00", EXPLAINED),
           FAIL, "late", B1),
    Golden("dated back it does not", FIRST,
           rejected("10-19 09:00").then("10-17 10:00", EXPLAINED, recorded_at=instant("2022-10-19")), FAIL, "late", B1),
    Golden("the supplier cannot explain for the bank", FIRST,
           rejected("10-19 09:00").then("10-17 10:00", EXPLAINED, actor=SUPPLIER), FAIL, "late", B1),
    Golden("a ground for another application does not help", FIRST,
           rejected("10-19 09:00").then("10-17 10:00", EXPLAINED, application="L9"), FAIL, "late", B1),
    Golden("before the disbursement will do under that reading", FIRST,
           rejected("10-19 09:00").then("10-18 10:00", EXPLAINED), WARN, "late_with_ground", B1,
           law={"delay_explained_by": "disbursement"}),
    Golden("after it will not", FIRST, rejected("10-19 09:00").then("10-19 10:00", EXPLAINED), FAIL, "late", B1,
           law={"delay_explained_by": "disbursement"}),
    Golden("any time will do under that one", FIRST, rejected("10-19 09:00").then("10-25 10:00", EXPLAINED),
           WARN, "late_with_ground", B1, law={"delay_explained_by": "any_time"}),
    Golden("read strictly a ground changes nothing", FIRST, rejected("10-19 09:00").then("10-17 10:00", EXPLAINED),
           FAIL, "late_with_ground", B1, law={"in_principle": "fail"}),
    Golden("read mildly it clears the bank", FIRST, rejected("10-19 09:00").then("10-17 10:00", EXPLAINED),
           PASS, "late_with_ground", law={"in_principle": "pass"}),
    Golden("and without a ground it is no breach either", FIRST, rejected("10-19 09:00"), WARN, "late", B1,
           law={"in_principle": "pass"}),
]  # fmt: skip

SUSPENDED = [
    Golden("two days with the supplier are not counted", FIRST,
           supplemented("10-11 10:00", "10-13 09:00").then("10-19 23:59:59", "ApplicationRejected"), PASS, "in_time"),
    Golden("and no more than two", FIRST,
           supplemented("10-11 10:00", "10-13 09:00").then("10-20 00:00:00", "ApplicationRejected"), FAIL, "late", B1),
    Golden("asked and given within a day counts", FIRST,
           supplemented("10-11 10:00", "10-11 16:00").then("10-18 00:00:00", "ApplicationRejected"), FAIL, "late", B1),
    Golden("over the end of business it does not", FIRST,
           supplemented("10-11 17:00", "10-11 17:31").then("10-18 23:59:59", "ApplicationRejected"), PASS, "in_time"),
    Golden("an empty list suspends nothing", FIRST,
           supplemented("10-11 10:00", "10-13 09:00", missing_docs=()).then("10-18 00:00", "ApplicationRejected"),
           FAIL, "late", B1),
    Golden("a list of what was given already suspends nothing", FIRST,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued")
           .then("10-10 08:00", "ApplicationSubmitted", documents=("tax",)).then("10-10 09:00", "ApplicationAccepted")
           .then("10-11 10:00", "SupplementRequested", missing_docs=("tax",)), FAIL, "overdue", B1),
    Golden("half of the list leaves the ball with the supplier", FIRST,
           supplemented("10-11 10:00", "10-12 09:00", missing_docs=("tax", "bill")), OPEN),
    Golden("both halves give it back", FIRST,
           supplemented("10-11 10:00", "10-12 09:00", missing_docs=("tax", "bill"))
           .then("10-13 09:00", "SupplementProvided", documents=("bill",)).then("10-20 00:00", "ApplicationRejected"),
           FAIL, "late", B1),
    Golden("the bank's own decision takes the ball back", FIRST,
           Story().accept().then("10-11 10:00", "SupplementRequested", missing_docs=("tax",))
           .then("10-12 10:00", "QuoteIssued", limit_fen=None), FAIL, "overdue", B1),
    Golden("a cause before the clock counts from its start", FIRST,
           Story().open().then("10-09 10:00", "SupplementRequested", missing_docs=("tax",))
           .then("10-10 09:00", "ApplicationAccepted").then("10-11 18:00", "SupplementProvided", documents=("tax",))
           .then("10-18 23:59:59", "ApplicationRejected"), PASS, "in_time"),
    Golden("an offer never answered leaves no due day", FIRST, offered(), OPEN),
    Golden("without a rate it is no offer", FIRST, Story().accept().then("10-14 11:00", "QuoteIssued", apr_bp=None),
           FAIL, "overdue", B1),
    Golden("read as supplements only an offer suspends nothing", FIRST, offered(), FAIL, "overdue", B1,
           law={"tolling": "supplement_only"}),
    Golden("a supplement still does", FIRST,
           supplemented("10-11 10:00", "10-13 09:00").then("10-19 23:59:59", "ApplicationRejected"), PASS, "in_time",
           law={"tolling": "supplement_only"}),
    Golden("read without suspension nothing does", FIRST,
           supplemented("10-11 10:00", "10-13 09:00").then("10-19 23:59:59", "ApplicationRejected"), FAIL, "late", B1,
           law={"tolling": "none"}),
    Golden("waiting for the purchaser's contract", FIRST, agreed(), OPEN),
    Golden("not if money may flow before it", FIRST, agreed(), FAIL, "overdue", B1,
           law={"disburse_before_contract": True}),
    Golden("once it is signed the clock runs", FIRST, agreed().then("10-13 09:00", "ContractSigned"), FAIL, "overdue", B1),
    Golden("an account still to be agreed is no waiting for a contract", FIRST,
           Story().accept().then("10-11 10:00", "QuoteIssued").then("10-11 11:00", "OfferAccepted"), FAIL, "overdue", B1),
    Golden("an agreement answers an offer that nobody is seen to accept", FIRST,
           offered().then("10-17 10:00", "LoanAgreementSigned").then("10-18 00:00", "LoanDisbursed"), PASS, "in_time"),
    Golden("and from then on the clock runs", FIRST,
           offered().then("10-17 10:00", "LoanAgreementSigned").then("10-19 00:00", "LoanDisbursed"), FAIL, "late", B1),
    Golden("waiting for the purchaser's support", FIRST, supported(), OPEN),
    Golden("until it is given", FIRST, supported().then("10-12 09:00", "SupportGiven"), FAIL, "overdue", B1),
    Golden("or declined", FIRST, supported().then("10-12 09:00", "SupportDeclined"), FAIL, "overdue", B1),
    Golden("a day of waiting is not counted", FIRST,
           supported().then("10-12 09:00", "SupportGiven").then("10-18 23:59:59", "ApplicationRejected"), PASS, "in_time"),
    Golden("another request's answer does not end it", FIRST,
           supported().then("10-12 09:00", "SupportGiven", support="U9"), OPEN),
    Golden("support that the supplier asked for holds up no bank", FIRST,
           Story().accept().then("10-11 09:00", "SupportRequested", actor=SUPPLIER), FAIL, "overdue", B1),
    Golden("nor what another bank asked for", FIRST,
           (Story().accept(), Story(bank="B2").then("10-11 09:00", "SupportRequested")), FAIL, "overdue", B1),
    Golden("a consent taken back leaves nothing to look at", FIRST, Story().accept().then("10-11 09:00", "ConsentWithdrawn"), OPEN),
    Golden("until it is given again", FIRST,
           Story().accept().then("10-11 09:00", "ConsentWithdrawn").then("10-12 09:00", "ConsentGiven"), FAIL, "overdue", B1),
    Golden("not if the bank says so itself", FIRST,
           Story().accept().then("10-11 09:00", "ConsentWithdrawn", actor=BANK), FAIL, "overdue", B1),
    Golden("nor what another bank was allowed to see", FIRST,
           Story().accept().then("10-11 09:00", "ConsentWithdrawn", bank="B2"), FAIL, "overdue", B1),
    Golden("a frozen account holds the loan up", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded"), OPEN),
    Golden("until the freeze is lifted", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded")
           .then("10-12 15:00", "CourtFreezeLifted"), FAIL, "overdue", B1),
    Golden("or the account is changed", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded")
           .then("10-12 15:00", "AccountChanged"), FAIL, "overdue", B1),
    Golden("a decline long after the change is late", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded")
           .then("10-12 15:00", "AccountChanged").then("10-25 09:00", "ApplicationRejected"), FAIL, "late", B1),
    Golden("another account's freeze does not matter", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded", account="X7"),
           FAIL, "overdue", B1),
    Golden("nor one of the account agreed on before", FIRST,
           Story().accept().then("10-10 10:00", "RepaymentAccountAgreed", account="X1")
           .then("10-10 11:00", "RepaymentAccountAgreed", account="X2").then("10-10 12:00", "CourtFreezeRecorded", account="X1"),
           FAIL, "overdue", B1),
    Golden("nor one of a second account that the lock forbids", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded", account="X7")
           .then("10-11 16:00", "RepaymentAccountAgreed", account="X7"), FAIL, "overdue", B1),
    Golden("a freeze that the supplier reports is none", FIRST,
           agreed().then("10-11 14:00", "ContractSigned").then("10-11 15:00", "CourtFreezeRecorded", actor=SUPPLIER),
           FAIL, "overdue", B1),
    Golden("a declared suspension without a cause moves nothing", FIRST,
           rejected("10-18 09:00").then("10-11 09:00", "ClockSuspended", application="L1"), FAIL, "late", B1),
    Golden("and is a warning for a bank in time", FIRST,
           rejected("10-17 09:00").then("10-11 09:00", "ClockSuspended", application="L1"),
           WARN, "suspended_without_cause", B1),
    Golden("refused it is one too", FIRST,
           rejected("10-17 09:00").tries("10-11 09:00", "ClockSuspended", application="L1"),
           WARN, "suspended_without_cause", B1),
    Golden("with its cause it is none", FIRST,
           rejected("10-17 09:00").then("10-11 09:00", "QuoteIssued", source="bank:B1", id="quote")
           .then("10-11 09:30", "ClockSuspended", application="L1", caused_by=("bank:B1#quote",)), PASS, "done"),
    Golden("the platform's false word is not the bank's", FIRST,
           rejected("10-17 09:00").then("10-11 09:00", "ClockSuspended", application="L1", actor=BUREAU), PASS, "in_time"),
]  # fmt: skip

AGAIN = [
    Golden("a supplier with a loan from this bank has three days", REPEAT, (earlier(), rejected("10-13 23:59:59")), PASS),
    Golden("and not more", REPEAT, (earlier(), rejected("10-14 00:00:00")), FAIL, "late", B1),
    Golden("it is not judged as a first one", FIRST, (earlier(loan="D0"), rejected("10-14 00:00:00")), PASS, "in_time"),
    Golden("more days are more days here too", REPEAT, (earlier(), rejected("10-14 00:00:00")), PASS,
           law={"repeat_sla_working_days": 4}),
    Golden("another bank's loan does not count", REPEAT, (earlier(bank="B2"), rejected("10-14 00:00:00")), NONE,
           observation={"until": instant("2022-10-20")}),
    Golden("on the platform it does", REPEAT, (earlier(bank="B2"), rejected("10-14 00:00:00")), FAIL, "late", B1,
           law={"first_scope": "platform"}),
    Golden("on the same award only, under that reading", REPEAT, (earlier(), rejected("10-14 00:00:00")), NONE,
           law={"first_scope": "award"}),
    Golden("another supplier's loan does not count", REPEAT, (earlier(supplier="S2"), rejected("10-14 00:00:00")), NONE),
    Golden("an application alone does not count", REPEAT,
           (Story(award="A0", application="L0").then("09-29 09:00", "ApplicationSubmitted"), rejected("10-14 00:00")), NONE),
    Golden("unless applications are read to count", REPEAT,
           (Story(award="A0", application="L0").then("09-29 09:00", "ApplicationSubmitted"), rejected("10-14 00:00")),
           FAIL, "late", B1, law={"repeat_counts": "application"}),
    Golden("or acceptances", REPEAT,
           (Story(award="A0", application="L0").then("09-29 09:00", "ApplicationAccepted"), rejected("10-14 00:00")),
           FAIL, "late", B1, law={"repeat_counts": "accepted"}),
    Golden("or agreements", REPEAT,
           (Story(award="A0", application="L0", loan="D0").then("09-29 09:00", "LoanAgreementSigned"), rejected("10-14 00:00")),
           FAIL, "late", B1, law={"repeat_counts": "approved"}),
    Golden("the day ends with business here too", REPEAT, (earlier(), rejected("10-13 17:30:00")), FAIL, "late", B1,
           law={"day_ends": "business"}),
    Golden("read strictly a ground changes nothing here either", REPEAT,
           (earlier(), rejected("10-19 09:00").then("10-12 10:00", EXPLAINED, clock="repeat_loan")),
           FAIL, "late_with_ground", B1, law={"in_principle": "fail"}),
    Golden("nothing suspends it if so read", REPEAT, (earlier(), agreed()), FAIL, "overdue", B1, law={"tolling": "none"}),
    Golden("a ground softens the repeat limb too", REPEAT,
           (earlier(), rejected("10-19 09:00").then("10-12 10:00", EXPLAINED, clock="repeat_loan")),
           WARN, "late_with_ground", B1),
    Golden("not if 原则上 stands in the first limb only", REPEAT,
           (earlier(), rejected("10-19 09:00").then("10-12 10:00", EXPLAINED, clock="repeat_loan")),
           FAIL, "late_with_ground", B1, law={"in_principle_covers_repeat": False}),
    Golden("in mid-history a loan in time for both is in time", FIRST, rejected("10-12 09:00"), PASS, "in_time",
           observation={"since": instant("2022-09-30")}),
    Golden("one in time for a first loan only is undecided", FIRST, rejected("10-14 09:00"),
           INCONCLUSIVE, "first_or_repeat_unknown", observation={"since": instant("2022-09-30")}),
    Golden("one late for both is late", FIRST, rejected("10-18 09:00"), FAIL, "late", B1,
           observation={"since": instant("2022-09-30")}),
]  # fmt: skip

ROWS = [*GUARDS, *CLOCK, *IN_PRINCIPLE, *SUSPENDED, *AGAIN]
