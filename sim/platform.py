"""The reference platform of a market, and what it does wrong where that is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.adapters.inprocess import InProcess
from conformance.reference.platform import Platform

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.misdeeds import Misdeeds
    from conformance.port import Target
    from conformance.reference.state import Application, Clock
    from notice.events import Event
    from notice.law import Law
    from notice.vocabulary import PushPart


class MarketPlatform(Platform):
    """Leaves out a part of what it pushes, and reminds nobody on the bureau's behalf, on awards where that is planned."""

    def __init__(self, law: Law, start_at: int, planned: Callable[[str | None], Misdeeds]) -> None:
        super().__init__(law, start_at)
        self._planned = planned

    def say_pushed(self, application: Application, bank: str, parts: tuple[PushPart, ...], by: Event) -> None:
        """推送, with a part missing where that is planned."""
        said = parts[:-1] if "pushed_in_part" in self._planned(application.award) else parts
        super().say_pushed(application, bank, said, by)

    def remind(self, clock: Clock, due_at: int) -> None:
        """督促, or nothing."""
        if "never_reminded" not in self._planned(clock.award):
            super().remind(clock, due_at)


def reference(law: Law, planned: Callable[[str | None], Misdeeds]) -> Target:
    """The reference platform in this process; `planned`: what is planned on an award."""
    return InProcess("reference", lambda start_at: MarketPlatform(law, start_at, planned), restarts=False)
