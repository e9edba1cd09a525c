"""Names for a market in Kunming. All are invented: each bears the word 模拟 (simulated), so none is a real firm's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from faker import Faker
from faker.providers import BaseProvider

if TYPE_CHECKING:
    from sim.draws import Row

DISTRICTS = {
    "五华区": 14,
    "盘龙区": 13,
    "官渡区": 15,
    "西山区": 12,
    "呈贡区": 9,
    "东川区": 4,
    "晋宁区": 5,
    "安宁市": 6,
    "富民县": 3,
    "宜良县": 4,
    "石林彝族自治县": 3,
    "嵩明县": 4,
    "禄劝彝族苗族自治县": 4,
    "寻甸回族彝族自治县": 4,
}
"""Kunming's districts, counties and city under its administration; weights are assumed."""

_AGENCIES = {
    "state_organ": (
        "财政局",
        "教育体育局",
        "卫生健康局",
        "住房和城乡建设局",
        "农业农村局",
        "民政局",
        "交通运输局",
        "水务局",
    ),
    "public_institution": ("第一中学", "实验小学", "人民医院", "图书馆", "疾病预防控制中心", "文化馆", "中医医院"),
    "group_organisation": ("总工会", "妇女联合会", "残疾人联合会", "科学技术协会"),
    "other": ("城市建设投资公司", "供水公司"),
}
_TRADES = {
    "agriculture": "农业科技",
    "industry": "制造",
    "construction": "建筑工程",
    "wholesale": "商贸",
    "retail": "办公用品",
    "transport": "运输",
    "storage": "仓储",
    "postal": "快递服务",
    "accommodation": "酒店管理",
    "catering": "餐饮管理",
    "information_transmission": "网络技术",
    "software": "信息技术",
    "real_estate": "置业",
    "property_management": "物业服务",
    "leasing_business": "商务服务",
    "other": "综合服务",
}
_BANKS = {"state_owned": "国有", "joint_stock": "股份制", "city": "城市商业", "rural": "农村商业"}


class KunmingProvider(BaseProvider):
    """Faker provider of suppliers, purchasers and banks of a simulated Kunming."""

    def kunming_supplier(self, industry: str) -> str:
        """A firm of one industry of the size standard."""
        place = self.random_element(("昆明", "云南"))
        return f"{place}{self.generator.company_prefix()}{_TRADES[industry]}有限公司（模拟）"

    def kunming_purchaser(self, kind: str, district: str) -> str:
        """A purchasing unit of one legal kind in a district."""
        return f"昆明市{district}{self.random_element(_AGENCIES[kind])}（模拟）"

    def kunming_bank(self, kind: str, number: int) -> str:
        """A bank of one kind; the number tells banks of a kind apart."""
        return f"模拟{_BANKS[kind]}银行{number}号昆明分行"


@cache
def _names() -> Faker:
    names = Faker("zh_CN")
    names.add_provider(KunmingProvider)
    return names


def supplier_name(luck: Row, industry: str) -> str:
    """The name of a supplier with this luck."""
    return str(_seeded(luck).kunming_supplier(industry))


def purchaser_name(luck: Row, kind: str, district: str) -> str:
    """The name of a purchaser with this luck."""
    return str(_seeded(luck).kunming_purchaser(kind, district))


def bank_name(luck: Row, kind: str, number: int) -> str:
    """The name of a bank with this luck."""
    return str(_seeded(luck).kunming_bank(kind, number))


def _seeded(luck: Row) -> Faker:
    """The one instance, set to this luck: no name depends on another, and Faker's global state is not touched."""
    names = _names()
    names.seed_instance(luck.share("name"))
    return names
