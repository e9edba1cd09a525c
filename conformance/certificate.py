"""A certificate: the plan, everything the platform showed, the verdicts, chained by hashes and signed.

Every transcript line names the SHA-256 of the line before it (the first names the plan's), so a changed byte breaks
the chain at the line it is in. The signature is Ed25519 over `certificate.json`. All verdicts can be recomputed from
the transcripts, offline.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from conformance.certify import Certification, Plan, judged
from conformance.transcript import Transcript
from conformance.verdict_table import duty_rows, verdicts_document
from notice.errors import InputError
from notice.law import Law

FORMAT = "zcd-certificate/1"
FILES = ("plan.json", "transcripts.jsonl", "verdicts.json", "certificate.json", "certificate.sig")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed: who was tested by which plan, with which outcome, and the hashes of all evidence."""

    format: str
    target: str
    outcome: str
    plan_sha256: str
    transcripts_head_sha256: str
    transcripts: int
    verdicts_sha256: str
    public_key: str


class _Link(msgspec.Struct, frozen=True, kw_only=True):
    previous: str
    transcript: Transcript


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What `verify` found. `problems` empty: intact, and every verdict recomputed to the same."""

    outcome: str
    target: str
    problems: tuple[str, ...]
    issuer_known: bool

    @property
    def intact(self) -> bool:
        """Whether nothing was changed and every verdict came out again."""
        return not self.problems


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def canonical(document: Any) -> bytes:
    """The bytes of a document that are hashed: JSON with sorted keys, indented for readers."""
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=1) + b"\n"


def contents(certification: Certification, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """The files of a certificate by name."""
    plan = canonical(certification.plan)
    verdicts = canonical(verdicts_document(certification))
    lines = list(_chained(certification.transcripts, sha256(plan)))
    statement = canonical(
        Statement(
            format=FORMAT,
            target=certification.target,
            outcome=certification.outcome.name,
            plan_sha256=sha256(plan),
            transcripts_head_sha256=sha256(lines[-1]) if lines else sha256(plan),
            transcripts=len(lines),
            verdicts_sha256=sha256(verdicts),
            public_key=key.public_key().public_bytes_raw().hex(),
        )
    )
    parts = (plan, b"".join(line + b"\n" for line in lines), verdicts, statement, key.sign(statement).hex().encode())
    return dict(zip(FILES, parts, strict=True))


def _chained(transcripts: tuple[Transcript, ...], start: str) -> Iterator[bytes]:
    previous = start
    for transcript in transcripts:
        line = msgspec.json.encode(_Link(previous=previous, transcript=transcript))
        previous = sha256(line)
        yield line


def write(path: Path, files: dict[str, bytes]) -> None:
    """Writes `certificate.zip`, byte-equal for equal contents; whole or not at all."""
    temporary = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read(path: Path) -> dict[str, bytes]:
    """The files of a certificate from a zip, or from a directory that holds one. Raises `InputError`."""
    path = path / "certificate.zip" if path.is_dir() else path
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in FILES}
    except KeyError as missing:
        raise InputError(f"the certificate lacks a file: {missing.args[0]}", where=str(path)) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise InputError(f"is no certificate: {error}", where=str(path), instead="name a certificate.zip") from None


def verify(files: dict[str, bytes], law: Law, trusted: bytes | None = None) -> Verification:
    """Checks signature, hashes and chain, and recomputes every verdict. `trusted`: the certifier's raw public key."""
    try:
        statement = msgspec.json.decode(files["certificate.json"], type=Statement)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"certificate.json is no statement: {error}") from None
    problems = [*_signature(statement, files), *_hashes(statement, files)]
    transcripts: list[Transcript] = []
    problems += _chain(statement, files, transcripts)
    if not problems:
        problems += _recomputed(files, transcripts, law)
    return Verification(
        outcome=statement.outcome,
        target=statement.target,
        problems=tuple(problems),
        issuer_known=trusted is not None and statement.public_key == trusted.hex(),
    )


def _signature(statement: Statement, files: dict[str, bytes]) -> Iterator[str]:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(statement.public_key))
        key.verify(bytes.fromhex(files["certificate.sig"].decode("ascii")), files["certificate.json"])
    except (InvalidSignature, ValueError):
        yield "certificate.json: the signature does not fit"


def _hashes(statement: Statement, files: dict[str, bytes]) -> Iterator[str]:
    if statement.format != FORMAT:
        yield f"certificate.json: the format is '{statement.format}', not '{FORMAT}'"
    for name, expected in (("plan.json", statement.plan_sha256), ("verdicts.json", statement.verdicts_sha256)):
        if sha256(files[name]) != expected:
            yield f"{name}: changed after it was signed"


def _chain(statement: Statement, files: dict[str, bytes], transcripts: list[Transcript]) -> Iterator[str]:
    """The first broken link, if any; fills `transcripts`."""
    previous, lines = statement.plan_sha256, files["transcripts.jsonl"].splitlines()
    hashes = [sha256(line) for line in lines]
    for number, line in enumerate(lines):
        follower = _previous(lines[number + 1]) if number + 1 < len(lines) else statement.transcripts_head_sha256
        try:
            link = msgspec.json.decode(line, type=_Link)
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield f"transcripts.jsonl:{number + 1}: the first broken link (not readable)"
            return
        if link.previous != previous or follower != hashes[number]:
            yield f"transcripts.jsonl:{number + 1}: the first broken link"
            return
        transcripts.append(link.transcript)
        previous = hashes[number]
    if len(lines) != statement.transcripts:
        yield f"transcripts.jsonl: {len(lines)} transcripts, {statement.transcripts} were signed"


def _previous(line: bytes) -> str:
    try:
        return msgspec.json.decode(line, type=_Link).previous
    except (msgspec.DecodeError, UnicodeDecodeError):
        # unreadable: that line itself will be named, when its turn comes
        return line[len(b'{"previous":"') :][:64].decode("ascii", "replace")


def _recomputed(files: dict[str, bytes], transcripts: list[Transcript], law: Law) -> Iterator[str]:
    plan = msgspec.json.decode(files["plan.json"], type=Plan)
    stated = msgspec.json.decode(files["verdicts.json"])
    again = judged(plan, tuple(transcripts), law, target=stated["target"])
    if again is None:
        yield "plan.json: made with another suite or policy than the installed one; verify with that version"
        return
    document = msgspec.json.decode(canonical(verdicts_document(again)))
    if document["outcome"] != stated["outcome"]:
        yield f"verdicts.json: the outcome is {stated['outcome']}, recomputed it is {document['outcome']}"
    differing = [row["id"] for row, old in zip(duty_rows(document), duty_rows(stated), strict=False) if row != old]
    if differing or len(duty_rows(document)) != len(duty_rows(stated)):
        yield "verdicts.json: recomputed otherwise: " + ", ".join(differing)
    elif document != stated:
        yield "verdicts.json: differs from what was recomputed"
