"""The catalogue: 86 clauses of the notice, the norms they demand, and the duties a platform owes; all as data."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from notice.errors import InputError, nearest
from notice.policy import Text
from notice.yaml import Model, packaged

Pattern = Literal[
    "response_within", "absence_after", "precedence", "bound", "existence", "chain", "permission", "guard"
]
Basis = Literal["letter", "necessary", "higher_law", "good_practice"]
Profile = Literal["core", "full"]


class Clause(Model):
    """One sentence of the notice: who must, must not or may do what."""

    id: str
    article: str
    bearer: tuple[str, ...]
    kind: Literal["MUST", "NOT", "MAY", "GOAL", "DEF", "CAN"]
    checkability: Literal["H", "P", "S", "X", "N"]
    quote: str
    en: str
    home: str
    undecided_because: str = ""


class Norm(Model):
    """What clauses demand of market actors, judged on any trace.

    `subject`: about what a case is (`both`: the norm is judged on awards and on banks). `triggers`: without an event
    of these types, happened or tried, a case has nothing to judge. `needs`: event types that could turn a breach into
    none. `convicting`: types whose absence could hide a breach, so that a PASS needs them too. `guards`: norms that
    decide whether this one applies.
    """

    id: str
    title: Text
    clauses: tuple[str, ...]
    cites: tuple[str, ...] = ()
    bearers: tuple[str, ...]
    pattern: Pattern
    subject: Literal["award", "bank", "both"] = "award"
    triggers: tuple[str, ...]
    guards: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    needs: tuple[str, ...]
    convicting: tuple[str, ...] = ()
    beyond: tuple[str, ...] = Field(default=(), description="types looked up over the supplier's or bank's other cases")


class Duty(Model):
    """What a platform owes, judged in certification; its failure blames the platform.

    Its threshold: a positive case, a negative one (unless it has none) and every boundary case were triggered.
    `timed`: it cannot be judged on a platform whose clock the harness does not move.
    """

    id: str
    title: Text
    clauses: tuple[str, ...]
    basis: Basis
    profile: Profile
    mutants: tuple[str, ...]
    timed: bool = False
    has_negative: bool = True
    boundary_cases: tuple[str, ...] = ()


class _Clauses(Model):
    clauses: tuple[Clause, ...]


class _Norms(Model):
    norms: tuple[Norm, ...]


class _Duties(Model):
    all_duties: int
    duties: tuple[Duty, ...]


class Catalogue(Model):
    """Clauses, norms and duties by id. `all_duties` counts those of the whole design, built or not."""

    clauses: dict[str, Clause]
    norms: dict[str, Norm]
    duties: dict[str, Duty]
    all_duties: int

    def clause(self, name: str) -> Clause:
        """The clause with this ASCII id or Chinese article. Raises `InputError` for neither."""
        narrow = name.replace("（", "(").replace("）", ")")
        for clause in self.clauses.values():
            if narrow in (clause.id, clause.article):
                return clause
        raise InputError(f"no clause is called '{name}'", instead=nearest(name, self.clauses))


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with the package."""
    clauses = packaged("notice", "data/clauses.yaml").parse(_Clauses).clauses
    norms = packaged("notice", "data/norms.yaml").parse(_Norms).norms
    duties = packaged("notice", "data/duties.yaml").parse(_Duties)
    return Catalogue(
        clauses={clause.id: clause for clause in clauses},
        norms={norm.id: norm for norm in norms},
        duties={duty.id: duty for duty in duties.duties},
        all_duties=duties.all_duties,
    )
