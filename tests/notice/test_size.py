from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.errors import InputError
from notice.size import DEEMED, SME_RULES, Floors, Industry, SizeClass, SizeStandard, classify, industries, is_msme
from notice.vocabulary import EntityKind

WAN = 1_000_000  # fen in 万元
PLENTY = 10**9
CLASSES = get_args(SizeClass)
RANK = {size_class: rank for rank, size_class in enumerate(reversed(CLASSES))}

names = st.sampled_from(sorted(industries()))
persons = st.integers(0, 5_000)
fens = st.integers(0, 300_000 * WAN)


# --- the table ------------------------------------------------------------------------------------------------


def test_standard_lists_sixteen_industries():
    assert [industry.name for industry in industries().values()] == [
        "农、林、牧、渔业",
        "工业",
        "建筑业",
        "批发业",
        "零售业",
        "交通运输业",
        "仓储业",
        "邮政业",
        "住宿业",
        "餐饮业",
        "信息传输业",
        "软件和信息技术服务业",
        "房地产开发经营",
        "物业管理",
        "租赁和商务服务业",
        "其他未列明行业",
    ]


def test_ids_of_industries_are_ascii_words():
    assert all(name.isascii() and name.replace("_", "").isalpha() for name in industries())


@pytest.mark.parametrize("industry", industries().values(), ids=lambda industry: industry.id)
def test_an_industry_measures_all_its_classes_alike_and_upwards(industry: Industry):
    large, medium, small = (
        floors.model_dump(exclude_none=True) for floors in (industry.large, industry.medium, industry.small)
    )
    assert large.keys() == medium.keys() == small.keys()
    assert all(large[measure] > medium[measure] > small[measure] for measure in large)


def test_farming_and_the_rest_are_measured_by_one_figure_and_all_others_by_two():
    measures = {name: len(row.small.model_dump(exclude_none=True)) for name, row in industries().items()}
    assert {name for name, count in measures.items() if count == 1} == {"agriculture", "other"}
    assert set(measures.values()) == {1, 2}


def test_floors_in_another_unit_than_the_stated_one_are_refused():
    unit = {"employees": "persons", "revenue": "yuan", "assets": "wan_yuan"}
    with pytest.raises(ValueError, match="wan_yuan"):
        SizeStandard.model_validate({"source": "x", "unit": unit, "industries": []})


# --- classes --------------------------------------------------------------------------------------------------

GOLDEN = [
    ("industry", 999, 50_000, 0, "medium"),
    ("industry", 1000, 39_999, 0, "medium"),
    ("industry", 1000, 40_000, 0, "large"),
    ("industry", 19, 9_000, 0, "micro"),
    ("construction", 0, 100_000, 299, "micro"),
    ("construction", 0, 79_999, 90_000, "medium"),
    ("wholesale", 4, 60_000, 0, "micro"),
    ("software", 100, 999, 0, "small"),
    ("software", 10, 49, 0, "micro"),
    ("real_estate", 0, 200_000, 9_999, "medium"),
    ("property_management", 99, 800, 0, "micro"),
    ("leasing_business", 300, 0, 119_999, "medium"),
    ("agriculture", 0, 500, 0, "medium"),
    ("agriculture", 0, 499, 0, "small"),
]


@pytest.mark.parametrize(("industry", "employees", "revenue", "assets", "size_class"), GOLDEN)
def test_golden_vectors_of_the_size_standard(industry: str, employees: int, revenue: int, assets: int, size_class: str):
    assert classify(industry, employees, revenue * WAN, assets * WAN) == size_class


def bounds() -> list[tuple[str, str, str, str]]:
    """Every floor of the standard: industry, class, the class below, measure."""
    pairs = [("large", "medium"), ("medium", "small"), ("small", "micro")]
    return [
        (name, upper, lower, measure)
        for name, row in industries().items()
        for upper, lower in pairs
        for measure in getattr(row, upper).model_dump(exclude_none=True)
    ]


def figures(floors: Floors) -> dict[str, int]:
    """Figures that reach all floors exactly, or that are plenty where there is none."""
    return {
        "employees": PLENTY if floors.employees is None else floors.employees,
        "revenue": PLENTY * WAN if floors.revenue is None else floors.revenue * WAN,
        "assets": PLENTY * WAN if floors.assets is None else floors.assets * WAN,
    }


@pytest.mark.parametrize(("name", "upper", "lower", "measure"), bounds())
def test_floor_is_reached_exactly_and_missed_by_one_person_or_fen(name: str, upper: str, lower: str, measure: str):
    at = figures(getattr(industries()[name], upper))
    assert classify(name, at["employees"], at["revenue"], at["assets"]) == upper
    under = at | {measure: at[measure] - 1}
    assert classify(name, under["employees"], under["revenue"], under["assets"]) == lower


def test_leasing_looks_at_assets_and_not_at_revenue():
    assert classify("leasing_business", 300, 0, 120_000 * WAN) == "large"
    assert classify("leasing_business", 300, PLENTY * WAN, 99 * WAN) == "micro"


def test_large_real_estate_needs_few_assets_beside_much_revenue():
    assert classify("real_estate", 0, 200_000 * WAN, 10_000 * WAN) == "large"


@given(names, persons, fens, fens, persons, fens)
def test_firm_that_grows_never_falls_a_class(name, employees, revenue_fen, assets_fen, more, more_fen):
    before = classify(name, employees, revenue_fen, assets_fen)
    after = classify(name, employees + more, revenue_fen + more_fen, assets_fen + more_fen)
    assert RANK[after] >= RANK[before]


@given(names, persons, fens, fens)
def test_class_is_the_worst_that_any_single_figure_gives(name, employees, revenue_fen, assets_fen):
    whole = PLENTY * WAN
    single = [
        classify(name, employees, whole, whole),
        classify(name, PLENTY, revenue_fen, whole),
        classify(name, PLENTY, whole, assets_fen),
    ]
    assert classify(name, employees, revenue_fen, assets_fen) == min(single, key=RANK.__getitem__)


# --- who is eligible ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sme_rule", SME_RULES)
@pytest.mark.parametrize(
    ("size_class", "eligible"), [("large", False), ("medium", True), ("small", True), ("micro", True)]
)
def test_enterprise_is_eligible_by_its_size(size_class: str, eligible: bool, sme_rule: str):
    assert is_msme(size_class, "enterprise", False, sme_rule) is eligible


@pytest.mark.parametrize("sme_rule", SME_RULES)
@pytest.mark.parametrize("size_class", CLASSES)
@pytest.mark.parametrize("entity_kind", DEEMED)
def test_deemed_supplier_is_eligible_whatever_its_size(entity_kind: str, size_class: str, sme_rule: str):
    assert is_msme(size_class, entity_kind, False, sme_rule)


def test_prison_enterprise_of_five_thousand_staff_is_eligible():
    size_class = classify("industry", 5_000, 90_000 * WAN, 0)
    assert size_class == "large"
    assert is_msme(size_class, "prison_enterprise", False)


@pytest.mark.parametrize("entity_kind", get_args(EntityKind))
def test_control_by_a_large_firm_excludes_under_the_rule_of_2020_only(entity_kind: str):
    assert not is_msme("small", entity_kind, True, "46_2020")
    assert is_msme("small", entity_kind, True, "181_2011")


def test_rule_of_2020_is_the_default():
    assert not is_msme("small", "enterprise", True)


@pytest.mark.parametrize("entity_kind", sorted(set(get_args(EntityKind)) - set(DEEMED)))
def test_other_kinds_of_large_suppliers_are_not_eligible(entity_kind: str):
    assert not is_msme("large", entity_kind, False)


# --- refusals -------------------------------------------------------------------------------------------------


def test_unknown_industry_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="'softwares' is no industry of 300号; did you mean 'software'"):
        classify("softwares", 1, 1, 1)


def test_chinese_name_is_no_industry_id():
    with pytest.raises(InputError, match="known: accommodation"):
        classify("工业", 1, 1, 1)


@pytest.mark.parametrize("figures_given", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_negative_figures_are_refused(figures_given: tuple[int, int, int]):
    with pytest.raises(InputError, match="no negative size"):
        classify("industry", *figures_given)


def test_unknown_size_class_is_refused():
    with pytest.raises(InputError, match="did you mean 'medium'"):
        is_msme("mediun", "enterprise", False)


def test_unknown_entity_kind_is_refused():
    with pytest.raises(InputError, match="did you mean 'welfare_unit'"):
        is_msme("small", "welfare", False)


def test_unknown_rule_is_refused():
    with pytest.raises(InputError, match="did you mean '46_2020'"):
        is_msme("small", "enterprise", False, "46_2022")
