"""One vendor for all tests of this folder that do not plant a fault in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mapping_helpers import MAPPING, Player

from conformance.adapters.mapping import MappingTarget
from examples.vendor.server import Platform, serving


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with serving(Platform()) as address:
        yield address


@pytest.fixture
def target(url: str) -> MappingTarget:
    return MappingTarget(MAPPING, url)


@pytest.fixture
def player(target: MappingTarget) -> Iterator[Player]:
    player = Player(target)
    yield player
    player.sandbox.close()
