"""What one run leaves behind: its outcomes, and on request its two logs and the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from notice.trace import Observation, Trace, trace

if TYPE_CHECKING:
    from notice.events import Event
    from sim.records import Run
    from sim.truth import Breach


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """`world`: all that happened, acts beside the platform included; `platform`: what its feed showed."""

    run: Run
    truth: tuple[Breach, ...]
    world: tuple[Event, ...]
    platform: tuple[Event, ...]

    def world_trace(self) -> Trace:
        """Everything, as only a simulation can see it."""
        return trace(Observation(vantage="world", until=self.run.until), self.world)

    def platform_trace(self) -> Trace:
        """What the platform alone knows."""
        return trace(Observation(vantage="platform", until=self.run.until), self.platform)
