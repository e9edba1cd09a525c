"""The example vendor, certified through its mapping alone; and with faults planted in its rules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from vendor_helpers import MAPPING, as_a_program

from conformance.adapters.mapping import MappingTarget
from conformance.certify import Certification, certify, make_plan
from conformance.duties import duty_verdicts, judge_duties
from conformance.replay import play
from conformance.verdicts import Outcome, Verdict
from examples.vendor.books import Record, Rejected
from examples.vendor.business import Business
from examples.vendor.desk import Act
from examples.vendor.server import Answer, Environment, Platform, serving
from notice.catalogue import catalogue
from notice.events import PLATFORM
from notice.law import Law
from scenarios.certification import certification


@pytest.fixture(scope="module")
def result() -> Certification:
    law = Law()
    with as_a_program() as url:
        return certify(MappingTarget(MAPPING, url), law, make_plan(law, profile="core", seed=20220929))


def test_the_vendor_started_as_its_readme_says_is_certified_through_the_mapping_alone(result: Certification) -> None:
    assert {duty.id: duty.verdict for duty in result.duties.values() if duty.verdict != Verdict.PASS} == {}
    assert result.outcome == Outcome.CERTIFIED


def test_no_case_ended_in_an_error_or_lost_an_answer(result: Certification) -> None:
    assert [transcript.error for transcript in result.transcripts if transcript.error] == []
    answers = {exchange.answer for transcript in result.transcripts for exchange in transcript.exchanges}
    assert answers <= {"accepted", "refused", "none"}


def test_every_refusal_came_with_a_reason_that_the_mapping_knows(result: Certification) -> None:
    silent = [e for t in result.transcripts for e in t.exchanges if e.answer == "refused" and not e.reasons]
    assert silent == []


class NeverFlagsMiss(Business):
    def _run(self, record: Record, clock: Record) -> None:
        missed = list(record["逾期记录"])
        super()._run(record, clock)
        record["逾期记录"][:] = missed


class CeilingPerLoan(Business):
    def taken(self, number: str) -> Decimal:
        return Decimal(0)


class PaysAnyAccount(Business):
    @staticmethod
    def _gate(project: Record, payee: object) -> None:
        """Whatever account is named will do."""


class CountsCalendarDays(Business):
    @staticmethod
    def due(clock: Record, pauses: list[Any]) -> Any:
        if clock["种类"] == "首次放款":
            return date.fromordinal(clock["起算时间"].toordinal()) + timedelta(days=5)
        return Business.due(clock, pauses)


class PushesToAllBanks(Business):
    def apply(self, act: Act) -> None:
        super().apply(act)
        pushed = self.applications[act["申请号"]]["推送记录"]
        pushed += [{**pushed[0], "银行": bank} for bank in self.banks if bank != act["银行"]]


class RejectsButWrites(Business):
    def ask_change(self, act: Act, number: str) -> None:
        try:
            super().ask_change(act, number)
        except Rejected:
            self.projects[number]["回款账户"]["账号"] = act["新账号"]
            raise


class UnlocksWithoutEvidence(Business):
    @staticmethod
    def _frozen(project: Record, order: object) -> bool:
        return True


FAULTS = {
    "D-flags-miss": NeverFlagsMiss,
    "D-ceiling-over-banks": CeilingPerLoan,
    "D-treasury-gate": PaysAnyAccount,
    "D-computes-due": CountsCalendarDays,
    "D-push-to-chosen-bank": PushesToAllBanks,
    "D-refusal-writes-nothing": RejectsButWrites,
    "D-change-by-exception": UnlocksWithoutEvidence,
}


class Forgetful(Environment):
    """Does every request again, whatever its number."""

    def call(self, who: Any, method: str, path: str, request_no: str, body: Record) -> Answer:
        return super().call(who, method, path, f"{request_no} {len(self._answered)}", body)


def failed(duty: str, platform: Platform) -> bool:
    """Whether the cases of one duty find the platform at fault in it, and blame nobody else."""
    # a refusal is written about in every scenario; the locks refuse most
    scenarios = {duty} if duty != "D-refusal-writes-nothing" else {"D-locks-at-disbursement"}
    cases = [case for case in certification() if case.duty in scenarios]
    with serving(platform) as url:
        target = MappingTarget(MAPPING, url)
        transcripts = [play(target, case, seed=3) for case in cases]
    verdict = duty_verdicts(judge_duties(cases, transcripts, Law()), catalogue(), "core")[duty]
    faults = [finding for finding in verdict.findings if finding.verdict == Verdict.FAIL]
    assert all(finding.blames == (PLATFORM,) for finding in faults)
    return verdict.verdict == Verdict.FAIL


@pytest.mark.parametrize("duty", FAULTS)
def test_a_planted_fault_fails_the_duty_that_it_breaks(duty: str) -> None:
    assert failed(duty, Platform(FAULTS[duty]))


def test_a_vendor_that_forgets_request_numbers_is_caught_by_the_retry() -> None:
    assert failed("D-idempotent", Platform(environment=Forgetful))


def test_a_vendor_that_says_success_and_writes_nothing_is_caught() -> None:
    class SaysYes(Environment):
        def _first_call(self, *_: object) -> Answer:
            return 200, {"代码": "0000", "信息": "成功", "数据": None}

    assert failed("D-accept-on-notice", Platform(environment=SaysYes))
