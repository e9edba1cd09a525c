"""What a bank promised: commitments that it filed in a form that can be checked, and what a reading adds to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conformance.case import Case, precedes
from conformance.monitors.dealings import filings
from notice.events import Event, ProductPublished
from notice.law import Law
from notice.vocabulary import CommitmentKind


class Promise(NamedTuple):
    """A value promised, and where: in a filing or an advertisement; None: in the notice itself."""

    value: int
    ground: Event | None


def promise(case: Case, law: Law, bank: str, kind: CommitmentKind, act: Event) -> Promise | None:
    """The tightest promise of that kind in force at the act; None: nothing was promised.

    Under `commitment_means` a published rate is a promise as well, or the notice's own time limits are.
    """
    promises = [*_filed(case, bank, kind, act)]
    reading = law.policy.reading("commitment_means")
    if reading == "advertised" and kind == "apr_max_bp":
        promises += _advertised(case, bank, act)
    if reading == "notice_sla" and kind in ("first_sla_working_days", "repeat_sla_working_days"):
        promises.append(Promise(law.policy.number(kind), None))
    return min(promises, key=lambda one: one.value, default=None)


def ever_promised(case: Case, banks: Iterable[str], kind: CommitmentKind) -> bool:
    """Whether one of the banks filed such a commitment at all: cheap to ask before looking what it covers."""
    filed = (one for bank in set(banks) for one in filings(case.of_bank(bank)))
    return any(promised.kind == kind for one in filed for promised in one.commitments)


def _filed(case: Case, bank: str, kind: CommitmentKind, act: Event) -> list[Promise]:
    """What the filing in force holds: a later one replaces the earlier."""
    filed = next((one for one in reversed(filings(case.of_bank(bank))) if precedes(one, act)), None)
    return [Promise(one.value, filed) for one in filed.commitments if one.kind == kind] if filed else []


def _advertised(case: Case, bank: str, act: Event) -> list[Promise]:
    """The highest of the rates at which the bank last offered each of its products: a quote does not name its product."""
    last = {one.product: one for one in case.of_bank(bank).all(ProductPublished) if precedes(one, act)}
    dearest = max(last.values(), key=lambda one: one.offered_apr_bp, default=None)
    return [Promise(dearest.offered_apr_bp, dearest)] if dearest else []
