"""Golden cases of penalties: who won by false material, banks called to order, purchasers dealt with by law."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Actor
from tests.conformance.builders import BANK, PURCHASER, SUPPLIER, Story
from tests.conformance.monitors.golden import F1, FAIL, INCONCLUSIVE, NONE, OPEN, PASS, WARN, Golden
from tests.conformance.monitors.golden_contract import ENDED, FOUND, MENDED, ORDER, found, ordered

PUNISH, SANCTION, DISCIPLINE = "punish-false-award-material", "sanction-purchaser", "discipline-bank"
LISTED, REFERRED, FINED, BANNED = "BadRecordListed", "ReferredToJudiciary", "SanctionImposed", "SupplierBanned"
OTHER = Actor("supplier", "S2")
REGULATOR = Actor("finance_bureau", "regulator")


def false(**fields: object) -> Story:
    """Found on 1 November 2022: the supplier won by false material."""
    return found(**({"party": SUPPLIER, "violation_kind": "false_award_material"} | fields))


def listed(**fields: object) -> Story:
    return false(**fields).then("11-08 09:00", LISTED)


def awarded(**fields: object) -> Story:
    """The award of 10,000 yuan on which it was found."""
    story = Story().then("09-30 10:00", "AwardNoticeIssued", **fields)
    story.events += listed(award="A1").events
    return story


def fined(fine_fen: int) -> Story:
    return awarded().then("11-09 09:00", FINED, party=SUPPLIER, measure="fine", fine_fen=fine_fen)


def banned(until: str, when: str = "11-09 09:00") -> Story:
    return listed().then(when, BANNED, banned_until_at=instant(until))


FALSE = [
    Golden("found, not yet listed: no term", PUNISH, false(), OPEN),
    Golden("found and listed", PUNISH, listed(), PASS, "done"),
    Golden("listed within a term", PUNISH, listed(), PASS, "in_time", law={"act_within_working_days": 5}),
    Golden("listed in the first unlawful second of a shorter one", PUNISH, false().then("11-04 00:00", LISTED), FAIL, "late", F1,
           law={"act_within_working_days": 2}),
    Golden("never listed within one", PUNISH, false(), FAIL, "overdue", F1, law={"act_within_working_days": 5}),
    Golden("listed without a finding", PUNISH, Story().then("11-08 09:00", LISTED), FAIL, "listed_without_finding", F1),
    Golden("listed before the finding", PUNISH, false().then("10-31 09:00", LISTED), FAIL, "listed_without_finding", F1),
    Golden("another party listed", PUNISH, false().then("11-08 09:00", LISTED, supplier="S2"), FAIL,
           "listed_without_finding", F1),
    Golden("listed for false loan material", PUNISH, listed(violation_kind="false_loan_material"), FAIL,
           "listed_for_another_breach", F1),
    Golden("false loan material has no consequence here", PUNISH, false(violation_kind="false_loan_material"), NONE),
    Golden("a listing by somebody else discharges nobody", PUNISH, false().then("11-08 09:00", LISTED, actor=PURCHASER), FAIL,
           "overdue", F1, law={"act_within_working_days": 5}),
    Golden("refused it is an attempt", PUNISH, Story().tries("11-08 09:00", LISTED), WARN, "tried_without_finding", F1),
    Golden("what a log that begins later does not show", PUNISH, Story().then("11-08 09:00", LISTED), INCONCLUSIVE,
           observation={"since": instant("2022-11-05")}),
    Golden("outside the scope nobody is listed under the notice", PUNISH, awarded(fund_source="other"), PASS),
    Golden("a suspected crime is open until it is referred", PUNISH,
           false(violation_kind="interference", suspected_crime=True), OPEN),
    Golden("and then done", PUNISH, listed(suspected_crime=True).then("11-09 09:00", REFERRED), PASS, "done"),
    Golden("referred late", PUNISH, listed(suspected_crime=True).then("11-15 09:00", REFERRED), FAIL, "late", F1,
           law={"act_within_working_days": 5}),
    Golden("referred without suspicion", PUNISH, listed().then("11-09 09:00", REFERRED), FAIL, "referred_without_suspicion", F1),
    Golden("another party referred", PUNISH, false(suspected_crime=True).then("11-09 09:00", REFERRED, party=OTHER), FAIL,
           "referred_without_suspicion", F1),
    Golden("trying to refer without a finding", PUNISH, Story().tries("11-08 09:00", REFERRED), WARN,
           "tried_without_finding", F1),
    Golden("the smallest fine", PUNISH, fined(5_000), PASS, "fine_within"),
    Golden("a fen less", PUNISH, fined(4_999), FAIL, "fine_outside", F1),
    Golden("the largest fine", PUNISH, fined(10_000), PASS, "fine_within"),
    Golden("a fen more", PUNISH, fined(10_001), FAIL, "fine_outside", F1),
    Golden("a higher smallest fine", PUNISH, fined(5_000), FAIL, "fine_outside", F1, law={"bad_record_fine_min_bp": 60}),
    Golden("a higher largest fine", PUNISH, fined(12_000), PASS, "fine_within", law={"bad_record_fine_max_bp": 200}),
    Golden("a fine of an award that is not shown", PUNISH,
           listed(award="A9").then("11-09 09:00", FINED, party=SUPPLIER, measure="fine", fine_fen=1), INCONCLUSIVE,
           "fine_base_unknown"),
    Golden("a fine under another finding is another law's", PUNISH,
           awarded().then("11-09 09:00", FINED, party=SUPPLIER, violation="V9", measure="fine", fine_fen=1), PASS, "done"),
    Golden("banned for a year to the day", PUNISH, banned("2023-11-09 00:00"), PASS, "ban_within"),
    Golden("for a day less", PUNISH, banned("2023-11-08 23:59:59"), FAIL, "ban_outside", F1),
    Golden("for three years and their last day", PUNISH, banned("2025-11-10 00:00"), PASS, "ban_within"),
    Golden("for a second more", PUNISH, banned("2025-11-10 00:00:01"), FAIL, "ban_outside", F1),
    Golden("banned on 29 February", PUNISH, banned("2025-02-28 00:00", "2024-02-29 09:00"), PASS, "ban_within",
           observation={"until": instant("2024-12-29")}),
    Golden("a longer shortest ban", PUNISH, banned("2023-11-09"), FAIL, "ban_outside", F1, law={"ban_years_min": 2}),
    Golden("a longer longest ban", PUNISH, banned("2026-11-09"), PASS, "ban_within", law={"ban_years_max": 5}),
    Golden("an award voided for it", PUNISH, awarded().then("11-10 09:00", "AwardVoided", violation="V1"), PASS,
           "on_its_ground"),
    Golden("before the notice nobody is listed", PUNISH, Story().then("09-28 09:00", LISTED), NONE),
]  # fmt: skip


def failed(kind: str = "non_cooperation", **fields: object) -> Story:
    """Found on 1 November 2022: the purchaser failed in one of the ways."""
    return found(**({"party": PURCHASER, "violation_kind": kind} | fields))


def dealt_with(kind: str = "non_cooperation", when: str = "11-08 09:00", **fields: object) -> Story:
    return failed(kind).then(when, FINED, **fields)


def delayed(ground: str, sanctioned: bool = True, **fields: object) -> Story:
    """A late payment with a ground, found to be without one."""
    story = Story().then("10-20 09:00", "DelayExplained", **(
        {"actor": PURCHASER, "clock": "pay", "ground": ground} | fields))  # fmt: skip
    story.events += failed("unexcused_payment_delay", award="A1").events
    return story.then("11-08 09:00", FINED) if sanctioned else story


PURCHASERS = [
    *(Golden(f"{kind} is dealt with", SANCTION, dealt_with(kind, under="5.2.3"), PASS, "on_its_ground")
      for kind in ("non_cooperation", "late_signing", "non_publication", "unexcused_payment_delay")),
    Golden("not yet: no term", SANCTION, failed(), OPEN),
    Golden("not within a term", SANCTION, failed(), FAIL, "overdue", F1, law={"act_within_working_days": 5}),
    Golden("too late for a term", SANCTION, dealt_with(when="11-09 00:00"), FAIL, "late", F1, law={"act_within_working_days": 5}),
    Golden("within it", SANCTION, dealt_with(when="11-08 23:59:59"), PASS, "in_time", law={"act_within_working_days": 5}),
    Golden("without a finding", SANCTION, Story().then("11-08 09:00", FINED), FAIL, "sanction_without_finding", F1),
    Golden("before the finding", SANCTION, dealt_with(when="10-31 09:00"), FAIL, "sanction_without_finding", F1),
    Golden("another purchaser", SANCTION, dealt_with(party=Actor("purchaser", "P2")), FAIL, "sanction_without_finding", F1),
    Golden("the supplier for the purchaser", SANCTION, dealt_with(party=SUPPLIER), FAIL, "sanction_of_another", F1),
    Golden("a bank by the clause about purchasers", SANCTION,
           Story().then("11-01 09:00", "ViolationEstablished").then("11-08 09:00", FINED, party=BANK, under="5.2.3"), FAIL,
           "sanction_of_another", F1),
    Golden("a bank by another law", SANCTION,
           Story().then("11-01 09:00", "ViolationEstablished").then("11-08 09:00", FINED, party=BANK), NONE),
    Golden("without a law", SANCTION, dealt_with(law_ref=None), FAIL, "sanction_without_law", F1),
    Golden("late filing under this notice", SANCTION, dealt_with("late_filing", under="5.2.3"), FAIL,
           "sanction_not_of_this_notice", F1),
    Golden("late filing under its own law", SANCTION, dealt_with("late_filing"), PASS, "on_its_ground"),
    Golden("late filing alone has no consequence here", SANCTION, failed("late_filing"), NONE),
    Golden("refused it is an attempt", SANCTION, Story().tries("11-08 09:00", FINED), WARN, "tried_without_finding", F1),
    Golden("a supplier's fine is no purchaser's matter", SANCTION, false().then("11-08 09:00", FINED, party=SUPPLIER), NONE),
    Golden("a delay with a listed ground was not without one", SANCTION, delayed("force_majeure"), FAIL,
           "sanction_of_excused_delay", F1),
    Golden("nor need it be dealt with", SANCTION, delayed("force_majeure", sanctioned=False), NONE),
    Golden("one with another ground was", SANCTION, delayed("staff_shortage"), PASS),
    Golden("any ground counts under that reading", SANCTION, delayed("staff_shortage"), FAIL, "sanction_of_excused_delay", F1,
           law={"excuses": "any"}),
    Golden("none counts under that one", SANCTION, delayed("force_majeure"), PASS, law={"excuses": "none"}),
    Golden("a ground for another award does not", SANCTION, delayed("force_majeure", award="A2"), PASS),
    Golden("nor one recorded after the finding", SANCTION, delayed("force_majeure", recorded_at=instant("2022-11-02")), PASS),
    Golden("outside the scope nobody is dealt with under the notice", SANCTION, (
           Story().then("09-30 10:00", "AwardNoticeIssued", fund_source="other"), failed(award="A1")), NONE),
    Golden("nor is a sanction for that judged by it", SANCTION, (
           Story().then("09-30 10:00", "AwardNoticeIssued", fund_source="other"),
           failed(award="A1").then("11-08 09:00", FINED, law_ref=None)), NONE),
    Golden("before the notice nobody is dealt with", SANCTION, Story().then("09-28 09:00", FINED), NONE),
]  # fmt: skip

BANKS = [
    Golden("the bureau orders, under either reading", DISCIPLINE, ordered().then("11-05 09:00", MENDED), PASS),
    Golden("the regulator orders", DISCIPLINE, ordered(actor=REGULATOR).then("11-05 09:00", MENDED), PASS),
    Golden("not if the bureau alone may", DISCIPLINE, ordered(actor=REGULATOR), FAIL, "wrong_authority",
           ("finance_bureau:regulator",), law={"bank_discipline_by": "finance_bureau"}),
    Golden("nor the bureau if the regulator alone may", DISCIPLINE, ordered(), FAIL, "wrong_authority", F1,
           law={"bank_discipline_by": "banking_regulator"}),
    Golden("nobody else ends a bank's part", DISCIPLINE, found(serious=True).then("11-02 09:00", ENDED, actor=PURCHASER),
           FAIL, "wrong_authority", ("purchaser:P1",)),
    Golden("a term as long as the policy allows", DISCIPLINE, ordered().then("11-05 09:00", MENDED), PASS, "within_bound",
           law={"rectify_days": 8}),
    Golden("a longer one", DISCIPLINE, ordered().then("11-05 09:00", MENDED), FAIL, "term_too_long", F1,
           law={"rectify_days": 7}),
    Golden("no order within a term", DISCIPLINE, found(), FAIL, "overdue", F1, law={"act_within_working_days": 5}),
    Golden("an order after it", DISCIPLINE, found().then("11-09 00:00", ORDER, due_at=instant("2022-12-01"))
           .then("11-10 09:00", MENDED), FAIL, "late", F1, law={"act_within_working_days": 5}),
    Golden("a serious case ended instead", DISCIPLINE, Story().then("11-01 09:00", FOUND, serious=True)
           .then("11-02 09:00", ENDED), PASS, "in_time", law={"act_within_working_days": 5}),
]  # fmt: skip

ROWS = [*FALSE, *PURCHASERS, *BANKS]
# tables: a row reads best on few lines
