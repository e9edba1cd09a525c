"""The journal: every command a sandbox was given, in SQLite, written before it is acknowledged.

A platform's state is a function of its commands, so nothing else is stored; on start the state is rebuilt by
replaying them. One connection writes (WAL, synchronous FULL): when `commit` has returned, the command survives a crash
of the process and of the machine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from conformance.reference.commands import Command
from conformance.reference.tokens import Client
from notice.errors import InputError
from notice.events import Actor

SCHEMA_VERSION = 1
_SCHEMA = (
    "CREATE TABLE platform (name TEXT NOT NULL, policy_sha256 TEXT NOT NULL)",
    "CREATE TABLE sandbox (id TEXT PRIMARY KEY, start_at INTEGER NOT NULL)",
    "CREATE TABLE client (id TEXT PRIMARY KEY, sandbox TEXT NOT NULL REFERENCES sandbox(id) ON DELETE CASCADE,"
    " secret_sha256 BLOB NOT NULL, role TEXT NOT NULL, subject TEXT NOT NULL)",
    "CREATE INDEX client_of_sandbox ON client (sandbox)",
    "CREATE TABLE command (sandbox TEXT NOT NULL REFERENCES sandbox(id) ON DELETE CASCADE, number INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY (sandbox, number)) WITHOUT ROWID",
)


_COMMANDS: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)


class Opened(msgspec.Struct, frozen=True):
    """A sandbox as the journal has it."""

    id: str
    start_at: int
    actors: Sequence[Actor]
    commands: Sequence[Command]


class Journal:
    """Commands of all sandboxes of one platform. `db`: 'sqlite:///path', or 'sqlite://' for memory only."""

    def __init__(self, db: str, *, platform: str, policy_sha256: str) -> None:
        self._path = _path(db)
        self._connection = self._connected()
        self._numbers: dict[str, int] = {}
        try:
            self._prepare(platform, policy_sha256)
        except BaseException:
            self._connection.close()
            raise

    def _connected(self) -> sqlite3.Connection:
        try:
            return sqlite3.connect(self._path, isolation_level="IMMEDIATE", check_same_thread=False, timeout=1)
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _prepare(self, platform: str, policy_sha256: str) -> None:
        try:
            self._connection.executescript(
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;"
            )
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._create(platform, policy_sha256)
                version = SCHEMA_VERSION
            self._check(version, platform, policy_sha256)
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _create(self, platform: str, policy_sha256: str) -> None:
        if self._connection.execute("SELECT name FROM sqlite_master").fetchone():
            raise InputError("is a database of another program", where=self._path, instead="name a new file with --db")
        with self._connection as write:
            write.execute("BEGIN IMMEDIATE")
            for statement in (*_SCHEMA, f"PRAGMA user_version = {SCHEMA_VERSION}"):
                write.execute(statement)
            write.execute("INSERT INTO platform VALUES (?, ?)", (platform, policy_sha256))

    def _check(self, version: int, platform: str, policy_sha256: str) -> None:
        """A journal replayed under other rules would give other answers than were acknowledged."""
        if version != SCHEMA_VERSION:
            raise InputError(f"the journal has format {version}", where=self._path, instead="name a new file with --db")
        written = self._connection.execute("SELECT name, policy_sha256 FROM platform").fetchone()
        if written != (platform, policy_sha256):
            raise InputError(
                f"the journal was written by platform '{written[0]}' under policy {written[1][:12]}",
                where=self._path,
                instead="serve that platform and policy again, or name a new file with --db",
            )

    def _unusable(self, error: sqlite3.Error) -> InputError:
        return InputError(
            f"cannot be used as journal ({error})",
            where=self._path,
            instead="name a file that this program made, that no other server uses, in a folder that can be written",
        )

    def open(self, sandbox: str, start_at: int, clients: Iterable[Client]) -> None:
        """Records a new sandbox and its clients."""
        with self._connection as write:
            write.execute("INSERT INTO sandbox VALUES (?, ?)", (sandbox, start_at))
            write.executemany("INSERT INTO client VALUES (?, ?, ?, ?, ?)", clients)
        self._numbers[sandbox] = 0

    def append(self, sandbox: str, command: Command) -> None:
        """Records one command; on return it is durable. Raises `sqlite3.Error`; then nothing is recorded."""
        number = self._numbers[sandbox]
        with self._connection as write:
            write.execute("INSERT INTO command VALUES (?, ?, ?)", (sandbox, number, msgspec.json.encode(command)))
        self._numbers[sandbox] = number + 1

    def delete(self, sandbox: str) -> None:
        """Forgets a sandbox, its clients and commands."""
        with self._connection as write:
            write.execute("DELETE FROM sandbox WHERE id = ?", (sandbox,))
        del self._numbers[sandbox]

    def client(self, name: str) -> Client | None:
        """The client with this id."""
        row = self._connection.execute("SELECT * FROM client WHERE id = ?", (name,)).fetchone()
        return Client._make(row) if row else None

    def sandboxes(self) -> Iterator[Opened]:
        """Every sandbox with its commands in order."""
        for (name,) in self._connection.execute("SELECT id FROM sandbox ORDER BY rowid").fetchall():
            yield self.sandbox(name)

    def sandbox(self, name: str) -> Opened:
        """One sandbox with its actors and commands in order."""
        (start_at,) = self._connection.execute("SELECT start_at FROM sandbox WHERE id = ?", (name,)).fetchone()
        clients = self._connection.execute("SELECT * FROM client WHERE sandbox = ? ORDER BY rowid", (name,))
        actors = [client.actor for client in map(Client._make, clients) if client.actor is not None]
        bodies = self._connection.execute("SELECT body FROM command WHERE sandbox = ? ORDER BY number", (name,))
        commands = [_COMMANDS.decode(body) for (body,) in bodies]
        self._numbers[name] = len(commands)
        return Opened(name, start_at, actors, commands)

    def close(self) -> None:
        """Releases the file."""
        self._connection.close()


def _path(db: str) -> str:
    if db in ("sqlite://", "sqlite:///:memory:"):
        return ":memory:"
    scheme, found, path = db.partition("sqlite:///")
    if scheme or not found or not path:
        raise InputError(f"'{db}' is no database", instead="write sqlite:///FILE, or sqlite:// to keep nothing")
    return path
