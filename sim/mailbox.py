"""A mailbox: how one story waits for a word from another."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Schedules(Protocol):
    """A clock that calls acts, such as `sim.kernel.Kernel`."""

    @property
    def now(self) -> int:
        """The instant."""
        ...

    def call(self, delay: int, act: Callable[[Any], object], arg: Any = None) -> None:
        """Calls `act(arg)` in `delay` seconds."""
        ...


class Mailbox:
    """Letters for at most one waiting story, first in, first out.

    A letter arrives in the instant in which it is put, after what was already scheduled for that instant: just as
    a SimPy event that succeeded. Letters that nobody waits for are kept.
    """

    __slots__ = ("_kernel", "_letters", "_reader")

    def __init__(self, kernel: Schedules) -> None:
        self._kernel = kernel
        self._letters: deque[Any] | None = None
        self._reader: Callable[[Any], object] | None = None

    def put(self, letter: Any = None) -> None:
        """Sends `letter`; the `yield` that waits for it returns it.

        An act: `kernel.call(delay, mailbox.put, letter)` sends it later.
        """
        self._kernel.call(0, self._arrive, letter)

    def _arrive(self, letter: Any) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader(letter)
        elif self._letters is None:
            self._letters = deque((letter,))
        else:
            self._letters.append(letter)

    def take(self, reader: Callable[[Any], object]) -> tuple[Any] | None:
        """The oldest kept letter, wrapped; or None, and `reader` will be called with the next. For the kernel."""
        if self._letters:
            return (self._letters.popleft(),)
        if self._reader is not None:
            raise RuntimeError("two stories wait for one mailbox: give each its own")
        self._reader = reader
        return None
