"""The kernel: a SimPy environment in integer seconds in which short steps are cheap.

SimPy's own events, processes, conditions and interrupts work as ever, on the same heap and in the same order.
Beside them stand two lighter forms: an *act* is a function called once, a *story* is a generator that yields
whole seconds instead of `env.timeout(...)` and a `Mailbox` instead of an event.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

import simpy
from simpy.events import NORMAL, URGENT

from sim.mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

Wait = int | Mailbox | simpy.Event
"""What a story may yield: whole seconds to pass, a mailbox to read, a SimPy event to happen."""

_ACT = 5
"""Entries of the heap: SimPy's (time, priority, number, event), and an act's (time, priority, number, act, arg).
Numbers are unique, so entries of both kinds compare."""


class _Clock:
    __slots__ = ("now",)
    now: int


class Kernel(_Clock, simpy.Environment):
    """The clock of one run: `now` in civil seconds, acts and stories beside SimPy's events.

    What an act or a story raises ends the run with that error.
    """

    _now = vars(_Clock)["now"]  # where SimPy keeps its time: one slot under both names, read without a call

    def __init__(self, initial_time: int = 0) -> None:
        super().__init__(initial_time)
        self._heap: list[tuple[Any, ...]] = self._queue  # SimPy's, with acts among its events

    def call(self, delay: int, act: Callable[[Any], object], arg: Any = None) -> None:
        """Calls `act(arg)` in `delay` seconds, in the order in which a timeout made now would happen.

        Raises `ValueError` for a negative delay.
        """
        if delay < 0:
            raise ValueError(f"an act cannot lie {-delay} seconds in the past")
        heappush(self._heap, (self.now + delay, NORMAL, next(self._eid), act, arg))

    def start(self, story: Generator[Wait, Any, Any]) -> None:
        """Starts a story, in the order in which `process` would start it."""
        heappush(self._heap, (self.now, URGENT, next(self._eid), _Story(self, story).go_on, None))

    def step(self) -> None:
        """Performs the next act, or processes the next SimPy event."""
        heap = self._heap
        if heap and len(heap[0]) == _ACT:
            self.now, _, _, act, arg = heappop(heap)
            act(arg)
        else:
            super().step()


class _Story:
    """A running generator and the ways in which it is resumed."""

    __slots__ = ("_kernel", "_send", "_throw")

    def __init__(self, kernel: Kernel, generator: Generator[Wait, Any, Any]) -> None:
        self._kernel = kernel
        self._send, self._throw = generator.send, generator.throw

    def go_on(self, value: Any) -> None:
        """Resumes the generator with `value` until it has to wait."""
        self._resume(self._send, value)

    def _resume(self, resume: Callable[[Any], Wait], value: Any) -> None:
        try:
            while True:
                wait = resume(value)
                if wait.__class__ is int:
                    self._kernel.call(wait, self.go_on)
                    return
                ready = self._waits(wait)
                if ready is None:
                    return
                resume, value = ready
        except StopIteration:
            return

    def _waits(self, wait: Any) -> tuple[Callable[[Any], Wait], Any] | None:
        """Arranges to be resumed later; or how to resume at once, if there is nothing to wait for."""
        if isinstance(wait, Mailbox):
            letter = wait.take(self.go_on)
            return None if letter is None else (self._send, letter[0])
        if not isinstance(wait, simpy.Event):  # a generator's author may err
            raise TypeError(f"a story yields whole seconds, a Mailbox or a SimPy event, not {wait!r}")
        if wait.processed:
            return (self._send if wait.ok else self._throw), wait.value
        wait.callbacks.append(self._happened)
        return None

    def _happened(self, event: simpy.Event) -> None:
        if event.ok:
            self._resume(self._send, event.value)
        else:
            event.defused = True  # the story has to handle it, or it ends the run
            self._resume(self._throw, event.value)
