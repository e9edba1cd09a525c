"""Golden cases of what is attested, and of what a trace shows of it all the same."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Actor
from tests.conformance.builders import BANK, BUREAU, PURCHASER, SUPPLIER, Story
from tests.conformance.monitors.golden import B1, F1, FAIL, INCONCLUSIVE, NONE, OPEN, P1, PASS, S1, WARN, Golden

SUPPORTS, MEASURES = "bureau-supports", "local-measures"
ANSWER = "AttestationGiven"
OTHER = Actor("finance_bureau", "F2")


def says(answer: str, norm: str = MEASURES, when: str = "2023-02-01 09:00", **fields: object) -> Story:
    """The bureau's answer for the rest of the year 2022."""
    return Story().then(when, ANSWER, **({"actor": BUREAU, "norm": norm, "answer": answer} | fields))


ANSWERS = [
    Golden("yes", MEASURES, says("yes"), PASS, "attested"),
    Golden("partly", MEASURES, says("partly"), WARN, "attested_in_part", F1),
    Golden("no", MEASURES, says("no"), FAIL, "attested_otherwise", F1),
    Golden("nobody answered", MEASURES, Story().open(), NONE),
    Golden("a log that begins later takes nothing from the answer", MEASURES, says("no"), FAIL, "attested_otherwise", F1,
           observation={"since": instant("2022-11-01")}),
    Golden("the last answer for a period counts", MEASURES, says("no").then("2023-02-02 09:00", ANSWER, actor=BUREAU), PASS),
    Golden("each period is answered for", MEASURES, says("yes").then("2023-02-02 09:00", ANSWER, actor=BUREAU,
           answer="no", period_until_at=instant("2023-02-01")), FAIL, "attested_otherwise", F1),
    Golden("each bureau answers for itself", MEASURES, says("yes").then("2023-02-02 09:00", ANSWER, actor=OTHER,
           answer="partly"), WARN, "attested_in_part", ("finance_bureau:F2",)),
    Golden("nobody else answers for a bureau", MEASURES, says("yes", actor=BANK), NONE),
    Golden("an answer about another norm is none", MEASURES, says("yes", SUPPORTS), NONE),
    Golden("a hash that is no SHA-256", MEASURES, says("yes", document_sha256="d41d8cd98f00b204e9800998ecf8427e"),
           INCONCLUSIVE, "attested_without_document"),
    Golden("mended by an answer with its document", MEASURES, says("yes", document_sha256="")
           .then("2023-02-02 09:00", ANSWER, actor=BUREAU), PASS),
    Golden("a period without a day", MEASURES, says("yes", period_until_at=instant("2022-09-29")), INCONCLUSIVE,
           "attested_for_no_period"),
    Golden("nobody attests the future", MEASURES, says("yes", when="2022-12-31 09:00"), INCONCLUSIVE, "attested_for_no_period"),
    Golden("a period before the notice", MEASURES, says("yes", period_from_at=0, period_until_at=instant("2022-09-29")),
           INCONCLUSIVE, "attested_for_no_period"),
    Golden("a period before the log", MEASURES, says("yes"), INCONCLUSIVE, "attested_for_no_period",
           observation={"since": instant("2023-01-01")}),
    Golden("refused it was not given", MEASURES, Story().tries("2023-02-01 09:00", ANSWER, actor=BUREAU), NONE),
]  # fmt: skip

SUPPORT = [
    Golden("meetings are counted", SUPPORTS, Story().then("10-10 09:00", "OutreachHeld")
           .then("10-11 09:00", "OutreachHeld"), PASS, "outreach_held"),
    Golden("a bank's meeting is not the bureau's", SUPPORTS, Story().then("10-10 09:00", "OutreachHeld", actor=BANK), NONE),
    Golden("before the notice there is none", SUPPORTS, Story().then("09-28 09:00", "OutreachHeld"), NONE),
    Golden("a register exists once somebody stands in it", SUPPORTS, Story().then("10-10 09:00", "BadRecordListed"), PASS,
           "register_exists"),
    Golden("and is attested", SUPPORTS, says("partly", SUPPORTS), WARN, "attested_in_part", F1),
]  # fmt: skip

INTERFERENCE, GOODS, COOPERATES = "no-interference", "own-or-msme-goods", "purchaser-cooperates"
ORGANISED, TRUE, PURPOSE = "bank-organises-itself", "true-material", "use-for-purpose"
FOUND, ASKED, GIVEN, DECLINED, USED = (
    "ViolationEstablished",
    "SupportRequested",
    "SupportGiven",
    "SupportDeclined",
    "FundUseReported",
)


def answered(norm: str, by: Actor, blamed: tuple[str, ...]) -> list[Golden]:
    """Every attested norm is answered by its bearer, and by nobody else."""
    return [
        Golden("attested", norm, says("yes", norm, actor=by), PASS, "attested"),
        Golden("attested otherwise", norm, says("no", norm, actor=by), FAIL, "attested_otherwise", blamed),
        Golden("attested by another", norm, says("no", norm, actor=Actor("treasury", "T1")), NONE),
    ]


INTERFERING = [
    *answered(INTERFERENCE, PURCHASER, P1)[:2],
    Golden("anybody may have interfered", INTERFERENCE, Story().then("11-01 09:00", FOUND, violation_kind="interference",
           party=BUREAU), FAIL, "interfered", F1),
    Golden("what was found needs no more", INTERFERENCE, Story().then("11-01 09:00", FOUND, violation_kind="interference"),
           FAIL, "interfered", B1, observation={"since": instant("2022-10-15")}),
    Golden("another breach is none", INTERFERENCE, Story().then("11-01 09:00", FOUND), NONE),
    Golden("nobody but an authority finds", INTERFERENCE, Story().then("11-01 09:00", FOUND, actor=BANK,
           violation_kind="interference", party=PURCHASER), NONE),
    Golden("before the notice it is none", INTERFERENCE, Story().then("09-28 09:00", FOUND, violation_kind="interference"), NONE),
]  # fmt: skip


def declared(origin: str, subject: str = "goods", **fields: object) -> Story:
    story = Story().then("09-30 09:00", "SizeDeclared", goods_origin=origin, **fields)
    return story.then("09-30 10:00", "AwardNoticeIssued", subject=subject)


GOODS_ROWS = [
    *answered(GOODS, SUPPLIER, S1),
    Golden("own goods", GOODS, declared("own"), PASS, "goods_as_required"),
    Golden("another small firm's", GOODS, declared("other_msme"), PASS, "goods_as_required"),
    Golden("a large firm's", GOODS, declared("other"), FAIL, "goods_of_others", S1),
    Golden("under the measures of 2011 that is doubtful only", GOODS, declared("other"), WARN, "goods_of_others", S1,
           law={"sme_rule": "181_2011"}),
    Golden("so it is for services", GOODS, declared("other", "services"), WARN, "goods_of_others", S1),
    Golden("who did not win is not asked", GOODS, declared("other", supplier="S2"), NONE),
    Golden("the last declaration counts", GOODS, declared("other").then("10-01 09:00", "SizeDeclared"), PASS),
    Golden("nothing declared, nothing to judge", GOODS, Story().then("09-30 10:00", "AwardNoticeIssued"), NONE),
    Golden("outside the scope nobody is asked", GOODS, Story().then("09-30 09:00", "SizeDeclared", goods_origin="other")
           .then("09-30 10:00", "AwardNoticeIssued", fund_source="other"), NONE),
]  # fmt: skip


def asked(**fields: object) -> Story:
    """Asked on Thursday 13 October to confirm; thirty days end with Saturday 12 November, so with Monday the 14th."""
    return Story().then("10-13 09:00", ASKED, **fields)


SUPPORTING = [
    *answered(COOPERATES, PURCHASER, P1),
    Golden("confirmed in the last lawful second", COOPERATES, asked().then("11-14 23:59:59", GIVEN), PASS, "in_time"),
    Golden("in the first unlawful one", COOPERATES, asked().then("11-15 00:00", GIVEN), FAIL, "late", P1),
    Golden("never", COOPERATES, asked(), FAIL, "overdue", P1),
    Golden("not yet due", COOPERATES, asked(), OPEN, observation={"until": instant("2022-11-15")}),
    Golden("a shorter term", COOPERATES, asked().then("11-14 12:00", GIVEN), FAIL, "late", P1,
           law={"confirm_receivable_days": 20}),
    Golden("a weekend alone is not rolled, under that reading", COOPERATES, asked().then("11-14 12:00", GIVEN), FAIL, "late", P1,
           law={"calendar_day_roll": "statutory_only"}),
    Golden("the day ends with business under that reading", COOPERATES, asked().then("11-14 17:30", GIVEN), FAIL, "late", P1,
           law={"day_ends": "business"}),
    Golden("other support has no term", COOPERATES, asked(support_kind="sign_contract"), OPEN),
    Golden("and is done when it is given", COOPERATES, asked(support_kind="sign_contract").then("2023-06-01 09:00", GIVEN),
           PASS, "done"),
    Golden("declined with a ground", COOPERATES, asked().then("10-14 09:00", DECLINED), PASS, "in_time"),
    Golden("declined without one", COOPERATES, asked().then("10-14 09:00", DECLINED, ground=" "), FAIL,
           "declined_without_ground", P1),
    Golden("given later does not mend that", COOPERATES, asked().then("10-14 09:00", DECLINED, ground="")
           .then("10-15 09:00", GIVEN), FAIL, "declined_without_ground", P1),
    Golden("declined without a ground, the request not in the log", COOPERATES,
           Story().then("10-14 09:00", DECLINED, ground=""), FAIL, "declined_without_ground", P1),
    Golden("an answer to another request is none", COOPERATES, asked().then("10-14 09:00", GIVEN, support="U9"), FAIL,
           "overdue", P1),
    Golden("nobody else answers for the purchaser", COOPERATES, asked().then("10-14 09:00", GIVEN, actor=BANK), FAIL,
           "overdue", P1),
    Golden("an answer before the request is none", COOPERATES, asked().then("10-12 09:00", GIVEN), FAIL, "overdue", P1),
]  # fmt: skip


def lent(*purposes: str) -> Story:
    return Story().then("10-12 09:00", "LoanAgreementSigned", purposes=purposes)


MATERIAL = [
    *answered(ORGANISED, BANK, B1),
    Golden("a bank that reports on the use looks after its loan", ORGANISED, Story().then("11-01 09:00", USED), PASS,
           "loan_monitored"),
    Golden("a supplier that does is not the bank", ORGANISED, Story().then("11-01 09:00", USED, actor=SUPPLIER), NONE),
    *answered(TRUE, SUPPLIER, S1),
    Golden("the award as it is", TRUE, Story().then("09-30 10:00", "AwardNoticeIssued")
           .then("10-10 08:00", "ApplicationSubmitted", stated_award_fen=1_000_000), PASS, "award_stated_truly"),
    Golden("a fen more", TRUE, Story().then("09-30 10:00", "AwardNoticeIssued")
           .then("10-10 08:00", "ApplicationSubmitted", stated_award_fen=1_000_001), FAIL, "award_misstated", S1),
    Golden("refused it is an attempt", TRUE, Story().then("09-30 10:00", "AwardNoticeIssued")
           .tries("10-10 08:00", "ApplicationSubmitted", stated_award_fen=1_000_001), WARN, "tried_to_misstate_award", S1),
    Golden("nothing stated, nothing to judge", TRUE, Story().open(), NONE),
    Golden("no award notice to compare with", TRUE, Story().then("10-10 08:00", "ApplicationSubmitted", stated_award_fen=1),
           INCONCLUSIVE, "award_amount_unknown"),
    Golden("another's award notice is none", TRUE, Story().then("09-30 10:00", "AwardNoticeIssued", supplier="S2")
           .then("10-10 08:00", "ApplicationSubmitted", stated_award_fen=1), INCONCLUSIVE, "award_amount_unknown"),
    Golden("found by an authority", TRUE, Story().then("11-01 09:00", FOUND, party=SUPPLIER,
           violation_kind="false_loan_material"), FAIL, "false_loan_material", S1),
    Golden("false award material is another matter", TRUE, Story().then("11-01 09:00", FOUND, party=SUPPLIER,
           violation_kind="false_award_material"), NONE),
    *answered(PURPOSE, SUPPLIER, S1),
    Golden("spent as agreed", PURPOSE, lent("buy_materials", "pay_wages").then("11-01 09:00", USED), PASS, "used_as_agreed"),
    Golden("spent otherwise", PURPOSE, lent("pay_wages").then("11-01 09:00", USED, actor=SUPPLIER), FAIL, "used_otherwise", S1),
    Golden("of another loan", PURPOSE, lent("pay_wages").then("11-01 09:00", USED, loan="D2"), INCONCLUSIVE, "purpose_unknown"),
    Golden("no purpose agreed", PURPOSE, lent().then("11-01 09:00", USED), INCONCLUSIVE, "purpose_unknown"),
]  # fmt: skip

ROWS = [*ANSWERS, *SUPPORT, *INTERFERING, *GOODS_ROWS, *SUPPORTING, *MATERIAL]
# tables: a row reads best on few lines
