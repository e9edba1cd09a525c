"""A finding: how one trigger of one norm or duty was decided, whom it blames, why, and by which evidence."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from conformance.verdicts import Verdict
from notice.events import Actor


class Kind(NamedTuple):
    """What findings have in common that are counted together: 5,000 late payments read as one line with a count."""

    id: str
    verdict: Verdict
    blames: tuple[Actor, ...]
    why: str
    clauses: tuple[str, ...]


class Finding(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One ruling on one trigger and bearer.

    `id` is the norm or duty. `subject` is the award, bank or party it is about. `why` is a code with a sentence in both
    languages in `data/whys.yaml`; `details` fill that sentence. `evidence` are event keys. `since_at` is the trigger's
    instant, `at` the deciding one, `due_at` the first unlawful one. `clauses` narrows the norm's clauses, if not empty.
    `is_conclusive`: its evidence decides by itself, whatever else a source may hide.
    """

    id: str
    verdict: Verdict
    why: str
    subject: str
    blames: tuple[Actor, ...] = ()
    evidence: tuple[str, ...] = ()
    since_at: int | None = None
    at: int | None = None
    due_at: int | None = None
    details: dict[str, str | int] = {}
    clauses: tuple[str, ...] = ()
    is_conclusive: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of finding it is."""
        return Kind(self.id, self.verdict, self.blames, self.why, self.clauses)
