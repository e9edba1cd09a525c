"""What every party has read in the notice: the promises and protections that its plans reckon with."""

from __future__ import annotations

import msgspec


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """The public text, as a credit department or a supplier takes it. No party derives a due instant from it.

    `account_locked`: the supplier cannot move the repayment account; `treasury_checks`: the treasury pays no other.
    `guarantee_allowed`: a bank may ask for a natural person's guarantee. `pay_days`: what a purchaser owes by default;
    `confirm_days`, `sign_days`, `file_working_days`: the time it has to confirm a receivable, to sign and to file a
    contract. `small_firms_goods_only`: who counts as small must deliver its
    own goods or another small firm's. `apr_over_lpr_max_bp`, `report_seconds`: how far a rate may lie above the LPR, and
    how soon a loan is to be reported, where a reform says so. `discount_min_bp`: how far below a comparable loan of the
    same bank it must lie; `accept_working_days`, `invoice_pay_working_days`: the time to take an application up, and to
    pay once invoiced; `several_banks`: more
    than one may lend on an award at a time; `quote_same_day`: limit and rate are owed on the day on which a
    file is complete; `act_working_days`: the time an authority has after a finding. `private_rate_max_lpr_multiple`: up
    to where courts protect the rate of a private loan. `serious_means`: the reading of 情节严重, after which a bank loses
    its part.
    """

    in_force_at: int
    first_working_days: int
    repeat_working_days: int
    account_locked: bool
    treasury_checks: bool
    guarantee_allowed: bool
    pay_days: int
    confirm_days: int
    sign_days: int
    file_working_days: int
    small_firms_goods_only: bool
    apr_over_lpr_max_bp: int | None
    discount_min_bp: int | None
    accept_working_days: int | None
    invoice_pay_working_days: int | None
    private_rate_max_lpr_multiple: int
    report_seconds: int | None
    several_banks: bool
    quote_same_day: bool
    act_working_days: int | None
    serious_means: str
