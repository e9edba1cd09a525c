# tables: a row reads best on few lines
"""Golden cases of what a loan may be tied to and what it may cost: conditions, floors, preferential rates."""

from __future__ import annotations

from tests.conformance.builders import PURCHASER, SUPPLIER, Story
from tests.conformance.monitors.golden import B1, FAIL, NONE, PASS, WARN, Golden

CONDITIONS, FLOOR = "no-conditions", "no-concession-floor"


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

ROWS = [*TIES, *FLOORS]
