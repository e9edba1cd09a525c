"""`no-conditions`: a bank ties a loan to nothing else (不得附加其他条件, 四(三)). Attaching is the breach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.dealings import by_application, is_the_banks
from conformance.monitors.guards import covered
from conformance.monitors.kinds import absence_after
from notice.events import Actor, ConditionAttached, Event, ProductPublished
from notice.law import Law
from notice.vocabulary import Condition

NORM = "no-conditions"
_CONDITIONS = frozenset(get_args(Condition))


@monitors(NORM)
def no_conditions(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a bank and application; and, for a bank, one a published product."""
    if case.about == "bank":
        for product in filter(is_the_banks, case.said(ProductPublished)):
            if covered(NORM, case, law, product):
                tied = [kind for kind in product.requires if kind in _CONDITIONS]
                yield _ruled(case, product, product.bank, (), tied)
        return
    attached = filter(is_the_banks, case.said(ConditionAttached))
    for trigger, bank, acts in by_application(NORM, case, law, attached):
        yield _ruled(case, trigger, bank, acts, [act.condition for act in acts])


def _ruled(case: Case, trigger: Event, bank: str, acts: Sequence[Event], kinds: Sequence[str]) -> Finding:
    """`acts` attach the `kinds`; a product that requires them is trigger and act in one."""
    own = [act for act in acts if act is not trigger]
    return absence_after(
        NORM, case, trigger, (own or [trigger]) if kinds else (), why="condition_attached",
        blames=(Actor("bank", bank),), details={"kinds": ", ".join(sorted(set(kinds)))},
    )  # fmt: skip
