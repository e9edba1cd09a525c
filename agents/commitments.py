"""What a bank promised when it filed, in a form that can be checked, and what keeps or breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from agents.pricing import USUAL_DAYS, rate_bp
from notice.events import Commitment
from notice.vocabulary import FilingPart

if TYPE_CHECKING:
    from agents.bank import Bank
    from agents.files import File
    from notice.vocabulary import CommitmentKind


PARTS: tuple[FilingPart, ...] = get_args(FilingPart)
"""What a filing consists of."""


def promises(bank: Bank) -> tuple[Commitment, ...]:
    """The notice's own time limit for first loans; of the rest, what this bank chose to promise."""
    scheme, shares = bank.world.scheme, bank.world.habits.commits_bp
    own: dict[CommitmentKind, int] = {
        "repeat_sla_working_days": scheme.repeat_working_days,
        "apr_max_bp": rate_bp(bank, bank.appetite_bp, USUAL_DAYS),
        "fees_none": 0,
        "conditions_none": 0,
    }
    kept = {kind: value for kind, value in own.items() if bank.luck.chance(kind, shares[kind])}
    filed: dict[CommitmentKind, int] = {"first_sla_working_days": scheme.first_working_days, **kept}
    return tuple(Commitment(f"{bank.commitment}-{kind}", kind, value) for kind, value in filed.items())


def breaks(file: File, kind: CommitmentKind, due_at: int | None = None) -> None:
    """What the bank does on this application breaks a commitment of this kind, if it filed one."""
    if kind in file.bank.promised:
        file.world.confess("keep-commitments", file.award, file.bank.actor, due_at=due_at)
