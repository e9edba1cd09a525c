"""The public side of the scheme: who steers it and may take no part in it (各级财政部门)."""

from __future__ import annotations

from notice.events import Event

PUBLIC_ROLES = ("finance_bureau", "treasury")


def is_public(act: Event) -> bool:
    """Whether a finance department or its treasury did it."""
    return act.actor.role in PUBLIC_ROLES
