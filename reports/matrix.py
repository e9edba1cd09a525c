"""Who did what to which norm: the verdicts of a judgement by norm and role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from conformance.finding import Kind
from conformance.judge import Judgement, NormVerdict
from conformance.verdicts import Verdict, worst
from notice.catalogue import Norm, catalogue
from notice.vocabulary import Role

ANYONE = "anyone"
"""Stands for every role, in norms that bind all of them."""
_ROLES = (ANYONE, *get_args(Role))


class Cell(NamedTuple):
    """The worst verdict on a role under a norm, how many findings have it, and how many concern the role at all."""

    verdict: Verdict
    number: int
    concerned: int


class Row(NamedTuple):
    """A norm with a cell for each role that it binds or that was blamed under it."""

    norm: Norm
    verdict: NormVerdict
    cells: dict[str, Cell]


def rows(judgement: Judgement) -> list[Row]:
    """One row a norm, in the order of the catalogue."""
    return [_row(catalogue().norms[verdict.id], verdict) for verdict in judgement.norms.values()]


def roles(table: Iterable[Row]) -> list[str]:
    """The roles that have a cell somewhere, in the order of the vocabulary."""
    seen = {role for row in table for role in row.cells}
    return [role for role in _ROLES if role in seen]


def _row(norm: Norm, verdict: NormVerdict) -> Row:
    numbers = verdict.numbers()
    blamed = {actor.role for kind in numbers for actor in kind.blames}
    bound = [role for role in _ROLES if role in blamed or role in norm.bearers]
    return Row(norm, verdict, {role: _cell(role, numbers, verdict.open) for role in bound})


def _cell(role: str, numbers: Mapping[Kind, int], still_open: int) -> Cell:
    """A finding that blames nobody concerns every role that the norm binds; one that blames others does not."""
    concern = Counter({Verdict.OPEN: still_open})
    for kind, number in numbers.items():
        if _concerns(kind, role):
            concern[kind.verdict] += number
    result = worst(+concern)
    return Cell(result, concern[result], concern.total())


def _concerns(kind: Kind, role: str) -> bool:
    return role == ANYONE or not kind.blames or any(actor.role == role for actor in kind.blames)
