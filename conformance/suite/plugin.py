"""Which platform the suite is pointed at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.port import Target
from conformance.targets import FORMS, target
from notice.errors import InputError
from notice.law import Law


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--target`, `--draw` and `--stories`."""
    group = parser.getgroup("conformance")
    group.addoption("--target", default="reference", help=FORMS)
    group.addoption("--draw", type=int, default=1, help="seed of identities and amounts")
    group.addoption("--stories", type=int, default=300, help="how many random stories are played")


@pytest.fixture(scope="session")
def law() -> Law:
    """The notice as it stands."""
    return Law()


@pytest.fixture(scope="session")
def draw(request: pytest.FixtureRequest) -> int:
    """The seed of identities and amounts."""
    return int(request.config.getoption("--draw"))


@pytest.fixture(scope="session")
def stories(request: pytest.FixtureRequest) -> int:
    """How many random stories are played."""
    return int(request.config.getoption("--stories"))


@pytest.fixture(scope="session")
def platform(request: pytest.FixtureRequest, law: Law) -> Iterator[Target]:
    """The platform under test."""
    try:
        with target(request.config.getoption("--target"), law) as found:
            found.capabilities()
            yield found
    except InputError as error:
        pytest.exit(f"zcd: {error}", returncode=2)
