"""Sandboxes of the reference platform: each is one platform object, rebuilt from the journal when the server starts.

A command is applied, then journalled, then answered. If applying or journalling fails, the sandbox is rebuilt from
what the journal holds, so that nothing unacknowledged remains.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from functools import partial

from conformance.adapters.inprocess import Make
from conformance.port import CaseState
from conformance.reference.commands import Advanced, Command, Settled, Submitted, done, restored
from conformance.reference.journal import Journal, Opened
from conformance.reference.platform import Platform
from conformance.reference.tokens import Client, new_client
from notice.events import AnyEvent, Event


class Sandboxes:
    """All sandboxes of one server."""

    def __init__(self, journal: Journal, make: Make) -> None:
        self._journal, self._make = journal, make
        self._platforms = {opened.id: self._rebuilt(opened) for opened in journal.sandboxes()}

    def open(self, start_at: int, parties: Iterable[tuple[str, str]]) -> tuple[str, list[tuple[Client, str]]]:
        """A fresh sandbox: its id, and a client with its secret for each (role, subject)."""
        name = secrets.token_hex(8)
        clients = [new_client(name, role, subject) for role, subject in parties]
        self._journal.open(name, start_at, [client for client, _ in clients])
        self._platforms[name] = self._rebuilt(self._journal.sandbox(name))
        return name, clients

    def __contains__(self, name: str) -> bool:
        return name in self._platforms

    def now(self, name: str) -> int:
        """The sandbox's clock."""
        return self._platforms[name].now

    def submit(self, client: Client, event: AnyEvent) -> Sequence[Event]:
        """What the stimulus caused so far; nothing yet from an asynchronous platform."""
        assert client.actor is not None
        return self._do(client.sandbox, Submitted(event, client.actor))

    def advance(self, name: str, to_at: int) -> None:
        """Moves the clock forward."""
        self._do(name, Advanced(to_at))

    def settle(self, name: str) -> int:
        """Works off what is pending; the feed's position then."""
        self._do(name, Settled())
        return self.position(name)

    def restart(self, name: str) -> None:
        """Forgets all but what the journal holds, as a crash of the server would, and goes on from there."""
        self._platforms[name] = self._rebuilt(self._journal.sandbox(name))

    def delete(self, name: str) -> None:
        """Ends a sandbox for good."""
        self._journal.delete(name)
        del self._platforms[name]

    def shown(self, client: Client, events: Iterable[Event]) -> list[Event]:
        """The events as the client may see them, those it may not see left out."""
        platform, actor = self._platforms[client.sandbox], client.actor
        views = (platform.view(actor, event) for event in events)
        return [view for view in views if view is not None]

    def page(self, client: Client, after: int, limit: int) -> tuple[list[Event], int, bool]:
        """At most `limit` visible events from position `after` on, the position after them, and whether more follow."""
        platform, actor = self._platforms[client.sandbox], client.actor
        shown: list[Event] = []
        position = after
        for event in platform.log[after:]:
            view = platform.view(actor, event)
            if view is not None:
                if len(shown) == limit:
                    return shown, position, True
                shown.append(view)
            position += 1
        return shown, position, False

    def read(self, client: Client, award: str) -> CaseState | None:
        """The case as the client may read it."""
        return self._platforms[client.sandbox].read(award, client.actor)

    def position(self, name: str) -> int:
        """How many events the feed holds."""
        return len(self._platforms[name].log)

    def client(self, name: str) -> Client | None:
        """The client with this id, of whatever sandbox."""
        return self._journal.client(name)

    def _do(self, name: str, command: Command) -> Sequence[Event]:
        try:
            return done(self._platforms[name], command, partial(self._journal.append, name))
        except Exception:
            self.restart(name)
            raise

    def _rebuilt(self, opened: Opened) -> Platform:
        return restored(self._make(opened.start_at), opened.actors, opened.commands)
