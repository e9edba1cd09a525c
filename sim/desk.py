"""A desk: officers who serve requests one at a time, the most urgent first.

SimPy's `PriorityResource` sorts its queue at every request, so its cost grows with the queue; here a request and
a release cost O(log n).
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any

from sim.mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.mailbox import Schedules


class Desk:
    """`officers` servers with a common queue. Equal priorities are served first come, first served.

    `opens(at)`: the first instant from `at` on at which work may begin (`Hours.opens`); None: always open.
    A file in work when the desk closes stays with its officer.
    """

    def __init__(self, kernel: Schedules, officers: int, opens: Callable[[int], int] | None = None) -> None:
        if officers < 1:
            raise ValueError(f"a desk needs an officer, not {officers}")
        self._kernel, self._opens = kernel, opens
        self._idle = officers
        self._waiting: list[tuple[tuple[int, ...], int, Callable[[Any], object], Any]] = []
        self._number = count()
        self._opening = False

    @property
    def waiting(self) -> int:
        """Requests without an officer."""
        return len(self._waiting)

    def request(self, priority: tuple[int, ...]) -> Mailbox:
        """A mailbox in which the desk tells when an officer is free; the smallest `priority` is served first.

        Whoever is served gives the officer back by `release`.
        """
        served = Mailbox(self._kernel)
        self.call(priority, served.put)
        return served

    def call(self, priority: tuple[int, ...], act: Callable[[Any], object], arg: Any = None) -> None:
        """As `request`, but calls `act(arg)` in the moment in which an officer is free."""
        heappush(self._waiting, (priority, next(self._number), act, arg))
        self._serve()

    def release(self, _: object = None) -> None:
        """Gives an officer back. An act: `kernel.call(delay, desk.release)` does it later."""
        self._idle += 1
        self._serve()

    def _serve(self) -> None:
        while self._waiting and self._idle and self._is_open():
            self._idle -= 1
            _, _, act, arg = heappop(self._waiting)
            act(arg)

    def _is_open(self) -> bool:
        if self._opens is None:
            return True
        now = self._kernel.now
        opening = self._opens(now)
        if opening > now and not self._opening:
            self._opening = True
            self._kernel.call(opening - now, self._open)
        return opening == now

    def _open(self, _: object) -> None:
        self._opening = False
        self._serve()
