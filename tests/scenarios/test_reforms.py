"""Reforms: what they change in the law, what around it, and what does not fit."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from notice.errors import InputError
from notice.policy import baseline
from scenarios.markets import market, reformed
from scenarios.reforms import names, reform

HEAD = "reform: test\ntitle: {en: t, zh: 试}\norigin: {en: o, zh: 源}\n"
KUNMING = market("kunming")


def written(tmp_path: Path, body: str, name: str = "reform") -> Path:
    path = tmp_path / f"{name}.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_a_reform_of_the_market_leaves_the_law_alone_and_moves_its_figure_only() -> None:
    policy = reform("twice-the-banks")
    assert policy.hash == baseline().hash
    changed = reformed(KUNMING, policy)
    assert changed.numbers("banks") == {kind: 2 * number for kind, number in KUNMING.numbers("banks").items()}
    assert {name for name in KUNMING.figures if KUNMING.figures[name] != changed.figures[name]} == {"banks"}


def test_a_figure_by_option_is_changed_by_option() -> None:
    assert reformed(KUNMING, reform("advance-30")).numbers("advance_shares_bp")["3000"] == 9500


def test_a_reform_of_the_law_leaves_the_market_alone() -> None:
    assert reformed(KUNMING, reform("hubei")) is KUNMING


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("market:\n  bnks: {percent: 200}\n", "/reform.yaml:5:3 (market.bnks): no figure is called 'bnks'; did you mean 'banks'?"),
        ("market:\n  banks: {percent: 200, value: 3}\n", "write value or percent"),
        ("market:\n  banks: {}\n", "write value or percent"),
        ("market:\n  banks: {percent: -1}\n", "/reform.yaml:5:11 (market.banks.percent)"),
        ("market:\n  banks: {value: 12}\n", "'banks' is given by option"),
        ("market:\n  banks: {value: {city: many}}\n", "write whole numbers"),
        ("market:\n  banks: {value: {village: 3}}\n", "no option 'village'"),
        ("market:\n  advance_shares_bp: {value: {'0': 1}}\n", "shares sum to 10000 basis points"),
    ],
)  # fmt: skip
def test_a_change_of_the_market_that_does_not_fit_is_refused(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        reform(written(tmp_path, body))
    assert says in str(error.value)


def test_two_reforms_of_one_figure_contradict_each_other(tmp_path: Path) -> None:
    other = written(tmp_path, "market:\n  banks: {percent: 300}\n", "other")
    with pytest.raises(InputError, match=r"other\.yaml:5:3.*twice-the-banks\.yaml"):
        reform(other, reform("twice-the-banks"))


def test_every_pair_of_shipped_reforms_stacks_in_either_order_or_is_refused_in_both() -> None:
    for first, second in combinations(names(), 2):
        assert stacked(first, second) == stacked(second, first), (first, second)


def stacked(first: str, second: str) -> object:
    try:
        policy = reform(second, reform(first))
    except InputError:
        return None
    return policy.hash, {name: placed.change for name, placed in policy.market_changes.items()}


def test_hubei_is_its_rate_its_guarantee_and_more() -> None:
    hubei = baseline().differences(reform("hubei"))
    assert baseline().differences(reform("hubei-rate")).items() <= hubei.items()
    assert baseline().differences(reform("natural-person-guarantee")).items() <= hubei.items()
    assert reform("hubei").number("first_sla_working_days") == 5
