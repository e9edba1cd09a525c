# tables: a row reads best on few lines
"""Golden cases of what banks claim and promise: commitments kept and broken, same-day quotes, money in seconds."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Commitment
from notice.vocabulary import CommitmentKind
from tests.conformance.builders import BUREAU, Story
from tests.conformance.monitors.golden import B1, FAIL, INCONCLUSIVE, NONE, OPEN, PASS, Golden
from tests.conformance.stories import earlier

KEPT, CLAIMS, SAME_DAY, INSTANT = "keep-commitments", "speed-claims", "X-quote-same-day", "X-instant-money"


def filing(kind: CommitmentKind, value: int = 0, when: str = "09-29 08:00", **fields: object) -> Story:
    """A bank that filed one commitment."""
    return Story(award="F").then(when, "BankFiled", commitments=(Commitment("K1", kind, value),), **fields)


def rejected(when: str) -> Story:
    return Story().accept().then(when, "ApplicationRejected")


def priced(apr_bp: int, kind: str = "QuoteIssued") -> Story:
    return Story().open().then("10-11 10:00", kind, apr_bp=apr_bp)


def advertised(rate: int) -> Story:
    return Story(award="F").then("09-29 08:00", "ProductPublished", offered_apr_bp=rate)


DAYS: CommitmentKind = "first_sla_working_days"
AGAIN: CommitmentKind = "repeat_sla_working_days"
CAP: CommitmentKind = "apr_max_bp"

PROMISED = [
    Golden("nothing promised, nothing to keep", KEPT, rejected("10-17 09:00"), NONE),
    Golden("three days promised and kept", KEPT, (filing(DAYS, 3), rejected("10-13 23:59:59")), PASS, "in_time"),
    Golden("three days promised, in time for the notice only", KEPT, (filing(DAYS, 3), rejected("10-14 00:00")), FAIL, "late", B1),
    Golden("more days than the notice gives loosen the notice nothing", "first-loan-in-time",
           (filing(DAYS, 9), rejected("10-18 00:00")), FAIL, "late", B1),
    Golden("but as a promise they are kept", KEPT, (filing(DAYS, 9), rejected("10-18 00:00")), PASS, "in_time"),
    Golden("a ground recorded in time does not soften a promise", KEPT,
           (filing(DAYS, 3), rejected("10-14 09:00").then("10-12 09:00", "DelayExplained")), FAIL, "late", B1),
    Golden("days with the supplier are not counted here either", KEPT,
           (filing(DAYS, 3), rejected("10-14 09:00").then("10-11 10:00", "SupplementRequested", missing_docs=("tax",))
            .then("10-12 10:00", "SupplementProvided", documents=("tax",))), PASS, "in_time"),
    Golden("promised for first loans it says nothing of repeats", KEPT, (filing(DAYS, 1), earlier(), rejected("10-13 09:00")), PASS,
           "in_time"),
    Golden("promised for repeat loans", KEPT, (filing(AGAIN, 1), earlier(), rejected("10-11 23:59:59")), PASS, "in_time"),
    Golden("and broken", KEPT, (filing(AGAIN, 1), earlier(), rejected("10-12 00:00")), FAIL, "late", B1),
    Golden("replaced by a later filing", KEPT,
           (filing(DAYS, 3), filing(DAYS, 5, "10-08 08:00", id="later", seq=2), rejected("10-14 09:00")), PASS),
    Golden("filed after the clock had started it does not bind it", KEPT, (filing(DAYS, 3, "10-11 08:00"), rejected("10-14 09:00")),
           NONE),
    Golden("another bank's promise", KEPT, (filing(DAYS, 3, bank="B2"), rejected("10-14 09:00")), NONE),
    Golden("nobody promises in a bank's stead", KEPT, (filing(DAYS, 3, actor=BUREAU), rejected("10-14 09:00")), NONE),
    Golden("of two promises the tighter", KEPT,
           (Story(award="F").then("09-29 08:00", "BankFiled", commitments=(Commitment("K1", DAYS, 9), Commitment("K2", DAYS, 3))),
            rejected("10-14 09:00")), FAIL, "late", B1),
    Golden("the notice's own days, if they are read as a promise", KEPT, rejected("10-18 09:00"), FAIL, "late", B1,
           law={"commitment_means": "notice_sla"}),
    Golden("where first or repeat is hidden and matters it is left open", KEPT, (filing(DAYS, 3), rejected("10-14 09:00")),
           INCONCLUSIVE, "first_or_repeat_unknown", observation={"since": instant("2022-09-29")}),
    Golden("a rate within the promise", KEPT, (filing(CAP, 400), priced(400)), PASS, "within_bound"),
    Golden("one basis point more", KEPT, (filing(CAP, 400), priced(401)), FAIL, "above_promised_rate", B1),
    Golden("agreed above it", KEPT, (filing(CAP, 400), priced(401, "LoanAgreementSigned")), FAIL, "above_promised_rate", B1),
    Golden("what the bureau quotes in its name is not its quote", KEPT,
           (filing(CAP, 400), Story().open().then("10-11 10:00", "QuoteIssued", apr_bp=900, actor=BUREAU)), NONE),
    Golden("what a bank advertises is no promise by default", KEPT, (advertised(400), priced(401)), NONE),
    Golden("and one under that reading", KEPT, (advertised(400), priced(401)), FAIL, "above_promised_rate", B1,
           law={"commitment_means": "advertised"}),
    Golden("kept", KEPT, (advertised(400), priced(400)), PASS, law={"commitment_means": "advertised"}),
    Golden("of two products the dearer, for a quote names none", KEPT,
           (advertised(400).then("09-29 09:00", "ProductPublished", product="Q2", offered_apr_bp=500), priced(450)), PASS,
           law={"commitment_means": "advertised"}),
    Golden("no fees, and none", KEPT, (filing("fees_none"), Story().open()), PASS, "kept_clear"),
    Golden("no fees, and one", KEPT, (filing("fees_none"), Story().open().then("10-11 09:00", "FeeCharged")), FAIL,
           "asked_beside_promise", B1),
    Golden("demanding one breaks the promise even if a platform refuses it", KEPT,
           (filing("fees_none"), Story().open().tries("10-11 09:00", "FeeCharged")), FAIL, "asked_beside_promise", B1),
    Golden("a fee of nothing is none", KEPT, (filing("fees_none"), Story().open().then("10-11 09:00", "FeeCharged", amount_fen=0)),
           PASS),
    Golden("promised after the application it binds from then on", KEPT,
           (filing("fees_none", when="10-10 12:00"), Story().open().then("10-11 09:00", "FeeCharged")), FAIL,
           "asked_beside_promise", B1),
    Golden("a fee before the promise broke none", KEPT,
           (filing("fees_none", when="10-12 12:00"), Story().open().then("10-11 09:00", "FeeCharged")), NONE),
    Golden("no conditions, and one", KEPT, (filing("conditions_none"), Story().open().then("10-11 09:00", "ConditionAttached")),
           FAIL, "asked_beside_promise", B1),
    Golden("no conditions, and a fee", KEPT, (filing("conditions_none"), Story().open().then("10-11 09:00", "FeeCharged")), PASS),
    Golden("other promises only an authority can find broken", KEPT, (filing("other"), Story().lend()), NONE),
    Golden("to a large supplier nothing was promised", KEPT,
           (filing(CAP, 400), Story().then("09-30 09:00", "SizeDeclared", employees=5000, revenue_fen=10**12)
            .then("09-30 10:00", "AwardNoticeIssued").then("10-11 10:00", "QuoteIssued", apr_bp=900)), NONE),
]  # fmt: skip


def quoted(when: str) -> Story:
    return Story().accept().then(when, "QuoteIssued")


def completed(when: str) -> Story:
    """A document asked for on the day of acceptance and handed in the next morning; quoted then."""
    return (
        Story()
        .accept()
        .then("10-10 10:00", "SupplementRequested", missing_docs=("tax",))
        .then("10-11 09:00", "SupplementProvided", documents=("tax",))
        .then(when, "QuoteIssued")
    )


def ordered(when: str) -> Story:
    return (
        Story()
        .open()
        .then("10-12 10:00", "LoanAgreementSigned")
        .then("10-12 15:00", "DisbursementOrdered")
        .then(when, "LoanDisbursed")
    )


ASLEEP = [
    Golden("a claim binds nobody", CLAIMS, quoted("10-12 09:00"), NONE),
    Golden("not even where it is demanded: that is another norm's", CLAIMS, ordered("10-13 09:00"), NONE,
           law={"quote_same_day": True, "instant_seconds": 60}),
    Golden("quoted in the day's last second", SAME_DAY, quoted("10-10 23:59:59"), PASS, "in_time", law={"quote_same_day": True}),
    Golden("an award voided on the day needs no quote", SAME_DAY, quoted("10-11 00:00").then("10-10 20:00", "AwardVoided"), PASS,
           law={"quote_same_day": True}),
    Golden("nor does it as a promise", KEPT, (filing("quote_same_day"), quoted("10-11 00:00").then("10-10 20:00", "AwardVoided")),
           PASS, "in_time"),
    Golden("quoted the next day", SAME_DAY, quoted("10-11 00:00"), FAIL, "late", B1, law={"quote_same_day": True}),
    Golden("a reform that says no demands nothing", SAME_DAY, quoted("10-11 00:00"), NONE, law={"quote_same_day": False}),
    Golden("never quoted", SAME_DAY, Story().accept(), FAIL, "overdue", B1, law={"quote_same_day": True}),
    Golden("without a rate it is no quote", SAME_DAY, Story().accept().then("10-10 10:00", "QuoteIssued", apr_bp=None), FAIL,
           "overdue", B1, law={"quote_same_day": True}),
    Golden("declined the same day", SAME_DAY, Story().accept().then("10-10 10:00", "ApplicationRejected"), PASS,
           law={"quote_same_day": True}),
    Golden("a quote before acceptance was in time", SAME_DAY,
           Story().open().then("10-10 08:30", "QuoteIssued").then("10-11 09:00", "ApplicationAccepted"), PASS,
           law={"quote_same_day": True}),
    Golden("the day counts from when nothing is missing", SAME_DAY, completed("10-11 16:00"), PASS, "in_time",
           law={"quote_same_day": True}),
    Golden("and no further", SAME_DAY, completed("10-12 00:00"), FAIL, "late", B1, law={"quote_same_day": True}),
    Golden("as long as something is, there is no day", SAME_DAY,
           Story().accept().then("10-10 10:00", "SupplementRequested", missing_docs=("tax",)), NONE, law={"quote_same_day": True}),
    Golden("what was handed in with the application is not missing", SAME_DAY,
           Story().open().then("10-10 08:00", "ApplicationSubmitted", application="L2", documents=("tax",))
           .then("10-10 09:00", "ApplicationAccepted", application="L2")
           .then("10-10 10:00", "SupplementRequested", application="L2", missing_docs=("tax",)), FAIL, "overdue", B1,
           law={"quote_same_day": True}),
    Golden("not yet over", SAME_DAY, Story().accept(), OPEN, law={"quote_same_day": True},
           observation={"until": instant("2022-10-10 12:00")}),
    Golden("promised, it binds without a reform", KEPT, (filing("quote_same_day"), quoted("10-11 00:00")), FAIL, "late", B1),
    Golden("and kept", KEPT, (filing("quote_same_day"), quoted("10-10 16:00")), PASS, "in_time"),
    Golden("money within the seconds of a reform", INSTANT, ordered("10-12 15:01"), PASS, "in_time", law={"instant_seconds": 60}),
    Golden("one second later", INSTANT, ordered("10-12 15:01:01"), FAIL, "late", B1, law={"instant_seconds": 60}),
    Golden("an order that was refused orders nothing", INSTANT,
           Story().open().tries("10-12 15:00", "DisbursementOrdered"), NONE, law={"instant_seconds": 60}),
    Golden("what the bureau orders in its name is not its order", INSTANT,
           Story().open().then("10-12 15:00", "DisbursementOrdered", actor=BUREAU), NONE, law={"instant_seconds": 60}),
    Golden("each order has its own money", INSTANT,
           ordered("10-12 15:01").then("10-13 09:00", "DisbursementOrdered"), FAIL, "overdue", B1, law={"instant_seconds": 60}),
    Golden("seconds promised, and broken", KEPT, (filing("instant_seconds", 60), ordered("10-12 15:01:01")), FAIL, "late", B1),
    Golden("seconds promised, and kept", KEPT, (filing("instant_seconds", 60), ordered("10-12 15:01")), PASS, "in_time"),
]  # fmt: skip

ROWS = [*PROMISED, *ASLEEP]
