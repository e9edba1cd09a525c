"""`no-fees`: beside interest a bank takes nothing (不得另行收取其他费用, 四(三)). Demanding is the breach."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.case import Case
from conformance.finding import Finding
from conformance.monitor import monitors
from conformance.monitors.dealings import by_application, is_the_banks
from conformance.monitors.kinds import absence_after
from notice.events import Actor, Event, FeeCharged
from notice.law import Law

NORM = "no-fees"


@monitors(NORM)
def no_fees(case: Case, law: Law) -> Iterator[Finding]:
    """One ruling a bank and application: what was demanded, and what was collected, each against what is allowed."""
    charged = filter(is_the_banks, case.said(FeeCharged))
    for trigger, bank, fees in by_application(NORM, case, law, charged):
        yield _ruled(case, law, trigger, bank, fees)


def _ruled(case: Case, law: Law, trigger: Event, bank: str, fees: list[FeeCharged]) -> Finding:
    demanded, collected = (
        sum(fee.amount_fen for fee in fees if fee.step == step) for step in ("demanded", "collected")
    )
    charged = max(demanded, collected)
    acts = [fee for fee in fees if fee.amount_fen > 0] if charged > law.policy.number("fees_allowed_fen") else []
    blames = (Actor("bank", bank),)
    return absence_after(NORM, case, trigger, acts, why="fee_charged", blames=blames, details={"value": charged})
