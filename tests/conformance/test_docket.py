"""The docket: whom an event concerns, and what a case about a party holds."""

from __future__ import annotations

from typing import Any

from conformance.case import Case
from conformance.docket import award_cases, bank_cases, party_cases
from notice.catalogue import Norm, catalogue
from notice.trace import Observation, trace
from tests.conformance.builders import BUREAU, SUPPLIER, UNTIL, Story
from tests.conformance.stories import kept

NORMS = list(catalogue().norms.values())
PARTY = [norm for norm in NORMS if norm.is_about("party")]


def told(*stories: Story) -> Any:
    return trace(Observation(vantage="world", until=UNTIL), (event for story in stories for event in story.events))


def held(case: Case) -> list[str]:
    return [type(event).__name__ for event in case.events]


def test_a_log_of_awards_alone_has_no_case_about_a_party_and_a_case_a_bank_that_did_business() -> None:
    about_banks = [norm for norm in NORMS if norm.is_about("bank")]
    assert list(party_cases(told(kept()), PARTY)) == []
    assert [case.subject for case in bank_cases(told(kept()), about_banks)] == ["B1"]
    assert list(bank_cases(told(Story().then("09-30 10:00", "AwardNoticeIssued")), about_banks)) == []


def test_a_party_is_concerned_by_what_it_did_and_by_what_was_done_to_it() -> None:
    story = (
        kept().then("2023-02-01 09:00", "BadRecordListed").then("2023-02-02 09:00", "AttestationGiven", actor=BUREAU)
    )
    cases = {case.subject: held(case) for case in party_cases(told(story), PARTY)}
    assert cases == {
        "supplier:S1": ["AwardNoticeIssued", "BadRecordListed"],
        "finance_bureau:F1": ["BadRecordListed", "AttestationGiven"],
    }


def test_what_follows_from_a_finding_concerns_whom_it_is_about() -> None:
    story = Story().then("11-01 09:00", "ViolationEstablished", party=SUPPLIER).then("11-02 09:00", "SanctionImposed")
    cases = {case.subject: held(case) for case in party_cases(told(story), PARTY)}
    assert cases["supplier:S1"] == ["ViolationEstablished", "SanctionImposed"]
    assert cases["purchaser:P1"] == ["SanctionImposed"]


def test_what_was_refused_concerns_whom_it_would_have_concerned() -> None:
    cases = {
        case.subject: held(case) for case in party_cases(told(Story().tries("11-01 09:00", "BadRecordListed")), PARTY)
    }
    assert cases == {"supplier:S1": ["Refused"], "finance_bureau:F1": ["Refused"]}


def test_a_case_about_a_party_names_it() -> None:
    case = next(party_cases(told(Story().then("11-01 09:00", "AttestationGiven", actor=SUPPLIER)), PARTY))
    assert (case.about, case.party) == ("party", SUPPLIER)


def test_an_attested_norm_about_awards_reads_no_award_in_a_case_about_a_party() -> None:
    attested = Norm(
        id="x", title={"en": "", "zh": ""}, clauses=(), bearers=("bank",), pattern="existence", subject="award",
        triggers=("FundUseReported", "AttestationGiven"), needs=("LoanAgreementSigned",), attested={"en": "", "zh": ""},
    )  # fmt: skip
    story = kept().then("2023-02-01 09:00", "AttestationGiven")
    assert [held(case) for case in party_cases(told(story), [attested])] == [["AttestationGiven"]]
    assert "LoanAgreementSigned" in held(next(award_cases(told(story), [attested])))
