"""Small markets for tests of the world."""

from __future__ import annotations

from pathlib import Path

from notice.law import Law
from notice.policy import reform
from scenarios.markets import Cohort, Market, market


def changed(given: Market, cohort: Cohort | None = None, **figures: object) -> Market:
    """A market with other figures."""
    new = {name: given.figures[name].model_copy(update={"value": value}) for name, value in figures.items()}
    return given.model_copy(update={"figures": given.figures | new, "cohort": cohort or given.cohort})


def busy_market(**figures: object) -> Market:
    """Half a year of awards, most of them financed by loans."""
    usual = {"awards_per_year": 600, "suppliers": 150, "supplier_cash_median_days": 5}
    return changed(market("smoke"), **(usual | figures))


def tiny_market(until: str = "2022-11-01") -> Market:
    """A handful of awards, for platforms that are slow to talk to."""
    cohort = Cohort(
        history_from="2022-10-08", measured_from="2022-10-08", measured_until=until, run_off_until="2023-05-01"
    )
    return changed(
        market("smoke"),
        cohort,
        suppliers=20,
        purchasers=5,
        banks={"state_owned": 2, "joint_stock": 0, "city": 0, "rural": 0},
        background_utilisation_bp=0,
        supplier_cash_median_days=5,
    )


def reformed(folder: Path, **values: object) -> Law:
    """The law under a reform that changes these parameters."""
    lines = "".join(f"  {name}: {{value: {value}}}\n" for name, value in values.items())
    path = folder / "reform.yaml"
    path.write_text(f"reform: test\ntitle: {{en: T, zh: T}}\norigin: {{en: T, zh: T}}\nchanges:\n{lines}")
    return Law(reform(path))
