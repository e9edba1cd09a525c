"""企业划型 (工信部联企业〔2011〕300号): who is a small or medium firm. Money in 万元."""

from __future__ import annotations

from decimal import Decimal

# Floors of a large firm, all of which it must reach: (从业人员, 营业收入, 资产总额); a dash does not count.
_LARGE = {
    "农林牧渔业": "- 20000 -",
    "工业": "1000 40000 -",
    "建筑业": "- 80000 80000",
    "批发业": "200 40000 -",
    "零售业": "300 20000 -",
    "交通运输业": "1000 30000 -",
    "仓储业": "200 30000 -",
    "邮政业": "1000 30000 -",
    "住宿业": "300 10000 -",
    "餐饮业": "300 10000 -",
    "信息传输业": "2000 100000 -",
    "软件和信息技术服务业": "300 10000 -",
    "房地产开发经营": "- 200000 10000",
    "物业管理": "1000 5000 -",
    "租赁和商务服务业": "300 - 120000",
    "其他未列明行业": "300 - -",
}
WAN = 10_000


def known(industry: str) -> bool:
    """Whether the standard lists the industry."""
    return industry in _LARGE


def small_or_medium(industry: str, kind: str, staff: int, revenue: Decimal, assets: Decimal, controlled: bool) -> bool:
    """中小微企业: not large, or deemed small; and not controlled by a large firm (财库〔2020〕46号)."""
    if controlled:
        return False
    floors = _LARGE[industry].split()
    figures = (Decimal(staff), revenue / WAN, assets / WAN)
    large = all(figure >= int(floor) for figure, floor in zip(figures, floors, strict=True) if floor != "-")
    return not large or kind in ("监狱企业", "残疾人福利单位")
