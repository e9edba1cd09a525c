"""The one error a user can cause."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class InputError(Exception):
    """Something the user gave cannot be used.

    The message says what was wrong and what to write instead; `where` says in which
    file, line, column and field. The front door prints it in one piece and exits 2.
    """

    def __init__(self, what: str, *, where: str = "", instead: str = "") -> None:
        self.what, self.where, self.instead = what, where, instead
        super().__init__(": ".join(part for part in (where, what) if part) + (f"; {instead}" if instead else ""))


def nearest(word: str, known: Iterable[str]) -> str:
    """Advice naming the known word closest to `word`, or the known words if none is close."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1, cutoff=0.5)
    if close:
        return f"did you mean '{close[0]}'?"
    return "known: " + ", ".join(words[:12]) + (" …" if len(words) > 12 else "")
