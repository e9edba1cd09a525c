"""The TARGET of `zcd certify`: which platform is meant by a word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conformance.adapters.http import HttpTarget
from conformance.adapters.inprocess import InProcess
from conformance.adapters.mapping import MappingTarget
from conformance.port import Target
from conformance.reference.serving import serve_in_thread
from notice.errors import InputError
from notice.law import Law

FORMS = "reference, reference:http, mutant:NAME, variant:NAME, http://HOST:PORT, mapping:FILE"


@contextmanager
def target(word: str, law: Law) -> Iterator[Target]:
    """The platform that `word` names, running for as long as it is needed. Raises `InputError` for another word."""
    kind, _, rest = word.partition(":")
    if word == "reference" or (kind in ("mutant", "variant") and rest):
        yield InProcess.named(rest or "reference", law)
    elif word == "reference:http":
        with serve_in_thread(law) as served:
            yield HttpTarget(served.base_url, admin_secret=served.admin_secret, name=word)
    elif kind in ("http", "https") and rest.startswith("//"):
        yield HttpTarget(word)
    elif kind == "mapping" and rest:
        yield MappingTarget(rest)
    else:
        raise InputError(f"'{word}' names no platform", instead="write one of: " + FORMS)
