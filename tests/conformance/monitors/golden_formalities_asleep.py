# tables: a row reads best on few lines
"""Golden cases of norms about contracts and records that a reform wakes: invoices, supplements, times of recording."""

from __future__ import annotations

from typing import Any

from notice.civil import instant
from tests.conformance.builders import PURCHASER, Story
from tests.conformance.monitors.golden import FAIL, INCONCLUSIVE, NONE, OPEN, P1, PASS, T1, Golden

INVOICE, SUPPLEMENT, RECORD = "X-pay-after-invoice", "X-supplement-cap", "X-record-in-time"
PAID, AMENDED = "TreasuryPaid", "ContractAmended"
TEN_DAYS, TEN_PERCENT, AN_HOUR = (
    {"invoice_pay_working_days": 10},
    {"supplement_max_bp": 1000},
    {"recording_lag_max_seconds": 3600},
)


def signed(**notice: object) -> Story:
    return Story().then("09-30 10:00", "AwardNoticeIssued", **notice).then("10-11 14:00", "ContractSigned")


def invoiced(amount_fen: int = 1_000_000, **notice: object) -> Story:
    """Invoiced on Monday 17 October; ten working days end with Monday the 31st."""
    return signed(**notice).then("10-17 09:00", "InvoiceReceived", actor=PURCHASER, amount_fen=amount_fen)


def paying(
    name: str, story: Story, verdict: Any, why: str = "", blames: tuple[str, ...] = (), **observation: Any
) -> Golden:
    return Golden(name, INVOICE, story, verdict, why, blames, law=TEN_DAYS, observation=observation)


INVOICES = [
    paying("paid in the last lawful second", invoiced().then("10-31 23:59:59", PAID), PASS, "in_time"),
    paying("paid in the first unlawful one", invoiced().then("11-01 00:00:00", PAID), FAIL, "late", P1),
    paying("never paid", invoiced(), FAIL, "overdue", P1),
    paying("not yet due", invoiced(), OPEN, until=instant("2022-11-01")),
    paying("what was planned in time is the treasury's", invoiced().then("10-20 09:00", "PaymentPlanSubmitted")
           .then("11-01 00:00:00", PAID), FAIL, "late", T1),
    paying("half is not all", invoiced().then("10-20 09:00", PAID, amount_fen=500_000), FAIL, "overdue", P1),
    paying("half is all of half an invoice", invoiced(500_000).then("10-20 09:00", PAID, amount_fen=500_000), PASS),
    paying("and does not pay the next one", invoiced(500_000).then("10-18 09:00", "InvoiceReceived", actor=PURCHASER,
           amount_fen=500_000).then("10-20 09:00", PAID, amount_fen=500_000), FAIL, "overdue", P1),
    paying("another instalment's money does not count", invoiced().then("10-20 09:00", PAID, instalment="I2"),
           FAIL, "overdue", P1),
    paying("a contract that ended leaves nothing to pay", invoiced().then("10-20 09:00", "ContractTerminated"), PASS),
    paying("without an invoice nothing is due", signed(), NONE),
    paying("outside the scope nothing is due", invoiced(fund_source="other"), NONE),
    paying("a log without payments convicts nobody", invoiced(), INCONCLUSIVE, "not_observed",
           observes=("AwardNoticeIssued", "ContractSigned", "InvoiceReceived")),
]  # fmt: skip


def supplemented(*deltas: int, **notice: object) -> Story:
    story = signed(**notice)
    for number, delta in enumerate(deltas):
        story.add(AMENDED, f"10-{20 + number} 09:00", amendment=f"M{number}", amount_delta_fen=delta)
    return story


def capped(
    name: str, story: Story, verdict: Any, why: str = "", blames: tuple[str, ...] = (), **observation: Any
) -> Golden:
    return Golden(name, SUPPLEMENT, story, verdict, why, blames, law=TEN_PERCENT, observation=observation)


SUPPLEMENTS = [
    capped("a tenth", supplemented(100_000), PASS, "within_bound"),
    capped("a tenth and a fen", supplemented(100_001), FAIL, "above_supplement_cap", P1),
    capped("two that are more together", supplemented(60_000, 40_001), FAIL, "above_supplement_cap", P1),
    capped("what is taken off frees no room", supplemented(60_000, -60_000, 60_000), FAIL, "above_supplement_cap", P1),
    capped("an amendment that adds nothing is none", supplemented(0, -5), NONE),
    capped("another contract's supplement does not count",
           signed().then("10-20 09:00", AMENDED, contract="C2", amount_delta_fen=900_000), NONE),
    capped("outside the scope nothing is capped", supplemented(500_000, purchaser_kind="other"), NONE),
    capped("other supplements may be hidden", supplemented(100_000), INCONCLUSIVE, "not_observed",
           observes=("AwardNoticeIssued", "ContractSigned")),
]  # fmt: skip


def recorded(when: str | None, **notice: object) -> Story:
    """A payment of 11:00, and when it was recorded."""
    at = instant(f"2022-{when}") if when else None
    return signed(**notice).then("10-26 11:00", PAID, recorded_at=at)


def dated(name: str, story: Story, verdict: Any, why: str = "", blames: tuple[str, ...] = ()) -> Golden:
    return Golden(name, RECORD, story, verdict, why, blames, law=AN_HOUR)


RECORDS = [
    dated("recorded within the hour", recorded("10-26 12:00"), PASS, "within_bound"),
    dated("recorded a second later", recorded("10-26 12:00:01"), FAIL, "back_dated", T1),
    dated("recorded at once", recorded("10-26 11:00"), PASS, "within_bound"),
    dated("recorded before it happened", recorded("10-26 10:59:59"), FAIL, "post_dated", T1),
    dated("a record without a time of its own says nothing", recorded(None), NONE),
    dated("outside the scope nobody asks", recorded("10-27 12:00", fund_source="other"), NONE),
    dated("a miss that is flagged late bears its own due instant, and is lawful",
          signed().then("10-14 00:00", "DeadlineMissed", clock="publish_contract", late_party=PURCHASER, award="A1",
                        due_at=instant("2022-10-14"), recorded_at=instant("2022-10-20")), NONE),
]  # fmt: skip

ROWS = [*INVOICES, *SUPPLEMENTS, *RECORDS]
