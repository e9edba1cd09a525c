# tables: a row reads best on few lines
"""Golden cases of the terms: ceiling, security, fees, and the report of what was lent and how soon."""

from __future__ import annotations

from notice.civil import instant
from tests.conformance.builders import BUREAU, PURCHASER, SUPPLIER, Story
from tests.conformance.monitors.golden import B1, B2, FAIL, INCONCLUSIVE, NONE, OPEN, PASS, S1, WARN, Golden

CEILING, SECURITY, FEES, REPORT = "award-ceiling", "no-security", "no-fees", "report-financing"
SOON = "X-report-in-time"
LATER = instant("2022-11-30")


def lent(*amounts: int) -> Story:
    """Loans of bank B1 on an award of 1,000,000 fen, an hour apart, each under its own id."""
    story = Story().open()
    for number, amount in enumerate(amounts):
        story.add("LoanDisbursed", f"10-12 {9 + number:02}:00", loan=f"D{number}", amount_fen=amount)
    return story


def other_bank(amount: int, when: str = "10-12 08:00", **fields: object) -> Story:
    """Another bank's loan on the same award."""
    return Story(bank="B2", loan="E1", application="L2").then(when, "LoanDisbursed", amount_fen=amount, **fields)


def second(amount: int, when: str = "10-12 09:00") -> Story:
    return Story().open().then(when, "LoanDisbursed", amount_fen=amount)


CEILINGS = [
    Golden("exactly the award amount", CEILING, lent(1_000_000), PASS, "within_bound"),
    Golden("one fen more", CEILING, lent(1_000_001), FAIL, "above_ceiling", B1),
    Golden("several loans add up", CEILING, lent(600_000, 400_001), FAIL, "above_ceiling", B1),
    Golden("each alone, under that reading", CEILING, lent(600_000, 400_001), PASS, law={"ceiling_scope": "per_loan"}),
    Golden("a contract amended upwards does not raise it", CEILING,
           Story().open().then("10-11 09:00", "ContractAmended", amount_delta_fen=500_000)
           .then("10-12 09:00", "LoanDisbursed", amount_fen=1_000_001), FAIL, "above_ceiling", B1),
    Golden("a repayment frees room", CEILING,
           Story().open().then("10-12 08:00", "LoanDisbursed", loan="D0").then("10-12 08:30", "RepaymentCollected", loan="D0")
           .then("10-12 09:00", "LoanDisbursed", amount_fen=1_000_000), PASS),
    Golden("in the second of the repayment too", CEILING,
           Story().open().then("10-12 08:00", "LoanDisbursed", loan="D0")
           .then("10-12 09:00", "RepaymentCollected", loan="D0", source="x").then("10-12 09:00", "LoanDisbursed"), PASS),
    Golden("not if one source says that it came after", CEILING,
           Story().open().then("10-12 08:00", "LoanDisbursed", loan="D0").then("10-12 09:00", "LoanDisbursed")
           .then("10-12 09:00", "RepaymentCollected", loan="D0"), FAIL, "above_ceiling", B1),
    Golden("interest frees none", CEILING,
           Story().open().then("10-12 08:00", "LoanDisbursed", loan="D0")
           .then("10-12 08:30", "RepaymentCollected", loan="D0", principal_fen=0, interest_fen=800_000)
           .then("10-12 09:00", "LoanDisbursed"), FAIL, "above_ceiling", B1),
    Golden("a closed loan is not live", CEILING,
           Story().open().then("10-12 08:00", "LoanDisbursed", loan="D0").then("10-12 08:30", "LoanClosed", loan="D0")
           .then("10-12 09:00", "LoanDisbursed"), PASS),
    Golden("what the treasury has paid counts off, under that reading", CEILING,
           Story().open().then("10-11 08:00", "TreasuryPaid", amount_fen=300_000).then("10-12 09:00", "LoanDisbursed"),
           FAIL, "above_ceiling", B1, law={"ceiling_scope": "minus_paid"}),
    Golden("by default it does not", CEILING,
           Story().open().then("10-11 08:00", "TreasuryPaid", amount_fen=300_000).then("10-12 09:00", "LoanDisbursed"), PASS),
    Golden("the bank that crosses is blamed, not the first one", CEILING, (second(800_000), other_bank(200_001)),
           FAIL, "above_ceiling", B1),
    Golden("not if it had not been told", CEILING,
           (second(800_000), other_bank(200_001, recorded_at=instant("2022-10-13"))), WARN, "above_ceiling_untold"),
    Golden("told in the second of its own act it is", CEILING,
           (second(800_000), other_bank(200_001, recorded_at=instant("2022-10-12 09:00"))), FAIL, "above_ceiling", B1),
    Golden("its own loans alone it always knows", CEILING,
           (lent(600_000, 400_001), other_bank(1, recorded_at=LATER)), FAIL, "above_ceiling", B1),
    Golden("two banks in one instant cross it both", CEILING,
           (second(500_001), other_bank(500_000, "10-12 09:00")), FAIL, "above_ceiling", (*B1, *B2)),
    Golden("a second bank within the sum is a warning", CEILING, (second(800_000), other_bank(200_000)),
           WARN, "second_bank", B1),
    Golden("so it is if each loan is compared alone", CEILING, (second(800_000), other_bank(200_000)),
           WARN, "second_bank", B1, law={"ceiling_scope": "per_loan"}),
    Golden("unless many banks are read to be allowed", CEILING, (second(800_000), other_bank(200_000)), PASS,
           law={"financing_banks_per_award": "many"}),
    Golden("a second bank after the first was repaid is none", CEILING,
           (second(800_000), other_bank(200_000).then("10-12 08:30", "LoanClosed")), PASS),
    Golden("an order above it is an attempt", CEILING,
           lent(800_000).then("10-12 10:00", "DisbursementOrdered", loan="D9", amount_fen=200_001),
           WARN, "ordered_above_ceiling", B1),
    Golden("refused as well", CEILING,
           lent(800_000).tries("10-12 10:00", "DisbursementOrdered", loan="D9", amount_fen=200_001),
           WARN, "ordered_above_ceiling", B1),
    Golden("what somebody else orders in its name is not the bank's", CEILING,
           lent(800_000).tries("10-12 10:00", "DisbursementOrdered", loan="D9", amount_fen=200_001, actor=BUREAU), PASS),
    Golden("an order within it is none", CEILING,
           lent(800_000).then("10-12 10:00", "DisbursementOrdered", loan="D9", amount_fen=200_000), PASS),
    Golden("without an award notice there is no ceiling", CEILING,
           Story().then("10-10 08:00", "SizeDeclared").then("10-12 09:00", "LoanDisbursed"), INCONCLUSIVE, "ceiling_unknown"),
    Golden("a large supplier's loan has none", CEILING,
           Story().then("09-30 09:00", "SizeDeclared", employees=5000, revenue_fen=10**12)
           .then("09-30 10:00", "AwardNoticeIssued").then("10-12 09:00", "LoanDisbursed", amount_fen=9**9), NONE),
]  # fmt: skip


def asked(kind: str) -> Story:
    return Story().open().then("10-11 09:00", "SecurityRequested", security=kind)


def product(*kinds: str) -> Story:
    return Story().then("10-11 09:00", "ProductPublished", requires=kinds)


SECURITIES = [
    Golden("nothing asked", SECURITY, Story().open(), PASS, "kept_clear"),
    Golden("a mortgage asked", SECURITY, asked("property_mortgage"), FAIL, "security_asked", B1),
    Golden("a deposit asked", SECURITY, asked("deposit_as_security"), FAIL, "security_asked", B1),
    Golden("a person's guarantee asked", SECURITY, asked("natural_person_guarantee"), FAIL, "security_asked", B1),
    Golden("not if it is read to be allowed", SECURITY, asked("natural_person_guarantee"), PASS,
           law={"natural_person_guarantee_allowed": True}),
    Golden("a pledge of the receivable is none by default", SECURITY, asked("receivable_pledge"), PASS),
    Golden("and one under that reading", SECURITY, asked("receivable_pledge"), FAIL, "security_asked", B1,
           law={"receivable_pledge_is_security": True}),
    Golden("asking is the breach even if a platform refuses it", SECURITY,
           Story().open().tries("10-11 09:00", "SecurityRequested"), FAIL, "security_asked", B1),
    Golden("what somebody else asks in its name is not the bank's", SECURITY,
           Story().open().tries("10-11 09:00", "SecurityRequested", actor=SUPPLIER), PASS),
    Golden("taken in the agreement", SECURITY,
           Story().open().then("10-11 09:00", "LoanAgreementSigned", security=("movable_pledge",)), FAIL, "security_taken", B1),
    Golden("an agreement that a platform refused took none, but asked", SECURITY,
           Story().open().tries("10-11 09:00", "LoanAgreementSigned", security=("movable_pledge",)), FAIL, "security_asked", B1),
    Golden("an agreement that somebody else signs in the bank's name", SECURITY,
           Story().open().tries("10-11 09:00", "LoanAgreementSigned", security=("movable_pledge",), actor=SUPPLIER), PASS),
    Golden("an agreement without any", SECURITY, Story().open().then("10-11 09:00", "LoanAgreementSigned"), PASS),
    Golden("declined for want of security", SECURITY,
           Story().open().then("10-11 09:00", "ApplicationRejected", ground="no_security_offered"), FAIL, "security_asked", B1),
    Golden("declined for that by somebody else in its name", SECURITY,
           Story().open().then("10-11 09:00", "ApplicationRejected", ground="no_security_offered", actor=BUREAU), PASS),
    Golden("declined for its own reasons", SECURITY, Story().open().then("10-11 09:00", "ApplicationRejected"), PASS),
    Golden("asked on an application that the log does not show", SECURITY,
           Story().then("10-10 08:00", "SizeDeclared").then("10-11 09:00", "SecurityRequested"), FAIL, "security_asked", B1),
    Golden("asked before the supplier declared its size, and again", SECURITY,
           Story().then("10-09 09:00", "SecurityRequested").then("10-10 08:00", "SizeDeclared")
           .then("10-11 09:00", "SecurityRequested"), FAIL, "security_asked", B1),
    Golden("asked before it declared its size only", SECURITY,
           Story().then("10-09 09:00", "SecurityRequested").then("10-10 08:00", "SizeDeclared"), NONE),
    Golden("a product that requires one", SECURITY, product("guarantee_company"), FAIL, "security_asked", B1),
    Golden("a product that somebody else publishes in its name", SECURITY,
           Story().tries("10-11 09:00", "ProductPublished", requires=("guarantee_company",), actor=SUPPLIER), NONE),
    Golden("a product that requires something else", SECURITY, product("cross_sale"), PASS),
    Golden("a product published before the notice", SECURITY,
           Story().then("09-28 09:00", "ProductPublished", requires=("guarantee_company",)), NONE),
    Golden("outside the scope it may be asked", SECURITY,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued", fund_source="other")
           .then("10-10 08:00", "ApplicationSubmitted").then("10-11 09:00", "SecurityRequested"), NONE),
]  # fmt: skip


def charged(amount: int, step: str = "demanded") -> Story:
    return Story().open().then("10-11 09:00", "FeeCharged", amount_fen=amount, step=step)


FEE = [
    Golden("no fee", FEES, Story().open(), PASS, "kept_clear"),
    Golden("one fen demanded", FEES, charged(1), FAIL, "fee_charged", B1),
    Golden("one fen collected", FEES, charged(1, "collected"), FAIL, "fee_charged", B1),
    Golden("a fee of nothing is none", FEES, charged(0), PASS),
    Golden("demanding is the breach even if a platform refuses it", FEES,
           Story().open().tries("10-11 09:00", "FeeCharged"), FAIL, "fee_charged", B1),
    Golden("what somebody else charges in its name is not the bank's", FEES,
           Story().open().tries("10-11 09:00", "FeeCharged", actor=PURCHASER), PASS),
    Golden("within what a reform allows", FEES, charged(100), PASS, law={"fees_allowed_fen": 100}),
    Golden("demanded, then collected, is one fee", FEES, charged(100).then("10-12 09:00", "FeeCharged", amount_fen=100,
           step="collected"), PASS, law={"fees_allowed_fen": 100}),
    Golden("two fees add up", FEES, charged(60).then("10-12 09:00", "FeeCharged", amount_fen=41, fee="evaluation"),
           FAIL, "fee_charged", B1, law={"fees_allowed_fen": 100}),
    Golden("charged before the supplier declared its size, and again", FEES,
           Story().then("10-09 09:00", "FeeCharged").then("10-10 08:00", "SizeDeclared").then("10-11 09:00", "FeeCharged"),
           FAIL, "fee_charged", B1),
    Golden("charged on an application that the log does not show", FEES,
           Story().then("10-10 08:00", "SizeDeclared").then("10-11 09:00", "FeeCharged"), FAIL, "fee_charged", B1),
]  # fmt: skip


PAID = instant("2022-10-12 15:00")


def reported(when: str = "10-12 16:00", **fields: object) -> Story:
    return Story().lend().then(when, "FinancingReported", **({"disbursed_at": PAID} | fields))


REPORTS = [
    Golden("reported as lent", REPORT, reported(), PASS, "done"),
    Golden("in the second of the disbursement", REPORT, reported("10-12 15:00"), PASS, "done"),
    Golden("not yet reported has no term", REPORT, Story().lend(), OPEN),
    Golden("not reported when the loan is closed", REPORT, Story().lend().then("12-01 09:00", "LoanClosed"),
           FAIL, "overdue", B1),
    Golden("reported in the second in which it is closed", REPORT,
           reported("12-01 09:00").then("12-01 09:00", "LoanClosed"), PASS, "in_time"),
    Golden("reported after it was closed", REPORT, Story().lend().then("12-01 09:00", "LoanClosed")
           .then("12-01 09:00:01", "FinancingReported", disbursed_at=PAID), FAIL, "late", B1),
    Golden("another amount", REPORT, reported(amount_fen=1), FAIL, "report_differs", B1),
    Golden("another rate than agreed", REPORT, reported(apr_bp=399), FAIL, "report_differs", B1),
    Golden("another instant", REPORT, reported(disbursed_at=PAID + 1), FAIL, "report_differs", B1),
    Golden("a false report corrected stays a false report", REPORT,
           reported(amount_fen=1).then("10-12 17:00", "FinancingReported", disbursed_at=PAID), FAIL, "report_differs", B1),
    Golden("reported before there was anything to report", REPORT, reported("10-12 14:59:59"), FAIL,
           "reported_without_loan", B1),
    Golden("a loan that there never was", REPORT, reported(loan="D9"), FAIL, "reported_without_loan", B1),
    Golden("a false report refused is an attempt", REPORT,
           Story().lend().tries("10-12 16:00", "FinancingReported", amount_fen=1, disbursed_at=PAID), WARN, "report_differs", B1),
    Golden("a true report refused was made all the same", REPORT,
           Story().lend().tries("10-12 16:00", "FinancingReported", disbursed_at=PAID), PASS, "done"),
    Golden("and told again", REPORT,
           Story().lend().tries("10-12 16:00", "FinancingReported", disbursed_at=PAID)
           .then("10-12 17:00", "FinancingReported", disbursed_at=PAID), PASS, "done"),
    Golden("told twice it stays true", REPORT, reported().then("10-12 17:00", "FinancingReported", disbursed_at=PAID), PASS,
           "done"),
    Golden("two disbursements need two reports", REPORT,
           reported().then("10-13 09:00", "LoanDisbursed", amount_fen=1).then("12-01 09:00", "LoanClosed"),
           FAIL, "overdue", B1),
    Golden("both reported", REPORT,
           reported().then("10-13 09:00", "LoanDisbursed", amount_fen=1).then("10-13 09:00", "FinancingReported", amount_fen=1),
           PASS, "done"),
    Golden("not reported by the platform, under that reading", REPORT, Story().lend().then("12-01 09:00", "LoanClosed"),
           FAIL, "overdue", ("platform:platform",), law={"reports_financing": "platform"}),
    Golden("nor by the supplier", REPORT, Story().lend().then("12-01 09:00", "LoanClosed"),
           FAIL, "overdue", S1, law={"reports_financing": "supplier"}),
    Golden("told by the bank where the supplier owed it", REPORT, reported(), PASS, "done",
           law={"reports_financing": "supplier"}),
    Golden("told falsely by the supplier who owed it", REPORT, reported(amount_fen=1, actor=SUPPLIER),
           FAIL, "report_differs", S1, law={"reports_financing": "supplier"}),
    Golden("told falsely by somebody who did not", REPORT, reported(amount_fen=1, actor=SUPPLIER), OPEN),
]  # fmt: skip

MINUTE = {"report_lag_max_seconds": 60}
IN_TIME = [
    Golden("told within the hour", SOON, reported(), PASS, "in_time", law={"report_lag_max_seconds": 3600}),
    Golden("told in the last second", SOON, reported("10-12 15:01"), PASS, "in_time", law=MINUTE),
    Golden("told a second later", SOON, reported("10-12 15:01:01"), FAIL, "late", B1, law=MINUTE),
    Golden("never told", SOON, Story().lend(), FAIL, "overdue", B1, law=MINUTE),
    Golden("told falsely is not told", SOON, reported("10-12 15:00:30", amount_fen=1), FAIL, "overdue", B1, law=MINUTE),
    Golden("by the platform, under that reading", SOON, Story().lend(), FAIL, "overdue", ("platform:platform",),
           law=MINUTE | {"reports_financing": "platform"}),
]  # fmt: skip

ROWS = [*CEILINGS, *SECURITIES, *FEE, *REPORTS, *IN_TIME]
