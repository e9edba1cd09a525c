"""The truth file: every breach that an agent commits, written at the moment it is decided.

It knows nothing of how a trace is judged: what it is compared with comes from the outside.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from notice.events import Actor


class Breach(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """`subject`: the award or bank it is about. `due_at`: the first unlawful instant, where the breach is lateness.

    `planted`: the misdeeds planted on that subject; none where the breach came of habit, haste or overload.
    """

    norm: str
    subject: str
    blames: tuple[Actor, ...]
    decided_at: int
    due_at: int | None = None
    planted: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterable[tuple[str, Actor, str]]:
        """(norm, blamed actor, subject), one for each who is to blame."""
        return ((self.norm, actor, self.subject) for actor in self.blames)


class Truth:
    """Takes confessions. What falls due at or after `until` is no breach of this run."""

    def __init__(self, until: int) -> None:
        self._until = until
        self.breaches: list[Breach] = []

    def confess(self, breach: Breach) -> None:
        """Writes one breach, if it is one."""
        if breach.due_at is None or breach.due_at < self._until:
            self.breaches.append(breach)


def write(path: Path, breaches: Iterable[Breach]) -> None:
    """Writes a truth file as JSON Lines."""
    path.write_bytes(msgspec.json.Encoder().encode_lines(breaches))


def read(path: Path) -> list[Breach]:
    """The breaches in a truth file. Raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return msgspec.json.Decoder(Breach).decode_lines(path.read_bytes())
