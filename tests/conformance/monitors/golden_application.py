# tables: a row reads best on few lines
"""Golden cases of application and decision: on what basis, pushed to whom, quoted after what, up to which limit."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Actor
from tests.conformance.builders import BANK, BUREAU, PLATFORM, PURCHASER, TREASURY, Story
from tests.conformance.monitors.golden import B1, FAIL, INCONCLUSIVE, NONE, OPEN, PASS, S1, T1, WARN, Golden

BASIS, PUSH, REVIEW, LIMIT = "award-is-the-basis", "push-three-parts", "review-then-quote", "limit-within-request"
PUSHED_LATE, ACCEPTED_LATE, ROUNDS = "X-push-in-time", "X-accept-in-time", "X-supplement-rounds"
RIVAL, OTHER_BANK = Actor("supplier", "S2"), Actor("bank", "B2")
IT = ("platform:platform",)


def noticed(**fields: object) -> Story:
    return Story().then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted", **fields)


def unawarded(**fields: object) -> Story:
    return Story().then("10-10 08:00", "ApplicationSubmitted", **fields)


def refused(*reasons: str, contract: str = "") -> Story:
    """An application that a platform refused, on the notice, after the contract if there is one."""
    story = Story().then("09-30 10:00", "AwardNoticeIssued")
    if contract:
        story.add("ContractSigned", contract)
    story.refuse(story.make("ApplicationSubmitted", "10-10 08:00"), *reasons)
    return story


def made_all_the_same() -> Story:
    """Refused by the platform, without an award, and made beside it."""
    story = Story()
    story.refuse(story.add("ApplicationSubmitted", "10-10 08:00"), "AWARD_NOTICE_MISSING")
    return story


def contracted(when: str) -> Story:
    """A loan paid out on 12 October, on a contract signed at that time."""
    return noticed().then(when, "ContractSigned").then("10-12 09:00", "LoanDisbursed")


BASES = [
    Golden("applied on the notice, before any contract", BASIS, noticed(), PASS, "applied_on_notice"),
    Golden("in the second of the notice", BASIS,
           Story().then("10-10 08:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted"), PASS),
    Golden("a second before it", BASIS,
           unawarded().then("10-10 08:00:01", "AwardNoticeIssued"), FAIL, "applied_without_award", S1),
    Golden("without any award", BASIS, unawarded(), FAIL, "applied_without_award", S1),
    Golden("on another firm's award", BASIS, noticed(supplier="S2", actor=RIVAL), FAIL, "applied_without_award", ("supplier:S2",)),
    Golden("a bank that takes it up all the same is to blame as well", BASIS,
           unawarded().then("10-10 09:00", "ApplicationAccepted"), FAIL, "applied_without_award", (*B1, *S1)),
    Golden("not one that took it up after the notice had come", BASIS,
           unawarded().then("10-11 08:00", "AwardNoticeIssued").then("10-12 09:00", "ApplicationAccepted"), FAIL,
           "applied_without_award", S1),
    Golden("nor for what the bureau takes up in its name", BASIS,
           unawarded().then("10-10 09:00", "ApplicationAccepted", actor=BUREAU), FAIL, "applied_without_award", S1),
    Golden("refused without an award it was an attempt", BASIS, Story().tries("10-10 08:00", "ApplicationSubmitted"), WARN,
           "tried_without_award", S1),
    Golden("made all the same it was more", BASIS, made_all_the_same(), FAIL, "applied_without_award", S1),
    Golden("refused for want of a contract", BASIS, refused("CONTRACT_NOT_SIGNED"), FAIL, "refused_for_want_of_contract", IT),
    Golden("refused for want of consent is another matter", BASIS, refused("CONSENT_MISSING"), NONE),
    Golden("and with a contract it was not for want of one", BASIS, refused("CONTRACT_NOT_SIGNED", contract="10-09 09:00"), NONE),
    Golden("made beside the platform it is not covered", BASIS, unawarded(channel="offline"), NONE),
    Golden("unless so read", BASIS, unawarded(channel="offline"), FAIL, "applied_without_award", S1,
           law={"offline_channel": "covered"}),
    Golden("lent on a contract", BASIS, contracted("10-11 09:00"), PASS, "on_its_ground"),
    Golden("in the second of signing", BASIS, contracted("10-12 09:00"), PASS),
    Golden("a second before it", BASIS, contracted("10-12 09:00:01"), FAIL, "lent_without_contract", B1),
    Golden("without any contract", BASIS, noticed().then("10-12 09:00", "LoanDisbursed"), FAIL, "lent_without_contract", B1),
    Golden("by whoever paid it out", BASIS, noticed().then("10-12 09:00", "LoanDisbursed", actor=TREASURY), FAIL,
           "lent_without_contract", T1),
    Golden("read otherwise the notice is enough to lend", BASIS, contracted("10-13 09:00"), PASS,
           law={"disburse_before_contract": True}),
    Golden("but that it takes", BASIS, Story().then("10-12 09:00", "LoanDisbursed"), FAIL, "lent_without_award", B1,
           law={"disburse_before_contract": True}),
    Golden("what a purchaser out of scope awards needs none", BASIS,
           Story().then("09-30 10:00", "AwardNoticeIssued", purchaser_kind="other").then("10-12 09:00", "LoanDisbursed"), NONE),
]  # fmt: skip


def consented(**fields: object) -> Story:
    """Consented at 07:00, applied at 08:00, and pushed at 08:01 if nothing else is told."""
    return noticed().then("10-10 07:00", "ConsentGiven", **fields)


def pushed(when: str = "10-10 08:01", **fields: object) -> Story:
    return consented().then(when, "ApplicationPushed", **fields)


def unpushed() -> Story:
    """Refused by the platform, made all the same, and taken up by the bank."""
    story = Story().then("09-30 10:00", "AwardNoticeIssued")
    story.refuse(story.add("ApplicationSubmitted", "10-10 08:00"), "CONSENT_MISSING")
    return story.then("10-10 09:00", "ApplicationAccepted")


PUSHES = [
    Golden("three parts, to the chosen bank, by consent", PUSH, pushed(), PASS, "pushed_in_three_parts"),
    Golden("not yet pushed has no term", PUSH, consented(), OPEN),
    Golden("a bank that acts on what it never got shows that it was due", PUSH,
           consented().then("10-10 09:00", "ApplicationAccepted"), FAIL, "not_pushed", IT),
    Golden("whatever the bank does", PUSH, consented().then("10-10 09:00", "ApplicationRejected"), FAIL, "not_pushed", IT),
    Golden("asking for a fee is acting on it as well", PUSH, consented().then("10-10 09:00", "FeeCharged"), FAIL, "not_pushed", IT),
    Golden("what the bureau takes up in the bank's name shows nothing", PUSH,
           consented().then("10-10 09:00", "ApplicationAccepted", actor=BUREAU), OPEN),
    Golden("nor does what another bank does", PUSH, consented().then("10-10 09:00", "QuoteIssued", bank="B2", actor=OTHER_BANK), OPEN),
    Golden("nor what the bank did before", PUSH, consented().then("10-10 07:59:59", "FeeCharged"), OPEN),
    Golden("pushed after the bank had acted", PUSH, pushed("10-10 10:00").then("10-10 09:00", "ApplicationAccepted"), FAIL,
           "not_pushed", IT),
    Golden("pushed in the second in which it acts", PUSH, pushed("10-10 09:00").then("10-10 09:00", "QuoteIssued"), PASS),
    Golden("two parts of three", PUSH, pushed(parts=("basic_information", "award_content"))
           .then("10-10 09:00", "ApplicationAccepted"), FAIL, "pushed_in_part", IT),
    Golden("what the bureau hands over is no push", PUSH, pushed(actor=BUREAU).then("10-10 09:00", "ApplicationAccepted"), FAIL,
           "not_pushed", IT),
    Golden("completed before the bank acts", PUSH,
           pushed(parts=("basic_information",)).then("10-10 08:30", "ApplicationPushed").then("10-10 09:00", "ApplicationAccepted"),
           PASS),
    Golden("to another bank", PUSH, pushed(bank="B2"), FAIL, "pushed_to_another_bank", IT),
    Golden("to the chosen one and to another", PUSH, pushed().then("10-10 08:02", "ApplicationPushed", bank="B2"), FAIL,
           "pushed_to_another_bank", IT),
    Golden("without consent", PUSH, noticed().then("10-10 08:01", "ApplicationPushed"), FAIL, "pushed_without_consent", IT),
    Golden("with consent to another bank", PUSH, consented(bank="B2").then("10-10 08:01", "ApplicationPushed"), FAIL,
           "pushed_without_consent", IT),
    Golden("with consent to less", PUSH,
           consented(scope=("basic_information", "award_content")).then("10-10 08:01", "ApplicationPushed"), FAIL,
           "pushed_without_consent", IT),
    Golden("in the last second of consent", PUSH,
           consented(expires_at=instant("2022-10-10 08:01:01")).then("10-10 08:01", "ApplicationPushed"), PASS),
    Golden("in the second in which it has expired", PUSH,
           consented(expires_at=instant("2022-10-10 08:01")).then("10-10 08:01", "ApplicationPushed"), FAIL,
           "pushed_without_consent", IT),
    Golden("after consent was taken back", PUSH, pushed().then("10-10 08:00:30", "ConsentWithdrawn"), FAIL,
           "pushed_without_consent", IT),
    Golden("not if it was taken back from another bank", PUSH,
           pushed().then("10-10 08:00:30", "ConsentWithdrawn", bank="B2"), PASS),
    Golden("not if somebody else takes it back", PUSH,
           pushed().then("10-10 08:00:30", "ConsentWithdrawn", actor=PURCHASER), PASS),
    Golden("nobody consents in the supplier's stead", PUSH,
           noticed().then("10-10 07:00", "ConsentGiven", actor=BANK).then("10-10 08:01", "ApplicationPushed"), FAIL,
           "pushed_without_consent", IT),
    Golden("consent taken back binds from the next second", PUSH, pushed().then("10-10 08:01", "ConsentWithdrawn"), PASS),
    Golden("and afterwards it takes nothing back", PUSH, pushed().then("10-10 09:00", "ConsentWithdrawn"), PASS),
    Golden("given anew it counts again", PUSH,
           pushed().then("10-10 08:00:20", "ConsentWithdrawn").then("10-10 08:00:40", "ConsentGiven", consent="N2"), PASS),
    Golden("withdrawn before it was pushed", PUSH, consented().then("10-10 08:30", "ApplicationWithdrawn"), PASS,
           "withdrawn_before_push"),
    Golden("made beside the platform it has nothing to push", PUSH,
           noticed(channel="offline").then("10-10 09:00", "ApplicationAccepted"), NONE),
    Golden("unless it is pushed all the same", PUSH,
           noticed(channel="offline").then("10-10 08:01", "ApplicationPushed"), FAIL, "pushed_without_consent", IT),
    Golden("what the platform refused it need not push", PUSH, unpushed(), NONE),
    Golden("nor in any time", PUSHED_LATE, unpushed(), NONE, law={"push_lag_max_seconds": 60}),
    Golden("within so many seconds, if there were a number", PUSHED_LATE, pushed(), PASS, "in_time",
           law={"push_lag_max_seconds": 60}),
    Golden("and one second later", PUSHED_LATE, pushed("10-10 08:01:01"), FAIL, "late", IT, law={"push_lag_max_seconds": 60}),
    Golden("withdrawn in time", PUSHED_LATE, consented().then("10-10 08:00:30", "ApplicationWithdrawn"), PASS,
           law={"push_lag_max_seconds": 60}),
    Golden("never pushed", PUSHED_LATE, consented(), FAIL, "overdue", IT, law={"push_lag_max_seconds": 60}),
    Golden("to another bank is not pushed", PUSHED_LATE, pushed(bank="B2"), FAIL, "overdue", IT, law={"push_lag_max_seconds": 60}),
    Golden("made beside the platform there is no time for it", PUSHED_LATE, noticed(channel="offline"), NONE,
           law={"push_lag_max_seconds": 60}),
]  # fmt: skip


def declared() -> Story:
    """As pushed, by a small firm."""
    return pushed().then("09-30 09:00", "SizeDeclared")


TWO_DAYS = {"accept_lag_max_working_days": 2}
ACCEPTANCES = [
    Golden("taken up in the last lawful second", ACCEPTED_LATE, declared().then("10-12 23:59:59", "ApplicationAccepted"), PASS,
           "in_time", law=TWO_DAYS),
    Golden("and in the first unlawful one", ACCEPTED_LATE, declared().then("10-13 00:00", "ApplicationAccepted"), FAIL, "late", B1,
           law=TWO_DAYS),
    Golden("sent back in time", ACCEPTED_LATE, declared().then("10-12 09:00", "ApplicationReturned"), PASS, law=TWO_DAYS),
    Golden("declined in time", ACCEPTED_LATE, declared().then("10-12 09:00", "ApplicationRejected"), PASS, law=TWO_DAYS),
    Golden("withdrawn in time", ACCEPTED_LATE, declared().then("10-12 09:00", "ApplicationWithdrawn"), PASS, law=TWO_DAYS),
    Golden("the award was voided in time", ACCEPTED_LATE, declared().then("10-12 09:00", "AwardVoided"), PASS, law=TWO_DAYS),
    Golden("a quote takes nothing up", ACCEPTED_LATE, declared().then("10-11 09:00", "QuoteIssued"), FAIL, "overdue", B1,
           law=TWO_DAYS),
    Golden("pushed twice it runs from the first", ACCEPTED_LATE,
           declared().then("10-12 09:00", "ApplicationPushed").then("10-13 09:00", "ApplicationAccepted"), FAIL, "late", B1,
           law=TWO_DAYS),
    Golden("not yet due", ACCEPTED_LATE, declared(), OPEN, law=TWO_DAYS, observation={"until": instant("2022-10-13")}),
    Golden("a bank that was pushed another's application owes nothing for it", ACCEPTED_LATE,
           consented().then("09-30 09:00", "SizeDeclared").then("10-10 08:01", "ApplicationPushed", bank="B2"), NONE, law=TWO_DAYS),
    Golden("pushed to its own bank later, it runs from then", ACCEPTED_LATE,
           consented().then("09-30 09:00", "SizeDeclared").then("10-10 08:01", "ApplicationPushed", bank="B2")
           .then("10-11 08:01", "ApplicationPushed").then("10-13 23:59:59", "ApplicationAccepted"), PASS, "in_time", law=TWO_DAYS),
]  # fmt: skip


def quoted(when: str = "10-11 10:00", **fields: object) -> Story:
    return pushed().then(when, "QuoteIssued", **fields)


QUOTES = [
    Golden("after the push, on all four, with limit and rate", REVIEW, quoted(), PASS, "reviewed_then_quoted"),
    Golden("on the contract as well", REVIEW,
           quoted(reviewed=("contract", "award_history", "award_notice", "award_announcement", "financing_intent")), PASS),
    Golden("without a limit", REVIEW, quoted(limit_fen=None), FAIL, "quote_incomplete", B1),
    Golden("without a rate", REVIEW, quoted(apr_bp=None), FAIL, "quote_incomplete", B1),
    Golden("refused it is an attempt", REVIEW, pushed().tries("10-11 10:00", "QuoteIssued", apr_bp=None), WARN,
           "tried_incomplete_quote", B1),
    Golden("refused for another reason it is none", REVIEW, pushed().tries("10-11 10:00", "QuoteIssued"), NONE),
    Golden("without a look at earlier awards", REVIEW, quoted(reviewed=("award_notice", "award_announcement", "financing_intent")),
           FAIL, "not_reviewed", B1),
    Golden("a source that names nothing does not say", REVIEW, quoted(reviewed=()), INCONCLUSIVE, "review_unknown"),
    Golden("before the push", REVIEW, quoted("10-10 08:00:30"), FAIL, "quoted_before_push", B1),
    Golden("in its second", REVIEW, quoted("10-10 08:01"), PASS),
    Golden("on what was pushed to another bank", REVIEW, pushed(bank="B2").then("10-11 10:00", "QuoteIssued"), FAIL,
           "quoted_before_push", B1),
    Golden("on what the supplier brought itself", REVIEW, noticed(channel="offline").then("10-11 10:00", "QuoteIssued"), PASS),
    Golden("what the bureau quotes in its name is not its quote", REVIEW, quoted(actor=BUREAU, apr_bp=None), NONE),
]  # fmt: skip


def limited(limit: int | None, **fields: object) -> Story:
    """A limit on an award of 1,000,000 fen, with 800,000 asked for."""
    return Story().open().then("10-11 10:00", "QuoteIssued", limit_fen=limit, **fields)


def agreed(principal: int) -> Story:
    return Story().open().then("10-11 10:00", "LoanAgreementSigned", principal_max_fen=principal)


LIMITS = [
    Golden("what was asked for", LIMIT, limited(800_000), PASS, "within_bound"),
    Golden("one fen more", LIMIT, limited(800_001), FAIL, "limit_above_request", B1),
    Golden("if the request does not bind up to the award", LIMIT, limited(1_000_000), PASS, law={"limit_bound_by_request": False}),
    Golden("and not beyond it", LIMIT, limited(1_000_001), FAIL, "limit_above_award", B1, law={"limit_bound_by_request": False}),
    Golden("asked for more than the award the award is the bound", LIMIT,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued", amount_fen=500_000)
           .then("10-10 08:00", "ApplicationSubmitted").then("10-11 10:00", "QuoteIssued", limit_fen=500_001), FAIL,
           "limit_above_award", B1),
    Golden("a quote without a limit has none to compare", LIMIT, limited(None), NONE),
    Golden("agreed within", LIMIT, agreed(800_000), PASS),
    Golden("agreed above", LIMIT, agreed(800_001), FAIL, "limit_above_request", B1),
    Golden("refused it was an attempt", LIMIT, Story().open().tries("10-11 10:00", "LoanAgreementSigned", principal_max_fen=10**7),
           WARN, "limit_above_request", B1),
    Golden("a quote refused was an offer", LIMIT, Story().open().tries("10-11 10:00", "QuoteIssued", limit_fen=10**7), NONE),
    Golden("what the bureau quotes in its name is not its quote", LIMIT, limited(10**7, actor=BUREAU), NONE),
    Golden("without award and application there is nothing to compare", LIMIT,
           Story().then("10-10 07:00", "SizeDeclared").then("10-11 10:00", "QuoteIssued"), INCONCLUSIVE, "bound_unknown"),
    Golden("a large supplier's limit is not bound", LIMIT,
           Story().then("09-30 09:00", "SizeDeclared", employees=5000, revenue_fen=10**12)
           .then("09-30 10:00", "AwardNoticeIssued").then("10-11 10:00", "QuoteIssued", limit_fen=10**7), NONE),
]  # fmt: skip


def asked(*lists: tuple[str, ...]) -> Story:
    """The bank asked for documents, an hour apart."""
    story = Story().accept()
    for number, missing in enumerate(lists):
        story.add("SupplementRequested", f"10-11 {9 + number:02}:00", missing_docs=missing)
    return story


ONE_ROUND = {"supplement_rounds_max": 1}
SUPPLEMENTS = [
    Golden("asked once", ROUNDS, asked(("tax",)), PASS, "within_bound", law=ONE_ROUND),
    Golden("asked twice", ROUNDS, asked(("tax",), ("bill",)), FAIL, "too_many_rounds", B1, law=ONE_ROUND),
    Golden("a request for nothing is no round", ROUNDS, asked(("tax",), ()), PASS, law=ONE_ROUND),
    Golden("each application has its own", ROUNDS,
           asked(("tax",)).then("10-12 09:00", "SupplementRequested", application="L2", missing_docs=("tax",)), PASS, law=ONE_ROUND),
    Golden("what the platform asks for is not the bank's", ROUNDS,
           asked(("tax",)).then("10-12 09:00", "SupplementRequested", missing_docs=("tax",), actor=PLATFORM), PASS, law=ONE_ROUND),
]  # fmt: skip

ROWS = [*BASES, *PUSHES, *ACCEPTANCES, *QUOTES, *LIMITS, *SUPPLEMENTS]
