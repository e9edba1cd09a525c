"""The same agents in virtual time on other platforms: the reference over HTTP, a vendor's through its mapping."""

from __future__ import annotations

from collections import Counter

from conformance.adapters.http import HttpTarget
from conformance.adapters.mapping.target import MappingTarget
from conformance.judge import judge
from conformance.reference.serving import serve_in_thread
from notice.events import Event, LoanDisbursed, Refused, TreasuryPaid
from notice.law import Law
from sim.comparison import revealed
from sim.play import Play
from sim.world import play
from tests.examples.vendor_helpers import MAPPING, as_a_program
from tests.sim.worlds import tiny_market

MARKET = tiny_market(until="2022-10-20")


def _acts(played: Play) -> Counter[tuple[str, str]]:
    """What parties did, without what the platform said."""
    acts = (event for event in played.world if event.actor.role not in ("platform", "harness"))
    return Counter((type(event).__name__, event.key) for event in acts)


def _loans(events: tuple[Event, ...]) -> list[tuple[int, str, int]]:
    return [(event.at, event.loan, event.amount_fen) for event in events if isinstance(event, LoanDisbursed)]


def test_over_http_the_reference_platform_sees_the_same_market() -> None:
    law = Law()
    expected = play(MARKET, law, 1)
    with serve_in_thread(law) as server:
        played = play(MARKET, law, 1, target=HttpTarget(server.base_url, server.admin_secret))
    assert _loans(expected.world)
    assert _acts(played) == _acts(expected)
    assert played.run.loans == expected.run.loans


def test_agents_borrow_and_are_paid_on_a_vendors_platform() -> None:
    law = Law()
    expected = play(MARKET, law, 1)
    with as_a_program() as url:
        played = play(MARKET, law, 1, target=MappingTarget(MAPPING, url))
    assert _loans(played.world) == _loans(expected.world)
    paid = [event.key for event in played.world if isinstance(event, TreasuryPaid)]
    assert paid == [event.key for event in expected.world if isinstance(event, TreasuryPaid)]
    assert Counter(type(e.stimulus).__name__ for e in played.platform if isinstance(e, Refused)) == Counter(
        type(e.stimulus).__name__ for e in expected.platform if isinstance(e, Refused)
    )
    result = revealed(played.truth, judge(played.world_trace(), law))
    assert not result.unfounded
