"""Ways of telling a log that change nothing in law: every verdict stays as it was."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from notice.civil import DAY
from notice.events import Event
from notice.trace import decode, encode
from tests.conformance.stories import kept

Tell = Callable[[list[Event]], list[Event]]
WEEK = 7 * DAY


class Retelling(NamedTuple):
    """One way; `names`: what parties and things are called in it instead; `weeks`: how much later all of it happens."""

    title: str
    tell: Tell
    names: Mapping[str, str] = MappingProxyType({})
    weeks: int = 0


def each(**fields: Callable[[Event], object]) -> Tell:
    """Other envelope fields in every event."""
    return lambda events: [
        msgspec.structs.replace(one, **{name: to(one) for name, to in fields.items()}) for one in events
    ]


def shuffled(seed: int) -> Tell:
    """The lines of the log in some order."""
    return lambda events: random.Random(seed).sample(events, len(events))


def with_more_fields(event: Event) -> bytes:
    """The line as another software writes it: with fields that no one here knows, inner ones too."""
    return msgspec.json.encode(_more(msgspec.json.decode(encode(event))))


def _more(written: dict[str, Any]) -> dict[str, Any]:
    more = {"vendor_ref": "x-1", "note": "备注", "amount_yuan": "0.01", "extra": {"at": 0, "bank": "B9"}}
    return {**more, **{name: _more(value) if isinstance(value, dict) else value for name, value in written.items()}}


def later(weeks: int) -> Tell:
    """Everything so many weeks later, whatever the weekday; the deadlines named in it as well."""

    def told(event: Event) -> Event:
        instants = [name for name in event.__struct_fields__ if name == "at" or name.endswith(("_at", "pay_on"))]
        moved = {name: getattr(event, name) + weeks * WEEK for name in instants if getattr(event, name) is not None}
        return msgspec.structs.replace(event, **moved)

    return lambda events: [told(event) for event in events]


def renamed(names: Mapping[str, str]) -> Tell:
    """Parties and things under other names, wherever they are mentioned."""

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: change(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [change(inner) for inner in value]
        return names.get(value, value) if isinstance(value, str) else value

    return lambda events: [decode(msgspec.json.encode(change(msgspec.json.decode(encode(one))))) for one in events]


PARTIES = {"S1": "昆明某科技有限公司", "S8": "S1", "B1": "bank-of-the-lake", "P1": "0871/教育局", "P8": "P-8", "T1": "国库",
           "F1": "财政局"}  # fmt: skip
THINGS = {"A1": "2022-0001", "A2": "A1", "AX": "A2", "L1": "申请 1", "L2": "L1", "D1": "D/1", "D2": "1", "C1": "合同#1",
          "C2": "C1", "X1": "6217 0000", "N1": "n", "N2": "m", "U1": "u", "Y1": "y", "V1": "v1", "V2": "V1"}  # fmt: skip


def beside_another(events: list[Event]) -> list[Event]:
    """While somebody else's loan goes on, of another bank on another award."""
    other = kept(award="A7", supplier="S7", application="L7", loan="D7", contract="C7", bank="B7", purchaser="P7")
    return [*events, *renamed({"X1": "X7"})(other.events)]


def caused(events: list[Event]) -> list[Event]:
    """Every event names the one told before it as its cause."""
    told = [msgspec.structs.replace(event, caused_by=(before.key,)) for before, event in pairwise(events)]
    return [*events[:1], *told]


SAME = [
    Retelling("backwards", lambda events: events[::-1]),
    Retelling("twice", lambda events: events * 2),
    Retelling("shuffled", shuffled(1)),
    Retelling("shuffled again", shuffled(2)),
    Retelling("under other ids", each(id=lambda one: f"other-{one.id}")),
    Retelling("by sources in another order", each(source=lambda one: one.source[::-1])),
    Retelling("by one source for each event", each(source=lambda one: f"source-{one.id}")),
    Retelling("with holes in the numbering", each(seq=lambda one: one.seq * 10)),
    Retelling("with causes", caused),
    Retelling("known to the second", each(at_slack_seconds=lambda _: 1)),
    Retelling("recorded an hour later", each(recorded_at=lambda one: one.at + 3_600)),
    Retelling("by parties of other names", renamed(PARTIES), PARTIES),
    Retelling("with things of other names", renamed(THINGS), THINGS),
    Retelling("a week later", later(1), weeks=1),
    Retelling("over the New Year", later(12), weeks=12),
    Retelling("over the Spring Festival", later(15), weeks=15),
    Retelling("over the next National Day", later(51), weeks=51),
]
