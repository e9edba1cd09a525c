"""Golden cases of what is attested, and of what a trace shows of it all the same."""

from __future__ import annotations

from notice.civil import instant
from notice.events import Actor
from tests.conformance.builders import BANK, BUREAU, Story
from tests.conformance.monitors.golden import F1, FAIL, INCONCLUSIVE, NONE, PASS, WARN, Golden

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

ROWS = [*ANSWERS, *SUPPORT]
# tables: a row reads best on few lines
