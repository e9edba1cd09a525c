"""The cast of a run: agents made from the population, habits from the market file, and the scheme from the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.bank import Bank
from agents.habits import Habits
from agents.order import Order, Purchaser
from agents.scheme import Scheme
from agents.supplier import Job, Supplier
from notice.civil import DAY
from notice.events import Actor, Instalment, PaymentTerms
from notice.money import BP
from sim.desk import Desk
from sim.deterrence import Deterrence
from sim.tables import Choice, exponential, lognormal, normal

if TYPE_CHECKING:
    from agents.misdeeds import Misdeeds
    from agents.world import World
    from notice.policy import Policy
    from notice.vocabulary import ProcurementSubject
    from scenarios.markets import Market
    from sim import parties
    from sim.population import Award
    from sim.tables import Table

SIGN_LAG_SIGMA_PERCENT = 50
SIGN_LAG_MAX_DAYS = 29
ACCEPTANCE_DAYS = 10
_SUBJECTS: dict[str, ProcurementSubject] = {
    "construction": "works",
    **dict.fromkeys(
        (
            "transport",
            "storage",
            "postal",
            "accommodation",
            "catering",
            "information_transmission",
            "software",
            "real_estate",
            "property_management",
            "leasing_business",
            "other",
        ),
        "services",
    ),
}
"""What a firm of each industry is hired for; all others deliver goods."""
RETENTION_DAYS = 365
IN_TIME = "within_30"
CALENDAR_RESERVE_DAYS = 31
"""A retention is due so long before the working-day calendar ends, at the latest."""
DEALT = (
    "misdeed",
    "signs",
    "acceptance",
    "accepts",
    "late_publicationcontract",
    "publishescontract",
    "paysdelivery",
    "pays_ondelivery",
    "treasury_latedelivery",
    "needs",
)
"""Purposes that nearly every award asks for: dealt in blocks."""


def scheme(policy: Policy) -> Scheme:
    """The notice as its parties read it."""
    return Scheme(
        in_force_at=policy.day("in_force_from") * DAY,
        first_working_days=policy.number("first_sla_working_days"),
        repeat_working_days=policy.number("repeat_sla_working_days"),
        account_locked=policy.reading("lock_from") != "none",
        treasury_checks=policy.flag("treasury_gate"),
        guarantee_allowed=policy.flag("natural_person_guarantee_allowed"),
        pay_days=policy.number("pay_days_default"),
        confirm_days=policy.number("confirm_receivable_days"),
        sign_days=policy.number("contract_sign_days"),
        file_working_days=policy.number("file_working_days"),
        apr_over_lpr_max_bp=policy.number_if_given("apr_spread_max_bp"),
        discount_min_bp=policy.number_if_given("comparable_discount_min_bp"),
        accept_working_days=policy.number_if_given("accept_lag_max_working_days"),
        invoice_pay_working_days=policy.number_if_given("invoice_pay_working_days"),
        private_rate_max_lpr_multiple=policy.number("rate_cap_lpr_multiple"),
        report_seconds=policy.number_if_given("report_lag_max_seconds"),
        several_banks=policy.reading("financing_banks_per_award") == "many",
        quote_same_day=bool(policy.flag_if_given("quote_same_day")),
        act_working_days=policy.number_if_given("act_within_working_days"),
        serious_means=policy.reading("serious_means"),
        small_firms_goods_only=policy.reading("sme_rule") == "46_2020",
    )


def habits(market: Market, policy: Policy) -> Habits:
    """The market's figures as distributions and shares; how often parties err by habit answers to what follows from it."""
    own = {name: market.number(name) for name in Habits.__struct_fields__ if name in market.figures}
    effort, sigma = market.numbers("review_effort_median_seconds"), market.number("review_effort_sigma_percent")
    lag, lag_sigma = market.numbers("disbursement_lag_median_seconds"), market.number("disbursement_lag_sigma_percent")
    return Habits(
        **own | _deterred(own, Deterrence(market, policy)),
        punctuality=Choice(_punctuality(market, Deterrence(market, policy))),
        commits_bp=market.numbers("bank_commitments_bp"),
        support_answer_days=_days(market, "support_answer"),
        signing_days=lognormal(market.number("sign_lag_median_days"), SIGN_LAG_SIGMA_PERCENT),
        apply_after_award_days=_days(market, "apply_after_award"),
        need_after_signing_days=_days(market, "need_after_signing"),
        patience_days=_days(market, "patience"),
        supplement_answer_seconds=_seconds(market, "supplement_answer"),
        intake_seconds=_seconds(market, "intake"),
        report_seconds=_seconds(market, "report"),
        effort_offline_seconds=lognormal(effort["offline"], sigma),
        effort_online_seconds=lognormal(effort["online"], sigma),
        effort_automated_seconds=lognormal(effort["automated"], sigma),
        first_lag_seconds=lognormal(lag["first"], lag_sigma),
        repeat_lag_seconds=lognormal(lag["repeat"], lag_sigma),
        loan_to_award_bp=normal(
            market.number("loan_to_award_mean_bp"), market.number("loan_to_award_sd_bp"), 500, 10_000
        ),
    )


def _deterred(own: dict[str, int], deterrence: Deterrence) -> dict[str, int]:
    """The habits of purchasers and banks that a sanction they expect changes."""
    rarer, warier = deterrence.rarer, deterrence.warier
    return {
        "late_publication_bp": rarer("purchaser", own["late_publication_bp"]),
        "careless_publication_bp": rarer("purchaser", own["careless_publication_bp"]),
        "fraud_dared_bp": rarer("supplier", BP),
        "hurry_percent": rarer("bank", own["hurry_percent"], most=100),
        "green_lead_working_days": warier("bank", own["green_lead_working_days"]),
    }


def _punctuality(market: Market, deterrence: Deterrence) -> dict[str, int]:
    """Shares of payments by how late they are; who is late less often pays within 30 days instead."""
    late = {
        how: deterrence.rarer("purchaser", share)
        for how, share in market.numbers("payment_delay_shares_bp").items()
        if how != IN_TIME
    }
    return {IN_TIME: max(0, BP - sum(late.values())), **late}


def _days(market: Market, name: str) -> Table:
    return lognormal(market.number(f"{name}_median_days"), market.number(f"{name}_sigma_percent"))


def _seconds(market: Market, name: str) -> Table:
    return lognormal(market.number(f"{name}_median_seconds"), market.number(f"{name}_sigma_percent"))


def bank(world: World, market: Market, given: parties.Bank) -> Bank:
    """A bank with its desk, and the other business that occupies it."""
    effort = market.number("background_effort_mean_seconds")
    busy = market.number("background_utilisation_bp") * given.officers
    return Bank(
        world,
        Actor("bank", given.id),
        kind=given.kind,
        desk=Desk(world, given.officers, world.hours.opens),
        officers=given.officers,
        funding_spread_bp=given.funding_spread_bp,
        margin_bp=given.margin_bp,
        appetite_bp=given.appetite_bp,
        automated_bp=given.automated_bp,
        background_effort=exponential(effort),
        background_gap=exponential(effort * 10_000 // busy) if busy else None,
        luck=given.luck,
    )


def supplier(market: Market, given: parties.Supplier) -> Supplier:
    """A supplier; a fraud takes the same chances as an opportunist."""
    access = market.numbers("ordinary_loan_access_bp")
    return Supplier(
        Actor("supplier", given.id),
        size_class=given.size_class,
        industry=given.industry,
        entity_kind=given.entity_kind,
        employees=given.employees,
        revenue_fen=given.revenue_fen,
        assets_fen=given.assets_fen,
        large_firm_controlled=given.large_firm_controlled,
        is_opportunist=given.conduct != "honest",
        is_fraudulent=given.conduct == "fraudulent",
        cash_fen=given.cash_fen,
        aware_from_at=given.aware_from_at,
        gets_ordinary_loan=given.luck.chance("ordinary_loan", access[given.size_class]),
        frailty=given.luck.below("frailty", 10_000),
        luck=given.luck,
    )


def purchaser(given: parties.Purchaser) -> Purchaser:
    """A purchaser."""
    return Purchaser(Actor("purchaser", given.id), given.kind, given.careless)


def order(world: World, by: Purchaser, account: str, award: Award, misdeeds: Misdeeds) -> Order:
    """The purchaser's side of an award. It signs within the statutory 30 days."""
    days = min(award.luck.table("signs", world.habits.signing_days), SIGN_LAG_MAX_DAYS)
    sign_after = world.hours.opens(award.at + max(days, 1) * DAY) - award.at
    return Order(
        world,
        by,
        award.id,
        award.supplier.id,
        award.amount_fen,
        account=account,
        district=award.purchaser.district,
        fund_source=award.fund_source,
        procurement_scope=award.procurement_scope,
        subject=_SUBJECTS.get(award.supplier.industry, "goods"),
        sign_after=sign_after,
        terms=_terms(world, award, award.at + sign_after),
        luck=award.luck,
        misdeeds=misdeeds,
    )


def _terms(world: World, award: Award, signed_at: int) -> PaymentTerms:
    advance_fen, retention_fen = _share(award, award.advance_bp), _share(award, award.retention_bp)
    instalments = [Instalment("delivery", award.amount_fen - advance_fen - retention_fen, "delivery")]
    if advance_fen:
        instalments.insert(0, Instalment("advance", advance_fen, "signing"))
    if retention_fen:
        latest = (world.calendar.last_day - CALENDAR_RESERVE_DAYS) * DAY
        due_on = min(signed_at + (award.execution_days + RETENTION_DAYS) * DAY, latest)
        instalments.append(Instalment("retention", retention_fen, "retention_end", due_on))
    on_acceptance = award.band != "e_mall" and award.luck.chance("acceptance", world.habits.acceptance_condition_bp)
    return PaymentTerms(tuple(instalments), on_acceptance, ACCEPTANCE_DAYS if on_acceptance else None)


def _share(award: Award, bp: int) -> int:
    return award.amount_fen * bp // 10_000


def job(world: World, by: Supplier, award: Award, order: Order) -> Job:
    """The supplier's side of an award."""
    advance_fen = _share(award, award.advance_bp)
    delivered = tuple((one.instalment, one.amount_fen) for one in order.terms.instalments if one.starts == "delivery")
    return Job(
        world,
        by,
        award.id,
        award.amount_fen,
        cost_fen=_share(award, award.cost_bp),
        advance_fen=advance_fen,
        deliveries=delivered,
        execution_seconds=award.execution_days * DAY,
        in_e_mall=award.band == "e_mall",
        subject=order.subject,
        purchaser=order.purchaser.actor,
        luck=award.luck,
        misdeeds=order.misdeeds,
    )
