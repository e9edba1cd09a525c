"""What lateness and misconduct cost: interest on late payments, the cap on interest, the fine for false material."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice.errors import InputError
from notice.money import BP, half_up, interest_fen, lpr_bp

if TYPE_CHECKING:
    from notice.policy import Policy


def late_interest_fen(
    policy: Policy, owed_fen: int, days_late: int, contract_day: int, late_apr_bp: int | None = None
) -> int:
    """Interest that a purchaser owes an SME on a late payment, rounded `half_up` to the fen.

    `late_apr_bp`: what the contract agreed (act/365); None: `late_interest_daily_bp` a day. `contract_day`: the day number
    on which the contract was signed. Source: 保障中小企业款项支付条例 2020 art. 15, 2025 art. 17.
    Raises `InputError` for negative figures and for an agreed rate below the one-year LPR of that day.
    """
    if min(owed_fen, days_late) < 0:
        raise InputError(
            f"no late interest on negative figures (owed_fen {owed_fen}, days_late {days_late})",
            instead="give 0 or more",
        )
    if late_apr_bp is None:
        return half_up(owed_fen * policy.number("late_interest_daily_bp") * days_late, BP)
    if late_apr_bp < lpr_bp(contract_day):
        raise InputError(
            f"an agreed late rate of {late_apr_bp} bp is below the one-year LPR of {lpr_bp(contract_day)} bp",
            instead="agree the LPR of the day of the contract or more, or nothing",
        )
    return interest_fen(owed_fen, late_apr_bp, days_late, "act_365")


def rate_cap_bp(policy: Policy, contract_day: int) -> int:
    """The highest yearly rate of a private loan agreed on a day that courts protect: a multiple of the one-year LPR.

    Source: 最高人民法院关于审理民间借贷案件适用法律若干问题的规定 (2020) art. 25.
    """
    return policy.number("rate_cap_lpr_multiple") * lpr_bp(contract_day)


def fine_band_fen(policy: Policy, award_fen: int) -> tuple[int, int]:
    """The smallest and the largest whole fen that may be fined for winning an award by false material (政府采购法 77)."""
    low = award_fen * policy.number("bad_record_fine_min_bp")
    high = award_fen * policy.number("bad_record_fine_max_bp")
    return -(-low // BP), high // BP
