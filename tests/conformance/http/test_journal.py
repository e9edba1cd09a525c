"""Acknowledged means durable: the server is killed, and everything that it acknowledged is there again."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from http_helpers import BANK, RIVAL, START, filing

from conformance.adapters.http import HttpSandbox, HttpTarget
from conformance.port import OutcomeUnknown
from conformance.reference import register
from conformance.reference.journal import Journal
from conformance.reference.sandboxes import Sandboxes
from conformance.reference.serving import Served, serve_in_thread
from notice.civil import DAY
from notice.errors import InputError
from notice.events import Actor, DeadlineMissed, Event, RectificationOrdered, Refused, ViolationEstablished
from notice.law import Law

SECRET = "only-for-this-test"
BUREAU = Actor("finance_bureau", "F1")
_PROGRAM = """
import sys
from conformance.reference.serving import serve
from notice.law import Law
db, port, platform, secret = sys.argv[1:]
serve(Law(), db=db, port=int(port), platform=platform, admin_secret=secret)
"""


@contextmanager
def process(db: str, port: int = 0, platform: str = "reference") -> Iterator[Served]:
    """A server in a process of its own; at the end it is killed without a warning."""
    command = [sys.executable, "-c", _PROGRAM, db, str(port), platform, SECRET]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
    assert server.stderr is not None
    try:
        line = server.stderr.readline()
        assert "listens at http" in line, line + server.stderr.read()
        yield Served(line.split()[-1], SECRET)
    finally:
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        server.stderr.close()


def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'journal.db'}"


def port_of(served: Served) -> int:
    return int(served.base_url.rpartition(":")[2])


def opened(served: Served) -> HttpSandbox:
    return HttpTarget(served.base_url, served.admin_secret).open(START, [BANK, RIVAL, BUREAU])


def ordered(due_at: int) -> list[Event]:
    """A finding against the bank, and an order to mend it until `due_at`."""
    told = {"at": START, "actor": BUREAU, "source": str(BUREAU)}
    found = ViolationEstablished(id="v", violation="V", party=BANK, violation_kind="untrue_information", **told)
    return [found, RectificationOrdered(id="o", seq=1, violation="V", order="O", bank="B1", due_at=due_at, **told)]


def test_what_was_acknowledged_before_a_kill_is_there_after_the_restart(tmp_path: Path) -> None:
    with process(database(tmp_path)) as served:
        box = opened(served)
        acknowledged = [event for number in range(5) for event in box.submit(filing(f"e{number}"))]
        acknowledged += box.submit(filing("strange"), as_subject=RIVAL)
    assert isinstance(acknowledged[-1], Refused)
    with process(database(tmp_path), port_of(served)):
        assert list(box.feed(None)) == acknowledged
        assert list(box.feed(BANK)) == acknowledged[:-1]


def test_a_kill_amid_a_stream_of_submissions_loses_none_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    with process(database(tmp_path)) as served:
        target = HttpTarget(served.base_url, SECRET, asks_max=1)
        box = target.open(START, [BANK])
        stream = threading.Thread(target=_submit_until_lost, args=(box, acknowledged))
        stream.start()
        while len(acknowledged) < 20:
            stream.join(0.001)
    stream.join()
    with process(database(tmp_path), port_of(served)):
        shown = [event.id for event in box.feed(None)]
    # the one that was on its way when the server died may be in it or not
    assert shown[: len(acknowledged)] == acknowledged and len(shown) <= len(acknowledged) + 1


def _submit_until_lost(box: HttpSandbox, acknowledged: list[str]) -> None:
    with suppress(OutcomeUnknown):
        for number in itertools.count():
            box.submit(filing(str(number)))
            acknowledged.append(str(number))


def test_the_same_answer_is_given_to_a_repeated_id_after_the_restart(tmp_path: Path) -> None:
    with process(database(tmp_path)) as served:
        box = opened(served)
        good, bad = box.submit(filing("1")), box.submit(filing("2"), as_subject=RIVAL)
    with process(database(tmp_path), port_of(served)):
        assert (box.submit(filing("1")), box.submit(filing("2"), as_subject=RIVAL)) == (good, bad)
        assert list(box.feed(None)) == [*good, *bad]


def test_deadlines_and_the_clock_live_through_a_kill(tmp_path: Path) -> None:
    due_at = START + 3 * DAY
    with process(database(tmp_path)) as served:
        box = opened(served)
        for event in (filing("1"), *ordered(due_at)):
            box.submit(event)
        box.advance(START + DAY)
    with process(database(tmp_path), port_of(served)):
        assert isinstance(box.submit(filing("later", at=START + DAY + 1))[0], Refused)
        box.advance(due_at + DAY)
        missed = [event for event in box.feed(None) if isinstance(event, DeadlineMissed)]
    assert [(event.at, event.late_party) for event in missed] == [(due_at, BANK)]


def test_an_asynchronous_platform_forgets_nothing_that_it_took_in(tmp_path: Path) -> None:
    with process(database(tmp_path), platform="asynchronous") as served:
        box = opened(served)
        assert box.submit(filing("1")) == () and list(box.feed(None)) == []
    with process(database(tmp_path), port_of(served), platform="asynchronous"):
        box.settle()
        assert list(box.feed(None)) == [filing("1")]
    with process(database(tmp_path), port_of(served), platform="asynchronous"):
        assert list(box.feed(None)) == [filing("1")]


def test_a_deleted_sandbox_stays_deleted_and_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    with serve_in_thread(Law(), db=database(tmp_path)) as served:
        opened(served).close()
        kept = opened(served)
        kept.submit(filing("1"))
    with closing(sqlite3.connect(tmp_path / "journal.db")) as file:
        counts = {
            table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("sandbox", "command")
        }
    assert counts == {"sandbox": 1, "command": 1}


def test_no_secret_stands_in_the_file(tmp_path: Path) -> None:
    with serve_in_thread(Law(), db=database(tmp_path)) as served:
        secrets = [who.client_secret for who in opened(served)._clients.values()]
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert content and not any(secret.encode() in content for secret in [*secrets, served.admin_secret])


class Full(Journal):
    """A journal whose disk is full."""

    def append(self, *_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")


class Crashing(register.PLATFORMS["reference"]):  # type: ignore[misc]
    """Changes its state and then fails."""

    def submit(self, event: Event, subject: Actor) -> None:
        super().submit(event, subject)
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("journal", "platform", "fault"),
    [(Full, register.PLATFORMS["reference"], sqlite3.Error), (Journal, Crashing, ZeroDivisionError)],
)
def test_a_command_that_fails_half_way_leaves_no_trace(journal, platform, fault) -> None:  # type: ignore[no-untyped-def]
    with closing(journal("sqlite://", platform="x", policy_sha256="y")) as kept:
        sandboxes = Sandboxes(kept, lambda at: platform(Law(), at))
        name, [(client, _)] = sandboxes.open(START, [("bank", "B1")])
        with pytest.raises(fault):
            sandboxes.submit(client, filing("1"))
        assert sandboxes.position(name) == 0


# --- files that cannot be used ----------------------------------------------------------------------------------


def test_a_journal_is_not_replayed_under_another_policy_or_platform(tmp_path: Path) -> None:
    Journal(database(tmp_path), platform="reference", policy_sha256="a" * 64).close()
    for platform, policy in [("reference", "b" * 64), ("never_locks", "a" * 64)]:
        with pytest.raises(InputError, match="serve that platform and policy again"):
            Journal(database(tmp_path), platform=platform, policy_sha256=policy)


def test_two_servers_do_not_share_a_journal(tmp_path: Path) -> None:
    with (
        closing(Journal(database(tmp_path), platform="p", policy_sha256="")),
        pytest.raises(InputError, match="no other server uses"),
    ):
        Journal(database(tmp_path), platform="p", policy_sha256="")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "journal.db")) as file:
        file.execute("CREATE TABLE theirs (x)")
    with pytest.raises(InputError, match="another program"):
        Journal(database(tmp_path), platform="p", policy_sha256="")
    with closing(sqlite3.connect(tmp_path / "journal.db")) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


@pytest.mark.parametrize(
    "db", ["journal.db", "postgresql://x/y", "sqlite:///", "sqlite:////no/such/folder/x.db", "sqlite:////"]
)
def test_a_place_that_is_none_is_told_in_words(db: str) -> None:
    with pytest.raises(InputError):
        Journal(db, platform="p", policy_sha256="")


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_text("hello " * 1_000)
    with pytest.raises(InputError, match="cannot be used as journal"):
        Journal(database(tmp_path), platform="p", policy_sha256="")


def test_an_unknown_platform_is_told_before_a_file_is_made(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="never_locks"),
        serve_in_thread(Law(), platform="never_lokcs", db=database(tmp_path)),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_server_ends_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, database(tmp_path), "0", "reference", SECRET]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
    assert server.stderr is not None
    base_url = server.stderr.readline().split()[-1]
    HttpTarget(base_url, SECRET).capabilities()
    server.send_signal(signal.SIGINT)
    assert (server.wait(), server.stderr.read()) == (0, "")
    server.stderr.close()
    # a clean end folds the write-ahead log into the file
    assert [path.name for path in tmp_path.iterdir()] == ["journal.db"]
