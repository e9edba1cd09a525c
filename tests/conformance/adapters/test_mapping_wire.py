"""Broken platforms: whatever a server does, the adapter says in words what happened."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from mapping_helpers import APPLIED, BANK, MAPPING, START, SUPPLIER, Player, changed

from conformance.adapters.mapping import MappingTarget, Unmapped
from conformance.port import OutcomeUnknown
from conformance.replay import play
from examples.vendor.server import Answer, Platform, serving
from notice import events as e
from notice.errors import InputError
from scenarios.certification import certification


class Moody(Platform):
    """A vendor that works until it is told to answer otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.mood: Answer | None = None
        self.does_it_first = False

    def answer(self, method: str, path: str, headers: Any, body: dict[str, Any]) -> Answer:
        mood = self.mood if method != "GET" else None
        if mood is None or self.does_it_first:
            done = super().answer(method, path, headers, body)
        return mood or done


@pytest.fixture
def moody() -> Moody:
    return Moody()


@pytest.fixture
def started(moody: Moody) -> Iterator[Player]:
    with serving(moody) as url:
        player = Player(MappingTarget(MAPPING, url))
        player.until_pushed()
        yield player
        moody.mood = None
        player.sandbox.close()


BROKEN: list[Answer] = [
    (500, {"代码": "0000", "信息": "成功", "数据": None}),
    (502, {}),
    (200, {}),
    (200, {"code": "0000"}),
    (200, []),  # type: ignore[list-item]
    (404, "nothing here"),  # type: ignore[list-item]
]


@pytest.mark.parametrize("answer", BROKEN, ids=repr)
def test_an_answer_that_cannot_be_read_leaves_the_outcome_unknown(
    moody: Moody, started: Player, answer: Answer
) -> None:
    moody.mood = answer
    with pytest.raises(OutcomeUnknown) as unknown:
        started.do(e.ApplicationAccepted, BANK, **APPLIED)
    assert not isinstance(unknown.value, Unmapped)
    assert "HTTP" in str(unknown.value)


def test_what_a_lost_answer_left_behind_is_decided_by_reading(moody: Moody, started: Player) -> None:
    moody.mood, moody.does_it_first = (503, {}), True
    with pytest.raises(OutcomeUnknown):
        started.do(e.ApplicationAccepted, BANK, **APPLIED)
    state = started.sandbox.read("A1")
    assert state is not None
    assert state.applications == {"L1": "accepted"}
    started.sandbox.settle()
    assert started.shown(e.ApplicationAccepted) == []


def test_a_retry_after_a_lost_answer_gets_the_first_answer(moody: Moody, started: Player) -> None:
    accepted = started.event(e.ApplicationAccepted, BANK, **APPLIED)
    moody.mood, moody.does_it_first = (503, {}), True
    with pytest.raises(OutcomeUnknown):
        started.sandbox.submit(accepted)
    moody.mood = None
    assert started.sandbox.submit(accepted)[0] == accepted
    assert [type(event) for event in started.feed()][-2:] == [e.ApplicationAccepted, e.ClockStarted]


def test_a_clock_that_does_not_move_is_no_silence(moody: Moody, started: Player) -> None:
    moody.mood = (200, {"代码": "ZC0400", "信息": "时钟坏了", "数据": None})
    with pytest.raises(OutcomeUnknown, match="ZC0400"):
        started.wait_until("2022-10-11T09:00:00")


class Rude(BaseHTTPRequestHandler):
    """Takes the call and hangs up, answers with a page, or with nothing at all until the test is over."""

    manner = "hangs up"
    over = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.manner == "waits":
            self.over.wait(30)
        if self.manner == "answers with a page":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>\xff\xfe</html>")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(params=["hangs up", "answers with a page", "waits"])
def rude(request: pytest.FixtureRequest) -> Iterator[str]:
    over = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("R", (Rude,), {"manner": request.param, "over": over}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_that_is_no_platform_is_refused_in_words(rude: str, tmp_path: Path) -> None:
    target = MappingTarget(changed(tmp_path, "timeout_seconds: 10", "timeout_seconds: 0.3"), rude)
    with pytest.raises(InputError, match="opened no test environment") as refused:
        target.open(START, [SUPPLIER])
    assert refused.value.where == rude


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_nobody_at_the_address_is_an_error_of_the_replay_and_no_crash(free_port: int) -> None:
    target = MappingTarget(MAPPING, f"http://127.0.0.1:{free_port}")
    transcript = play(target, certification()[0], seed=1)
    assert "opened no test environment" in transcript.error
    assert transcript.exchanges == ()


@pytest.mark.parametrize(
    "opened",
    [
        {"代码": "0000", "数据": {"环境号": "1", "令牌": [], "审计令牌": None}},
        {"代码": "0000", "数据": {"环境号": "1", "令牌": [{"身份": "银行"}], "审计令牌": "x"}},
        {
            "代码": "0000",
            "数据": {"环境号": "1", "令牌": [{"身份": "外星人", "编号": "1", "令牌": "t"}], "审计令牌": "x"},
        },
        {"代码": "0000", "数据": None},
        {"代码": "9999", "信息": "不开放测试"},
    ],
    ids=repr,
)
def test_an_opening_that_is_not_what_the_mapping_says_is_refused_in_words(opened: dict[str, Any]) -> None:
    moody = Moody()
    moody.mood = (200, opened)
    with serving(moody) as url, pytest.raises(InputError, match="opened no test environment"):
        MappingTarget(MAPPING, url).open(START, [SUPPLIER])


def test_a_case_that_cannot_be_read_back_is_said_so(tmp_path: Path) -> None:
    with serving(Platform()) as url:
        player = Player(MappingTarget(changed(tmp_path, "    pushed: 已推送\n", ""), url))
        player.until_pushed()
        with pytest.raises(OutcomeUnknown, match="unknown word '已推送'"):
            player.sandbox.read("A1")
        player.sandbox.close()
