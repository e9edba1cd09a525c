"""What was told, asked for by type; and when one event comes before another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

import notice
from notice.events import (
    ApplicationSubmitted,
    AwardNoticeIssued,
    Event,
    LoanAgreementSigned,
    Refused,
    SizeDeclared,
)

E = TypeVar("E", bound=Event)
Conviction = tuple[str, str, frozenset[str]]
Oracle = Callable[["Told"], set[Conviction]]
ORACLE: dict[str, Oracle] = {}
IN_FORCE = 19264 * 24 * 3600
"""2022-09-29, 本通知自印发之日起执行."""


def oracle(norm: str) -> Callable[[Oracle], Oracle]:
    """Names the norm that a function decides."""

    def name(function: Oracle) -> Oracle:
        ORACLE[norm] = function
        return function

    return name


def before(first: Event, second: Event) -> bool:
    """Within one instant only the order of one source counts."""
    if first.at == second.at and first.source == second.source:
        return first.seq <= second.seq
    return first.at <= second.at


def binds(ban: Event, act: Event) -> bool:
    """A ban that an instant starts binds from the next on, unless one source tells the ban first."""
    if ban.at == act.at:
        return ban.source == act.source and ban.seq < act.seq
    return ban.at < act.at


class Told:
    """A whole trace, everything observed."""

    def __init__(self, events: Iterable[Event], until: int) -> None:
        self.events, self.until = tuple(events), until
        self._kinds: dict[tuple[type[Event], object], list[Event]] = {}
        for event in self.events:
            for award in {None, getattr(event, "award", None)}:
                self._kinds.setdefault((type(event), award), []).append(event)
        self._positions = {event.key: number for number, event in enumerate(self.events)}
        happened = {event.key for event in self.events}
        self.tried = tuple(
            event.stimulus for event in self.events if isinstance(event, Refused) and event.stimulus.key not in happened
        )

    def of(self, kind: type[E], **wanted: object) -> list[E]:
        """What happened of a kind with these values."""
        return _picked(self._kinds.get((kind, wanted.get("award")), ()), kind, wanted)

    def position(self, event: Event) -> int:
        """The place of an event in the trace: last is who stands last."""
        return self._positions[event.key]

    def said(self, kind: type[E], **wanted: object) -> list[E]:
        """What happened or was tried."""
        return _picked(self.events + self.tried, kind, wanted)

    def in_scope(self, event: Event) -> bool:
        """附: from 2022-09-29, and on an award that the notice covers."""
        return event.at >= IN_FORCE and self.covers(getattr(event, "award", None))

    def covers(self, award: str | None) -> bool:
        """二(二)3: public purchasers, fiscal money, in the catalogue or above the threshold."""
        return all(
            notice.purchaser_kind in ("state_organ", "public_institution", "group_organisation")
            and notice.fund_source == "fiscal"
            and notice.procurement_scope in ("catalogue", "above_threshold")
            for notice in self.of(AwardNoticeIssued, award=award)[-1:]
        )

    def eligible(self, event: Event) -> bool:
        """二(二)1: medium, small or micro when it applied, or deemed so; not controlled by a large firm (46号)."""
        applied = self._application_of(event) or event
        declared = [
            size
            for size in self.of(SizeDeclared, award=getattr(event, "award", None), declared_for="award")
            if size.supplier == getattr(applied, "supplier", None) and before(size, applied)
        ]
        return any(
            (size.entity_kind in ("prison_enterprise", "welfare_unit") or not is_large(size))
            and not size.large_firm_controlled
            for size in declared[-1:]
        )

    def _application_of(self, event: Event) -> Event | None:
        names = {getattr(event, "application", None)} | {
            signed.application
            for signed in self.of(LoanAgreementSigned, award=getattr(event, "award", None))
            if signed.loan == getattr(event, "loan", None)
        }
        award = getattr(event, "award", None)
        return next((one for one in self.of(ApplicationSubmitted, award=award) if one.application in names), None)

    def lends_within(self, event: Event) -> bool:
        """In scope, and to a supplier that is eligible."""
        return self.in_scope(event) and self.eligible(event)


def _picked(events: Iterable[Event], kind: type[E], wanted: dict[str, object]) -> list[E]:
    return [
        event
        for event in events
        if isinstance(event, kind) and all(getattr(event, name) == value for name, value in wanted.items())
    ]


@cache
def _floors() -> dict[str, dict[str, int]]:
    text = (Path(notice.__file__).parent / "data/size_standard.yaml").read_text(encoding="utf-8")
    return {row["id"]: row["large"] for row in yaml.safe_load(text)["industries"]}


def is_large(size: SizeDeclared) -> bool:
    """300号: large is who reaches every floor of its industry (money in 万元)."""
    has = {"employees": size.employees, "revenue": size.revenue_fen / 10**6, "assets": size.assets_fen / 10**6}
    return all(has[measure] >= floor for measure, floor in _floors()[size.industry].items())
