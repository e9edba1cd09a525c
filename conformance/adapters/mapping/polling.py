"""Poll and diff: what a token sees of the platform's resources, and which differences between two looks are events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from conformance.adapters.mapping.schema import Listed, Observed
from conformance.adapters.mapping.templates import Convert, Missing, fill, select
from notice.errors import InputError
from notice.events import EVENT_TYPES, PLATFORM, Event

Snapshot = Mapping[str, list[Any]]
"""Every polled resource by name, as the list of objects that the token sees."""

_PLATFORM = msgspec.to_builtins(PLATFORM)


class Sight(NamedTuple):
    """One thing a rule matched: the object, and its item if the rule looks at a list. `nth` of those with one id."""

    rule: int
    id: str
    nth: int
    item: Any
    root: Any

    @property
    def key(self) -> tuple[int, str, int]:
        """What makes it the same thing at the next look."""
        return self.rule, self.id, self.nth


class Differ:
    """The events that a token's looks at the platform amount to, one after the other."""

    def __init__(self, rules: tuple[Observed, ...], read: Convert, source: str, where: Callable[[int], str]) -> None:
        self._rules, self._read, self._source, self._where = rules, read, source, where
        self._shown: set[tuple[int, str, int]] = set()
        self._told: Counter[tuple[int, str]] = Counter()
        self._looked_at: int | None = None

    def news(self, snapshot: Snapshot, now: int, since: int) -> list[Event]:
        """Events that this look shows and the one before did not, by time; `since` is when the first look could be.

        Raises `InputError` with the rule's place where the platform says a thing that the rule cannot translate: left
        out, it could hide a breach.
        """
        slack = now - (since if self._looked_at is None else self._looked_at)
        sights = list(self._sights(snapshot))
        fresh = [sight for sight in sights if sight.key not in self._shown]
        self._shown, self._looked_at = {sight.key for sight in sights}, now
        return sorted((self._event(sight, now, slack) for sight in fresh), key=lambda event: event.at)

    def _sights(self, snapshot: Snapshot) -> Iterator[Sight]:
        for number, rule in enumerate(self._rules):
            seen: Counter[str] = Counter()
            for root in snapshot[rule.of]:
                for item in matching(rule, root):
                    name = self._identity(number, rule, item, root)
                    seen[name] += 1
                    yield Sight(number, name, seen[name], item, root)

    def _identity(self, number: int, rule: Observed, item: Any, root: Any) -> str:
        try:
            return str(fill(rule.id, item, self._read, root))
        except Missing as missing:
            raise self._error(number, missing) from None

    def _event(self, sight: Sight, now: int, slack: int) -> Event:
        rule = self._rules[sight.rule]
        self._told[sight.rule, sight.id] += 1
        times = self._told[sight.rule, sight.id]
        again = f"/{times}" if times > 1 else ""
        envelope: dict[str, Any] = {"actor": _PLATFORM, "source": self._source, "id": f"{rule.event}/{sight.id}{again}"}
        try:
            told = fill(rule.fields, sight.item, self._read, sight.root)
            if rule.at is None:
                told |= {"at": now, "at_slack_seconds": slack}
            else:
                told["at"] = fill(rule.at, sight.item, self._read, sight.root)
            if rule.recorded_at is not None:
                told["recorded_at"] = fill(rule.recorded_at, sight.item, self._read, sight.root)
            return msgspec.convert({"type": rule.event, **envelope, **told}, EVENT_TYPES[rule.event])
        except (Missing, msgspec.ValidationError) as fault:
            raise self._error(sight.rule, fault) from None

    def _error(self, number: int, fault: Exception) -> InputError:
        rule = self._rules[number]
        return InputError(
            f"the platform shows {rule.event} in words the mapping cannot translate: {fault}",
            where=self._where(number),
            instead="add the word to its table, or mend the path",
        )


def matching(rule: Observed | Listed, root: Any) -> Iterator[Any]:
    """The object, or the items of its list, for which the rule's `when` holds."""
    for item in select(rule.each, root) if rule.each else [root]:
        if all(set(map(str, select(path, item))) & set(words) for path, words in rule.when.items()):
            yield item
