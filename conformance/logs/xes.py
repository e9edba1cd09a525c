"""XES (IEEE 1849-2016), out only: one trace an award, for process mining tools. Events without an award share one trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from notice.civil import rfc3339
from notice.events import Event
from notice.trace import Trace

NO_AWARD = "(no award)"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""


def as_xes(given: Trace) -> bytes:
    """The trace as an XES document."""
    cases: dict[str, list[Event]] = defaultdict(list)
    for event in given.events:
        cases[getattr(event, "award", None) or NO_AWARD].append(event)
    body = "".join(_case(award, events) for award, events in cases.items())
    return (_HEAD + body + "</log>\n").encode()


def _case(award: str, events: Iterable[Event]) -> str:
    told = "".join(map(_event, events))
    return f"<trace>\n{_text('concept:name', award)}{told}</trace>\n"


def _event(event: Event) -> str:
    named = {
        name: getattr(event, name)
        for name in event.__struct_fields__
        if name not in ("at", "actor", "source", "id", "seq")
    }
    own = [
        _whole(name, value) if isinstance(value, int) else _text(name, value)
        for name, value in named.items()
        if isinstance(value, int | str) and not isinstance(value, bool)
    ]
    head = [
        _text("concept:name", type(event).__name__),
        f'<date key="time:timestamp" value={quoteattr(rfc3339(event.at))}/>\n',
        _text("org:role", event.actor.role),
        _text("org:resource", event.actor.id),
        _text("identity:id", event.key),
    ]
    return "<event>\n" + "".join(head + own) + "</event>\n"


def _text(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>\n"


def _whole(key: str, value: int) -> str:
    return f'<int key={quoteattr(key)} value="{value}"/>\n'
