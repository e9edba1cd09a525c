"""The word for a platform under test: which one is meant, running for as long as it is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from conformance.adapters.http import HttpTarget
from conformance.adapters.inprocess import InProcess
from conformance.adapters.mapping import MappingTarget
from conformance.port import Target
from conformance.reference.mutants import MUTANTS
from conformance.reference.register import make
from conformance.reference.serving import serve_in_thread
from conformance.reference.variants import VARIANTS
from notice.errors import InputError, nearest
from notice.law import Law

_REGISTERS: dict[str, Collection[str]] = {"mutant": MUTANTS, "variant": VARIANTS}
FORMS = "reference, reference:http, mutant:NAME, variant:NAME, http://HOST:PORT, mapping:FILE"


@contextmanager
def target(word: str, law: Law) -> Iterator[Target]:
    """The platform that `word` names, running for as long as it is needed. Raises `InputError` for another word."""
    kind, _, rest = word.partition(":")
    if word == "reference" or kind in _REGISTERS:
        yield InProcess(word, make(_registered(kind, rest) if rest else word, law))
    elif word == "reference:http":
        with serve_in_thread(law) as served:
            yield HttpTarget(served.base_url, served.admin_secret, name=word)
    elif kind in ("http", "https") and rest.startswith("//"):
        yield HttpTarget(word)
    elif kind == "mapping" and rest:
        yield MappingTarget(rest)
    else:
        raise InputError(f"'{word}' names no platform", instead="write one of: " + FORMS)


def _registered(kind: str, name: str) -> str:
    if name not in _REGISTERS[kind]:
        raise InputError(f"no {kind} is called '{name}'", instead=nearest(name, _REGISTERS[kind]))
    return name
