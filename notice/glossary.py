"""The glossary: the words of the scheme and of this harness, in both languages."""

from __future__ import annotations

from functools import cache

from notice.policy import Text
from notice.yaml import Model, packaged


class Term(Model):
    """One term: what it is, in both languages, and the clause that it comes from, if any."""

    term: Text
    means: Text
    clause: str = ""


class _Glossary(Model):
    terms: tuple[Term, ...]


@cache
def glossary() -> tuple[Term, ...]:
    """All terms, in the order of a loan's life."""
    return packaged("notice", "data/glossary.yaml").parse(_Glossary).terms
