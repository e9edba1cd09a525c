# tables: a row reads best on few lines
"""Golden cases of what surrounds the platform: the treasury's system, shared facts, the entrance and the channel."""

from __future__ import annotations

from typing import Any

from notice.civil import instant
from notice.events import PLATFORM
from tests.conformance.builders import BANK, BUREAU, TREASURY, Story
from tests.conformance.monitors.golden import F1, FAIL, INCONCLUSIVE, NONE, OPEN, PASS, WARN, Golden

TREASURYS, SHARED, ENTRANCE = "treasury-interconnected", "share-procurement-data", "one-stop-entrance"
PAID, PLAN, ORDER = "TreasuryPaid", "PaymentPlanSubmitted", "PaymentOrdered"
SUT = ("platform:platform",)
WITHIN_AN_HOUR = {"sync_lag_max_seconds": 3600}
OWN, PLATFORMS = {"vantage": "source"}, {"vantage": "platform"}


def contracted(**notice: object) -> Story:
    return Story().then("09-30 10:00", "AwardNoticeIssued", **notice).then("10-11 14:00", "ContractSigned")


def paid(**fields: object) -> Story:
    """Paid at 9:00 on 26 October; at 15:00 the next thing happens under the contract."""
    return contracted().then("10-26 09:00", PAID, **fields).then("10-26 15:00", "GoodsDelivered", instalment="I2")


def planned(**fields: object) -> Story:
    return contracted().then("10-24 09:00", PLAN, **fields).then("10-25 09:00", ORDER)


def seen_late(when: str) -> Story:
    return paid(recorded_at=instant(f"2022-{when}"))


def refused(story: Story) -> Story:
    return story.tries("10-26 09:00", PAID, actor=TREASURY)


def both(name: str, own: Story, platform: Story, verdict: Any, why: str = "", blames: tuple[str, ...] = (),
         law: dict[str, Any] | None = None, **sees: Any) -> Golden:  # fmt: skip
    """The treasury's log beside the platform's."""
    beside = {"platform": platform, "platform_sees": sees}
    return Golden(name, TREASURYS, own, verdict, why, blames, law=law or {}, observation=OWN, beside=beside)


INTERCONNECTED = [
    both("what was paid stands on the platform", paid(), paid(), PASS, "in_time"),
    both("what was paid does not", paid(), contracted(), FAIL, "overdue", SUT),
    both("it stands there with another amount", paid(), paid(amount_fen=999_999), FAIL, "differs_on_platform", SUT),
    both("it stands there for another account", paid(), paid(payee_account="X9"), FAIL, "differs_on_platform", SUT),
    both("it stands there under another id", paid(), paid(payment="Y9"), FAIL, "overdue", SUT),
    both("it came with the contract's next event", paid(), seen_late("10-26 15:00"), PASS, "in_time"),
    both("it came after that", paid(), seen_late("10-26 15:00:01"), FAIL, "late", SUT),
    both("an event of another contract is none of this one's",
         paid().then("10-26 10:00", "GoodsDelivered", contract="C2"), seen_late("10-26 15:00"), PASS),
    both("nothing followed, and so nothing is late", contracted().then("10-26 09:00", PAID), contracted(), OPEN),
    both("what the platform refused it knows of", paid(), refused(contracted()), PASS),
    both("a plan that did not come", planned(), contracted(), FAIL, "overdue", SUT),
    both("a plan with another amount", planned(), planned(amount_fen=1), FAIL, "differs_on_platform", SUT),
    both("an order that did not come", planned().then("10-26 15:00", "GoodsDelivered"),
         contracted().then("10-24 09:00", PLAN), FAIL, "overdue", SUT),
    both("the last second of a reform's hour", paid(), seen_late("10-26 10:00"), PASS, law=WITHIN_AN_HOUR),
    both("the first one after it", paid(), seen_late("10-26 10:00:01"), FAIL, "late", SUT, law=WITHIN_AN_HOUR),
    both("a platform's log that holds no payments says nothing of them", paid(), contracted(), INCONCLUSIVE, "not_observed",
         observes=("AwardNoticeIssued", "ContractSigned")),
    both("nor does one that ends before", paid(), contracted(), INCONCLUSIVE, "not_observed",
         until=instant("2022-10-26 12:00")),
    Golden("one log alone decides nothing", TREASURYS, paid(), INCONCLUSIVE, "needs_both_logs", observation=PLATFORMS),
    Golden("nor does the treasury's", TREASURYS, paid(), INCONCLUSIVE, "needs_both_logs", observation=OWN),
    Golden("of all that happened a log says nothing of where it stands", TREASURYS, paid(), NONE),
    Golden("outside the scope nothing has to stand anywhere", TREASURYS,
           contracted(fund_source="other").then("10-26 09:00", PAID), NONE, observation=OWN, beside={"platform": contracted()}),
]  # fmt: skip

SHARING = [
    Golden("who can read it a log does not show", SHARED, contracted(), INCONCLUSIVE, "needs_read_back", observation=PLATFORMS),
    Golden("all that happened is no platform", SHARED, contracted(), NONE),
    Golden("a contract outside the scope need not be shared", SHARED, contracted(fund_source="other"), NONE,
           observation=PLATFORMS),
]  # fmt: skip


def attests(answer: str, **fields: object) -> Story:
    return Story().then(
        "2023-02-01 09:00", "AttestationGiven", **({"actor": BUREAU, "norm": ENTRANCE, "answer": answer} | fields)
    )


MESSAGE = Story().then("10-10 09:00", "MessageSent")

ENTERING = [
    Golden("the path is as stated", ENTRANCE, attests("yes"), PASS, "attested"),
    Golden("in part", ENTRANCE, attests("partly"), WARN, "attested_in_part", F1),
    Golden("it is not", ENTRANCE, attests("no"), FAIL, "attested_otherwise", F1),
    Golden("the platform answers as well", ENTRANCE, attests("no", actor=PLATFORM), FAIL, "attested_otherwise", SUT),
    Golden("a bank does not", ENTRANCE, attests("yes", actor=BANK), NONE),
    Golden("that a message came to its addressee alone a log does not show", ENTRANCE, MESSAGE, INCONCLUSIVE, "needs_read_back"),
    Golden("before the notice there was no channel to judge", ENTRANCE, Story().then("09-28 09:00", "MessageSent"), NONE),
    Golden("neither attested nor used", ENTRANCE, contracted(), NONE),
]  # fmt: skip

ROWS = [*INTERCONNECTED, *SHARING, *ENTERING]
