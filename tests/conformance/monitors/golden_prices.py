# tables: a row reads best on few lines
"""Golden cases of what a loan may be tied to and what it may cost: conditions, floors, preferential rates."""

from __future__ import annotations

from notice.civil import instant
from tests.conformance.builders import PURCHASER, SUPPLIER, Story
from tests.conformance.monitors.golden import B1, FAIL, INCONCLUSIVE, NONE, PASS, WARN, Golden

CONDITIONS, FLOOR, RATE, CAP = "no-conditions", "no-concession-floor", "preferential-rate", "X-apr-cap"


def tied(condition: str = "cross_sale") -> Story:
    return Story().open().then("10-11 09:00", "ConditionAttached", condition=condition)


def product(*kinds: str, when: str = "10-11 09:00", **fields: object) -> Story:
    return Story().then(when, "ProductPublished", requires=kinds, **fields)


TIES = [
    Golden("nothing attached", CONDITIONS, Story().open(), PASS, "kept_clear"),
    Golden("an insurance to be bought", CONDITIONS, tied("insurance_purchase"), FAIL, "condition_attached", B1),
    Golden("a deposit to be held", CONDITIONS, tied("minimum_balance"), FAIL, "condition_attached", B1),
    Golden("attaching is the breach even if a platform refuses it", CONDITIONS,
           Story().open().tries("10-11 09:00", "ConditionAttached"), FAIL, "condition_attached", B1),
    Golden("what somebody else attaches in its name is not the bank's", CONDITIONS,
           Story().open().tries("10-11 09:00", "ConditionAttached", actor=PURCHASER), PASS),
    Golden("attached on an application that the log does not show", CONDITIONS,
           Story().then("10-10 08:00", "SizeDeclared").then("10-11 09:00", "ConditionAttached"),
           FAIL, "condition_attached", B1),
    Golden("the named repayment account is none", CONDITIONS, Story().lend(), PASS, "kept_clear"),
    Golden("a product that requires one", CONDITIONS, product("payroll_transfer"), FAIL, "condition_attached", B1),
    Golden("a product that requires a security is another norm's matter", CONDITIONS, product("guarantee_company"), PASS),
    Golden("a product that somebody else publishes in its name", CONDITIONS,
           Story().tries("10-11 09:00", "ProductPublished", requires=("exclusivity",), actor=SUPPLIER), NONE),
    Golden("a product published before the notice", CONDITIONS, product("exclusivity", when="09-28 09:00"), NONE),
    Golden("outside the scope it may be attached", CONDITIONS,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued", fund_source="other")
           .then("10-10 08:00", "ApplicationSubmitted").then("10-11 09:00", "ConditionAttached"), NONE),
]  # fmt: skip


def floored(**fields: object) -> Story:
    return product().then("10-12 09:00", "FloorConfigured", **({"apr_min_bp": 365} | fields))


FLOORS = [
    Golden("none", FLOOR, product(), PASS, "kept_clear"),
    Golden("an offered rate is none", FLOOR, product(offered_apr_bp=500), PASS),
    Golden("a lowest rate", FLOOR, floored(), FAIL, "floor_set", B1),
    Golden("a largest concession", FLOOR, floored(apr_min_bp=None, concession_max_bp=50), FAIL, "floor_set", B1),
    Golden("a largest concession of nothing is the hardest floor", FLOOR, floored(apr_min_bp=None, concession_max_bp=0),
           FAIL, "floor_set", B1),
    Golden("without a figure nothing is fixed", FLOOR, floored(apr_min_bp=None), PASS),
    Golden("of a product that the log does not show", FLOOR, Story().then("10-12 09:00", "FloorConfigured", apr_min_bp=365),
           FAIL, "floor_set", B1),
    Golden("of another product", FLOOR, product(product="Q2").then("10-12 09:00", "FloorConfigured", apr_min_bp=365),
           FAIL, "floor_set", B1),
    Golden("refused it is an attempt", FLOOR, product().tries("10-12 09:00", "FloorConfigured", apr_min_bp=365),
           WARN, "tried_floor", B1),
    Golden("what somebody else sets in its name is not the bank's", FLOOR,
           product().tries("10-12 09:00", "FloorConfigured", apr_min_bp=365, actor=SUPPLIER), PASS),
    Golden("set before the notice", FLOOR, Story().then("09-28 09:00", "FloorConfigured", apr_min_bp=365), NONE),
    Golden("set afterwards under a product published before", FLOOR,
           product(when="09-28 09:00").then("10-12 09:00", "FloorConfigured", apr_min_bp=365), FAIL, "floor_set", B1),
]  # fmt: skip

LPR, AVERAGE, COMPARABLE = ({"pref_benchmark": name} for name in ("lpr", "inclusive_average", "comparable"))


def signed(apr_bp: int, when: str = "10-12 10:00", **fields: object) -> Story:
    """An agreement of October 2022: the LPR is 365 bp, the average of inclusive loans that year 528 bp."""
    return Story().open().then(when, "LoanAgreementSigned", apr_bp=apr_bp, **fields)


def quoted(apr_bp: int, comparable_apr_bp: int | None = 500) -> Story:
    quote = Story().open().then("10-11 10:00", "QuoteIssued", apr_bp=apr_bp, comparable_apr_bp=comparable_apr_bp)
    return quote.then("10-12 10:00", "LoanAgreementSigned", apr_bp=apr_bp)


RATES = [
    Golden("the notice names no benchmark", RATE, quoted(9999), NONE),
    Golden("at the LPR", RATE, signed(365), PASS, "within_bound", law=LPR),
    Golden("above the LPR", RATE, signed(366), FAIL, "rate_above_benchmark", B1, law=LPR),
    Golden("at the LPR and the spread allowed", RATE, signed(465), PASS, law=LPR | {"apr_spread_max_bp": 100}),
    Golden("a basis point more", RATE, signed(466), FAIL, "rate_above_benchmark", B1, law=LPR | {"apr_spread_max_bp": 100}),
    Golden("a spread may lie below the LPR", RATE, signed(365), FAIL, "rate_above_benchmark", B1,
           law=LPR | {"apr_spread_max_bp": -15}),
    Golden("on a day that the table does not reach", RATE, signed(300, "2026-03-02 10:00"), INCONCLUSIVE, "benchmark_unknown",
           law=LPR, observation={"until": instant("2026-03-03")}),
    Golden("at the average of inclusive loans", RATE, signed(528), PASS, law=AVERAGE),
    Golden("above it", RATE, signed(529), FAIL, "rate_above_benchmark", B1, law=AVERAGE),
    Golden("in a month for which no average was published", RATE, signed(300, "11-02 10:00"), INCONCLUSIVE,
           "benchmark_unknown", law=AVERAGE),
    Golden("at the comparable rate", RATE, quoted(500), PASS, law=COMPARABLE),
    Golden("above it", RATE, quoted(501), FAIL, "rate_above_benchmark", B1, law=COMPARABLE),
    Golden("a fifth below it", RATE, quoted(400), PASS, law=COMPARABLE | {"comparable_discount_min_bp": 2000}),
    Golden("less than a fifth below it", RATE, quoted(401), FAIL, "rate_above_benchmark", B1,
           law=COMPARABLE | {"comparable_discount_min_bp": 2000}),
    Golden("without a comparable rate in the quote", RATE, quoted(400, None), INCONCLUSIVE, "benchmark_unknown",
           law=COMPARABLE),
    Golden("without a quote", RATE, signed(400), INCONCLUSIVE, "benchmark_unknown", law=COMPARABLE),
    Golden("a large firm has no claim to it", RATE,
           Story().then("09-30 09:00", "SizeDeclared", employees=5000, revenue_fen=10**12).then("10-10 08:00", "ApplicationSubmitted")
           .then("10-12 10:00", "LoanAgreementSigned", apr_bp=9999), NONE, law=LPR),
]  # fmt: skip

CAPS = [
    Golden("at the cap", CAP, signed(465), PASS, "within_bound", law={"apr_spread_max_bp": 100}),
    Golden("a basis point above it", CAP, signed(466), FAIL, "rate_above_benchmark", B1, law={"apr_spread_max_bp": 100}),
    Golden("the cap falls with the LPR", CAP, signed(465, "2023-08-21 10:00"), FAIL, "rate_above_benchmark", B1,
           law={"apr_spread_max_bp": 100}),
]  # fmt: skip

ROWS = [*TIES, *FLOORS, *RATES, *CAPS]
