"""Reading a case back from the platform's resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from conformance.adapters.mapping.polling import Snapshot, matching
from conformance.adapters.mapping.schema import Case, Listed
from conformance.adapters.mapping.templates import Convert, Missing, fill, select
from conformance.port import CaseState, OutcomeUnknown

_SIMPLE = ("ceiling_fen", "live_principal_fen", "account", "lock")


def case_state(case: Case, snapshot: Snapshot, award: str, read: Convert) -> CaseState | None:
    """The case of this award as the snapshot shows it, None if it does not.

    What the platform keeps from the reader (null) stays as the port leaves it. Raises `OutcomeUnknown` if the platform
    says something that cannot be translated.
    """
    found = list(_of_award(case.of, case.where, snapshot, award, read))
    if not found:
        return None
    try:
        told = {"award": award, **_simple(case, found[0], read)}
        if case.applications:
            told["applications"] = {
                fill(case.applications.id, item, read, root): fill(case.applications.state, item, read, root)
                for item, root in _listed(case.applications, snapshot, award, read)
            }
        told["deadlines"] = [
            {name: fill(getattr(rule, name), item, read, root) for name in ("clock", "bearer", "due_at")}
            for rule in case.deadlines
            for item, root in _listed(rule, snapshot, award, read)
        ]
        return msgspec.convert(told, CaseState)
    except (Missing, msgspec.ValidationError) as fault:
        raise OutcomeUnknown(f"the case cannot be read back: {fault}") from None


def _simple(case: Case, root: Any, read: Convert) -> dict[str, Any]:
    values = {name: fill(template, root, read) for name in _SIMPLE if (template := getattr(case, name)) is not None}
    return {name: value for name, value in values.items() if value is not None}


def _of_award(of: str, where: dict[str, str], snapshot: Snapshot, award: str, read: Convert) -> Iterator[Any]:
    for root in snapshot[of]:
        if all(fill(wanted, {"award": award}, read) in select(path, root) for path, wanted in where.items()):
            yield root


def _listed(rule: Listed, snapshot: Snapshot, award: str, read: Convert) -> Iterator[tuple[Any, Any]]:
    for root in _of_award(rule.of, rule.where, snapshot, award, read):
        for item in matching(rule, root):
            yield item, root
