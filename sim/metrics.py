"""The outcomes of one run, from its records of measured awards. None where nothing was observed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from notice.civil import DAY, day_of
from sim.survival import Survival, survival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from notice.calendar import Calendar
    from sim.records import CaseRecord, LoanRecord, Run

UNITS = {
    "decision_working_days_first": "working_days",
    "decision_working_days_repeat": "working_days",
    "disbursement_working_days_first": "working_days",
    "disbursement_working_days_repeat": "working_days",
    "disbursement_working_days_first_median": "working_days",
    "disbursement_working_days_repeat_median": "working_days",
    "disbursement_working_days_first_p90": "working_days",
    "disbursement_working_days_repeat_p90": "working_days",
    "sla_met_share_first": "share",
    "sla_met_share_repeat": "share",
    "all_in_apr_bp": "bp",
    "financing_cost_fen_per_million": "fen",
    "need_cost_fen_per_million": "fen",
    "cost_saved_fen_per_million": "fen",
    "take_up_share_by_value": "share",
    "approval_share": "share",
    "draw_share": "share",
    "loan_to_award_bp": "bp",
    "default_share": "share",
    "loss_given_default_bp": "bp",
    "payment_delay_days": "days",
    "diversions_attempted": "count",
    "diversions_blocked": "count",
    "participating_banks": "count",
}
"""Every outcome and its unit; what each means stands at `metrics`."""

_PARTS = ("loan_to_award_bp", "loss_given_default_bp")
"""Outcomes in basis points of a whole."""

LONGEST_WORKING_DAYS = 30
"""The last bin of `durations` holds this many working days and more."""

_MILLION_YUAN_FEN = 100_000_000
_GROUPS = {"first": True, "repeat": False}


def metrics(run: Run, calendar: Calendar) -> dict[str, float | None]:
    """All outcomes of the measured awards.

    - `decision_`, `disbursement_working_days_*`: working days from acceptance to decision or money, Kaplan-Meier with
      open files censored at the run's end, withdrawn ones at their end for the decision; those that ended without
      money have no time to money. Mean (up to the longest seen), `_median`, `_p90`.
    - `sla_met_share_*`: of files whose loan clock is over (money came, or the due instant passed), those in time.
    - `all_in_apr_bp`, `loan_to_award_bp`: means over loans; `loss_given_default_bp`: of the principal of failed loans.
    - `financing_cost_fen_per_million`: interest and fees per million yuan lent; `need_cost_…`: cost per million yuan
      needed, from whatever source; `cost_saved_…`: against each borrower's alternative, per million yuan lent.
    - `take_up_share_by_value`: principal lent over the value of eligible suppliers' awards.
    - `approval_share`: of decided applications; `draw_share`: of approved ones; `default_share`: of loans.
    - `payment_delay_days`: days that the last instalment is late, 0 if in time, Kaplan-Meier; those not due count not.
    - `diversions_*`, `participating_banks` (with an approval): numbers.
    """
    cases = [case for case in run.cases if case.measured]
    files = [loan for loan in run.loans if loan.measured]
    found = _times(files, calendar, run.until) | _money(cases, files) | _funnel(cases, files)
    found["payment_delay_days"] = _mean(_payment_delays(cases, run.until))
    return {name: found[name] for name in UNITS}


def within(name: str) -> tuple[float, float] | None:
    """The range that an outcome cannot leave, in its unit; None if it may be any number."""
    if name in _PARTS:
        return 0.0, 10_000.0
    return (0.0, 1.0) if UNITS[name] == "share" else None


def durations(run: Run, calendar: Calendar) -> dict[str, tuple[int, ...]]:
    """Measured loans by working days from acceptance to money, first and repeat; the last bin holds all longer ones."""
    return {group: _bins(run, calendar, first) for group, first in _GROUPS.items()}


def counts(run: Run) -> dict[str, int]:
    """The run's totals, and how many measured awards, applications, loans, failures and open loans stand behind it."""
    loans = [loan for loan in run.loans if loan.measured and loan.disbursed_at is not None]
    return run.counts | {
        "measured_cases": sum(case.measured for case in run.cases),
        "measured_applications": sum(loan.measured for loan in run.loans),
        "measured_loans": len(loans),
        "measured_defaults": sum(loan.defaulted for loan in loans),
        "measured_loans_open": sum(loan.closed_at is None for loan in loans),
    }


def _bins(run: Run, calendar: Calendar, first: bool) -> tuple[int, ...]:
    days = (
        _working_days(loan.accepted_at, loan.disbursed_at, calendar)
        for loan in run.loans
        if loan.measured and loan.first == first and loan.accepted_at is not None and loan.disbursed_at is not None
    )
    seen = Counter(min(length, LONGEST_WORKING_DAYS) for length in days)
    return tuple(seen[length] for length in range(LONGEST_WORKING_DAYS + 1))


def _working_days(begin: int, end: int, calendar: Calendar) -> int:
    return calendar.working_days_between(day_of(begin), day_of(end))


def _times(files: Sequence[LoanRecord], calendar: Calendar, until: int) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for group, first in _GROUPS.items():
        taken_up = [file for file in files if file.first == first and file.accepted_at is not None]
        with_money = [file for file in taken_up if file.ended_at is None]
        decision = _curve(taken_up, lambda file: file.decided_at, calendar, until)
        money = _curve(with_money, lambda file: file.disbursed_at, calendar, until)
        found[f"decision_working_days_{group}"] = _mean(decision)
        found[f"disbursement_working_days_{group}"] = _mean(money)
        found[f"disbursement_working_days_{group}_median"] = money.quantile(0.5) if money else None
        found[f"disbursement_working_days_{group}_p90"] = money.quantile(0.9) if money else None
        over = [file for file in taken_up if _clock_is_over(file, until)]
        found[f"sla_met_share_{group}"] = _ratio(sum(map(_in_time, over)), len(over))
    return found


def _curve(
    files: Iterable[LoanRecord], end_of: Callable[[LoanRecord], int | None], calendar: Calendar, until: int
) -> Survival | None:
    """Working days from acceptance to `end_of`; a file without it is censored where it ended or at the run's end."""
    finished: list[int] = []
    unfinished: list[int] = []
    for file in files:
        if file.accepted_at is None:
            continue
        end = end_of(file)
        last = file.ended_at or until if end is None else end
        (unfinished if end is None else finished).append(_working_days(file.accepted_at, last, calendar))
    return survival(finished, unfinished)


def _clock_is_over(file: LoanRecord, until: int) -> bool:
    if file.due_at is None:
        return False
    return file.disbursed_at is not None or file.due_at <= (file.ended_at or until)


def _in_time(file: LoanRecord) -> bool:
    return file.disbursed_at is not None and file.due_at is not None and file.disbursed_at < file.due_at


def _money(cases: Sequence[CaseRecord], files: Sequence[LoanRecord]) -> dict[str, float | None]:
    loans = [file for file in files if file.disbursed_at is not None]
    failed = [loan for loan in loans if loan.defaulted]
    priced = [loan.all_in_apr_bp for loan in loans if loan.all_in_apr_bp is not None]
    compared = [(loan, loan.alternative_cost_fen) for loan in loans if loan.alternative_cost_fen is not None]
    lent_fen = sum(loan.principal_fen for loan in loans)
    per_million = _MILLION_YUAN_FEN
    return {
        "all_in_apr_bp": _ratio(sum(priced), len(priced)),
        "financing_cost_fen_per_million": _ratio(per_million * sum(loan.cost_fen for loan in loans), lent_fen),
        "need_cost_fen_per_million": _ratio(
            per_million * sum(case.cost_fen for case in cases), sum(case.need_fen for case in cases)
        ),
        "cost_saved_fen_per_million": _ratio(
            per_million * sum(other - loan.cost_fen for loan, other in compared),
            sum(loan.principal_fen for loan, _ in compared),
        ),
        "take_up_share_by_value": _ratio(lent_fen, sum(case.amount_fen for case in cases if case.eligible)),
        "loan_to_award_bp": _ratio(sum(10_000 * loan.principal_fen / loan.amount_fen for loan in loans), len(loans)),
        "default_share": _ratio(len(failed), len(loans)),
        "loss_given_default_bp": _ratio(
            10_000 * sum(loan.loss_fen for loan in failed), sum(loan.principal_fen for loan in failed)
        ),
    }


def _funnel(cases: Sequence[CaseRecord], files: Sequence[LoanRecord]) -> dict[str, float | None]:
    decided = [file for file in files if file.approved is not None]
    approved = [file for file in decided if file.approved]
    return {
        "approval_share": _ratio(len(approved), len(decided)),
        "draw_share": _ratio(sum(file.disbursed_at is not None for file in approved), len(approved)),
        "diversions_attempted": float(sum(case.diversions_attempted for case in cases)),
        "diversions_blocked": float(sum(case.diversions_blocked for case in cases)),
        "participating_banks": float(len({file.bank for file in approved})),
    }


def _payment_delays(cases: Iterable[CaseRecord], until: int) -> Survival | None:
    paid, unpaid = [], []
    for case in cases:
        if case.pay_due_at is None:
            continue
        if case.paid_at is not None:
            paid.append(_days_late(case.pay_due_at, case.paid_at))
        elif case.pay_due_at <= until:
            unpaid.append(_days_late(case.pay_due_at, until))
    return survival(paid, unpaid)


def _days_late(due_at: int, at: int) -> int:
    """Days begun after the due instant; 0 before it."""
    return max(0, -((due_at - at - 1) // DAY))


def _mean(curve: Survival | None) -> float | None:
    return curve.mean if curve else None


def _ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None
