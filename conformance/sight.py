"""What a source does not show: it turns a finding that the missing part could change into INCONCLUSIVE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.verdicts import Verdict
from notice.catalogue import Catalogue, Norm
from notice.events import EVENT_TYPES, AwardNoticeIssued, BankFiled, Event
from notice.trace import Observation

_LONG_AGO = -(2**62)


class Sight(NamedTuple):
    """What could change a norm's verdicts: types that the source does not report completely, and its guards' types.

    `all`: nothing at all is hidden.
    """

    needs: tuple[str, ...]
    convicting: tuple[str, ...]
    guards: tuple[type[Event], ...]
    all: bool


def sight(norm: Norm, catalogue: Catalogue, observation: Observation) -> Sight:
    """What the observation leaves out for `norm`."""
    guards = {name for guard in norm.guards for name in catalogue.norms[guard].needs}

    def unseen(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if not observation.sees(name))

    hidden = unseen(norm.needs), unseen(norm.convicting)
    whole = not any(hidden) and not unseen(tuple(guards)) and observation.since is None and not observation.gaps
    return Sight(*hidden, guards=tuple(EVENT_TYPES[name] for name in sorted(guards)), all=whole)


def as_observed(norm: Norm, seen: Sight, finding: Finding, case: Case) -> Finding:
    """The finding, or INCONCLUSIVE where something that was not observed could change it.

    What a finding rests on alone is seen. A guard's types matter only to a conviction, and only if the award's case lacks them: what stands there is seen.
    """
    if finding.is_conclusive:
        return finding
    if finding.verdict in (Verdict.FAIL, Verdict.WARN):
        missing = tuple(dict.fromkeys((*seen.needs, *_lacking(seen, case))))
        blind = _blind(finding, case, _begin(case))
    elif finding.verdict == Verdict.PASS and norm.convicting:
        missing = seen.convicting
        blind = _blind(finding, case, finding.since_at if norm.pattern == "absence_after" else _begin(case))
    else:
        return finding
    return unshown(finding, missing) if missing or blind else finding


def _lacking(seen: Sight, case: Case) -> list[str]:
    """The guards' types that may exist although the case has none: not reported, or before the log began."""
    if case.about != "award":
        return []
    return [kind.__name__ for kind in seen.guards if not case.all(kind) and not case.knows(kind, case.until)]


def if_shown(finding: Finding, case: Case, *kinds: type[Event]) -> Finding:
    """The finding of a monitor, or INCONCLUSIVE if it rests on the absence of a type that the source may hide.

    For what matters to some findings of a norm only; what matters to all stands in the catalogue.
    """
    missing = tuple(kind.__name__ for kind in kinds if not case.observation.sees(kind.__name__))
    return unshown(finding, missing) if missing or _blind(finding, case, _begin(case)) else finding


def unshown(finding: Finding, missing: Sequence[str]) -> Finding:
    """The finding made INCONCLUSIVE for want of these types, or of some interval."""
    return msgspec.structs.replace(
        finding,
        verdict=Verdict.INCONCLUSIVE,
        why="not_observed",
        blames=(),
        clauses=(),
        details={"would_be": finding.verdict.name, "missing": ", ".join(missing) or "interval"},
    )


def _begin(case: Case) -> int | None:
    """When the case began, if its source shows that."""
    first = case.first(AwardNoticeIssued) if case.about == "award" else case.first(BankFiled)
    return first.at if first else None


def _blind(finding: Finding, case: Case, begin: int | None) -> bool:
    """Whether some of the time that matters to the finding was not observed."""
    end = max(finding.due_at or _LONG_AGO, finding.at or _LONG_AGO, finding.since_at or _LONG_AGO)
    if finding.verdict == Verdict.PASS and finding.due_at is None:
        end = case.until
    return case.observation.blind_in(_LONG_AGO if begin is None else begin, min(end, case.until))
