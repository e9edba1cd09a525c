"""A certificate: recomputed offline, and no byte of it can be changed unnoticed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.adapters.inprocess import InProcess
from conformance.certificate import FILES, canonical, contents, read, sha256, verify, write
from conformance.certify import Certification, certify, make_plan
from conformance.keys import certifier_key, public_key
from notice.errors import InputError
from notice.law import Law
from scenarios.reforms import reform

LAW = Law()
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="module")
def certification() -> Certification:
    return certify(InProcess.named("reference", LAW), LAW, make_plan(LAW))


@pytest.fixture(scope="module")
def files(certification: Certification) -> dict[str, bytes]:
    return contents(certification, KEY)


def test_an_untouched_certificate_is_intact_and_every_verdict_comes_out_again(files: dict[str, bytes]) -> None:
    found = verify(files, LAW, KEY.public_key().public_bytes_raw())
    assert found.problems == () and found.issuer_known and found.outcome == "CERTIFIED"


def test_without_the_right_key_the_issuer_is_unknown(files: dict[str, bytes]) -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not verify(files, LAW).issuer_known
    assert not verify(files, LAW, other).issuer_known


def test_the_same_run_gives_the_same_bytes(
    certification: Certification, files: dict[str, bytes], tmp_path: Path
) -> None:
    again = certify(InProcess.named("reference", LAW), LAW, make_plan(LAW))
    assert contents(again, KEY) == files
    for name in ("a.zip", "b.zip"):
        write(tmp_path / name, files)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert read(tmp_path / "a.zip") == files


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_noticed(files: dict[str, bytes], name: str, where: float, bit: int) -> None:
    data = bytearray(files[name])
    data[int(where * len(data))] ^= 1 << bit
    try:
        found = verify({**files, name: bytes(data)}, LAW)
    except InputError:
        return
    assert found.problems or bytes(data).lower() == files[name].lower(), "only the case of a hexadecimal digit is free"


def test_a_changed_transcript_is_named_as_the_first_broken_link(files: dict[str, bytes]) -> None:
    lines = files["transcripts.jsonl"].splitlines(keepends=True)
    for number in (0, 7, len(lines) - 1):
        changed = [*lines]
        changed[number] = changed[number].replace(b'"scenario":"', b'"scenario":"x', 1)
        found = verify({**files, "transcripts.jsonl": b"".join(changed)}, LAW)
        assert f"transcripts.jsonl:{number + 1}: the first broken link" in found.problems


def test_a_dropped_transcript_is_noticed(files: dict[str, bytes]) -> None:
    lines = files["transcripts.jsonl"].splitlines(keepends=True)
    assert verify({**files, "transcripts.jsonl": b"".join(lines[:-1])}, LAW).problems
    assert verify({**files, "transcripts.jsonl": b"".join(lines[:5] + lines[6:])}, LAW).problems


def signed_anew(files: dict[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """What a dishonest certifier could sign: hashes that fit, verdicts that do not."""
    files = {**files, **{name.replace("_", "."): data for name, data in changed.items()}}
    statement = msgspec.json.decode(files["certificate.json"])
    statement["verdicts_sha256"] = sha256(files["verdicts.json"])
    files["certificate.json"] = canonical(statement)
    files["certificate.sig"] = KEY.sign(files["certificate.json"]).hex().encode()
    return files


def test_a_verdict_that_the_transcripts_do_not_bear_out_is_noticed_though_the_signature_fits(
    files: dict[str, bytes],
) -> None:
    document = msgspec.json.decode(files["verdicts.json"])
    document["norms"][0]["verdict"] = "WARN"
    found = verify(signed_anew(files, verdicts_json=canonical(document)), LAW)
    assert found.problems == ("verdicts.json: recomputed otherwise: " + document["norms"][0]["id"],)


def test_an_exam_under_another_policy_is_not_taken_for_this_one(files: dict[str, bytes]) -> None:
    found = verify(files, Law(reform("faster-clocks")))
    assert [problem for problem in found.problems if "another suite or policy" in problem]


def test_a_challenge_draws_other_identities_and_another_order() -> None:
    plain, challenged = make_plan(LAW), make_plan(LAW, challenge="nonce-1")
    assert set(plain.cases) == set(challenged.cases) and plain.cases != challenged.cases
    assert challenged.seed != make_plan(LAW, challenge="nonce-2").seed


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not really", b"hello"])
def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "certificate.zip").write_bytes(data)
    with pytest.raises(InputError, match=r"certificate\.zip"):
        read(tmp_path)


def test_a_certificate_without_one_of_its_files_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    write(tmp_path / "c.zip", {name: data for name, data in files.items() if name != "plan.json"})
    with pytest.raises(InputError, match=r"lacks a file.*plan\.json"):
        read(tmp_path / "c.zip")


def test_the_certifiers_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "certifier.pem"
    made = certifier_key(path)
    assert certifier_key(path).private_bytes_raw() == made.private_bytes_raw()
    assert path.stat().st_mode & 0o077 == 0
    assert public_key(path.with_name("certifier.pem.pub")) == made.public_key().public_bytes_raw()


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.pem").write_text("hello")
    for take in (certifier_key, public_key):
        with pytest.raises(InputError, match=r"bad\.pem"):
            take(tmp_path / "bad.pem")
    with pytest.raises(InputError, match="cannot be read"):
        public_key(tmp_path / "none.pub")
