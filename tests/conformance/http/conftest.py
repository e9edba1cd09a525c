"""A reference server on loopback, and what talks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from http_helpers import BANK, RIVAL, START, Caller

from conformance.adapters.http import HttpSandbox, HttpTarget
from conformance.reference.serving import Served, serve_in_thread
from notice.law import Law


@pytest.fixture(scope="module")
def law() -> Law:
    return Law()


@pytest.fixture(scope="module")
def served(law: Law) -> Iterator[Served]:
    with serve_in_thread(law) as server:
        yield server


@pytest.fixture(scope="module")
def caller(served: Served) -> Iterator[Caller]:
    plain = Caller(served)
    yield plain
    plain.client.close()


@pytest.fixture
def box(served: Served) -> Iterator[HttpSandbox]:
    """A fresh sandbox with two banks, its clock at 2022-10-10 09:00."""
    sandbox = HttpTarget(served.base_url, served.admin_secret).open(START, [BANK, RIVAL])
    yield sandbox
    sandbox.close()
