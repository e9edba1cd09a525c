"""The size of a firm (large, medium, small, micro) and who counts as a small or medium supplier.

Source: 中小企业划型标准规定, 工信部联企业〔2011〕300号, as a table in `data/size_standard.yaml`;
eligibility: clause 二(二)1 of the notice with 财库〔2020〕46号 or the repealed 财库〔2011〕181号.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, get_args

from notice.errors import InputError, nearest
from notice.vocabulary import EntityKind
from notice.yaml import Model, packaged

SizeClass = Literal["large", "medium", "small", "micro"]

_SIZE_CLASSES = get_args(SizeClass)
_ENTITY_KINDS = get_args(EntityKind)

SME_RULES = ("181_2011", "46_2020")
"""Readings of the eligibility rule: the measure that the notice cites (repealed), or the one in force since 2021."""

DEEMED = ("prison_enterprise", "welfare_unit")
"""Entity kinds that 二(二)1 deems small or micro whatever their size (视同小型、微型企业)."""

_FEN_PER_WAN_YUAN = 1_000_000


class Floors(Model):
    """The lower bounds of one class, inclusive: persons, and money in 万元. None: the measure does not count."""

    employees: int | None = None
    revenue: int | None = None
    assets: int | None = None

    def met_by(self, employees: int, revenue_fen: int, assets_fen: int) -> bool:
        """Whether every listed floor is reached."""
        return (
            (self.employees is None or employees >= self.employees)
            and (self.revenue is None or revenue_fen >= self.revenue * _FEN_PER_WAN_YUAN)
            and (self.assets is None or assets_fen >= self.assets * _FEN_PER_WAN_YUAN)
        )


class Industry(Model):
    """One row of the standard."""

    id: str
    name: str
    large: Floors
    medium: Floors
    small: Floors


class Units(Model):
    """The units the table is written in."""

    employees: Literal["persons"]
    revenue: Literal["wan_yuan"]
    assets: Literal["wan_yuan"]


class SizeStandard(Model):
    """The whole standard."""

    source: str
    unit: Units
    industries: tuple[Industry, ...]


@cache
def industries() -> dict[str, Industry]:
    """The 16 industries of the standard by their id, in its order."""
    standard = packaged("notice", "data/size_standard.yaml").parse(SizeStandard)
    return {industry.id: industry for industry in standard.industries}


@lru_cache(maxsize=4096)  # a firm declares the same figures for every award
def classify(industry: str, employees: int, revenue_fen: int, assets_fen: int) -> SizeClass:
    """The size class of a firm with so many employees, yearly revenue and total assets (fen).

    The highest class all of whose floors are reached; micro if not even those of small are.
    Raises `InputError` for an industry that the standard does not list and for negative figures.
    """
    row = industries().get(industry)
    if row is None:
        raise InputError(f"'{industry}' is no industry of 300号", instead=nearest(industry, industries()))
    if min(employees, revenue_fen, assets_fen) < 0:
        raise InputError(
            f"a firm has no negative size (employees {employees}, revenue_fen {revenue_fen}, assets_fen {assets_fen})",
            instead="give 0 or more",
        )
    if row.large.met_by(employees, revenue_fen, assets_fen):
        return "large"
    if row.medium.met_by(employees, revenue_fen, assets_fen):
        return "medium"
    return "small" if row.small.met_by(employees, revenue_fen, assets_fen) else "micro"


@lru_cache(maxsize=128)
def is_msme(size_class: str, entity_kind: str, large_firm_controlled: bool, sme_rule: str = "46_2020") -> bool:
    """Whether a supplier is a medium, small or micro one under the notice (二(二)1; norm `eligible-supplier`).

    `46_2020` adds its article 2 to the test, for deemed suppliers too: not controlled by a large firm.
    Raises `InputError` for an unknown class, kind or rule.
    """
    _known(size_class, _SIZE_CLASSES, "size class")
    _known(entity_kind, _ENTITY_KINDS, "entity kind")
    _known(sme_rule, SME_RULES, "sme_rule")
    small_enough = size_class != "large" or entity_kind in DEEMED
    return small_enough and not (large_firm_controlled and sme_rule == "46_2020")


def _known(word: str, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        raise InputError(f"'{word}' is no {what}", instead=nearest(word, words))
