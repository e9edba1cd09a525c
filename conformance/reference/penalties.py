"""Discipline of banks (五(二)2): a finding, an order to rectify with a deadline, the end of cooperation."""

from __future__ import annotations

from collections.abc import Collection

from conformance.reference.ground import Reasons
from conformance.reference.payments import Payments
from conformance.reference.state import Case, Clock
from notice.events import (
    Actor,
    CooperationTerminated,
    RectificationConfirmed,
    RectificationOrdered,
    ViolationEstablished,
)
from notice.law import Law
from notice.vocabulary import Violation

_BANKS: tuple[Violation, ...] = ("untrue_information", "false_advertising", "broken_commitment")


class Penalties(Payments):
    """Nothing without a finding, nothing on another party, no order without a deadline."""

    def __init__(self, law: Law, start_at: int) -> None:
        super().__init__(law, start_at)
        self.violations: dict[str, ViolationEstablished] = {}
        self.orders: dict[str, Clock] = {}
        self.confirmed: set[str] = set()

    def check_violation_established(self, event: ViolationEstablished, _case: Case) -> Reasons:
        """The authority's finding: one per id."""
        if event.violation in self.violations:
            yield "STATE_FORBIDS"

    def apply_violation_established(self, event: ViolationEstablished, _case: Case) -> None:
        """What penalties may rest on."""
        self.violations[event.violation] = event

    def finding_reasons(self, violation: str, kinds: Collection[Violation], party: Actor) -> Reasons:
        """Why no finding of one of these kinds carries a measure against this party."""
        finding = self.violations.get(violation)
        if finding is None or finding.violation_kind not in kinds:
            yield "VIOLATION_NOT_ESTABLISHED"
        elif finding.party != party:
            yield "PENALTY_ON_WRONG_PARTY"

    def check_rectification_ordered(self, event: RectificationOrdered, _case: Case) -> Reasons:
        """责令限期改正: on a finding, with a deadline."""
        yield from self.finding_reasons(event.violation, _BANKS, Actor("bank", event.bank))
        yield from self.deadline_reasons(event)
        if event.order in self.orders:
            yield "STATE_FORBIDS"

    def deadline_reasons(self, event: RectificationOrdered) -> Reasons:
        """限期: the deadline lies ahead."""
        if event.due_at is None:
            yield "DEADLINE_MISSING"
            yield "FIELD_INVALID"
        elif event.due_at <= event.at:
            yield "FIELD_INVALID"

    def apply_rectification_ordered(self, event: RectificationOrdered, _case: Case) -> None:
        """The order's own clock starts; the bank goes on with its business meanwhile."""
        clock = Clock(
            kind="rectify",
            bearer=Actor("bank", event.bank),
            started_at=event.at,
            days=0,
            due_at=event.due_at,
            order=event.order,
        )
        self.orders[event.order] = self.start(clock, None, event)

    def check_rectification_confirmed(self, event: RectificationConfirmed, _case: Case) -> Reasons:
        """Confirmed once, for the bank that was ordered."""
        clock = self.orders.get(event.order)
        if clock is None:
            yield "OBJECT_UNKNOWN"
            return
        if clock.bearer.id != event.bank:
            yield "PENALTY_ON_WRONG_PARTY"
        if event.order in self.confirmed:
            yield "STATE_FORBIDS"

    def apply_rectification_confirmed(self, event: RectificationConfirmed, _case: Case) -> None:
        """What counts is when the bank had rectified."""
        self.confirmed.add(event.order)
        self.stop(self.orders[event.order])

    def check_cooperation_terminated(self, event: CooperationTerminated, _case: Case) -> Reasons:
        """终止合作资格: on a finding that is serious (情节严重)."""
        yield from self.finding_reasons(event.violation, _BANKS, Actor("bank", event.bank))
        if not self.is_serious(event):
            yield "NOT_SERIOUS"

    def is_serious(self, event: CooperationTerminated) -> bool:
        """By the reading `serious_means`: the finding says so, it is not the first, or an order was not met."""
        reading = self.policy.reading("serious_means")
        if reading == "repeated":
            findings = (one for one in self.violations.values() if one.violation_kind in _BANKS)
            return sum(one.party == Actor("bank", event.bank) for one in findings) > 1
        if reading == "order_not_met":
            return any(clock.missed and clock.bearer.id == event.bank for clock in self.orders.values())
        finding = self.violations.get(event.violation)
        return finding is not None and finding.serious

    def apply_cooperation_terminated(self, event: CooperationTerminated, _case: Case) -> None:
        """No new application, quote or agreement; live loans run off."""
        self.terminated.add(event.bank)
