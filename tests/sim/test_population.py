"""The population: consistent with the law's size classes and with what is published, and moved by no policy."""

from __future__ import annotations

import random
from collections import Counter
from math import exp
from typing import get_args

import pytest
from faker import Faker

from notice.calendar import Calendar
from notice.civil import DAY, END_OF_BUSINESS, date_of, day_of
from notice.size import classify, industries
from notice.vocabulary import EntityKind, ProcurementScope, PurchaserKind
from scenarios.markets import market
from sim.draws import Draws
from sim.hours import OPENING
from sim.kunming import DISTRICTS
from sim.parties import SIZE_CLASSES, BankKind, Conduct, awareness
from sim.population import Population

CALENDAR = Calendar.official()
SEED = 20_220_929


@pytest.fixture(scope="module")
def kunming():
    return Population(market("kunming"), SEED, CALENDAR)


@pytest.fixture(scope="module")
def awards(kunming):
    return list(kunming.awards())


def _facts(award):
    names = ("id", "at", "band", "amount_fen", "fund_source", "execution_days", "advance_bp", "cost_bp", "measured")
    return (*(getattr(award, name) for name in names), award.supplier.id, award.purchaser.id, award.luck.share("any"))


def test_every_supplier_has_the_figures_of_its_size_class(kunming):
    for size_class, firms in kunming.suppliers.items():
        for firm in firms:
            assert classify(firm.industry, firm.employees, firm.revenue_fen, firm.assets_fen) == size_class


def test_the_market_file_speaks_the_words_of_law_and_events():
    for name in ("kunming", "breaches", "smoke"):
        given = market(name)
        assert set(given.numbers("supplier_industry_shares_bp")) == set(industries())
        assert set(given.numbers("supplier_entity_shares_bp")) <= set(get_args(EntityKind))
        assert set(given.numbers("purchaser_kind_shares_bp")) <= set(get_args(PurchaserKind))
        assert set(given.numbers("procurement_scope_shares_bp")) <= set(get_args(ProcurementScope))
        assert set(given.numbers("supplier_conduct_shares_bp")) == set(get_args(Conduct))
        assert set(given.numbers("banks")) == set(get_args(BankKind))
        for figure in ("bank_officers", "bank_funding_spread_bp", "bank_margin_bp", "bank_automated_bp"):
            assert set(given.numbers(figure)) == set(given.numbers("banks"))
        for band in given.numbers("award_band_shares_bp"):
            assert set(given.numbers(f"winner_size_{band}_bp")) == set(SIZE_CLASSES)


def test_awards_come_in_order_on_working_days_in_business_hours_within_the_cohort(kunming, awards):
    cohort = kunming.market.cohort
    assert len(awards) == kunming.awards_count
    assert [award.at for award in awards] == sorted(award.at for award in awards)
    for award in awards:
        assert cohort.begin_at <= award.at < cohort.measured_until_at
        assert CALENDAR.is_working(day_of(award.at))
        assert OPENING <= award.at % DAY < END_OF_BUSINESS
        assert award.measured == (award.at >= cohort.measured_from_at)


def test_awards_have_the_size_and_the_winners_that_panlong_district_published(awards):
    total_fen = sum(award.amount_fen for award in awards)
    large_fen = sum(award.amount_fen for award in awards if award.supplier.size_class == "large")
    assert 46_800_000 < total_fen / len(awards) < 91_400_000
    assert 0.8435 - 0.02 < 1 - large_fen / total_fen < 0.8629 + 0.02
    assert all(award.amount_fen > 0 and award.amount_fen % 10_000 == 0 for award in awards)


def test_there_are_ten_thousand_awards_a_year(awards):
    assert 9_500 < sum(award.measured for award in awards) < 10_500


def test_the_same_seed_gives_the_same_population_and_another_seed_another(awards):
    again = list(Population(market("kunming"), SEED, CALENDAR).awards())
    other = list(Population(market("kunming"), SEED + 1, CALENDAR).awards())
    assert [_facts(award) for award in again] == [_facts(award) for award in awards]
    assert sum(_facts(a) == _facts(b) for a, b in zip(other, awards, strict=True)) == 0


def test_dealing_more_purposes_in_advance_changes_nothing(kunming, awards):
    dealt = kunming.awards(("applies", "any", "cost"))
    for award, other in zip(awards, dealt, strict=True):
        assert _facts(award) == _facts(other)
        assert award.luck.share("applies") == other.luck.share("applies")


def test_a_figure_moves_only_what_it_is_about(awards):
    given = market("kunming")
    figures = given.figures | {
        "execution_sigma_percent": given.figures["execution_sigma_percent"].model_copy(update={"value": 10})
    }
    moved = Population(given.model_copy(update={"figures": figures}), SEED, CALENDAR).awards()
    same = [
        (a.at, a.amount_fen, a.supplier.id) == (b.at, b.amount_fen, b.supplier.id)
        for a, b in zip(awards, moved, strict=True)
    ]
    assert all(same)


def test_awards_gather_on_some_suppliers_and_leave_few_without(kunming, awards):
    won = Counter(award.supplier.id for award in awards)
    tenth = sum(count for _, count in won.most_common(len(won) // 10)) / len(awards)
    assert 0.2 < tenth < 0.6
    assert len(won) > 0.8 * sum(map(len, kunming.suppliers.values()))


def test_months_have_the_awards_that_their_weights_give_them(awards):
    december = sum(1 for award in awards if _month(award.at) == 12)
    january = sum(1 for award in awards if _month(award.at) == 1)
    assert december > 2 * january


def _month(at):
    return date_of(day_of(at)).month


def test_knowledge_spreads_as_bass_says():
    table, p, q, t = awareness(300, 3_800), 0.03, 0.38, 5
    exact = (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t))
    heard = [table.at(int(share)) for share in Draws(3).block(range(50_000), "hears")]
    assert sum(at < t * 365 * DAY for at in heard) / len(heard) == pytest.approx(exact, abs=0.01)


def test_names_are_invented_kept_and_independent_of_all_other_chance(kunming):
    firms = kunming.suppliers["small"][:50]
    names = [firm.name for firm in firms]
    random.seed(1)
    Faker.seed(1)
    assert [firm.name for firm in reversed(firms)] == names[::-1]
    assert all(name.endswith("有限公司（模拟）") for name in names)
    assert all("模拟" in party.name for party in (*kunming.purchasers[:50], *kunming.banks))
    assert len({bank.name for bank in kunming.banks}) == len(kunming.banks)
    state = random.getstate()
    assert firms[0].name == names[0]
    assert random.getstate() == state


def test_purchasers_sit_in_kunmings_districts(kunming):
    assert {purchaser.district for purchaser in kunming.purchasers} == set(DISTRICTS)


def test_a_tiny_market_still_has_a_firm_of_every_size_that_may_win():
    tiny = market("smoke")
    figures = tiny.figures | {"suppliers": tiny.figures["suppliers"].model_copy(update={"value": 4})}
    population = Population(tiny.model_copy(update={"figures": figures}), 1, CALENDAR)
    assert all(population.suppliers.values())
    assert all(award.supplier for award in population.awards())
