"""What a source does not show: it turns a finding that the missing part could change into INCONCLUSIVE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from conformance.case import Case
from conformance.finding import Finding
from conformance.verdicts import ADVERSE, Verdict
from notice.catalogue import Catalogue, Norm
from notice.events import EVENT_TYPES, AwardNoticeIssued, BankFiled, Event, SizeDeclared
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
    whole = not any(hidden) and not unseen(tuple(guards)) and observation.is_unbroken
    return Sight(*hidden, guards=tuple(EVENT_TYPES[name] for name in sorted(guards)), all=whole)


def as_observed(norm: Norm, seen: Sight, finding: Finding, case: Case) -> Finding:
    """The finding, or INCONCLUSIVE where something that was not observed could change it.

    What a finding rests on alone is seen. What could acquit matters to a conviction, what could convict to everything
    else, and both to a warning. A guard's types matter only to a conviction, and only if the award's case lacks them:
    what stands there is seen.
    """
    if finding.is_conclusive:
        return finding
    missing: list[str] = []
    if finding.verdict in ADVERSE:
        missing += [*seen.needs, *_lacking(seen, finding, case)]
    elif not norm.convicting:
        return finding
    if finding.verdict != Verdict.FAIL:
        missing += seen.convicting
    through = _end(finding, case, case.until if norm.convicting else None)
    if not missing and not _blind(case, through):
        return finding
    return unshown(finding, tuple(dict.fromkeys(missing)))


def _lacking(seen: Sight, finding: Finding, case: Case) -> list[str]:
    """The guards' types that may exist although the case has none by then: not reported, or before the log began.

    Other bidders declare their size for the same award.
    """
    if case.about != "award":
        return []
    by, notice = case.until if finding.since_at is None else finding.since_at, case.first(AwardNoticeIssued)

    def stands(event: Event) -> bool:
        return event.at <= by and (notice is None or getattr(event, "supplier", None) == notice.supplier)

    return [
        kind.__name__
        for kind in seen.guards
        if not case.knows(kind, case.until) and not any(map(stands, case.all(kind)))
    ]


def if_shown(finding: Finding, case: Case, *kinds: type[Event], through: int | None = None) -> Finding:
    """The finding of a monitor, or INCONCLUSIVE if it rests on the absence of a type that the source may hide.

    For what matters to some findings of a norm only; what matters to all stands in the catalogue. `through`: until when
    the absence matters, if longer than to the deciding instant.
    """
    missing = tuple(kind.__name__ for kind in kinds if not case.observation.sees(kind.__name__))
    end = _end(finding, case, case.until)
    return unshown(finding, missing) if missing or _blind(case, max(end, through or end)) else finding


def unless_later(finding: Finding, case: Case, last: Event) -> Finding:
    """The finding on the last of several statements, or INCONCLUSIVE if a later one may be hidden."""
    return unshown(finding, ()) if case.observation.blind_in(last.at, case.until) else finding


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
    """When the case began, if its source shows that: with its notice or filing, and the declarations that precede it.

    If anything else stands before, it began earlier than the source may show.
    """
    opener = AwardNoticeIssued if case.about == "award" else BankFiled
    opening = case.first(opener)
    if opening is None or case.begins(opener, SizeDeclared) < opening.at:
        return None
    return case.begins()


def _end(finding: Finding, case: Case, undecided: int | None) -> int:
    """The last instant that matters to the finding; `undecided`: of one that no due instant decides, and no breach."""
    if finding.verdict != Verdict.FAIL and finding.due_at is None and undecided is not None:
        return undecided
    return min(max(finding.due_at or _LONG_AGO, finding.at or _LONG_AGO, finding.since_at or _LONG_AGO), case.until)


def _blind(case: Case, through: int) -> bool:
    """Whether some of the time from the case's beginning was not observed."""
    if case.observation.is_unbroken:
        return False
    begin = _begin(case)
    return case.observation.blind_in(_LONG_AGO if begin is None else begin, through)
