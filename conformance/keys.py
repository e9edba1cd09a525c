"""The certifier's key: Ed25519, as PEM files. The private key stays with the certifier; the public one is handed out."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from notice.errors import InputError


def certifier_key(path: Path | None) -> Ed25519PrivateKey:
    """The certifier's private key in `path`, made there (with FILE.pub beside it) if there is none; None: a fresh one.

    A fresh key proves that a certificate is intact, not who issued it. Raises `InputError`.
    """
    if path is None:
        return Ed25519PrivateKey.generate()
    if not path.exists():
        return _made(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise InputError(
            "is no unencrypted PEM private key", where=str(path), instead="name a new file: one is made"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError("is a key of another kind", where=str(path), instead="use an Ed25519 key")
    return key


def _made(path: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        path.with_name(path.name + ".pub").write_bytes(public)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path)) from None
    return key


def public_key(path: Path) -> bytes:
    """The raw public key in a PEM file. Raises `InputError`."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise InputError("is no PEM public key", where=str(path), instead="name the certifier's .pub file") from None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError("is a key of another kind", where=str(path), instead="name an Ed25519 public key")
    return key.public_bytes_raw()
