"""The catalogue: 86 clauses of the notice, the norms they demand, and the duties a platform owes; all as data.

Every clause has one home: a norm, a metric (what is only counted), or a text (what nothing could breach).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, Protocol, TypeVar

from pydantic import Field

from notice.errors import InputError, nearest
from notice.policy import Policy, Text
from notice.yaml import Model, packaged, packaged_in

Pattern = Literal[
    "response_within", "absence_after", "precedence", "bound", "existence", "chain", "permission", "guard"
]
Basis = Literal["letter", "necessary", "higher_law", "good_practice"]
Profile = Literal["core", "full"]
Statistic = Literal["share", "median", "mean", "total", "concentration"]
Breakdown = Literal["bank", "purchaser", "role", "size_class", "clock", "district_and_quarter", "district_and_outreach"]


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

    `subject`: about what a case is (`both`: the norm is judged on awards and on banks; `award_and_party`: on awards
    and on those who act beside any); a norm that is attested is
    judged on the parties that answer for it as well. `triggers`: without an event
    of these types, happened or tried, a case has nothing to judge. `needs`: event types that could turn a breach into
    none. `convicting`: types whose absence could hide a breach, so that a PASS needs them too. `guards`: norms that
    decide whether this one applies. `attested`: what its bearer is asked, where no trace can show it. `wakes_with`:
    the parameter without a value of which the norm is dormant. `measures`: what is counted beside it.
    """

    id: str
    title: Text
    clauses: tuple[str, ...]
    cites: tuple[str, ...] = ()
    bearers: tuple[str, ...]
    pattern: Pattern
    subject: Literal["award", "bank", "party", "both", "award_and_party"] = "award"
    triggers: tuple[str, ...]
    guards: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    needs: tuple[str, ...]
    convicting: tuple[str, ...] = ()
    beyond: tuple[str, ...] = Field(default=(), description="types looked up over the supplier's or bank's other cases")
    attested: Text | None = None
    wakes_with: str = ""
    measures: tuple[str, ...] = ()

    def is_about(self, about: Literal["award", "bank", "party"]) -> bool:
        """Whether the norm is judged on such cases."""
        if about == self.subject or (about == "party" and self.attested is not None):
            return True
        return about in {"both": ("award", "bank"), "award_and_party": ("award", "party")}.get(self.subject, ())

    def is_awake(self, policy: Policy) -> bool:
        """Whether the policy gives the number without which nothing can be judged."""
        return not self.wakes_with or policy.parameter(self.wakes_with).value is not None


class Metric(Model):
    """A clause of degree (S): counted and compared, never a verdict. `names`: the measures that tell of it."""

    id: str
    title: Text
    clauses: tuple[str, ...]
    bearers: tuple[str, ...]
    names: tuple[str, ...]
    needs: tuple[str, ...]


class Measure(Model):
    """What is counted on any trace and never judged. `suspicion`: it may point at a breach, and proves none.

    `needs`: types without which nothing is counted. `by`: what the figure is broken down by, if by anything.
    """

    id: str
    title: Text
    kind: Statistic
    unit: Literal["share", "seconds", "working_days", "bp", "fen", "count", "number"]
    needs: tuple[str, ...]
    by: Breakdown | None = None
    suspicion: bool = False


class Words(Model):
    """Clauses of purpose and principle: nothing could breach them by an event. `because` says why."""

    id: str
    title: Text
    clauses: tuple[str, ...]
    because: Text


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
    duties: tuple[Duty, ...]


class _Unjudged(Model):
    metrics: tuple[Metric, ...]
    words: tuple[Words, ...]


class _Measures(Model):
    measures: tuple[Measure, ...]


class _Entry(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_Entry)


class Catalogue(Model):
    """Clauses, norms, metrics, measures, words and duties by id."""

    clauses: dict[str, Clause]
    norms: dict[str, Norm]
    metrics: dict[str, Metric]
    measures: dict[str, Measure]
    words: dict[str, Words]
    duties: dict[str, Duty]

    def tells_of(self, measure: str) -> tuple[Metric | Norm, ...]:
        """The clauses of degree and the norms beside which a measure is counted."""
        metrics = (metric for metric in self.metrics.values() if measure in metric.names)
        return (*metrics, *(norm for norm in self.norms.values() if measure in norm.measures))

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
    unjudged = packaged("notice", "data/unjudged.yaml").parse(_Unjudged)
    norms = (norm for document in packaged_in("notice", "data/norms") for norm in document.parse(_Norms).norms)
    duties = (duty for document in packaged_in("notice", "data/duties") for duty in document.parse(_Duties).duties)
    return Catalogue(
        clauses=_by_id(clauses),
        norms=_by_id(norms),
        metrics=_by_id(unjudged.metrics),
        measures=_by_id(packaged("notice", "data/measures.yaml").parse(_Measures).measures),
        words=_by_id(unjudged.words),
        duties=_by_id(duties),
    )


def _by_id(entries: Iterable[E]) -> dict[str, E]:
    """Raises `InputError` for an id given twice."""
    found: dict[str, E] = {}
    for entry in entries:
        if entry.id in found:
            raise InputError(f"'{entry.id}' stands in the catalogue twice", instead="keep one of the two")
        found[entry.id] = entry
    return found
