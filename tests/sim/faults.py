"""Which norms each planted misdeed breaks, and worlds in which chosen misdeeds are planted on chosen awards."""

from __future__ import annotations

from collections.abc import Sequence

from agents.misdeeds import BankMisdeed, BankMisdeeds, Misdeed, Misdeeds
from notice.law import Law
from scenarios.markets import market
from sim.draws import Row
from sim.play import Play
from sim.world import play
from tests.sim.worlds import changed

BREAKS: dict[Misdeed, set[str]] = {
    "late_loan": {"first-loan-in-time", "repeat-loan-in-time", "keep-commitments"},
    "over_ceiling": {"award-ceiling", "disburse-as-agreed"},
    "security_requested": {"no-security"},
    "security_taken": {"no-security"},
    "fee_demanded": {"no-fees", "keep-commitments"},
    "fee_collected": {"no-fees", "keep-commitments"},
    "window_change": {"supplier-lock"},
    "change_by_supplier": {"supplier-lock", "full-lock"},
    "change_by_purchaser": {"full-lock"},
    "change_by_bank": {"full-lock"},
    "never_reported": {"report-financing"},
    "misreported": {"report-financing"},
    "paid_elsewhere": {"pay-locked-account-only"},
    "wrong_plan_paid": {"pay-locked-account-only"},
    "late_plan": {"pay-in-time", "submit-payment-plan"},
    "late_treasury": {"pay-in-time"},
    "late_publication": {"publish-contract-in-time"},
    "applied_before_award": {"award-is-the-basis"},
    "applied_for_supplier": {"free-choice"},
    "accepted_for_supplier": {"free-choice"},
    "stated_award_wrong": {"true-material"},
    "foreign_goods": {"own-or-msme-goods"},
    "off_purpose": {"use-for-purpose"},
    "accepted_before_award": {"award-is-the-basis"},
    "quote_incomplete": {"review-then-quote"},
    "quote_unreviewed": {"review-then-quote"},
    "limit_above_request": {"limit-within-request"},
    "rate_above_promise": {"keep-commitments"},
    "condition_attached": {"no-conditions", "keep-commitments"},
    "rejected_for_security": {"no-security"},
    "account_agreed_late": {"account-agreed-before-contract"},
    "disbursed_before_contract": {"award-is-the-basis"},
    "over_agreement": {"disburse-as-agreed"},
    "collected_elsewhere": {"collect-from-locked-account"},
    "interest_too_high": {"collect-from-locked-account"},
    "late_signing": {"sign-contract-in-time"},
    "late_filing": {"file-contract-in-time"},
    "account_not_named": {"contract-names-account"},
    "support_declined": {"purchaser-cooperates"},
    "support_unanswered": {"purchaser-cooperates"},
    "decided_by_bureau": {"bureau-takes-no-part"},
    "public_guarantee": {"risk-stays-private"},
    "never_reminded": {"remind-purchaser", "publish-contract-in-time"},
    "sanctioned_without_law": {"sanction-purchaser"},
    "sanctioned_without_finding": {"sanction-purchaser"},
    "sanctioned_for_late_filing": {"sanction-purchaser"},
    "listed_without_finding": {"punish-false-award-material"},
    "listed_for_loan_material": {"punish-false-award-material", "true-material"},
    "fined_beyond_band": {"punish-false-award-material"},
    "interfered": {"no-interference"},
    "pushed_in_part": {"push-three-parts"},
}
"""By misdeed on an award."""

BANK_BREAKS: dict[BankMisdeed, set[str]] = {
    "business_after_termination": {"discipline-bank"},
    "order_not_met": {"discipline-bank"},
    "terminated_without_cause": {"discipline-bank"},
    "order_without_deadline": {"discipline-bank"},
    "found_without_promise": {"discipline-bank"},
    "filed_late": {"file-before-business"},
    "filed_in_part": {"file-before-business"},
    "security_in_product": {"no-security"},
    "condition_in_product": {"no-conditions"},
    "floor_configured": {"no-concession-floor"},
}
"""By misdeed of a bank, or of the authority towards it."""

NEVER_BROKEN = {
    "in-scope": "a guard: it decides what other norms apply to",
    "eligible-supplier": "a guard: it decides what other norms apply to",
    "speed-claims": "a claim of speed, no duty: nothing is owed under the notice's own words",
    "preferential-rate": "the notice names no benchmark",
    "share-procurement-data": "what others can read shows in no log: a platform is probed",
    "treasury-interconnected": "needs the treasury's own log beside the platform's",
    "one-stop-entrance": "the path is attested, the channel is probed on a platform",
    "bureau-supports": "attested: no event breaks it, an answer 'no' only admits it",
    "local-measures": "attested: no event breaks it, an answer 'no' only admits it",
    "bank-organises-itself": "attested: no event breaks it, an answer 'no' only admits it",
}
"""Norms that no event of a market breaks under the notice, and why. Dormant norms are asleep there."""


class Planted:
    """`on_awards[n % len]` is planted on award `n`, `at_banks[n % len]` on bank `n`."""

    def __init__(self, on_awards: Sequence[Misdeeds], at_banks: Sequence[BankMisdeeds] = (frozenset(),)) -> None:
        self._on_awards, self._at_banks = on_awards, at_banks

    def on_award(self, number: int, _luck: Row) -> Misdeeds:
        return self._on_awards[number % len(self._on_awards)]

    def on_banks(self, lucks: Sequence[Row]) -> list[BankMisdeeds]:
        return [self._at_banks[number % len(self._at_banks)] for number in range(len(lucks))]


def world_of(planted: Planted, awards: int, law: Law | None = None, seed: int = 1) -> Play:
    """A year of so many awards, most of them financed by loans, with these breaches planted."""
    given = changed(market("breaches"), awards_per_year=awards, suppliers=awards // 4, purchasers=awards // 10)
    return play(given, law or Law(), seed, breaches=planted)
