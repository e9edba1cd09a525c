# tables: a row reads best on few lines
"""Golden cases of who takes part, freely: the supplier's choice, the public side, the risk, the filing."""

from __future__ import annotations

from typing import get_args

from notice.civil import instant
from notice.events import Actor
from notice.vocabulary import FilingPart
from tests.conformance.builders import BANK, BUREAU, PURCHASER, SUPPLIER, TREASURY, Story
from tests.conformance.monitors.golden import B1, F1, FAIL, INCONCLUSIVE, NONE, P1, PASS, T1, WARN, Golden

CHOICE, ABSENT, RISK, FILED = "free-choice", "bureau-takes-no-part", "risk-stays-private", "file-before-business"
S2 = ("supplier:S2",)
RIVAL = Actor("supplier", "S2")
PARTS = get_args(FilingPart)


def applied(**fields: object) -> Story:
    """Awarded to S1, consented and applied for."""
    return (
        Story()
        .then("09-30 10:00", "AwardNoticeIssued")
        .then("10-10 07:00", "ConsentGiven", **fields)
        .then("10-10 08:00", "ApplicationSubmitted", consent="N1")
    )


def offered() -> Story:
    return applied().then("10-11 10:00", "QuoteIssued")


CHOSEN = [
    Golden("the supplier consents, applies and accepts", CHOICE, offered().then("10-11 11:00", "OfferAccepted"), PASS,
           "suppliers_own_choice"),
    Golden("a bank accepts its own offer for the supplier", CHOICE, offered().then("10-11 11:00", "OfferAccepted", actor=BANK),
           FAIL, "chosen_for_supplier", B1),
    Golden("a purchaser applies for it", CHOICE,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted", actor=PURCHASER),
           FAIL, "chosen_for_supplier", P1),
    Golden("a bank consents to its own reading of the credit report", CHOICE, applied(actor=BANK), FAIL, "chosen_for_supplier", B1),
    Golden("a consent to that bank counts though the application names none", CHOICE,
           Story().then("10-10 07:00", "ConsentGiven", actor=BANK).then("10-10 08:00", "ApplicationSubmitted"), FAIL,
           "chosen_for_supplier", B1),
    Golden("a consent that no application used is a step all the same", CHOICE,
           Story().then("10-10 07:00", "ConsentGiven", actor=BANK), FAIL, "chosen_for_supplier", B1),
    Golden("an offer on an application that the log does not show", CHOICE,
           Story().then("10-10 07:00", "OfferAccepted", actor=BANK), FAIL, "chosen_for_supplier", B1),
    Golden("another firm applies on the award", CHOICE,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-10 08:00", "ApplicationSubmitted", supplier="S2",
           actor=RIVAL), FAIL, "chosen_for_supplier", S2),
    Golden("two that meddle are blamed both", CHOICE,
           applied(actor=BANK).then("10-11 11:00", "OfferAccepted", actor=PURCHASER), FAIL, "chosen_for_supplier", (*B1, *P1)),
    Golden("refused it is an attempt", CHOICE, offered().tries("10-11 11:00", "OfferAccepted", actor=BANK),
           WARN, "tried_to_choose_for_supplier", B1),
    Golden("an application of its own that was refused is none", CHOICE, applied().tries("10-12 08:00", "ApplicationSubmitted"), PASS),
    Golden("a bank may decline, on any ground", CHOICE, Story().then("10-11 09:00", "ApplicationRejected", ground="appetite"),
           PASS, "bank_declined"),
    Golden("too late or not", CHOICE, Story().accept().then("11-30 09:00", "ApplicationRejected"), PASS, "bank_declined"),
    Golden("what the bureau declines in its name is no decline of the bank's", CHOICE,
           Story().then("10-11 09:00", "ApplicationRejected", actor=BUREAU), NONE),
    Golden("before the notice it binds nobody", CHOICE, Story().then("09-28 08:00", "ApplicationSubmitted", actor=BANK), NONE),
]  # fmt: skip

LENDING = [
    Golden("nothing of the public side", ABSENT, Story().lend(), PASS, "kept_clear"),
    Golden("the bureau accepts an application", ABSENT, Story().open().then("10-10 09:00", "ApplicationAccepted", actor=BUREAU),
           FAIL, "public_side_lends", F1),
    Golden("the bureau quotes", ABSENT, Story().accept().then("10-11 09:00", "QuoteIssued", actor=BUREAU), FAIL,
           "public_side_lends", F1),
    Golden("the treasury pays a loan out", ABSENT,
           Story().accept().then("10-11 09:00", "LoanAgreementSigned").then("10-11 10:00", "LoanDisbursed", actor=TREASURY),
           FAIL, "public_side_lends", T1),
    Golden("both of them", ABSENT,
           Story().accept().then("10-11 09:00", "LoanAgreementSigned", actor=BUREAU)
           .then("10-11 10:00", "RepaymentCollected", actor=TREASURY), FAIL, "public_side_lends", (*F1, *T1)),
    Golden("a loan under no application that the log shows", ABSENT,
           Story().open().then("10-11 10:00", "DisbursementOrdered", actor=TREASURY), FAIL, "public_side_lends", T1),
    Golden("refused it is an attempt", ABSENT, Story().accept().tries("10-11 09:00", "ApplicationRejected", actor=BUREAU),
           WARN, "public_side_tried_to_lend", F1),
    Golden("a purchaser that lends is not the public side's finance department", ABSENT,
           Story().open().then("10-10 09:00", "ApplicationReturned", actor=PURCHASER), PASS),
    Golden("out of scope it may", ABSENT,
           Story().then("09-30 10:00", "AwardNoticeIssued", fund_source="other")
           .then("10-10 09:00", "QuoteIssued", actor=BUREAU), NONE),
]  # fmt: skip


def signed() -> Story:
    return Story().then("10-11 09:00", "LoanAgreementSigned")


RISKS = [
    Golden("nobody promised anything", RISK, signed(), PASS, "kept_clear"),
    Golden("the bank books its own loss", RISK, signed().then("2023-06-01 09:00", "LossBooked"), PASS),
    Golden("and so may the supplier", RISK, signed().then("2023-06-01 09:00", "LossBooked", actor=SUPPLIER), PASS),
    Golden("a guarantor that is a firm is not the public side", RISK, signed().then("10-11 08:00", "GuaranteeGiven", actor=SUPPLIER),
           PASS),
    Golden("the bureau guarantees the loan", RISK, signed().then("10-11 10:00", "GuaranteeGiven", actor=BUREAU), FAIL,
           "public_side_bears_risk", F1),
    Golden("of whatever kind, and before the agreement", RISK,
           signed().then("10-09 10:00", "GuaranteeGiven", guarantee_kind="loss_sharing", loan=None, actor=BUREAU), FAIL,
           "public_side_bears_risk", F1),
    Golden("promising is the breach even if a platform refuses it", RISK,
           signed().tries("10-11 10:00", "GuaranteeGiven", actor=TREASURY), FAIL, "public_side_bears_risk", T1),
    Golden("another loan's guarantee is another ruling", RISK,
           signed().then("10-11 10:00", "GuaranteeGiven", loan="D9", actor=BUREAU), FAIL, "public_side_bears_risk", F1),
    Golden("a fund for no award in particular", RISK,
           Story().then("10-11 10:00", "GuaranteeGiven", award=None, loan=None, bank=None, actor=BUREAU), FAIL,
           "public_side_bears_risk", F1),
    Golden("nor for all loans of a bank", RISK,
           Story().then("10-11 10:00", "GuaranteeGiven", award=None, loan=None, actor=BUREAU), FAIL, "public_side_bears_risk", F1),
    Golden("the treasury takes a loss over", RISK, signed().then("2023-06-01 09:00", "LossBooked", actor=TREASURY), FAIL,
           "public_side_bears_risk", T1),
    Golden("refused it took none", RISK, signed().tries("2023-06-01 09:00", "LossBooked", actor=TREASURY), WARN,
           "public_side_tried_to_bear_risk", T1),
    Golden("where a reform shares losses it may", RISK, signed().then("10-11 10:00", "GuaranteeGiven", actor=BUREAU), PASS,
           law={"public_guarantee_allowed": True}),
]  # fmt: skip


def business(**fields: object) -> Story:
    """Filed on 7 October, a product on the 10th."""
    return Story().then("10-07 09:00", "BankFiled", **fields).then("10-10 09:00", "ProductPublished")


def without(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in PARTS if part not in parts)


FILINGS = [
    Golden("filed, then a product", FILED, business(), PASS, "filed_before_business"),
    Golden("never filed", FILED, Story().then("10-10 09:00", "ProductPublished"), FAIL, "not_filed", B1),
    Golden("nobody files in a bank's stead", FILED, business(actor=BUREAU), FAIL, "not_filed", B1),
    Golden("never filed, and deals on awards outside the scope only", FILED,
           Story().then("09-30 10:00", "AwardNoticeIssued", purchaser_kind="other").then("10-10 09:00", "ApplicationAccepted")
           .then("10-11 09:00", "QuoteIssued"), NONE),
    Golden("never filed, and then deals on one inside", FILED, (
           Story(award="A2").then("09-30 10:00", "AwardNoticeIssued", purchaser_kind="other").then("10-10 09:00", "QuoteIssued"),
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-11 09:00", "QuoteIssued")), FAIL, "not_filed", B1),
    Golden("never filed, and takes applications up", FILED, Story().open().then("10-10 09:00", "ApplicationAccepted"), FAIL,
           "not_filed", B1),
    Golden("never filed, and quotes", FILED, Story().open().then("10-10 09:00", "QuoteIssued"), FAIL, "not_filed", B1),
    Golden("filed the second after", FILED,
           Story().then("10-10 09:00", "ProductPublished").then("10-10 09:00:01", "BankFiled"), FAIL, "not_filed", B1),
    Golden("filed in the same second", FILED, Story().then("10-10 09:00", "BankFiled").then("10-10 09:00", "ProductPublished"),
           PASS),
    Golden("not if its own book puts the product first", FILED,
           Story().then("10-10 09:00", "ProductPublished").then("10-10 09:00", "BankFiled"), FAIL, "not_filed", B1),
    Golden("without its risk controls", FILED, business(parts=without("risk_controls")), FAIL, "filing_incomplete", B1),
    Golden("read as groups the product stands for its rules", FILED, business(parts=without("risk_controls")), PASS,
           law={"filing_parts": "groups"}),
    Golden("but a whole group may not lack", FILED, business(parts=without("platform_integration")), FAIL, "filing_incomplete", B1,
           law={"filing_parts": "groups"}),
    Golden("completed in time", FILED, business(parts=()).then("10-09 09:00", "BankFiled"), PASS),
    Golden("completed too late", FILED, business(parts=()).then("10-11 09:00", "BankFiled"), FAIL, "filing_incomplete", B1),
    Golden("a later filing replaces the earlier", FILED, business().then("10-08 09:00", "BankFiled", parts=()), FAIL,
           "filing_incomplete", B1),
    Golden("what comes after its first business was filed already", FILED, business().then("10-12 09:00", "QuoteIssued"), PASS),
    Golden("so many working days before, if there were a number", FILED, business(), FAIL, "filed_too_shortly_before", B1,
           law={"filing_prompt_working_days": 5}),
    Golden("and in time for it", FILED, Story().then("09-29 09:00", "BankFiled").then("10-18 09:00", "ProductPublished"), PASS,
           law={"filing_prompt_working_days": 5}),
    Golden("refused it is an attempt", FILED, Story().tries("10-10 09:00", "ProductPublished"), WARN, "tried_business_unfiled", B1),
    Golden("refused for another reason it is none", FILED, business().tries("10-11 09:00", "QuoteIssued"), PASS),
    Golden("what somebody else publishes in its name is not its business", FILED,
           Story().then("10-10 09:00", "ProductPublished", actor=SUPPLIER), NONE),
    Golden("before the notice there was nothing to file for", FILED, Story().then("09-28 09:00", "ProductPublished"), NONE),
    Golden("a log that begins later may hide earlier business", FILED, business(), INCONCLUSIVE, "not_observed",
           observation={"since": instant("2022-10-01")}),
    Golden("or an earlier filing", FILED, Story().then("10-10 09:00", "ProductPublished"), INCONCLUSIVE, "not_observed",
           observation={"since": instant("2022-10-01")}),
]  # fmt: skip

ROWS = [*CHOSEN, *LENDING, *RISKS, *FILINGS]
